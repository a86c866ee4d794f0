"""What the walk carries along: the file's parts, the page reached, open fields, what was left out, notes to come."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from lxml import etree

from plumbline.foundation.formats.blocks import LeftOutReason
from plumbline.foundation.formats.docx.container import Package
from plumbline.foundation.formats.docx.fills import Theme
from plumbline.foundation.formats.docx.names import ALTERNATE, BR, DEL_TEXT, MC, PPR, SDT_PR, TAB, VAL, W14, M, P, T, W
from plumbline.foundation.formats.docx.numbering import Numbering
from plumbline.foundation.formats.docx.styles import Styles, is_on
from plumbline.foundation.formats.drafts import Draft, Grid
from plumbline.foundation.formats.ticks import sign, without_private

DEEPEST_TABLE = 20
_BRANCHES = frozenset({f"{MC}Choice", f"{MC}Fallback"})


@dataclass(slots=True)
class Field:
    """An open field (HYPERLINK, FORMCHECKBOX, …): its instruction, and whether its result is being read."""

    instruction: str = ""
    in_result: bool = False
    link_from: int = -1
    owner: int = 0


@dataclass(slots=True)
class Story:
    """The state of a walk over one file."""

    package: Package
    part: str
    theme: Theme
    styles: Styles
    numbering: Numbering
    read_blocks: Callable[[Iterable[etree._Element], Story], list[Draft]]
    left: list[tuple[str, LeftOutReason]] = field(default_factory=list)
    page: int | None = None
    fields: list[Field] = field(default_factory=list)
    ticks: list[bool] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    table_depth: int = 0
    paragraphs: int = 0

    def leave(self, text: str, reason: LeftOutReason) -> None:
        """Notes words that are in no block."""
        words = " ".join(text.split())
        if words:
            self.left.append((words, reason))


@dataclass(frozen=True, slots=True)
class Control:
    """What a content control says of itself."""

    checked: bool | None = None
    placeholder: bool = False


NO_CONTROL = Control()


def control_of(sdt: etree._Element) -> Control:
    """The properties of a w:sdt that matter here."""
    properties = sdt.find(SDT_PR)
    if properties is None:
        return NO_CONTROL
    box = properties.find(f"{W14}checkbox")
    placeholder = properties.find(f"{W}showingPlcHdr") is not None
    if box is None:
        return Control(placeholder=placeholder) if placeholder else NO_CONTROL
    checked = box.find(f"{W14}checked")
    return Control(checked is not None and (checked.get(f"{W14}val") or checked.get(VAL) or "1") in ("1", "true", "on"))


def chosen(element: etree._Element) -> etree._Element | None:
    """The branch of an alternative that is read: the first that holds something. Anything else is its own branch."""
    if element.tag != ALTERNATE:
        return element
    return next((branch for branch in element if branch.tag in _BRANCHES and len(branch)), None)


def plain_text(element: etree._Element) -> str:
    """All the words under an element, a blank between paragraphs. Not for what is shown: for what is left out."""
    parts: list[str] = []
    stack: list[etree._Element | str] = [element]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            parts.append(item)
        elif item.tag in (T, DEL_TEXT, M + "t"):
            parts.append(without_private(item.text or ""))
        elif item.tag == f"{W}sym":
            parts.append(symbol(item))
        elif item.tag == f"{W}noBreakHyphen":
            parts.append("-")
        elif item.tag in (TAB, BR, f"{W}cr"):
            parts.append(" ")
        elif item.tag == f"{W}checkBox":
            parts.append(f" {box_sign(item)} ")
        else:
            branch = chosen(item)
            if item.tag == P:
                stack.append(" ")
                parts.append(" ")
            if branch is not None and item.tag != PPR:
                stack.extend(reversed(branch))
    return "".join(parts)


def box_sign(box: etree._Element) -> str:
    """A legacy tick box's state as a sign."""
    checked = is_on(box.find(f"{W}checked"))
    if checked is None:
        checked = is_on(box.find(f"{W}default"))
    return "☒" if checked else "☐"


def symbol(item: etree._Element) -> str:
    """The character of a w:sym."""
    try:
        code = int(item.get(f"{W}char") or "", 16)
    except ValueError:
        return ""
    return sign(code, item.get(f"{W}font") or "")


def drafted_text(drafts: Iterable[Draft]) -> str:
    """The words of drafts, typed markers too, in reading order."""
    parts: list[str] = []
    for draft in drafts:
        if isinstance(draft, Grid):
            parts += [drafted_text(box.content) for row in draft.rows for box in row]
        else:
            parts += [draft.marker or "" if not draft.counted else "", draft.text]
    return " ".join(part for part in parts if part)
