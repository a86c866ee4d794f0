"""Headcount, full-person equivalent and FTE of people and their posts, divided in whichever way. Pure.

Headcount counts a person once, where most of their FTE is. Full-person equivalent (FPE) divides a person over all
their posts, those that do not count too; FTE adds posts up. All three are asked for: they differ (HESA's definitions,
Staff record)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

FTE_WHOLE = 10_000
UNSAID = ""
AGE_BANDS = ((0, 24), (25, 34), (35, 44), (45, 54), (55, 59), (60, 64), (65, 200))


@dataclass(frozen=True, slots=True)
class Held:
    """One post that somebody holds on a day. FTE in ten-thousandths; None where HR does not say."""

    person: int
    key: str
    position: int
    unit: int | None
    campus: str
    fte: int | None
    contract: str
    mode: str
    born_on: date | None = None
    started_on: date | None = None
    post_started_on: date | None = None
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Count:
    """Three ways to count the same people. FPE and FTE are exact fractions of people."""

    label: str
    headcount: int
    fpe: Fraction
    fte: Fraction

    @property
    def fpe_said(self) -> str:
        """With one decimal."""
        return f"{float(self.fpe):,.1f}"

    @property
    def fte_said(self) -> str:
        """With one decimal."""
        return f"{float(self.fte):,.1f}"


Divide = Callable[[Held], str]


def shares(posts: Iterable[Held]) -> dict[tuple[int, str], Fraction]:
    """Which part of a person each post is: by FTE, in equal parts where no post has any."""
    by_person: dict[int, list[Held]] = defaultdict(list)
    for post in posts:
        by_person[post.person].append(post)
    parts: dict[tuple[int, str], Fraction] = {}
    for person, held in by_person.items():
        whole = sum(post.fte or 0 for post in held)
        for post in held:
            parts[person, post.key] = Fraction(post.fte or 0, whole) if whole else Fraction(1, len(held))
    return parts


def mains(posts: Iterable[Held]) -> dict[int, Held]:
    """The post of each person that has the most FTE, among those that count."""
    found: dict[int, Held] = {}
    for post in posts:
        if post.counts and (post.person not in found or _weight(post) > _weight(found[post.person])):
            found[post.person] = post
    return found


def _weight(post: Held) -> tuple[int, str]:
    # Of two equal posts always the same one, whatever the order: the key decides.
    return (post.fte if post.fte is not None else FTE_WHOLE), post.key


def total(posts: Sequence[Held]) -> Count:
    """Everybody who counts."""
    found = divided(posts, lambda _post: UNSAID)
    return found[0] if found else Count(UNSAID, 0, Fraction(0), Fraction(0))


def divided(posts: Sequence[Held], by: Divide) -> list[Count]:
    """Counts for each value that `by` gives, the largest headcount first."""
    parts, main = shares(posts), mains(posts)
    heads: dict[str, int] = defaultdict(int)
    fpe: dict[str, Fraction] = defaultdict(Fraction)
    fte: dict[str, Fraction] = defaultdict(Fraction)
    for post in main.values():
        heads[by(post)] += 1
    for post in posts:
        if post.counts:
            label = by(post)
            fpe[label] += parts[post.person, post.key]
            fte[label] += Fraction(post.fte if post.fte is not None else 0, FTE_WHOLE)
    labels = sorted(heads.keys() | fpe.keys(), key=lambda label: (-heads[label], label))
    return [Count(label, heads[label], fpe[label], fte[label]) for label in labels]


def full_years(born: date, on: date) -> int:
    """Somebody's age on a day."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def age_band(born: date | None, on: date) -> str:
    """The band of an age, such as "55–59"; "" where the birth is not known."""
    if born is None:
        return UNSAID
    age = full_years(born, on)
    low, high = next(band for band in AGE_BANDS if band[0] <= age <= band[1])
    return f"under {high + 1}" if low == 0 else f"{low} and over" if high > 100 else f"{low}–{high}"
