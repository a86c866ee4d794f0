"""Spot colours: inks with a name and a recipe for mixing them from ordinary colours."""

from __future__ import annotations

from typing import Any

from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral

_COMPONENTS = {"DeviceGray": 1, "CalGray": 1, "DeviceRGB": 3, "CalRGB": 3, "Lab": 3, "DeviceCMYK": 4}


class Spot(PDFColorSpace):
    """An ink: what it looks like at none and at its fullest, as figures of an ordinary colour space."""

    def __init__(self, none: tuple[float, ...], full: tuple[float, ...], space: str) -> None:
        super().__init__("Separation", 1)
        self.none = none
        self.full = full
        self.space = space

    def mixed(self, tint: object) -> tuple[float, ...] | None:
        """The figures for a tint from 0 to 1."""
        if isinstance(tint, tuple) and len(tint) == 1:
            tint = tint[0]
        if not isinstance(tint, int | float):
            return None
        return tuple(low + float(tint) * (high - low) for low, high in zip(self.none, self.full, strict=True))


def spot_of(value: object) -> Spot | None:
    """The ink that a colour space array describes; None for other spaces and recipes that cannot be followed."""
    parts = resolve1(value)
    if not isinstance(parts, list) or len(parts) < 4 or getattr(resolve1(parts[0]), "name", "") != "Separation":
        return None
    space, count = _ordinary(resolve1(parts[2]))
    ends = _ends(resolve1(parts[3]), count)
    return Spot(ends[0], ends[1], space) if ends is not None else None


def _ordinary(value: Any) -> tuple[str, int]:
    if isinstance(value, PSLiteral):
        name = str(value.name)
        return name, _COMPONENTS.get(name, 0)
    if isinstance(value, list) and value:
        name = str(getattr(resolve1(value[0]), "name", ""))
        if name == "ICCBased" and len(value) > 1:
            profile = resolve1(value[1])
            count = resolve1(profile.attrs.get("N")) if isinstance(profile, PDFStream) else 0
            return name, count if isinstance(count, int) else 0
        return name, _COMPONENTS.get(name, 0)
    return "", 0


def _ends(recipe: Any, count: int) -> tuple[tuple[float, ...], tuple[float, ...]] | None:
    if isinstance(recipe, PDFStream) and resolve1(recipe.attrs.get("FunctionType")) == 0:
        data = recipe.get_data()
        if resolve1(recipe.attrs.get("BitsPerSample")) != 8 or not 0 < count <= len(data):
            return None
        return tuple(byte / 255 for byte in data[:count]), tuple(byte / 255 for byte in data[-count:])
    if not isinstance(recipe, dict) or resolve1(recipe.get("FunctionType")) != 2:
        return None
    none = _figures(recipe.get("C0"), count)
    full = _figures(recipe.get("C1"), count)
    return (none, full) if none and full else None


def _figures(value: object, count: int) -> tuple[float, ...]:
    parts = resolve1(value)
    figures = [resolve1(part) for part in parts] if isinstance(parts, list) else []
    if len(figures) != count or not all(isinstance(part, int | float) for part in figures):
        return ()
    return tuple(float(part) for part in figures)
