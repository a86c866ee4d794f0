"""How the audit says what was published and withdrawn."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "publication.published": _("published version %(number)s of the plan"),
    "publication.withdrawn": _("withdrew version %(number)s of the plan"),
}
