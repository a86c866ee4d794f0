"""Plans: a zone's blocks into plans, each with its title, its period, its kind and its actions."""

# ruff: noqa: E501 (patterns are easier to read unbroken)
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from plumbline.foundation.formats.blocks import Block, Cell, Piece, PieceKind, Table
from plumbline.journey.intake.reading.dates import parse_period
from plumbline.journey.intake.reading.ledger import Ledger
from plumbline.journey.intake.reading.understood import Note, Plan, When
from plumbline.journey.intake.reading.zones import Context, Zone

from .achievements import is_achievement_table
from .building import Builder, Draft
from .colours import settle
from .grids import Layout
from .layout import lay_out
from .lines import book_all, cell_lines, lines_of
from .lists import ACHIEVED, Lists
from .rag import Key, build_key, is_key_text, key_in_text
from .rows import Rows, Standing
from .sections import is_legend_table, legend_row
from .status import status_codes
from .themes import find_legend, read_heading

TITLE = re.compile(
    r"\b(?:action|institutional|implementation|delivery|month|year|forward|future|previous|commitment)\b.*\bplans?\b|\bplan\b.*\b20\d\d\b|\b20\d\d\b.*\bplan\b|^(?:action )?plan\b|\b(?:goals|pledges|promises|priorities|commitments|ambitions)\b.*\b20\d\d\b|^rag (?:analysis|rating|review|status)\b",
    re.I,
)
_PREVIOUS = re.compile(
    r"\b(?:previous|last|old|completed|former|prior|existing|expired|first|original|past|retrospective|rag analysis|rag rating|rag[- ]rated|progress (?:against|on|with|at|to|report|review|update)|position (?:at|as at|on)|update on|review of|looking back|analysis of)\b",
    re.I,
)
_FORWARD = re.compile(
    r"\b(?:new|next|future|forward|proposed|planned|upcoming|coming|looking (?:ahead|forward))\b", re.I
)
_YEAR = re.compile(r"\b20\d\d\b")
_SAYS_RAG = re.compile(r"\brag\b|\btraffic[- ]light|\bcolou?r[- ]cod|\bred\b.*\bamber\b|\bamber\b.*\bgreen\b", re.I)
_APPENDIX = re.compile(r"^\s*(?:appendix|annex|section|part)\s+[A-Z\d]{1,3}\s*[:.–—-]\s*", re.I)
_ONLY_APPENDIX = re.compile(r"^\s*(?:appendix|annex)\s+[A-Z\d]{1,3}\W*$", re.I)


@dataclass(slots=True)
class Collected:
    """A plan while its blocks are read."""

    titles: list[Piece] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    swatches: list[tuple[str | None, Cell]] = field(default_factory=list)
    key_lines: list[tuple[str, str]] = field(default_factory=list)
    has_key: bool = False
    says_rag: bool = False
    texts: list[str] = field(default_factory=list)


def read_plan(zone: Zone, ledger: Ledger, context: Context) -> list[Plan]:
    """The plans of a zone, their words booked. A zone without any action gives none, and nothing stays booked."""
    mark = ledger.mark()
    reader = _Reader(zone, ledger)
    reader.read(zone.blocks)
    plans = [plan for each in reader.plans if (plan := _finished(each, zone, ledger, context)) is not None]
    if not plans:
        ledger.rewind(mark)
        return []
    _tell_apart(plans)
    return plans


class _Reader:
    def __init__(self, zone: Zone, ledger: Ledger) -> None:
        texts = [piece.text for piece in _pieces(zone.blocks)]
        if zone.title is not None:
            texts.insert(0, zone.title.text)
        self.builder = Builder(ledger, find_legend(texts), status_codes(texts))
        self.ledger = ledger
        self.plans = [Collected()]
        if zone.title is not None:
            self.plans[0].titles.append(zone.title)
        self.standing = Standing()
        self.has_tables = any(
            isinstance(block, Table) and block.columns > 1 and lay_out(block) for block in zone.blocks
        )
        self.lists = Lists(self.builder, self.standing, has_tables=self.has_tables)
        self.layout: Layout | None = None
        self.tables = 0

    @property
    def plan(self) -> Collected:
        return self.plans[-1]

    def read(self, blocks: Sequence[Block]) -> None:
        run: list[Piece] = []
        for block in blocks:
            if isinstance(block, Piece):
                if not self._is_taken(block, run):
                    run.append(block)
                continue
            self._flush(run)
            self._table(block)
        self._flush(run)

    def _is_taken(self, piece: Piece, run: list[Piece]) -> bool:
        """Titles and keys, which stand apart from the running text."""
        if not piece.text.strip():
            return True
        if _is_title(piece) and not read_heading(piece.text).is_certain:
            self._flush(run)
            self._title(piece)
            return True
        if is_key_text(piece.text) and (piece.kind is not PieceKind.HEADING or len(key_in_text(piece.text)) > 1):
            self._flush(run)
            self._key_line(piece)
            return True
        self.plan.says_rag = self.plan.says_rag or bool(_SAYS_RAG.search(piece.text))
        return False

    def _title(self, piece: Piece) -> None:
        if self.plan.drafts and _begins_plan(piece.text, self.plan):
            self.plans.append(Collected())
            self._anew()
        self.plan.titles.append(piece)
        self.plan.says_rag = self.plan.says_rag or bool(_SAYS_RAG.search(piece.text))

    def _anew(self) -> None:
        self.standing.section(read_heading(""), [])
        self.lists = Lists(self.builder, self.standing, has_tables=self.has_tables)

    def _key_line(self, piece: Piece) -> None:
        self.plan.has_key = True
        self.plan.key_lines += list(key_in_text(piece.text).items())
        if piece.fill:
            self.plan.key_lines.append((piece.fill, piece.text))
        for line in lines_of([piece]):
            book_all(self.ledger, [line], "legend")

    def _flush(self, run: list[Piece]) -> None:
        if run:
            self.plan.texts += [piece.text for piece in run]
            self.plan.drafts += self.lists.read(run)
            run.clear()

    def _table(self, table: Table) -> None:
        if (swatches := is_legend_table(table)) is not None:
            self._legend(swatches)
            for row in table.rows:
                for cell in row.cells:
                    book_all(self.ledger, cell_lines(cell), "legend")
            return
        goes_on = self.layout is not None and len(self.layout.columns) == table.columns > 1
        if not goes_on and (inside := _unwrapped(table)) is not None:
            self.read(inside)
            return
        if is_achievement_table(table):
            return
        layout = lay_out(table, self.layout)
        if layout is None:
            return
        self._above(layout)
        self._reset_between(layout)
        self.tables += 1
        for cell in layout.heads:
            book_all(self.ledger, cell_lines(cell), "column_heading" if cell is not layout.heading else "section")
        reader = Rows(self.builder, layout, self.standing, self.tables)
        drafts = reader.read()
        self.plan.drafts += drafts
        self._legend(self.standing.swatches)
        self.standing.swatches = []
        self.layout = layout
        self.lists.last = None

    def _reset_between(self, layout: Layout) -> None:
        """A table with headings of its own that follows another begins its theme cells anew; the heading above holds."""
        if layout.is_headed:
            self.standing.theme, self.standing.theme_lines, self.standing.objective = None, [], []

    def _above(self, layout: Layout) -> None:
        """Rows over a table's headings: a key, a title, a theme."""
        for row in layout.above:
            if (swatches := legend_row(row)) is not None:
                self._legend(swatches)
                for cell in row.filled():
                    book_all(self.ledger, cell_lines(cell), "legend")
                continue
            for cell in row.filled():
                for piece in cell.pieces:
                    if not piece.text.strip():
                        continue
                    named = read_heading(piece.text)
                    if named.is_certain:
                        self.standing.section(named, lines_of([piece]))
                    elif TITLE.search(piece.text):
                        self._title(piece)
                    elif is_key_text(piece.text):
                        self._key_line(piece)

    def _legend(self, swatches: list[tuple[str | None, Cell]]) -> None:
        if swatches:
            self.plan.swatches += swatches
            self.plan.has_key = True


def _finished(found: Collected, zone: Zone, ledger: Ledger, context: Context) -> Plan | None:
    if not found.drafts:
        return None
    title = _choose_title(found.titles)
    plan = Plan(actions=[draft.action for draft in found.drafts])
    plan.sources = tuple(source for action in plan.actions[:1] + plan.actions[-1:] for source in action.sources[:1])
    if title is not None:
        _take_title(plan, title, found.titles, ledger)
    _take_period(plan, found, title)
    pairs = [(fill, cell.text) for fill, cell in found.swatches if fill]
    pairs += [(fill, words) for fill, words in found.key_lines if fill.startswith("#")]
    key = build_key(pairs, has_words=found.has_key) if found.has_key else Key()
    settle(found.drafts, key, is_said=found.says_rag, is_previous=zone.plan_kind == "previous")
    plan.kind, certain = _kind(found, zone, plan, context)
    plan.fields["kind"] = Note(plan.sources[:1], certain)
    first = _first_year(plan, found, context)
    for draft in found.drafts:
        _resolve_years(draft, first)
    return plan


def _resolve_years(draft: Draft, first: int | None) -> None:
    years = sorted({year for mark in draft.years for year in mark.resolve(first)})
    draft.action.years = years
    if draft.years and not years:
        draft.action.other.setdefault(
            "Years", ", ".join(f"Year {n}" for n in sorted({n for m in draft.years for n in m.counted}))
        )


def _take_title(plan: Plan, title: Piece, titles: Sequence[Piece], ledger: Ledger) -> None:
    lead = _APPENDIX.match(title.text)
    start = lead.end() if lead and len(title.text) > lead.end() + 3 else 0
    plan.title = " ".join(title.text[start:].split()).rstrip(" :")
    plan.fields["title"] = Note((ledger.source(title, start),), 0.95)
    for piece in titles:
        for begin, end in ledger.free_spans(piece):
            if piece is title and begin < start < end:
                ledger.claim(piece, begin, start, "label")
                begin = start
            ledger.claim(piece, begin, end, "title" if piece is title else "label")


def _choose_title(titles: Sequence[Piece]) -> Piece | None:
    def weight(piece: Piece) -> tuple[int, int]:
        text = piece.text
        score = (2 if re.search(r"\bplan\b", text, re.I) else 0) + (
            2 if parse_period(text) or _YEAR.search(text) else 0
        )
        score -= 3 if _ONLY_APPENDIX.match(text) or len(text.split()) > 25 else 0
        return score, -titles.index(piece)

    return max(titles, key=weight) if titles else None


def _take_period(plan: Plan, found: Collected, title: Piece | None) -> None:
    for piece in [title, *found.titles] if title else found.titles:
        if piece is not None and (period := parse_period(piece.text)) is not None:
            plan.starts, plan.ends = period
            return
    for text in found.texts:
        if (
            re.search(r"\bplan\b", text, re.I)
            and len(text) < 300
            and not _PREVIOUS.search(text)
            and (period := parse_period(text))
        ):
            plan.starts, plan.ends = period
            return


def _first_year(plan: Plan, found: Collected, context: Context) -> int | None:
    """The calendar year that is the plan's first: by its period, else by its title's first year."""
    if plan.starts is not None and (year := _year_of(plan.starts)) is not None:
        return year
    for piece in found.titles:
        if (match := _YEAR.search(piece.text)) is not None and not re.search(
            r"\b(?:submitted|signed|published|updated|version)\b", piece.text, re.I
        ):
            return int(match[0])
    windows = {year for starts, _ in context.periods if starts is not None and (year := _year_of(starts)) is not None}
    return windows.pop() if len(windows) == 1 else None


def _year_of(when: When) -> int | None:
    if when.on is not None:
        return int(when.on[:4])
    match = _YEAR.search(when.written)
    return int(match[0]) if match else None


def _kind(found: Collected, zone: Zone, plan: Plan, context: Context) -> tuple[str, float]:
    words = " ".join(piece.text for piece in found.titles)
    if (
        found is not None
        and (_PREVIOUS.search(words) or re.search(r"\brag\b", words, re.I))
        and not _FORWARD.search(words)
    ):
        return "previous", 0.9
    if zone.plan_kind is not None:
        return zone.plan_kind, 0.95
    if _FORWARD.search(words) and not _PREVIOUS.search(words):
        return "forward", 0.9
    as_of = context.as_of.on if context.as_of else None
    if as_of and plan.ends and plan.ends.on:
        return ("previous", 0.8) if plan.ends.on < as_of else ("forward", 0.85)
    return "forward", 0.6


def _tell_apart(plans: Sequence[Plan]) -> None:
    """Two plans of one zone: the earlier looks back, the later forward, where nothing surer says so."""
    dated = [plan for plan in plans if plan.starts and plan.starts.on]
    if len(dated) < 2:
        return
    ordered = sorted(dated, key=lambda plan: plan.starts.on if plan.starts and plan.starts.on else "")
    for plan in ordered[:-1]:
        if plan.fields["kind"].confidence <= 0.8 and ordered[-1].starts != plan.starts:
            plan.kind = "previous"


def _is_title(piece: Piece) -> bool:
    text = piece.text.strip()
    words = len(text.split())
    if words > 18 or piece.kind is PieceKind.ITEM or (text.endswith(".") and words > 8):
        return False
    if _ONLY_APPENDIX.match(text):
        return True
    return bool(TITLE.search(text)) and not ACHIEVED.search(text) and not read_heading(text).themes


def _begins_plan(text: str, plan: Collected) -> bool:
    """Whether a title opens another plan: an appendix, or years or words that the plan so far did not have."""
    if _ONLY_APPENDIX.match(text) or _APPENDIX.match(text):
        return True
    before = {year for piece in plan.titles for year in _YEAR.findall(piece.text)}
    years = set(_YEAR.findall(text))
    if years and years != before:
        return True
    return bool(_PREVIOUS.search(text) or _FORWARD.search(text)) and " ".join(text.lower().split()) not in {
        " ".join(piece.text.lower().split()) for piece in plan.titles
    }


def _unwrapped(table: Table) -> list[Block] | None:
    """The blocks of a table that only frames others: one column or one cell, or tables inside its cells."""
    cells = [cell for row in table.rows for cell in row.cells]
    if any(cell.tables for cell in cells):
        return [block for cell in cells for block in _cell_blocks(cell)]
    if table.columns == 1 or len([cell for cell in cells if cell.text.strip()]) <= 1:
        return [piece for cell in cells for piece in cell.pieces]
    return None


def _cell_blocks(cell: Cell) -> list[Block]:
    """Pieces and inner tables of a cell in reading order, as far as their places tell it."""
    return [*cell.pieces, *cell.tables]


def _pieces(blocks: Iterable[Block]) -> Iterator[Piece]:
    for block in blocks:
        if isinstance(block, Piece):
            yield block
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from cell.pieces
                    yield from _pieces(cell.tables)
