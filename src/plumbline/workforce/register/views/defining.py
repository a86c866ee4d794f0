"""Who counts: the rule with who would enter and leave, its versions; the families of titles."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from plumbline.foundation.clock import today
from plumbline.foundation.listing import page_of
from plumbline.foundation.problems import Refused
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import actor_of
from plumbline.institutions.models import Institution
from plumbline.institutions.pages import institution_page, page
from plumbline.institutions.queries import actor_names
from plumbline.workforce.register import operations, queries, rules
from plumbline.workforce.register.forms.counting import DefinitionForm, FamilyForm
from plumbline.workforce.register.showing import family_rows, sentence_of

DEFINING = Capability.DEFINE_TECHNICIANS


@institution_page(Capability.VIEW_FIGURES)
@require_safe
def definition(request: HttpRequest, institution: Institution) -> HttpResponse:
    """Who counts, in words, and every version of it."""
    versions = list(queries.definitions(institution)[:50])
    names = actor_names(version.by for version in versions)
    context: dict[str, Any] = {"institution": institution, "versions": versions, "names": names}
    context |= {"may_define": rules.can_define(actor_of(request), institution)}
    context |= {"sentence": sentence_of(versions[0]) if versions else ""}
    return page(request, "register/definition.html", **context)


@institution_page(DEFINING)
def change_definition(request: HttpRequest, institution: Institution) -> HttpResponse:
    """Edit the rule, see who enters and leaves, save it as the next version."""
    newest = queries.definitions(institution).first()
    form = DefinitionForm(request.POST or None, initial=DefinitionForm.initial_of(newest))
    is_trying = request.method == "POST" and "try" in request.POST
    if (
        not is_trying
        and form.is_valid()
        and form.carry_out(
            operations.save_definition, actor=actor_of(request), institution=institution, **form.cleaned_data
        )
    ):
        messages.success(request, _("Saved as version %(number)s.") % {"number": form.outcome.number})
        return redirect("register:definition", slug=institution.slug)
    rule = request.POST.get("rule", newest.rule if newest else "job family is Technical")
    context: dict[str, Any] = {"institution": institution, "form": form, "newest": newest}
    return page(request, "register/change_definition.html", **context, **_tried(institution, rule))


@institution_page(DEFINING)
@require_POST
def try_definition(request: HttpRequest, institution: Institution) -> HttpResponse:
    """Who would enter and leave, as a part of the page."""
    return page(request, "register/tried.html", **_tried(institution, request.POST.get("rule", "")))


def _tried(institution: Institution, rule: str) -> dict[str, Any]:
    try:
        node = operations.read_rule(rule)
    except Refused as refusal:
        return {"difference": None, "wrong": refusal.message}
    roll = queries.Roll(institution)
    now, then = roll.on(today()), roll.on(today(), rule=node)
    return {"difference": queries.difference(now, then), "wrong": "", "has_staff": bool(then.posts)}


@institution_page(DEFINING)
def roles(request: HttpRequest, institution: Institution) -> HttpResponse:
    """What family each title of a technician is of: as HR says, as suggested with its reason, as corrected."""
    form = FamilyForm(request.POST or None)
    if form.is_valid() and form.carry_out(
        operations.set_role_family, actor=actor_of(request), institution=institution, **form.cleaned_data
    ):
        messages.success(request, _("Kept. Titles with the same words are suggested alike from now on."))
        return redirect(request.get_full_path())
    held = queries.staff_on(institution, today())
    rows = page_of(family_rows(held, queries.families_said(institution)), request.GET, size=50)
    return page(request, "register/roles.html", institution=institution, page_obj=rows, form=form)
