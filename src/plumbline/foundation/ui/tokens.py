"""The colours as the style sheet has them, and their contrast by the formula of WCAG 2.2. Pure."""

import re
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).resolve().parent / "sass/_tokens.scss"
ROW = re.compile(r'"(?P<name>[a-z-]+)": \((?P<light>#[0-9a-f]{6}), (?P<dark>#[0-9a-f]{6})\)')

TEXT, EDGE = 4.5, 3.0

# Everything that is drawn on something else: (what, on what, least contrast).
PAIRS: tuple[tuple[str, str, float], ...] = (
    *(
        (ink, ground, TEXT)
        for ink in ("ink", "muted", "teal", "teal-deep", "brass", "red")
        for ground in ("paper", "card", "wash")
    ),
    *((colour, f"{colour}-ground", TEXT) for colour in ("green", "amber", "red", "grey")),
    *(("ink", f"{colour}-ground", TEXT) for colour in ("green", "amber", "red", "grey")),
    ("ink", "marked", TEXT),
    ("teal", "marked", TEXT),
    ("muted", "grey-ground", TEXT),
    ("on-teal", "teal", TEXT),
    ("on-teal", "teal-deep", TEXT),
    ("paper", "red", TEXT),
    ("paper", "red-deep", TEXT),
    ("paper", "ink", TEXT),
    ("green", "card", EDGE),
    ("amber", "card", EDGE),
    ("teal", "grey-ground", EDGE),
)


@dataclass(frozen=True, slots=True)
class Measured:
    """One pair in both appearances."""

    ink: str
    ground: str
    least: float
    light: float
    dark: float


def tokens() -> dict[str, tuple[str, str]]:
    """name: (light, dark), as #rrggbb."""
    return {row["name"]: (row["light"], row["dark"]) for row in ROW.finditer(TABLE.read_text(encoding="utf-8"))}


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def measured() -> list[Measured]:
    """Every pair that is used, measured."""
    known = tokens()
    return [
        Measured(ink, ground, least, *(round(contrast(known[ink][which], known[ground][which]), 1) for which in (0, 1)))
        for ink, ground, least in PAIRS
    ]
