"""Which plans a self-assessment that is begun points at."""

from __future__ import annotations

from collections import Counter

from plumbline.institutions.models import Institution
from plumbline.journey.plans.models import CarriedFrom, Kind, Plan


def plans_to_begin_with(institution: Institution) -> tuple[Plan | None, Plan | None]:
    """The plan ahead and the plan that is over, None where there is none. A plan that was handed in before is not
    ahead any more: it is what the next stage looks back on (F038, F065)."""
    ahead = institution.plans.filter(kind=Kind.FORWARD).first()
    if ahead is not None and _was_handed_in(ahead):
        return None, ahead
    earlier = _carried_from(ahead) if ahead else None
    return ahead, earlier or institution.plans.filter(kind=Kind.PREVIOUS).first()


def _was_handed_in(plan: Plan) -> bool:
    """Another self-assessment had it as its plan ahead, or came in the same document."""
    others = plan.institution.assessments.all()
    if others.filter(forward_plan=plan).exists():
        return True
    return bool(plan.origin) and others.filter(origin=plan.origin).exists()


def _carried_from(plan: Plan) -> Plan | None:
    """The plan that most of its actions go on from."""
    rows = CarriedFrom.objects.filter(action__plan=plan).select_related("source__plan")
    counted = Counter(row.source.plan for row in rows)
    return counted.most_common(1)[0][0] if counted else None
