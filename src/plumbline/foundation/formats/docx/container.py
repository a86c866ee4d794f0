"""The zip around a Word file: checked before anything is unpacked, its XML parsed without entities or networks."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from io import BytesIO
from typing import Any

from lxml import etree

from plumbline.foundation.formats.docx.names import REL, STRICT
from plumbline.foundation.formats.problems import Code, Unreadable

MOST_MEMBERS = 10_000
MOST_UNPACKED = 1024 * 1024 * 1024
UNPACKS = "This file unpacks to more than can be read. Remove large pictures, save it anew and try again."
MOST_XML = 80 * 1024 * 1024
BOMB_RATIO, BOMB_SIZE = 250, 16 * 1024 * 1024

_OFFICE = "officeDocument"


class Package:
    """An opened and checked Word file. Parts are parsed when they are asked for."""

    def __init__(self, raw: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(raw))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as problem:
            raise Unreadable(Code.DAMAGED) from problem
        self.names = check_members(self._zip.infolist())
        if any(name.lower().endswith("vbaproject.bin") for name in self.names):
            raise Unreadable(Code.MACROS)
        self.main = self._main_part()
        self._relations: dict[str, dict[str, tuple[str, str, bool]]] = {}

    def _main_part(self) -> str:
        """The name of the part that holds the document, or "" if the package holds no Word document."""
        for kind, target, outside in self._read_relations("").values():
            if kind.endswith(f"/{_OFFICE}") and not outside:
                return target
        return "word/document.xml" if "word/document.xml" in self.names else ""

    def bytes_of(self, part: str) -> bytes:
        """A part's bytes, b"" where it is not there."""
        name = self.names.get(part.lower())
        if name is None:
            return b""
        try:
            with self._zip.open(name) as stream:
                content = stream.read(MOST_XML + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError) as problem:
            raise Unreadable(Code.DAMAGED) from problem
        except RuntimeError as problem:  # what zipfile raises for an encrypted member
            raise Unreadable(Code.PASSWORD_PROTECTED) from problem
        if len(content) > MOST_XML:
            raise Unreadable(Code.TOO_BIG, UNPACKS)
        return content

    def xml(self, part: str) -> etree._Element | None:
        """A part as a tree, None where it is not there."""
        content = self.bytes_of(part)
        return parsed(content) if content else None

    def related(self, part: str) -> dict[str, tuple[str, str, bool]]:
        """A part's relationships: id → (type, target, whether it points outside the file)."""
        if part not in self._relations:
            self._relations[part] = self._read_relations(part)
        return self._relations[part]

    def of_type(self, part: str, kind: str) -> list[str]:
        """The names of the parts that `part` points to with a relationship of this kind, each once."""
        found = [
            target
            for written, target, outside in self.related(part).values()
            if written.endswith(f"/{kind}") and not outside
        ]
        return list(dict.fromkeys(found))

    def _read_relations(self, part: str) -> dict[str, tuple[str, str, bool]]:
        folder, _, name = part.rpartition("/")
        tree = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        relations: dict[str, tuple[str, str, bool]] = {}
        for item in tree.iter(f"{REL}Relationship") if tree is not None else ():
            target, outside = item.get("Target") or "", item.get("TargetMode") == "External"
            if not outside:
                target = (
                    target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                )
            relations[item.get("Id") or ""] = (item.get("Type") or "", target, outside)
        return relations


def parsed(content: bytes) -> etree._Element:
    """A tree from bytes. A document type, whatever it declares, is refused: no word processor writes one."""
    if b"purl.oclc.org" in content:
        for strict, usual in STRICT:
            content = content.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as problem:
        told = str(problem)
        if "xcessive depth" in told or "huge" in told.lower() or b"<!DOCTYPE" in content[:4096]:
            raise Unreadable(Code.UNSAFE_XML) from problem
        raise Unreadable(Code.DAMAGED) from problem
    information: Any = root.getroottree().docinfo
    if information.doctype:
        raise Unreadable(Code.UNSAFE_XML)
    return root


def check_members(members: list[zipfile.ZipInfo]) -> dict[str, str]:
    """The members by lower-case name, if nothing about them is odd."""
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise Unreadable(Code.TOO_BIG, UNPACKS)
    names: dict[str, str] = {}
    for member in members:
        name = member.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/") or ":" in name.split("/")[0]:
            raise Unreadable(Code.UNSAFE_XML)
        if member.flag_bits & 0x1:
            raise Unreadable(Code.PASSWORD_PROTECTED)
        if member.file_size > BOMB_SIZE and member.file_size > BOMB_RATIO * max(1, member.compress_size):
            raise Unreadable(Code.TOO_BIG, UNPACKS)
        if name.lower() in names:
            raise Unreadable(Code.DAMAGED)
        names[name.lower()] = member.filename
    return names
