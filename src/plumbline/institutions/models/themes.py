"""The five themes, and how the programme words each of them from which day on."""

from __future__ import annotations

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plumbline.foundation.clock import now
from plumbline.foundation.constraints import not_blank, one_of
from plumbline.foundation.history import Immutable


class Theme(models.TextChoices):
    """In the order in which the programme names them."""

    VISIBILITY = "visibility", _("Visibility")
    RECOGNITION = "recognition", _("Recognition")
    CAREER_DEVELOPMENT = "career_development", _("Career development")
    SUSTAINABILITY = "sustainability", _("Sustainability")
    EVALUATING_IMPACT = "evaluating_impact", _("Evaluating impact")


OURS: dict[str, Promise] = {
    Theme.VISIBILITY: _(
        "Technicians can be found, and what they contribute is seen inside and outside the institution."
    ),
    Theme.RECOGNITION: _("Technicians gain registration, accreditation, awards and credit for their work."),
    Theme.CAREER_DEVELOPMENT: _("Technicians have clear pathways, and the training and time to follow them."),
    Theme.SUSTAINABILITY: _("Technical skills and posts are planned for, so that they are there when they are needed."),
    Theme.EVALUATING_IMPACT: _("The institution looks honestly at what its actions have changed."),
}
"""A sentence for each theme in our own words, for as long as nobody has entered another."""


class Source(models.TextChoices):
    """Whose words they are."""

    OURS = "ours", _("our own words")
    OFFICIAL = "official", _("the programme's official words")


class ThemeWording(Immutable):
    """How a theme is worded from `since_on` on (F002: what a theme means has been widened over the years). Version 1
    is the first that was entered; none is changed, a new one follows."""

    theme = models.CharField(max_length=30, choices=Theme.choices)
    version = models.PositiveIntegerField()
    sentence = models.TextField()
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.OFFICIAL)
    since_on = models.DateField()
    written_at = models.DateTimeField(default=now, editable=False)
    written_by = models.CharField(max_length=120)

    class Meta:
        ordering = ["theme", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["theme", "version"], name="theme_wording_version_once"),
            one_of("theme", Theme.values, name="theme_wording_theme_known"),
            one_of("source", Source.values, name="theme_wording_source_known"),
            not_blank("sentence", name="theme_wording_says_something"),
        ]

    @property
    def audit_key(self) -> str:
        """How the audit writes it."""
        return f"institutions.theme_wording:{self.theme}:{self.version}"

    audit_scope = "sector"
