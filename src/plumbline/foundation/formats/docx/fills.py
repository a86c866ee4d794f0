"""Shading in Word: hex, named and theme colours, tints and patterns → "#rrggbb"."""

from __future__ import annotations

from lxml import etree

from plumbline.foundation.formats.colour import css_colour, mixed, shaded, tinted
from plumbline.foundation.formats.docx.names import COLOUR, FILL, VAL, A, W
from plumbline.foundation.formats.drafts import whole_number

# The theme's slots as Word's attributes name them.
_SLOTS = {
    "background1": "lt1", "light1": "lt1", "text1": "dk1", "dark1": "dk1",
    "background2": "lt2", "light2": "lt2", "text2": "dk2", "dark2": "dk2",
    "hyperlink": "hlink", "followedHyperlink": "folHlink",
}  # fmt: skip
_OFFICE_THEME = {
    "lt1": "#ffffff", "dk1": "#000000", "lt2": "#e7e6e6", "dk2": "#44546a", "accent1": "#4472c4", "accent2": "#ed7d31",
    "accent3": "#a5a5a5", "accent4": "#ffc000", "accent5": "#5b9bd5", "accent6": "#70ad47", "hlink": "#0563c1",
    "folHlink": "#954f72",
}  # fmt: skip
NOTHING = ""
"""What `Theme.fill` gives for shading that is stated to be none: it hides what a table's style would give."""


class Theme:
    """A document's theme colours."""

    def __init__(self, tree: etree._Element | None) -> None:
        self.colours = dict(_OFFICE_THEME)
        self._known: dict[tuple[str | None, ...], str | None] = {}
        scheme = tree.find(f".//{A}clrScheme") if tree is not None else None
        for slot in scheme if scheme is not None else ():
            for colour in slot:
                written = colour.get("lastClr") or colour.get("val") or ""
                found = css_colour(written)
                if found:
                    self.colours[etree.QName(slot).localname] = found

    def fill(self, shd: etree._Element | None) -> str | None:
        """A w:shd as a colour, NOTHING where it says that there is none, None where there is no w:shd."""
        if shd is None:
            return None
        key = tuple(shd.get(name) for name in _ATTRIBUTES)
        if key not in self._known:
            self._known[key] = self._resolved(shd)
        return self._known[key]

    def written(self, colour: etree._Element) -> str | None:
        """A w:color of letters, None where it is the automatic one."""
        return self._colour(colour, VAL, "themeColor")

    def _resolved(self, shd: etree._Element) -> str | None:
        pattern = shd.get(VAL) or "clear"
        back = self._colour(shd, FILL, "themeFill")
        if pattern in ("clear", "nil"):
            return back or NOTHING
        front = self._colour(shd, COLOUR, "themeColor") or "#000000"
        if pattern == "solid":
            return front
        share = min(100, whole_number(pattern[3:], 40)) / 100 if pattern.startswith("pct") else 0.4
        return mixed(front, back or "#ffffff", share)

    def _colour(self, shd: etree._Element, plain: str, themed: str) -> str | None:
        """A theme colour with its tint or shade where one is named and known, else the plain one."""
        slot = shd.get(W + themed)
        if slot and slot != "none":
            colour = self.colours.get(_SLOTS.get(slot, slot))
            tint, shade = shd.get(f"{W}{themed}Tint"), shd.get(f"{W}{themed}Shade")
            if colour and tint:
                return tinted(colour, _part(tint))
            if colour:
                return shaded(colour, _part(shade)) if shade else colour
        written = shd.get(plain)
        return css_colour(written) if written and written != "auto" else None


def _part(written: str) -> float:
    try:
        return int(written, 16) / 255
    except ValueError:
        return 1.0


_ATTRIBUTES = (
    VAL, FILL, COLOUR, f"{W}themeFill", f"{W}themeFillTint", f"{W}themeFillShade", f"{W}themeColor",
    f"{W}themeColorTint", f"{W}themeColorShade",
)  # fmt: skip
