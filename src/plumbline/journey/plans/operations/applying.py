"""One row of an accepted spreadsheet, carried out by the verbs that people use one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from plumbline.foundation.problems import Refused
from plumbline.institutions.actor import Actor
from plumbline.institutions.queries import members_of
from plumbline.journey.plans.drafts import ActionDraft, MeasureDraft, OwnerDraft, SubActionDraft, Written
from plumbline.journey.plans.models import (
    ActionOwner,
    BulkChange,
    Framework,
    FrameworkItem,
    Plan,
    PlannedAction,
    Status,
)
from plumbline.journey.plans.operations.actions import add_action, change_action
from plumbline.journey.plans.operations.measuring import write_measurement
from plumbline.journey.plans.operations.progress import change_status, rate
from plumbline.journey.plans.queries import draft_of
from plumbline.journey.plans.spreadsheet.comparing import RowChange

APART = ("status", "rag", "rated_on", "explanation", "readings")
"""Fields that a draft does not change: each has a verb of its own."""


@dataclass(frozen=True, slots=True)
class Names:
    """What spreadsheets call by name: framework items, and accounts by their e-mail address."""

    items: Mapping[str, int]
    accounts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Applied:
    """Who applies rows to which plan, as which change of many, from a file of which name."""

    actor: Actor
    plan: Plan
    names: Names
    bulk: BulkChange | None
    file: str


def known_names(plan: Plan) -> Names:
    """The names that a file of this plan may use."""
    open_ = FrameworkItem.objects.filter(framework__in=Framework.objects.current().open_to(plan.institution))
    used = FrameworkItem.objects.filter(mappings__action__plan=plan)
    items = (used | open_).distinct().select_related("framework").order_by("framework__version")
    accounts = {one.user.email: one.user.pk for one in members_of(plan.institution)}
    for owner in ActionOwner.objects.filter(action__plan=plan).exclude(user=None).select_related("user"):
        if owner.user is not None:
            accounts.setdefault(owner.user.email, owner.user.pk)
    return Names({_norm(f"{one.framework.title} {one.ref}"): one.pk for one in items}, accounts)


def apply_row(applied: Applied, row: RowChange) -> None:
    """Add or change the action as the row says. Raises Refused with the field that is wrong."""
    given = {change.name: change.new for change in row.changes}
    values = {name: _drafted(name, value, applied.names) for name, value in given.items() if name not in APART}
    if row.key:
        action = applied.plan.actions.standing().rated().select_related("plan__institution").get(key=row.key)
        if values:
            change_action(
                actor=applied.actor, action=action, draft=replace(draft_of(action), **values), bulk=applied.bulk
            )
    else:
        draft = ActionDraft(**{"text": "", **values, "status": given.get("status", "")})
        action = add_action(actor=applied.actor, plan=applied.plan, draft=draft, bulk=applied.bulk)
    _stand(applied, action, given, is_new=not row.key)
    for reading in _new_readings(row):
        _measured(applied, action, reading)


def _stand(applied: Applied, action: PlannedAction, given: Mapping[str, Any], *, is_new: bool) -> None:
    """Status and rating, where the row changes them."""
    if "status" in given and not is_new:
        if not given["status"]:
            raise Refused(_("A status cannot be made empty. Choose one of the statuses."), "status")
        note = given.get("explanation") or _("From the file “%(name)s”.") % {"name": applied.file}
        if given["status"] == Status.STOPPED and not given.get("explanation"):
            raise Refused(_("Say in the column “Explanation” why the action was stopped."), "status")
        change_status(actor=applied.actor, action=action, status=given["status"], note=note, bulk=applied.bulk)
    if not {"rag", "rated_on", "explanation"} & given.keys():
        return
    rag = given.get("rag", "" if is_new else action.rag)
    explanation = given.get("explanation", "" if is_new else action.why)
    if not rag and "rag" not in given:
        if given.get("status") == Status.STOPPED:
            return
        field = "explanation" if "explanation" in given else "rated_on"
        raise Refused(_("This goes with a rating. Give a rating, or leave the cell empty."), field)
    on = date.fromisoformat(given["rated_on"]) if given.get("rated_on") else None
    try:
        rate(actor=applied.actor, action=action, rag=rag, on=on, explanation=explanation, bulk=applied.bulk)
    except Refused as refusal:
        raise Refused(refusal.message, "rated_on" if refusal.field == "on" else refusal.field) from refusal


def _new_readings(row: RowChange) -> list[dict[str, Any]]:
    """What was measured and is not there yet. What is there stays, in the file or not."""
    change = next((one for one in row.changes if one.name == "readings"), None)
    if change is None:
        return []
    there = list(change.now)
    new = []
    for reading in change.new:
        if reading in there:
            there.remove(reading)
        else:
            new.append(reading)
    return new


def _measured(applied: Applied, action: PlannedAction, reading: Mapping[str, Any]) -> None:
    measures = action.measures.filter(removed_at=None)
    measure = measures.filter(key=reading["measure"]).first() if reading["measure"] else None
    if measure is None and not reading["measure"] and measures.count() == 1:
        measure = measures.get()
    if measure is None:
        told = _("“%(key)s” is no measure of this action. Write the key of one from the sheet “Measures”.")
        raise Refused(told % {"key": reading["measure"]}, "readings")
    if reading["value"] is None:
        raise Refused(_("Write what was measured, in figures."), "readings")
    on = date.fromisoformat(reading["on"]) if reading["on"] else None
    try:
        write_measurement(
            actor=applied.actor, measure=measure, value=Decimal(reading["value"]), on=on, note=reading["note"]
        )
    except Refused as refusal:
        raise Refused(refusal.message, "readings") from refusal


def _drafted(name: str, value: Any, names: Names) -> Any:
    """A plain value as a draft holds it."""
    if name in {"starts", "ends", "due"}:
        return Written(value[0], date.fromisoformat(value[1]) if value[1] else None)
    if name == "cost":
        return Decimal(value) if value is not None else None
    if name in {"themes", "years", "links"}:
        return tuple(value)
    if name in PARTS:
        return tuple(PARTS[name](row, names) for row in value)
    return value


def _owner(row: Mapping[str, Any], names: Names) -> OwnerDraft:
    user = None
    if row["account"]:
        user = names.accounts.get(row["account"].strip().lower())
        if user is None:
            told = _("“%(email)s” is not the address of anybody’s account here. Leave “Account” empty for others.")
            raise Refused(told % {"email": row["account"][:80]}, "owners")
    if not row["name"]:
        raise Refused(_("Give the owner a name."), "owners")
    kind = row["kind"] or ("role" if row["role"] else "person")
    return OwnerDraft(row["name"], row["part"] or "owner", kind, user, row["role"], row["email"])


def _measure(row: Mapping[str, Any], _names: Names) -> MeasureDraft:
    baseline, target = (Decimal(row[name]) if row[name] is not None else None for name in ("baseline", "target"))
    begins, ends = (date.fromisoformat(row[name]) if row[name] else None for name in ("baseline_on", "target_on"))
    return MeasureDraft(row["text"], row["unit"], baseline, begins, target, ends, row["measure"])


def _sub_action(row: Mapping[str, Any], _names: Names) -> SubActionDraft:
    return SubActionDraft(row["text"], is_done=row["done"], key=row["sub"])


def _item(said: str, names: Names) -> int:
    found = names.items.get(_norm(said))
    if found is None:
        told = _("“%(said)s” is in no framework that is offered here. Write it like “Framework 3”, one on each line.")
        raise Refused(told % {"said": said[:80]}, "mappings")
    return found


def _norm(said: str) -> str:
    return " ".join(said.split()).casefold()


PARTS: dict[str, Callable[[Any, Names], Any]] = {
    "owners": _owner,
    "measures": _measure,
    "sub_actions": _sub_action,
    "sources": lambda row, _names: (row["kind"] or "other", row["words"]),
    "other": lambda row, _names: (row["heading"], row["words"]),
    "mappings": _item,
}
