"""How the history says what was done to a text."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "text.written": _("wrote in a text"),
    "text.settled": _("settled two versions of a text"),
    "text.restored": _("brought version %(number)s of a text back"),
    "comment.written": _("wrote a comment"),
    "comment.resolved": _("resolved a comment"),
    "comment.reopened": _("reopened a comment"),
}
