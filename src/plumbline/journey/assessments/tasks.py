"""The task list: each section with its state, who holds it, what is missing and what waits, in words: pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.journey.assessments.models import Delegation
from plumbline.journey.assessments.states import DelegationState
from plumbline.platform.questionnaires.checking import Report, SectionReport, SectionState
from plumbline.platform.questionnaires.definition import Kind, Place

LATER = "signatures"
"""The part that is only announced: signing comes with the submission."""

SIGNS = {
    SectionState.NOT_STARTED: ("grey", "hollow", "ahead"),
    SectionState.IN_PROGRESS: ("teal", "half", ""),
    SectionState.READY: ("green", "tick", "done"),
    SectionState.NEEDS_ATTENTION: ("amber", "triangle", ""),
}


@dataclass(frozen=True, slots=True)
class Task:
    """One section on the list. `notes` are sentences: what is missing, who holds it, what waits."""

    key: str
    title: str
    state: str
    words: str
    colour: str
    icon: str
    place: str
    progress: str
    notes: tuple[str, ...]
    holders: tuple[Delegation, ...]


def tasks(
    report: Report,
    delegations: Iterable[Delegation],
    comments: Mapping[Place, int],
    apart: Iterable[Place],
) -> list[Task]:
    """The list in the form's order. `comments`: how many wait at a place; `apart`: places where this person and
    somebody else wrote at once."""
    held, torn = list(delegations), list(apart)
    return [_task(one, [each for each in held if each.section == one.section.key], comments, torn)
            for one in report.sections]  # fmt: skip


def is_later(report: SectionReport) -> bool:
    """Whether the section holds nothing but signatures."""
    return all(one.kind == Kind.PART and one.part == LATER for one in report.section.questions)


def _task(one: SectionReport, held: list[Delegation], comments: Mapping[Place, int], apart: list[Place]) -> Task:
    keys = {question.key for question in one.section.questions}
    if is_later(one):
        return Task(one.section.key, one.section.title, "later", _("Comes later"), "grey", "", "ahead", "",
                    (_("Asked for when everything else is ready."),), ())  # fmt: skip
    colour, icon, place = SIGNS[one.state]
    waiting = sum(count for where, count in comments.items() if where.question in keys)
    torn = sum(where.question in keys for where in apart)
    notes = [_attention(torn), one.told if one.state != SectionState.NOT_STARTED else "", _commented(waiting)]
    return Task(
        key=one.section.key,
        title=one.section.title,
        state=one.state.value,
        words=one.state_said,
        colour=colour,
        icon=icon,
        place=place,
        progress=_("%(answered)s of %(asked)s answered") % {"answered": one.answered, "asked": one.asked},
        notes=tuple(note for note in notes if note),
        holders=tuple(held),
    )


def holder_said(delegation: Delegation) -> str:
    """Who has it, and how it stands, in a sentence."""
    told = {
        DelegationState.ASKED: _("%(name)s was asked"),
        DelegationState.HANDED_BACK: _("%(name)s has handed this back: read it"),
        DelegationState.RETURNED: _("returned to %(name)s"),
    }
    return told[DelegationState(delegation.state)] % {"name": delegation.name}


def _attention(torn: int) -> str:
    if not torn:
        return ""
    told = ngettext(
        "You and somebody else wrote at the same time in %(n)s answer: compare and choose.",
        "You and somebody else wrote at the same time in %(n)s answers: compare and choose.",
        torn,
    )
    return told % {"n": torn}


def _commented(waiting: int) -> str:
    return ngettext("%(n)s open comment.", "%(n)s open comments.", waiting) % {"n": waiting} if waiting else ""
