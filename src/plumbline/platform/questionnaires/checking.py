"""What is missing or wrong in what was answered, in words: for a question, for a section, for the whole. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from plumbline.foundation.text import count_words
from plumbline.platform.questionnaires.definition import SHAPE, Definition, Kind, Place, Question, Section
from plumbline.platform.questionnaires.kinds import NO, YES, read


@dataclass(frozen=True, slots=True)
class Given:
    """What was answered at one place: the text as it was typed and the number of its version, or the reason why the
    question does not apply."""

    body: str = ""
    number: int = 0
    not_applicable: bool = False
    reason: str = ""

    @property
    def is_there(self) -> bool:
        """Whether anything was answered."""
        return self.not_applicable or bool(self.body.strip())


NOTHING = Given()
Answers = Mapping[Place, Given]


@dataclass(frozen=True, slots=True)
class PartReport:
    """How a part that the owning room keeps elsewhere stands. `missing` is what it lacks and `wrong` what is amiss,
    each a sentence; `seal` changes whenever the part does."""

    is_begun: bool = False
    missing: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    seal: str = ""


class SectionState(StrEnum):
    """How a section stands. Ready is what a person said, and only while it holds."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    READY = "ready"
    NEEDS_ATTENTION = "needs_attention"


STATES = {
    SectionState.NOT_STARTED: gettext_lazy("Not started"),
    SectionState.IN_PROGRESS: gettext_lazy("In progress"),
    SectionState.READY: gettext_lazy("Ready"),
    SectionState.NEEDS_ATTENTION: gettext_lazy("Needs attention"),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is missing (`is_missing`) or wrong with the answer at a place. `message` is a sentence for the
    field; `told` is the same with the question, for a list."""

    place: Place
    message: str
    told: str
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class SectionReport:
    """How one section stands. `asked` and `answered` count places and parts; `seal` is what a mark of readiness is
    bound to: it changes with the answers, and with what is asked."""

    section: Section
    state: SectionState
    asked: int = 0
    answered: int = 0
    problems: tuple[Problem, ...] = ()
    seal: str = ""
    was_marked: bool = False

    @property
    def state_said(self) -> str:
        """The state in words."""
        return str(STATES[self.state])

    @property
    def missing(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.is_missing]

    @property
    def wrong(self) -> list[Problem]:
        return [problem for problem in self.problems if not problem.is_missing]

    @property
    def has_fallen(self) -> bool:
        """Whether somebody marked it ready, and that does not hold any more."""
        return self.was_marked and self.state != SectionState.READY

    @property
    def told(self) -> str:
        """What is missing, in one sentence; "" where nothing is."""
        if self.has_fallen and not self.problems:
            return _("Changed since it was marked ready. Read it again, then mark it.")
        return " ".join([*(one.told for one in self.wrong), *_counted(self.missing)])


@dataclass(frozen=True, slots=True)
class Report:
    """How the whole stands."""

    sections: tuple[SectionReport, ...] = field(default_factory=tuple)

    def section(self, key: str) -> SectionReport | None:
        """The report of one section, or None."""
        return next((one for one in self.sections if one.section.key == key), None)

    @property
    def is_ready(self) -> bool:
        """Whether every section is."""
        return all(one.state == SectionState.READY for one in self.sections)

    @property
    def ready(self) -> int:
        """How many sections are."""
        return sum(one.state == SectionState.READY for one in self.sections)


def is_asked(definition: Definition, answers: Answers, question: Question, item: str = "") -> bool:
    """Whether the question is asked, given what was answered before. What is not asked keeps its answer, unseen."""
    if question.when is None:
        return True
    other = definition.question(question.when.question)
    if other is None:
        return True
    place = Place(question=other.key, item=item if other.repeat else "")
    given = answers.get(place, NOTHING)
    if given.not_applicable or not is_asked(definition, answers, other, place.item):
        return False
    value = read(other, given.body).value
    answered = (
        {YES if value else NO} if isinstance(value, bool) else {value} if isinstance(value, str) else set(value or ())
    )
    return bool(answered & set(question.when.answers))


def asked_places(definition: Definition, answers: Answers, section: Section) -> list[Place]:
    """The places of a section that are asked now, in order."""
    return [
        place
        for question in section.questions
        for place in definition.places_of(question)
        if is_asked(definition, answers, question, place.item)
    ]


def problem_of(question: Question, given: Given) -> str:
    """What is wrong with an answer, as a sentence for its field; "" where nothing is or nothing is there."""
    if given.not_applicable:
        return "" if question.not_applicable else _("“Not applicable” may not be said here any more. Answer it.")
    if not given.body.strip():
        return ""
    problem = read(question, given.body).problem
    return problem or over_limit(given.body, question.limit_words)


def over_limit(body: str, limit: int | None) -> str:
    """How far a text is over its limit of words; "" where it fits."""
    words = count_words(body) if limit else 0
    if not limit or words <= limit:
        return ""
    told = _("This answer is %(words)s words long, %(over)s over the limit of %(limit)s.")
    return told % {"words": f"{words:,}", "over": f"{words - limit:,}", "limit": f"{limit:,}"}


def check(
    definition: Definition,
    answers: Answers,
    *,
    parts: Mapping[str, PartReport] | None = None,
    marks: Mapping[str, str] | None = None,
) -> Report:
    """The report of a whole response. `parts`: how the parts stand, by the key of their question (one that is not
    given has nothing to say); `marks`: the seals under which people marked sections ready, by section."""
    return Report(
        tuple(_section(definition, answers, section, parts or {}, marks or {}) for section in definition.sections)
    )


def _section(
    definition: Definition,
    answers: Answers,
    section: Section,
    parts: Mapping[str, PartReport],
    marks: Mapping[str, str],
) -> SectionReport:
    places = asked_places(definition, answers, section)
    here = {one.key: parts.get(one.key, PartReport()) for one in section.questions if one.kind == Kind.PART}
    asked_parts = {key: report for key, report in here.items() if is_asked(definition, answers, _of(definition, key))}
    problems = [
        *_problems(definition, answers, places),
        *(problem for key, report in asked_parts.items() for problem in _of_part(_of(definition, key), report)),
    ]
    order = {question.key: number for number, question in enumerate(section.questions)}
    problems.sort(key=lambda problem: order[problem.place.question])
    answered = sum(answers.get(place, NOTHING).is_there for place in places)
    answered += sum(report.is_begun for report in asked_parts.values())
    seal = seal_of(definition, answers, section, asked_parts)
    mark = marks.get(section.key)
    if mark == seal and not problems:
        state = SectionState.READY
    elif mark is not None or any(not problem.is_missing for problem in problems):
        state = SectionState.NEEDS_ATTENTION
    else:
        state = SectionState.IN_PROGRESS if answered else SectionState.NOT_STARTED
    return SectionReport(
        section=section,
        state=state,
        asked=len(places) + len(asked_parts),
        answered=answered,
        problems=tuple(problems),
        seal=seal,
        was_marked=mark is not None,
    )


def _problems(definition: Definition, answers: Answers, places: list[Place]) -> Iterator[Problem]:
    for place in places:
        question, given = _of(definition, place.question), answers.get(place, NOTHING)
        name = said(definition, place)
        wrong = problem_of(question, given)
        if wrong:
            yield Problem(place, wrong, _("%(question)s: %(problem)s") % {"question": name, "problem": wrong})
        elif question.required and not given.is_there:
            told = _("“%(question)s” is not answered yet.") % {"question": name}
            yield Problem(place, _missing(question), told, is_missing=True)


def _of_part(question: Question, report: PartReport) -> Iterator[Problem]:
    place = Place(question=question.key)
    for message in report.wrong:
        yield Problem(place, message, message)
    for message in report.missing:
        yield Problem(place, message, message, is_missing=True)


def said(definition: Definition, place: Place) -> str:
    """A place as people call it: the question, and the item that it is asked for."""
    question, item = _of(definition, place.question), definition.item(place)
    return f"{question.ask} ({item.title})" if item else question.ask


def seal_of(
    definition: Definition, answers: Answers, section: Section, parts: Mapping[str, PartReport] | None = None
) -> str:
    """What a mark of readiness is bound to: what the section asks now, what stands there, and the parts in it."""
    lists = [one for one in definition.lists if any(question.repeat == one.key for question in section.questions)]
    told = [
        SHAPE.dump_json(Definition(key="s", title="s", lists=tuple(lists), sections=(section,))).decode(),
        [
            [place.question, place.item, given.number, given.not_applicable, given.reason]
            for place in asked_places(definition, answers, section)
            for given in [answers.get(place, NOTHING)]
        ],
        sorted((key, report.seal) for key, report in (parts or {}).items()),
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:40]


def _of(definition: Definition, key: str) -> Question:
    question = definition.question(key)
    if question is None:
        raise KeyError(key)
    return question


def _missing(question: Question) -> str:
    """What to do about a question without an answer."""
    if question.kind in {Kind.CHOICE, Kind.YES_NO}:
        told = _("Choose one.")
    elif question.kind == Kind.CHOICES:
        told = _("Choose at least one.")
    elif question.kind == Kind.TABLE:
        told = _("Fill in at least one row.")
    else:
        told = _("This is not answered yet.")
    return told + " " + _("Or say that it does not apply, and why.") if question.not_applicable else told


def _counted(missing: list[Problem]) -> list[str]:
    """Few are named, many are counted."""
    if len(missing) <= 2:
        return [problem.told for problem in missing]
    told = ngettext("%(count)s answer is missing.", "%(count)s answers are missing.", len(missing))
    return [told % {"count": len(missing)}]
