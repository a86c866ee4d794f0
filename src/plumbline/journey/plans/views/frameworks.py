"""Pages of frameworks: the sector's, an institution's own, and what a plan answers of them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from plumbline.institutions.access import Capability
from plumbline.institutions.actor import actor_of
from plumbline.institutions.models import Institution
from plumbline.institutions.pages import institution_page, page, sector_page
from plumbline.journey.plans import operations, queries, rules
from plumbline.journey.plans.forms.frameworks import FrameworkForm
from plumbline.journey.plans.models import Framework
from plumbline.journey.plans.views.loading import plan_of


@sector_page(Capability.VIEW_SECTOR)
def sector_frameworks(request: HttpRequest) -> HttpResponse:
    """The frameworks of the sector, each in its current version."""
    may_manage = rules.can_keep_frameworks(actor_of(request), None)
    return page(request, "plans/frameworks/sector.html", frameworks=queries.frameworks(None), may_manage=may_manage)


@sector_page(Capability.MANAGE_SECTOR)
@require_POST
def load(request: HttpRequest) -> HttpResponse:
    """Load the frameworks that come with Plumbline and are not there."""
    count = operations.load_frameworks(actor=actor_of(request))
    messages.success(
        request, ngettext("%(count)s framework loaded.", "%(count)s frameworks loaded.", count) % {"count": count}
    )
    return redirect("plans:sector_frameworks")


@sector_page(Capability.MANAGE_SECTOR)
def new_sector_framework(request: HttpRequest) -> HttpResponse:
    """Another framework for the whole sector."""
    return _put(request, None, None, "plans:sector_frameworks")


@sector_page(Capability.MANAGE_SECTOR)
def replace_sector_framework(request: HttpRequest, framework: int) -> HttpResponse:
    """Put the next version of a framework in place; the one before stays as it was."""
    shown = get_object_or_404(queries.frameworks(None), pk=framework)
    return _put(request, None, shown, "plans:sector_frameworks")


@institution_page(Capability.EDIT_PLAN)
def new_framework(request: HttpRequest, institution: Institution) -> HttpResponse:
    """A framework of the institution's own, such as its strategy."""
    return _put(request, institution, None, "plans:plans")


@institution_page(Capability.EDIT_PLAN)
def replace_framework(request: HttpRequest, institution: Institution, framework: int) -> HttpResponse:
    """The next version of the institution's own framework."""
    shown = get_object_or_404(queries.frameworks(institution), pk=framework)
    return _put(request, institution, shown, "plans:plans")


@institution_page(Capability.VIEW_WORKSPACE)
def coverage(request: HttpRequest, institution: Institution, plan_key: str) -> HttpResponse:
    """What the plan answers of each framework, item by item; and what is mapped to versions that were superseded."""
    shown = plan_of(institution, plan_key)
    context: dict[str, Any] = {"institution": institution, "plan": shown, "frameworks": queries.coverage(shown)}
    context |= {"may_edit": rules.can_edit_plan(actor_of(request), institution)}
    return page(request, "plans/frameworks/coverage.html", **context)


@institution_page(Capability.EDIT_PLAN)
@require_POST
def move_mappings(request: HttpRequest, institution: Institution, plan_key: str, framework: int) -> HttpResponse:
    """Move what answers earlier versions to the current one, where the reference is the same."""
    shown = plan_of(institution, plan_key)
    wanted = get_object_or_404(queries.frameworks_open_to(institution), pk=framework)
    count = operations.move_mappings(actor=actor_of(request), plan=shown, framework=wanted)
    said = ngettext("%(count)s mapping moved.", "%(count)s mappings moved.", count)
    messages.success(request, said % {"count": count})
    return redirect("plans:coverage", institution.slug, plan_key)


def _put(request: HttpRequest, institution: Institution | None, shown: Framework | None, after: str) -> HttpResponse:
    form = FrameworkForm(request.POST or None, framework=shown)
    if form.is_valid() and form.carry_out(
        operations.put_framework, actor=actor_of(request), institution=institution, draft=form.draft(), seen=form.seen
    ):
        messages.success(request, _("In place. What was mapped to the version before stays so until you move it."))
        return redirect(after, *([institution.slug] if institution else []))
    context: dict[str, Any] = {"form": form, "framework": shown, "up": after}
    context |= {"institution": institution} if institution else {}
    return page(request, "plans/frameworks/put.html", **context)
