"""What hangs on an action: owners, measures, sub-actions, sources, cost, frameworks."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from plumbline.foundation.problems import Refused
from plumbline.institutions.access import Role
from plumbline.journey.plans import operations
from plumbline.journey.plans.drafts import MeasureDraft, OwnerDraft, SubActionDraft
from plumbline.journey.plans.history import told
from plumbline.journey.plans.queries import draft_of
from plumbline.journey.plans.tests.making import SYSTEM, draft, plan_with, rated


@pytest.fixture
def plan(cast):
    return plan_with(cast.institution)


def change(plan, key="a1", **given):
    """Change one action; gives it as it is afterwards."""
    action = rated(plan, key)
    operations.change_action(actor=SYSTEM, action=action, draft=replace(draft_of(action), **given))
    return rated(plan, key)


def test_a_draft_of_an_action_changes_nothing(cast, plan):
    action = change(
        plan,
        owners=(OwnerDraft("Ada", user=cast.lead.pk), OwnerDraft("Head of Workshops", kind="role", part="contributor")),
        measures=(MeasureDraft("Registrations", "people", Decimal(4), date(2025, 1, 1), Decimal("10.5")),),
        sub_actions=(SubActionDraft("Ask the faculties"), SubActionDraft("Print it", is_done=True)),
        sources=(("survey", "Staff survey 2024"),),
        cost=Decimal("1200.50"),
        cost_year=2026,
        is_ongoing=True,
        next_steps="Print the rest.",
    )
    steps = action.steps.count()
    assert operations.change_action(actor=SYSTEM, action=action, draft=draft_of(action)) is None
    assert action.steps.count() == steps
    assert (action.currency, action.cost_year, action.owner) == ("GBP", 2026, "Ada")
    assert [sub.is_done for sub in action.sub_actions.all()] == [False, True]


def test_rows_that_stay_keep_their_identity(plan):
    first = change(plan, owners=(OwnerDraft("Ada", kind="team"), OwnerDraft("Bob", kind="team")))
    kept = first.owners.get(name="Bob")
    second = change(plan, owners=(OwnerDraft("Cyn", kind="team"), OwnerDraft("Bob", kind="team")))
    assert list(second.owners.values_list("name", flat=True)) == ["Cyn", "Bob"]
    assert second.owners.get(name="Bob").pk == kept.pk


def test_the_words_of_a_document_stay_beside_the_owners_linked_to_them(cast):
    plan = plan_with(cast.institution, draft(1, owner="Technical lead"))
    assert change(plan, owners=(OwnerDraft("Ada", user=cast.lead.pk),)).owner == "Technical lead"


def test_the_words_made_of_owners_follow_them(plan):
    change(plan, owners=(OwnerDraft("Ada", kind="team"),))
    assert change(plan, owners=(OwnerDraft("Bob", kind="team"), OwnerDraft("Cyn", kind="team"))).owner == "Bob; Cyn"


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"owners": (OwnerDraft("Ada", kind="team"), OwnerDraft("ada", kind="team"))}, "owners", "is there twice"),
        ({"owners": (OwnerDraft("Ada", kind="outside", email="ada at home"),)}, "owners", "no e-mail address"),
        ({"owners": (OwnerDraft("Nobody", user=999_999),)}, "owners", "Choose somebody who has a role here"),
        ({"measures": (MeasureDraft("", target=Decimal(3)),)}, "measures", "Say in words what this measure counts"),
        ({"measures": (MeasureDraft("x", target_on=date(2026, 1, 1)),)}, "measures", "no figure"),
        (
            {
                "measures": (
                    MeasureDraft("x", "", Decimal(1), date(2026, 1, 2), Decimal(2), date(2026, 1, 1)),
                )
            },
            "measures",
            "before its baseline",
        ),
        ({"measures": (MeasureDraft("x", target=Decimal("NaN")),)}, "measures", "14 digits"),
        ({"measures": (MeasureDraft("x", key="m77"),)}, "measures", "removed meanwhile"),
        ({"cost": Decimal(-1)}, "cost", "Give the cost as a sum"),
        ({"cost": Decimal(1), "currency": "pounds"}, "currency", "three letters"),
        ({"cost": Decimal(1), "cost_year": 26}, "cost_year", "four figures"),
        ({"sources": (("rumour", ""),)}, "sources", "among what is offered"),
        ({"mappings": (123_456,)}, "mappings", "frameworks that are offered"),
        ({"ref": "a2"}, "ref", "is the number of another action"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field_and_nothing_changes(cast, plan, given, field, words):
    before = draft_of(rated(plan, "a1"))
    with pytest.raises(Refused) as refused:
        change(plan, **given)
    assert refused.value.field == field
    assert words in refused.value.message
    assert draft_of(rated(plan, "a1")) == before


def test_an_owner_who_left_shows_as_gone_and_may_stay(cast, plan):
    user = cast.people[Role.TECHNICIAN]
    action = change(plan, owners=(OwnerDraft("Tess", user=user.pk),))
    assert [owner.is_gone for owner in action.owners.known_here()] == [False]
    user.memberships.all().delete()
    assert [owner.is_gone for owner in action.owners.known_here()] == [True]
    assert change(plan, comments="Still hers on paper.").comments == "Still hers on paper."


def test_a_measure_that_is_taken_off_keeps_its_measurements_and_comes_back(plan):
    action = change(plan, measures=(MeasureDraft("Registrations", target=Decimal(10)),))
    measure = action.measures.get()
    change(plan, measures=())
    assert draft_of(rated(plan, "a1")).measures == ()
    assert change(plan, measures=(MeasureDraft("Registrations", key="m1"),)).measures.get().pk == measure.pk


def test_what_was_done_stays_done_as_it_was(cast, plan):
    change(plan, sub_actions=(SubActionDraft("One", is_done=True),))
    done = rated(plan, "a1").sub_actions.get()
    change(plan, sub_actions=(SubActionDraft("Two"), SubActionDraft("One, reworded", is_done=True, key="s1")))
    again = rated(plan, "a1").sub_actions.get(key="s1")
    assert (again.pk, again.done_at, again.done_by) == (done.pk, done.done_at, SYSTEM.key)


def test_history_says_it_in_words(plan):
    action = change(
        plan,
        owners=(OwnerDraft("Ada", kind="team"), OwnerDraft("Bob", kind="team", part="contributor")),
        measures=(MeasureDraft("Registrations", "people", target=Decimal(10)),),
        sub_actions=(SubActionDraft("Print it", is_done=True),),
        sources=(("survey", "of 2024"),),
        is_ongoing=True,
    )
    step = told([action.steps.first()], {SYSTEM.key: "Tests"})[0]
    said = {change["field"]: change["after"] for change in step["changes"]}
    assert said == {
        "owner": "Ada",
        "owners and contributors": "Ada; Bob (contributes)",
        "measures": "Registrations: target 10 people",
        "sub-actions": "Print it (done)",
        "where it came from": "A staff survey: of 2024",
        "goes on throughout": "yes",
    }
