"""Answers: the words that answer a question, as text, with their parts where headings of themes divide them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plumbline.foundation.formats.blocks import Piece, PieceKind, Table

from .ledger import Ledger
from .questions import limit_in
from .segments import Part, Segment
from .understood import Answer, AnswerPart, Note, Source
from .wording import inline_theme, theme_in_heading, words_in

_OWN_HEADING = re.compile(r"^[A-Z][\w '&/-]{2,40}:$")


def read_answer(segment: Segment, items: Sequence[Part | Table], ledger: Ledger) -> Answer:
    """The segment's answer, with its parts where headings of themes divide it. Books all its words."""
    assert segment.asked is not None
    asked_at: tuple[Source, ...] = tuple(
        ledger.claim(*part, "question", marker=at == 0 and bool(part[0].marker))
        if ledger.is_free(*part)
        else ledger.source(*part)
        for at, part in enumerate(segment.question)
    )
    numbers = [piece.marker.strip() for piece, _, _ in segment.question[:1] if piece.marker]
    question = " ".join([*numbers, *(piece.text[start:end].strip() for piece, start, end in segment.question)])
    free = [item for item in items if isinstance(item, Table) or ledger.is_free(*item)]
    sources = tuple(source for item in free for source in _book(item, ledger))
    return Answer(
        sources=sources or asked_at,
        confidence=segment.asked.score,
        fields={"question": Note(asked_at, segment.asked.score)},
        question=question,
        text=written(free),
        key=segment.key,
        words=_count(free),
        limit=limit_in(question),
        parts=_parts(free, ledger),
    )


def _parts(items: Sequence[Part | Table], ledger: Ledger) -> list[AnswerPart]:
    made: list[AnswerPart] = []
    for theme, heading, group in _by_theme(items):
        if heading is None:
            continue
        sources = tuple(ledger.source(*item) for item in group if not isinstance(item, Table))
        words = heading[0].text[heading[1] : heading[2]].strip(" :–—-")
        made.append(AnswerPart(sources, 0.95 if theme else 0.8, {}, theme, words, written(group)))
    return made


def written(items: Sequence[Part | Table]) -> str:
    """The items as text: paragraphs with a blank line between, list items on lines of their own, rows of cells."""
    lines: list[tuple[str, bool]] = []
    for item in items:
        if isinstance(item, Table):
            lines += [(" | ".join(_cell_text(row_cell) for row_cell in row.cells), True) for row in item.rows]
            continue
        piece, start, end = item
        text = piece.text[start:end].strip()
        marker = (piece.marker or "").strip() if start == 0 else ""
        is_item = piece.kind == PieceKind.ITEM
        if marker and any(ch.isalnum() for ch in marker):
            text = f"{marker} {text}"
        elif is_item:
            text = f"- {text}"
        lines.append((text, is_item))
    out = ""
    for at, (text, is_close) in enumerate(lines):
        out += ("" if at == 0 else "\n" if is_close and lines[at - 1][1] else "\n\n") + text
    return out.strip()


def _count(items: Sequence[Part | Table]) -> int:
    """Words as a word processor counts them: what stands between blanks, bullets and numbers of lists apart."""
    texts = [p.text for i in items if isinstance(i, Table) for p in pieces_of(i)]
    texts += [item[0].text[item[1] : item[2]] for item in items if not isinstance(item, Table)]
    return sum(len(text.split()) for text in texts)


def _cell_text(cell: object) -> str:
    from_cell = getattr(cell, "pieces", ())
    inner = [_cell_text(c) for table in getattr(cell, "tables", ()) for row in table.rows for c in row.cells]
    marked = (
        f"{p.marker.strip()} {p.text}" if p.marker and p.marker.strip()[:1].isalnum() else p.text for p in from_cell
    )
    return " ".join([*(" ".join(text.split()) for text in marked), *inner])


def _book(item: Part | Table, ledger: Ledger) -> list[Source]:
    if isinstance(item, Table):
        return [source for piece in pieces_of(item) for source in _book((piece, 0, len(piece.text)), ledger)]
    piece, start, end = item
    is_numbered = start == 0 and bool(piece.marker) and any(ch.isalnum() for ch in piece.marker or "")
    return [ledger.claim(piece, start, end, "answer", marker=is_numbered)] if ledger.is_free(piece, start, end) else []


def pieces_of(table: Table) -> list[Piece]:
    """Every piece of a table, of tables in its cells too."""
    found: list[Piece] = []
    for row in table.rows:
        for cell in row.cells:
            found += cell.pieces
            for inner in cell.tables:
                found += pieces_of(inner)
    return found


def _by_theme(items: Sequence[Part | Table]) -> list[tuple[str | None, Part | None, list[Part | Table]]]:
    """Divide an answer where at least two themes head its parts; else leave it whole."""
    groups: list[tuple[str | None, Part | None, list[Part | Table]]] = [(None, None, [])]
    themes: set[str] = set()
    for item in items:
        head = None if isinstance(item, Table) else _theme_head(item)
        if head is not None:
            theme, part, rest = head
            groups.append((theme, part, [rest] if rest else []))
            themes |= {theme}
        elif not isinstance(item, Table) and themes and _is_own_heading(item, groups):
            groups.append((None, item, []))
        else:
            groups[-1][2].append(item)
    if len(themes) < 2:
        return [(None, None, list(items))]
    return [group for group in groups if group[2] or group[1]]


def _theme_head(item: Part) -> tuple[str, Part, Part | None] | None:
    piece, start, end = item
    text = piece.text[start:end]
    if words_in(text) <= 7 and not text.rstrip().endswith(".") and (theme := theme_in_heading(text)) is not None:
        return (theme, item, None) if piece.kind != PieceKind.ITEM or text.rstrip().endswith(":") else None
    if start == 0 and (inline := inline_theme(text)) is not None and words_in(text) > 8:
        return inline[0], (piece, 0, inline[1]), (piece, inline[1], end)
    return None


def _is_own_heading(item: Part, groups: Sequence[tuple[str | None, Part | None, list[Part | Table]]]) -> bool:
    """Whether a short line heads a part of its own, beside the themes: set as their headings are, or with a colon."""
    piece, start, end = item
    text = piece.text[start:end].strip()
    if words_in(text) > 6 or piece.kind == PieceKind.ITEM or not text[:1].isupper() or text.endswith((".", ",", ";")):
        return False
    heads = [head[0] for _, head, _ in groups if head is not None and head[1] == 0]
    is_alike = any(head.kind == piece.kind and head.bold == piece.bold for head in heads) and words_in(text) <= 4
    return piece.kind == PieceKind.HEADING or bool(_OWN_HEADING.match(text)) or is_alike
