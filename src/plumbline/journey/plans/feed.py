"""Due days and reporting dates as a calendar (RFC 5545): a pure calculation. No personal name stands in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from plumbline.foundation.clock import HOME
from plumbline.foundation.pages import whole_address
from plumbline.journey.plans.models import PlannedAction, ReportingDate
from plumbline.journey.plans.states import SETTLED

LONGEST = 200
REFRESH = timedelta(hours=6)


def calendar(name: str, actions: Iterable[PlannedAction], dates: Iterable[ReportingDate], host: str) -> bytes:
    """A calendar with a day for each action that has a due day and each reporting date. The same rows give the same
    bytes: what is stamped is when the action changed."""
    made = Calendar()
    made.add("prodid", "-//Plumbline//Plans//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add("x-wr-timezone", str(HOME))
    made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for action in actions:
        if action.deadline_on is not None:
            made.add_component(_of_action(action, action.deadline_on, host))
    for reporting in dates:
        made.add_component(_of_reporting(reporting, host))
    return bytes(made.to_ical())


def _of_action(action: PlannedAction, due: date, host: str) -> Event:
    words = " ".join(f"{action.ref} {action.text}".split())
    event = _day(f"action-{action.pk}@{host}", due, action.changed_at)
    event.add("summary", words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…")
    event.add("description", _said(action))
    event.add("url", whole_address(action.get_absolute_url()))
    return event


def _of_reporting(reporting: ReportingDate, host: str) -> Event:
    event = _day(f"reporting-{reporting.pk}@{host}", reporting.on, reporting.plan.created_at)
    words = _("Reporting date: %(label)s (%(institution)s)")
    event.add("summary", words % {"label": reporting.label, "institution": reporting.plan.institution.name})
    event.add("url", whole_address(reporting.plan.get_absolute_url()))
    return event


def _day(uid: str, on: date, stamped: datetime) -> Event:
    """A whole day: it has no time, so no clock change can move it."""
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", stamped.replace(microsecond=0))
    event.add("last-modified", stamped.replace(microsecond=0))
    event.add("dtstart", on)
    event.add("dtend", on + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def _said(action: PlannedAction) -> str:
    lines = [action.plan.institution.name]
    if action.status:
        lines.append(str(action.get_status_display()))
    if action.status not in SETTLED:
        lines.append(_("Say how it is going: %(address)s") % {"address": whole_address(action.get_absolute_url())})
    return "\n".join(lines)
