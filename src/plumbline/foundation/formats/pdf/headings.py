"""Which pieces outside tables are headings, by size and weight relative to the body."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .layout import Item, Passage
from .prose import Draft, Manner

LARGER = 1.1  # times the body: a heading
LONGEST = 20  # words; a longer piece is no heading
LONGEST_BOLD = 14


@dataclass(frozen=True, slots=True)
class Scale:
    """The body's size, and the sizes of headings from the largest."""

    body: float
    sizes: tuple[float, ...]
    bold_body: bool

    def level(self, draft: Draft, manner: Manner) -> int:
        """1 to 9 for a heading, 0 for none."""
        tagged = manner.blocks.get(draft.block) if draft.block is not None else None
        if tagged and tagged[0] == "H" and tagged[1:].isdigit():
            return min(9, max(1, int(tagged[1:])))
        if tagged == "Title":
            return 1
        words = len(draft.text.split())
        if not any(letter.isalpha() for letter in draft.text):
            return 0
        size = round(draft.size, 1)
        if size >= LARGER * self.body and words <= LONGEST:
            return 1 + sum(1 for other in self.sizes if other > size + 0.3)
        if draft.marker and not draft.marker[0].isdigit():
            return 0
        bold = draft.bold and not self.bold_body and words <= LONGEST_BOLD
        if bold and size >= 0.95 * self.body and not draft.text.endswith((".", ",", ";")):
            return min(9, len(self.sizes) + 1)
        return 0


def scale_of(items: Sequence[Item]) -> Scale:
    """The scale of a document's text outside tables, or of its cells where there is too little."""
    outside: Counter[tuple[float, bool]] = Counter()
    inside: Counter[tuple[float, bool]] = Counter()
    for item in items:
        if isinstance(item, Passage):
            for line in item.lines:
                outside[(round(line.size, 1), line.bold)] += len(line.text)
        else:
            for cell in item.cells:
                for line in cell.lines:
                    inside[(round(line.size, 1), line.bold)] += len(line.text)
    counted = outside if sum(outside.values()) >= 400 or not inside else outside + inside
    (body, bold), _ = counted.most_common(1)[0] if counted else ((10.0, False), 0)
    sizes: list[float] = []
    for size in sorted({size for size, _ in outside if size >= LARGER * body}, reverse=True):
        if not sizes or sizes[-1] - size > 0.3:
            sizes.append(size)
    return Scale(body, tuple(sizes[:8]), bold)
