"""Eight years of invented extracts with every disorder, taken in one after the other, beside their truth."""

import json
from datetime import date

import pytest

from plumbline.workforce.register import operations
from plumbline.workforce.register.models import Post
from plumbline.workforce.register.tests.making import SAMPLES, analyst, checked

TRUTH = json.loads((SAMPLES / "truth.json").read_text())
MEANINGS = {
    "staff_id": "staff", "contract_id": "contract_id", "born_on": "born_on", "sex": "sex", "ethnicity": "ethnicity",
    "disabled": "disability", "faculty": "faculty", "unit": "department", "campus": "campus", "title": "title",
    "family": "family", "role": "subfamily", "grade": "grade", "fte": "fte", "terms": "contract", "mode": "mode",
    "joined_on": "started_on", "post_from_on": "post_started_on", "soc": "soc", "route": "entry_route",
    "left_on": "left_on", "reason": "left_why",
}  # fmt: skip


def wanted(name):
    """Key → number of the column, by the truth. Names of people are no column of ours."""
    return {
        MEANINGS[meaning]: int(number)
        for number, meaning in TRUTH["extracts"][name]["columns"].items()
        if meaning in MEANINGS
    }


def test_eight_years_are_counted_as_they_truly_were(cast):
    """Headcount and FTE of the technical family, year by year. Rows that cannot be taken leave their people as they
    were, which may differ by as many."""
    counted = {}
    for name, truth in TRUTH["extracts"].items():
        on = date.fromisoformat(truth["as_at"])
        extract = checked(cast, (SAMPLES / name).read_bytes(), on, name=name)
        assert extract.problem == ""
        assert extract.columns == wanted(name)
        operations.accept_extract(actor=analyst(cast), extract=extract)
        posts = list(
            Post.objects.all()
            .of(cast.institution)
            .standing(on)
            .filter(position__family="Technical")
            .values_list("person_id", "fte")
        )
        counted[name] = (len({person for person, _fte in posts}), round(sum(fte for _person, fte in posts) / 10_000, 1))
    expected = {
        name: (truth["technicians"]["headcount"], round(truth["technicians"]["fte"], 1))
        for name, truth in TRUTH["extracts"].items()
    }
    exact = {name for name in expected if not TRUTH["extracts"][name]["done"].get("shifted")}
    assert {name: counted[name] for name in exact} == {name: expected[name] for name in exact}
    assert abs(counted["staff-2024.csv"][0] - expected["staff-2024.csv"][0]) <= 2


@pytest.mark.parametrize(("name", "words"), [("shifted.csv", "one column too far to the right")])
def test_a_file_that_cannot_be_an_extract_is_refused(cast, name, words):
    extract = checked(cast, (SAMPLES / name).read_bytes(), date(2025, 7, 31), name=name)
    assert (extract.state, words in extract.problem) == ("refused", True)
    assert extract.file.erased_at is not None


def test_the_extract_of_another_university_is_refused(cast):
    first = checked(cast, (SAMPLES / "staff-2018.csv").read_bytes(), date(2018, 7, 31), name="staff-2018.csv")
    operations.accept_extract(actor=analyst(cast), extract=first)
    other = checked(cast, (SAMPLES / "another-university.csv").read_bytes(), date(2019, 7, 31))
    assert (other.state, other.problem.startswith("This looks like the extract of another institution")) == (
        "refused",
        True,
    )


def test_every_bad_cell_is_named(cast):
    extract = checked(cast, (SAMPLES / "bad-cells.csv").read_bytes(), date(2025, 7, 31))
    truth = TRUTH["refused"]["bad-cells.csv"]
    named = {(fault.row - 1, fault.seen) for fault in extract.faults.all()}
    assert {(bad["row"], bad["seen"]) for bad in truth["bad"]} - named == set()
    told = {fault.row - 1: fault.why for fault in extract.faults.all()}
    assert all("more than one day of birth" in told[row] for row in truth["shared_number"])
    assert len([why for why in told.values() if "The 5 rows of this person add up to 1.4 FTE" in why]) == 5
