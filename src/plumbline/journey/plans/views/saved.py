"""Keep a way to see a plan, and let it go; link the owners that a document names."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plumbline.foundation.problems import Refused
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import actor_of
from plumbline.institutions.models import Institution
from plumbline.institutions.pages import institution_page
from plumbline.journey.plans import operations, queries
from plumbline.journey.plans.views.loading import plan_of


@institution_page(Capability.VIEW_WORKSPACE)
@require_POST
def keep(request: HttpRequest, institution: Institution, plan_key: str) -> HttpResponse:
    """Keep what is shown under a name."""
    shown = plan_of(institution, plan_key)
    try:
        view = operations.save_view(
            actor=actor_of(request),
            plan=shown,
            name=request.POST.get("name", ""),
            shown_as=request.POST.get("shown_as", ""),
            query=request.POST.get("query", ""),
            is_shared="shared" in request.POST,
        )
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect(shown)
    messages.success(request, _("Kept as “%(name)s”.") % {"name": view.name})
    return redirect(view)


@institution_page(Capability.VIEW_WORKSPACE)
@require_POST
def drop(request: HttpRequest, institution: Institution, plan_key: str, number: int) -> HttpResponse:
    """Let a kept view go."""
    shown = plan_of(institution, plan_key)
    view = get_object_or_404(queries.views_for(shown, actor_of(request)), pk=number)
    try:
        operations.drop_view(actor=actor_of(request), view=view)
        messages.success(request, _("The view is gone."))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect(shown)
