"""The structure tree of a tagged PDF: which paragraph, heading, item or table cell marked content belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psparser import PSLiteral

MOST_ELEMENTS = 400_000
BLOCKS = frozenset(
    ("P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "Title", "LI", "TD", "TH", "Caption", "TOCI", "BlockQuote", "Note")
)


@dataclass(slots=True)
class TaggedCell:
    """A cell as tagged: its place in its table, counted by tags, and its spans."""

    table: int
    row: int
    order: int
    rows: int
    columns: int
    header: bool


@dataclass(slots=True)
class Tree:
    """For the marked content of each page (by the page's object number): its block and its cell.
    `roles` gives the standard role of a block, `cells` what is known of a cell, by their numbers."""

    content: dict[int, dict[int, tuple[int | None, int | None]]] = field(default_factory=dict)
    roles: dict[int, str] = field(default_factory=dict)
    cells: dict[int, TaggedCell] = field(default_factory=dict)

    def of(self, page: int, mark: int | None) -> tuple[int | None, int | None]:
        """The block and the cell of marked content; (None, None) where the tree does not hold it."""
        return self.content.get(page, {}).get(mark, (None, None)) if mark is not None else (None, None)


@dataclass(frozen=True, slots=True)
class _At:
    """Where in the tree one is."""

    page: int | None
    block: int | None
    cell: int | None
    table: int | None
    row: int


def read_tree(catalog: dict[str, Any]) -> Tree:
    """The tree of a document; empty where the file is not tagged or its tree makes no sense."""
    root = resolve1(catalog.get("StructTreeRoot"))
    if not isinstance(root, dict):
        return Tree()
    return _Reading(_role_map(root)).follow(root)


def _role_map(root: dict[str, Any]) -> dict[str, str]:
    found = resolve1(root.get("RoleMap"))
    if not isinstance(found, dict):
        return {}
    names = {key: getattr(value, "name", None) for key, value in found.items() if isinstance(value, PSLiteral)}
    return {key: name for key, name in names.items() if isinstance(name, str)}


def _kids(element: dict[str, Any]) -> list[Any]:
    kids = resolve1(element.get("K"))
    if kids is None:
        return []
    return kids if isinstance(kids, list) else [element["K"] if isinstance(kids, dict) else kids]


class _Reading:
    def __init__(self, role_map: dict[str, str]) -> None:
        self.role_map = role_map
        self.tree = Tree()
        self.seen: set[int] = set()
        self.number = 0
        self.rows: dict[int, int] = {}  # rows met in each table
        self.orders: dict[tuple[int, int], int] = {}  # cells met in each row

    def follow(self, root: dict[str, Any]) -> Tree:
        """Depth first, in order, without recursion."""
        start = _At(None, None, None, None, -1)
        stack: list[tuple[Any, _At]] = [(kid, start) for kid in reversed(_kids(root))]
        while stack and self.number < MOST_ELEMENTS:
            kid, at = stack.pop()
            self.number += 1
            if isinstance(kid, int):
                self._mark(kid, at.page, at)
                continue
            if isinstance(kid, PDFObjRef):
                if kid.objid in self.seen:
                    continue
                self.seen.add(kid.objid)
            element = resolve1(kid)
            if not isinstance(element, dict):
                continue
            if "MCID" in element:
                self._mark(resolve1(element["MCID"]), _page(element) or at.page, at)
            elif "Obj" not in element:
                inside = self._enter(element, at)
                stack += [(inner, inside) for inner in reversed(_kids(element))]
        return self.tree

    def _mark(self, number: object, page: int | None, at: _At) -> None:
        if isinstance(number, int) and page is not None:
            self.tree.content.setdefault(page, {})[number] = (at.block, at.cell)

    def _role(self, element: dict[str, Any]) -> str:
        role = getattr(resolve1(element.get("S")), "name", "")
        for _ in range(5):
            if role in BLOCKS or role not in self.role_map or self.role_map[role] == role:
                break
            role = self.role_map[role]
        return role if isinstance(role, str) else ""

    def _enter(self, element: dict[str, Any], at: _At) -> _At:
        role = self._role(element)
        me = self.number
        page = _page(element) or at.page
        block, cell, table, row = at.block, at.cell, at.table, at.row
        if role == "Table":
            table, row, cell, block = me, -1, at.cell, None
        elif role == "TR" and table is not None:
            row = self.rows.get(table, 0)
            self.rows[table] = row + 1
        elif role in ("TD", "TH") and table is not None:
            order = self.orders.get((table, row), 0)
            self.orders[(table, row)] = order + 1
            rows, columns = _spans(element)
            self.tree.cells[me] = TaggedCell(table, row, order, rows, columns, role == "TH")
            cell = me
        if role in BLOCKS:
            block = me
            self.tree.roles[me] = role
        return _At(page, block, cell, table, row)


def _page(element: dict[str, Any]) -> int | None:
    page = element.get("Pg")
    return page.objid if isinstance(page, PDFObjRef) else None


def _spans(element: dict[str, Any]) -> tuple[int, int]:
    rows = columns = 1
    attributes = resolve1(element.get("A"))
    for part in attributes if isinstance(attributes, list) else [attributes]:
        values = resolve1(part)
        if isinstance(values, dict):
            found = resolve1(values.get("RowSpan")), resolve1(values.get("ColSpan"))
            rows = found[0] if isinstance(found[0], int) and 0 < found[0] < 500 else rows
            columns = found[1] if isinstance(found[1], int) and 0 < found[1] < 100 else columns
    return rows, columns
