"""Word's fields: where a HYPERLINK leads, what a legacy form field shows."""

from __future__ import annotations

import re

from lxml import etree

from plumbline.foundation.formats.docx.names import VAL, W
from plumbline.foundation.formats.docx.story import box_sign
from plumbline.foundation.formats.drafts import whole_number

_LINK = re.compile(r'^\s*HYPERLINK\s+(?:\\[a-z]\s+)*(?:"([^"]*)"|(\S+))', re.I)


def link_target(instruction: str) -> str | None:
    """The address in a HYPERLINK instruction; None for places in the same file and for other fields."""
    found = _LINK.match(instruction)
    url = (found[1] or found[2] or "") if found else ""
    local = found is not None and re.search(r"HYPERLINK\s+\\l", instruction, re.I)
    return url.replace("\\\\", "\\") if url and not local and not url.startswith("\\") else None


def form_field(mark: etree._Element) -> tuple[str, bool | None]:
    """What a legacy form field shows by itself: a box with its state, or the chosen entry of a list."""
    data = mark.find(f"{W}ffData")
    if data is None:
        return "", None
    box = data.find(f"{W}checkBox")
    if box is not None:
        shown = box_sign(box)
        return f" {shown} ", shown == "☒"
    choices = data.find(f"{W}ddList")
    if choices is None:
        return "", None
    entries = [entry.get(VAL) or "" for entry in choices.iterchildren(f"{W}listEntry")]
    chosen = choices.find(f"{W}result")
    if chosen is None:
        chosen = choices.find(f"{W}default")
    place = (chosen.get(VAL) if chosen is not None else "0") or "0"
    number = whole_number(place, len(entries))
    return (f" {entries[number]} " if number < len(entries) else ""), None
