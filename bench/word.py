"""`./plumbline bench word`: how long a 30-page Word plan takes, beside unzipping it and parsing its XML alone.

Prints medians in seconds, the walk over the bare parse, and the whole reading. Read the ratios, not the seconds.
"""

from __future__ import annotations

import statistics
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from docx import Document
from lxml import etree

from plumbline.foundation import formats
from plumbline.journey.intake import reading
from samples.make import northmere
from samples.make.word import year_grid

ROUNDS = 7
PLANS = 14  # of sixteen actions each: about thirty pages


def main(arguments: list[str]) -> int:
    """Make the document, time three things over it, print."""
    rounds = int(arguments[0]) if arguments else ROUNDS
    with tempfile.TemporaryDirectory() as folder:
        path = make(Path(folder) / "plan.docx")
        bare, walk, whole = (
            median(rounds, work) for work in (lambda: parse(path), lambda: formats.read(path), lambda: read(path))
        )
        document = formats.read(path)
        print(f"a Word plan of {len(document.words()):,} words and {path.stat().st_size:,} bytes, median of {rounds}")
    print(f"unzip and parse alone     {bare:7.4f} s")
    print(f"walk to neutral blocks    {walk:7.4f} s   {walk / bare:5.1f} times the bare parse (aim: 10)")
    print(f"read and understood       {whole:7.4f} s   (aim: under 0.5 s)")
    return 0


def make(path: Path) -> Path:
    """A long plan: the form, then year grids with tick boxes and fills."""
    word = Document()
    for question, answer in northmere.PAPER.answers.values():
        word.add_paragraph().add_run(question).bold = True
        word.add_paragraph(answer)
    for number in range(PLANS):
        word.add_heading(f"Action plan {2000 + number * 3}–{2002 + number * 3}", 2)
        years = tuple(range(2000 + number * 3, 2003 + number * 3))
        year_grid(word, northmere.PREVIOUS, years, boxes=True)
    word.save(str(path))
    return path


def parse(path: Path) -> None:
    """Unzip everything and parse every XML part: what any reader must do."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            data = archive.read(name)
            if name.endswith((".xml", ".rels")):
                etree.fromstring(data)


def read(path: Path) -> None:
    """The whole job: file in, submission understood."""
    reading.understand(formats.read(path))


def median(rounds: int, work: Callable[[], object]) -> float:
    """The median time of `work` in seconds, after one round that is not counted."""
    work()
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return statistics.median(times)
