"""What the pages of dates say: a pure calculation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plumbline.journey.submissions.models import Due, Extension, StageRule, Step
from plumbline.journey.submissions.queries import STANDINGS, Standing, standing_of
from plumbline.journey.submissions.states import ExtensionState
from plumbline.journey.submissions.timetable import Basis


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of an institution, as its page shows it."""

    due: Due
    rule: StageRule | None
    sign: dict[str, str]
    place: str
    why: str
    waiting: Extension | None
    answered: list[Extension]


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the history of a date."""

    words: str
    reason: str
    who: str
    step: Step


def stages(dues: Iterable[Due], rules: Mapping[int, StageRule], on: date) -> list[Stage]:
    """Every stage in order: what is over, where we are now, what is ahead."""
    made: list[Stage] = []
    is_here = False
    for due in dues:
        place = "done" if due.received_on else "ahead" if is_here else "here"
        is_here = is_here or place == "here"
        asked = list(due.extensions.all())
        waiting = next((one for one in asked if one.state == ExtensionState.ASKED), None)
        answered = [one for one in asked if one.state in {ExtensionState.GRANTED, ExtensionState.DECLINED}]
        rule = rules.get(due.stage)
        made.append(Stage(due, rule, sign_of(due, on), place, why(due, rule), waiting, answered))
    return made


def sign_of(due: Due, on: date) -> dict[str, str]:
    """The words and colour of how a date stands."""
    standing = standing_of(due, on)
    words, colour = STANDINGS[standing]
    said = _("Received on paper") if standing is Standing.RECEIVED and due.on_paper else str(words)
    return {"words": said, "colour": colour}


def why(due: Due, rule: StageRule | None) -> str:
    """Where the nominal day comes from, as a sentence."""
    if due.basis == Basis.UNKNOWN or due.nominal_on is None or due.before_window_on is None:
        return _("The day on which you were announced is not in the register, so no day can be worked out.")
    before = date_format(due.before_window_on, "j F Y")
    if due.basis == Basis.PHASE:
        said = _("The programme gave your phase %(day)s.") % {"day": before}
    else:
        months = rule.months if rule and rule.months is not None else "–"
        said = _("%(months)s months after the announcement is %(day)s.") % {"months": months, "day": before}
    if due.nominal_on == due.before_window_on:
        return said
    window = _("Its submission window ends on %(day)s.") % {"day": date_format(due.nominal_on, "j F Y")}
    return f"{said} {window}"


def told(steps: Iterable[Step], names: Mapping[str, str]) -> list[Told]:
    """The history of a date in sentences."""
    return [Told(_sentence(step), step.reason, names.get(step.by, step.by), step) for step in steps]


def _sentence(step: Step) -> str:
    days: dict[str, Any] = {
        "before": date_format(step.before_on, "j F Y") if step.before_on else _("no day"),
        "after": date_format(step.after_on, "j F Y") if step.after_on else _("no day"),
    }
    sentences = {
        "worked_out": _("The day by the rules became %(after)s."),
        "agreed": _("The day was agreed: %(after)s instead of %(before)s."),
        "asked": _("More time was asked for, until %(after)s."),
        "taken_back": _("The request for more time was taken back."),
        "granted": _("More time was given, until %(after)s."),
        "declined": _("More time was declined; %(after)s stands."),
        "received": _("The submission was received on %(after)s."),
    }
    return sentences[step.what] % days


def figure_row(counts: Mapping[Standing, int]) -> list[dict[str, Any]]:
    """The numbers above the calendar; each leads to its dates."""
    return [
        {"name": words, "value": counts[standing], "href": f"?standing={standing.value}" if counts[standing] else ""}
        for standing, (words, _colour) in STANDINGS.items()
    ]
