"""What hangs on an action in rows of its own (owners, measures, sub-actions, frameworks), as plain JSON values: a pure
calculation. Steps of history hold these values, so that any of them can be told, compared and put back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from plumbline.foundation.problems import Refused
from plumbline.foundation.text import clean
from plumbline.institutions.access import INSTITUTION_ROLES
from plumbline.journey.plans.content import figure
from plumbline.journey.plans.drafts import ActionDraft, MeasureDraft, OwnerDraft, SubActionDraft

PARTS = ("owners", "measures", "sub_actions", "mappings", "evidence")
NAME_LENGTH = 200
UNIT_LENGTH = 60
LARGEST = Decimal(10) ** 14
FINEST = 4
"""Digits behind the point of a figure."""

Row = dict[str, Any]


def owner_rows(drafts: Iterable[OwnerDraft]) -> list[Row]:
    """Owners and contributors in their order; raises Refused at "owners" where one cannot be."""
    rows = [_owner(one) for one in drafts if clean(one.name)]
    names = [(row["name"].casefold(), row["email"].casefold()) for row in rows]
    doubled = next((row["name"] for row, name in zip(rows, names, strict=True) if names.count(name) > 1), None)
    if doubled:
        raise Refused(_("“%(name)s” is there twice. Once is enough.") % {"name": doubled}, "owners")
    return rows


def joined(rows: Iterable[Row]) -> str:
    """The names of the owners among these rows, as the words of a plan's column say them."""
    return "; ".join(row["name"] for row in rows if row["part"] == "owner")


def measure_rows(drafts: Iterable[MeasureDraft], taken: Iterable[str]) -> list[Row]:
    """Measures in their order. New ones get keys that are not in `taken`. Raises Refused at "measures"."""
    drafts = [one for one in drafts if _says_something(one)]
    keys = _keys("m", [one.key for one in drafts], taken)
    return [_measure(one, key) for one, key in zip(drafts, keys, strict=True)]


def sub_action_rows(
    drafts: Iterable[SubActionDraft], before: Sequence[Row], *, moment: str, by: str, taken: Iterable[str] = ()
) -> list[Row]:
    """Sub-actions in their order. What was done stays done as it was; what is newly done is so at `moment`, by `by`."""
    drafts = [one for one in drafts if clean(one.text)]
    known = {row["key"]: row for row in before}
    keys = _keys("s", [one.key for one in drafts], [*known, *taken])
    rows = []
    for one, key in zip(drafts, keys, strict=True):
        row = known.get(key, {})
        done = (row["done_at"], row["done_by"]) if row.get("done_at") else (moment, by)
        done_at, done_by = done if one.is_done else (None, None)
        rows.append({"key": key, "text": clean(one.text), "done_at": done_at, "done_by": done_by})
    return rows


def drafts_of(shown: dict[str, list[Any]]) -> dict[str, Any]:
    """The same values as a draft holds them; the way back from `owner_rows` and the others."""
    return {
        "owners": tuple(
            OwnerDraft(**{name: row[name] for name in ("name", "part", "kind", "user", "role", "email")})
            for row in shown["owners"]
        ),
        "measures": tuple(_measure_draft(row) for row in shown["measures"]),
        "sub_actions": tuple(
            SubActionDraft(text=row["text"], is_done=bool(row["done_at"]), key=row["key"])
            for row in shown["sub_actions"]
        ),
        "mappings": tuple(row["item"] for row in shown["mappings"]),
        "evidence": tuple(row["item"] for row in shown["evidence"]),
    }


def said(draft: ActionDraft) -> list[str]:
    """The parts of which the draft says something."""
    return [name for name in PARTS if getattr(draft, name) is not None]


def _owner(one: OwnerDraft) -> Row:
    name, email = " ".join(clean(one.name).split()), clean(one.email).lower()
    if len(name) > NAME_LENGTH:
        raise Refused(_("A name has at most %(limit)s characters.") % {"limit": NAME_LENGTH}, "owners")
    if one.part not in {"owner", "contributor"} or one.kind not in {"role", "person", "team", "outside"}:
        raise Refused(_("Say for “%(name)s” what they are and what they do here.") % {"name": name}, "owners")
    if email:
        try:
            validate_email(email)
        except ValidationError:
            told = _("“%(email)s” is no e-mail address. Write it like name@example.ac.uk.")
            raise Refused(told % {"email": email[:80]}, "owners") from None
    return {
        "part": one.part,
        "kind": one.kind,
        "name": name,
        "user": one.user if one.kind == "person" else None,
        "is_member": one.kind == "person" and one.user is not None,
        "role": one.role if one.kind == "role" and one.role in INSTITUTION_ROLES else "",
        "email": email,
    }


def _says_something(one: MeasureDraft) -> bool:
    return bool(clean(one.text) or clean(one.unit) or one.baseline is not None or one.target is not None)


def _measure(one: MeasureDraft, key: str) -> Row:
    text = clean(one.text)
    if not text:
        raise Refused(_("Say in words what this measure counts."), "measures")
    if len(clean(one.unit)) > UNIT_LENGTH:
        raise Refused(_("A unit has at most %(limit)s characters.") % {"limit": UNIT_LENGTH}, "measures")
    for value, day, what in ((one.baseline, one.baseline_on, _("baseline")), (one.target, one.target_on, _("target"))):
        if day and value is None:
            told = _("“%(measure)s” has a day for its %(what)s and no figure. Give both, or only the figure.")
            raise Refused(told % {"measure": text[:60], "what": what}, "measures")
        if value is not None:
            fits_figure(value, "measures")
    if one.baseline_on and one.target_on and one.target_on < one.baseline_on:
        told = _("The target of “%(measure)s” is before its baseline. Give a later day.")
        raise Refused(told % {"measure": text[:60]}, "measures")
    return {
        "key": key,
        "text": text,
        "unit": clean(one.unit),
        "baseline": figure(one.baseline),
        "baseline_on": _day(one.baseline_on),
        "target": figure(one.target),
        "target_on": _day(one.target_on),
    }


def fits_figure(value: Decimal, field: str) -> None:
    """Raises Refused where a figure has more digits than are kept."""
    if not value.is_finite() or abs(value) >= LARGEST or value != round(value, FINEST):
        raise Refused(_("A figure has at most 14 digits before the point and 4 behind it."), field)


def _measure_draft(row: Row) -> MeasureDraft:
    given: dict[str, Any] = {name: row[name] for name in ("text", "unit", "key")}
    for name in ("baseline", "target"):
        given[name] = Decimal(row[name]) if row[name] is not None else None
        given[f"{name}_on"] = date.fromisoformat(row[f"{name}_on"]) if row[f"{name}_on"] else None
    return MeasureDraft(**given)


def _keys(letter: str, wanted: Sequence[str], taken: Iterable[str]) -> list[str]:
    """The wanted keys; for those that want none, the next numbers that nobody has."""
    used = {*taken, *wanted}
    keys, number = [], 0
    for key in wanted:
        if not key:
            number += 1
            while f"{letter}{number}" in used:
                number += 1
            key = f"{letter}{number}"
        keys.append(key)
    return keys


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
