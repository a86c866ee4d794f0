"""Every role against every rule of plans; every move of an action, legal and refused."""

import pytest

from plumbline.foundation.problems import Refused
from plumbline.institutions.access import Capability
from plumbline.journey.plans import operations, rules
from plumbline.journey.plans.drafts import Written
from plumbline.journey.plans.models import Plan
from plumbline.journey.plans.states import MOVES, UNKNOWN, Status
from plumbline.journey.plans.tests.making import SYSTEM, draft, plan_with, rated

EDITORS = {"lead", "working_lead", "group_chair"}
UPDATERS = EDITORS | {"champion", "group_member", "technical_manager"}
ACCEPTERS = {"lead", "working_lead"}


def allowed(cast, rule):
    """The names of those whom a rule lets through."""
    return {name for name, actor in cast.actors().items() if rule(actor)}


def test_who_may_edit_a_plan(cast):
    assert allowed(cast, lambda actor: rules.can_edit_plan(actor, cast.institution)) == EDITORS


def test_who_may_take_in_what_was_read(cast):
    assert allowed(cast, lambda actor: rules.can_take_in(actor, cast.institution)) == ACCEPTERS


def test_who_may_change_remove_and_restore_an_action(cast):
    plan = plan_with(cast.institution)
    here, gone = plan.actions.get(key="a1"), plan.actions.get(key="a2")
    operations.remove_action(actor=SYSTEM, action=gone)
    assert allowed(cast, lambda actor: rules.can_change_action(actor, here)) == EDITORS
    assert allowed(cast, lambda actor: rules.can_remove_action(actor, here)) == EDITORS
    assert allowed(cast, lambda actor: rules.can_restore_action(actor, gone)) == EDITORS
    for rule, action in (
        (rules.can_change_action, gone),
        (rules.can_remove_action, gone),
        (rules.can_update_action, gone),
        (rules.can_restore_action, here),
    ):
        assert allowed(cast, lambda actor, rule=rule, action=action: rule(actor, action)) == set()


def test_who_may_update_an_action(cast):
    action = rated(plan_with(cast.institution), "a1")
    assert allowed(cast, lambda actor: rules.can_update_action(actor, action)) == UPDATERS
    assert allowed(cast, lambda actor: rules.can_change_status(actor, action, "completed", "")) == UPDATERS
    assert allowed(cast, lambda actor: rules.can_note_progress(actor, action, "Done.")) == UPDATERS
    assert (
        allowed(cast, lambda actor: rules.can_rate(actor, action, "green", None, "", action.plan.starts_on)) == UPDATERS
    )


def test_the_lead_of_another_institution_holds_the_same_role_and_may_nothing_here(cast):
    actor = cast.actors()["neighbour"]
    assert actor.can(Capability.EDIT_PLAN, cast.neighbour)
    assert not rules.can_edit_plan(actor, cast.institution)


@pytest.mark.parametrize("before", [UNKNOWN, *Status.values])
@pytest.mark.parametrize("after", Status.values)
def test_any_status_follows_any_other_and_never_itself(cast, before, after):
    action = plan_with(cast.institution, draft(status=before)).actions.get()
    if before == after:
        with pytest.raises(Refused) as refusal:
            operations.change_status(actor=SYSTEM, action=action, status=after, note="x")
        assert refusal.value.field == "status"
        return
    operations.change_status(actor=SYSTEM, action=action, status=after, note="Because.")
    action.refresh_from_db()
    assert action.status == after


def test_nothing_but_an_undo_moves_back_to_not_said(cast):
    assert {move.target for move in MOVES.moves.values()} == {"", *Status.values}
    action = plan_with(cast.institution, draft(status="ongoing")).actions.get()
    assert not rules.can_change_status(SYSTEM, action, "", "x")


def test_of_two_who_move_at_once_the_second_is_refused(cast):
    plan = plan_with(cast.institution)
    mine, yours = plan.actions.get(key="a1"), plan.actions.get(key="a1")
    operations.change_status(actor=SYSTEM, action=mine, status="completed")
    with pytest.raises(Refused):
        operations.change_status(actor=SYSTEM, action=yours, status="in_progress")
    assert Plan.objects.get().actions.get(key="a1").status == "completed"


def test_stopping_needs_its_reason(cast):
    action = plan_with(cast.institution).actions.get(key="a1")
    verdict = rules.can_change_status(SYSTEM, action, "stopped", "  ")
    assert (bool(verdict), verdict.field) == (False, "note")
    assert rules.can_change_status(SYSTEM, action, "stopped", "No money.")


def test_a_rating_is_not_of_a_day_to_come_nor_of_one_before_the_start(cast):
    action = plan_with(cast.institution).actions.get(key="a1")
    today, later = action.plan.starts_on, action.plan.ends_on
    assert rules.can_rate(SYSTEM, action, "red", today, " ", today)  # explained at the latest when the date is closed
    begun = plan_with(cast.institution, draft(1, starts=Written("", later)), origin="b").actions.get()
    assert rules.can_rate(SYSTEM, begun, "red", today, "", today).field == "rag"
    assert rules.can_rate(SYSTEM, begun, "", today, "", today)
    assert rules.can_rate(SYSTEM, action, "green", later, "", today).field == "on"
    assert rules.can_rate(SYSTEM, action, "purple", today, "", today).field == "rag"
    assert rules.can_rate(SYSTEM, action, "red", today, "No staff.", today)
    assert rules.can_rate(SYSTEM, action, "", today, "", today)


def test_who_may_close_a_reporting_date_and_open_it_again(cast):
    plan = plan_with(cast.institution)
    date_ = operations.add_reporting_date(actor=SYSTEM, plan=plan, label="End", on=plan.starts_on)
    assert allowed(cast, lambda actor: rules.can_close(actor, date_, plan.ends_on)) == EDITORS
    assert rules.can_close(SYSTEM, date_, plan.starts_on.replace(year=2000)).reason.startswith(
        "The day is still to come"
    )
    date_.closed_at = plan.created_at
    assert allowed(cast, lambda actor: rules.can_reopen(actor, date_)) == EDITORS
    assert not rules.can_close(SYSTEM, date_, plan.ends_on)


def test_who_may_undo_what(cast):
    plan = plan_with(cast.institution)
    action = plan.actions.get(key="a1")
    operations.change_status(actor=SYSTEM, action=action, status="completed")
    operations.remove_action(actor=SYSTEM, action=action)
    removed, moved, taken = action.steps.order_by("-pk")
    assert allowed(cast, lambda actor: rules.can_undo(actor, removed)) == EDITORS
    assert not rules.can_undo(SYSTEM, moved), "the action is removed"
    operations.restore_action(actor=SYSTEM, action=action)
    assert allowed(cast, lambda actor: rules.can_undo(actor, action.steps.get(pk=moved.pk))) == UPDATERS
    assert not rules.can_undo(SYSTEM, taken)
