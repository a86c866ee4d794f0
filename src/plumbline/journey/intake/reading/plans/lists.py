"""Lists: plans written as headings with bullets, numbered objectives, paragraphs with codes, labelled lines."""

# ruff: noqa: E501 (patterns are easier to read unbroken)
from __future__ import annotations

import re
from collections.abc import Sequence

from plumbline.foundation.formats.blocks import Piece
from plumbline.journey.intake.reading.pledges import pledges

from .building import Builder, Draft
from .coded import coded_parts, has_codes
from .columns import Column, Role
from .lines import Line, book_all, plain
from .passages import OBJECTIVE, Passage, passages
from .rows import Standing
from .splitting import grouped, is_lead_in
from .status import status_of
from .tails import Mark, cut_marks, label_of
from .themes import Named, read_heading, themes_of_objective
from .years import YearMark, year_heading

ACHIEVED = re.compile(
    r"\bachievements?\b|\bachieved\b|\bprogress to date\b|\bwhat we(?: have|'ve|’ve)? (?:done|achieved|did)\b|\bsuccesses\b|\baccomplish|\bcompleted to date\b|"
    r"\bdone so far\b|\bimpact (?:so far|to date)\b|\bhighlights\b",
    re.I,
)
PLANNED = re.compile(
    r"\b(?:actions?|activities|plans?|planned|next|future|forward|commitments?|pledges|will do|objectives?|priorities|initiatives)\b",
    re.I,
)
_ACTION_HEAD = re.compile(r"^\s*(?:action|activity|initiative)\s*(?:no\.?\s*)?[A-Z]{0,2}\d{1,2}(?:\.\d{1,2})?\b", re.I)
_BARE_ACTION = re.compile(
    r"^\s*(?:action|activity|initiative)\s*(?:no\.?\s*)?[A-Z]{0,2}\d{1,2}(?:\.\d{1,2})?\W*$", re.I
)
_WORDS = re.compile(
    r"^\s*(?:description|(?:planned )?action|activity|what(?: we will do)?|task|commitment|summary|detail)s?\s*:\s*(?=\S)",
    re.I,
)
_CODED = re.compile(
    r"^\s*(?:[A-Z]{0,3}\d{1,2}(?:\.\d{1,2})+[.):]?|(?:Action|Activity)\s+\d[\d.]*\s*[.:–-]|[A-Z]{1,2}\d{1,2}[.):])\s+\S"
)
_COMMITS = re.compile(
    r"\b(?:will|shall|aims? to|plans? to|commit(?:ted|s)? to|continue to|intends? to|pledges?|to be)\b|"
    r"^(?:to )?(?:launch|develop|create|establish|set up|publish|introduce|review|hold|run|promote|support|continue|ensure|provide|increase|explore|"
    r"implement|identify|investigate|encourage|define|design|build|appoint|expand|embed|improve|deliver|offer|work|maintain|monitor|share|recognise|"
    r"celebrate|include|raise|enable|fund|update|refresh|produce|pilot|host|organise|showcase|map|audit|agree|write|give|make|add|start|use|form|engage|"
    r"conduct|undertake|facilitate|nominate|invite|record|report|pay|train|take|keep|join|open|complete|achieve|plan|strengthen|extend|enhance)\b",
    re.I,
)
_LIST_HEAD = re.compile(
    r"^\W*(?:(?:our|the|planned|future|key|next|new|proposed|specific|main|upcoming|further)\s+)*"
    r"(?:actions?|activities|plans?|commitments|priorities|next steps|initiatives|what we will do(?: next)?)"
    r"(?:\s+(?:for|in|planned|to|from))*[\s\d/–—-]*\W*$",
    re.I,
)
_SIGNED = re.compile(r"^\s*(?:signed|signature|name of|date\s*:|\(.*(?:lead|leader|signatory).*\)$)", re.I)
_DEFINES = re.compile(
    r"\bidentifiable\b|\bdocumented career pathways?\b|\bfully utilised\b|\brecognition through\b.*\bregistration\b|^\s*(?:definition|this (?:theme|pillar))\b",
    re.I,
)


class Lists:
    """Reads the actions of running text."""

    def __init__(self, builder: Builder, standing: Standing, *, has_tables: bool = False) -> None:
        self.builder, self.standing, self.has_tables = builder, standing, has_tables
        self.levels: list[tuple[int, Named, list[Line]]] = []
        self.is_past = False
        self.past_level = 0
        self.last: Draft | None = None
        self.has_theme = False
        self.is_described = False
        self.year: YearMark | None = None
        self.year_lines: list[Line] = []
        self.year_level = 0

    def read(self, pieces: Sequence[Piece]) -> list[Draft]:
        """Every action of some pieces, in order."""
        drafts: list[Draft] = []
        for passage in passages(pieces):
            if passage.heading is not None:
                drafts += self._head(passage)
            if not self.is_past:
                drafts += self._body(passage)
        return drafts

    def _head(self, passage: Passage) -> list[Draft]:
        line = passage.heading
        assert line is not None
        text = line.text
        if self.is_past and passage.level <= self.past_level:
            self.is_past = False
        if ACHIEVED.search(text) and not OBJECTIVE.match(text) and not re.search(r"\bwill\b|how .*achieve", text, re.I):
            self.is_past, self.past_level = True, passage.level
            return []
        if self.is_past:
            if not PLANNED.search(text):
                return []
            self.is_past = False
        if self._year_head(line, passage.level) or self._status_head(line, passage):
            return []
        self.is_described = False
        if _ACTION_HEAD.match(text) or (
            passage.lines
            and not read_heading(text).is_certain
            and (first := label_of(passage.lines[0]))
            and first.role is not Role.OTHER
        ):
            draft = self._bare(passage) if _BARE_ACTION.match(text) else self.builder.start([line])
            if draft is not None:
                self._place(draft)
                self.last = draft
                self.is_described = True
                return [draft]
            return []
        if _LIST_HEAD.match(text):
            self.standing.objective = []
            book_all(self.builder.ledger, [line], "label")
            return []
        if OBJECTIVE.match(text) or (passage.level >= 11 and not read_heading(text).is_certain and self.has_theme):
            self.standing.objective = [line]
            return []
        named = read_heading(text)
        if not named.is_certain and PLANNED.search(text) and not named.themes:
            self.standing.objective = []
            return []
        while self.levels and self.levels[-1][0] >= passage.level:
            self.levels.pop()
        above = self.levels[-1][1] if self.levels else Named()
        if not named.themes and above.themes and not named.is_certain:
            named = Named(above.themes, named.section, False)
        self.levels.append((passage.level, named, [line]))
        self.has_theme = self.has_theme or bool(named.themes)
        if named.themes or named.is_certain or passage.level < 10 or any(each.is_item for each in passage.lines):
            self.standing.section(named, [line])
            self.last = None
        return []

    def _bare(self, passage: Passage) -> Draft | None:
        """A card of paragraphs whose heading only counts it ("Action 3"): its wording is a labelled line below."""
        assert passage.heading is not None
        for at, line in enumerate(passage.lines):
            match = _WORDS.match(line.raw)
            if match is None:
                continue
            draft = self.builder.start([line.cut(match.end(), len(line.raw))])
            if draft is not None:
                book_all(self.builder.ledger, [line], "label")
                del passage.lines[at]
                if draft.action.ref is None:
                    number = re.search(r"[A-Z]{0,2}\d[\d.]*", passage.heading.text)
                    draft.action.ref = number[0].rstrip(".") if number else None
                book_all(self.builder.ledger, [passage.heading], "ref")
            return draft
        return self.builder.start([passage.heading])

    def _year_head(self, line: Line, level: int) -> bool:
        """Headings that are one year ("Year Two – to do"); a stretch of years names a plan, not its lists."""
        year = year_heading(_year_part(line.text)) if level < 13 else None
        if year is not None and len(year.calendar or year.counted) == 1:
            self.year, self.year_lines, self.year_level = year, [line], level
            book_all(self.builder.ledger, [line], "years")
            return True
        if level < self.year_level:
            self.year, self.year_lines, self.year_level = None, [], 0
        return False

    def _status_head(self, line: Line, passage: Passage) -> bool:
        """Headings that are a status ("Completed", "In progress") hold for the list below them."""
        status = status_of(line.text)
        if status is None or not any(each.is_item for each in passage.lines):
            return False
        self.standing.status, self.standing.status_lines = status, [line]
        book_all(self.builder.ledger, [line], "status")
        return True

    def _said_of_all(self, groups: Sequence[list[Line]], drafts: Sequence[Draft]) -> bool:
        """Labelled paragraphs behind a whole list ("Target: at least three") hold for every action of it."""
        kinds = [not group[0].is_item and label_of(group[0]) is not None for group in groups]
        labels = sum(kinds)
        if not labels or len(drafts) < 2 or not all(kinds[-labels:]) or any(line.is_item for line in groups[-1]):
            return False
        for group in groups[-labels:]:
            mark = label_of(group[0])
            for draft in drafts:
                if mark is not None:
                    self._say(draft, group[0], mark)
        return True

    def _body(self, passage: Passage) -> list[Draft]:
        lines = passage.lines
        if not lines:
            return []
        drafts: list[Draft] = []
        groups = _groups(lines)
        items = any(line.is_item and label_of(line) is None for line in lines)
        coded = any(_CODED.match(line.raw) or has_codes(line) for line in lines if not line.is_item)
        in_theme = bool(self.standing.named_lines) and bool(
            self.standing.named.themes or self.standing.named.is_certain
        )
        for at, group in enumerate(groups):
            first = group[0]
            if at and not first.is_item and self._said_of_all(groups[at - 1 :], drafts):
                break
            if self._labelled(group):
                continue
            if self.is_described and self.last is not None:
                self.builder.fill(self.last, Column(-1, Role.COMMENTS), group)
                continue
            if first.is_item:
                drafts += self._item(group)
            elif _CODED.match(first.raw) or has_codes(first):
                drafts += self._coded(group)
            elif is_lead_in(first):
                book_all(self.builder.ledger, group, "label")
            elif items or coded:
                if _DEFINES.search(first.text) and in_theme:
                    book_all(self.builder.ledger, group, "label")
            elif _SIGNED.match(first.text):
                self.last = None
            elif self.has_tables or not _COMMITS.search(first.text):
                continue
            elif (
                (in_theme or self.standing.objective)
                and not _DEFINES.search(first.text)
                and len(first.text.split()) >= 3
            ):
                drafts += self._promised(group)
        return drafts

    def _promised(self, group: list[Line]) -> list[Draft]:
        """A paragraph as one action; where some of its sentences promise and others do not, each promise as one."""
        line = group[0]
        found = pledges(line.raw)
        whole = len(found) == 1 and found[0][1] - found[0][0] >= len(line.raw.strip()) - 1
        if not found or whole or len(group) > 1:
            return self._start([group])
        return self._start([[line.cut(start, end)] for start, end in found])

    def _labelled(self, group: Sequence[Line]) -> bool:
        """Lines that say a field of the action above them."""
        if self.last is None:
            return False
        marks = [label_of(line) for line in group]
        if not all(marks):
            return False
        for line, mark in zip(group, marks, strict=True):
            assert mark is not None
            self._say(self.last, line, mark)
        return True

    def _say(self, draft: Draft, line: Line, mark: Mark) -> None:
        if mark.role is Role.THEME:
            self.builder.mark(draft, mark)
            book_all(self.builder.ledger, [line], "label")
            return
        self.builder.fill(draft, Column(-1, mark.role, line.text.split(":")[0].strip(), None, 0.95), [mark.line])
        book_all(self.builder.ledger, [line], "label")

    def _item(self, group: list[Line]) -> list[Draft]:
        first, parts = group[0], group[1:]
        if OBJECTIVE.match(first.raw) and parts:
            self.standing.objective = [first]
            return self._start(grouped(parts))
        labelled = [line for line in parts if label_of(line) is not None]
        subs = [line for line in parts if line not in labelled]
        if subs and _are_actions(subs):
            self.standing.objective = [first]
            return self._start(grouped(subs))
        found = self._coded([first]) if has_codes(first) and not subs else self._start([[first, *subs]])
        for line in labelled:
            if (mark := label_of(line)) is not None and found:
                self._say(found[-1], line, mark)
        return found

    def _start(self, groups: Sequence[Sequence[Line]]) -> list[Draft]:
        found: list[Draft] = []
        for group in groups:
            labelled = [line for line in group[1:] if label_of(line) is not None]
            draft = self.builder.start([line for line in group if line not in labelled])
            if draft is None:
                continue
            self._place(draft)
            self.last = draft
            found.append(draft)
            for line in labelled:
                if (mark := label_of(line)) is not None:
                    self._say(draft, line, mark)
        return found

    def _place(self, draft: Draft) -> None:
        standing, action = self.standing, draft.action
        if standing.named_lines:
            hung = list(action.themes)
            action.section = standing.named.section
            self.builder.themed(
                draft,
                Named(() if hung else standing.named.themes, None, standing.named.is_certain),
                standing.named_lines,
            )
        if standing.status is not None and action.status is None:
            action.status = standing.status
            self.builder.note(draft, "status", standing.status_lines, 0.85)
        if standing.named_lines and not standing.named.is_certain and not action.themes:
            action.themes = list(themes_of_objective(plain(standing.named_lines)))
        if standing.objective:
            self.builder.fill(draft, Column(-1, Role.OBJECTIVE), standing.objective)
            self.builder.theme_by_objective(draft, standing.objective)
        if self.year is not None and not draft.years:
            draft.years.append(self.year)
            self.builder.note(draft, "years", self.year_lines, 0.85)
        draft.group = action.section or ",".join(action.themes)

    def _coded(self, group: list[Line]) -> list[Draft]:
        """A paragraph with references or year codes: one action, or several in running text."""
        line = group[0]
        objective, parts, rest = coded_parts(line)
        if objective is not None:
            self.standing.objective = [objective]
        found = self._start([[part] for part in parts]) if parts else self._start([group])
        for left in rest:
            mark = label_of(left)
            if mark is not None and found:
                for draft in found:
                    self.builder.fill(draft, Column(-1, mark.role, "", None, 0.8), [mark.line])
                book_all(self.builder.ledger, [left], "label")
        return found


def _year_part(text: str) -> str:
    """A heading without what it says of its year: "Year Two – to do", "2025 actions"."""
    return re.sub(
        r"\W*\b(?:actions?|activities|plans?|to[ -]do|to do list|done|list|priorities|objectives|completed?)\b\W*",
        " ",
        text,
        flags=re.I,
    ).strip()


def _groups(lines: Sequence[Line]) -> list[list[Line]]:
    found: list[list[Line]] = []
    run: list[Line] = []
    for line in lines:
        if line.is_item:
            run.append(line)
            continue
        if run:
            found += grouped(run)
            run = []
        found.append([line])
    if run:
        found += grouped(run)
    return _rejoined(found)


def _rejoined(groups: list[list[Line]]) -> list[list[Line]]:
    """A paragraph that goes on with the broken sentence of the group above joins it."""
    from_above: list[list[Line]] = []
    for group in groups:
        if from_above and not group[0].is_item and _goes_on(from_above[-1][-1], group[0]):
            from_above[-1].extend(group)
        else:
            from_above.append(group)
    return from_above


def _goes_on(before: Line, after: Line) -> bool:
    last = before.text
    return bool(last) and last[-1] not in ".;:!?" and after.text[:1].islower() and before.bold == after.bold


def _are_actions(lines: Sequence[Line]) -> bool:
    """Whether the parts of an item are actions themselves: at least half have a year, owner, date or status of their own."""
    tops = [line for line in lines if line.is_item]
    if not tops:
        return False
    marked = sum(1 for line in tops if any(mark.role is not Role.REF for mark in cut_marks(line)[1]))
    return marked * 2 >= len(tops) and marked > 0 and len(tops) >= 1
