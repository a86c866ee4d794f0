"""How the history says what was done to documents."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "reading.uploaded": _("uploaded a document"),
    "reading.read_again": _("had a document read again"),
    "reading.tried_again": _("had a document tried again that could not be read"),
    "reading.finished": _("read a document"),
    "reading.refused": _("could not read a document"),
    "reading.accepted": _("accepted what was read in a document"),
    "reading.acceptance_undone": _("undid the acceptance of a document"),
    "reading.dropped": _("dropped a document"),
    "reading.erased": _("erased a document and its words"),
    "reading.add": _("added something by hand while checking a document"),
    "reading.change": _("corrected something that was read"),
    "reading.split": _("split something that was read in two"),
    "reading.merge": _("merged two things that were read"),
    "reading.move": _("moved something that was read"),
    "reading.shift": _("put something that was read in another place"),
    "reading.drop": _("dropped something that was read"),
    "reading.place": _("placed a passage that the reader had left"),
    "reading.put_back": _("put back something that was dropped"),
    "reading.confirm": _("confirmed something that was read"),
    "reading.undo": _("undid a correction"),
}
