"""How the history says what was done here."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "messages.chosen": _("chose how messages come"),
    "messages.stopped": _("stopped some e-mails"),
}
