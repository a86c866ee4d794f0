"""Remind owners, put reminders off, and tell leads what is long overdue."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db import transaction

from plumbline.foundation.acting import Machine
from plumbline.foundation.clock import today
from plumbline.institutions.actor import Actor
from plumbline.institutions.models import Institution
from plumbline.journey.plans import notices, owning
from plumbline.journey.plans.cadence import ENOUGH_A_WEEK, PRESSING, YOURS, is_long_overdue, monday_of, turn_of
from plumbline.journey.plans.models import Kind, PlannedAction, Reminder, Snooze, Step
from plumbline.journey.plans.owning import Reached
from plumbline.journey.plans.rules import PURPOSE, can_snooze
from plumbline.platform.accounts.models import Pass
from plumbline.platform.accounts.operations import change_subjects, issue_pass
from plumbline.platform.accounts.queries import pass_by_key, passes_of
from plumbline.platform.audit import operations as audit

REMINDER = Machine("reminders")
LINK_DAYS = 21


def remind() -> None:
    """Write today's reminders; again the same day, nothing. Whoever reads the day's e-mail gets all of theirs in it."""
    numbers = Institution.objects.filter(plans__kind=Kind.FORWARD).distinct().order_by("pk")
    for institution in numbers:
        remind_of(institution=institution, on=today())


@transaction.atomic
def remind_of(*, institution: Institution, on: date) -> int:
    """Tell the owners of what waits at one institution what is new on a day; else, of an action whose owners cannot be
    reached, the leads. Gives how many reminders were written."""
    Institution.objects.select_for_update().get(pk=institution.pk)  # of two schedulers, the second finds all told
    round_ = _Round(institution, on)
    for action in round_.actions:
        round_.tell_of(action)
    _tell_leads(institution, round_.actions, round_.leads, on)
    return round_.count


@transaction.atomic
def snooze(*, actor: Actor, action: PlannedAction, until: date) -> Snooze:
    """Do not remind this actor of the action before a day. Raises Refused: not theirs, a day gone by or too far off."""
    can_snooze(actor, action, until, today()).or_raise()
    who = who_is(actor)
    put_off, _new = Snooze.objects.update_or_create(action=action, who=who, defaults={"until_on": until})
    audit.record(actor, "action.snoozed", action, scope=action.plan.institution.key, until=until.isoformat())
    return put_off


def who_is(actor: Actor) -> str:
    """How reminders know an actor: by account, or by the address that a link went to."""
    held = pass_by_key(actor.key) if actor.kind == "link" else None
    return f"email:{held.email}" if held is not None else actor.key


class _Round:
    """One institution's reminders of a day: what was told before, and what is told now."""

    def __init__(self, institution: Institution, on: date) -> None:
        self.institution, self.on, self.count = institution, on, 0
        self.actions = list(owning.waiting(institution))
        self.owners = owning.owners_of(institution, self.actions)
        self.leads = owning.leads_of(institution)
        numbers = [action.pk for action in self.actions]
        rows = Reminder.objects.filter(action__in=numbers)
        self.told = {(row.action_id, row.who, row.deadline_on, row.turn) for row in rows}
        self.last = {(row.action_id, row.who): row.told_on for row in rows.order_by("told_on")}
        self.days: dict[str, set[date]] = {}  # on which days of this week somebody was reminded
        for row in rows:
            if row.told_on >= monday_of(on):
                self.days.setdefault(row.who, set()).add(row.told_on)
        self.snoozed = {(row.action_id, row.who): row.until_on for row in Snooze.objects.filter(action__in=numbers)}
        self.passes: dict[str, Pass | None] = {}

    def tell_of(self, action: PlannedAction) -> None:
        """Tell whoever owns the action what they were not told yet."""
        own = self.owners.get(action.pk, [])
        reached = [person for person in own if self.recipient(person)]
        for person in reached or self.leads:
            turn = self.turn_for(action, person, is_own=person in reached)
            if turn is not None:
                self.write(action, person, turn)

    def turn_for(self, action: PlannedAction, person: Reached, *, is_own: bool) -> int | None:
        """What is new for this person: that it is theirs, or a turn of its due day."""
        until = self.snoozed.get((action.pk, person.who))
        if until is not None and self.on < until:
            return None
        turn = turn_of(action.deadline_on, self.on) if action.deadline_on else None
        if is_own and (action.pk, person.who, None, YOURS) not in self.told:
            return YOURS
        woken = until is not None and self.last.get((action.pk, person.who), date.min) < until
        is_new = (action.pk, person.who, action.deadline_on, turn) not in self.told
        if turn not in PRESSING and len(self.days.get(person.who, set()) - {self.on}) >= ENOUGH_A_WEEK:
            return None
        return turn if turn is not None and (is_new or woken) else None

    def write(self, action: PlannedAction, person: Reached, turn: int) -> None:
        """Tell it, unless they know it because they did it themselves, and remember that it was told."""
        turns: list[tuple[date | None, int]] = [(None, YOURS)] if turn == YOURS else []
        if action.deadline_on and (due := turn_of(action.deadline_on, self.on)) is not None:
            turns.append((action.deadline_on, due))  # told together: the words name the day
        Reminder.objects.bulk_create(
            Reminder(action=action, who=person.who, deadline_on=day, turn=each, told_on=self.on) for day, each in turns
        )
        if turn == YOURS and _gave_it_to_themselves(action, person):
            return
        notices.remind(self.institution, action, person, self.recipient(person), on=self.on, is_new=turn == YOURS)
        self.count += 1

    def recipient(self, person: Reached) -> str:
        """The key that messages to this person go to: their account, or their link, which is made where there is none;
        "" where the lead has ended it."""
        if person.user is not None:
            return person.who
        if person.address not in self.passes:
            self.passes[person.address] = _pass_for(self.institution, person)
        held = self.passes[person.address]
        return held.key if held is not None else ""


def _pass_for(institution: Institution, person: Reached) -> Pass | None:
    latest = passes_of(institution.key).filter(purpose=PURPOSE, email=person.address).first()
    subjects = owning.outside_subjects(institution, person.address)
    if latest is not None and latest.revoked_at is not None:
        return None
    if latest is not None:  # the same for good, however old: their choice of messages hangs on it
        change_subjects(actor=REMINDER, held=latest, subjects=subjects)
        return latest
    held, _token = issue_pass(
        actor=REMINDER,
        purpose=PURPOSE,
        scope=institution.key,
        subjects=subjects,
        name=person.name,
        email=person.address,
        what=notices.link_words(institution),
        address=f"{institution.workspace_address}link/",
        from_whom=institution.name,
        link_days=LINK_DAYS,
        session_days=settings.PLUMBLINE_LINK_DAYS,
    )
    return held


def _gave_it_to_themselves(action: PlannedAction, person: Reached) -> bool:
    for step in Step.objects.filter(action=action, by=person.who).order_by("-pk"):
        if step.what == "added" or "owners" in step.after:
            return True
    return False


def _tell_leads(institution: Institution, actions: Iterable[PlannedAction], leads: list[Reached], on: date) -> None:
    """On a Monday (or the first day after it that this runs), what is long overdue, as one line."""
    late = [action for action in actions if action.deadline_on and is_long_overdue(action.deadline_on, on)]
    if late:
        for lead in leads:
            notices.long_overdue(institution, lead, len(late), monday_of(on))
