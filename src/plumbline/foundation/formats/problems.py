"""What can be wrong with a file that somebody gave us, each with a sentence that says what to do."""

from __future__ import annotations

from enum import StrEnum


class Code(StrEnum):
    """Why a file could not be read."""

    PASSWORD_PROTECTED = "password_protected"  # noqa: S105 (a code, no password)
    NO_TEXT = "no_text"
    DAMAGED = "damaged"
    MACROS = "macros"
    WRONG_TYPE = "wrong_type"
    UNSAFE_XML = "unsafe_xml"
    TOO_BIG = "too_big"
    EMPTY = "empty"
    TOO_MANY_ROWS = "too_many_rows"
    OFFICE_MISSING = "office_missing"
    UNSUPPORTED = "unsupported"


SENTENCES: dict[Code, str] = {
    Code.PASSWORD_PROTECTED: "This file is protected by a password. Save a copy without the password and use that.",
    Code.NO_TEXT: "This file holds pictures of pages and no text. Use the original document, or a copy with "
    "recognised text.",
    Code.DAMAGED: "This file is damaged and cannot be opened. Open it in the program that made it, save it again "
    "and try once more.",
    Code.MACROS: "This file holds macros. Save it as a Word document without macros (.docx) and use that.",
    Code.WRONG_TYPE: "This file is not what its name says. Save it again in the format that you want and try once "
    "more.",
    Code.UNSAFE_XML: "This file holds things that no word processor writes, so it was not opened. Copy its text into "
    "a new document and use that.",
    Code.TOO_BIG: "This file is too big to read: 60 MB is the limit. Remove large pictures or split it, and try again.",
    Code.EMPTY: "This file is empty. Check that you chose the right one.",
    Code.TOO_MANY_ROWS: "A table in this file is larger than can be read. Split the table, or remove rows and "
    "columns that are not needed.",
    Code.OFFICE_MISSING: "Files of this older kind cannot be read here. Save it as a Word document (.docx) and use "
    "that.",
    Code.UNSUPPORTED: "Files of this kind cannot be read. Use a Word document, a PDF, an OpenDocument text, a web "
    "page, Markdown or plain text.",
}


class Unreadable(Exception):  # noqa: N818 (a state of the file, said of it)
    """The file cannot be read. `code` is one of `Code`; `message` is plain English and says what to do."""

    def __init__(self, code: Code | str, message: str = "") -> None:
        self.code = Code(code)
        self.message = message or SENTENCES[self.code]
        super().__init__(self.message)
