"""The invented staff extracts: made anew they are the same, and the truth beside them is what they hold."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path

from python_calamine import CalamineWorkbook

from samples.make.workforce.__main__ import HOME, SEED, write
from samples.make.workforce.layouts import LAYOUTS
from samples.make.workforce.process import simulate

TRUTH = json.loads((HOME / "truth.json").read_text(encoding="utf-8"))


def test_the_same_seed_writes_the_same_files_as_are_kept(tmp_path: Path):
    write(tmp_path / "made", simulate(SEED))
    assert {path.name: held(path) for path in (tmp_path / "made").iterdir()} == {
        path.name: held(path) for path in HOME.iterdir()
    }


def test_the_headings_stand_where_the_truth_says():
    for layout in LAYOUTS:
        name = f"staff-{layout.year}.{layout.suffix}"
        true = TRUTH["extracts"][name]
        heading = cells(HOME / name, true)[true["heading_row"]]
        assert {heading[int(number)]: meaning for number, meaning in true["columns"].items()} == {
            layout.headings[meaning]: meaning for meaning in true["columns"].values()
        }


def test_the_first_year_counts_as_its_truth_does():
    name = "staff-2018.csv"
    true = TRUTH["extracts"][name]
    at = {meaning: int(number) for number, meaning in true["columns"].items()}
    rows = cells(HOME / name, true)[true["first_row"] : true["done"]["totals"][0]]
    technical = [row for row in rows if row[at["family"]] == "Technical"]
    assert len({row[0] for row in rows}) == true["people"] == 800
    assert len({row[0] for row in technical}) == true["technicians"]["headcount"] == 650
    assert round(sum(float(row[at["fte"]]) for row in technical), 2) == true["technicians"]["fte"]


def test_a_history_without_shocks_is_another():
    assert simulate(1, 50, 0).people != simulate(1, 50, 0, shocks=False).people


def held(path: Path) -> bytes | dict[str, bytes]:
    """What a file holds; of a workbook its parts unpacked, since machines pack differently."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def cells(path: Path, true: dict[str, object]) -> list[list[str]]:
    """Every row of a file as text."""
    if path.suffix == ".xlsx":
        sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
        return [[str(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    text = path.read_bytes().decode(str(true["encoding"]))
    return list(csv.reader(text.splitlines(), delimiter=str(true["delimiter"])))
