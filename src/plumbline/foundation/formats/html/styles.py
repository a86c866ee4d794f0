"""What a web page's simple style rules and attributes say of an element: colour behind it, weight, struck, hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from lxml import etree

from plumbline.foundation.formats.colour import css_colour

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_SELECTOR = re.compile(r"(?P<tag>[a-zA-Z][\w-]*|\*)?(?:\.(?P<cls>[\w-]+))?(?:#(?P<id>[\w-]+))?")
_ENTITY_OPEN = re.compile(r"<!--|-->")

Style = Mapping[str, str]


class Sheet:
    """Rules for single tags, classes and ids. Rules with anything more in their selector are passed over."""

    def __init__(self, texts: list[str]) -> None:
        self.rules: dict[str, dict[str, str]] = {}
        for text in texts:
            for selectors, body in _RULE.findall(_COMMENT.sub("", _ENTITY_OPEN.sub("", text))):
                for selector in selectors.split(","):
                    found = _SELECTOR.fullmatch(selector.strip())
                    if found and found[0]:
                        self.rules.setdefault(found[0].lstrip("*").lower(), {}).update(declarations(body))

    def of(self, element: etree._Element) -> Style:
        """The declarations that hold for an element, its own style attribute last."""
        own = element.get("style")
        if not self.rules:
            return declarations(own) if own else {}
        tag = str(element.tag).lower()
        names = [tag]
        for name in (element.get("class") or "").lower().split():
            names += [f".{name}", f"{tag}.{name}"]
        key = (element.get("id") or "").lower()
        if key:
            names += [f"#{key}", f"{tag}#{key}"]
        style: dict[str, str] = {}
        for name in names:
            style.update(self.rules.get(name, {}))
        if own:
            style.update(declarations(own))
        return style


@lru_cache(maxsize=2048)
def _declared(text: str) -> tuple[tuple[str, str], ...]:
    pairs = (part.split(":", 1) for part in text.split(";") if ":" in part)
    return tuple((name.strip().lower(), value.strip()) for name, value in pairs)


def declarations(text: str) -> dict[str, str]:
    """ "a: b; c: d" as a mapping."""
    return dict(_declared(text))


def fill_of(element: etree._Element, style: Style) -> str | None:
    """The colour behind an element, or None."""
    for name in ("background-color", "background"):
        if name in style and "url(" not in style[name]:
            return css_colour(style[name].replace("!important", ""))
    written = element.get("bgcolor")
    return css_colour(written) if written else None


def is_hidden(element: etree._Element, style: Style) -> bool:
    """Whether an element is not shown."""
    return (
        element.get("hidden") is not None
        or style.get("display", "").startswith("none")
        or style.get("visibility", "").startswith("hidden")
        or style.get("mso-hide", "") == "all"
    )


def is_bold(tag: str, style: Style) -> bool | None:
    """True or False where the element itself says so, else None."""
    weight = style.get("font-weight")
    if weight:
        return weight.startswith("bold") or (weight.isdecimal() and int(weight) >= 600)
    return True if tag in ("b", "strong", "th") else None


def is_struck(tag: str, style: Style) -> bool:
    """Whether an element is struck through."""
    return tag in ("s", "strike", "del") or "line-through" in style.get("text-decoration", "") + style.get(
        "text-decoration-line", ""
    )


def texts_of(element: etree._Element) -> Iterator[str]:
    """Every stretch of text inside an element."""
    return (str(text) for text in element.itertext())
