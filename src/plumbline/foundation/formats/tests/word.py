"""Word files made of raw XML for tests, and a reader of their words that shares nothing with the walk."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path

from lxml import etree

from plumbline.foundation.formats import read
from plumbline.foundation.formats.blocks import Document, Table

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def p(*inside: str, style: str = "", properties: str = "") -> str:
    """A paragraph; plain strings without a tag become runs."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    head = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
    return f"<w:p>{head}{''.join(part if part.startswith('<') else r(part) for part in inside)}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run of text."""
    head = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return f'<w:r>{head}<w:t xml:space="preserve">{escaped}</w:t></w:r>'


def tc(*inside: str, properties: str = "") -> str:
    """A cell; plain strings become paragraphs."""
    blocks = "".join(part if part.startswith("<") else p(part) for part in inside) or "<w:p/>"
    return f"<w:tc>{f'<w:tcPr>{properties}</w:tcPr>' if properties else ''}{blocks}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row."""
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"


def tbl(*rows: str, properties: str = "") -> str:
    """A table."""
    return f"<w:tbl>{f'<w:tblPr>{properties}</w:tblPr>' if properties else ''}{''.join(rows)}</w:tbl>"


def package(body: str, *, parts: dict[str, str | bytes] | None = None, main_type: str = WORD_TYPE) -> bytes:
    """The bytes of a Word file with this body. `parts`: "styles", "numbering", "theme", "footnotes", "comments",
    "header1" … hold whole XML; a name with a dot is put there as it is; "rels" adds relationships of the body."""
    parts = dict(parts or {})
    extra = str(parts.pop("rels", ""))
    relations, files = "", {}
    for name, content in parts.items():
        if "." in name:
            files[name] = content
            continue
        kind = re.sub(r"\d+$", "", name)
        relations += f'<Relationship Id="x{name}" Type="{OFFICE}/{kind}" Target="{name}.xml"/>'
        files[f"word/{name}.xml"] = content
    space = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{main_type}"/></Types>',
        "_rels/.rels": f'<Relationships {space}><Relationship Id="r1" Type="{OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f"<Relationships {space}>{relations}{extra}</Relationships>",
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
    } | files
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


def part(tag: str, inside: str) -> str:
    """The XML of a part other than the body."""
    return f"<w:{tag} {NAMESPACES}>{inside}</w:{tag}>"


def read_bytes(folder: Path, raw: bytes, name: str = "plan.docx") -> Document:
    """Reads bytes through the door."""
    path = folder / name
    path.write_bytes(raw)
    return read(path)


def table_of(document: Document, number: int = 0) -> Table:
    """The nth table of a document."""
    return [block for block in document.blocks if isinstance(block, Table)][number]


# Wingdings as Microsoft's tables have them, only those that tests use.
_SHOWN = {0xF0FC: "✓", 0xF0FE: "☑", 0xF0A8: "☐", 0xF06F: "☐", 0xF0FB: "✗", 0xF0FD: "☒", 0xF0B7: "•"}


def words_of_package(raw: bytes) -> Counter[str]:
    """Every word in a Word file's text parts, by its XML alone: words never run over a paragraph's end; deleted,
    moved, hidden and shown words never run into each other; of an alternative's branches the first one is counted."""
    found: Counter[str] = Counter()
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"word/(document|footnotes|endnotes|comments|header\d*|footer\d*)\.xml", name):
                _count(etree.fromstring(archive.read(name)), found)
    return found


def _count(root: etree._Element, found: Counter[str]) -> None:
    for fallback in list(root.iter("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")):
        fallback.getparent().remove(fallback)
    while (box := next(root.iterdescendants(f"{W}txbxContent"), None)) is not None:
        box.getparent().remove(box)  # a box is its own text, wherever it is anchored
        _count(box, found)
    for paragraph in root.iter(f"{W}p"):
        streams: dict[str, list[str]] = {}
        for item in paragraph.iter():
            tag = etree.QName(item).localname
            if item.tag in (f"{W}t", f"{W}delText"):
                text = item.text or ""
            elif item.tag == f"{W}sym":
                text = chr(int(item.get(f"{W}char"), 16))
            elif item.tag == f"{W}checkBox":
                text = f" {'☒' if item.find(f'{W}checked') is not None else '☐'} "
            elif tag in ("tab", "br", "cr") and item.getparent().tag == f"{W}r":
                text = " "
            elif tag == "noBreakHyphen":
                text = "-"
            else:
                continue
            key = _stream(item, paragraph)
            for other, parts in streams.items():
                if other != key and key != "shown" and other != "shown":
                    parts.append(" ")
            streams.setdefault(key, []).append(text)
        for parts in streams.values():
            found.update(normal("".join(parts)).split())


def _stream(item: etree._Element, paragraph: etree._Element) -> str:
    """Which text of the paragraph a stretch belongs to: the one that is shown, or one that is not."""
    for ancestor in item.iterancestors():
        if ancestor is paragraph:
            return "shown"
        if ancestor.tag in (f"{W}del", f"{W}moveFrom"):
            return f"gone {id(ancestor)} {paragraph.index(ancestor) if ancestor.getparent() is paragraph else ''}"
        if ancestor.tag == f"{W}sdt" and ancestor.find(f"{W}sdtPr/{W}showingPlcHdr") is not None:
            return f"placeholder {id(ancestor)}"
        if ancestor.tag == f"{W}r" and ancestor.find(f"{W}rPr/{W}vanish") is not None:
            return "hidden"
    return "shown"


def normal(text: str) -> str:
    """NFKC, soft hyphens and other marks without width dropped, Wingdings' private characters as their signs."""
    text = "".join(_SHOWN.get(ord(letter), letter) for letter in text)
    return re.sub("[\u00ad\u200b\u200c\u200d\u2060\ufeff]", "", unicodedata.normalize("NFKC", text))


def words_of(document: Document) -> Counter[str]:
    """Every word that a Document holds, in the same normal form."""
    return Counter(normal(" ".join(document.words())).split())
