"""Building: an action put together from lines, cells and marks, each word claimed and each field given its place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from plumbline.journey.intake.reading.dates import parse_period, parse_when
from plumbline.journey.intake.reading.ledger import Ledger
from plumbline.journey.intake.reading.understood import Action, Note, Source, When

from .columns import Column, Role
from .lines import Line, book, book_all, continues, plain, sources
from .rag import rag_within, rag_word
from .status import Said, read_status
from .tails import Mark, cut_marks
from .themes import NO_LEGEND, Legend, Named, read_cell, themes_of_objective
from .years import YearMark, year_code

TEXT_FIELDS = {
    Role.MEASURE: "measure",
    Role.EVIDENCE: "measure",
    Role.OWNER: "owner",
    Role.PROGRESS: "progress",
    Role.COMMENTS: "comments",
    Role.RESOURCE: "resource",
    Role.PRIORITY: "priority",
    Role.EXPLANATION: "explanation",
    Role.OBJECTIVE: "objective",
}
_NOTHING = re.compile(r"^[\s\-–—./_…*]*$|^(?:n/?a|none|nil|not applicable|tbc|tbd|xx+)\.?$", re.I)


@dataclass(slots=True)
class Draft:
    """An action and what must wait until the whole plan is known: counted years, and the fills it stands in.

    `fills` holds colours by where they were ("rag", "status", "action", "ref", "years", "text"); `group` is the
    section that the action stands in."""

    action: Action
    years: list[YearMark] = field(default_factory=list)
    fills: dict[str, tuple[str, Source]] = field(default_factory=dict)
    group: str = ""
    table: int = -1


class Builder:
    """Puts actions together and books their words."""

    def __init__(self, ledger: Ledger, legend: Legend = NO_LEGEND, codes: Mapping[str, str] | None = None) -> None:
        self.ledger = ledger
        self.legend = legend
        self.codes = codes or {}

    def start(self, lines: Sequence[Line], *, refs: bool = True) -> Draft | None:
        """An action from the lines that word it, the first of them its own, items after it its parts."""
        kept, marks = self._unmarked(lines, refs=refs)
        text = _worded(kept)
        if not re.search(r"\w", text):
            return None
        marker = lines[0].marker
        action = Action(sources=sources(self.ledger, kept), text=text)
        draft = Draft(action)
        for mark in marks:
            self.mark(draft, mark)
        if refs and action.ref is None and marker and (ref := marker_ref(marker)):
            action.ref = ref
            self._book_first(kept[0], marker=True)
        for line in kept:
            book(self.ledger, line, "action")
        for line in lines:
            self._book_labels(line)
        action.links = [link.url for line in kept for link in line.piece.links]
        if (fill := next((line.piece.fill for line in kept if line.piece.fill), None)) is not None:
            draft.fills["text"] = (fill, action.sources[0])
        return draft

    def _book_first(self, line: Line, *, marker: bool) -> None:
        if line.piece.marker and line.marker == line.piece.marker:
            book(self.ledger, line, "action", marker=marker)

    def _book_labels(self, line: Line) -> None:
        """What was cut off with the marks and is no value: "Owner:", "by"."""
        for start, end in self.ledger.free_spans(line.piece):
            start, end = max(start, line.start), min(end, line.end)
            if re.search(r"\w", line.piece.text[start:end]):
                self.ledger.claim(line.piece, start, end, "label")

    def _unmarked(self, lines: Sequence[Line], *, refs: bool) -> tuple[list[Line], list[Mark]]:
        kept: list[Line] = []
        marks: list[Mark] = []
        for at, line in enumerate(lines):
            is_broken = at + 1 < len(lines) and continues(line, lines[at + 1])
            if is_broken:
                kept.append(line)
                continue
            short, found = cut_marks(line, self.legend, refs=refs and at == 0)
            if at and found and any(mark.role is Role.STATUS for mark in found):
                short, found = line, []
            kept.append(short)
            marks += found
        return kept, marks

    def mark(self, draft: Draft, mark: Mark, confidence: float = 0.9) -> None:
        """Put what hung on an action into its field."""
        if mark.role is Role.STATUS and mark.said is not None:
            self.say_status(draft, mark.said, [mark.line])
        elif mark.role is Role.YEARS and mark.years is not None:
            draft.years.append(mark.years)
            self.note(draft, "years", [mark.line], confidence)
            book(self.ledger, mark.line, "years")
        elif mark.role is Role.THEME:
            self.themed(draft, read_cell(mark.text, self.legend), [mark.line])
        else:
            self.fill(draft, Column(-1, mark.role, "", None, confidence), [mark.line])

    def say_status(self, draft: Draft, said: Said, lines: Sequence[Line]) -> None:
        """A status by its words; more words than the status itself are the progress too."""
        action = draft.action
        if action.status is None:
            action.status = said.status
            self.note(draft, "status", lines, said.confidence)
        if not said.is_bare and action.progress is None:
            action.progress = plain(lines)
            self.note(draft, "progress", lines, said.confidence)
        book_all(self.ledger, lines, "status")

    def themed(self, draft: Draft, named: Named, lines: Sequence[Line]) -> None:
        """Themes and the section beside them."""
        if named.themes:
            draft.action.themes = list(dict.fromkeys([*draft.action.themes, *named.themes]))
        if named.section and draft.action.section is None:
            draft.action.section = named.section
        self.note(draft, "themes", lines, 1.0 if named.is_certain else 0.8)
        book_all(self.ledger, lines, "theme")

    def theme_by_objective(self, draft: Draft, lines: Sequence[Line]) -> None:
        """Where nothing else names a theme, the one that the objective plainly speaks of."""
        if not draft.action.themes and not draft.action.section and (themes := themes_of_objective(plain(lines))):
            draft.action.themes = list(themes)
            self.note(draft, "themes", lines, 0.7)

    def fill(self, draft: Draft, column: Column, lines: Sequence[Line]) -> None:
        """The words of a column's cell into the action's field."""
        text = plain(lines)
        if not text:
            return
        action, role = draft.action, column.role
        if _NOTHING.match(text):
            book_all(self.ledger, lines, "punctuation" if not re.search(r"\w", text) else "label")
            if re.search(r"tb[cd]", text, re.I) and role in (Role.DUE, Role.ENDS, Role.STARTS, Role.OWNER):
                self._other_field(draft, role, text, lines)
            return
        if role is Role.REF:
            if action.ref is None:
                action.ref = text.strip(" .:")
                self.note(draft, "ref", lines, column.confidence)
                book_all(self.ledger, lines, "ref")
            return
        if role in (Role.DUE, Role.ENDS, Role.STARTS):
            self._date(draft, role, text, lines, column.confidence)
        elif role is Role.STATUS:
            self._status_cell(draft, column, text, lines)
        elif role is Role.RAG:
            self._rag_cell(draft, column, text, lines)
        elif role is Role.YEARS:
            self._years_cell(draft, column, text, lines)
        elif role in TEXT_FIELDS:
            self._text(draft, column, TEXT_FIELDS[role], text, lines)
        else:
            self._other(draft, column, text, lines)

    def _other_field(self, draft: Draft, role: Role, text: str, lines: Sequence[Line]) -> None:
        if role is Role.OWNER:
            draft.action.owner = draft.action.owner or text
        else:
            setattr(draft.action, {Role.DUE: "due", Role.ENDS: "ends", Role.STARTS: "starts"}[role], When(text, None))
        self.note(
            draft, {Role.OWNER: "owner", Role.DUE: "due", Role.ENDS: "ends", Role.STARTS: "starts"}[role], lines, 0.8
        )

    def _text(self, draft: Draft, column: Column, name: str, text: str, lines: Sequence[Line]) -> None:
        before = getattr(draft.action, name)
        if before is None:
            setattr(draft.action, name, text)
        elif before != text:
            setattr(draft.action, name, f"{before}\n{text}")
        self.note(draft, name, lines, column.confidence, add=before is not None)
        book_all(self.ledger, lines, name)
        if name == "progress" and draft.action.status is None and lines:
            self._status_of_progress(draft, lines)

    def _status_of_progress(self, draft: Draft, lines: Sequence[Line]) -> None:
        """The status that an account of progress opens with ("Complete. Ran in May")."""
        said = read_status(lines[0].text, in_column=False)
        if said is not None and (said.is_bare or len(plain(lines).split()) <= 40):
            draft.action.status = said.status
            self.note(draft, "status", lines[:1], 0.8)

    def _date(self, draft: Draft, role: Role, text: str, lines: Sequence[Line], confidence: float) -> None:
        action = draft.action
        flat = " ".join(text.split())
        years = year_code(flat)
        if years is not None and years.counted and not years.calendar:
            draft.years.append(years)
            self.note(draft, "years", lines, 0.8)
        if (
            (
                role is Role.DUE
                and (period := parse_period(flat)) is not None
                and period[0]
                and period[1]
                and period[0].on
                and period[1].on
            )
            and action.starts is None
            and action.ends is None
        ):
            action.starts, action.ends = period
            self.note(draft, "starts", lines, confidence)
            self.note(draft, "ends", lines, confidence)
            book_all(self.ledger, lines, "dates")
            return
        name, kind = {Role.DUE: ("due", "due"), Role.ENDS: ("ends", "end"), Role.STARTS: ("starts", "start")}[role]
        when = parse_when(flat, kind)
        if when is not None and getattr(action, name) is None:
            setattr(action, name, when)
            self.note(draft, name, lines, confidence)
            book_all(self.ledger, lines, name)
        elif when is not None and getattr(action, name) != when:
            held = getattr(action, name)
            setattr(action, name, When(f"{held.written}; {flat}", None))
            self.note(draft, name, lines, 0.6, add=True)
            book_all(self.ledger, lines, name)

    def _status_cell(self, draft: Draft, column: Column, text: str, lines: Sequence[Line]) -> None:
        if (coded := self.codes.get(text.lower())) is not None:
            self.say_status(draft, Said(coded, True), lines)
            return
        if rag_word(text) is not None or rag_within(text) is not None:
            self._rag_cell(draft, column, text, lines)
            return
        said = read_status(text, in_column=True)
        if said is not None:
            self.say_status(draft, said, lines)
            return
        if draft.action.progress is None:
            self._text(draft, column, "progress", text, lines)
        else:
            self._other(draft, column, text, lines)

    def _rag_cell(self, draft: Draft, column: Column, text: str, lines: Sequence[Line]) -> None:
        action = draft.action
        found = rag_word(text) or rag_within(text)
        if found is None:
            said = read_status(text, in_column=True)
            if said is not None:
                self.say_status(draft, said, lines)
            elif not re.search(r"\w", text):
                book_all(self.ledger, lines, "punctuation")
            elif re.search(r"[/|]", text) and re.fullmatch(r"[RAGredambn\s/|,]+", text, re.I):
                book_all(self.ledger, lines, "label")
            else:
                self._text(draft, column, "progress", text, lines)
            return
        if action.rag is None:
            action.rag, action.rag_seen = found
            self.note(draft, "rag", lines, column.confidence)
        rest = re.sub(rf"\W*(?:\brag\b\W*)?{re.escape(found[1])}(?!\w)", " ", text, count=1, flags=re.I).strip(
            " \n-–—:.,;()"
        )
        if re.search(r"\w", rest):
            said = read_status(rest, in_column=True)
            if said is not None and action.status is None:
                action.status = said.status
                self.note(draft, "status", lines, said.confidence)
            if said is None or not said.is_bare:
                if action.progress is None:
                    action.progress = rest
                    self.note(draft, "progress", lines, 0.8)
                elif rest not in action.progress:
                    action.other[column.label or "RAG"] = rest
        book_all(self.ledger, lines, "rag")

    def _years_cell(self, draft: Draft, column: Column, text: str, lines: Sequence[Line]) -> None:
        years = year_code(" ".join(text.split()))
        if years is not None:
            draft.years.append(years)
            self.note(draft, "years", lines, column.confidence)
            book_all(self.ledger, lines, "years")
        else:
            self._date(draft, Role.DUE, text, lines, 0.7)

    def _other(self, draft: Draft, column: Column, text: str, lines: Sequence[Line]) -> None:
        name = column.label or f"column {column.index + 1}"
        before = draft.action.other.get(name)
        if before != text:
            draft.action.other[name] = f"{before}\n{text}" if before else text
        book_all(self.ledger, lines, "other")

    def note(self, draft: Draft, name: str, lines: Sequence[Line], confidence: float, *, add: bool = False) -> None:
        """Say where a field came from; `add`: more of a field that was said before."""
        found = sources(self.ledger, lines)
        if add and name in draft.action.fields:
            found = (*draft.action.fields[name].sources, *found)
        draft.action.fields[name] = Note(found, round(confidence, 2))


def marker_ref(marker: str) -> str | None:
    """The reference that a list's own number is: "1.2", "3." → "3"; bullets and letters are none."""
    bare = marker.strip().strip("().:")
    return bare if re.fullmatch(r"(?:[A-Z]{1,2})?\d{1,2}(?:\.\d{1,2})*", bare) else None


def _worded(lines: Sequence[Line]) -> str:
    text = ""
    for at, line in enumerate(lines):
        if not line.text:
            continue
        if not text:
            text = line.text
        elif line.is_item:
            text += f"\n- {line.text}"
        elif continues(lines[at - 1], line):
            text += f" {line.text}"
        else:
            text += f"\n{line.text}"
    return text
