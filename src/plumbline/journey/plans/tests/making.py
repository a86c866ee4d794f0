"""Plans for tests, made by the operations alone."""

from datetime import date

from plumbline.institutions.actor import Actor
from plumbline.journey.plans import operations
from plumbline.journey.plans.drafts import ActionDraft, PlanDraft, Written

SYSTEM = Actor.system("tests")
ORIGIN = "intake.reading:7"


def draft(number=1, **given):
    """An action as it is read from a document."""
    return ActionDraft(**{"ref": f"A{number}", "text": f"Do thing number {number}", "themes": ("visibility",)} | given)


def plan_with(institution, *drafts, origin=ORIGIN, **given):
    """A plan that holds these drafts (three plain ones where none are given)."""
    drafts = drafts or tuple(draft(number) for number in (1, 2, 3))
    period = {"starts": Written("2025", date(2025, 1, 1)), "ends": Written("2027", date(2027, 12, 31))}
    read = PlanDraft(**{"title": "Action plan 2025 to 2027", "actions": drafts} | period | given)
    return operations.take_in(actor=SYSTEM, institution=institution, plans=[read], origin=origin)[0]


def rated(plan, key):
    """One action of the plan with its newest rating."""
    return plan.actions.rated().get(key=key)
