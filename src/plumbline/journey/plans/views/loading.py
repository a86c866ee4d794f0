"""How pages of plans find what their address names; 404 where the institution has no such thing."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from plumbline.institutions.models import Institution
from plumbline.journey.plans import queries
from plumbline.journey.plans.models import Plan, PlannedAction


def plan_of(institution: Institution, key: str) -> Plan:
    """A plan by its key; 404 where the institution has none of that name."""
    return get_object_or_404(institution.plans, key=key)


def action_of(institution: Institution, plan_key: str, key: str) -> PlannedAction:
    """An action by its plan's key and its own, with its newest rating; 404 where there is none."""
    rows = queries.actions_at(institution).select_related("section", "plan__institution")
    return get_object_or_404(rows, plan__key=plan_key, key=key)
