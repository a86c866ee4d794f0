"""How the audit says what was done to self-assessments."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "assessment.taken_in": _("accepted a self-assessment from a document"),
    "assessment.taken_back": _("undid the acceptance of a self-assessment"),
    "answer.corrected": _("corrected an answer"),
}
