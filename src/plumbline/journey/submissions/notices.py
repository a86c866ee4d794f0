"""Who is told about dates, in which words; and how the history says what was done to them."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from plumbline.institutions.access import Capability
from plumbline.institutions.queries import holders_of, sector_holders_of
from plumbline.journey.submissions.models import Due, Extension
from plumbline.journey.submissions.states import ExtensionState
from plumbline.platform.accounts.models import User
from plumbline.platform.notifications.kinds import How, MessageKind
from plumbline.platform.notifications.operations import queue

SENTENCES = {
    "due.agreed": _("agreed a day for Stage %(stage)s"),
    "due.received": _("recorded that Stage %(stage)s was received on paper"),
    "extension.asked": _("asked for more time for Stage %(stage)s"),
    "extension.taken_back": _("took back a request for more time"),
    "extension.granted": _("gave more time for Stage %(stage)s"),
    "extension.declined": _("declined more time for Stage %(stage)s"),
    "timetable.stage_set": _("set what Stage %(stage)s asks"),
    "timetable.phase_set": _("set the day of Stage %(stage)s for phase %(phase)s"),
    "timetable.window_set": _("set a submission window"),
    "timetable.window_removed": _("took a submission window away"),
    "timetable.loaded": _("loaded the published timetable"),
}

MESSAGES = {
    "submissions.due": MessageKind(
        event=_("90, 30, 7 and 1 days before your submission is due"),
        recipient=_("whoever submits for the institution"),
        sample=_("Stage 2 is due in 30 days, on 31 January 2027"),
        default=How.AT_ONCE,
        heading=_("Submissions due"),
        counted=lambda n: ngettext("%(n)d submission due", "%(n)d submissions due", n) % {"n": n},
        may_be_off=False,
    ),
    "submissions.agreed": MessageKind(
        event=_("When the day by which your submission is due changes"),
        recipient=_("whoever submits for the institution"),
        sample=_("Stage 2 is now due on 31 July 2027"),
        default=How.AT_ONCE,
        heading=_("Days agreed"),
        counted=lambda n: ngettext("%(n)d day agreed", "%(n)d days agreed", n) % {"n": n},
        may_be_off=False,
    ),
    "submissions.answered": MessageKind(
        event=_("When your request for more time was answered"),
        recipient=_("whoever submits for the institution"),
        sample=_("You have until 31 July 2027 for Stage 2"),
        default=How.AT_ONCE,
        heading=_("Requests for more time, answered"),
        counted=lambda n: ngettext("%(n)d request answered", "%(n)d requests answered", n) % {"n": n},
        may_be_off=False,
    ),
    "submissions.asked": MessageKind(
        event=_("When an institution asks for more time"),
        recipient=_("the secretariat"),
        sample=_("Answer Northmere University: more time for Stage 2"),
        heading=_("Requests for more time"),
        counted=lambda n: ngettext("%(n)d request for more time", "%(n)d requests for more time", n) % {"n": n},
    ),
}


def due_soon(due: Due, days: int) -> None:
    """It is due in so many days."""
    said = ngettext(
        "Stage %(stage)s is due tomorrow, on %(day)s", "Stage %(stage)s is due in %(days)s days, on %(day)s", days
    )
    subject = said % {"stage": due.stage, "days": days, "day": day(due.due_on)}
    _tell_leads(due, "submissions.due", f"{due.due_on}:{days}", subject, gettext("See your dates"))


def date_agreed(due: Due, reason: str) -> None:
    """Another day holds now."""
    said = gettext("Stage %(stage)s is now due on %(day)s") if due.due_on else gettext("Stage %(stage)s has no day now")
    subject = said % {"stage": due.stage, "day": day(due.due_on)}
    _tell_leads(
        due, "submissions.agreed", f"{due.due_on}:{due.steps.count()}", subject, gettext("See your dates"), reason
    )


def extension_asked(extension: Extension) -> None:
    """Somebody waits for an answer."""
    due = extension.due
    subject = gettext("Answer %(institution)s: more time for Stage %(stage)s") % {
        "institution": due.institution.name,
        "stage": due.stage,
    }
    for user in sector_holders_of(Capability.MANAGE_SECTOR):
        queue(
            recipient=user.key,
            address=user.email,
            kind="submissions.asked",
            key=extension.audit_key,
            about=extension.audit_key,
            subject=subject,
            body=extension.reason,
            path=f"/sector/dates/{due.institution.slug}/{due.stage}/",
            act=gettext("Answer"),
        )


def extension_answered(extension: Extension) -> None:
    """The answer is there."""
    granted = extension.state == ExtensionState.GRANTED
    said = (
        gettext("You have until %(day)s for Stage %(stage)s")
        if granted
        else gettext("No more time for Stage %(stage)s")
    )
    subject = said % {"day": day(extension.granted_on), "stage": extension.due.stage}
    act = gettext("See your dates")
    _tell_leads(extension.due, "submissions.answered", extension.audit_key, subject, act, extension.answer)


def day(on: date | None) -> str:
    """A day in words, or nothing."""
    return date_format(on, "j F Y") if on else ""


def _tell_leads(due: Due, kind: str, key: str, subject: str, act: str, body: str = "") -> None:
    leads: list[User] = holders_of(Capability.SUBMIT, due.institution)
    for user in leads:
        queue(
            recipient=user.key,
            address=user.email,
            kind=kind,
            key=f"{due.audit_key}:{key}",
            about=due.audit_key,
            subject=subject,
            body=body,
            path=due.get_absolute_url(),
            act=act,
        )
