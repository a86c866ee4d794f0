"""Many actions changed at once: the preview says exactly what is done, refusals say why, all of it can be undone."""

from datetime import date

import pytest

from plumbline.foundation.clock import today
from plumbline.foundation.problems import Refused
from plumbline.institutions.access import Role
from plumbline.journey.plans import operations, queries
from plumbline.journey.plans.bulk import Change, ChangeKind, effects, months_later, version_of
from plumbline.journey.plans.drafts import OwnerDraft, Written
from plumbline.journey.plans.history import told_effect
from plumbline.journey.plans.models import BulkChange
from plumbline.journey.plans.tests.making import SYSTEM, draft, plan_with, rated
from tests.cast import browser

PLAN = "/i/ashmere/plans/action-plan-2025-to-2027/"
DUE = Written("31 January 2026", date(2026, 1, 31))


@pytest.fixture
def plan(cast):
    return plan_with(
        cast.institution,
        draft(1, due=DUE, owner="Dean", section="Ours"),
        draft(2, starts=Written("2026", date(2026, 1, 1)), status="completed"),
        draft(3),
    )


def seen(plan):
    return {action.key: version_of(action.changed_at) for action in plan.actions.standing()}


def change(plan, kind, rest=False, **given):
    return operations.change_many(actor=SYSTEM, plan=plan, change=Change(kind, **given), seen=seen(plan), rest=rest)


def previewed(plan, kind, **given):
    rows = queries.actions_by_key(plan, ["a1", "a2", "a3"])
    found = effects(SYSTEM, rows, Change(kind, **given), queries.owner_rows_of(plan), today())
    return {
        effect.action.key: effect.refusal
        or [(one["field"], one["before"], one["after"]) for one in told_effect(effect)["changes"]]
        for effect in found
    }


ADA = OwnerDraft("Ada", kind="team")
NEXT = Written("2027", date(2027, 12, 31))
CHANGES = [
    (ChangeKind.THEME_ADD, {"value": "recognition"}, ("themes", "Visibility", "Visibility, Recognition"),
     ("themes", ["visibility", "recognition"])),
    (ChangeKind.THEME_REMOVE, {"value": "visibility"}, ("themes", "Visibility", ""), ("themes", [])),
    (ChangeKind.SECTION, {"value": "Theirs"}, ("section", "Ours", "Theirs"), None),
    (ChangeKind.DUE, {"day": NEXT}, ("due date", "31 January 2026", "2027"), ("deadline_on", date(2027, 12, 31))),
    (ChangeKind.SHIFT, {"value": "1"}, ("due date", "31 January 2026", "28 February 2026"),
     ("due_on", date(2026, 2, 28))),
    (ChangeKind.STATUS, {"value": "in_progress"}, ("status", "", "In progress"), ("status", "in_progress")),
    (ChangeKind.RATING, {"value": "red", "words": "No money."}, ("rating", "", "Still to be carried out"),
     ("rag", "red")),
    (ChangeKind.PRIORITY, {"value": "high"}, ("priority", "", "high"), ("priority", "high")),
    (ChangeKind.ONGOING, {"value": "yes"}, ("goes on throughout", "no", "yes"), ("is_ongoing", True)),
    (ChangeKind.REMOVE, {}, ("removed", "no", "yes"), ("is_removed", True)),
    (ChangeKind.OWNER, {"owner": ADA}, ("owners and contributors", "", "Ada"), ("owner", "Dean")),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "given", "said", "stored"), CHANGES, ids=[row[0] for row in CHANGES])
def test_the_preview_says_exactly_what_is_done_and_it_is_undone_as_one(plan, kind, given, said, stored):
    before = {action.key: queries.draft_of(action) for action in queries.every_action(plan, today())}
    assert previewed(plan, kind, **given)["a1"] == [said]
    done = change(plan, kind, rest=True, **given)
    action = rated(plan, "a1")
    assert stored is None or getattr(action, stored[0]) == stored[1]
    assert kind != ChangeKind.SECTION or action.section.title == "Theirs"
    operations.undo_many(actor=SYSTEM, bulk=done.bulk)
    after = {action.key: queries.draft_of(action) for action in queries.every_action(plan, today())}
    assert (after, rated(plan, "a1").rag) == (before, "")


def test_what_is_refused_says_why_and_the_rest_goes_or_nothing_does(plan):
    told = "A3 Do thing number 3: It has no day that could be moved."
    with pytest.raises(Refused) as refused:
        change(plan, ChangeKind.SHIFT, value="3")
    assert refused.value.message == told
    assert rated(plan, "a1").due_on == date(2026, 1, 31)
    done = change(plan, ChangeKind.SHIFT, rest=True, value="3")
    assert (done.count, done.refused) == (2, [told])
    assert rated(plan, "a1").due_on == date(2026, 4, 30)
    assert [row.asked for row in BulkChange.objects.all()] == [{"kind": "shift", "value": "3"}]


def test_dates_that_would_stand_in_the_wrong_order_are_refused(plan):
    preview = previewed(plan, ChangeKind.ENDS, day=Written("2020", date(2020, 12, 31)))
    assert preview["a2"] == "It would be due or end before it starts."
    assert preview["a3"] == [("end", "", "2020")]


def test_stopping_many_needs_the_reason_and_what_has_the_status_stays(plan):
    assert previewed(plan, ChangeKind.STATUS, value="stopped")["a1"] == "Say why the action was stopped."
    assert previewed(plan, ChangeKind.STATUS, value="completed")["a2"] == []


def test_somebody_elses_change_since_the_preview_is_not_overwritten(plan):
    versions = seen(plan)
    operations.note_progress(actor=SYSTEM, action=rated(plan, "a1"), text="Under way.")
    done = operations.change_many(
        actor=SYSTEM, plan=plan, change=Change("priority", value="high"), seen=versions, rest=True
    )
    assert done.refused == ["A1 Do thing number 1: Somebody changed it since the preview. Look again."]
    assert [action.priority for action in plan.actions.all()] == ["", "high", "high"]


def test_an_owner_takes_the_place_of_all_owners_and_contributors_stay(cast, plan):
    change(plan, ChangeKind.OWNER, owner=OwnerDraft("Ada", kind="team"))
    change(plan, ChangeKind.CONTRIBUTOR, owner=OwnerDraft("Cyn", part="contributor", kind="team"))
    change(plan, ChangeKind.OWNER, owner=OwnerDraft("Bo", user=cast.lead.pk))
    rows = [(one.name, one.part) for one in rated(plan, "a3").owners.all()]
    assert rows == [("Bo", "owner"), ("Cyn", "contributor")]
    assert (rated(plan, "a1").owner, rated(plan, "a3").owner) == ("Dean", "Bo")
    with pytest.raises(Refused, match="Choose somebody who has a role here"):
        change(plan, ChangeKind.OWNER, owner=OwnerDraft("Bea", user=cast.neighbour_lead.pk))


def test_a_change_that_changes_nothing_leaves_no_trace(plan):
    assert change(plan, ChangeKind.THEME_ADD, value="visibility").bulk is None
    assert not BulkChange.objects.exists()


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)), (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 2, 28), 1, date(2026, 3, 31)), (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 12, 30), 2, date(2027, 2, 28)), (date(2026, 5, 5), 0, date(2026, 5, 5)),
    ],
)  # fmt: skip
def test_days_move_by_months_and_the_last_of_a_month_stays_the_last(day, months, later):
    assert months_later(day, months) == later


def test_who_may_change_many(cast, plan):
    may = {
        name
        for name, actor in cast.actors().items()
        if _allowed(
            lambda actor=actor: operations.change_many(actor=actor, plan=plan, change=Change("priority"), seen={})
        )
    }
    assert may == {"lead", "working_lead", "group_chair"}


def _allowed(act):
    try:
        act()
    except Refused:
        return False
    return True


def test_the_pages_lead_from_ticks_to_preview_to_change_to_undo(cast, plan):
    lead = browser(cast.lead)
    chosen = lead.get(f"{PLAN}several/?status=completed")
    assert chosen.content.decode().count('name="a"') == 1
    address = f"{PLAN}several/change/?kind=shift&a=a1&a=a3"
    assert lead.get(address).context["form"].fields.keys() == {"value"}
    wrong = lead.post(address, {"value": "soon", "preview": "yes"})
    assert wrong.context["form"].errors == {"value": ["Enter a whole number of months, such as 3."]}
    preview = lead.post(address, {"value": "1", "preview": "yes"})
    assert "It has no day that could be moved." in preview.content.decode()
    assert rated(plan, "a1").due_on == date(2026, 1, 31), "a preview changes nothing"
    versions = {f"seen-{row['action'].key}": row["version"] for row in preview.context["rows"]}
    refused = lead.post(address, {"value": "1", "do": "yes", **versions})
    assert "A3 Do thing number 3: It has no day" in refused.content.decode()
    lead.post(address, {"value": "1", "do": "yes", "rest": "yes", **versions})
    assert rated(plan, "a1").due_on == date(2026, 2, 28)
    undo = f"{PLAN}several/{BulkChange.objects.get().pk}/"
    assert "Move all dates by some months: 1" in lead.get(undo).content.decode()
    lead.post(undo)
    assert rated(plan, "a1").due_on == date(2026, 1, 31)


@pytest.mark.parametrize("kind", ChangeKind.values)
def test_every_kind_of_change_has_its_page(cast, plan, kind):
    page = browser(cast.lead).get(f"{PLAN}several/change/?kind={kind}&a=a1")
    assert page.status_code == 200
    assert ("What will change" in page.content.decode()) == (kind == "remove")


def test_without_ticks_one_is_told(cast, plan):
    told = browser(cast.lead).get(f"{PLAN}several/change/?kind=due", follow=True)
    assert "Tick at least one action" in told.content.decode()


def test_the_pages_are_for_those_who_keep_the_plan(cast, plan):
    for address in (f"{PLAN}several/", f"{PLAN}several/change/?kind=due&a=a1"):
        assert browser(cast.people[Role.TECHNICIAN]).get(address).status_code == 403
        assert browser(cast.neighbour_lead).get(address).status_code == 404
