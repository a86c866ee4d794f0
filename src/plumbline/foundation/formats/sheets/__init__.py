"""Spreadsheets in and out: XLSX and CSV to neutral sheets, and columns with rows to files. Pure; no Django."""

from plumbline.foundation.formats.sheets.cells import Cell, Kind, Sheet, Span, Value, Workbook, address, place, said
from plumbline.foundation.formats.sheets.csvs import write_csv
from plumbline.foundation.formats.sheets.reading import read_sheets
from plumbline.foundation.formats.sheets.writing import Column, Mark, Notes, Table, write_xlsx

__all__ = [
    "Cell",
    "Column",
    "Kind",
    "Mark",
    "Notes",
    "Sheet",
    "Span",
    "Table",
    "Value",
    "Workbook",
    "address",
    "place",
    "read_sheets",
    "said",
    "write_csv",
    "write_xlsx",
]
