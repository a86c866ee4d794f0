"""Writes every document of `samples/` and its truth: `python -m samples.make [FOLDER]`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from samples.make import (
    abbeyfield,
    carrick,
    glanmor,
    kurrawong,
    lough_erin,
    northmere,
    pages,
    selby_point,
    thornleigh,
    word,
)
from samples.make.model import truth

WRITERS = (
    (northmere.PAPER, word.write_northmere),
    (carrick.PAPER, word.write_carrick),
    (thornleigh.PAPER, word.write_thornleigh),
    (kurrawong.PAPER, word.write_kurrawong),
    (glanmor.PAPER, pages.write_glanmor),
    (abbeyfield.PAPER, pages.write_abbeyfield),
    (lough_erin.PAPER, pages.write_lough_erin),
    (selby_point.PAPER, pages.write_selby_point),
)


def main(arguments: list[str]) -> int:
    """Write all of them into the folder (this package's parent, unless told otherwise)."""
    place = Path(arguments[0]) if arguments else Path(__file__).resolve().parents[1]
    place.mkdir(parents=True, exist_ok=True)
    for paper, write in WRITERS:
        path = write(place)
        held = json.dumps(truth(paper), indent=2, ensure_ascii=False) + "\n"
        path.with_suffix(".json").write_text(held)
        print(path.name)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
