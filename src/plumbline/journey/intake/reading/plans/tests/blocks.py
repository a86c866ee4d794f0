"""A tiny builder of documents for tests: strings and short calls become blocks with their places."""

from dataclasses import dataclass, field, replace

from plumbline.foundation.formats.blocks import Cell, Document, Piece, PieceKind, Place, Row, Table
from plumbline.journey.intake.reading.ledger import Ledger
from plumbline.journey.intake.reading.plans import explain_reds, read_achievements, read_plan
from plumbline.journey.intake.reading.understood import Achievement, Plan
from plumbline.journey.intake.reading.zones import Context, Zone


@dataclass(frozen=True)
class C:
    """A cell: its lines ("• " begins an item, "◦ " a deeper one, "**" a bold line), fill, tick and spans."""

    text: str = ""
    fill: str | None = None
    tick: bool | None = None
    down: int = 1
    across: int = 1


@dataclass(frozen=True)
class T:
    """A table of rows; a string stands for a plain cell, None for a place that a span covers."""

    rows: list = field(default_factory=list)
    header: int = 0


def H(text: str, level: int = 2) -> Piece:  # noqa: N802 (short, as C and T are)
    return Piece(text, Place(None, 0), PieceKind.HEADING, level)


def P(text: str, **more) -> Piece:  # noqa: N802
    return piece(text, **more)


def piece(text: str, **more) -> Piece:
    if text.startswith("• "):
        return Piece(text[2:], Place(None, 0), PieceKind.ITEM, 0, "•", **more)
    if text.startswith("◦ "):
        return Piece(text[2:], Place(None, 0), PieceKind.ITEM, 1, "◦", **more)
    if text.startswith("**"):
        return Piece(text[2:], Place(None, 0), bold=True, **more)
    return Piece(text, Place(None, 0), **more)


def document(*given, name: str = "plan.docx") -> Document:
    """A document of pieces, tables (T) and plain strings (paragraphs)."""
    blocks = []
    for at, block in enumerate(given):
        if isinstance(block, str):
            block = piece(block)
        if isinstance(block, Piece):
            blocks.append(replace(block, place=Place(None, at)))
        else:
            blocks.append(_table(block, at))
    return Document(name, "docx", tuple(blocks))


def _table(given: T, at: int) -> Table:
    rows = []
    width = max(sum(1 if cell is None or isinstance(cell, str) else cell.across for cell in row) for row in given.rows)
    for down, row in enumerate(given.rows):
        cells, column = [], 0
        for cell in row:
            if cell is None:
                column += 1
                continue
            made = C(cell) if isinstance(cell, str) else cell
            pieces = tuple(
                replace(piece(line), place=Place(None, at, (down, column), number))
                for number, line in enumerate(made.text.split("\n"))
                if line.strip()
            )
            cells.append(Cell(down, column, pieces, made.down, made.across, made.fill, made.tick))
            column += made.across
        rows.append(Row(tuple(cells), header=down < given.header))
    return Table(tuple(rows), width, Place(None, at))


@dataclass
class Reading:
    plans: list[Plan]
    achievements: list[Achievement]
    ledger: Ledger

    @property
    def actions(self):
        return [action for plan in self.plans for action in plan.actions]

    def texts(self) -> list[str]:
        return [action.text for action in self.actions]

    def by(self, name: str) -> list:
        return [getattr(action, name) for action in self.actions]

    def left(self) -> list[str]:
        return [each.text for each in self.ledger.unclaimed()]


def read(*given, kind: str = "plan", title: str | None = None, plan_kind=None, reds: tuple = (), as_of=None) -> Reading:
    """Read blocks as a zone of plans, with what a surrounding document would say of it. `reds`: paragraphs of the
    answer on the RAG analysis."""
    front = [H(title, 1)] if title else []
    made = document(*front, *reds, *given)
    ledger = Ledger(made)
    first = len(front) + len(reds)
    zone = Zone(kind, made.blocks[first:], title=made.blocks[0] if title else None, plan_kind=plan_kind)
    context = Context(made, as_of=as_of)
    plans = read_plan(zone, ledger, context) if kind == "plan" else []
    found = read_achievements(zone, ledger, context)
    explain_reds(plans, made.blocks[len(front) : first], ledger)
    return Reading(plans, found, ledger)
