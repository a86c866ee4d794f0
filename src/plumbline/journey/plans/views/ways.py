"""Pages that show a plan in other ways: by owner, along the months, as a board, over the years, at its dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from plumbline.foundation.clock import today
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import actor_of
from plumbline.institutions.models import Institution
from plumbline.institutions.pages import institution_page, page
from plumbline.journey.plans import queries, rules
from plumbline.journey.plans.forms.plans import FilterForm
from plumbline.journey.plans.models import Plan, PlannedAction
from plumbline.journey.plans.showing import rag_chart, ways
from plumbline.journey.plans.states import Status
from plumbline.journey.plans.views.loading import plan_of


@dataclass(frozen=True, slots=True)
class Seen:
    """A plan as one way shows it: all its standing actions, those that are wanted, and what every way's page needs."""

    plan: Plan
    everything: list[PlannedAction]
    found: list[PlannedAction]
    context: dict[str, Any]


def seen(request: HttpRequest, institution: Institution, plan_key: str, way: str) -> Seen:
    """Load the plan and filter its actions as the address asks."""
    shown, on = plan_of(institution, plan_key), today()
    everything = queries.every_action(shown, on)
    facets = queries.facets_of(shown, everything)
    form = FilterForm(request.GET, facets=facets)
    wanted = form.wanted()
    filters = wanted.is_filtered and way != "going"
    found = queries.actions_of(shown, wanted, on) if filters else everything
    actor = actor_of(request)
    context: dict[str, Any] = {
        "institution": institution,
        "plan": shown,
        "facets": facets,
        "filter": form,
        "wanted": wanted,
        "today": on,
        "found": len(found),
        "all": len(everything),
        "way": way,
        "ways": ways(shown, way, request.GET),
        "may_edit": rules.can_edit_plan(actor, institution),
        "may_update": actor.can(Capability.UPDATE_ACTIONS, institution),
        "views": queries.views_for(shown, actor),
    }
    return Seen(shown, everything, found, context)


@institution_page(Capability.VIEW_WORKSPACE)
def owners(request: HttpRequest, institution: Institution, plan_key: str) -> HttpResponse:
    """The plan by owner: what nobody owns first."""
    shown = seen(request, institution, plan_key, "owners")
    groups = queries.by_owner(shown.found, queries.owners_of(shown.plan))
    return page(request, "plans/ways/owners.html", groups=groups, nobody=_("Nobody yet"), **shown.context)


@institution_page(Capability.VIEW_WORKSPACE)
def timeline(request: HttpRequest, institution: Institution, plan_key: str) -> HttpResponse:
    """The plan along the months in which its actions are due."""
    shown = seen(request, institution, plan_key, "timeline")
    months = queries.along_the_months(shown.found, today())
    return page(request, "plans/ways/timeline.html", months=months, **shown.context)


@institution_page(Capability.VIEW_WORKSPACE)
def board(request: HttpRequest, institution: Institution, plan_key: str) -> HttpResponse:
    """The plan as a board: a column for each status; cards are moved by menu, or by dragging."""
    shown = seen(request, institution, plan_key, "board")
    columns = queries.board(shown.found)
    return page(request, "plans/ways/board.html", columns=columns, statuses=Status.choices, **shown.context)


@institution_page(Capability.VIEW_WORKSPACE)
def years(request: HttpRequest, institution: Institution, plan_key: str) -> HttpResponse:
    """The plan as a grid of years, as many papers print it."""
    shown = seen(request, institution, plan_key, "years")
    span = queries.years_shown(shown.plan, shown.everything)
    sort = "section" if shown.context["facets"].sections else "theme"
    groups = [
        (group, queries.over_the_years(group.actions, span))
        for group in queries.grouped(queries.arranged(shown.found, sort), sort)
    ]
    return page(request, "plans/ways/years.html", groups=groups, years=span, **shown.context)


@institution_page(Capability.VIEW_WORKSPACE)
def ratings(request: HttpRequest, institution: Institution, plan_key: str) -> HttpResponse:
    """The plan's reporting dates, and how its actions were rated at each."""
    shown = seen(request, institution, plan_key, "ratings")
    rows = queries.over_time(shown.plan, shown.found, today())
    dates = queries.reporting_dates(shown.plan)
    return page(request, "plans/ways/ratings.html", chart=rag_chart(rows), dates=dates, **shown.context)


@institution_page(Capability.VIEW_WORKSPACE)
def going(request: HttpRequest, institution: Institution, plan_key: str) -> HttpResponse:
    """How is it going: one page, for the champion and for paper."""
    shown = seen(request, institution, plan_key, "going")
    context: dict[str, Any] = {
        "going": queries.going(shown.plan, shown.everything, today()),
        "figures": queries.figures_of(shown.everything, today()),
        "measures": queries.measures_now(shown.plan),
        "chart": rag_chart(queries.over_time(shown.plan, shown.everything, today())),
    }
    return page(request, "plans/ways/going.html", **context, **shown.context)
