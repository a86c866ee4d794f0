"""How the audit says what was done to documents."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "reading.uploaded": _("uploaded a document"),
    "reading.read_again": _("had a document read again"),
    "reading.tried_again": _("tried again to have a document read"),
    "reading.finished": _("read a document: %(actions)s actions, %(answers)s answers, %(to_check)s things to check"),
    "reading.refused": _("could not read a document (%(code)s)"),
    "reading.change": _("corrected something that was understood of a document"),
    "reading.split": _("split something that was understood of a document"),
    "reading.merge": _("merged two things that were understood of a document"),
    "reading.move": _("moved something that was understood of a document"),
    "reading.shift": _("put something that was understood of a document in another place"),
    "reading.drop": _("dropped something that was understood of a document"),
    "reading.place": _("placed a passage of a document that was not placed"),
    "reading.put_back": _("put back something dropped from a document"),
    "reading.confirm": _("found right what was understood of a document"),
    "reading.add": _("added to what was understood of a document"),
    "reading.undo": _("took back a correction of a document"),
    "reading.accepted": _("accepted what was understood of a document"),
    "reading.acceptance_undone": _("undid the acceptance of a document"),
    "reading.dropped": _("dropped a document"),
    "reading.erased": _("deleted a document’s file and words"),
}
