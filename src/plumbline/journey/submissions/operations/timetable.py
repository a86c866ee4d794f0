"""Keep the programme's timetable: windows, rules of stages, dates of phases, how they go together."""

from __future__ import annotations

import calendar
from datetime import date
from pathlib import Path

import yaml
from django.db import transaction
from django.utils.translation import gettext as _

from plumbline.foundation.problems import Refused
from plumbline.institutions import operations as institutions
from plumbline.institutions.actor import Actor
from plumbline.institutions.models import Phase
from plumbline.journey.submissions.models import PhaseDate, StageRule, Window
from plumbline.journey.submissions.operations.dues import work_out
from plumbline.journey.submissions.rules import can_keep_timetable
from plumbline.journey.submissions.timetable import Rounding
from plumbline.platform.audit import operations as audit

PUBLISHED = Path(__file__).resolve().parents[1] / "reference" / "timetable.yaml"
MOST_EXTENSIONS = 99
A_LEAP_YEAR = 2024


@transaction.atomic
def set_stage_rule(
    *, actor: Actor, stage: int, months: int | None, plan_months: int, is_confirmed: bool = True
) -> StageRule:
    """What a stage asks. What is due is worked out anew in the same transaction."""
    can_keep_timetable(actor).or_raise()
    values = {"months": months, "plan_months": plan_months, "is_confirmed": is_confirmed}
    rule, _new = StageRule.objects.update_or_create(stage=stage, defaults=values)
    audit.record(actor, "timetable.stage_set", f"submissions.stage:{stage}", scope="sector", stage=stage)
    work_out(actor=actor)
    return rule


@transaction.atomic
def set_phase_date(*, actor: Actor, stage: int, phase: Phase, on: date | None) -> None:
    """The day that the programme gave a phase for a stage; None takes it away."""
    can_keep_timetable(actor).or_raise()
    if on is None:
        PhaseDate.objects.filter(stage=stage, phase=phase).delete()
    else:
        PhaseDate.objects.update_or_create(stage=stage, phase=phase, defaults={"on": on})
    subject = f"submissions.phase_date:{stage}.{phase.number}"
    audit.record(actor, "timetable.phase_set", subject, scope="sector", stage=stage, phase=phase.number)
    work_out(actor=actor)


@transaction.atomic
def set_window(*, actor: Actor, name: str, month: int, day: int) -> Window:
    """A submission window by its last day, every year."""
    can_keep_timetable(actor).or_raise()
    if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(A_LEAP_YEAR, month)[1]:
        raise Refused(_("There is no such day. Give one such as 31 January."), "day")
    if not name.strip():
        raise Refused(_("Give the window a name, such as winter."), "name")
    window, _new = Window.objects.update_or_create(month=month, day=day, defaults={"name": name.strip()[:40]})
    audit.record(actor, "timetable.window_set", f"submissions.window:{month:02}-{day:02}", scope="sector")
    work_out(actor=actor)
    return window


@transaction.atomic
def remove_window(*, actor: Actor, window: Window) -> None:
    """Take a window away."""
    can_keep_timetable(actor).or_raise()
    subject = f"submissions.window:{window.month:02}-{window.day:02}"
    window.delete()
    audit.record(actor, "timetable.window_removed", subject, scope="sector")
    work_out(actor=actor)


@transaction.atomic
def choose_timetable(*, actor: Actor, rounding: str, extension_limit: int) -> None:
    """What a window does to a date between windows, and how many extensions an institution gets."""
    can_keep_timetable(actor).or_raise()
    if rounding not in set(Rounding):
        raise Refused(_("Choose what happens to a date between windows."), "rounding")
    if not 0 <= extension_limit <= MOST_EXTENSIONS:
        raise Refused(_("Give a number from 0 to %(most)s.") % {"most": MOST_EXTENSIONS}, "extension_limit")
    institutions.set_setting(actor=actor, name="due_rounding", value=rounding)
    institutions.set_setting(actor=actor, name="extension_limit", value=str(extension_limit))
    work_out(actor=actor)


@transaction.atomic
def load_timetable(*, actor: Actor) -> None:
    """Put the dates that the programme has published into a timetable that is still empty; phases that the register
    does not know are left out."""
    can_keep_timetable(actor).or_raise()
    if StageRule.objects.exists() or Window.objects.exists():
        return
    known = yaml.safe_load(PUBLISHED.read_text(encoding="utf-8"))
    Window.objects.bulk_create(Window(**row) for row in known["windows"])
    StageRule.objects.bulk_create(StageRule(**row) for row in known["stages"])
    phases = {phase.number: phase for phase in Phase.objects.all()}
    PhaseDate.objects.bulk_create(
        PhaseDate(stage=row["stage"], phase=phases[row["phase"]], on=row["day"])
        for row in known["phase_dates"]
        if row["phase"] in phases
    )
    audit.record(actor, "timetable.loaded", "submissions.timetable", scope="sector")
    work_out(actor=actor)
