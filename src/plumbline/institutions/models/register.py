"""Institution, Signatory and Phase; BoardOrganisation; SiteSetting."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plumbline.foundation.clock import now
from plumbline.foundation.constraints import in_order, not_blank, one_of


class InstitutionKind(models.TextChoices):
    UNIVERSITY = "university", _("university")
    RESEARCH_INSTITUTE = "research_institute", _("research institute")
    FUNDER = "funder", _("funder")
    SOCIETY = "society", _("learned society or professional body")
    OTHER = "other", _("other organisation")


class Nation(models.TextChoices):
    ENGLAND = "england", _("England")
    SCOTLAND = "scotland", _("Scotland")
    WALES = "wales", _("Wales")
    NORTHERN_IRELAND = "northern_ireland", _("Northern Ireland")


class Size(models.TextChoices):
    SMALL = "small", _("small (under 2,000 staff)")
    MEDIUM = "medium", _("medium (2,000 to 5,000 staff)")
    LARGE = "large", _("large (over 5,000 staff)")


class Institution(models.Model):
    """An employer of technicians, or a body that supports them. The tenant: everything else hangs on it.
    Not all are in the UK, so `nation` is a UK nation or blank and `country` is an ISO 3166 code."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200, unique=True)
    other_names = models.JSONField(_("other names"), default=list, blank=True)
    kind = models.CharField(
        _("kind"), max_length=20, choices=InstitutionKind.choices, default=InstitutionKind.UNIVERSITY
    )
    country = models.CharField(_("country"), max_length=2, default="GB")
    nation = models.CharField(_("nation"), max_length=20, choices=Nation.choices, blank=True)
    region = models.CharField(_("region"), max_length=80, blank=True)
    mission_groups = models.JSONField(_("mission groups"), default=list, blank=True)
    size = models.CharField(_("size"), max_length=10, choices=Size.choices, blank=True)
    ukprn = models.CharField("UKPRN", max_length=8, blank=True)
    hesa = models.CharField("HESA INSTID", max_length=4, blank=True)
    ror = models.CharField("ROR", max_length=40, blank=True)
    website = models.URLField(_("website"), blank=True)
    contact_name = models.CharField(_("public contact"), max_length=200, blank=True)
    contact_email = models.EmailField(_("public contact's e-mail address"), blank=True)
    created_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["name"]
        constraints = [
            not_blank("name", name="institution_has_name"),
            one_of("kind", InstitutionKind.values, name="institution_kind_known"),
            one_of("nation", ["", *Nation.values], name="institution_nation_known"),
            one_of("size", ["", *Size.values], name="institution_size_known"),
            models.UniqueConstraint(fields=["ukprn"], condition=~Q(ukprn=""), name="institution_ukprn_once"),
            models.UniqueConstraint(fields=["hesa"], condition=~Q(hesa=""), name="institution_hesa_once"),
            models.UniqueConstraint(fields=["ror"], condition=~Q(ror=""), name="institution_ror_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The public page."""
        return f"/institutions/{self.slug}/"

    @property
    def key(self) -> str:
        """How history and audit write it. Survives a change of name or address."""
        return f"institution:{self.pk}"

    audit_key = key
    audit_scope = key

    @property
    def workspace_address(self) -> str:
        """Where its own people work."""
        return f"/i/{self.slug}/"


class Phase(models.Model):
    """A cohort of signatories, announced together."""

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    announced_on = models.DateField(_("announced on"), null=True, blank=True)
    announced_written = models.CharField(max_length=40, blank=True)  # "May 2017", where no day is known
    total_after = models.PositiveIntegerField(null=True, blank=True)  # signatories in all, once announced

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return self.name


class SignatoryStatus(models.TextChoices):
    PREPARING = "preparing", _("preparing to sign")
    SIGNED = "signed", _("signed")
    WITHDRAWN = "withdrawn", _("withdrawn")


class SignatoryKind(models.TextChoices):
    SIGNATORY = "signatory", _("signatory")
    SUPPORTER = "supporter", _("supporter")


class Signatory(models.Model):
    """What an institution is to the Commitment. The phase can be unknown."""

    institution = models.OneToOneField(Institution, on_delete=models.CASCADE, related_name="signatory")
    kind = models.CharField(max_length=10, choices=SignatoryKind.choices, default=SignatoryKind.SIGNATORY)
    status = models.CharField(max_length=10, choices=SignatoryStatus.choices, default=SignatoryStatus.SIGNED)
    phase = models.ForeignKey(Phase, null=True, blank=True, on_delete=models.PROTECT, related_name="signatories")
    announced_on = models.DateField(null=True, blank=True)
    founding = models.BooleanField(null=True, blank=True)  # null: not known

    class Meta:
        constraints = [
            one_of("kind", SignatoryKind.values, name="signatory_kind_known"),
            one_of("status", SignatoryStatus.values, name="signatory_status_known"),
        ]


class BoardOrganisation(models.Model):
    """An organisation with a seat on the board, for a term."""

    name = models.CharField(max_length=200)
    starts_on = models.DateField(null=True, blank=True)  # null: not known
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            not_blank("name", name="board_organisation_has_name"),
            in_order("starts_on", "ends_on", name="board_organisation_ends_after_start"),
            models.UniqueConstraint(fields=["name"], condition=Q(ends_on__isnull=True), name="board_seat_once"),
        ]

    @property
    def audit_key(self) -> str:
        """How the audit writes it."""
        return f"institutions.board_organisation:{self.pk}"

    audit_scope = "sector"


class SiteSetting(models.Model):
    """A choice of the secretariat for the whole site, such as what the board is called."""

    name = models.CharField(max_length=60, unique=True)
    value = models.CharField(max_length=400, blank=True)

    @property
    def audit_key(self) -> str:
        """How the audit writes it."""
        return f"institutions.setting:{self.name}"

    audit_scope = "sector"
