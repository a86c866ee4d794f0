"""Counts as at a day: exact for the HR analyst, released figures for everybody else; the structure; releasing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from plumbline.foundation.clock import today
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import actor_of
from plumbline.institutions.models import Institution
from plumbline.institutions.pages import institution_page, page
from plumbline.workforce.register import operations, queries
from plumbline.workforce.register.charting import exact_chart, released_chart, total_figures
from plumbline.workforce.register.dividing import RELEASED, WAYS, counts_by
from plumbline.workforce.register.forms.counting import DayForm, ReleaseForm, UnitForm
from plumbline.workforce.register.models import Unit
from plumbline.workforce.register.structure import grown


@institution_page(Capability.VIEW_FIGURES)
@require_safe
def staff(request: HttpRequest, institution: Institution) -> HttpResponse:
    """The figures: those released, or exact ones for whoever may see them."""
    if actor_of(request).can(Capability.VIEW_RAW_STAFF, institution) and "released" not in request.GET:
        return _exact(request, institution)
    return _released(request, institution)


def _exact(request: HttpRequest, institution: Institution) -> HttpResponse:
    form = DayForm(request.GET)
    on, since, by = form.wanted(today())
    roll = queries.Roll(institution)
    newest = max(roll.days, default=None)
    begins, definition = roll.begins, roll.definition(on)
    context: dict[str, Any] = {"institution": institution, "begins": begins, "on": on, "by": by, "last": newest}
    context |= {"form": DayForm(initial={"on": on, "since": since, "by": by}), "is_defined": definition}
    if begins is None or on < begins or definition is None:
        return page(request, "register/staff.html", **context)
    held = roll.on(on)
    earlier = roll.on(since) if since and begins <= since < on else None
    families = queries.families_said(institution)
    before = counts_by(by, earlier, families) if earlier else []
    context |= {"figures": total_figures(held, earlier), "since": since if earlier else None}
    context |= {"chart": exact_chart(WAYS[by], on, counts_by(by, held, families), before, since)}
    context |= {"release": ReleaseForm(initial={"on": on}), "newest": queries.figures(institution).first()}
    return page(request, "register/staff.html", **context)


def _released(request: HttpRequest, institution: Institution) -> HttpResponse:
    every = list(queries.figures(institution)[:60])
    asked = request.GET.get("number", "")
    shown = next((one for one in every if str(one.number) == asked), every[0] if every else None)
    charts = [released_chart(name, WAYS[name], shown) for name in RELEASED] if shown else []
    context: dict[str, Any] = {"institution": institution, "every": every, "shown": shown, "charts": charts}
    return page(request, "register/figures.html", **context)


@institution_page(Capability.VIEW_RAW_STAFF)
@require_POST
def release(request: HttpRequest, institution: Institution) -> HttpResponse:
    """Release the figures of a day to everybody who may see figures."""
    form = ReleaseForm(request.POST)
    if form.is_valid() and form.carry_out(
        operations.release_figures, actor=actor_of(request), institution=institution, **form.cleaned_data
    ):
        messages.success(request, _("Released. This is what everybody else sees."))
        return redirect(f"/i/{institution.slug}/staff/?released=1&number={form.outcome.number}")
    messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return redirect("register:staff", slug=institution.slug)


@institution_page(Capability.VIEW_RAW_STAFF)
@require_safe
def structure(request: HttpRequest, institution: Institution) -> HttpResponse:
    """The tree of units with how many technicians and how many people work in each."""
    on, _since, _by = DayForm(request.GET).wanted(today())
    held = queries.staff_on(institution, on)
    return page(
        request,
        "register/structure.html",
        institution=institution,
        on=on,
        form=DayForm(initial={"on": on}),
        rows=grown(held),
    )


@institution_page(Capability.VIEW_RAW_STAFF)
def unit(request: HttpRequest, institution: Institution, key: str) -> HttpResponse:
    """Rename or move a unit, or say that it is another."""
    shown = _unit(institution, key)
    every = queries.places(institution)
    choices = sorted(
        ((place.key, " › ".join(place.path)) for number, place in every.items() if place.number == number != shown.pk),
        key=lambda pair: pair[1].casefold(),
    )
    initial = {
        "name": shown.name,
        "parent": f"{shown.parent_id:016x}" if shown.parent_id else "",
        "stands_for": f"{shown.stands_for_id:016x}" if shown.stands_for_id else "",
    }
    form = UnitForm(request.POST or None, units=choices, initial=initial)
    if form.is_valid() and form.carry_out(
        operations.change_unit,
        actor=actor_of(request),
        unit=shown,
        name=form.cleaned_data["name"],
        parent=_unit_or_none(institution, form.cleaned_data["parent"]),
        stands_for=_unit_or_none(institution, form.cleaned_data["stands_for"]),
    ):
        return redirect("register:structure", slug=institution.slug)
    return page(request, "register/unit.html", institution=institution, unit=shown, form=form)


def _unit(institution: Institution, key: str) -> Unit:
    found = _unit_or_none(institution, key)
    if found is None:
        raise Http404
    return found


def _unit_or_none(institution: Institution, key: str) -> Unit | None:
    try:
        number = int(key, 16)
    except ValueError:
        return None
    return institution.units.filter(pk=number).select_related("institution").first() if number < 2**63 else None
