"""My actions: what is mine, in the order of its days, and saying how it is going. For members, and for owners who have
a link instead of an account; both see the same pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plumbline.foundation.clock import today
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import actor_of
from plumbline.institutions.models import Institution
from plumbline.institutions.pages import institution_page, page, pass_page
from plumbline.journey.plans import mine, operations
from plumbline.journey.plans.forms.mine import ReportForm, SnoozeForm
from plumbline.journey.plans.models import ActionQuerySet, PlannedAction
from plumbline.journey.plans.owning import actions_held, actions_of_user, forward
from plumbline.journey.plans.rules import PURPOSE
from plumbline.platform.accounts.models import User
from plumbline.platform.accounts.queries import Holding


@institution_page(Capability.VIEW_WORKSPACE)
@require_safe
def my_actions(request: HttpRequest, institution: Institution) -> HttpResponse:
    """What a member owns or contributes to."""
    return _list(request, institution, _mine(request, institution), "my")


@institution_page(Capability.VIEW_WORKSPACE)
@require_http_methods(["GET", "HEAD", "POST"])
def my_action(request: HttpRequest, institution: Institution, number: int) -> HttpResponse:
    """Say how one of them is going."""
    own = _mine(request, institution).filter(pk=number).first()
    return _one(request, institution, own, "my") if own else _not_mine(request, institution, number)


@institution_page(Capability.VIEW_WORKSPACE)
@require_POST
def snooze_my_action(request: HttpRequest, institution: Institution, number: int) -> HttpResponse:
    """Be reminded later."""
    own = _mine(request, institution).filter(pk=number).first()
    return _snooze(request, institution, own, "my") if own else _not_mine(request, institution, number)


@pass_page(PURPOSE)
@require_safe
def link_actions(request: HttpRequest, institution: Institution, held: Holding) -> HttpResponse:
    """What somebody without an account owns."""
    return _list(request, institution, actions_held(institution, held), "link", held=held)


@pass_page(PURPOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def link_action(request: HttpRequest, institution: Institution, held: Holding, number: int) -> HttpResponse:
    """Say how one of them is going."""
    own = get_object_or_404(actions_held(institution, held), pk=number)
    return _one(request, institution, own, "link", held=held)


@pass_page(PURPOSE)
@require_POST
def snooze_link_action(request: HttpRequest, institution: Institution, held: Holding, number: int) -> HttpResponse:
    """Be reminded later."""
    own = get_object_or_404(actions_held(institution, held), pk=number)
    return _snooze(request, institution, own, "link", held=held)


def _mine(request: HttpRequest, institution: Institution) -> ActionQuerySet:
    return actions_of_user(institution, cast(User, request.user))


def _not_mine(request: HttpRequest, institution: Institution, number: int) -> HttpResponse:
    """An action that is somebody else's, or was theirs once: its own page has what they may do with it."""
    other = get_object_or_404(forward(institution), pk=number)
    messages.warning(request, _("This action is not yours, or not any more. Here is all about it."))
    return redirect(other)


def _list(
    request: HttpRequest, institution: Institution, actions: Iterable[PlannedAction], way: str, **more: Any
) -> HttpResponse:
    waiting, settled = mine.sorted_out(actions, today())
    context: dict[str, Any] = {"institution": institution, "waiting": waiting, "settled": settled, "way": way, **more}
    return page(request, "plans/my_actions.html", **context)


def _one(request: HttpRequest, institution: Institution, own: PlannedAction, way: str, **more: Any) -> HttpResponse:
    measures = list(own.measures.filter(removed_at=None))
    form = ReportForm(request.POST or None, action=own, measures=measures)
    if form.is_valid() and form.carry_out(operations.report, actor=actor_of(request), action=own, **form.said()):
        messages.success(request, mine.said_back(own, form.outcome))
        return redirect(f"{reverse(f'plans:{way}_actions', args=[institution.slug])}#action-{own.pk}")
    context: dict[str, Any] = {
        "form": form,
        "snooze": more.pop("snooze", SnoozeForm()),
        "way": way,
        "shown": mine.shown(own, today()),
    }
    return page(request, "plans/my_action.html", institution=institution, **context, **more)


def _snooze(request: HttpRequest, institution: Institution, own: PlannedAction, way: str, **more: Any) -> HttpResponse:
    form = SnoozeForm(request.POST)
    if form.is_valid() and form.carry_out(
        operations.snooze, actor=actor_of(request), action=own, until=form.cleaned_data["until"]
    ):
        messages.success(request, _("You are reminded again on %(day)s.") % {"day": mine.day(form.outcome.until_on)})
        return redirect(f"{reverse(f'plans:{way}_actions', args=[institution.slug])}#action-{own.pk}")
    report = ReportForm(action=own, measures=list(own.measures.filter(removed_at=None)))
    context: dict[str, Any] = {"form": report, "snooze": form, "way": way, "shown": mine.shown(own, today())}
    return page(request, "plans/my_action.html", institution=institution, **context, **more)
