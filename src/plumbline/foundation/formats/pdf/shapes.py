"""What one page draws: words, fills, strokes and small marks, in points from the top left of the crop box."""

from __future__ import annotations

from dataclasses import dataclass, field

Box = tuple[float, float, float, float]  # x0, top, x1, bottom


@dataclass(frozen=True, slots=True)
class Face:
    """A font as far as reading needs it. `dingbat`: its letters are pictures (Wingdings, ZapfDingbats)."""

    name: str
    bold: bool
    dingbat: bool
    descent: float


@dataclass(slots=True)
class Word:
    """A run of characters without a blank. `turn` is the direction of reading in quarter turns anticlockwise
    (1 reads upwards); `blank_after` says that the file itself has a blank behind it; `tag` is the marked content
    it belongs to, None where there is none; `size` is the height of the font in points."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    face: Face
    turn: int = 0
    tag: int | None = None
    artifact: str | None = None
    blank_after: bool = False
    colour: str | None = None
    hidden: bool = False
    unknown: bool = False
    base: float = 0.0
    url: str | None = None
    struck: bool = False
    block: int | None = None
    cell: int | None = None

    @property
    def box(self) -> Box:
        """Where it stands."""
        return (self.x0, self.top, self.x1, self.bottom)

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of its box."""
        return ((self.x0 + self.x1) / 2, (self.top + self.bottom) / 2)

    def frame(self) -> Box:
        """Its box as the reader of turned text sees it: (start, top, end, bottom)."""
        if self.turn == 1:
            return (-self.bottom, self.x0, -self.top, self.x1)
        if self.turn == 3:
            return (self.top, -self.x1, self.bottom, -self.x0)
        if self.turn == 2:
            return (-self.x1, -self.bottom, -self.x0, -self.top)
        return (self.x0, self.top, self.x1, self.bottom)


@dataclass(slots=True)
class Fill:
    """A filled rectangle. `colour` is "#rrggbb", or None for a pattern, which tells nothing."""

    x0: float
    top: float
    x1: float
    bottom: float
    colour: str | None
    artifact: bool = False

    @property
    def width(self) -> float:
        """In points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """In points."""
        return self.bottom - self.top

    @property
    def box(self) -> Box:
        """Where it stands."""
        return (self.x0, self.top, self.x1, self.bottom)


@dataclass(slots=True)
class Rule:
    """A straight line along the page: across where `flat`, down otherwise. `at` is its height (or its distance
    from the left), `start` and `end` where it runs from and to. `drawn` is False for the side of a fill."""

    flat: bool
    at: float
    start: float
    end: float
    drawn: bool = True


@dataclass(slots=True)
class Mark:
    """A small drawn figure that is no rectangle: a tick, a cross, a circle."""

    x0: float
    top: float
    x1: float
    bottom: float
    points: tuple[tuple[float, float], ...]
    curved: bool
    filled: bool
    colour: str | None = None


@dataclass(slots=True)
class Sheet:
    """One page as drawn."""

    number: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    squares: list[Box] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    images: int = 0
    boxes: list[tuple[Box, bool]] = field(default_factory=list)
