"""What a file would change in a plan: each row of it compared with what was exported and with what stands now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.journey.plans.spreadsheet.problems import Problem
from plumbline.journey.plans.spreadsheet.reading import VERSION, ReadFile, SheetRow
from plumbline.journey.plans.spreadsheet.titles import ACTIONS, FIELD_TITLES, PARTS, Kind
from plumbline.journey.plans.spreadsheet.values import lines, settled
from plumbline.journey.plans.spreadsheet.writing import Row

WHEN = ("starts", "due", "ends")
IDENTITY = {"key", VERSION}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that would change: its value now and the file's, and where the file has it. `was` is what was exported
    where somebody has changed the field since (`is_conflict`): then a person chooses."""

    name: str
    now: Any
    new: Any
    where: str = ""
    is_conflict: bool = False
    was: Any = None


@dataclass(slots=True)
class RowChange:
    """What one row of the file would do: add an action, change one, nothing, or it is refused. `key` is the action's
    ("" for a new one), `version` the moment of the action that it was compared with."""

    where: str
    key: str
    name: str
    changes: list[FieldChange] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    version: str = ""

    @property
    def kind(self) -> str:
        """refused, added, changed or same."""
        if self.problems:
            return "refused"
        if not self.key:
            return "added"
        return "changed" if self.changes else "same"


@dataclass(slots=True)
class Difference:
    """Everything: the rows, the actions of the plan that are not in the file (key and name), notes about columns."""

    rows: list[RowChange]
    missing: list[tuple[str, str]]
    notes: list[str]

    def count(self, kind: str) -> int:
        """How many rows are of a kind."""
        return sum(row.kind == kind for row in self.rows)

    def as_json(self) -> dict[str, Any]:
        """For keeping: rows that change nothing are counted only."""
        return {
            "rows": [asdict(row) for row in self.rows if row.kind != "same"],
            "same": self.count("same"),
            "missing": [list(one) for one in self.missing],
            "notes": self.notes,
        }


def from_json(kept: Mapping[str, Any]) -> Difference:
    """The way back from `as_json`; rows that change nothing stay behind."""
    rows = [
        RowChange(
            **{
                **row,
                "changes": [FieldChange(**change) for change in row["changes"]],
                "problems": [Problem(**problem) for problem in row["problems"]],
            }
        )
        for row in kept["rows"]
    ]
    return Difference(rows, [(key, name) for key, name in kept["missing"]], list(kept["notes"]))


def compare(file: ReadFile, now: Sequence[Row]) -> Difference:
    """What the file would change. `now` are the plan's actions as plain rows, with their `version`."""
    current = {row["key"]: row for row in now}
    refs = _by_ref(now)
    parts, strays = _parts_of_rows(file)
    rows: list[RowChange] = []
    seen: dict[str, RowChange] = {}
    for sheet_row in file.actions:
        row = _recognised(sheet_row, current, refs, file.base)
        _must_be_once(row, seen)
        if not row.problems:
            given = {**sheet_row.values, **_given_parts(file, sheet_row, row.key, parts)}
            base = _base_of(file, row.key, current, sheet_row)
            row.changes = _changes(given, current.get(row.key), base, sheet_row.cells)
            row.version = current[row.key]["version"] if row.key else ""
            _must_say_something(row, given, sheet_row)
        rows.append(row)
    _numbers_once(rows, current)
    rows += strays(rows)
    there = {row.key for row in rows if row.key}
    missing = [(key, _name(row)) for key, row in current.items() if key not in there]
    return Difference(rows, missing, file.notes)


UNKNOWN = gettext_lazy(
    "No action of this plan has this key. Leave the cell empty to add an action, or import the file where it came from."
)
REMOVED = gettext_lazy(
    "This action was removed from the plan after the file was exported. Put it back first, or take the row out."
)


def _recognised(
    row: SheetRow, current: Mapping[str, Row], refs: Mapping[str, str], exported: Container[str]
) -> RowChange:
    """Which action a row is: by its key, else by its number if one action has it."""
    key, ref = str(row.values.get("key") or ""), str(row.values.get("ref") or "")
    found = RowChange(row.where, key, _name(row.values), problems=list(row.problems))
    if key and key not in current:
        told = UNKNOWN if key not in exported else REMOVED
        found.problems.append(Problem(row.cells["key"], key, str(told)))
    if not key and ref:
        found.key = refs.get(ref.casefold(), "")
    return found


def _by_ref(now: Sequence[Row]) -> dict[str, str]:
    """Numbers that only one action has, with its key."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in now:
        if row["ref"]:
            found[row["ref"].casefold()].append(row["key"])
    return {ref: keys[0] for ref, keys in found.items() if len(keys) == 1}


def _must_be_once(row: RowChange, seen: dict[str, RowChange]) -> None:
    if not row.key:
        return
    first = seen.setdefault(row.key, row)
    if first is not row:
        told = _(
            "This row and %(other)s are the same action. Keep one of the two; to add an action, leave its key empty "
            "and give it another number."
        )
        for one, other in ((row, first), (first, row)):
            one.problems.append(Problem(one.where, row.key, told % {"other": other.where}))
            one.changes = []


def _numbers_once(rows: Sequence[RowChange], current: Mapping[str, Row]) -> None:
    """Once all is done, no number names two actions: rows of the file that would make it so are refused."""
    held: dict[str, list[str]] = defaultdict(list)
    numbered: dict[int, FieldChange] = {}
    for place, row in enumerate(rows):
        change = next((one for one in row.changes if one.name == "ref" and one.new), None)
        if change and not row.problems:
            numbered[place] = change
    changing = {row.key for row in rows if row.key and any(one.name == "ref" for one in row.changes)}
    for key, action in current.items():
        if action["ref"] and key not in changing:
            held[action["ref"].casefold()].append(_name(action))
    for place, change in numbered.items():
        held[change.new.casefold()].append(rows[place].where)
    for place, change in numbered.items():
        others = [name for name in held[change.new.casefold()] if name != rows[place].where]
        if others:
            told = _("This number is taken: %(other)s. Give another number, or none.") % {"other": others[0]}
            rows[place].problems.append(Problem(change.where or rows[place].where, change.new, told))


def _must_say_something(row: RowChange, given: Mapping[str, Any], sheet_row: SheetRow) -> None:
    says = given.get("text") if "text" in given or not row.key else "x"
    if not says:
        where = sheet_row.cells.get("text", sheet_row.where)
        row.problems.append(Problem(where, "", _("Say what will be done.")))


def _base_of(file: ReadFile, key: str, current: Mapping[str, Row], row: SheetRow) -> Row | None:
    """What was exported of an action. None: not known. Without the hidden sheet, an unchanged version is as good."""
    if key in file.base:
        return file.base[key]
    if key and row.values.get(VERSION) == current[key]["version"]:
        return current[key]
    return None


def _changes(given: Row, now: Row | None, base: Row | None, cells: Mapping[str, str]) -> list[FieldChange]:
    changes = []
    for name, new in given.items():
        if name in IDENTITY:
            continue
        old = now[name] if now else _empty(name)
        if _alike(name, new, old):
            continue
        was = base.get(name) if base else None
        if base is not None and name in base and _alike(name, new, base[name]):
            continue  # the person did not touch it; somebody else did since
        touched = now is not None and _was_touched(name, old, base, has_version=VERSION in given)
        changes.append(FieldChange(name, old, new, cells.get(name, ""), touched, was if touched else None))
    return changes


def _was_touched(name: str, old: Any, base: Row | None, *, has_version: bool) -> bool:
    """Whether somebody changed the field since the export, as far as can be told."""
    if base is None:
        return has_version  # the version is another one, and what stood then is not known
    return name in base and not _alike(name, old, base[name])


def _empty(name: str) -> Any:
    return [] if name in {kind.name for kind in PARTS} else ACTIONS.named(name).way.empty


def _alike(name: str, one: Any, other: Any) -> bool:
    return bool(_settled(name, one) == _settled(name, other))


def _settled(name: str, value: Any) -> Any:
    """A value as it is compared: dates without words that repeat them, text with one kind of line end."""
    if name in WHEN:
        return settled(value)
    if isinstance(value, str):
        return lines(value)
    if name == "links":
        return [line.strip() for one in value for line in lines(one).split("\n") if line.strip()]
    if isinstance(value, list):
        return [_settled("", one) for one in value]
    if isinstance(value, dict):
        return {inner: _settled("", one) for inner, one in value.items()}
    return value


Strays = Callable[[Sequence[RowChange]], list[RowChange]]


def _parts_of_rows(file: ReadFile) -> tuple[dict[tuple[str, str], list[SheetRow]], Strays]:
    """The rows of each kind of part by what they name their action with: ("key", …) or ("ref", …). Also a function
    that gives a refused row for each that names no action of the file."""
    named: dict[tuple[str, str], list[SheetRow]] = defaultdict(list)
    for name, rows in file.parts.items():
        for row in rows:
            key, ref = str(row.values.get("key") or ""), str(row.values.get("ref") or "")
            named[name, f"key {key}" if key else f"ref {ref.casefold()}"].append(row)

    def strays(found: Sequence[RowChange]) -> list[RowChange]:
        known = {f"key {row.key}" for row in found if row.key}
        known |= {f"ref {row.values['ref'].casefold()}" for row in file.actions if row.values.get("ref")}
        told = _("No row of the sheet “%(sheet)s” has this key or number.") % {"sheet": ACTIONS.title}
        return [
            RowChange(row.where, "", "", problems=[Problem(row.where, _said_key(row), told)])
            for (_kind, name), rows in named.items()
            if name not in known
            for row in rows
        ]

    return named, strays


def _said_key(row: SheetRow) -> str:
    return str(row.values.get("key") or row.values.get("ref") or "")


def _given_parts(
    file: ReadFile, row: SheetRow, key: str, named: Mapping[tuple[str, str], list[SheetRow]]
) -> dict[str, list[Row]]:
    """What the file says hangs on this action, for each kind that has a sheet; problems go to the row."""
    given: dict[str, list[Row]] = {}
    ref = str(row.values.get("ref") or "").casefold()
    for kind in PARTS:
        if kind.name not in file.parts:
            continue
        rows = [*named.get((kind.name, f"key {key}"), ())] if key else []
        rows += named.get((kind.name, f"ref {ref}"), ()) if ref else ()
        for one in rows:
            row.problems.extend(one.problems)
        given[kind.name] = [_part(kind, one) for one in rows]
    return given


def _part(kind: Kind, row: SheetRow) -> Row:
    names = [one.name for one in kind.fields if one.name not in {"key", "ref"}]
    return {name: row.values.get(name, kind.named(name).way.empty) for name in names}


def _name(row: Mapping[str, Any]) -> str:
    text = " ".join(str(row.get("text") or "").split())
    return f"{row.get('ref') or ''} {text if len(text) <= 90 else text[:89].rstrip() + '…'}".strip()


def said(name: str, value: Any) -> str:
    """A value of a field in words, for people."""
    kind = next((one for one in PARTS if one.name == name), None)
    if value is None:
        return ""
    if kind is None:
        return ACTIONS.named(name).way.say(value)
    return "\n".join(_said_part(kind, row) for row in value)


def _said_part(kind: Kind, row: Row) -> str:
    told = [
        (one, one.way.say(row[one.name])) for one in kind.fields if one.name in row and one.name not in {"key", "ref"}
    ]
    return " · ".join(words for one, words in told if words and one.name not in {"measure", "sub"})


def title_of(name: str) -> str:
    """The title of a field's column or sheet."""
    return str(FIELD_TITLES[name])
