"""Which actions a plan page shows, in which order, and what a plan adds up to."""

from datetime import date

import pytest

from plumbline.journey.plans import operations, queries
from plumbline.journey.plans.drafts import Written
from plumbline.journey.plans.models import Plan
from plumbline.journey.plans.showing import figure_row, standing_of
from plumbline.journey.plans.tests.making import SYSTEM, draft, plan_with, rated
from plumbline.journey.plans.wanted import Wanted

ON = date(2026, 6, 1)


@pytest.fixture
def plan(cast):
    """Five actions that differ in everything that can be filtered by, and one that was removed."""
    made = plan_with(
        cast.institution,
        draft(1, themes=("recognition", "visibility"), owner="HR", rag="red", explanation="why", years=(2025,)),
        draft(2, themes=("visibility",), owner="Estates", status="completed", due=Written("x", date(2026, 1, 31))),
        draft(3, themes=(), section="Well-being", rag="green", due=Written("x", date(2026, 1, 31))),
        draft(4, themes=("sustainability",), section="Late", status="in_progress", due=Written("x", date(2026, 2, 28))),
        draft(5, themes=("visibility",), measure="Ten percent more", starts=Written("2027", date(2027, 1, 1))),
        draft(6, themes=("visibility",)),
    )
    operations.remove_action(actor=SYSTEM, action=made.actions.get(key="a6"))
    return made


def shown(plan, **wanted):
    return [action.key for action in queries.actions_of(plan, Wanted(**wanted), ON)]


@pytest.mark.parametrize(
    ("wanted", "keys"),
    [
        ({}, ["a2", "a5", "a1", "a4", "a3"]),
        ({"sort": "plan"}, ["a1", "a2", "a3", "a4", "a5"]),
        ({"sort": "section"}, ["a1", "a2", "a5", "a3", "a4"]),
        ({"sort": "owner"}, ["a2", "a1", "a3", "a4", "a5"]),
        ({"sort": "rag"}, ["a1", "a3", "a2", "a4", "a5"]),
        ({"sort": "status"}, ["a1", "a3", "a5", "a2", "a4"]),
        ({"sort": "due"}, ["a1", "a2", "a3", "a4", "a5"]),
        ({"theme": "visibility"}, ["a2", "a5", "a1"]),
        ({"theme": "none"}, ["a3"]),
        ({"section": "none"}, ["a2", "a5", "a1"]),
        ({"status": "completed"}, ["a2"]),
        ({"status": "none"}, ["a5", "a1", "a3"]),
        ({"rag": "red"}, ["a1"]),
        ({"rag": "none"}, ["a2", "a5", "a4"]),
        ({"owner": "HR"}, ["a1"]),
        ({"year": "2025"}, ["a1"]),
        ({"year": "2026"}, ["a2", "a4", "a3"]),
        ({"year": "2027"}, ["a5"]),
        ({"words": "ten PERCENT"}, ["a5"]),
        ({"words": "well"}, ["a3"]),
        ({"words": "WELL-BEING DO"}, ["a3"]),
        ({"words": "%"}, []),
        ({"words": "' OR 1=1 --"}, []),
        ({"overdue": True}, ["a1", "a4"]),
        ({"overdue": True, "theme": "visibility"}, ["a1"]),
    ],
)
def test_what_is_wanted_is_shown(plan, wanted, keys):
    keys_sorted_alike = sorted(keys) if wanted.get("overdue") else keys
    found = shown(plan, **wanted)
    assert (sorted(found) if wanted.get("overdue") else found) == keys_sorted_alike


def test_a_section_is_filtered_by_its_number(plan):
    assert shown(plan, section=str(plan.sections.get(title="Late").pk)) == ["a4"]


def test_words_are_found_whatever_their_case_in_any_language(cast):
    plan = plan_with(cast.institution, draft(1, text="Ŵyn ac oen"), draft(2, text="Straße"))
    assert (shown(plan, words="ŵYN"), shown(plan, words="STRASSE")) == (["a1"], ["a2"])


def test_the_last_changed_comes_first(plan):
    operations.note_progress(actor=SYSTEM, action=plan.actions.get(key="a3"), text="x")
    assert shown(plan, sort="changed")[0] == "a3"


def test_actions_stand_under_their_first_theme_with_its_sentence(plan):
    groups = queries.grouped(queries.actions_of(plan, Wanted(), ON), "theme")
    assert [(group.key, [one.key for one in group.actions]) for group in groups] == [
        ("visibility", ["a2", "a5"]),
        ("recognition", ["a1"]),
        ("sustainability", ["a4"]),
        ("none", ["a3"]),
    ]
    assert (bool(groups[0].sentence), groups[-1].sentence) == (True, "")
    flat = queries.grouped(queries.actions_of(plan, Wanted(sort="due"), ON), "due")
    assert [(group.key, len(group.actions)) for group in flat] == [("", 5)]
    own = queries.grouped(queries.actions_of(plan, Wanted(sort="section"), ON), "section")
    assert [group.title for group in own] == ["Recognition", "Visibility", "Well-being", "Late"]
    assert [action.other_themes for action in own[0].actions] == [["visibility"]]


def test_figures_and_facets_speak_of_standing_actions(plan):
    actions = queries.every_action(plan, ON)
    assert queries.figures_of(actions, ON) == queries.Figures(
        actions=5, green=1, amber=0, red=1, unrated=3, unexplained=0, overdue=2,
        statuses={"": 3, "completed": 1, "in_progress": 1},
    )  # fmt: skip
    facets = queries.facets_of(plan, actions)
    assert (facets.owners, facets.years) == (["Estates", "HR"], [2025, 2026, 2027])
    assert (facets.has_refs, facets.has_owners, facets.has_measures) == (True, True, True)
    assert [title for _key, title in facets.sections] == ["Well-being", "Late"]
    assert queries.grid_years(plan, actions) == [2025, 2026, 2027]
    assert queries.grid_years(plan, [rated(plan, "a2")]) == []


def test_one_row_and_the_filter_agree_on_what_is_overdue(plan):
    by_row = {action.key for action in queries.every_action(plan, ON) if action.is_late}
    assert by_row == set(shown(plan, overdue=True))


def test_overdue_asks_plans_to_come_of_one_institution(cast, plan):
    plan_with(
        cast.institution, draft(7, due=Written("x", date(2025, 1, 1))), kind="previous", origin="o:2", title="Old"
    )
    plan_with(cast.neighbour, draft(8, due=Written("x", date(2025, 1, 1))))
    assert [action.key for action in queries.overdue(cast.institution, ON)] == ["a1", "a4"]
    assert list(queries.overdue(cast.institution, date(2025, 12, 31))) == []


def test_nothing_in_a_plan_looked_back_on_is_overdue(cast):
    old = plan_with(cast.institution, draft(7, due=Written("x", date(2025, 1, 1))), kind="previous")
    assert (queries.every_action(old, ON)[0].is_late, shown(old, overdue=True)) == (False, [])


def test_the_newest_plan_comes_first_and_those_without_dates_last(cast):
    for number, year in enumerate((2021, 2025, None, 2023)):
        starts = Written(str(year), date(year, 1, 1)) if year else Written()
        plan_with(cast.institution, draft(1), origin=f"o:{number}", title=f"From {year}", starts=starts, ends=Written())
    listed = [(plan.title, plan.count) for plan in queries.plans_of(cast.institution)]
    assert listed == [("From 2025", 1), ("From 2023", 1), ("From 2021", 1), ("From None", 1)]


@pytest.mark.parametrize(
    ("starts", "ends", "kind", "words"),
    [
        (date(2027, 1, 1), None, "forward", "To come"),
        (date(2025, 1, 1), None, "forward", "Running"),
        (date(2025, 1, 1), date(2026, 5, 31), "forward", "Period over"),
        (None, None, "forward", "Time ahead"),
        (date(2027, 1, 1), None, "previous", "Looked back on"),
    ],
)
def test_how_a_plan_stands_in_time(starts, ends, kind, words):
    assert standing_of(Plan(starts_on=starts, ends_on=ends, kind=kind), ON)["words"] == words


def test_the_numbers_above_a_plan_speak_of_ratings_or_else_of_statuses(cast, plan):
    def row(one):
        counted = queries.figures_of(queries.every_action(one, ON), ON)
        return [(cell["name"], cell["value"]) for cell in figure_row(counted, one, ON)]

    assert row(plan) == [
        ("Completed", 1), ("In progress", 0), ("Still to be carried out", 1), ("Not rated", 3),
        ("Overdue", 2), ("Plan time gone", "47%"),
    ]  # fmt: skip
    told = plan_with(
        cast.institution, draft(1, status="in_progress"), draft(2), kind="previous", origin="o:2", title="Unrated"
    )
    assert row(told) == [("Completed", 0), ("In progress", 1), ("No status", 1)]
