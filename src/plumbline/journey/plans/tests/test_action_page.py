"""The page and the form of one action: what hangs on it, who may do what, what is refused at which field."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.foundation.problems import Refused
from plumbline.institutions.access import Role
from plumbline.journey.evidence.tests.making import kept
from plumbline.journey.plans import operations, queries
from plumbline.journey.plans.drafts import MeasureDraft, OwnerDraft, SubActionDraft
from plumbline.journey.plans.models import Framework
from plumbline.journey.plans.tests.making import SYSTEM, draft, plan_with, rated
from tests.cast import browser

PLAN = "/i/ashmere/plans/action-plan-2025-to-2027/"
ACTION = f"{PLAN}actions/a1/"


@pytest.fixture
def plan(cast):
    return plan_with(cast.institution)


@pytest.fixture
def lead(cast):
    return browser(cast.lead)


def body(response):
    assert response.status_code == 200
    return response.content.decode()


def full(number):
    """So many of everything that hangs on an action."""
    several = range(number)
    items = Framework.objects.get(key="talent").items.all()[:number]
    return {
        "owners": tuple(OwnerDraft(f"Team {one}", kind="team") for one in several),
        "measures": tuple(MeasureDraft(f"Measure {one}", target=Decimal(one + 1)) for one in several),
        "sub_actions": tuple(SubActionDraft(f"Step {one}", is_done=True) for one in several),
        "mappings": tuple(item.pk for item in items),
    }


def test_the_page_asks_the_same_number_of_questions_however_much_hangs_on_it(cast, plan, lead):
    operations.load_frameworks(actor=SYSTEM)
    counts = []
    for number in (1, 3):
        action = rated(plan, "a1")
        operations.change_action(actor=SYSTEM, action=action, draft=replace(queries.draft_of(action), **full(number)))
        for measure in action.measures.filter(removed_at=None):
            operations.write_measurement(actor=SYSTEM, measure=measure, value=Decimal(1))
        for address in (ACTION, f"{ACTION}change/"):
            with CaptureQueriesContext(connection) as asked:
                body(lead.get(address))
            counts.append(len(asked))
    assert (counts[:2], max(counts) <= 15) == (counts[2:], True)


def test_the_form_takes_all_rows_and_gives_them_back(cast, plan, lead):
    tess = cast.people[Role.TECHNICIAN]
    seen = lead.get(f"{ACTION}change/").context["form"].initial["seen"]
    typed = {
        "text": "Do it", "seen": seen, "cost": "1200", "cost_year": "2026", "next_steps": "Ask.", "is_ongoing": "on",
        "owners-0-who": f"user:{tess.pk}", "owners-0-part": "owner",
        "owners-1-name": "The Guild", "owners-1-kind": "outside", "owners-1-email": "guild@elsewhere.example",
        "owners-1-part": "contributor", "owners-2-who": "role:champion", "owners-2-part": "owner",
        "measures-0-text": "Registered", "measures-0-unit": "people", "measures-0-baseline": "4",
        "measures-0-baseline_on": "31/7/2025", "measures-0-target": "12.5", "measures-0-target_on": "31/7/2027",
        "sub_actions-0-text": "Ask round", "sub_actions-1-text": "Print", "sub_actions-1-is_done": "on",
        "sub_actions-2-text": "", "sources-0-kind": "survey", "sources-0-words": "of 2024",
    }  # fmt: skip
    response = lead.post(f"{ACTION}change/", typed)
    assert response.status_code == 302, response.context["form"].errors
    now = queries.draft_of(rated(plan, "a1"))
    assert now.owners == (
        OwnerDraft("Technician Person", user=tess.pk),
        OwnerDraft("The Guild", "contributor", "outside", email="guild@elsewhere.example"),
        OwnerDraft("Champion", kind="role", role="champion"),
    )
    measure = MeasureDraft(
        "Registered", "people", Decimal(4), date(2025, 7, 31), Decimal("12.5"), date(2027, 7, 31), "m1"
    )
    assert now.measures == (measure,)
    assert now.sub_actions == (SubActionDraft("Ask round", key="s1"), SubActionDraft("Print", is_done=True, key="s2"))
    assert (now.cost, now.cost_year, now.sources, now.is_ongoing) == (1200, 2026, (("survey", "of 2024"),), True)
    page = body(lead.get(ACTION))
    for words in ("1,200 GBP (2026)", "The Guild", "target 12.5 people", "1 of 2 done", "A staff survey: of 2024"):
        assert words in page
    form = lead.get(f"{ACTION}change/").context["form"]
    again = {
        f"{row.prefix}-{name}": row.initial.get(name) or ""
        for rows in form.rows.values()
        for row in rows.forms
        for name in row.fields
    }
    steps = rated(plan, "a1").steps.count()
    kept = {name: value for name, value in form.initial.items() if value not in (None, "", [], False)}
    lead.post(f"{ACTION}change/", {**again, **kept, "is_ongoing": "on"})
    assert rated(plan, "a1").steps.count() == steps, "saving what is there changes nothing"


@pytest.mark.parametrize(
    ("typed", "field", "told"),
    [
        ({"owners-0-name": "Ada", "owners-0-email": "home", "owners-0-kind": "outside"}, "owners", "no e-mail address"),
        ({"owners-0-name": "Ada", "owners-1-name": "Ada"}, "owners", "is there twice"),
        ({"owners-0-who": "user:424242"}, "owners", "Select a valid choice"),
        ({"measures-0-text": "x", "measures-0-target": "many"}, "measures", "in figures, such as 20"),
        ({"measures-0-text": "x", "measures-0-target_on": "soon"}, "measures", "such as 31/7/2027"),
        ({"measures-0-target": "3"}, "measures", "Say in words what this measure counts"),
        ({"cost": "lots"}, "cost", "in figures"),
        ({"cost": "5", "currency": "£"}, "currency", "three letters"),
        ({"ref": "A2"}, "ref", "is the number of another action"),
        ({"starts": "2027", "ends": "2026"}, "ends", "before the start"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(plan, lead, typed, field, told):
    response = lead.post(f"{ACTION}change/", {"text": "Typed by hand", **typed})
    errors = response.context["form"].errors
    assert list(errors) == [field]
    assert told in errors[field][0]
    page = body(response)
    assert "Typed by hand" in page
    assert all(str(value) in page for name, value in typed.items() if "who" not in name and "kind" not in name)
    assert rated(plan, "a1").text == "Do thing number 1"


def test_a_figure_is_written_down_and_a_sub_action_ticked_from_the_page(cast, plan):
    action = rated(plan, "a1")
    hangs = {"measures": (MeasureDraft("Visits", "people"),), "sub_actions": (SubActionDraft("Ask"),)}
    operations.change_action(actor=SYSTEM, action=action, draft=replace(queries.draft_of(action), **hangs))
    champion = browser(cast.people[Role.CHAMPION])
    wrong = champion.post(f"{ACTION}measures/m1/", {"value": "dozens"})
    assert wrong.context["form"].errors == {"value": ["Enter the figure in digits, such as 12 or 12.5."]}
    champion.post(f"{ACTION}measures/m1/", {"value": "12.5", "on": "31/7/2026", "note": "Counted at the door."})
    champion.post(f"{ACTION}sub-actions/s1/", {"done": "yes"})
    page = body(champion.get(ACTION))
    assert ("Now 12.5 people" in page, "1 of 1 done" in page, "Champion Person" in page) == (True, True, True)
    assert "Measured: 12.5 people" in page
    champion.post(f"{ACTION}sub-actions/s1/", {"done": "no"})
    assert not rated(plan, "a1").sub_actions.get().is_done
    assert champion.post(f"{ACTION}measures/m9/", {"value": "1"}).status_code == 404


def test_undo_is_offered_to_whoever_may_and_refused_in_words(cast, plan, lead):
    action = rated(plan, "a1")
    operations.change_action(actor=SYSTEM, action=action, draft=draft(1, text="Mine"))
    step = action.steps.first()
    button = f'action="{ACTION}undo/{step.pk}/"'
    assert button in body(lead.get(ACTION))
    assert button not in body(browser(cast.people[Role.CHAMPION]).get(ACTION))
    operations.change_action(actor=SYSTEM, action=rated(plan, "a1"), draft=draft(1, text="Theirs"))
    assert "changed this again on" in body(lead.post(f"{ACTION}undo/{step.pk}/", follow=True))
    lead.post(f"{ACTION}undo/{rated(plan, 'a1').steps.first().pk}/")
    assert rated(plan, "a1").text == "Mine"
    assert browser(cast.people[Role.CHAMPION]).post(f"{ACTION}undo/{step.pk}/", follow=True).status_code == 200
    assert rated(plan, "a1").text == "Mine"


def test_evidence_is_chosen_for_an_action_and_nobody_elses(cast, plan, lead):
    [ours, theirs] = [
        kept(where, title=title)
        for where, title in ((cast.institution, "People trained"), (cast.neighbour, "Not ours"))
    ]
    page = body(lead.get(f"{ACTION}evidence/"))
    assert ("People trained" in page, "Not ours" in page) == (True, False)
    lead.post(f"{ACTION}evidence/", {"evidence": [ours.pk]})
    assert "People trained" in body(lead.get(ACTION))
    wanted = replace(queries.draft_of(rated(plan, "a1")), evidence=(theirs.pk,))
    with pytest.raises(Refused) as refused:
        operations.change_action(actor=SYSTEM, action=rated(plan, "a1"), draft=wanted)
    assert refused.value.field == "evidence"
    operations.undo(actor=SYSTEM, step=rated(plan, "a1").steps.first())
    assert queries.draft_of(rated(plan, "a1")).evidence == ()


def test_an_owner_in_words_is_linked_from_the_page_by_owner(cast, lead):
    plan_with(cast.institution, draft(1, owner="Technician Person"), draft(2, owner="technician person"))
    page = body(lead.get(f"{PLAN}owners/"))
    address = f"{PLAN}several/change/?kind=owner&amp;words=Technician%20Person&amp;a=a1&amp;a=a2"
    assert address in page
    user = cast.people[Role.TECHNICIAN]
    form = lead.get(address.replace("&amp;", "&")).context["form"]
    assert form.row.initial == {"who": f"user:{user.pk}", "name": ""}
