"""Questions about forms, and about what was answered in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from plumbline.platform.questionnaires.checking import Given, PartReport, Report, check, problem_of
from plumbline.platform.questionnaires.definition import Definition, Place, Question
from plumbline.platform.questionnaires.differences import Difference, Differences, differences_of, said
from plumbline.platform.questionnaires.models import Answer, Form, FormQuerySet, ReadyMark, Response


def forms_of(owner: str, scope: str) -> FormQuerySet:
    """Every version of every form of one room within one scope, by key, newest first."""
    return Form.objects.of(owner, scope)


def forms_in_use(owner: str, scope: str) -> FormQuerySet:
    """The same, each with `used`: how many responses are made of that version."""
    return forms_of(owner, scope).annotate(used=Count("responses"))


def published_forms(owner: str, scope: str) -> FormQuerySet:
    """The published version of each form, by key."""
    return forms_of(owner, scope).published()


def form_of(owner: str, scope: str, key: str, version: int | None = None) -> Form | None:
    """One version of a form; without `version` the published one. None where there is none."""
    rows = forms_of(owner, scope).filter(key=key)
    return (rows.filter(version=version) if version is not None else rows.published()).first()


def before_of(form: Form) -> Form | None:
    """The version before this one, or None for the first."""
    rows = forms_of(form.owner, form.scope).filter(key=form.key, version__lt=form.version)
    return rows.exclude(state="draft").first()


def newer_of(form: Form) -> Form | None:
    """The published version, where that is a newer one than this; else None."""
    newest = form_of(form.owner, form.scope, form.key)
    return newest if newest is not None and newest.version > form.version else None


def question_of(form: Form, key: str) -> Question | None:
    """The question with a key as this version asks it; where it asks it no longer, as the newest earlier version did.
    None where none did. One query, where this version does not ask it."""
    asked = form.asks.question(key)
    if asked is not None:
        return asked
    older = forms_of(form.owner, form.scope).filter(key=form.key, version__lt=form.version)
    return next((found for one in older if (found := one.asks.question(key)) is not None), None)


def answers_of(response: Response) -> dict[Place, Answer]:
    """Every answer with its text, by place, those too that are asked no longer. One query."""
    return {answer.place: answer for answer in Answer.objects.filter(response=response).select_related("text")}


def given_in(answers: Mapping[Place, Answer]) -> dict[Place, Given]:
    """What was answered, as `checking` wants it."""
    return {place: answer.given for place, answer in answers.items()}


def marks_of(response: Response) -> dict[str, ReadyMark]:
    """Who said that which section is ready, by section."""
    return {mark.section: mark for mark in ReadyMark.objects.filter(response=response)}


def report_of(
    response: Response,
    *,
    answers: Mapping[Place, Answer] | None = None,
    parts: Mapping[str, PartReport] | None = None,
) -> Report:
    """How a response stands, section by section. Two queries; one where `answers` are given."""
    given = given_in(answers if answers is not None else answers_of(response))
    marks = {key: mark.seal for key, mark in marks_of(response).items()}
    return check(response.form.asks, given, parts=parts, marks=marks)


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer to a question that is asked no longer, with the question as it was last asked."""

    answer: Answer
    question: Question | None
    item: str = ""

    @property
    def title(self) -> str:
        """The question, and what it was asked for."""
        asked = self.question.ask if self.question else self.answer.question
        return f"{asked} ({self.item})" if self.item else asked


def kept_answers(response: Response, answers: Mapping[Place, Answer] | None = None) -> list[Kept]:
    """What was answered at places that the form asks no longer, in order; empty ones are left out."""
    every = answers if answers is not None else answers_of(response)
    here = set(response.form.asks.places)
    rows = [answer for place, answer in every.items() if place not in here and answer.given.is_there]
    if not rows:
        return []
    form = response.form
    older = [one.asks for one in forms_of(form.owner, form.scope).filter(key=form.key).order_by("-version")]
    return [_kept(answer, older) for answer in rows]


def _kept(answer: Answer, older: Iterable[Definition]) -> Kept:
    for definition in older:
        if answer.place in definition.places:
            item = definition.item(answer.place)
            return Kept(answer, definition.question(answer.question), item.title if item else "")
    return Kept(answer, None, answer.item)


@dataclass(frozen=True, slots=True)
class Affected:
    """One question that a move changes, with what was answered there. `told` are sentences about the change;
    `warnings` about the answers: too long for the new limit, not readable as the new kind, kept aside."""

    difference: Difference
    told: tuple[str, ...]
    answers: tuple[tuple[str, Answer], ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MovePlan:
    """What would change if a response were moved: everything that a person sees before they say yes."""

    before: Form
    after: Form
    differences: Differences
    affected: tuple[Affected, ...]
    unchanged: int

    @property
    def leaves_something(self) -> bool:
        """Whether anything that was answered is asked no longer."""
        gone = set(self.differences.removed)
        return any(answer.place in gone for one in self.affected for _title, answer in one.answers)


def move_plan(response: Response, form: Form) -> MovePlan:
    """What moving `response` to `form` changes, question by question. Moving changes no answer."""
    before, after = response.form.asks, form.asks
    differences = differences_of(before, after)
    answers = answers_of(response)
    affected = tuple(_affected(one, before, after, answers) for one in differences.questions)
    changed = {one.key for one in differences.questions}
    unchanged = sum(question.key not in changed for question in after.questions)
    return MovePlan(response.form, form, differences, affected, unchanged)


def _affected(
    difference: Difference, before: Definition, after: Definition, answers: Mapping[Place, Answer]
) -> Affected:
    old, new = difference.before, difference.after
    places = before.places_of(old) if old else ()
    there = [(place, answers[place]) for place in places if place in answers and answers[place].given.is_there]
    new_places = after.places_of(new) if new else ()
    warnings = [warning for place, answer in there for warning in _warnings(new, place in new_places, answer)]
    titled = tuple((item.title if (item := before.item(place)) else "", answer) for place, answer in there)
    return Affected(difference, tuple(said(difference)), titled, tuple(dict.fromkeys(warnings)))


def _warnings(new: Question | None, is_asked: bool, answer: Answer) -> Iterable[str]:
    """What a move means for one answer, in sentences."""
    if new is None or not is_asked:
        yield _("What was answered is kept under “No longer asked”.")
        return
    problem = problem_of(new, answer.given)
    if problem:
        yield problem
