"""The ways in which staff are divided: by unit, campus, grade, family, contract, mode, age. Pure but for words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.workforce.register.counting import Count, Divide, Held, age_band, divided
from plumbline.workforce.register.families import Families
from plumbline.workforce.register.queries.counts import Staff

WAYS = {
    "unit": gettext_lazy("Unit"),
    "faculty": gettext_lazy("Faculty or directorate"),
    "campus": gettext_lazy("Campus"),
    "grade": gettext_lazy("Grade"),
    "family": gettext_lazy("Family of roles"),
    "title": gettext_lazy("Job title"),
    "contract": gettext_lazy("Contract"),
    "mode": gettext_lazy("Mode"),
    "age": gettext_lazy("Age"),
}
RELEASED = ("faculty", "unit", "campus", "grade", "family", "contract", "mode", "age")
"""Ways in which figures are released. Titles are too many and too telling."""
CONTRACTS = {
    "permanent": gettext_lazy("Permanent"),
    "fixed": gettext_lazy("Fixed-term"),
    "atypical": gettext_lazy("Atypical"),
}
MODES = {"full": gettext_lazy("Full-time"), "part": gettext_lazy("Part-time")}
FULL = 9_500
"""From this share of full time on somebody is full-time, where HR does not say (ten-thousandths)."""


def way(name: str, staff: Staff, families: Families) -> Divide:
    """How a post is labelled when staff are divided that way; labels are words for people."""
    unsaid = _("not said")
    ways: dict[str, Divide] = {
        "unit": lambda post: staff.units[post.unit].name if post.unit is not None else unsaid,
        "faculty": lambda post: staff.units[post.unit].path[0] if post.unit is not None else unsaid,
        "campus": lambda post: post.campus or unsaid,
        "grade": lambda post: staff.positions[post.position].grade or unsaid,
        "title": lambda post: staff.positions[post.position].title or unsaid,
        "family": lambda post: _family(post, staff, families) or unsaid,
        "contract": lambda post: str(CONTRACTS.get(post.contract, unsaid)),
        "mode": lambda post: str(MODES.get(_mode(post), unsaid)),
        "age": lambda post: age_band(post.born_on, staff.on) or unsaid,
    }
    return ways[name]


def _family(post: Held, staff: Staff, families: Families) -> str:
    position = staff.positions[post.position]
    return families.of(position.title, position.subfamily).strip()


def _mode(post: Held) -> str:
    if post.mode or post.fte is None:
        return post.mode
    return "full" if post.fte >= FULL else "part"


def counts_by(name: str, staff: Staff, families: Families) -> list[Count]:
    """Counts of technicians divided one way: ages in their order, everything else the largest first."""
    counts = divided(staff.posts, way(name, staff, families))
    return sorted(counts, key=lambda count: count.label) if name in ("age", "grade") else counts
