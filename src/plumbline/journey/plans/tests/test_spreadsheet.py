"""A plan out as a spreadsheet and in again: what nobody changed stays, and what cannot be is named by its cell."""

import io
from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plumbline.foundation.formats.sheets import Workbook, read_sheets
from plumbline.foundation.problems import Overtaken, Refused
from plumbline.institutions import operations as institutions
from plumbline.institutions.access import Capability, Role
from plumbline.journey.plans import operations
from plumbline.journey.plans.drafts import ActionDraft, MeasureDraft, OwnerDraft, SubActionDraft, Written
from plumbline.journey.plans.exports import names_of, plan_csv, plan_xlsx
from plumbline.journey.plans.models import Framework, FrameworkItem, ImportState, PlanImport
from plumbline.journey.plans.plain_rows import plain_rows
from plumbline.journey.plans.sources import SourceKind
from plumbline.journey.plans.spreadsheet.comparing import compare, from_json
from plumbline.journey.plans.spreadsheet.reading import read_plan
from plumbline.journey.plans.spreadsheet.titles import ACTIONS, PARTS
from plumbline.journey.plans.spreadsheet.writing import as_csv, as_xlsx
from plumbline.journey.plans.states import Status
from plumbline.journey.plans.tests.making import SYSTEM, draft, plan_with
from plumbline.journey.plans.themes import Theme

# --- made by hypothesis: every column filled with whatever people type

LETTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff") | st.sampled_from(
    "\n\tŵŷâ'=+-@;[]|→£"
)
WORDS = st.text(LETTERS, max_size=30).map(lambda text: text.replace("\r", "").strip())
NEEDED = WORDS.filter(bool)
LINE = WORDS.map(lambda text: " ".join(text.split())).filter(bool)
DAYS = st.dates(date(1000, 1, 1), date(2199, 12, 31)).map(date.isoformat)
FIGURES = st.none() | st.decimals(-(10**13), 10**13, places=4).map(lambda value: f"{value:f}".rstrip("0").rstrip("."))
WHEN = st.tuples(LINE | st.just("") | st.sampled_from(["2026", "March 2026", "31/7/2026", "ongoing [soon]"]),
                 st.none() | DAYS).map(list)  # fmt: skip
MAYBE = st.none() | DAYS
YEARS = st.lists(st.integers(1900, 2199), max_size=4, unique=True).map(sorted)


def part(**fields):
    return st.lists(st.fixed_dictionaries(fields), max_size=3)


FREE = ("objective", "section", "owner", "measure", "resource", "currency", "priority", "explanation", "progress",
        "next_steps", "comments")  # fmt: skip
ACTION = {
    **dict.fromkeys(FREE, WORDS),
    "text": NEEDED,
    "themes": st.lists(st.sampled_from(Theme.values), max_size=3, unique=True),
    **dict.fromkeys(("starts", "due", "ends"), WHEN),
    "years": YEARS,
    "is_ongoing": st.booleans(),
    "cost": st.none() | st.just("1200.5"),
    "cost_year": st.none() | st.integers(1900, 2199),
    "status": st.sampled_from(["", *Status.values]),
    "rag": st.sampled_from(["", "red", "amber", "green"]),
    "rated_on": MAYBE,
    "links": st.lists(LINE, max_size=3),
    "mappings": st.lists(LINE, max_size=2),
    "owners": part(
        name=NEEDED,
        part=st.sampled_from(["owner", "contributor"]),
        kind=st.sampled_from(["role", "person", "team", "outside"]),
        role=st.just("lead"),
        email=WORDS,
        account=WORDS,
    ),
    "measures": part(
        measure=st.just("m1"), text=NEEDED, unit=WORDS, baseline=FIGURES, target=FIGURES, baseline_on=MAYBE,
        target_on=MAYBE,
    ),
    "readings": part(measure=st.just("m1"), on=DAYS, value=FIGURES.filter(bool), note=WORDS),
    "sub_actions": part(sub=st.just("s1"), text=NEEDED, done=st.booleans()),
    "sources": part(kind=st.sampled_from(SourceKind.values), words=WORDS),
    "other": part(heading=WORDS, words=WORDS),
}  # fmt: skip
ROWS = st.lists(st.fixed_dictionaries(ACTION), max_size=3)


def numbered(rows):
    return [
        {**row, "key": f"a{number}", "ref": f"A{number}", "version": f"v{number}"} for number, row in enumerate(rows, 1)
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(ROWS)
def test_out_and_in_again_is_nothing(rows):
    rows = numbered(rows)
    for raw, name in ((as_xlsx(rows, plan={"plan": "x"}, title="Plan"), "a.xlsx"), (as_csv(rows), "a.csv")):
        file = read_plan(read_sheets(raw, name))
        file.base.clear()  # what was exported is not asked: the cells themselves say the same
        difference = compare(file, rows)
        assert [(row.kind, row.changes, row.problems) for row in difference.rows] == [("same", [], [])] * len(rows)
        assert (difference.missing, difference.notes) == ([], [])


def test_every_column_is_in_the_file():
    names = {one.name for one in ACTIONS.fields} | {kind.name for kind in PARTS}
    assert (
        set(ActionDraft.__dataclass_fields__) - {"rag_on", "rag_seen", "passage", "evidence"} <= names
    )  # evidence is chosen
    drawn = numbered([dict.fromkeys(names)])
    assert names <= set(drawn[0])


# --- a plan with everything, made by the operations

WHOLE = ActionDraft(
    text="=SUM(A1)\nCyfleoedd i dechnegwyr ŵ ŷ", ref="V1", themes=("visibility", "recognition"), section="People",
    objective="-5 reasons", owner="The group", starts=Written("September 2025", date(2025, 9, 1)),
    due=Written("End of November 2026", date(2026, 11, 30)), ends=Written("", date(2027, 8, 31)), years=(2026, 2027),
    measure="@more", progress="'quoted", comments="Line one\r\nline two", next_steps="Ask", resource="Half a post",
    cost=Decimal("1200.50"), currency="GBP", cost_year=2026, priority="High", links=("https://ashmere.example/a",),
    sources=(("survey", "Staff survey 2025"), ("talent", "")), is_ongoing=True, status="in_progress",
    other=(("Budget code", "00123"), ("Budget code", "again")),
    owners=(OwnerDraft("Tess Pell", kind="outside", email="tess@elsewhere.example"), OwnerDraft("Group", kind="team")),
    measures=(MeasureDraft("Registrations", "people", Decimal("12.5"), date(2025, 9, 1), Decimal(40)),),
    sub_actions=(SubActionDraft("Ask around"), SubActionDraft("Write it down", is_done=True)),
)  # fmt: skip


@pytest.fixture
def plan(cast):
    framework = Framework.objects.create(key="fair", title="A fair place to work", made_by="system:tests")
    item = FrameworkItem.objects.create(framework=framework, ref="3", text="Be fair")
    plan = operations.create_plan(actor=SYSTEM, institution=cast.institution, title="Plan of everything")
    owners = (*(WHOLE.owners or ()), OwnerDraft("Ada Quill", user=cast.lead.pk))
    given = {name: getattr(WHOLE, name) for name in WHOLE.__dataclass_fields__} | {
        "owners": owners,
        "mappings": (item.pk,),
    }
    first = operations.add_action(actor=SYSTEM, plan=plan, draft=ActionDraft(**given))
    operations.rate(actor=SYSTEM, action=first, rag="red", on=date(2026, 7, 31), explanation="No money")
    operations.write_measurement(actor=SYSTEM, measure=first.measures.get(), value=Decimal(20), on=date(2026, 1, 1))
    for number in (2, 3):
        operations.add_action(actor=SYSTEM, plan=plan, draft=draft(number))
    return plan


def uploaded(plan, raw, name="plan.xlsx"):
    """Upload and have it compared."""
    imported = operations.upload_import(actor=SYSTEM, plan=plan, name=name, content=raw)
    operations.compare_import(imported=imported)
    return imported


def rows_of(imported):
    return from_json(imported.difference).rows


def accept(imported, *, actor=SYSTEM, rows=None, chosen=None, remove=(), seen=None):
    wanted = [row.where for row in rows_of(imported) if row.kind != "refused"] if rows is None else rows
    return operations.accept_import(
        actor=actor, imported=imported, rows=wanted, chosen=chosen or {}, remove=remove,
        seen=imported.seen if seen is None else seen,
    )  # fmt: skip


def edited(raw, change):
    """The workbook with `change(sheets)` made to it: sheet name → rows of values, as a spreadsheet program saves it."""
    book = read_sheets(raw, "x.xlsx") if raw else Workbook(())
    sheets = {sheet.name: [list(row) for row in sheet.rows] for sheet in book.sheets}
    change(sheets)
    stream = io.BytesIO()
    out = xlsxwriter.Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False})
    day = out.add_format({"num_format": "dd/mm/yyyy"})
    for name, rows in sheets.items():
        sheet = out.add_worksheet(name)
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                if isinstance(value, bool):
                    sheet.write_boolean(row, column, value)
                elif isinstance(value, int | float):
                    sheet.write_number(row, column, value)
                elif isinstance(value, date):
                    sheet.write_datetime(row, column, value, day)
                elif value:
                    sheet.write_string(row, column, value)
        if name == "Plumbline":
            sheet.hide()
    out.close()
    return stream.getvalue()


def put(sheets, row, title, value, sheet="Actions"):
    """Type a value under a heading, in the row-th row under the headings (from 1)."""
    column = sheets[sheet][0].index(title)
    line = sheets[sheet][row]
    line.extend([None] * (column + 1 - len(line)))
    line[column] = value


@pytest.mark.parametrize(("export", "name"), [(plan_xlsx, "plan.xlsx"), (plan_csv, "plan.csv")])
def test_a_plan_that_nobody_edited_changes_nothing(plan, export, name):
    before = plain_rows(plan)
    imported = uploaded(plan, export(plan), name)
    assert (imported.state, imported.difference["rows"], imported.difference["same"]) == (ImportState.READY, [], 3)
    assert plain_rows(plan) == before


def test_a_plan_is_the_same_in_another_plan_after_it_was_imported_there(cast, plan):
    other = operations.create_plan(actor=SYSTEM, institution=cast.institution, title="Empty")

    def strip(sheets):
        del sheets["Plumbline"]
        for name, rows in sheets.items():
            if name not in {"How to fill this in", "Lists"}:
                for row in rows[1:]:
                    row[0] = None
        for row in sheets["Measures"][1:]:
            row[2] = None
        for row in sheets["Sub-actions"][1:]:
            row[2] = None
        for row in sheets["Measured"][1:]:
            row[2] = None

    imported = uploaded(other, edited(plan_xlsx(plan), strip))
    assert [(row.kind, row.problems) for row in rows_of(imported)] == [("added", [])] * 3
    accept(imported)

    def seen(rows):
        return [{**row, "version": "", "comments": row["comments"].splitlines()} for row in rows]

    assert seen(plain_rows(other)) == seen(plain_rows(plan))


def test_changes_are_shown_field_by_field_and_stored_when_accepted(plan):
    def change(sheets):
        put(sheets, 2, "Action", "Reworded")
        put(sheets, 2, "Due", date(2028, 7, 31))
        put(sheets, 2, "Themes", "Career development; visibility")
        put(sheets, 3, "Status", "Completed")
        put(sheets, 3, "Rating", "green")
        sheets["Actions"].append([None, "N1", "A new one", None, "Recognition"])
        sheets["Owners"].append([None, "N1", "New Owner", "Owner", "A team or group"])
        sheets["Owners"].append(["a3", None, "Another Owner"])

    imported = uploaded(plan, edited(plan_xlsx(plan), change))
    told = [(row.kind, row.name, [(one.name, one.where) for one in row.changes]) for row in rows_of(imported)]
    assert told == [
        ("changed", "A2 Reworded", [("text", "Actions!C3"), ("themes", "Actions!E3"), ("due", "Actions!I3")]),
        ("changed", "A3 Do thing number 3", [("status", "Actions!S4"), ("rag", "Actions!T4"), ("owners", "")]),
        (
            "added",
            "N1 A new one",
            [("ref", "Actions!B5"), ("text", "Actions!C5"), ("themes", "Actions!E5"), ("owners", "")],
        ),
    ]
    assert plan.actions.count() == 3
    accept(imported)
    two, three, new = plan.actions.rated().order_by("order")[1:]
    assert (two.text, two.due, two.themes) == (
        "Reworded", Written("", date(2028, 7, 31)), ["career_development", "visibility"])  # fmt: skip
    assert (three.status, three.rag, three.owners.get().name) == ("completed", "green", "Another Owner")
    assert (new.text, new.owners.get().kind) == ("A new one", "team")


def test_only_the_rows_that_were_chosen_are_stored(plan):
    raw = edited(plan_xlsx(plan), lambda sheets: (put(sheets, 2, "Action", "Two"), put(sheets, 3, "Action", "Three")))
    imported = uploaded(plan, raw)
    accept(imported, rows=["Actions!3"])
    assert [action.text for action in plan.actions.all()[1:]] == ["Two", "Do thing number 3"]


def test_what_is_missing_stays_unless_somebody_says_otherwise(plan):
    raw = edited(plan_xlsx(plan), lambda sheets: (sheets["Actions"].pop(3), put(sheets, 2, "Action", "Two")))
    imported = uploaded(plan, raw)
    assert from_json(imported.difference).missing == [("a3", "A3 Do thing number 3")]
    accept(imported)
    assert plan.actions.standing().count() == 3
    again = uploaded(plan, edited(plan_xlsx(plan), lambda sheets: sheets["Actions"].pop(3)))
    accept(again, rows=[], remove=["a3"])
    assert plan.actions.standing().count() == 2


def test_an_accepted_import_is_undone_as_one(plan):
    before = plain_rows(plan)

    def change(sheets):
        put(sheets, 1, "Action", "Anew")
        put(sheets, 1, "Rating", "Amber: in progress")
        put(sheets, 2, "Status", "Completed")
        sheets["Owners"].pop(1)
        sheets["Actions"].pop(3)
        sheets["Actions"].append([None, "N1", "A new one"])

    imported = uploaded(plan, edited(plan_xlsx(plan), change))
    accept(imported, remove=["a3"])
    assert [row["text"] for row in plain_rows(plan)] == ["Anew", "Do thing number 2", "A new one"]
    assert operations.undo_import(actor=SYSTEM, imported=imported) == []
    assert imported.state == ImportState.UNDONE

    def seen(rows):
        return [{name: value for name, value in row.items() if name not in {"version", "rated_on"}} for row in rows]

    assert seen(plain_rows(plan)) == seen(before)
    with pytest.raises(Refused):
        operations.undo_import(actor=SYSTEM, imported=imported)


def test_undoing_never_takes_what_somebody_did_since(plan):
    imported = uploaded(plan, edited(plan_xlsx(plan), lambda sheets: put(sheets, 2, "Action", "Two")))
    accept(imported)
    operations.change_action(actor=SYSTEM, action=plan.actions.get(ref="A2"), draft=draft(2, text="Two, by hand"))
    with pytest.raises(Refused, match="A2"):
        operations.undo_import(actor=SYSTEM, imported=imported)
    assert plan.actions.get(ref="A2").text == "Two, by hand"


# --- somebody changes the plan meanwhile


def test_what_others_changed_since_the_export_is_a_conflict_with_both_values(plan):
    raw = edited(
        plan_xlsx(plan), lambda sheets: (put(sheets, 2, "Action", "From the file"), put(sheets, 2, "Owner", "New"))
    )
    operations.change_action(
        actor=SYSTEM, action=plan.actions.get(ref="A2"), draft=draft(2, text="By hand", objective="By hand, too")
    )
    imported = uploaded(plan, raw)
    ((where, changes),) = [(row.where, row.changes) for row in rows_of(imported)]
    assert [(one.name, one.now, one.new, one.was, one.is_conflict) for one in changes] == [
        ("text", "By hand", "From the file", "Do thing number 2", True), ("owner", "", "New", None, False),
    ]  # fmt: skip
    accept(imported)
    action = plan.actions.get(ref="A2")
    assert (action.text, action.owner, action.objective) == ("By hand", "New", "By hand, too")
    again = uploaded(plan, raw)
    accept(again, chosen={(where, "text"): True})
    assert plan.actions.get(ref="A2").text == "From the file"


def test_a_stale_csv_shows_every_difference_as_a_conflict(plan):
    raw = plan_csv(plan)
    operations.change_action(actor=SYSTEM, action=plan.actions.get(ref="A2"), draft=draft(2, text="By hand"))
    (row,) = rows_of(uploaded(plan, raw, "plan.csv"))
    assert [(one.name, one.is_conflict) for one in row.changes] == [("text", True)]


def test_a_change_between_comparing_and_accepting_is_told(plan):
    imported = uploaded(plan, edited(plan_xlsx(plan), lambda sheets: put(sheets, 2, "Action", "From the file")))
    operations.change_action(actor=SYSTEM, action=plan.actions.get(ref="A2"), draft=draft(2, text="By hand"))
    with pytest.raises(Overtaken):
        accept(imported)
    operations.compare_import(imported=imported)
    accept(imported, chosen={("Actions!3", "text"): True})
    assert plan.actions.get(ref="A2").text == "From the file"


def test_a_change_elsewhere_disturbs_nobody(plan):
    imported = uploaded(plan, edited(plan_xlsx(plan), lambda sheets: put(sheets, 2, "Action", "From the file")))
    operations.change_action(actor=SYSTEM, action=plan.actions.get(ref="A3"), draft=draft(3, text="By hand"))
    accept(imported)
    assert [action.text for action in plan.actions.all()[1:]] == ["From the file", "By hand"]


# --- what cannot be


@pytest.mark.parametrize(
    ("row", "title", "value", "where", "seen", "wanted"),
    [
        (2, "Themes", "Visbility", "Actions!E3", "Visbility", "Accepted: Visibility"),
        (2, "Status", "nearly", "Actions!S3", "nearly", "Accepted: Not started"),
        (2, "Rating", "purple", "Actions!T3", "purple", "Accepted: Green"),
        (2, "Cost", "plenty", "Actions!O3", "plenty", "Write a number"),
        (2, "Cost", -5, "Actions!O3", "-5", "Give the cost"),
        (2, "Years", "next", "Actions!K3", "next", "Write years in four figures"),
        (2, "Rated as at", "someday", "Actions!U3", "someday", "Write a day"),
        (2, "Goes on throughout", "maybe", "Actions!L3", "maybe", "Write “Yes”"),
        (2, "Action", None, "Actions!C3", "", "Say what will be done"),
        (2, "Key", "zz", "Actions!A3", "zz", "No action of this plan has this key"),
        (2, "Number", "A3", "Actions!B3", "A3", "This number is taken"),
        (2, "Explanation", "Because", "Actions!V3", "Because", "This goes with a rating"),
        (2, "Frameworks", "Nothing 9", "Actions!AA3", "Nothing 9", "“Nothing 9” is in no framework"),
        (1, "Ends", date(2020, 1, 1), "Actions!J2", "1 January 2020", "This is before the start"),
        (1, "Status", None, "Actions!S2", "", "A status cannot be made empty"),
        (3, "Status", "Stopped", "Actions!S4", "Stopped", "Say in the column “Explanation”"),
        (2, "Action", "x" * 32_700, None, None, None),
    ],
)
def test_a_cell_that_does_not_fit_is_named_with_what_would(plan, row, title, value, where, seen, wanted):
    imported = uploaded(plan, edited(plan_xlsx(plan), lambda sheets: put(sheets, row, title, value)))
    (found,) = rows_of(imported)
    if where is None:
        assert found.kind == "changed"
        return
    assert found.kind == "refused"
    assert [(one.where, one.seen) for one in found.problems] == [(where, seen)]
    assert found.problems[0].wanted.startswith(wanted)
    with pytest.raises(Refused):
        accept(imported, rows=[found.where])


def test_a_row_that_is_there_twice_is_refused_both_times(plan):
    def change(sheets):
        sheets["Actions"].append(list(sheets["Actions"][2]))
        put(sheets, 2, "Action", "One of two")

    found = rows_of(uploaded(plan, edited(plan_xlsx(plan), change)))
    assert [(row.kind, row.problems[0].where) for row in found] == [("refused", "Actions!3"), ("refused", "Actions!5")]


def test_numbers_may_be_exchanged_and_moved_along(plan):
    def change(sheets):
        for row, number in ((1, "A2"), (2, "A3"), (3, "V1")):
            put(sheets, row, "Number", number)

    imported = uploaded(plan, edited(plan_xlsx(plan), change))
    assert [row.kind for row in rows_of(imported)] == ["changed"] * 3
    accept(imported)
    assert [action.ref for action in plan.actions.order_by("order")] == ["A2", "A3", "V1"]


def test_columns_may_be_moved_left_out_and_called_otherwise(plan):
    def change(sheets):
        rows = sheets["Actions"]
        keep = [rows[0].index(title) for title in ("Owner", "Action", "Key", "Due")]
        sheets["Actions"] = [[(row + [None] * 30)[place] for place in keep] for row in rows]
        sheets["Actions"][0] = [
            "Responsible",
            "Acton",
            "Key",
            "Deadline",
        ]
        sheets["Actions"][2][0] = "Somebody"
        sheets["Actions"] = [["Our plan"], [], *sheets["Actions"]]
        sheets["Actions"][2].append("Colour")

    imported = uploaded(plan, edited(plan_xlsx(plan), change))
    (row,) = rows_of(imported)
    assert [(one.name, one.new, one.where) for one in row.changes] == [("owner", "Somebody", "Actions!A5")]
    assert imported.difference["notes"] == [
        "Actions!A3: “Responsible” was read as “Owner”.",
        "Actions!B3: “Acton” was read as “Action”.",
        "Actions!D3: “Deadline” was read as “Due”.",
        "Actions!E3: no field is called “Colour”, so this column was not read.",
    ]


@pytest.mark.parametrize(
    ("titles", "told"),
    [
        (["Owner", "Due"], "No sheet of this file has a column “Action”"),
        (["Action", "Due", "Deadline"], "Plan!B1 and Plan!C1 are both headings for “Due”"),
    ],
)
def test_headings_that_cannot_be_told_apart_are_said(plan, titles, told):
    imported = uploaded(
        plan, edited(plan_xlsx(plan), lambda sheets: (sheets.clear(), sheets.update(Plan=[titles, ["a", "b", "c"]])))
    )
    assert imported.state == ImportState.REFUSED
    assert imported.problem.startswith(told)


def test_merged_headings_over_filled_columns_are_said_and_merged_cells_fill_down(plan):
    def made(*, second_column):
        stream = io.BytesIO()
        book = xlsxwriter.Workbook(stream)
        sheet = book.add_worksheet("Plan")
        sheet.merge_range(0, 0, 0, 3, "Our plan for the years to come")
        for column, title in enumerate(("Theme", "Action")):
            sheet.write_string(1, column, title)
        sheet.merge_range(1, 2, 1, 3, "Success measure")
        sheet.merge_range(2, 0, 4, 0, "Recognition")
        for row in (2, 3, 4):
            sheet.write_string(row, 1, f"New action {row}")
            sheet.write_string(row, 2, "Ten people")
            if second_column:
                sheet.write_string(row, 3, "By 2027")
        book.close()
        return stream.getvalue()

    refused = uploaded(plan, made(second_column=True))
    assert refused.problem.startswith("The heading “Success measure” is merged over Plan!C2 to D2")
    rows = rows_of(uploaded(plan, made(second_column=False)))
    assert [[one.new for one in row.changes] for row in rows] == [
        [["recognition"], f"New action {number}", "Ten people"] for number in (2, 3, 4)
    ]


def test_a_file_of_another_plan_is_sent_to_its_own(cast, plan):
    other = plan_with(cast.institution, origin="x:8", title="The other plan")
    imported = uploaded(plan, plan_xlsx(other))
    assert (imported.state, imported.problem) == (
        ImportState.REFUSED,
        "This file was exported from another plan, “The other plan”. Import it on the page of that plan.",
    )
    assert names_of(other)["plan"] == other.key


def test_an_action_that_was_removed_since_is_said_so(plan):
    raw = edited(plan_xlsx(plan), lambda sheets: put(sheets, 2, "Action", "From the file"))
    operations.remove_action(actor=SYSTEM, action=plan.actions.get(ref="A2"))
    (row,) = rows_of(uploaded(plan, raw))
    assert row.problems[0].wanted.startswith("This action was removed from the plan after the file was exported")


def test_parts_that_belong_to_nothing_are_refused(plan):
    raw = edited(plan_xlsx(plan), lambda sheets: sheets["Owners"].append(["zz", None, "Nobody"]))
    (row,) = rows_of(uploaded(plan, raw))
    assert (row.kind, row.problems[0].seen) == ("refused", "zz")


def test_an_owner_who_has_left_stays_and_a_stranger_is_refused(cast, plan):
    membership = cast.lead.memberships.get(institution=cast.institution)
    institutions.grant_membership(
        actor=SYSTEM, institution=cast.institution, user=cast.people[Role.CHAMPION], role=Role.LEAD
    )
    institutions.end_membership(actor=SYSTEM, membership=membership)
    assert rows_of(uploaded(plan, plan_xlsx(plan))) == []
    raw = edited(plan_xlsx(plan), lambda sheets: put(sheets, 3, "Account", cast.neighbour_lead.email, "Owners"))
    (row,) = rows_of(uploaded(plan, raw))
    (problem,) = row.problems
    assert problem.wanted == (
        f"“{cast.neighbour_lead.email}” is not the address of anybody’s account here. Leave “Account” empty for others."
    )


def test_a_long_text_has_a_sheet_of_its_own(plan):
    action = plan.actions.get(ref="A2")
    operations.change_action(actor=SYSTEM, action=action, draft=draft(2, text="ŵ " * 19_990 + "end"))
    imported = uploaded(plan, plan_xlsx(plan))
    assert imported.difference["rows"] == []
    assert imported.difference["same"] == 3


@pytest.mark.parametrize("raw", [b"%PDF-1.7", b"PK\x03\x04 broken", b"\x00\x01\x02" * 99])
def test_what_is_no_spreadsheet_is_refused_in_words(plan, raw):
    imported = uploaded(plan, raw)
    assert imported.state == ImportState.REFUSED
    assert imported.problem.endswith(".")


@pytest.mark.parametrize("role", list(Role))
def test_who_may_import(cast, plan, role):
    actor = cast.actor(role)
    raw = edited(plan_xlsx(plan), lambda sheets: put(sheets, 2, "Action", "Two"))
    waiting, done = uploaded(plan, raw), uploaded(plan, raw)
    accept(done)
    calls = [
        lambda: operations.upload_import(actor=actor, plan=plan, name="a.xlsx", content=raw),
        lambda: operations.undo_import(actor=actor, imported=done),
        lambda: accept(uploaded(plan, raw), actor=actor, rows=["Actions!3"]),
        lambda: operations.drop_import(actor=actor, imported=waiting),
    ]
    for call in calls:
        if actor.can(Capability.EDIT_PLAN, cast.institution):
            call()
        else:
            with pytest.raises(Refused, match="role"):
                call()


def test_an_import_moves_only_as_it_may(plan):
    imported = uploaded(plan, plan_xlsx(plan))
    operations.drop_import(actor=SYSTEM, imported=imported)
    for call in (operations.drop_import, operations.undo_import):
        with pytest.raises(Refused):
            call(actor=SYSTEM, imported=imported)
    with pytest.raises(Refused):
        accept(imported, rows=["Actions!2"])
    assert PlanImport.objects.get().state == ImportState.DROPPED


@pytest.mark.parametrize("count", [1, 3])
def test_exporting_asks_the_same_few_questions_for_any_number_of_actions(cast, count, django_assert_num_queries):
    plan = plan_with(cast.institution, *(draft(number, rag="green") for number in range(count)))
    with django_assert_num_queries(5):
        plan_xlsx(plan)
