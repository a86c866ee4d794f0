"""The ledger: which characters of which piece have been understood as what, so that no word is ever lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plumbline.foundation.formats.blocks import Document, Piece

from .understood import Leftover, Source

LEFT_OUT_AS = frozenset(
    {
        "label",
        "column_heading",
        "form_guidance",
        "repeated_header_row",
        "tick",
        "legend",
        "punctuation",
        "list_marker",
        "contents",
    }
)
"""What a claim may say of words that were understood but are the value of no field: they end in `left_out`, with
this as the reason. Claims as anything else promise that the words stand in some value of what was understood."""

_SUMMED = frozenset({"tick", "punctuation", "list_marker"})
"""Reasons whose many little signs make one entry for the document."""

_WORD = re.compile(r"[^\W_]")


class ClaimedTwiceError(ValueError):
    """Raised when characters are claimed a second time: one word would be understood as two things."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Characters `start` to `end` of a piece, understood as something. `marker`: the item's marker stands in the
    value as well ("1." as the reference of an action)."""

    piece: Piece
    start: int
    end: int
    as_: str
    marker: bool = False


class Ledger:
    """Books every character of every piece of one document. Pieces are known by identity: claim the objects that
    the document holds, not copies of them."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.pieces: tuple[Piece, ...] = tuple(document.pieces())
        self._order = {id(piece): at for at, piece in enumerate(self.pieces)}
        self._claims: dict[int, list[Claim]] = {}
        self._history: list[Claim] = []

    def position(self, piece: Piece) -> int:
        """Where the piece stands in reading order, from 0."""
        return self._order[id(piece)]

    def source(self, piece: Piece, start: int = 0, end: int | None = None) -> Source:
        """The address of a passage, without claiming it (a heading that several actions share)."""
        place = piece.place
        return Source(place.page, place.block, place.cell, place.line, start, len(piece.text) if end is None else end)

    def claim(
        self, piece: Piece, start: int = 0, end: int | None = None, as_: str = "answer", *, marker: bool = False
    ) -> Source:
        """Book the characters as understood and give their address. White space at the ends is not booked.

        Raises ClaimedTwiceError when any of them is booked, KeyError when the piece is not of this document."""
        key = self._order[id(piece)]
        stop = len(piece.text) if end is None else min(end, len(piece.text))
        start, stop = _trimmed(piece.text, max(start, 0), stop)
        taken = self._claims.setdefault(key, [])
        for other in taken:
            if start < other.end and other.start < stop:
                raise ClaimedTwiceError(f"{piece.text[start:stop]!r} is understood as {other.as_} already")
        made = Claim(piece, start, stop, as_, marker)
        taken.append(made)
        self._history.append(made)
        return self.source(piece, start, stop)

    def claim_free(self, piece: Piece, as_: str = "answer") -> list[Source]:
        """Book whatever of the piece is still free."""
        return [self.claim(piece, start, end, as_) for start, end in self.free_spans(piece)]

    def is_free(self, piece: Piece, start: int = 0, end: int | None = None) -> bool:
        """Whether none of these characters is booked."""
        stop = len(piece.text) if end is None else end
        start, stop = _trimmed(piece.text, start, stop)
        return all(start >= c.end or c.start >= stop for c in self._claims.get(self._order[id(piece)], ()))

    def is_touched(self, piece: Piece) -> bool:
        """Whether anything of the piece is booked."""
        return bool(self._claims.get(self._order[id(piece)]))

    def free_spans(self, piece: Piece) -> list[tuple[int, int]]:
        """The stretches of the piece that nobody has booked and that are not blank."""
        spans: list[tuple[int, int]] = []
        at = 0
        for claim in sorted(self._claims.get(self._order[id(piece)], ()), key=lambda c: c.start):
            spans.append((at, claim.start))
            at = max(at, claim.end)
        spans.append((at, len(piece.text)))
        trimmed = [_trimmed(piece.text, start, end) for start, end in spans]
        return [(start, end) for start, end in trimmed if start < end]

    def mark(self) -> int:
        """A point in the books to come back to with `rewind`."""
        return len(self._history)

    def rewind(self, mark: int) -> None:
        """Undo every claim made since the mark."""
        while len(self._history) > mark:
            claim = self._history.pop()
            self._claims[self._order[id(claim.piece)]].remove(claim)

    def claims(self) -> Iterator[Claim]:
        """Every claim, in reading order."""
        for key in sorted(self._claims):
            yield from sorted(self._claims[key], key=lambda c: c.start)

    def unclaimed(self) -> list[Leftover]:
        """What nobody has booked, in reading order, an entry for each stretch: the list "not placed"."""
        return [
            Leftover(sources=(self.source(piece, start, end),), text=text)
            for piece, start, end, text in self._leftovers()
            if _WORD.search(text)
        ]

    def left_out(self) -> list[Leftover]:
        """What was understood but is no value (labels, headings of columns, the form's own guidance), bullets and
        stray signs, and all that the document's reader left out already, each with its reason."""
        entries: list[Leftover] = []
        signs: dict[str, list[tuple[str, Source]]] = {}
        for piece, start, end, text in self._leftovers():
            if not _WORD.search(text):
                signs.setdefault("punctuation", []).append((text, self.source(piece, start, end)))
        for claim in self.claims():
            text = claim.piece.text[claim.start : claim.end]
            if claim.as_ in _SUMMED and text:
                signs.setdefault(claim.as_, []).append((text, self.source(claim.piece, claim.start, claim.end)))
            elif claim.as_ in LEFT_OUT_AS and text:
                source = self.source(claim.piece, claim.start, claim.end)
                entries.append(Leftover(sources=(source,), text=text, reason=claim.as_))
        for piece, marker in self._loose_markers():
            signs.setdefault("list_marker", []).append((marker, self.source(piece, 0, 0)))
        for reason, found in signs.items():
            sources = tuple(source for _, source in found)
            entries.append(Leftover(sources=sources, text=" ".join(text for text, _ in found), reason=reason))
        return entries + [_carried(left) for left in self._document_left_out()]

    def _leftovers(self) -> Iterator[tuple[Piece, int, int, str]]:
        """Unbooked stretches; the first one of a piece whose marker nobody holds carries the marker."""
        for piece in self.pieces:
            marker = "" if self.is_touched(piece) else (piece.marker or "").strip()
            spans = self.free_spans(piece)
            for start, end in spans or ([(0, 0)] if marker else []):
                edge = start if marker else _past_signs(piece.text, start, end)
                if start < edge < end:
                    yield piece, start, edge, piece.text[start:edge].strip()
                    start = edge
                text = f"{marker} {piece.text[start:end]}".strip() if marker else piece.text[start:end]
                marker = ""
                yield piece, start, end, text

    def _loose_markers(self) -> Iterator[tuple[Piece, str]]:
        for piece in self.pieces:
            claims = self._claims.get(self._order[id(piece)], [])
            if piece.marker and piece.marker.strip() and claims and not any(c.marker for c in claims):
                yield piece, piece.marker.strip()

    def _document_left_out(self) -> Iterator[tuple[str, str, Source | None]]:
        for left in self.document.left_out:
            place = left.place
            source = Source(place.page, place.block, place.cell, place.line) if place else None
            yield left.text, str(left.reason), source


def _carried(left: tuple[str, str, Source | None]) -> Leftover:
    text, reason, source = left
    return Leftover(sources=(source,) if source else (), text=text, reason=reason)


def _past_signs(text: str, start: int, end: int) -> int:
    """Where the words begin behind the signs that a neighbouring value left: "), Head of …"."""
    at = start
    while at < end and (text[at].isspace() or text[at] in ",;:|.–—-)…_"):
        at += 1
    return at if start > 0 else start


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
