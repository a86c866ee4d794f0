"""An institution's details and its history."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from plumbline.foundation.listing import page_of
from plumbline.institutions import operations, queries
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import actor_of
from plumbline.institutions.forms import DetailsForm
from plumbline.institutions.models import Institution
from plumbline.institutions.pages import institution_page, page
from plumbline.platform.audit.queries import for_scope


@institution_page(Capability.EDIT_INSTITUTION)
@require_http_methods(["GET", "HEAD", "POST"])
def details(request: HttpRequest, institution: Institution) -> HttpResponseBase:
    """Public contact and facts."""
    form = DetailsForm(request.POST or None, initial=DetailsForm.of(institution))
    if form.is_valid() and form.carry_out(
        operations.edit_institution, actor=actor_of(request), institution=institution, **form.cleaned_data
    ):
        messages.success(request, _("The details are saved."))
        return redirect("institutions:details", institution.slug)
    return page(request, "institutions/details.html", institution=institution, form=form)


@institution_page(Capability.VIEW_AUDIT)
@require_safe
def history(request: HttpRequest, institution: Institution) -> HttpResponseBase:
    """Who did what, newest first."""
    entries = page_of(for_scope(institution.key), request.GET, size=50)
    return page(
        request,
        "institutions/history.html",
        institution=institution,
        entries=entries,
        lines=queries.history_lines(entries.object_list),
    )
