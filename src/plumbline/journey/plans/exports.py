"""A plan as a spreadsheet to take away, to edit, and to bring back."""

from __future__ import annotations

from plumbline.journey.plans.models import Plan
from plumbline.journey.plans.plain_rows import plain_rows
from plumbline.journey.plans.spreadsheet.writing import as_csv, as_xlsx


def plan_xlsx(plan: Plan) -> bytes:
    """Every column of the plan as an Excel workbook; importing it unchanged changes nothing."""
    return as_xlsx(plain_rows(plan), plan=names_of(plan), title=plan.title)


def plan_csv(plan: Plan) -> bytes:
    """The actions as CSV, without the lists that hang on them."""
    return as_csv(plain_rows(plan))


def names_of(plan: Plan) -> dict[str, str]:
    """How a file says which plan it belongs to."""
    return {"institution": plan.institution.slug, "plan": plan.key, "title": plan.title}
