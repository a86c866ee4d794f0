"""What a file is, by what it holds. Its name is only looked at to say whether the two agree."""

from __future__ import annotations

import re
import zipfile
from enum import StrEnum
from io import BytesIO
from pathlib import Path

from plumbline.foundation.formats.decoding import decode
from plumbline.foundation.formats.docx.container import check_members
from plumbline.foundation.formats.problems import Code, Unreadable

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
_PAGE = re.compile(r"\s*(?:<!doctype\s+html|<html[\s>]|<\?xml[^>]*\?>\s*(?:<!doctype\s+html|<html))", re.I)
_PAGE_PART = re.compile(r"<(?:body|head|table|p|div|h[1-6]|ul|ol)[\s>]", re.I)
_WORD_XML = re.compile(r"<\?mso-application\s+progid=\"Word\.Document\"|<office:document\b", re.I)
_ODT = b"application/vnd.oasis.opendocument.text"


class Kind(StrEnum):
    """What a file holds."""

    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"
    MARKDOWN = "markdown"
    TEXT = "text"
    OFFICE = "office"


# Names that promise something, and what may stand behind each without a word said, or with a warning.
_WORD_PROCESSORS = frozenset({".docx", ".dotx", ".doc", ".dot", ".odt", ".ott", ".rtf", ".fodt"})
_PROMISES: dict[str, frozenset[Kind]] = {
    ".pdf": frozenset({Kind.PDF}),
    ".html": frozenset({Kind.HTML, Kind.TEXT}),
    ".htm": frozenset({Kind.HTML, Kind.TEXT}),
    ".xhtml": frozenset({Kind.HTML, Kind.TEXT}),
    ".md": frozenset({Kind.MARKDOWN, Kind.TEXT, Kind.HTML}),
    ".markdown": frozenset({Kind.MARKDOWN, Kind.TEXT, Kind.HTML}),
    ".txt": frozenset({Kind.TEXT, Kind.HTML}),
    ".text": frozenset({Kind.TEXT, Kind.HTML}),
    ".tsv": frozenset({Kind.TEXT}),
    ".csv": frozenset({Kind.TEXT}),
    **{suffix: frozenset({Kind.DOCX, Kind.OFFICE}) for suffix in _WORD_PROCESSORS},
}
_OWN_SUFFIX: dict[Kind, frozenset[str]] = {
    Kind.DOCX: frozenset({".docx", ".dotx"}),
    Kind.OFFICE: frozenset({".doc", ".dot", ".odt", ".ott", ".rtf", ".fodt", ".xml"}),
}
_PAGES_AS_WORD = frozenset({".doc"})  # many a system exports a web page and calls it .doc


def sniff(raw: bytes, name: str) -> tuple[Kind, str | None]:
    """What the bytes are, and a warning where the name says something else but they can be read all the same.
    Raises Unreadable where they cannot be read or are not what their name promises."""
    suffix = Path(name).suffix.lower()
    kind = _kind(raw, suffix)
    promised = _PROMISES.get(suffix)
    if promised is None or (kind is Kind.HTML and suffix in _PAGES_AS_WORD):
        fits = suffix not in _PAGES_AS_WORD
    elif kind in promised:
        fits = suffix in _OWN_SUFFIX.get(kind, promised and {suffix})
    else:
        raise Unreadable(Code.WRONG_TYPE)
    return (
        kind,
        None if fits else f"The name ends in {suffix}, but the file is of another kind. It was read as what it is.",
    )


def _kind(raw: bytes, suffix: str) -> Kind:
    if b"%PDF-" in raw[:1024]:
        return Kind.PDF
    if raw.startswith(b"PK"):
        return _zipped(raw, suffix)
    if raw.startswith(OLE):
        return _compound(raw)
    if raw.lstrip()[:5] == b"{\\rtf":
        return Kind.OFFICE
    if raw.startswith(_PICTURES):
        raise Unreadable(Code.WRONG_TYPE if suffix in _PROMISES else Code.UNSUPPORTED)
    return _textual(raw, suffix)


def _zipped(raw: bytes, suffix: str) -> Kind:
    """A zip: Word, OpenDocument text, or something else that is not for here."""
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            names = check_members(archive.infolist())
            first = archive.read("mimetype")[:100] if names.get("mimetype") == "mimetype" else b""
            manifest = (
                archive.read(names["meta-inf/manifest.xml"])[:1_000_000] if "meta-inf/manifest.xml" in names else b""
            )
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as problem:
        raise Unreadable(Code.DAMAGED) from problem
    except RuntimeError as problem:
        raise Unreadable(Code.PASSWORD_PROTECTED) from problem
    if suffix in (".docm", ".dotm"):
        raise Unreadable(Code.MACROS)
    if first.startswith(_ODT):
        if b"encryption-data" in manifest:
            raise Unreadable(Code.PASSWORD_PROTECTED)
        if any(name.startswith("basic/") for name in names):
            raise Unreadable(Code.MACROS)
        return Kind.OFFICE
    if "[content_types].xml" in names and not any(name.startswith(("xl/", "ppt/", "visio/")) for name in names):
        return Kind.DOCX
    raise Unreadable(Code.WRONG_TYPE if suffix in _PROMISES else Code.UNSUPPORTED)


def _compound(raw: bytes) -> Kind:
    """The container of old Office files, and of new ones behind a password."""
    if "EncryptedPackage".encode("utf-16-le") in raw:
        raise Unreadable(Code.PASSWORD_PROTECTED)
    if "WordDocument".encode("utf-16-le") not in raw:
        raise Unreadable(Code.UNSUPPORTED)
    if "_VBA_PROJECT".encode("utf-16-le") in raw:
        raise Unreadable(Code.MACROS)
    for start in range(512, min(len(raw), 4_000_000), 512):
        if raw[start : start + 2] == b"\xec\xa5":  # Word's own header: bit 8 of the flags says "encrypted"
            if raw[start + 11] & 0x01:
                raise Unreadable(Code.PASSWORD_PROTECTED)
            break
    return Kind.OFFICE


def _textual(raw: bytes, suffix: str) -> Kind:
    text = decode(raw[:65536])
    if _WORD_XML.search(text[:2000]):
        return Kind.OFFICE
    if _PAGE.match(text) or (suffix in (".html", ".htm", ".xhtml") and _PAGE_PART.search(text)):
        return Kind.HTML
    return Kind.MARKDOWN if suffix in (".md", ".markdown") else Kind.TEXT
