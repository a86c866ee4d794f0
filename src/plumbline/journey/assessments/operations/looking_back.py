"""The retrospective: drawn from the plan's history, brought up to date without losing a word, rated, explained."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from plumbline.foundation.clock import now, today
from plumbline.foundation.problems import Refused
from plumbline.institutions.actor import Actor
from plumbline.journey.assessments import rules
from plumbline.journey.assessments.models import Assessment, LookedBack
from plumbline.journey.plans.models import Rag
from plumbline.journey.plans.queries import RetrospectiveRow, retrospective
from plumbline.platform.audit import operations as audit
from plumbline.platform.texts.operations import Saved, create_text, save_text


@transaction.atomic
def look_back(*, actor: Actor, assessment: Assessment) -> tuple[int, int]:
    """Take rating and explanation of each action from the history of the plan that is looked back on, as at the
    reporting date (today where none is chosen). Gives how many lines are new and how many were brought up to date.

    What people changed here stays: a rating or an explanation is replaced only where it still is what the plan said
    before. Raises Refused where no such plan is chosen, or it has no actions.
    """
    rules.can_write(actor, assessment).or_raise()
    Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    if assessment.previous_plan is None:
        raise Refused(_("Choose the plan that is over first."))
    rows = retrospective(assessment.previous_plan, assessment.reports_on or today())
    if not rows:
        raise Refused(_("The plan that is over has no actions."))
    there = {line.action_id: line for line in assessment.looked_back.select_related("explanation")}
    new, fresh = 0, 0
    for order, row in enumerate(rows):
        line = there.get(row.action)
        if line is None:
            _draw(actor, assessment, order, row)
            new += 1
        else:
            fresh += _refresh(actor, line, order, row)
    audit.record(actor, "retrospective.drawn", assessment, new=new, fresh=fresh)
    return new, fresh


@transaction.atomic
def rate_line(*, actor: Actor, line: LookedBack, rag: str) -> None:
    """What the self-assessment says became of an action. The plan's own history is not touched."""
    rules.can_write(actor, line.assessment).or_raise()
    if rag not in {*Rag.values, ""}:
        raise Refused(_("Choose one of the ratings."), "rag")
    if line.rag == rag:
        return
    line.rag = rag
    line.save(update_fields=["rag"])
    audit.record(actor, "retrospective.rated", line, scope=line.assessment.audit_scope, rag=rag)


@transaction.atomic
def explain_line(*, actor: Actor, line: LookedBack, body: str, base: int, sitting: str = "", turn: int = 0) -> Saved:
    """Save what was typed as the explanation, on top of version `base`: see `texts.save_text`."""
    rules.can_write(actor, line.assessment).or_raise()
    return save_text(
        actor=actor,
        text=line.explanation,
        body=body,
        base=base,
        sitting=sitting,
        turn=turn,
        verb="retrospective.worded",
    )


def explained(row: RetrospectiveRow) -> str:
    """The plan's own words for the explanation: why it was rated so, then what became of it and the reason."""
    later = [f"{one.words} {one.reason}".strip() for one in row.became]
    return "\n\n".join(part for part in (row.explanation.strip(), *later) if part)


def _draw(actor: Actor, assessment: Assessment, order: int, row: RetrospectiveRow) -> None:
    body = explained(row)
    LookedBack.objects.create(
        assessment=assessment,
        action_id=row.action,
        order=order,
        ref=row.ref[:60],
        words=row.text,
        heading=row.section or ", ".join(row.themes),
        rag=row.rag,
        plan_rag=row.rag,
        explanation=create_text(actor=actor, scope=assessment.institution.key, body=body),
        plan_explanation=body,
    )


def _refresh(actor: Actor, line: LookedBack, order: int, row: RetrospectiveRow) -> bool:
    """Bring one up to date; whether anything that it says is different now."""
    body, changed = explained(row), False
    if line.rag == line.plan_rag and line.rag != row.rag:
        line.rag, changed = row.rag, True
    if line.explanation.body == line.plan_explanation and body != line.plan_explanation:
        save_text(actor=actor, text=line.explanation, body=body, base=line.explanation.number)
        changed = True
    line.order, line.ref, line.words = order, row.ref[:60], row.text
    line.heading = row.section or ", ".join(row.themes)
    line.plan_rag, line.plan_explanation, line.asked_at = row.rag, body, now()
    line.save(update_fields=["order", "ref", "words", "heading", "rag", "plan_rag", "plan_explanation", "asked_at"])
    return changed
