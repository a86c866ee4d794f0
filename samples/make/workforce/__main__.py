"""Writes the eight yearly extracts and their truth: `python -m samples.make.workforce [FOLDER] [--technicians N]`."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from samples.make.workforce import places, refused
from samples.make.workforce.dressing import Dressed, dress
from samples.make.workforce.files import write_csv, write_xlsx
from samples.make.workforce.layouts import LAYOUTS, Layout
from samples.make.workforce.process import University, simulate
from samples.make.workforce.truth import truth

SEED = 651
HOME = Path(__file__).resolve().parents[2] / "workforce"


def main(arguments: list[str]) -> int:
    """Write all into the folder (`samples/workforce` unless told otherwise)."""
    parser = argparse.ArgumentParser(prog="python -m samples.make.workforce")
    parser.add_argument("folder", nargs="?", type=Path, default=HOME)
    parser.add_argument("--technicians", type=int, default=650)
    parser.add_argument("--others", type=int, default=150)
    parser.add_argument("--seed", type=int, default=SEED)
    chosen = parser.parse_args(arguments)
    for path in write(chosen.folder, simulate(chosen.seed, chosen.technicians, chosen.others, len(LAYOUTS))):
        print(path.name)
    return 0


def write(folder: Path, university: University) -> list[Path]:
    """The eight extracts, three files to be refused, and `truth.json`. Gives the paths of the extracts, oldest first."""
    folder.mkdir(parents=True, exist_ok=True)
    paths, held = [], dict[str, Any]()
    for layout in LAYOUTS:
        dressed = dress(university, layout)
        path = folder / f"staff-{layout.year}.{layout.suffix}"
        write_one(path, layout, dressed)
        paths.append(path)
        held[path.name] = truth(university, layout, dressed)
    odd = {
        "bad-cells.csv": refused.write_bad_cells,
        "shifted.csv": refused.write_shifted,
        "another-university.csv": refused.write_another,
    }
    said = {
        "institution": places.INSTITUTION,
        "extracts": held,
        "refused": {name: make(folder / name) for name, make in odd.items()},
    }
    (folder / "truth.json").write_text(json.dumps(said, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return paths


def write_one(path: Path, layout: Layout, dressed: Dressed) -> None:
    """One extract in its own form."""
    if layout.suffix == "xlsx":
        write_xlsx(path, dressed.grid, date1904=layout.date1904)
    else:
        write_csv(path, dressed.grid, encoding=layout.encoding, delimiter=layout.delimiter)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
