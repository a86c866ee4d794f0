"""Bring a plan's spreadsheet back: compare, accept row by row, undo."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any, BinaryIO

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from plumbline.foundation.clock import now
from plumbline.foundation.formats.problems import Unreadable
from plumbline.foundation.formats.sheets import Workbook, read_sheets
from plumbline.foundation.problems import Overtaken, Refused
from plumbline.institutions.actor import Actor
from plumbline.journey.plans.models import BulkChange, Plan, PlanImport
from plumbline.journey.plans.operations.actions import remove_action
from plumbline.journey.plans.operations.applying import Applied, apply_row, known_names
from plumbline.journey.plans.operations.undoing import undo_many
from plumbline.journey.plans.plain_rows import plain_rows
from plumbline.journey.plans.rules import can_edit_plan
from plumbline.journey.plans.spreadsheet.comparing import (
    Difference,
    FieldChange,
    RowChange,
    compare,
    from_json,
    said,
)
from plumbline.journey.plans.spreadsheet.problems import Problem
from plumbline.journey.plans.spreadsheet.reading import read_plan
from plumbline.journey.plans.states import IMPORT_MOVES
from plumbline.platform.audit import operations as audit
from plumbline.platform.files import operations as files
from plumbline.platform.jobs import operations as jobs

JOB = "plans.import"
OWNER = "plans.import"
KEPT_DAYS = 30
COMPARER = Actor.system("import")
Progress = Callable[[int, int], None]


@transaction.atomic
def upload_import(*, actor: Actor, plan: Plan, name: str, content: BinaryIO | bytes) -> PlanImport:
    """Keep the file and ask for its comparison. Nothing of it reaches the plan before somebody accepts it."""
    can_edit_plan(actor, plan.institution).or_raise()
    Plan.objects.select_for_update().get(pk=plan.pk)
    number = (plan.imports.aggregate(last=Max("number"))["last"] or 0) + 1
    file = files.store(
        actor=actor,
        owner=OWNER,
        owner_key=f"{plan.pk}.{number}",
        name=name,
        content=content,
        keep_until=now() + timedelta(days=KEPT_DAYS),
        scope=plan.institution.key,
    )
    made = PlanImport.objects.create(plan=plan, number=number, file=file, name=file.name, uploaded_by=actor.key)
    jobs.enqueue(kind=JOB, key=str(made.pk), payload={"import": made.pk})
    audit.record(actor, "plan.import_uploaded", made, scope=plan.institution.key)
    return made


def compare_import(*, imported: PlanImport, progress: Progress | None = None) -> None:
    """Find out what the file would change and keep that; where it cannot be read, keep the sentence that says why."""
    try:
        difference = examined(imported, progress or _silent)
    except (Refused, Unreadable) as problem:
        IMPORT_MOVES.apply("refuse", imported, problem=_(problem.message), difference={}, seen="")
        return
    IMPORT_MOVES.apply("compare", imported, problem="", difference=difference.as_json(), seen=fingerprint(difference))


@transaction.atomic
def accept_import(
    *,
    actor: Actor,
    imported: PlanImport,
    rows: Collection[str],
    chosen: Mapping[tuple[str, str], bool],
    remove: Collection[str],
    seen: str,
) -> BulkChange:
    """Store what the rows (by where they stand in the file) change, remove the actions with these keys: all or nothing.

    `chosen` says for a field that somebody else changed meanwhile, by (row, field), whether the file's value is taken;
    without a choice the plan's stays. Raises Overtaken where the plan has changed since the comparison that `seen`
    names: compare again, then decide. Raises Refused with the row where one cannot be stored."""
    plan = imported.plan
    can_edit_plan(actor, plan.institution).or_raise()
    Plan.objects.select_for_update().get(pk=plan.pk)
    IMPORT_MOVES.verdict("accept", imported).or_raise()
    fresh = compared(imported)
    if seen != imported.seen or fingerprint(_with_problems(fresh, imported)) != seen:
        told = _("The plan has changed since this comparison was made. Look at the new one, then accept.")
        raise Overtaken(told, seen="")
    wanted = [row for row in fresh.rows if row.where in rows and row.kind in {"added", "changed"}]
    gone = [key for key, _name in fresh.missing if key in remove]
    if not wanted and not gone:
        raise Refused(_("Choose at least one row to accept."))
    bulk = BulkChange.objects.create(
        plan=plan, asked={"import": imported.number, "name": imported.name}, count=len(wanted) + len(gone), by=actor.key
    )
    _apply_all(
        Applied(actor, plan, known_names(plan), bulk, imported.name), [_as_chosen(row, chosen) for row in wanted]
    )
    for action in plan.actions.standing().filter(key__in=gone).select_related("plan__institution"):
        remove_action(actor=actor, action=action, bulk=bulk)
    IMPORT_MOVES.apply("accept", imported, bulk=bulk, accepted_at=now(), accepted_by=actor.key)
    audit.record(actor, "plan.imported", imported, scope=plan.institution.key, rows=len(wanted), removed=len(gone))
    return bulk


@transaction.atomic
def undo_import(*, actor: Actor, imported: PlanImport, rest: bool = False) -> list[str]:
    """Take an accepted import back. Refused where somebody changed something of it since, unless the `rest` is wanted:
    then gives a sentence for each that stays."""
    can_edit_plan(actor, imported.plan.institution).or_raise()
    IMPORT_MOVES.verdict("undo", imported).or_raise()
    bulk: Any = imported.bulk
    _done, refused = undo_many(actor=actor, bulk=bulk, rest=rest)
    IMPORT_MOVES.apply("undo", imported)
    audit.record(actor, "plan.import_undone", imported, scope=imported.plan.institution.key)
    return refused


@transaction.atomic
def drop_import(*, actor: Actor, imported: PlanImport) -> None:
    """Put a file aside without accepting anything of it."""
    can_edit_plan(actor, imported.plan.institution).or_raise()
    IMPORT_MOVES.apply("drop", imported)
    audit.record(actor, "plan.import_dropped", imported, scope=imported.plan.institution.key)


def examined(imported: PlanImport, progress: Progress) -> Difference:
    """The difference, with every row tried out as it would be accepted, and taken back at once."""
    difference = compared(imported)
    applied = Applied(COMPARER, imported.plan, known_names(imported.plan), None, imported.name)
    waiting = [row for row in difference.rows if row.kind in {"added", "changed"}]
    for done, row in enumerate(waiting, 1):
        problem = _tried(applied, row)
        if problem is not None:
            row.problems.append(problem)
        progress(done, len(waiting))
    return difference


def compared(imported: PlanImport) -> Difference:
    """What the file would change in the plan as it stands. Raises Refused or Unreadable."""
    book = workbook_of(imported)
    file = read_plan(book)
    plan = imported.plan
    belongs = {"institution": plan.institution.slug, "plan": plan.key}
    if file.plan and {name: file.plan.get(name) for name in belongs} != belongs:
        told = _("This file was exported from another plan, “%(title)s”. Import it on the page of that plan.")
        raise Refused(told % {"title": str(file.plan.get("title", ""))[:120]}, "file")
    return compare(file, plain_rows(plan))


def workbook_of(imported: PlanImport) -> Workbook:
    """The sheets of the file. Raises Refused where it is kept no longer."""
    if imported.file.erased_at is not None or not imported.file.path.exists():
        raise Refused(_("This file is kept no longer. Upload it again."), "file")
    return read_sheets(imported.file.path.read_bytes(), imported.name)


def fingerprint(difference: Difference) -> str:
    """A name for exactly this difference."""
    text = json.dumps(difference.as_json(), sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _silent(_done: int, _total: int) -> None:
    """For whoever waits without looking."""


def _with_problems(fresh: Difference, imported: PlanImport) -> Difference:
    """The fresh difference with what trying it out had found: what stands in the file cannot have changed."""
    kept = {row.where: row for row in from_json(imported.difference).rows}
    for row in fresh.rows:
        before = kept.get(row.where)
        if before is not None and not row.problems and before.changes == _through_json(row.changes):
            row.problems = list(before.problems)
    return fresh


def _through_json(changes: Sequence[FieldChange]) -> list[FieldChange]:
    return from_json(Difference([RowChange("", "", "", list(changes))], [], []).as_json()).rows[0].changes


def _tried(applied: Applied, row: RowChange) -> Problem | None:
    """What keeps a row from being stored, if anything. The number is left out: it is compared with the others'."""
    changes = [change for change in row.changes if change.name != "ref"]
    try:
        with transaction.atomic():
            apply_row(applied, RowChange(row.where, row.key, row.name, changes, version=row.version))
            transaction.set_rollback(True)
    except Refused as refusal:
        change = next((one for one in row.changes if one.name == refusal.field), None)
        where = change.where if change and change.where else row.where
        return Problem(where, said(change.name, change.new)[:200] if change else row.name, refusal.message)
    return None


def _as_chosen(row: RowChange, chosen: Mapping[tuple[str, str], bool]) -> RowChange:
    kept = [one for one in row.changes if not one.is_conflict or chosen.get((row.where, one.name), False)]
    return RowChange(row.where, row.key, row.name, kept, version=row.version)


def _apply_all(applied: Applied, rows: Sequence[RowChange]) -> None:
    """Store every row. Those whose number another action still has wait until that one has got its own; where numbers
    are exchanged in a ring, one is let go first."""
    waiting = list(rows)
    while waiting:
        later: list[RowChange] = []
        for row in waiting:
            try:
                apply_row(applied, row)
            except Refused as refusal:
                if refusal.field != "ref":
                    raise Refused(f"{row.where}: {refusal.message}") from refusal
                later.append(row)
        if len(later) == len(waiting) and not _let_go_of_one(applied.plan, later):
            apply_row(applied, later[0])  # raises with the sentence
        waiting = later


def _let_go_of_one(plan: Plan, rows: Sequence[RowChange]) -> bool:
    """Take the number off one of these actions that another of these wants. False where none can be."""
    wanted = {str(change.new).casefold() for row in rows for change in row.changes if change.name == "ref"}
    for action in plan.actions.standing().filter(key__in=[row.key for row in rows if row.key]):
        if action.ref and action.ref.casefold() in wanted:
            plan.actions.filter(pk=action.pk).update(ref="")
            return True
    return False
