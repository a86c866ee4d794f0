"""Work out what is due by the rules, agree another day, record what came."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from plumbline.foundation.clock import today
from plumbline.foundation.text import clean
from plumbline.institutions.actor import Actor
from plumbline.institutions.models import Institution, SignatoryKind, SignatoryStatus
from plumbline.journey.submissions import notices, queries
from plumbline.journey.submissions.models import Due, StageRule, Step
from plumbline.journey.submissions.rules import can_agree_date, can_keep_timetable, can_record_received
from plumbline.journey.submissions.timetable import Nominal, nominal
from plumbline.platform.audit import operations as audit


@transaction.atomic
def work_out(*, actor: Actor, institutions: Iterable[Institution] | None = None) -> int:
    """Bring the nominal dates of signatories (all, where none are named) in line with the rules of today; how many
    changed. What was agreed and what was received stands. Supporters submit nothing (F006). Doing it twice changes
    nothing."""
    can_keep_timetable(actor).or_raise()
    rows = Institution.objects.filter(signatory__kind=SignatoryKind.SIGNATORY, signatory__status=SignatoryStatus.SIGNED)
    if institutions is not None:
        rows = rows.filter(pk__in=[one.pk for one in institutions])
    rules, dates = list(queries.stage_rules()), queries.phase_dates()
    windows, rounding = queries.window_days(), queries.rounding()
    held = {(due.institution_id, due.stage): due for due in Due.objects.filter(institution__in=rows)}
    changed = 0
    for institution in rows.select_related("signatory__phase"):
        signed = institution.signatory
        announced = signed.announced_on or (signed.phase.announced_on if signed.phase else None)
        for rule in rules:
            worked = nominal(
                announced_on=announced,
                phase_on=dates.get((rule.stage, signed.phase_id or 0)),
                months=rule.months,
                windows=windows,
                rounding=rounding,
            )
            changed += _put(actor, institution, rule, held.get((institution.pk, rule.stage)), worked)
    return changed


@transaction.atomic
def agree_date(*, actor: Actor, due: Due, on: date | None, reason: str) -> None:
    """Agree a day with the institution (None: back to the rules), with the reason that it is told."""
    due = Due.objects.select_for_update().get(pk=due.pk)
    can_agree_date(actor, due, on, reason).or_raise()
    before = due.due_on
    move_agreed(due, on)
    _step(actor, due, "agreed", before, clean(reason))
    audit.record(actor, "due.agreed", due, scope=due.institution.key, stage=due.stage, on=str(due.due_on or ""))
    notices.date_agreed(due, clean(reason))


@transaction.atomic
def record_received(*, actor: Actor, due: Due, on: date) -> None:
    """Record that a submission came on paper or by e-mail: it has no fingerprint, and says so."""
    due = Due.objects.select_for_update().get(pk=due.pk)
    can_record_received(actor, due, on, today()).or_raise()
    due.received_on, due.on_paper = on, True
    due.save(update_fields=["received_on", "on_paper"])
    Step.objects.create(due=due, what="received", after_on=on, by=actor.key)
    audit.record(actor, "due.received", due, scope=due.institution.key, stage=due.stage, on=str(on))


def move_agreed(due: Due, on: date | None) -> None:
    """Write the agreed day and read back the day that now holds."""
    due.agreed_on = on
    due.save(update_fields=["agreed_on"])
    due.refresh_from_db(fields=["due_on"])


def _put(actor: Actor, institution: Institution, rule: StageRule, due: Due | None, worked: Nominal) -> bool:
    values = {"nominal_on": worked.on, "before_window_on": worked.before_window, "basis": worked.basis.value}
    if due is None:
        due = Due.objects.create(institution=institution, stage=rule.stage, **values)
        due.refresh_from_db(fields=["due_on"])
        _step(actor, due, "worked_out", None, "")
        return True
    if all(getattr(due, name) == value for name, value in values.items()):
        return False
    before = due.due_on
    for name, value in values.items():
        setattr(due, name, value)
    due.save(update_fields=list(values))
    due.refresh_from_db(fields=["due_on"])
    _step(actor, due, "worked_out", before, "")
    return True


def _step(actor: Actor, due: Due, what: str, before: date | None, reason: str) -> None:
    Step.objects.create(due=due, what=what, before_on=before, after_on=due.due_on, reason=reason, by=actor.key)
