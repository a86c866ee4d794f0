"""How long reading an 84-page PDF takes beside what pdfplumber alone needs for its words, rectangles and tables, and
how much memory; each is run in a process of its own. `python -m bench.pdf [FILE]`."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

ROWS = 21  # on a page
PAGES = 84
ROUNDS = 2


def make(path: Path) -> None:
    """An action plan of 84 pages in one ruled table with fills and ticks."""
    from reportlab.lib.pagesizes import A4  # noqa: PLC0415 (only the maker needs it)
    from reportlab.pdfgen import canvas  # noqa: PLC0415

    edges = [40, 95, 300, 390, 420, 450, 480, 555]
    colours = [(0.57, 0.82, 0.31), (1, 0.75, 0), (1, 0, 0)]
    page = canvas.Canvas(str(path), pagesize=A4)
    number = 0
    for sheet in range(1, PAGES + 1):
        page.setFont("Helvetica", 8)
        page.drawString(40, 815, "University of Wexmouth: technician plan")
        page.drawString(280, 20, f"Page {sheet} of {PAGES}")
        for row in range(ROWS):
            top = 800 - 36 * row
            number += 1
            page.setFillColorRGB(*colours[number % 3])
            page.rect(edges[6], top - 36, edges[7] - edges[6], 36, stroke=0, fill=1)
            page.setFillColorRGB(0, 0, 0)
            for left, right in pairwise(edges):
                page.rect(left, top - 36, right - left, 36, stroke=1, fill=0)
            page.drawString(43, top - 11, ("Visibility", "Recognition")[number % 2])
            page.drawString(98, top - 11, f"Action {number}: offer every technician a yearly")
            page.drawString(98, top - 21, "conversation about their career and record")
            page.drawString(98, top - 31, "what was agreed for the steering group")
            page.drawString(303, top - 11, "Technical manager")
            page.drawString(394 + 30 * (number % 3), top - 11, "X")
            page.drawString(483, top - 11, ("Complete", "In progress", "Not started")[number % 3])
        page.showPage()
    page.save()


def bare(path: Path) -> None:
    """What pdfplumber does when asked for words, rectangles and tables."""
    import pdfplumber  # noqa: PLC0415

    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_words()
            _ = page.rects
            page.find_tables()
            page.close()


def ours(path: Path) -> None:
    """The reader."""
    from plumbline.foundation.formats.pdf import read_pdf  # noqa: PLC0415

    read_pdf(path, path.name)


def child(what: str, path: Path) -> None:
    """Run one of the two and print seconds and megabytes."""
    start = time.perf_counter()
    {"bare": bare, "ours": ours}[what](path)
    seconds = time.perf_counter() - start
    print(f"{seconds:.3f} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}")


def measure(path: Path) -> dict[str, float]:
    """Seconds bare and ours, their ratio, and the peak memory of ours in megabytes: the best of the rounds."""
    figures: dict[str, list[tuple[float, float]]] = {"bare": [], "ours": []}
    for _ in range(ROUNDS):
        for what, found in figures.items():
            out = subprocess.run(
                [sys.executable, "-m", "bench.pdf", what, str(path)],
                capture_output=True,
                text=True,
                check=True,
                cwd=Path(__file__).resolve().parents[1],
            ).stdout.split()
            found.append((float(out[0]), float(out[1])))
    seconds_bare = min(seconds for seconds, _ in figures["bare"])
    seconds_ours = min(seconds for seconds, _ in figures["ours"])
    return {
        "seconds_bare": seconds_bare,
        "seconds_ours": seconds_ours,
        "ratio": seconds_ours / seconds_bare,
        "megabytes": max(memory for _, memory in figures["ours"]),
    }


def main(arguments: list[str]) -> int:
    """Measure a file that is given, or one made here."""
    if len(arguments) == 2 and arguments[0] in ("bare", "ours"):
        child(arguments[0], Path(arguments[1]))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(arguments[0]) if arguments else Path(folder) / "plan.pdf"
        if not arguments:
            make(path)
        for name, figure in measure(path).items():
            print(f"{name:>14} {figure:8.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
