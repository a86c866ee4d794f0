"""The nouns: institutions and what they are to the Commitment, people and their terms, themes and their wording."""

from plumbline.institutions.models.people import (
    Membership,
    PendingMembership,
    PendingSectorRole,
    SectorRole,
    TermQuerySet,
)
from plumbline.institutions.models.register import (
    BoardOrganisation,
    Institution,
    InstitutionKind,
    Nation,
    Phase,
    Signatory,
    SignatoryKind,
    SignatoryStatus,
    SiteSetting,
    Size,
)
from plumbline.institutions.models.themes import (
    OURS,
    Source,
    Theme,
    ThemeWording,
)

__all__ = [
    "OURS",
    "BoardOrganisation",
    "Institution",
    "InstitutionKind",
    "Membership",
    "Nation",
    "PendingMembership",
    "PendingSectorRole",
    "Phase",
    "SectorRole",
    "Signatory",
    "SignatoryKind",
    "SignatoryStatus",
    "SiteSetting",
    "Size",
    "Source",
    "TermQuerySet",
    "Theme",
    "ThemeWording",
]
