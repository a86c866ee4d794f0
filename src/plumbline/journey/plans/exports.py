"""A plan as a spreadsheet to take away, to edit, and to bring back."""

from __future__ import annotations

from plumbline.journey.plans.models import Plan, PlanImport
from plumbline.journey.plans.operations.importing import workbook_of
from plumbline.journey.plans.plain_rows import plain_rows
from plumbline.journey.plans.spreadsheet.comparing import from_json
from plumbline.journey.plans.spreadsheet.writing import as_csv, as_xlsx, marked_copy


def plan_xlsx(plan: Plan) -> bytes:
    """Every column of the plan as an Excel workbook; importing it unchanged changes nothing."""
    return as_xlsx(plain_rows(plan), plan=names_of(plan), title=plan.title)


def plan_csv(plan: Plan) -> bytes:
    """The actions as CSV, without the lists that hang on them."""
    return as_csv(plain_rows(plan))


def names_of(plan: Plan) -> dict[str, str]:
    """How a file says which plan it belongs to."""
    return {"institution": plan.institution.slug, "plan": plan.key, "title": plan.title}


def marked(imported: PlanImport) -> bytes:
    """The file that somebody sent, with the cells that do not fit marked and told. Raises Refused where the file is
    kept no longer."""
    problems = [problem for row in from_json(imported.difference).rows for problem in row.problems]
    return marked_copy(workbook_of(imported), problems)
