"""How the audit says what was done to forms."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "form.taken_in": _("took in version %(version)s of the form “%(key)s” from a file"),
    "form.copied": _("began version %(version)s of the form “%(key)s”"),
    "form.changed": _("changed version %(version)s of the form “%(key)s”"),
    "form.published": _("published version %(version)s of the form “%(key)s”"),
    "form.discarded": _("threw away the draft of version %(version)s of the form “%(key)s”"),
    "response.started": _("began to fill in the form “%(key)s”, version %(version)s"),
    "response.moved": _("moved answers to version %(version)s of the form “%(key)s”"),
    "response.discarded": _("threw away the answers to the form “%(key)s”"),
    "answer.written": _("wrote an answer"),
    "answer.not_applicable": _("said that a question does not apply"),
    "answer.applicable": _("said that a question applies after all"),
    "section.ready": _("marked a section ready"),
    "section.not_ready": _("took a section back into work"),
}
