"""Files that an importer must refuse in part or as a whole, and why. Large ones and bombs are made on demand only."""

from __future__ import annotations

import csv
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

from samples.make.workforce import extracts, files, layouts
from samples.make.workforce.dressing import dress
from samples.make.workforce.layouts import Layout
from samples.make.workforce.process import simulate

PLAIN = Layout(2025, "csv", layouts.FIRST_SYSTEM, dates="uk", leavers=True)
BAD: tuple[tuple[str, str, str], ...] = (  # meaning, what is written there, what is wrong with it
    ("born_on", "14/02/2031", "a birth date in the future"),
    ("born_on", "01/06/2011", "an age of 14"),
    ("born_on", "01/06/1928", "an age of 97"),
    ("born_on", "31/02/1980", "a day that does not exist"),
    ("fte", "12", "an FTE of 12"),
    ("fte", "-0.5", "a negative FTE"),
    ("fte", "full", "an FTE in words"),
    ("title", "=HYPERLINK(\"http://example.org\",\"Technician\")", "a formula"),
    ("title", "<script>alert(1)</script>", "a script"),
    ("joined_on", "yesterday", "a date in words"),
    ("staff_id", "", "a row without a number"),
    ("left_on", "01/01/1990", "a leaving date before the start date"),
)  # fmt: skip


def write_bad_cells(path: Path, seed: int = 7) -> dict[str, Any]:
    """An otherwise plain CSV in which twelve rows have a bad cell, two people share a number, and one person has five
    contracts that add up to 1.4 (which is allowed). Gives what is where; rows and columns from 0."""
    dressed = dress(simulate(seed, 40, 10, 8), PLAIN)
    cells, at = dressed.grid.cells, {meaning: number for number, meaning in dressed.columns.items()}
    bad = []
    for index, (meaning, seen, why) in enumerate(BAD):
        row = dressed.first_row + 2 + 2 * index
        cells[row][at[meaning]] = seen
        bad.append({"row": row, "column": at[meaning], "seen": seen, "why": why})
    shared = [dressed.first_row + 40, dressed.first_row + 44]
    cells[shared[1]][0] = cells[shared[0]][0]
    many = list(cells[-1])
    many[0] = "020999"
    for part, fte in enumerate((0.4, 0.4, 0.2, 0.2, 0.2), 1):
        one = list(many)
        one[at["contract_id"]], one[at["fte"]] = f"020999-{part}", fte
        cells.append(one)
    files.write_csv(path, dressed.grid, encoding="utf-8", delimiter=",")
    return {"bad": bad, "shared_number": shared, "five_contracts": {"staff_id": "020999", "fte": 1.4}}


def write_shifted(path: Path, seed: int = 7) -> dict[str, Any]:
    """A CSV whose headings are one column to the left of what stands under them: refused as a whole."""
    dressed = dress(simulate(seed, 40, 10, 8), PLAIN)
    for row in dressed.grid.cells[dressed.first_row :]:
        row.insert(0, "")
    files.write_csv(path, dressed.grid, encoding="utf-8", delimiter=",")
    return {"refused": "every value stands one column to the right of its heading"}


def write_another(path: Path, seed: int = 991) -> dict[str, Any]:
    """A sound extract of another university: other numbers, other units."""
    university = simulate(seed, 40, 10, 8)
    dressed = dress(university, PLAIN)
    at = {meaning: number for number, meaning in dressed.columns.items()}
    for row in dressed.grid.cells[dressed.first_row :]:
        row[0] = f"W{int(str(row[0])) + 700000}"
        row[at["unit"]] = f"Wexmouth {row[at['unit']]}"
        row[at["faculty"]] = f"Wexmouth {row[at['faculty']]}"
    files.write_csv(path, dressed.grid, encoding="utf-8", delimiter=",")
    return {"refused": "no number and no unit of this file is known"}


def write_large(path: Path, rows: int, seed: int = 3) -> None:
    """An extract of about `rows` posts in the layout of 2025: CSV, or XLSX where the name ends so. Streams CSV."""
    university = simulate(seed, 900, 100, 8)
    held = extracts.rows(university, date(2025, 7, 31), leavers=False)
    grid = files.Grid([list(layouts.FIRST_SYSTEM.values())])
    for turn in range(rows // len(held) + 1):
        for one in held[: rows - turn * len(held)]:
            number = f"{turn:03d}{one['staff_id']}"
            copied = {**one, "staff_id": number, "contract_id": f"{turn:03d}{one['contract_id']}"}
            grid.cells.append([
                f"{value.day:02d}/{value.month:02d}/{value.year}" if isinstance(value, date) else value
                for value in copied.values()
            ])  # fmt: skip
    if path.suffix == ".xlsx":
        files.write_xlsx(path, grid)
        return
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(grid.cells)


def write_bomb(path: Path, megabytes: int = 2000) -> None:
    """A workbook of a few hundred kilobytes that unpacks to `megabytes` of one sheet."""
    chunk = b'<row><c t="inlineStr"><is><t>' + b"A" * (1 << 20) + b"</t></is></c></row>"
    start = (
        b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    )
    parts = {
        "[Content_Types].xml": b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        "_rels/.rels": b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": b'<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Extract" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(start)
            for _ in range(megabytes):
                sheet.write(chunk)
            sheet.write(b"</sheetData></worksheet>")
