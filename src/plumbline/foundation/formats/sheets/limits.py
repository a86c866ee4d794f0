"""How large a spreadsheet may be, and the sentences for those that are too large or of another kind."""

MOST_BYTES = 60 * 1024 * 1024
MOST_UNPACKED = 400 * 1024 * 1024
MOST_CELLS = 6_000_000
"""Cells of one sheet, empty ones between filled ones counted: what a list of 200,000 rows and 30 columns has."""

TOO_MANY = (
    "This sheet is larger than can be read: 6 million cells are the limit. Remove what stands far below or far to the "
    "right of your table, or split the file."
)
TOO_BIG = "This file is too big to read: 60 MB is the limit, 400 MB unpacked. Split it, and try again."
MACROS = "This file holds macros. Save it as an Excel workbook without macros (.xlsx) and use that."
OLD_KIND = (
    "This is a spreadsheet of another kind. Open it in your spreadsheet program, save it as an Excel workbook (.xlsx) "
    "or as CSV, and use that."
)
NOT_A_SHEET = "This file is no spreadsheet. Use an Excel workbook (.xlsx) or a CSV file."
EMPTY = "This file holds no filled cell. Check that you chose the right one."
