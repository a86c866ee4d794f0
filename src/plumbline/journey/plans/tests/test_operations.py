"""What the operations of plans change, write down and refuse."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from plumbline.foundation.clock import now, today
from plumbline.foundation.problems import Refused
from plumbline.institutions.access import Role
from plumbline.journey.plans import operations, queries
from plumbline.journey.plans.drafts import ActionDraft, Passage, PlanDraft, Written
from plumbline.journey.plans.models import Plan, PlannedAction, Rating, Step
from plumbline.journey.plans.tests.making import ORIGIN, SYSTEM, draft, plan_with, rated
from plumbline.platform.audit.models import Entry


def said(action):
    """The steps of an action, oldest first."""
    return [step.what for step in queries.history(action)][::-1]


def test_a_plan_is_made_changed_and_recorded(cast):
    actor = cast.actor(Role.LEAD)
    plan = operations.create_plan(actor=actor, institution=cast.institution, title=" Plan 2026 ")
    operations.change_plan(
        actor=actor, plan=plan, title="Plan 2026", kind="forward", ends=Written("2027", date(2027, 12, 31))
    )
    operations.change_plan(actor=actor, plan=plan, title="Plan 2026", kind="forward", ends=plan.ends)
    plan.refresh_from_db()
    assert (plan.key, plan.title, plan.ends_on, plan.created_by) == (
        "plan-2026",
        "Plan 2026",
        date(2027, 12, 31),
        actor.key,
    )
    step = plan.steps.get(what="changed")
    assert (step.before, step.after) == (
        {"ends_written": "", "ends_on": None},
        {"ends_written": "2027", "ends_on": "2027-12-31"},
    )
    verbs = list(Entry.objects.filter(subject=plan.audit_key).order_by("pk").values_list("verb", "actor", "scope"))
    assert verbs == [
        ("plan.made", actor.key, cast.institution.key),
        ("plan.changed", actor.key, cast.institution.key),
    ]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "x" * 40_001}, "title"),
        ({"title": "x", "kind": "dream"}, "kind"),
        (
            {"title": "x", "starts": Written("2027", date(2027, 1, 1)), "ends": Written("2026", date(2026, 1, 1))},
            "ends",
        ),
    ],
)
def test_a_plan_is_refused_at_the_field_that_is_wrong(cast, given, field):
    with pytest.raises(Refused) as refusal:
        operations.create_plan(actor=SYSTEM, institution=cast.institution, **given)
    assert refusal.value.field == field
    assert not Plan.objects.exists()


def test_an_action_is_added_by_hand_at_the_end_with_a_section_of_its_own(cast):
    plan = plan_with(cast.institution)
    action = operations.add_action(
        actor=SYSTEM,
        plan=plan,
        draft=draft(9, ref="", section="Well-being", status="ongoing", years=(2026, 2025, 2026)),
    )
    assert (action.key, action.order, action.status, action.years) == ("action-4", 3, "ongoing", [2025, 2026])
    assert (action.section.title, action.deadline_on, action.from_reading) == ("Well-being", date(2026, 12, 31), False)
    assert said(action) == ["added"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"text": " "}, "text"),
        ({"text": "x" * 40_001}, "text"),
        ({"measure": "x" * 40_001}, "measure"),
        ({"status": "sleeping"}, "status"),
        ({"starts": Written("", date(2026, 2, 1)), "ends": Written("", date(2026, 1, 1))}, "ends"),
        ({"starts": Written("", date(2026, 2, 1)), "due": Written("", date(2026, 1, 1))}, "due"),
    ],
)
def test_an_action_is_refused_at_the_field_that_is_wrong(cast, given, field):
    plan = plan_with(cast.institution)
    with pytest.raises(Refused) as refusal:
        operations.add_action(actor=SYSTEM, plan=plan, draft=draft(**given))
    assert refusal.value.field == field
    assert plan.actions.count() == 3


def test_thirty_thousand_characters_fit(cast):
    plan = plan_with(cast.institution)
    assert len(operations.add_action(actor=SYSTEM, plan=plan, draft=draft(4, text="é" * 30_000)).text) == 30_000


def test_a_change_is_a_step_with_before_and_after(cast):
    action = plan_with(cast.institution).actions.get(key="a1")
    operations.change_action(
        actor=SYSTEM, action=action, draft=draft(1, text="Do it better", section="Own"), seen=action.changed_at
    )
    step = queries.history(action).first()
    assert (step.before, step.after) == (
        {"text": "Do thing number 1", "section": None},
        {"text": "Do it better", "section": "Own"},
    )
    operations.change_action(actor=SYSTEM, action=action, draft=draft(1, text="Do it better", section="Own"))
    assert said(action) == ["taken_in", "changed"]
    action.refresh_from_db()
    assert (action.text, action.key, action.section.title) == ("Do it better", "a1", "Own")


def test_nobody_overwrites_what_they_have_not_read(cast):
    action = plan_with(cast.institution).actions.get(key="a1")
    with pytest.raises(Refused):
        operations.change_action(
            actor=SYSTEM, action=action, draft=draft(1, text="Mine"), seen=now() - timedelta(minutes=1)
        )
    assert PlannedAction.objects.get(pk=action.pk).text == "Do thing number 1"


def test_an_action_is_removed_and_put_back(cast):
    plan = plan_with(cast.institution)
    action = plan.actions.get(key="a1")
    operations.remove_action(actor=SYSTEM, action=action)
    assert [one.key for one in plan.actions.standing()] == ["a2", "a3"]
    with pytest.raises(Refused):
        operations.remove_action(actor=SYSTEM, action=action)
    operations.restore_action(actor=SYSTEM, action=action)
    assert [one.key for one in plan.actions.standing()] == ["a1", "a2", "a3"]
    with pytest.raises(Refused):
        operations.restore_action(actor=SYSTEM, action=action)
    assert said(action) == ["taken_in", "removed", "restored"]


def test_progress_is_noted_with_or_without_another_status(cast):
    action = plan_with(cast.institution, draft(status="not_started")).actions.get()
    moved = operations.change_status(actor=SYSTEM, action=action, status="in_progress", note=" Begun. ")
    noted = operations.note_progress(actor=SYSTEM, action=action, text="Half way.")
    assert (moved.text, moved.status_before, moved.status_after) == ("Begun.", "not_started", "in_progress")
    assert (noted.text, noted.status_before, noted.status_after) == ("Half way.", "in_progress", "in_progress")
    assert said(action) == ["taken_in", "moved", "noted"]
    with pytest.raises(Refused) as refusal:
        operations.note_progress(actor=SYSTEM, action=action, text=" ")
    assert refusal.value.field == "note"
    with pytest.raises(Refused) as refusal:
        operations.note_progress(actor=SYSTEM, action=action, text="x" * 40_001)
    assert refusal.value.field == "note"


def test_the_newest_rating_counts_and_earlier_ones_stand(cast):
    plan = plan_with(cast.institution, draft(rag="amber", rag_on=date(2025, 7, 31)))
    action = rated(plan, "a1")
    operations.rate(actor=SYSTEM, action=action, rag="red", on=date(2026, 7, 31), explanation="Nobody came.")
    again = rated(plan, "a1")
    assert (again.rag, again.rag_on, again.why) == ("red", date(2026, 7, 31), "Nobody came.")
    operations.rate(actor=SYSTEM, action=action, rag="")
    assert rated(plan, "a1").rag == ""
    assert list(action.ratings.order_by("pk").values_list("rag", "rated_on")) == [
        ("amber", date(2025, 7, 31)),
        ("red", date(2026, 7, 31)),
        ("", today()),
    ]


def test_history_is_not_changed(cast):
    action = plan_with(cast.institution, draft(rag="green")).actions.get()
    for row in (action.steps.get(), action.ratings.get()):
        with pytest.raises(TypeError):
            row.save()


def test_taking_in_keeps_all_that_was_read(cast):
    read = draft(
        ref="V1",
        themes=("recognition", "visibility"),
        section="Well-being",
        objective="o",
        owner="w",
        due=Written("Spring 2026"),
        years=(2026, 2025),
        measure="m",
        progress="p",
        comments="c",
        resource="r",
        priority="high",
        links=("https://a.example",),
        status="ongoing",
        rag="red",
        rag_on=date(2026, 1, 1),
        rag_seen="#ff0000",
        explanation="e",
        other=(("Campus", "North"),),
        passage=Passage("plan.docx", 3, "words", "/i/ashmere/documents/7/"),
    )
    plan = plan_with(cast.institution, read, section_themes=(("Well-being", "sustainability"), ("No such", "x")))
    action = rated(plan, "v1")
    names = ("ref", "text", "themes", "objective", "owner", "due_written", "due_on", "years", "measure", "progress")
    assert [getattr(action, name) for name in names] == [
        "V1", "Do thing number 1", ["recognition", "visibility"], "o", "w", "Spring 2026", None, [2025, 2026], "m", "p",
    ]  # fmt: skip
    names = ("comments", "resource", "priority", "links", "status", "rag", "rag_on", "why", "other", "from_reading")
    assert [getattr(action, name) for name in names] == [
        "c", "r", "high", ["https://a.example"], "ongoing", "red", date(2026, 1, 1), "e", [["Campus", "North"]], True,
    ]  # fmt: skip
    assert (action.section.title, action.section.theme) == ("Well-being", "sustainability")
    assert action.passage == {
        "document": "plan.docx",
        "page": 3,
        "words": "words",
        "address": "/i/ashmere/documents/7/",
    }
    assert action.ratings.get().seen_in == "#ff0000"
    assert (plan.origin, plan.kind) == (ORIGIN, "forward")


def test_taking_in_believes_no_impossible_value_and_leaves_nothing_empty_behind(cast):
    plan = plan_with(
        cast.institution,
        draft(1, status="asleep", rag="blue", explanation="said", themes=("pottery",)),
        draft(2, ref="", text="  "),
        draft(3, ref="C3", text=""),
        draft(4, ref="A1"),
        title="",
        kind="previous",
    )
    assert [(one.key, one.text, one.status, one.rag, one.why) for one in plan.actions.rated()] == [
        ("a1", "Do thing number 1", "", "", "said"),
        ("c3", "C3", "", "", ""),
        ("a1-2", "Do thing number 4", "", "", ""),
    ]
    assert plan.title == "Previous action plan"


def test_the_same_origin_is_not_taken_in_twice(cast):
    plan_with(cast.institution)
    with pytest.raises(Refused):
        plan_with(cast.institution)
    assert cast.institution.plans.count() == 1


def test_an_origin_is_needed(cast):
    with pytest.raises(ValueError, match="origin"):
        operations.take_in(actor=SYSTEM, institution=cast.institution, plans=[PlanDraft("x")], origin="")


def test_all_or_nothing(cast):
    broken = PlanDraft("Broken", kind="dream")
    with pytest.raises(IntegrityError), transaction.atomic():
        operations.take_in(actor=SYSTEM, institution=cast.institution, plans=[PlanDraft("Good"), broken], origin="x:1")
    assert not Plan.objects.exists()


def test_what_was_taken_in_and_not_touched_goes_without_a_trace(cast):
    plan_with(cast.institution, origin="other:1", title="Stays")
    plan_with(cast.institution, draft(1, section="Own", rag="green"))
    done = operations.take_back(actor=SYSTEM, institution=cast.institution, origin=ORIGIN)
    assert done == operations.TakenBack(plans=1, actions=1, kept=0)
    assert [plan.title for plan in Plan.objects.all()] == ["Stays"]
    assert not Rating.objects.exists()
    again = plan_with(cast.institution)
    assert again.actions.count() == 3


def test_taking_back_refuses_to_destroy_what_people_did_and_names_it(cast):
    plan = plan_with(cast.institution)
    operations.note_progress(actor=SYSTEM, action=plan.actions.get(key="a2"), text="Half way.")
    operations.add_action(actor=SYSTEM, plan=plan, draft=draft(9, text="By hand"))
    operations.change_plan(actor=SYSTEM, plan=plan, title="Better title", kind="forward")
    with pytest.raises(Refused) as refusal:
        operations.take_back(actor=SYSTEM, institution=cast.institution, origin=ORIGIN)
    assert "Better title; A2 Do thing number 2; A9 By hand" in refusal.value.message
    assert plan.actions.count() == 4


def test_a_refusal_names_five_and_counts_the_rest(cast):
    plan = plan_with(cast.institution, *(draft(number, text="Long " * 30) for number in range(1, 8)))
    for action in plan.actions.all():
        operations.remove_action(actor=SYSTEM, action=action)
    with pytest.raises(Refused) as refusal:
        operations.take_back(actor=SYSTEM, institution=cast.institution, origin=ORIGIN)
    assert refusal.value.message.count("…") == 5
    assert "; 2 more." in refusal.value.message
    assert len(refusal.value.message) < 500


def test_taking_back_keeps_the_changed_ones_when_asked(cast):
    plan = plan_with(cast.institution)
    operations.note_progress(actor=SYSTEM, action=plan.actions.get(key="a2"), text="Half way.")
    done = operations.take_back(actor=SYSTEM, institution=cast.institution, origin=ORIGIN, keep_changed=True)
    assert done == operations.TakenBack(plans=0, actions=2, kept=1)
    plan.refresh_from_db()
    assert (plan.origin, [one.key for one in plan.actions.all()]) == ("", ["a2"])
    assert Step.objects.filter(plan=plan, what="kept").count() == 1
    assert plan_with(cast.institution).key == "action-plan-2025-to-2027-2"


def test_a_neighbours_origin_is_not_taken_back(cast):
    plan_with(cast.neighbour)
    done = operations.take_back(actor=cast.actor(Role.LEAD), institution=cast.institution, origin=ORIGIN)
    assert done == operations.TakenBack(plans=0, actions=0, kept=0)
    assert cast.neighbour.plans.count() == 1


@pytest.mark.parametrize("role", [Role.TECHNICIAN, Role.LEADER, Role.SECRETARIAT])
def test_operations_enforce_the_rules(cast, role):
    plan = plan_with(cast.institution)
    action, actor = plan.actions.get(key="a1"), cast.actor(role)
    for call in (
        lambda: operations.create_plan(actor=actor, institution=cast.institution, title="x"),
        lambda: operations.change_plan(actor=actor, plan=plan, title="x", kind="forward"),
        lambda: operations.add_action(actor=actor, plan=plan, draft=ActionDraft("x")),
        lambda: operations.change_action(actor=actor, action=action, draft=ActionDraft("x")),
        lambda: operations.remove_action(actor=actor, action=action),
        lambda: operations.restore_action(actor=actor, action=action),
        lambda: operations.change_status(actor=actor, action=action, status="completed"),
        lambda: operations.note_progress(actor=actor, action=action, text="x"),
        lambda: operations.rate(actor=actor, action=action, rag="green"),
        lambda: operations.take_in(actor=actor, institution=cast.institution, plans=[PlanDraft("x")], origin="x:1"),
        lambda: operations.take_back(actor=actor, institution=cast.institution, origin=ORIGIN),
    ):
        with pytest.raises(Refused):
            call()
    assert said(action) == ["taken_in"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "asleep"},
        {"text": ""},
        {"starts_on": date(2026, 2, 1), "ends_on": date(2026, 1, 1)},
        {"starts_on": date(2026, 2, 1), "due_on": date(2026, 1, 1)},
        {"key": "a2"},
    ],
)
def test_the_database_refuses_what_cannot_be(cast, wrong):
    plan = plan_with(cast.institution)
    with pytest.raises(IntegrityError), transaction.atomic():
        plan.actions.filter(key="a1").update(**wrong)
