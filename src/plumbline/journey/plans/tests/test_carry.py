"""Plans that follow one another: carried, split, joined, left; what was promised first; two who carry at once."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from plumbline.foundation.problems import Overtaken, Refused
from plumbline.institutions import operations as institutions
from plumbline.institutions.access import Capability, Role
from plumbline.journey.plans import operations
from plumbline.journey.plans.chains import Link, Promise, chains, days_late
from plumbline.journey.plans.drafts import MeasureDraft, OwnerDraft, SubActionDraft, Written
from plumbline.journey.plans.models import CarriedFrom, Dropped, FirstPromise, Plan
from plumbline.journey.plans.next_plan import Choice, Left, Made, planned
from plumbline.journey.plans.pairs import Worded, suggested
from plumbline.journey.plans.queries import chains_of, decided, draft_of, slippage, suggested_pairs
from plumbline.journey.plans.tests.making import SYSTEM, draft, plan_with
from plumbline.platform.audit.models import Entry
from tests.cast import at_once, make_cast

DUE = Written("31 July 2026", date(2026, 7, 31))
LATER = Written("July 2028", date(2028, 7, 31))


def actions_of(plan):
    return list(plan.actions.order_by("order"))


def carry(plan, *choices, actor=SYSTEM, **given):
    """Carry forward as the page does, seeing what stands now."""
    where = {} if "into" in given else {"title": "Action plan 2028 to 2030"}
    return operations.carry_forward(
        **{"actor": actor, "plan": plan, "choices": choices, "seen": decided(plan).seen} | where | given
    )


def links_of(plan):
    return [
        (link.action.text, link.source.ref, link.how)
        for link in CarriedFrom.objects.filter(action__plan=plan).order_by("action__order", "source__order")
    ]


# --- pure


def test_choices_become_actions_and_what_is_left():
    choices = [
        Choice(1, "carry", "Goes on.", words="One, anew", due=LATER),
        Choice(2, "split", "Too much for one.", words="First part\n\n Second part \n"),
        Choice(3, "join", "The same aim.", words="Both", join="a"),
        Choice(4, "finished"),
        Choice(5, "join", "The same aim, too.", join=" A"),
        Choice(6, "delegated", "Schools do it now."),
        Choice(7, ""),
    ]
    made, left = planned(choices)
    assert made == [
        Made((1,), "carried", "One, anew", LATER, "Goes on."),
        Made((2,), "split", "First part", Written(), "Too much for one."),
        Made((2,), "split", "Second part", Written(), "Too much for one."),
        Made((3, 5), "merged", "Both", Written(), "The same aim.\nThe same aim, too."),
    ]
    assert left == [Left(4, "finished", ""), Left(6, "delegated", "Schools do it now.")]


@pytest.mark.parametrize(
    ("choices", "field"),
    [
        ([Choice(1, "carry")], "1-reason"),
        ([Choice(1, "dropped", " ")], "1-reason"),
        ([Choice(1, "delegated")], "1-reason"),
        ([Choice(1, "split", "Why", words="One line only")], "1-words"),
        ([Choice(1, "join", "Why", join="a")], "1-join"),
        ([Choice(1, "join", "Why"), Choice(2, "join", "Why")], "1-join"),
        ([Choice(1, "join", "Why", join="a"), Choice(2, "join", "", join="a")], "2-reason"),
        ([Choice(1, "")], None),
        ([], None),
    ],
)
def test_a_choice_that_cannot_be_carried_out_is_refused_at_its_field(choices, field):
    with pytest.raises(Refused) as refusal:
        planned(choices)
    assert refusal.value.field == field


def test_the_first_promise_is_the_earliest_over_split_and_joined_plans():
    first, second, outside = (Promise(date(year, 1, 1), str(year)) for year in (2021, 2024, 2019))
    links = [
        Link(action=10, source=1, into=200, plan=100, promised=first),
        Link(11, 1, 200, 100, first),
        Link(20, 10, 300, 200, second),
        Link(20, 11, 300, 200, None),
        Link(20, 12, 300, 200, None),
    ]
    found = chains(links, {12: outside})
    assert found.first_promise(20) == outside
    assert found.first_promise(11) == first
    assert found.first_promise(1) is None
    assert [found.plans(action) for action in (1, 10, 20)] == [1, 2, 3]
    assert found.plans_before(300) == {200, 100}


def test_a_ring_of_links_ends():
    ring = chains([Link(1, 2, 10, 20, None), Link(2, 1, 20, 10, None)], {})
    assert ring.ancestors(1) == (2,)
    assert ring.plans_before(10) == {10, 20}


def test_lateness_is_told_only_where_both_days_are_known():
    assert days_late(date(2019, 12, 31), date(2024, 12, 31)) == 1827
    assert days_late(date(2024, 1, 2), date(2024, 1, 1)) == -1
    assert days_late(None, date(2024, 1, 1)) is None


def test_pairs_are_found_though_they_are_reworded():
    old = [
        Worded(1, "Introduce a Technician of the Year category in the staff awards", frozenset({"recognition"})),
        Worded(2, "Publish job families for technical staff", frozenset({"career_development"})),
        Worded(3, "Review membership of the steering group", frozenset()),
    ]
    new = [
        Worded(
            11, "Establish a Technician of the Year category within the annual staff awards", frozenset({"recognition"})
        ),
        Worded(12, "Job families for technical staff are published and used", frozenset({"career_development"})),
        Worded(13, "Run a summer school for apprentices", frozenset()),
    ]
    pairs = suggested(new, old, known=[])
    assert {(pair.action, pair.source) for pair in pairs} == {(11, 1), (12, 2)}
    assert suggested(new, old, known=[(11, 1), (12, 2)]) == []


# --- carrying


def test_the_next_plan_is_opened_with_what_was_chosen(cast):
    plan = plan_with(cast.institution, *(draft(number, due=DUE) for number in range(1, 7)))
    one, two, three, four, five, six = actions_of(plan)
    result = carry(
        plan,
        Choice(one.pk, "carry", "Not done yet.", due=LATER),
        Choice(two.pk, "split", "Too much.", words="Part one\nPart two"),
        Choice(three.pk, "join", "Same aim.", words="Together", join="a"),
        Choice(four.pk, "join", "Same aim.", join="a"),
        Choice(five.pk, "finished"),
        Choice(six.pk, "dropped", "Nobody wants it."),
        starts=Written("2028", date(2028, 1, 1)),
    )
    after = result.plan
    assert (result.made, result.left, result.passed_over) == (4, 2, 0)
    assert after.title == "Action plan 2028 to 2030"
    assert links_of(after) == [
        ("Do thing number 1", "A1", "carried"), ("Part one", "A2", "split"), ("Part two", "A2", "split"),
        ("Together", "A3", "merged"), ("Together", "A4", "merged"),
    ]  # fmt: skip
    assert [(row.action.ref, row.fate, row.reason) for row in Dropped.objects.order_by("action__order")] == [
        ("A5", "finished", ""), ("A6", "dropped", "Nobody wants it."),
    ]  # fmt: skip
    made = actions_of(after)
    assert [action.ref for action in made] == ["A1", "A2", "", ""]
    assert made[0].due == LATER
    assert [step.what for step in one.steps.all()] == ["carried_into", "taken_in"]
    assert [step.what for step in made[0].steps.all()] == ["carried_from", "added"]
    assert Entry.objects.filter(verb="plan.carried").count() == 1


def test_what_it_says_goes_on_and_how_it_got_on_does_not(cast):
    plan = plan_with(cast.institution, draft(1, owner="The group", comments="Private", progress="Slow"))
    (action,) = actions_of(plan)
    rich = {
        "owners": (OwnerDraft("Ada Quill", user=cast.lead.pk), OwnerDraft("Gone", kind="outside", email="g@x.example")),
        "measures": (MeasureDraft("Registrations", "people", target=Decimal(40)),),
        "sub_actions": (SubActionDraft("Ask"), SubActionDraft("Done before", is_done=True)),
    }
    operations.change_action(actor=SYSTEM, action=action, draft=replace(draft_of(action), **rich))
    operations.change_status(actor=SYSTEM, action=action, status="in_progress", note="Begun")
    result = carry(plan, Choice(action.pk, "carry", "Goes on."))
    (made,) = actions_of(result.plan)
    assert (made.status, made.progress, made.comments, made.years) == ("", "", "", [])
    assert [(owner.name, owner.user_id) for owner in made.owners.all()] == [("Ada Quill", cast.lead.pk), ("Gone", None)]
    assert [(measure.text, measure.target) for measure in made.measures.all()] == [("Registrations", 40)]
    assert [sub.text for sub in made.sub_actions.all()] == ["Ask"]
    assert made.sources[-1][0] == "carried"
    assert plan.title in made.sources[-1][1]


def test_an_owner_who_has_left_goes_on_as_a_name(cast):
    plan = plan_with(cast.institution, draft(1))
    (action,) = actions_of(plan)
    leaver = cast.people[Role.TECHNICIAN]
    with_owner = replace(draft_of(action), owners=(OwnerDraft("Tess Pell", user=leaver.pk),))
    operations.change_action(actor=SYSTEM, action=action, draft=with_owner)
    institutions.end_membership(actor=SYSTEM, membership=leaver.memberships.get(institution=cast.institution))
    (made,) = actions_of(carry(plan, Choice(action.pk, "carry", "Goes on.")).plan)
    assert [(owner.name, owner.user_id) for owner in made.owners.all()] == [("Tess Pell", None)]


def test_three_plans_split_then_joined_keep_the_first_promise(cast):
    plan = plan_with(cast.institution, draft(1, text="Run an award", due=Written("2019", date(2019, 12, 31))))
    (award,) = actions_of(plan)
    second = carry(plan, Choice(award.pk, "split", "Two things.", words="Found the award\nFund the award",
                                due=Written("2021", date(2021, 12, 31)))).plan  # fmt: skip
    found, fund = actions_of(second)
    third = carry(
        second,
        Choice(
            found.pk,
            "join",
            "One again.",
            words="Award, founded and funded",
            due=Written("", date(2024, 12, 31)),
            join="x",
        ),
        Choice(fund.pk, "join", "One again.", join="x"),
        title="Action plan, third",
    ).plan
    (slip,) = slippage(third)
    assert (slip.first, slip.days, slip.plans) == (Promise(date(2019, 12, 31), plan.title), 1827, 3)
    assert [one.days for one in slippage(second)] == [731, 731]
    assert slippage(plan) == []


def test_the_promise_stands_still_when_the_earlier_plan_is_changed(cast):
    plan = plan_with(cast.institution, draft(1, due=DUE))
    (action,) = actions_of(plan)
    after = carry(plan, Choice(action.pk, "carry", "Goes on.", due=LATER)).plan
    operations.change_action(actor=SYSTEM, action=action, draft=draft(1, due=Written("2030", date(2030, 12, 31))))
    assert slippage(after)[0].first.on == date(2026, 7, 31)


def test_what_goes_on_is_not_late(cast):
    plan = plan_with(cast.institution, draft(1, due=DUE), draft(2, due=DUE))
    one, two = actions_of(plan)
    after = carry(plan, *(Choice(action.pk, "carry", "Goes on.", due=LATER) for action in (one, two))).plan
    operations.change_status(actor=SYSTEM, action=actions_of(after)[0], status="ongoing")
    assert [(slip.action.ref, slip.days, slip.goes_on) for slip in slippage(after)] == [
        ("A2", 731, False), ("A1", None, True),
    ]  # fmt: skip


def test_a_first_promise_made_outside_is_written_down_with_its_words(cast):
    plan = plan_with(cast.institution, draft(1, due=Written("2024", date(2024, 12, 31))))
    (action,) = actions_of(plan)
    promised = Written("2019", date(2019, 12, 31))
    operations.set_first_promise(actor=SYSTEM, action=action, promised=promised, words="Self-assessment of 2018")
    (slip,) = slippage(plan)
    assert (slip.first, slip.days, slip.plans) == (Promise(date(2019, 12, 31), "Self-assessment of 2018"), 1827, 1)
    operations.set_first_promise(actor=SYSTEM, action=action, promised=Written(), words="")
    assert not FirstPromise.objects.exists()
    assert [step.what for step in action.steps.all()][:2] == ["first_promise", "first_promise"]


@pytest.mark.parametrize(
    ("promised", "words", "field"),
    [(Written("soon"), "Somewhere", "promised"), (Written(), "Somewhere", "promised"),
     (Written("2019", date(2019, 12, 31)), " ", "words")],
)  # fmt: skip
def test_a_first_promise_needs_its_day_and_where_it_stands(cast, promised, words, field):
    (action, *_rest) = actions_of(plan_with(cast.institution))
    with pytest.raises(Refused) as refusal:
        operations.set_first_promise(actor=SYSTEM, action=action, promised=promised, words=words)
    assert refusal.value.field == field


# --- two at once


def test_of_two_who_carry_at_once_one_is_told_and_makes_nothing_twice(cast):
    plan = plan_with(cast.institution)
    one, two, three = actions_of(plan)
    seen = decided(plan).seen
    first = carry(plan, Choice(one.pk, "carry", "Mine."), Choice(two.pk, "dropped", "Mine."), seen=seen)
    choices = (Choice(one.pk, "carry", "Theirs."), Choice(three.pk, "carry", "Theirs."))
    with pytest.raises(Overtaken) as told:
        carry(plan, *choices, seen=seen, title="Another next plan")
    assert first.plan.title in told.value.message
    assert Plan.objects.filter(institution=cast.institution).count() == 2
    second = carry(plan, *choices, seen=told.value.seen, into=first.plan)
    assert (second.made, second.passed_over) == (1, 1)
    assert links_of(first.plan) == [("Do thing number 1", "A1", "carried"), ("Do thing number 3", "A3", "carried")]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_press_in_the_same_moment_one_opens_the_next_plan(transactional_db):
    plan = plan_with(make_cast().institution)
    choices = [Choice(action.pk, "carry", "Goes on.") for action in actions_of(plan)]
    seen = decided(plan).seen
    results = at_once(*[lambda: carry(plan, *choices, seen=seen, title="Next")] * 2)
    assert sorted(type(result).__name__ for result in results) == ["Carried", "Overtaken"]
    assert Plan.objects.filter(title="Next").count() == 1
    assert CarriedFrom.objects.count() == 3


def test_what_is_left_for_later_can_be_carried_later(cast):
    plan = plan_with(cast.institution)
    one, two, _three = actions_of(plan)
    first = carry(plan, Choice(one.pk, "carry", "Goes on."), Choice(two.pk, ""))
    second = carry(plan, Choice(two.pk, "carry", "Goes on, too."), into=first.plan)
    assert [action.ref for action in actions_of(second.plan)] == ["A1", "A2"]
    assert set(decided(plan).actions) == {one.pk, two.pk}


def test_an_action_that_was_carried_can_be_carried_again_after_that_one_was_removed(cast):
    plan = plan_with(cast.institution)
    one = actions_of(plan)[0]
    first = carry(plan, Choice(one.pk, "carry", "Goes on."))
    operations.remove_action(actor=SYSTEM, action=actions_of(first.plan)[0])
    carry(plan, Choice(one.pk, "carry", "After all."), into=first.plan)
    assert [action.is_removed for action in actions_of(first.plan)] == [True, False]


def test_nothing_is_made_where_one_choice_is_refused(cast):
    plan = plan_with(cast.institution)
    one, two, _three = actions_of(plan)
    with pytest.raises(Refused) as refusal:
        carry(plan, Choice(one.pk, "carry", "Goes on."), Choice(two.pk, "carry", "Goes on.", words="x" * 50_000))
    assert refusal.value.field == f"{two.pk}-words"
    assert Plan.objects.count() == 1
    assert not CarriedFrom.objects.exists()


def test_an_action_of_another_plan_or_a_removed_one_is_refused(cast):
    plan, other = plan_with(cast.institution), plan_with(cast.institution, origin="intake.reading:8")
    operations.remove_action(actor=SYSTEM, action=actions_of(plan)[0])
    for action in (actions_of(plan)[0], actions_of(other)[0]):
        with pytest.raises(Refused, match="removed"):
            carry(plan, Choice(action.pk, "carry", "Goes on."))


def test_a_plan_is_not_carried_into_itself_backwards_or_to_a_neighbour(cast):
    plan = plan_with(cast.institution)
    after = carry(plan, Choice(actions_of(plan)[0].pk, "carry", "Goes on.")).plan
    foreign = plan_with(cast.neighbour)
    past = plan_with(cast.institution, kind="previous", origin="intake.reading:9")
    for source, into in ((plan, plan), (after, plan), (after, foreign), (after, past)):
        with pytest.raises(Refused) as refusal:
            carry(source, Choice(actions_of(source)[-1].pk, "carry", "Goes on."), into=into)
        assert refusal.value.field == "into"


# --- linking afterwards


def test_plans_that_are_there_are_linked_and_unlinked(cast):
    earlier = plan_with(cast.institution, draft(1, text="Introduce an award for technicians", due=DUE), kind="previous")
    plan = plan_with(cast.institution, draft(1, text="An award for technicians is introduced", due=LATER), origin="x:8")
    ((action, source, alike),) = suggested_pairs(plan, earlier)
    assert alike >= 62
    link = operations.link_actions(actor=SYSTEM, action=action, source=source, reason="The same award")
    assert slippage(plan)[0].days == 731
    assert suggested_pairs(plan, earlier) == []
    operations.unlink_actions(actor=SYSTEM, link=link)
    assert slippage(plan) == []
    assert [step.what for step in action.steps.all()] == ["unlinked", "carried_from", "taken_in"]


def test_what_cannot_be_linked_is_refused(cast):
    plan = plan_with(cast.institution)
    one, two, _three = actions_of(plan)
    after = carry(plan, Choice(one.pk, "carry", "Goes on.")).plan
    (made,) = actions_of(after)
    foreign = actions_of(plan_with(cast.neighbour))[0]
    for action, source in ((one, two), (made, one), (one, made), (made, foreign)):
        with pytest.raises(Refused) as refusal:
            operations.link_actions(actor=SYSTEM, action=action, source=source)
        assert refusal.value.field == "source"
    assert len(chains_of(cast.institution).links) == 1


@pytest.mark.parametrize("role", list(Role))
def test_who_may_carry_link_and_say_what_was_promised(cast, role):
    actor = cast.actor(role)
    may = actor.can(Capability.EDIT_PLAN, cast.institution)
    plan = plan_with(cast.institution)
    earlier = plan_with(cast.institution, origin="x:8")
    one, two, _three = actions_of(plan)
    calls = [
        lambda: carry(plan, Choice(one.pk, "carry", "Goes on."), actor=actor),
        lambda: operations.link_actions(actor=actor, action=two, source=actions_of(earlier)[0]),
        lambda: operations.set_first_promise(
            actor=actor, action=two, promised=Written("2019", date(2019, 12, 31)), words="x"
        ),
        lambda: operations.unlink_actions(actor=actor, link=CarriedFrom.objects.get(action=two)),
    ]
    if not may:
        operations.link_actions(actor=SYSTEM, action=two, source=actions_of(earlier)[0])
        del calls[1]
    for call in calls:
        if may:
            call()
        else:
            with pytest.raises(Refused, match="role"):
                call()


def test_undoing_an_acceptance_never_takes_what_was_carried(cast):
    plan = plan_with(cast.institution)
    carry(plan, Choice(actions_of(plan)[0].pk, "carry", "Goes on."))
    with pytest.raises(Refused, match="A1"):
        operations.take_back(actor=SYSTEM, institution=cast.institution, origin=plan.origin)
