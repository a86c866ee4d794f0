"""How the audit says what was done to forms."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "form.taken_in": _("took in version %(version)s of the form “%(key)s” from a file"),
    "form.copied": _("began version %(version)s of the form “%(key)s”"),
    "form.changed": _("changed version %(version)s of the form “%(key)s”"),
    "form.published": _("published version %(version)s of the form “%(key)s”"),
    "form.discarded": _("threw away the draft of version %(version)s of the form “%(key)s”"),
}
