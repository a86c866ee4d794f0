"""The years ahead as pages: asked for, worked out, shared; equality and packs in controlled figures; trainees."""

from __future__ import annotations

from datetime import date

import pytest

from plumbline.foundation.problems import Refused
from plumbline.institutions.access import Role
from plumbline.platform.jobs.operations import run_waiting
from plumbline.workforce.register import operations, rules
from plumbline.workforce.register.models import Equality, PackHolder, Study, Trainee
from plumbline.workforce.register.tests.making import accepted, analyst, row
from tests.cast import browser

FIRST, SECOND = date(2025, 7, 31), date(2026, 7, 31)
STAFF = "/i/ashmere/staff/"


@pytest.fixture
def hr(cast):
    return browser(cast.people[Role.HR_ANALYST])


@pytest.fixture
def staffed(cast):
    """Two yearly extracts: 30 people, two gone and one come in the second; everybody technical counts."""
    before = [
        row(1000 + n, grade=f"Grade {4 + n % 3}", date_of_birth=f"03/05/{1958 + n}", sex="FM"[n % 2]) for n in range(30)
    ]
    accepted(cast, before, FIRST)
    accepted(
        cast, [*before[2:], row(2000, grade="Grade 4", date_of_birth="03/05/2000", start_date="01/09/2025")], SECOND
    )
    operations.save_definition(
        actor=analyst(cast), institution=cast.institution, rule="job family is Technical", since_on=date(2020, 1, 1)
    )
    return cast


def asked(cast, **given) -> Study:
    operations.ask_forecast(actor=analyst(cast), institution=cast.institution, **given)
    run_waiting()
    return Study.objects.select_related("institution").get()


def test_a_forecast_is_asked_for_worked_out_and_shown_to_the_analyst(staffed, hr):
    assert "No forecast yet" in hr.get(STAFF + "ahead/").content.decode()
    sent = {"numbers": "1002, 1003", "apprentices": "2", "retire_at": "64", "freeze_years": "1"}
    assert hr.post(STAFF + "ahead/ask/", sent).status_code == 302
    assert "It is being worked out" in hr.get(STAFF + "ahead/").content.decode()
    run_waiting()
    found = Study.objects.get().result()
    assert [one["name"] for one in found["scenarios"]] == [
        "As things are", "2 named people retire now", "2 more apprentices a year", "Everybody retires at 64",
        "Nobody is recruited for 1 year",
    ]  # fmt: skip
    assert (found["before"], found["over"]["all"]) == ([[2025, 30]], 29)
    seen = hr.get(STAFF + "ahead/?scenario=3").content.decode()
    assert "Everybody retires in the year in which they reach 64, and nobody before." in seen
    for page in ("over-55/", "movement/"):
        assert hr.get(STAFF + page).status_code == 200


def test_a_number_that_nobody_has_is_refused_at_its_field(staffed, hr):
    page = hr.post(STAFF + "ahead/ask/", {"numbers": "77", "apprentices": "2"})
    assert page.context["form"].errors["numbers"] == ["Nobody has the staff number 77."]
    assert Study.objects.count() == 0


def test_others_see_only_what_was_shared_and_rounded(staffed, hr):
    study = asked(staffed)
    lead = browser(staffed.lead)
    assert "No forecast yet" in lead.get(STAFF + "ahead/").content.decode()
    hr.post(STAFF + "ahead/share/")
    seen = lead.get(STAFF + "ahead/")
    assert seen.context["parts"] == []
    figures = [cell for row_ in seen.context["charts"][0].rows for cell in row_[1:2]]
    assert {int(figure) % 5 for figure in figures} == {0}
    with pytest.raises(Refused):
        operations.share_forecast(actor=staffed.actor(Role.LEAD), study=study)


@pytest.mark.parametrize("role", [Role.LEAD, Role.CHAMPION, Role.TECHNICAL_MANAGER, Role.TECHNICIAN])
def test_nobody_but_the_analyst_asks_for_long_work(staffed, role):
    for operation in (operations.ask_forecast, operations.ask_tables):
        with pytest.raises(Refused):
            operation(actor=staffed.actor(role), institution=staffed.institution)
    assert Study.objects.count() == 0


def tables(cast) -> dict:
    operations.ask_tables(actor=analyst(cast), institution=cast.institution)
    run_waiting()
    return Study.objects.get(state="ready").result()


def test_equality_is_shown_in_controlled_sums_without_whoever_opted_out(staffed, hr):
    Equality.objects.filter(person__in=list(Equality.objects.values_list("person", flat=True)[:1])).update(
        opted_out=True
    )
    found = tables(staffed)
    counts = [count for pairs in (found["equality"]["sex"]["all"],) for count, _share in pairs]
    assert {count % 5 for count in counts if count is not None} <= {0}
    seen = browser(staffed.lead).get(STAFF + "equality/?of=sex").content.decode()
    assert "Whoever opted out is in none of these." in seen
    assert hr.get(STAFF + "equality/").status_code == 200


def test_a_pack_is_seen_by_its_own_manager_only(staffed, hr):
    tables(staffed)
    unit = staffed.institution.units.get(name="Chemistry")
    manager, other = staffed.people[Role.TECHNICAL_MANAGER], staffed.people[Role.CHAMPION]
    hr.post(STAFF + "packs/give/", {"unit": unit.pk, "user": manager.pk})
    held = PackHolder.objects.get()
    assert "By grade" in browser(manager).get(STAFF + "packs/").content.decode()
    assert "By grade" not in browser(other).get(STAFF + "packs/?unit=Chemistry").content.decode()
    assert (
        bool(rules.can_see_pack(staffed.actor(Role.TECHNICAL_MANAGER), unit)),
        bool(rules.can_see_pack(staffed.actor(Role.CHAMPION), unit)),
    ) == (True, False)
    hr.post(STAFF + "packs/end/", {"holder": held.pk})
    assert "No pack is yours" in browser(manager).get(STAFF + "packs/").content.decode()


def test_a_trainee_is_added_changed_and_counted_by_outcome(cast, hr):
    sent = {"kind": "apprentice", "what": "laboratory technician", "started_on": "1/9/2023"}
    assert hr.post(STAFF + "trainees/add/", sent).status_code == 302
    held = Trainee.objects.get()
    page = hr.post(f"{STAFF}trainees/{held.pk}/", sent | {"ended_on": "31/8/2025"})
    assert page.context["form"].errors["outcome"] == ["Give the day of the end together with what became of it."]
    hr.post(f"{STAFF}trainees/{held.pk}/", sent | {"ended_on": "31/8/2025", "outcome": "here"})
    assert hr.get(STAFF + "trainees/").context["outcomes"] == [("Apprenticeship", [0, 1, 0, 0, 0, 0], 1)]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_trainees_asks_as_much_for_many_as_for_one(cast, hr, django_assert_num_queries, count):
    for number in range(count):
        operations.save_trainee(
            actor=analyst(cast), institution=cast.institution, kind="experience", what=f"week {number}",
            started_on=date(2026, 3, 2),
        )  # fmt: skip
    hr.get(STAFF + "trainees/")
    with django_assert_num_queries(9):
        hr.get(STAFF + "trainees/")
