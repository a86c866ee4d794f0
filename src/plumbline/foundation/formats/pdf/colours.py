"""Colours of a PDF as "#rrggbb"."""

from __future__ import annotations

from collections.abc import Sequence


def as_hex(colour: object, space: str, alpha: float = 1.0) -> str | None:
    """A colour of pdfminer's graphic state, mixed with white paper where it is see-through; None for patterns and
    for spaces whose figures are no colour by themselves."""
    if isinstance(colour, tuple) and len(colour) == 1:
        colour = colour[0]
    if isinstance(colour, bool) or space in ("Indexed", "Pattern"):
        return None
    if isinstance(colour, int | float):
        level = float(colour)
        if space == "Separation":
            level = 1 - level
        return _hex((level, level, level), alpha)
    if not isinstance(colour, tuple) or not all(isinstance(part, int | float) for part in colour):
        return None
    if len(colour) == 3:
        return _hex(_lab(colour) if space == "Lab" else colour, alpha)
    if len(colour) == 4:
        cyan, magenta, yellow, black = (min(1.0, max(0.0, float(part))) for part in colour)
        return _hex(((1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black)), alpha)
    return None


def is_white(colour: str | None) -> bool:
    """Whether it is the colour of the paper, as good as."""
    return colour is not None and all(int(colour[at : at + 2], 16) >= 250 for at in (1, 3, 5))


def _hex(parts: Sequence[float], alpha: float) -> str:
    mixed = (1 - alpha * (1 - min(1.0, max(0.0, float(part)))) for part in parts)
    return "#" + "".join(f"{round(part * 255):02x}" for part in mixed)


def _lab(colour: Sequence[float]) -> tuple[float, float, float]:
    """CIE L*a*b* (D50, near enough) to sRGB."""
    middle = (colour[0] + 16) / 116

    def back(value: float) -> float:
        return value**3 if value > 6 / 29 else 3 * (6 / 29) ** 2 * (value - 4 / 29)

    x, y, z = 0.9505 * back(middle + colour[1] / 500), back(middle), 1.089 * back(middle - colour[2] / 200)
    linear = (
        3.2406 * x - 1.5372 * y - 0.4986 * z,
        -0.9689 * x + 1.8758 * y + 0.0415 * z,
        0.0557 * x - 0.2040 * y + 1.0570 * z,
    )
    red, green, blue = (
        12.92 * part if part <= 0.0031308 else 1.055 * max(part, 0.0) ** (1 / 2.4) - 0.055 for part in linear
    )
    return red, green, blue
