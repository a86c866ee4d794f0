"""The rules for one figure: HESA's standard rounding methodology (Services Standard Rounding, as stated in 2011/12 on).

Counts, full-person equivalents and FTE alike. Money is never rounded by these rules.
"""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

Number = int | float | Decimal | Fraction

STEP = 5
SHARE_OF = Fraction("22.5")  # a percentage needs at least this many
AVERAGE_OF = 7  # an average needs more than this many
SUPPRESSED = ".."


def rounded(number: Number) -> int:
    """The nearest multiple of 5, halves up: 2.4 gives 0, 2.5 gives 5, 3286 gives 3285. ValueError below nought.

    Totals are rounded after they have been added up, so rows need not add up to them.
    """
    exact = precise(number)
    if exact < 0:
        raise ValueError("There are no negative people.")
    return STEP * math.floor(exact / STEP + Fraction(1, 2))


def percentage(part: Number, whole: Number) -> int | None:
    """A whole percentage of unrounded numbers, halves up; None (shown as "..") where `whole` is under 22.5."""
    base = precise(whole)
    if base < SHARE_OF:
        return None
    return math.floor(precise(part) * 100 / base + Fraction(1, 2))


def average(total: Number, number: Number) -> int | None:
    """A whole average, halves up; None (shown as "..") where `number` is 7 or fewer."""
    base = precise(number)
    if base <= AVERAGE_OF:
        return None
    return math.floor(precise(total) / base + Fraction(1, 2))


def beside(amount: Number, headcount: int | None) -> int | None:
    """An FTE or full-person equivalent beside a published headcount, rounded by the same rule.

    Never more than the headcount reads, and hidden where that is hidden: two people of 1.4 FTE together would
    otherwise read "5" beside a headcount of "0".
    """
    return None if headcount is None else min(rounded(amount), headcount)


def shown(figure: int | None) -> str:
    """A figure as it is written: ".." for a suppressed one."""
    return SUPPRESSED if figure is None else f"{figure:,}"


def precise(number: Number) -> Fraction:
    """Without the noise of binary fractions: 0.1 + 0.2 is 0.3 here, so that halves are halves."""
    return Fraction(str(round(number, 9))) if isinstance(number, float) else Fraction(number)
