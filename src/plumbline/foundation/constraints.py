"""Database constraints with names that say what they hold: forms are courtesy, constraints are law."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import CheckConstraint, F, Q
from django.db.models.functions import Lower


def both_or_neither(first: str, second: str, *, name: str) -> CheckConstraint:
    """Two columns that only make sense together: both are null or neither is."""
    neither = Q(**{f"{first}__isnull": True, f"{second}__isnull": True})
    both = Q(**{f"{first}__isnull": False, f"{second}__isnull": False})
    return CheckConstraint(condition=neither | both, name=name)


def one_of(field: str, values: Iterable[str], *, name: str) -> CheckConstraint:
    """The column holds one of `values`."""
    return CheckConstraint(condition=Q(**{f"{field}__in": sorted(str(value) for value in values)}), name=name)


def in_order(earlier: str, later: str, *, name: str) -> CheckConstraint:
    """`later` is null or not before `earlier`; a null `earlier` sets no bound."""
    bound = Q(**{f"{later}__gte": F(earlier)})
    return CheckConstraint(
        condition=Q(**{f"{later}__isnull": True}) | Q(**{f"{earlier}__isnull": True}) | bound, name=name
    )


def not_blank(field: str, *, name: str) -> CheckConstraint:
    """The text column holds something."""
    return CheckConstraint(condition=~Q(**{field: ""}), name=name)


def lower_case(field: str, *, name: str) -> CheckConstraint:
    """The text column is stored in lower case, so that unique means unique whatever was typed."""
    return CheckConstraint(condition=Q(**{field: Lower(F(field))}), name=name)
