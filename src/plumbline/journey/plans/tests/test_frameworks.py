"""Frameworks as data, in versions; and the views that people keep."""

from dataclasses import replace

import pytest

from plumbline.foundation.problems import Refused
from plumbline.institutions.access import Role
from plumbline.journey.plans import operations, queries
from plumbline.journey.plans.frameworks import FrameworkDraft, Item, items_from_lines, lines_of, seeds
from plumbline.journey.plans.models import Framework, SavedView
from plumbline.journey.plans.tests.making import SYSTEM, plan_with, rated
from tests.cast import browser

PLAN = "/i/ashmere/plans/action-plan-2025-to-2027/"
EDITORS = {"lead", "working_lead", "group_chair"}


@pytest.fixture
def plan(cast):
    operations.load_frameworks(actor=SYSTEM)
    return plan_with(cast.institution)


def item(ref, key="talent"):
    return Framework.objects.current().get(key=key).items.get(ref=ref)


def map_to(plan, *items):
    action = rated(plan, "a1")
    draft = replace(queries.draft_of(action), mappings=tuple(one.pk for one in items))
    operations.change_action(actor=SYSTEM, action=action, draft=draft)


def test_the_frameworks_that_come_along_say_whose_words_they_are():
    found = {draft.key: draft for draft in seeds()}
    assert set(found) == {"athena-swan", "ref", "researcher-concordat", "talent"}
    assert {draft.wording for draft in found.values()} == {"ours"}
    talent = found["talent"].items
    assert [one.ref for one in talent] == [*(f"T{number}" for number in range(1, 16)), "R16"]
    assert {one.confidence for one in talent} == {"a", "b"}


def test_loading_twice_loads_nothing(plan):
    assert operations.load_frameworks(actor=SYSTEM) == 0


def test_a_new_version_supersedes_and_edits_nothing(plan):
    old = item("T1")
    map_to(plan, old)
    talent = Framework.objects.get(key="talent")
    draft = FrameworkDraft("talent", "TALENT Commission", (Item("T1", "The official words."),), wording="official")
    made = operations.put_framework(actor=SYSTEM, institution=None, draft=draft, seen=1)
    assert (made.version, item("T1").text, type(old).objects.get(pk=old.pk).text) == (
        2,
        "The official words.",
        old.text,
    )
    assert [one["item"] for one in queries.parts_of(rated(plan, "a1"))["mappings"]] == [old.pk]
    assert [(one.framework.key, one.earlier) for one in queries.coverage(plan) if one.earlier] == [("talent", 1)]
    assert operations.move_mappings(actor=SYSTEM, plan=plan, framework=made) == 1
    assert [one["item"] for one in queries.parts_of(rated(plan, "a1"))["mappings"]] == [item("T1").pk]
    with pytest.raises(Refused, match="Somebody put another version in place meanwhile"):
        operations.put_framework(actor=SYSTEM, institution=None, draft=draft, seen=talent.version)


def test_what_the_new_version_has_no_longer_stays_where_it_was(plan):
    map_to(plan, item("T1"), item("T2"))
    draft = FrameworkDraft("talent", "TALENT Commission", (Item("T2", "Other words."),))
    made = operations.put_framework(actor=SYSTEM, institution=None, draft=draft, seen=1)
    assert operations.move_mappings(actor=SYSTEM, plan=plan, framework=made) == 1
    rows = rated(plan, "a1").mappings.select_related("item__framework")
    assert {(row.item.ref, row.item.framework.version) for row in rows} == {("T1", 1), ("T2", 2)}


def test_an_institutions_own_framework_is_nobody_elses(cast, plan):
    draft = FrameworkDraft("", "Strategy 2030", (Item("S1", "Care for skills."),))
    own = operations.put_framework(actor=SYSTEM, institution=cast.institution, draft=draft)
    theirs = plan_with(cast.neighbour)
    with pytest.raises(Refused) as refused:
        map_to(theirs, own.items.get())
    assert refused.value.field == "mappings"
    map_to(plan, own.items.get())
    assert [one.framework.title for one in queries.coverage(theirs)] == [one.title for one in queries.frameworks(None)]
    with pytest.raises(Refused, match="of this name already"):
        operations.put_framework(actor=SYSTEM, institution=cast.institution, draft=draft)
    again = operations.put_framework(actor=SYSTEM, institution=cast.neighbour, draft=draft)
    assert again.version == 1


def test_who_may_keep_frameworks(cast):
    def may(institution, actor):
        try:
            draft = FrameworkDraft("", f"Own of {actor.key}", (Item("S1", "x"),))
            operations.put_framework(actor=actor, institution=institution, draft=draft)
        except Refused:
            return False
        return True

    assert {name for name, actor in cast.actors().items() if may(cast.institution, actor)} == EDITORS
    assert {name for name, actor in cast.actors().items() if may(None, actor)} == {"secretariat"}


def test_lines_are_items_and_a_wrong_line_is_named():
    items = items_from_lines("T1: First: of all\n\n T2 : Second ")
    assert items == (Item("T1", "First: of all"), Item("T2", "Second"))
    assert items_from_lines(lines_of(items)) == items
    noted = (Item("T1", "First", note="n", confidence="a"),)
    assert items_from_lines("T1: First", noted) == noted
    for typed, told in (("", "at least one line"), ("T1: a\nno reference", "Line 2"), ("T1: a\nT1: b", "twice")):
        with pytest.raises(Refused, match=told) as refused:
            items_from_lines(typed)
        assert refused.value.field == "items"


def test_the_secretariat_puts_the_next_version_in_place_by_a_form(cast, plan):
    secretariat = browser(cast.secretariat)
    talent = Framework.objects.get(key="talent")
    assert "In our own words" in secretariat.get("/sector/frameworks/").content.decode()
    wrong = secretariat.post(
        f"/sector/frameworks/{talent.pk}/", {"title": "TALENT", "items": "nothing", "wording": "ours"}
    )
    assert list(wrong.context["form"].errors) == ["items"]
    secretariat.post(
        f"/sector/frameworks/{talent.pk}/", {"title": "TALENT", "items": "1: Official", "wording": "official"}
    )
    assert [(one.version, one.wording) for one in Framework.objects.current().filter(key="talent")] == [(2, "official")]
    assert secretariat.get(f"/sector/frameworks/{talent.pk}/").status_code == 404, "superseded"


def test_the_coverage_page_asks_the_same_number_of_questions_however_much_is_mapped(
    cast, plan, django_assert_num_queries
):
    lead = browser(cast.lead)
    for items in ([item("T1")], [item("T1"), item("T2"), item("AS1", "athena-swan")]):
        map_to(plan, *items)
        with django_assert_num_queries(10):
            assert lead.get(f"{PLAN}frameworks/").status_code == 200


def test_a_view_is_kept_shared_and_let_go(cast, plan):
    lead, technician = browser(cast.lead), browser(cast.people[Role.TECHNICIAN])
    kept = lead.post(f"{PLAN}views/keep/", {"name": "Mine", "shown_as": "board", "query": "status=in_progress"})
    assert kept.headers["Location"] == f"{PLAN}board/?status=in_progress"
    assert "Mine" not in technician.get(PLAN).content.decode()
    lead.post(f"{PLAN}views/keep/", {"name": "Mine", "shown_as": "plan", "query": "", "shared": "yes"})
    view = SavedView.objects.get()
    assert "shared by Lead Person" in technician.get(f"{PLAN}timeline/").content.decode()
    technician.post(f"{PLAN}views/{view.pk}/drop/")
    assert SavedView.objects.exists(), "somebody else's"
    lead.post(f"{PLAN}views/{view.pk}/drop/")
    assert not SavedView.objects.exists()


def test_a_view_needs_a_name_and_a_way(cast, plan):
    actor = cast.actor(Role.LEAD)
    for given in ({"name": " "}, {"name": "x", "shown_as": "nowhere"}, {"name": "x", "query": "q" * 3000}):
        with pytest.raises(Refused):
            operations.save_view(actor=actor, plan=plan, **{"shown_as": "plan", **given})
    with pytest.raises(Refused):
        operations.save_view(actor=SYSTEM, plan=plan, name="x", shown_as="plan")
