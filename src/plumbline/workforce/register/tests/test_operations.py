"""Taking in, undoing, joining, erasing: what is true on which day afterwards."""

import io
from datetime import date, timedelta

import pytest
import xlsxwriter
from django.test import override_settings

from plumbline.foundation.clock import now
from plumbline.foundation.problems import Refused
from plumbline.institutions.access import Role
from plumbline.platform.jobs.operations import run_waiting
from plumbline.workforce.register import exports, operations, queries
from plumbline.workforce.register.models import Equality, Extract, Fault, Person, Post
from plumbline.workforce.register.tests.making import accepted, analyst, as_csv, checked, fresh, people, row, uploaded

FIRST, SECOND, THIRD = date(2024, 7, 31), date(2025, 7, 31), date(2026, 7, 31)


def define(cast, rule="job family is Technical"):
    operations.save_definition(actor=analyst(cast), institution=cast.institution, rule=rule, since_on=date(2020, 1, 1))


def heads(cast, on):
    found = queries.headcount(cast.institution, on)
    return found.headcount if found else None


def test_only_the_analyst_imports(cast):
    for role, actor in ((role, cast.actor(role)) for role in cast.people if role != Role.HR_ANALYST):
        with pytest.raises(Refused, match="Only the HR analyst imports"):
            operations.upload_extract(
                actor=actor, institution=cast.institution, name="staff.csv", content=b"x", as_at=FIRST
            )
        assert role != Role.HR_ANALYST
    assert Extract.objects.count() == 0


def test_the_register_is_as_it_was_on_each_day(cast):
    define(cast)
    accepted(cast, people(3), FIRST)
    accepted(cast, [*people(2), row(2001, start_date="01/01/2025")], SECOND)
    days = (FIRST - timedelta(1), FIRST, date(2024, 12, 31), date(2025, 1, 1), SECOND)
    assert [heads(cast, on) for on in days] == [None, 3, 3, 4, 3]


def test_a_leaver_who_is_marked_counts_until_the_last_day(cast):
    define(cast)
    accepted(cast, people(2), FIRST)
    gone = row(1002, leaving_date="31/03/2025", reason_for_leaving="retired")
    accepted(cast, [row(1001), gone], SECOND)
    assert [heads(cast, on) for on in (date(2025, 3, 31), date(2025, 4, 1))] == [2, 1]
    left = Post.objects.get(is_gone=True)
    assert (left.left_on, left.left_why) == (date(2025, 3, 31), "retired")


def test_whoever_has_a_refused_row_is_not_taken_for_a_leaver(cast):
    define(cast)
    accepted(cast, people(3), FIRST)
    extract = checked(cast, as_csv([*people(2), row(1003, fte="12")]), SECOND)
    assert (extract.summary["refused"], extract.summary["people_left"]) == (1, 0)
    operations.accept_extract(actor=analyst(cast), extract=extract)
    assert heads(cast, SECOND) == 3


def test_undoing_brings_back_what_was_before_and_clears_the_rows(cast):
    define(cast)
    accepted(cast, people(3), FIRST)
    second = accepted(cast, people(5), SECOND)
    assert heads(cast, SECOND) == 5
    operations.undo_extract(actor=analyst(cast), extract=second)
    assert heads(cast, SECOND) == 3
    run_waiting()
    assert (Post.objects.filter(extract=second).count(), Person.objects.count()) == (0, 3)


def test_only_the_last_accepted_extract_is_undone(cast):
    first = accepted(cast, people(3), FIRST)
    accepted(cast, people(4), SECOND)
    with pytest.raises(Refused, match="Undo that one first"):
        operations.undo_extract(actor=analyst(cast), extract=first)


def test_what_was_compared_with_an_older_register_is_checked_again_first(cast):
    waiting = checked(cast, as_csv(people(3)), SECOND)
    accepted(cast, people(2), FIRST)
    with pytest.raises(Refused, match="Have it checked again first"):
        operations.accept_extract(actor=analyst(cast), extract=waiting)
    operations.check_again(actor=analyst(cast), extract=waiting)
    run_waiting()
    operations.accept_extract(actor=analyst(cast), extract=fresh(waiting))
    assert fresh(waiting).summary["people_added"] == 1


def test_an_earlier_extract_that_comes_later_leaves_what_later_ones_say(cast):
    define(cast)
    accepted(cast, people(3), FIRST)
    accepted(cast, people(3), THIRD)
    accepted(cast, [row(1001, grade="Grade 6"), row(1002), row(4000)], SECOND)
    grade = {on: graded(cast, on) for on in (FIRST, SECOND, THIRD)}
    assert grade == {FIRST: "Grade 5", SECOND: "Grade 6", THIRD: "Grade 5"}
    assert [heads(cast, on) for on in (FIRST, SECOND, THIRD)] == [3, 3, 3]


def graded(cast, on):
    person = queries.person_by_ref(cast.institution, "1001")
    return Post.objects.all().of(cast.institution).standing(on).get(person=person).position.grade


def test_the_file_and_its_faults_are_gone_when_it_is_decided(cast):
    extract = checked(cast, as_csv([*people(3), row(9, fte="12")]), FIRST)
    assert (extract.file.erased_at, extract.faults.count()) == (None, 1)
    operations.accept_extract(actor=analyst(cast), extract=extract)
    assert (fresh(extract).file.erased_at is None, Fault.objects.count(), fresh(extract).looked) == (False, 0, {})


def test_what_nobody_decides_about_is_erased_in_time(cast):
    extract = checked(cast, as_csv(people(3)), FIRST)
    Extract.objects.update(keep_until=now())
    operations.refuse_past_keeping()
    run_waiting()
    assert (fresh(extract).state, fresh(extract).file.erased_at is None, Person.objects.count()) == (
        "refused",
        False,
        0,
    )


def test_names_and_what_nobody_needs_are_never_stored(cast):
    rows = [{**row(1001), "Surname": "Quillfeather", "NI number": "QQ123456C", "Salary": "31415"}, *people(3)[1:]]
    extract = uploaded(cast, as_csv(rows, (*rows[0],)), FIRST)
    assert {"Surname", "NI number", "Salary"} & {
        extract.looked["names"][match["column"]].rpartition(" (")[0] for match in extract.looked["matches"].values()
    } == set()


def test_people_in_and_out_by_hand(cast):
    define(cast)
    accepted(cast, [*people(3), row(5001, job_family="Academic")], FIRST)
    person = queries.person_by_ref(cast.institution, "5001")
    operations.choose_by_hand(
        actor=analyst(cast), person=person, is_in=True, reason="Runs the workshop.", since_on=FIRST
    )
    out = queries.person_by_ref(cast.institution, "01001")
    operations.choose_by_hand(actor=analyst(cast), person=out, is_in=False, reason="On loan.", since_on=SECOND)
    assert [heads(cast, FIRST), heads(cast, SECOND)] == [4, 3]
    with pytest.raises(Refused, match="Say why"):
        operations.choose_by_hand(actor=analyst(cast), person=out, is_in=True, reason=" ", since_on=SECOND)


def test_two_numbers_of_one_person_count_once_until_they_are_parted(cast):
    define(cast)
    accepted(cast, people(3), FIRST)
    accepted(cast, [row(1001), row(1002), row(7003, contract_id="C7003")], SECOND)
    old, new = (queries.person_by_ref(cast.institution, ref) for ref in ("1003", "7003"))
    assert [(pair.gone.person.ref, pair.come.person.ref) for pair in queries.alike(cast.institution, SECOND)] == [
        ("1003", "7003")
    ]
    operations.join_people(actor=analyst(cast), person=old, other=new)
    old.refresh_from_db()
    assert old.same_as == new
    operations.part_people(actor=analyst(cast), person=old)
    old.refresh_from_db()
    assert old.same_as is None


def test_erasing_somebody_keeps_the_counts(cast):
    define(cast)
    accepted(cast, people(4), FIRST)
    person = queries.person_by_ref(cast.institution, "1002")
    nobody = operations.erase_person(actor=analyst(cast), person=person)
    assert (heads(cast, FIRST), queries.person_by_ref(cast.institution, "1002")) == (4, None)
    assert (nobody.ref, Equality.objects.filter(person=nobody).count()) == ("", 0)
    assert Post.objects.get(person=nobody).born_on == date(1970, 7, 1)


def test_a_subject_access_export_holds_everything(cast):
    accepted(cast, people(2), FIRST)
    person = queries.person_by_ref(cast.institution, "1002")
    told = exports.subject_access(person)
    assert (told["staff_number"], told["posts"][0]["born_on"], told["declared"]) == (
        "1002",
        "1970-05-03",
        [{"sex": "female", "ethnicity": "White", "disability": "", "opted_out": False}],
    )


@override_settings(PLUMBLINE_STAFF_KEYS=["a long secret of the operator"])
def test_identifying_columns_are_sealed_where_there_is_a_key(cast):
    from django.db import connection

    define(cast)
    accepted(cast, people(2), FIRST)
    with connection.cursor() as cursor:
        cursor.execute("SELECT ref FROM register_person")
        refs = [ref for (ref,) in cursor.fetchall()]
        cursor.execute("SELECT born_on FROM register_post")
        births = [born for (born,) in cursor.fetchall()]
    assert all(stored.startswith("s1:") for stored in (*refs, *births))
    assert sorted(Person.objects.values_list("ref", flat=True)) == ["1001", "1002"]
    with override_settings(PLUMBLINE_STAFF_KEYS=["a newer one", "a long secret of the operator"]):
        assert heads(cast, FIRST) == 2


def test_the_second_of_two_who_change_the_definition_is_told(cast):
    define(cast)
    with pytest.raises(Refused, match="Somebody saved version 1 meanwhile"):
        operations.save_definition(
            actor=analyst(cast), institution=cast.institution, rule="grade is 5", since_on=FIRST, seen=0
        )


def test_released_figures_are_rounded_and_the_total_exact_where_wished(cast):
    define(cast)
    accepted(cast, people(23), FIRST)
    figures = operations.release_figures(
        actor=analyst(cast), institution=cast.institution, on=FIRST, is_total_exact=True
    )
    assert (figures.shown["total"], figures.shown["ways"]["faculty"]) == (23, [["Science", 25, 25, 25]])


def test_who_left_long_ago_loses_their_number_and_the_counts_stay(cast, settings):
    settings.PLUMBLINE_LEAVER_YEARS = 1
    define(cast)
    accepted(cast, people(3), FIRST)
    accepted(cast, people(2), SECOND)
    operations.erase_past_keeping()
    assert (queries.person_by_ref(cast.institution, "1003"), heads(cast, FIRST)) == (None, 3)
    assert queries.person_by_ref(cast.institution, "1002") is not None


def workbook_of(sheets, hidden=()):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, cells in enumerate(rows):
                sheet.write_row(at, 0, cells)
            if name in hidden:
                sheet.hide()
    return out.getvalue()


def table(rows):
    return [list(rows[0]), *[list(row.values()) for row in rows]]


def test_a_list_that_is_cut_into_sheets_is_refused_instead_of_losing_people(cast):
    notes = [["Each faculty has its own sheet."]]
    sheets = {"Notes": notes, "Science": table(people(3)), "Health": table([row(2001), row(2002)])}
    cut = checked(cast, workbook_of(sheets), FIRST, name="staff.xlsx")
    assert (cut.state, cut.problem.split(":")[1].split(".")[0].strip()) == ("refused", "“Science”, “Health”")
    one = checked(cast, workbook_of(sheets, hidden=("Health",)), FIRST, name="staff.xlsx")
    assert (one.state, one.summary["people"]) == ("checked", 3)
