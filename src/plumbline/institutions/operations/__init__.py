"""The verbs of institutions and their people."""

from plumbline.institutions.operations.people import (
    change_role,
    end_link,
    end_membership,
    end_sector_role,
    grant_membership,
    grant_sector_role,
    invite_member,
    invite_sector_person,
    take_up_roles,
    withdraw_member_invitation,
)
from plumbline.institutions.operations.register import (
    add_board_organisation,
    create_institution,
    describe_site,
    edit_institution,
    end_board_organisation,
    free_slug,
    load_signatories,
    set_phase,
    set_setting,
    set_signatory,
)
from plumbline.institutions.operations.themes import word_theme

__all__ = [
    "add_board_organisation",
    "change_role",
    "create_institution",
    "describe_site",
    "edit_institution",
    "end_board_organisation",
    "end_link",
    "end_membership",
    "end_sector_role",
    "free_slug",
    "grant_membership",
    "grant_sector_role",
    "invite_member",
    "invite_sector_person",
    "load_signatories",
    "set_phase",
    "set_setting",
    "set_signatory",
    "take_up_roles",
    "withdraw_member_invitation",
    "word_theme",
]
