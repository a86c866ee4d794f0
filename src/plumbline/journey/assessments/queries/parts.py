"""How the parts of a self-assessment stand that are kept elsewhere: the plan ahead, and what is looked back on."""

from __future__ import annotations

from hashlib import sha256

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.foundation.clock import today
from plumbline.journey.assessments.models import Assessment
from plumbline.journey.assessments.queries.written import looked_back
from plumbline.journey.plans.queries import every_action
from plumbline.platform.questionnaires.checking import PartReport
from plumbline.platform.questionnaires.definition import Kind


def parts_of(assessment: Assessment) -> dict[str, PartReport]:
    """The report of each part of its form, by the key of the question."""
    if assessment.response is None:
        return {}
    made = {"plan": _plan, "retrospective": _retrospective}
    return {
        question.key: made[question.part](assessment)
        for question in assessment.response.form.asks.questions
        if question.kind == Kind.PART and question.part in made
    }


def _retrospective(assessment: Assessment) -> PartReport:
    """The plan that is over: is each action told of, and each red explained (F038)."""
    if assessment.previous_plan is None:
        return PartReport(missing=(_("The plan that is over is not chosen yet."),))
    lines = looked_back(assessment)
    if not lines:
        return PartReport(missing=(_("What became of the plan that is over is not written yet."),))
    wrong = []
    reds = sum(line.is_unexplained for line in lines)
    if reds:
        told = ngettext("%(n)s red has no explanation.", "%(n)s reds have no explanation.", reds)
        wrong.append(told % {"n": reds})
    unrated = sum(not line.rag for line in lines)
    if unrated:
        told = ngettext("%(n)s action is not rated.", "%(n)s actions are not rated.", unrated)
        wrong.append(told % {"n": unrated})
    told_now = [(line.pk, line.rag, line.explanation.number) for line in lines]
    return PartReport(is_begun=True, wrong=tuple(wrong), seal=sha256(repr(told_now).encode()).hexdigest()[:16])


def _plan(assessment: Assessment) -> PartReport:
    """The plan that is handed in: is there one, does each action say when and how one will know."""
    plan = assessment.forward_plan
    if plan is None:
        return PartReport(missing=(_("No plan is chosen yet. Choose the plan for the time ahead, or start one."),))
    actions = every_action(plan, today())
    if not actions:
        return PartReport(missing=(_("The plan has no actions yet."),), seal=f"{plan.pk}")
    undated = [one for one in actions if one.deadline_on is None and not one.is_ongoing]
    unmeasured = [one for one in actions if not one.measure and not one.measures.all()]
    wrong = []
    if undated:
        told = ngettext(
            "%(n)s action of the plan does not say by when it is done.",
            "%(n)s actions of the plan do not say by when they are done.",
            len(undated),
        )
        wrong.append(told % {"n": len(undated)})
    if unmeasured:
        told = ngettext(
            "%(n)s action of the plan does not say how you will know.",
            "%(n)s actions of the plan do not say how you will know.",
            len(unmeasured),
        )
        wrong.append(told % {"n": len(unmeasured)})
    if plan.ends_on is None:
        wrong.append(_("The plan says no end."))
    newest = max(action.changed_at for action in actions)
    return PartReport(is_begun=True, wrong=tuple(wrong), seal=f"{plan.pk}:{len(actions)}:{newest.isoformat()}")
