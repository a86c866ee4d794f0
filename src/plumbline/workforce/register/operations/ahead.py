"""Ask for long work over the register, do it, share a forecast; say who sees the pack of a unit; keep trainees."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.foundation.acting import Acting
from plumbline.foundation.clock import now, today
from plumbline.foundation.disclosure.figures import Published
from plumbline.foundation.problems import Refused
from plumbline.institutions.actor import Actor
from plumbline.institutions.models import Institution
from plumbline.platform.accounts.models import User
from plumbline.platform.audit import operations as audit
from plumbline.platform.jobs.operations import enqueue
from plumbline.workforce.register import queries, rules
from plumbline.workforce.register.forecast.scenarios import Scenario
from plumbline.workforce.register.models import (
    Ledger,
    PackHolder,
    Study,
    StudyKind,
    Trainee,
    TraineeKind,
    Unit,
)
from plumbline.workforce.register.outlook import outlook
from plumbline.workforce.register.past import past
from plumbline.workforce.register.states import STUDY_MOVES
from plumbline.workforce.register.tabling import tabled

STUDY = "register.study"
Step = Callable[[int, int], None]


@transaction.atomic
def ask_forecast(
    *,
    actor: Actor,
    institution: Institution,
    numbers: tuple[str, ...] = (),
    apprentices: int = 0,
    retire_at: int | None = None,
    freeze_years: int = 0,
) -> Study:
    """Have the next ten years worked out as things are, and for each what-if that is given. `numbers` are staff numbers
    of people who might retire now. Raises Refused for a number that nobody has, or where nobody counts yet."""
    rules.can_see_raw(actor, institution).or_raise()
    people = []
    for number in numbers:
        person = queries.person_by_ref(institution, number)
        if person is None:
            raise Refused(_("Nobody has the staff number %(number)s.") % {"number": number}, field="numbers")
        people.append((person.same_as or person).key)
    asked = {"people": people, "apprentices": apprentices, "retire_at": retire_at, "freeze_years": freeze_years}
    return ask(actor, institution, StudyKind.FORECAST, asked)


@transaction.atomic
def ask_tables(*, actor: Actor, institution: Institution) -> Study:
    """Have equality tables and the packs of units worked out as at the newest extract, controlled, and released to whom
    they are for."""
    rules.can_see_raw(actor, institution).or_raise()
    return ask(actor, institution, StudyKind.TABLES, {})


def ask(actor: Actor, institution: Institution, kind: StudyKind, asked: dict[str, object]) -> Study:
    """Write down what is wanted and queue the work."""
    newest = queries.newest_day(institution)
    if newest is None:
        raise Refused(_("Nobody is in the register yet. Import an extract first."))
    if not institution.definitions.exists():
        raise Refused(_("Say first who counts as a technician."))
    Institution.objects.select_for_update().get(pk=institution.pk)
    number = (Study.objects.filter(institution=institution).aggregate(top=Max("number"))["top"] or 0) + 1
    study = Study.objects.create(
        institution=institution, kind=kind, number=number, as_at=newest, asked=asked, by=actor.key
    )
    enqueue(kind=STUDY, key=str(study.pk), payload={"study": study.pk})
    audit.record(actor, "study.asked", study, scope=institution.key, kind=str(kind))
    return study


def work_out(*, actor: Acting, study: Study, step: Step = lambda _done, _all: None) -> None:
    """Do the work of a study. Done twice, the second changes nothing."""
    if not study.is_waiting:
        return
    if study.kind == StudyKind.FORECAST:
        known = past(study.institution)
        if known is None:
            fail_study(actor=actor, study=study, problem=_("Nobody counts as a technician on the day of the extract."))
            return
        finish(actor, study, json.dumps(outlook(known, scenarios(study), step)))
        return
    release_tables(actor=actor, study=study)


@transaction.atomic
def finish(actor: Acting, study: Study, found: str) -> None:
    """Keep what was found."""
    STUDY_MOVES.apply("found", study, found=found)
    audit.record(actor, "study.found", study, scope=study.institution.key)


@transaction.atomic
def fail_study(*, actor: Acting, study: Study, problem: str) -> None:
    """Say why there is nothing."""
    STUDY_MOVES.apply("fail", study, problem=problem)
    audit.record(actor, "study.failed", study, scope=study.institution.key)


def release_tables(*, actor: Acting, study: Study) -> None:
    """Control the tables beside everything released before. The work is done before the ledger is locked, and again if
    somebody released meanwhile, so that nobody waits for it."""
    institution = study.institution
    staff = queries.staff_on(institution, study.as_at)
    declared = queries.declared(institution, study.as_at)
    families = queries.families_said(institution)
    for _attempt in range(3):
        ledger, _new = Ledger.objects.get_or_create(institution=institution)
        before = Published.from_json(ledger.published) if ledger.published else Published()
        after, found = tabled(before, staff, families, declared)
        with transaction.atomic():
            held = Ledger.objects.select_for_update().get(pk=ledger.pk)
            if held.published == ledger.published:
                held.published = after.to_json()
                held.save(update_fields=["published"])
                finish(actor, study, json.dumps(found))
                return
    raise Refused(_("Other figures were released meanwhile. Ask again."))


def scenarios(study: Study) -> list[Scenario]:
    """As things are, and each what-if that was asked for."""
    asked, found = study.asked, [Scenario(_("As things are"))]
    if asked.get("people"):
        people = frozenset(asked["people"])
        name = ngettext("%(count)s named person retires now", "%(count)s named people retire now", len(people))
        found.append(Scenario(name % {"count": len(people)}, retiring=people))
    if asked.get("apprentices"):
        name = ngettext("%(count)s more apprentice a year", "%(count)s more apprentices a year", asked["apprentices"])
        found.append(Scenario(name % {"count": asked["apprentices"]}, apprentices=asked["apprentices"]))
    if asked.get("retire_at"):
        found.append(
            Scenario(_("Everybody retires at %(age)s") % {"age": asked["retire_at"]}, retire_at=asked["retire_at"])
        )
    if asked.get("freeze_years"):
        name = ngettext(
            "Nobody is recruited for %(count)s year", "Nobody is recruited for %(count)s years", asked["freeze_years"]
        )
        found.append(Scenario(name % {"count": asked["freeze_years"]}, freeze_years=asked["freeze_years"]))
    return found


@transaction.atomic
def share_forecast(*, actor: Actor, study: Study) -> None:
    """Let everybody who may see figures see the forecast of the whole institution, rounded to the nearest 5."""
    rules.can_share(actor, study).or_raise()
    Study.objects.filter(pk=study.pk, shared_at=None).update(shared_at=now(), shared_by=actor.key)
    audit.record(actor, "study.shared", study, scope=study.institution.key)


@transaction.atomic
def give_pack(*, actor: Actor, institution: Institution, unit: Unit, user: User) -> PackHolder:
    """Let somebody who works in the workspace see the pack of the unit that they run."""
    rules.can_give_pack(actor, institution, unit, user).or_raise()
    holder, is_new = PackHolder.objects.get_or_create(
        institution=institution, unit=unit, user=user, ended_at=None, defaults={"by": actor.key}
    )
    if is_new:
        audit.record(actor, "pack.given", holder, scope=institution.key)
    return holder


@transaction.atomic
def end_pack(*, actor: Actor, holder: PackHolder) -> None:
    """They see it no longer."""
    rules.can_see_raw(actor, holder.institution).or_raise()
    if PackHolder.objects.filter(pk=holder.pk, ended_at=None).update(ended_at=now()):
        audit.record(actor, "pack.ended", holder, scope=holder.institution.key)


@transaction.atomic
def save_trainee(
    *,
    actor: Actor,
    institution: Institution,
    kind: str,
    what: str,
    started_on: date,
    unit: Unit | None = None,
    ended_on: date | None = None,
    outcome: str = "",
    qualification: str = "",
    trainee: Trainee | None = None,
) -> Trainee:
    """Add an apprenticeship, placement or week of work experience, or change one; no name is kept. Raises Refused where
    the days cannot be, or the outcome is missing once it has ended."""
    rules.can_keep_trainees(actor, institution).or_raise()
    if ended_on and ended_on < started_on:
        raise Refused(_("This ends before it starts. Give a later day, or leave it empty."), field="ended_on")
    if started_on > today():
        raise Refused(_("This starts in the future. Add it once it has begun."), field="started_on")
    if bool(ended_on) != bool(outcome):
        raise Refused(
            _("Give the day of the end together with what became of it."), field="outcome" if ended_on else "ended_on"
        )
    made = trainee or Trainee(institution=institution, by=actor.key)
    made.kind, made.what, made.unit, made.started_on = TraineeKind(kind), what.strip(), unit, started_on
    made.ended_on, made.outcome, made.qualification = ended_on, outcome, qualification.strip()
    made.save()
    audit.record(actor, "trainee.changed" if trainee else "trainee.added", made, scope=institution.key)
    return made
