"""What becomes of each action when the next plan is opened: choices in, the actions to be made out. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from plumbline.foundation.problems import Refused
from plumbline.journey.plans.drafts import NOTHING, Written

CARRY, SPLIT, JOIN = "carry", "split", "join"
LEFT = ("finished", "delegated", "dropped")
LATER = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """What one action's people chose. `what`: carry, split, join, one of LEFT, or LATER (not decided yet). `words` are
    those of the next plan (for a split: one action a line; empty: as they are). `join` is the name of the group that
    becomes one action; the first of a group gives its words and its day."""

    action: int
    what: str
    reason: str = ""
    words: str = ""
    due: Written = NOTHING
    join: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """One action of the next plan: what it goes on with, how ("carried", "split", "merged"), its words ("" keeps
    them), its day and the reason."""

    sources: tuple[int, ...]
    how: str
    words: str
    due: Written
    reason: str


@dataclass(frozen=True, slots=True)
class Left:
    """One action that is not carried on."""

    source: int
    fate: str
    reason: str


def planned(choices: Sequence[Choice]) -> tuple[list[Made], list[Left]]:
    """What is to be made and what is left, in the order of the choices. Raises Refused at the field of the action
    that it is about ("12-reason")."""
    made: list[Made] = []
    left: list[Left] = []
    for choice in choices:
        if choice.what in LEFT:
            left.append(Left(choice.action, choice.what, _reason(choice, is_needed=choice.what != "finished")))
        elif choice.what == CARRY:
            made.append(_made(choice, "carried", choice.words))
        elif choice.what == SPLIT:
            made += [_made(choice, "split", line) for line in _lines(choice)]
        elif choice.what == JOIN and not _is_joined_already(choice, choices):
            made.append(_joined([one for one in choices if one.what == JOIN and _group(one) == _group(choice)]))
    if not made and not left:
        raise Refused(_("Choose for at least one action what becomes of it."))
    return made, left


def field(action: int, name: str) -> str:
    """The name of a form's field about an action."""
    return f"{action}-{name}"


def _made(choice: Choice, how: str, words: str) -> Made:
    return Made((choice.action,), how, words, choice.due, _reason(choice, is_needed=True))


def _lines(choice: Choice) -> list[str]:
    lines = [line.strip() for line in choice.words.splitlines() if line.strip()]
    if len(lines) < 2:
        told = _("Write each of the new actions on a line of its own: to split there must be at least two.")
        raise Refused(told, field(choice.action, "words"))
    return lines


def _joined(group: Sequence[Choice]) -> Made:
    first = group[0]
    if len(group) < 2:
        told = _("No other action has this letter. Give the same letter to each action that becomes part of one.")
        raise Refused(told, field(first.action, "join"))
    reasons = dict.fromkeys(_reason(one, is_needed=True) for one in group)
    return Made(tuple(one.action for one in group), "merged", first.words, first.due, "\n".join(reasons))


def _is_joined_already(choice: Choice, choices: Iterable[Choice]) -> bool:
    """Whether an earlier choice has made the action of this group. Raises Refused for a group without a letter."""
    if not _group(choice):
        raise Refused(_("Give a letter, the same for each that becomes part of one."), field(choice.action, "join"))
    first = next(one for one in choices if one.what == JOIN and _group(one) == _group(choice))
    return first is not choice


def _group(choice: Choice) -> str:
    return choice.join.strip().casefold()


def _reason(choice: Choice, *, is_needed: bool) -> str:
    reason = choice.reason.strip()
    if is_needed and not reason:
        raise Refused(_("Say why, in a sentence: readers of both plans will ask."), field(choice.action, "reason"))
    return reason
