"""`./plumbline bench papers`: how long 84 pages take as an accessible PDF and as Word, and a small plan for comparison.

Prints medians in seconds. The first PDF of a process loads the fonts; it is printed apart.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime

import pypdfium2

from plumbline.foundation.papers import letters
from plumbline.foundation.papers.markdown import parts_of
from plumbline.foundation.papers.paper import Cell, Grid, Heading, Paper, Part
from plumbline.foundation.papers.pdf import write_pdf
from plumbline.foundation.papers.word import write_word
from samples.make import northmere

AT = datetime(2026, 11, 1, tzinfo=UTC)
SECTIONS = 68  # about 84 pages
ROUNDS = 5


def main(arguments: list[str]) -> int:
    """Make the paper, write it both ways, print."""
    rounds = int(arguments[0]) if arguments else ROUNDS
    letters.build()
    paper = make(SECTIONS)
    started = time.perf_counter()
    pdf = pypdfium2.PdfDocument(write_pdf(paper, at=AT))
    first = time.perf_counter() - started
    print(f"a paper of {len(pdf)} pages, median of {rounds}; the first PDF of the process took {first:.2f} s")
    pdf.close()
    print(f"PDF/UA-1   {median(rounds, lambda: write_pdf(paper, at=AT)):7.3f} s   (aim: under 1 s)")
    print(f"Word       {median(rounds, lambda: write_word(paper, at=AT)):7.3f} s   (aim: under 1.5 s)")
    small = make(2)
    print(f"two sections   PDF {median(rounds, lambda: write_pdf(small, at=AT)):.3f} s", end="   ")
    print(f"Word {median(rounds, lambda: write_word(small, at=AT)):.3f} s")
    return 0


def make(sections: int) -> Paper:
    """Answers and a table of actions, again and again."""
    parts: list[Part] = []
    acts = northmere.PREVIOUS
    rags = {"green": "Completed", "amber": "In progress", "red": "Still to be carried out"}
    for number in range(sections):
        parts.append(Heading(f"Section {number + 1}"))
        for _question, answer in northmere.PAPER.answers.values():
            parts += parts_of(answer)
        rows = tuple(
            (
                Cell.of(str(place)),
                Cell.of(act.text),
                Cell.of(rags.get(act.rag or "", "Not rated"), rag=act.rag or "unrated"),
            )
            for place, act in enumerate(acts, 1)
        )
        parts.append(Grid(("No.", "Action", "Rating"), rows, widths=(1, 7, 2)))
    return Paper("A long paper", "Northmere University", tuple(parts), foot="Northmere University")


def median(rounds: int, work: Callable[[], object]) -> float:
    """Seconds that the work takes, the middle of several rounds."""
    taken = []
    for _round in range(rounds):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)
