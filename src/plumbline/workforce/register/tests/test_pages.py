"""Pages of the register, as the HR analyst and as everybody else meet them."""

from datetime import date

import pytest

from plumbline.institutions.access import Role
from plumbline.platform.jobs.operations import run_waiting
from plumbline.workforce.register import operations
from plumbline.workforce.register.models import Extract, Look, Person
from plumbline.workforce.register.tests.making import accepted, analyst, as_csv, checked, people, row, uploaded
from tests.cast import browser

DAY = date(2026, 7, 31)
STAFF = "/i/ashmere/staff/"


@pytest.fixture
def hr(cast):
    return browser(cast.people[Role.HR_ANALYST])


def defined(cast, rule="job family is Technical", on=date(2020, 1, 1)):
    return operations.save_definition(actor=analyst(cast), institution=cast.institution, rule=rule, since_on=on)


def test_from_upload_to_acceptance_and_back(cast, hr):
    sent = {"file": file(as_csv([*people(4), row("", job_title="Nobody")])), "as_at": "31/7/2026", "is_whole": "yes"}
    answer = hr.post(STAFF + "extracts/", sent)
    assert "htmx-2.min.js" in hr.get(answer["Location"]).content.decode(), "the page goes on by itself"
    run_waiting()
    extract = Extract.objects.get()
    assert answer["Location"] == f"{STAFF}extracts/{extract.key}/"
    page = hr.get(answer["Location"])
    assert "Which column is which" in page.content.decode()
    form = {key: field.value() or "" for key, field in named(page.context["form"])}
    assert form["staff"] == "Staff ID (A)"
    hr.post(f"{STAFF}extracts/{extract.key}/columns/", form)
    run_waiting()
    page = hr.get(answer["Location"]).content.decode()
    assert "There is no staff number." in page
    assert "Accept without the 1 row left out" in page
    assert hr.get(f"{STAFF}extracts/{extract.key}/rows/?what=added").status_code == 200
    told = b"".join(hr.get(f"{STAFF}extracts/{extract.key}/for-hr.csv")).decode()
    assert told.splitlines()[1].startswith("6,Staff ID,,There is no staff number.")
    hr.post(f"{STAFF}extracts/{extract.key}/accept/")
    assert Extract.objects.get().state == "accepted"
    hr.post(f"{STAFF}extracts/{extract.key}/undo/")
    run_waiting()
    assert (Extract.objects.get().state, Person.objects.count()) == ("undone", 0)


def named(form):
    return [(name, form[name]) for name in form.fields]


def file(content, name="staff.csv"):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(name, content)


def test_a_column_that_is_not_there_is_refused_at_its_field(cast, hr):
    extract = uploaded(cast, as_csv(people(3)), DAY)
    page = hr.post(
        f"{STAFF}extracts/{extract.key}/columns/", {"staff": "Nowhere", "fte_unit": "part", "full_hours": 35}
    )
    assert page.context["form"].errors["staff"] == [
        "There is no column “Nowhere” in this file. Choose one from the list, or leave it empty."
    ]


def test_the_analyst_sees_exact_counts_and_everybody_else_what_was_released(cast, hr):
    accepted(cast, people(23), DAY)
    lead = browser(cast.lead)
    assert "No figures yet" in lead.get(STAFF).content.decode()
    defined(cast)
    assert ">23<" in hr.get(f"{STAFF}?on=2026-07-31").content.decode()
    answer = hr.post(STAFF + "release/", {"on": "31/7/2026"}, follow=True)
    assert "Released. This is what everybody else sees." in answer.content.decode()
    seen = lead.get(STAFF).content.decode()
    assert (">25<" in seen, ">23<" in seen) == (True, False)


def test_nobody_but_the_analyst_meets_a_single_person(cast):
    accepted(cast, people(3), DAY)
    key = Person.objects.first().key
    for role in (Role.LEAD, Role.TECHNICAL_MANAGER, Role.TECHNICIAN):
        client = browser(cast.people[role])
        for page in ("extracts/", "find/", f"person/{key}/", f"person/{key}/export.json", "structure/", "roles/"):
            assert client.get(STAFF + page).status_code == 403


def test_each_look_at_single_people_is_written_down(cast, hr):
    accepted(cast, people(2), DAY)
    key = Person.objects.first().key
    for page in ("find/", f"person/{key}/", f"person/{key}/export.json"):
        assert hr.get(STAFF + page).status_code == 200
    assert list(Look.objects.order_by("pk").values_list("what", "person")) == [
        ("list", ""), ("person", key), ("export", key),
    ]  # fmt: skip
    assert "one person" in browser(cast.lead).get(STAFF + "looks/").content.decode()


def test_a_rule_is_tried_before_it_is_saved(cast, hr):
    accepted(cast, [*people(3), row(5, job_title="Lecturer", job_family="Academic")], DAY)
    page = hr.post(STAFF + "definition/try/", {"rule": "title contains lecturer"}).content.decode()
    assert "<strong>1</strong> people count by this rule today" in page
    page = hr.post(STAFF + "definition/change/", {"rule": "title has lecturer", "try": "1"}).content.decode()
    assert "After “title” comes one of" in page
    hr.post(STAFF + "definition/change/", {"rule": "title contains technician", "since_on": "1/1/2020", "seen": 0})
    assert "whose job title contains “technician”" in hr.get(STAFF + "definition/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("page", "queries"),
    [
        ("", 14),
        ("?on=2026-03-31&since=2026-01-02", 15),
        ("structure/", 12),
        ("roles/", 13),
        ("find/", 11),
        ("extracts/", 9),
        ("definition/", 8),
    ],
)
def test_pages_ask_as_often_whatever_there_is(cast, hr, count, page, queries, django_assert_num_queries):
    for number in range(count):
        accepted(cast, people(2 + number, department=f"Unit {number}"), date(2026, 1 + number, 1))
        defined(cast, on=date(2026, 1 + number, 1))
    hr.get(STAFF + page)
    with django_assert_num_queries(queries):
        assert hr.get(STAFF + page).status_code == 200


def test_what_would_change_is_shown_with_what_was(cast, hr):
    accepted(cast, people(3), date(2025, 7, 31))
    extract = checked(cast, as_csv([row(1001, grade="Grade 6"), *people(3)[1:]]), DAY)
    page = hr.get(f"{STAFF}extracts/{extract.key}/").content.decode()
    assert "Grade: <del>Grade 5</del> → Grade 6" in page
