"""Northmere's last plan and its present one, told as one story: what goes on, what was left and why, what is late."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from plumbline.institutions.actor import actor_for
from plumbline.institutions.models import Institution
from plumbline.journey.plans import operations as plans
from plumbline.journey.plans.drafts import Written
from plumbline.journey.plans.models import Kind, Plan, PlannedAction
from plumbline.journey.plans.queries import decided
from plumbline.platform.accounts.models import User

GOES_ON = (
    ("Arrange summer swaps", "Arrange a two-week swap", "Fewer people, every summer."),
    ("Report on the plan", "Report twice a year", "Once a year is what the Executive reads."),
    ("Agree with the research office", "Show the cost", "First the way of costing, then the bids."),
    ("Take on two apprentices", "Take on four apprentices", "Spread over the years of the plan."),
    ("Keep the termly open meetings", "Hold an open meeting", "They are kept, and what is asked is published."),
    ("Publish the criteria", "Agree grade descriptions", "The descriptions are agreed; the criteria are what is left."),
    ("Keep a register", "Write down the skills", "From a list made once to a register that is reviewed."),
)
LEFT = (
    ("Review working clothing", "delegated", "Each school buys its own since the budgets were divided."),
    ("Run an exhibition", "dropped", "Open days are held online since 2023, and nobody asked for it there."),
    ("Publish a photograph", "finished", ""),
)
GALLERY = "The Vice-Chancellor's welcome of September 2019: “a gallery of technical work will open within two years”"


def fill(institution: Institution, lead: User, say: Callable[[str], None]) -> None:
    """Link the two plans, say why the rest was left, and write down a promise that no plan here holds."""
    actor = actor_for(lead)
    last = institution.plans.filter(kind=Kind.PREVIOUS).latest("pk")
    present = institution.plans.filter(kind=Kind.FORWARD).latest("pk")
    for words, before, reason in GOES_ON:
        plans.link_actions(actor=actor, action=one(present, words), source=one(last, before), reason=reason)
    choices = [plans.Choice(one(last, words).pk, fate, reason) for words, fate, reason in LEFT]
    plans.carry_forward(actor=actor, plan=last, choices=choices, seen=decided(last).seen, into=present)
    plans.set_first_promise(
        actor=actor,
        action=one(present, "Open a technical gallery"),
        promised=Written("September 2021", date(2021, 9, 30)),
        words=GALLERY,
    )
    say("Northmere's two plans linked: what goes on, what was left and why, and what is late")


def one(plan: Plan, words: str) -> PlannedAction:
    """The action of the plan that begins with these words."""
    return plan.actions.standing().select_related("plan__institution").get(text__startswith=words)
