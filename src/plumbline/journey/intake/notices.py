"""How the audit says what was done to documents, and whoever uploaded one is told what became of it."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from plumbline.journey.intake.models import Reading
from plumbline.platform.accounts.queries import people_of
from plumbline.platform.notifications.kinds import How, MessageKind
from plumbline.platform.notifications.operations import queue

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

MESSAGES = {
    "intake.read": MessageKind(
        event=_("When a document that you uploaded has been read and waits to be checked"),
        recipient=_("whoever uploaded it"),
        sample=_("Check what was read of “Action plan.docx”"),
        default=How.INBOX,
        heading=_("Documents to check"),
        counted=lambda n: ngettext("%(n)d document to check", "%(n)d documents to check", n) % {"n": n},
    ),
    "intake.refused": MessageKind(
        event=_("When a document that you uploaded could not be read"),
        recipient=_("whoever uploaded it"),
        sample=_("“Action plan.pdf” could not be read"),
        heading=_("Documents that could not be read"),
        counted=lambda n: (
            ngettext("%(n)d document could not be read", "%(n)d documents could not be read", n) % {"n": n}
        ),
    ),
}


def was_read(reading: Reading) -> None:
    """It waits to be checked."""
    _tell(reading, "intake.read", gettext("Check what was read of “%(name)s”"), gettext("Check it"))


def was_refused(reading: Reading) -> None:
    """It could not be read; why stands on its page."""
    _tell(
        reading, "intake.refused", gettext("“%(name)s” could not be read"), gettext("See why"), gettext(reading.problem)
    )


def _tell(reading: Reading, kind: str, subject: str, act: str, body: str = "") -> None:
    for user in people_of([reading.uploaded_by]).values():
        queue(
            recipient=user.key,
            address=user.email,
            kind=kind,
            key=f"{reading.origin}:{reading.finished_at:%Y%m%d%H%M%S}",
            about=reading.origin,
            subject=subject % {"name": reading.name},
            body=body,
            path=reading.get_absolute_url(),
            act=act,
        )
