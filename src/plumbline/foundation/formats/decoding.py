"""Bytes of a text file → characters: marks at the start, UTF-8, UTF-16 without a mark, else Windows-1252."""

from __future__ import annotations

import codecs

from .problems import Code, Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LATIN_HOLES = {0x81: "", 0x8D: "", 0x8F: "", 0x90: "", 0x9D: ""}


def decode(raw: bytes) -> str:
    """The text, newlines as \\n. Raises Unreadable where the bytes are no text at all."""
    text = _decoded(raw)
    if "\x00" in text[:4096]:
        raise Unreadable(Code.WRONG_TYPE)
    controls = sum(1 for letter in text[:4096] if letter < " " and letter not in "\t\n\r\x0b\x0c")
    if controls > max(8, len(text[:4096]) // 50):
        raise Unreadable(Code.WRONG_TYPE)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(raw: bytes) -> str:
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return raw.decode(name, errors="replace")
    wide = _wide(raw)
    if wide:
        return raw.decode(wide, errors="replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return (
            raw.decode("cp1252", errors="replace")
            if not _has_holes(raw)
            else raw.decode("latin-1").translate(_LATIN_HOLES)
        )


def _has_holes(raw: bytes) -> bool:
    return any(raw.count(hole) for hole in _LATIN_HOLES)


def _wide(raw: bytes) -> str | None:
    """UTF-16 without a mark shows as a zero in nearly every second byte of Western text."""
    head = raw[:2000]
    if len(head) < 4 or b"\x00" not in head:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.5 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.5 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None
