"""What the secretariat says about the site itself: who runs it, whom to ask; and the phases."""

from __future__ import annotations

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plumbline.institutions import operations, queries
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import actor_of
from plumbline.institutions.forms import PhaseForm, SiteForm
from plumbline.institutions.pages import page, sector_page


@sector_page(Capability.MANAGE_SECTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def site(request: HttpRequest) -> HttpResponseBase:
    """Who runs the site and whom to write to: both statements print it."""
    now = {name: queries.setting(name) for name in SiteForm.base_fields}
    form = SiteForm(request.POST or None, initial=now)
    if form.is_valid() and form.carry_out(operations.describe_site, actor=actor_of(request), **form.cleaned_data):
        messages.success(request, _("The accessibility statement and the privacy page now say this."))
        return redirect("institutions:sector")
    return page(request, "institutions/sector_site.html", form=form)


@sector_page(Capability.MANAGE_SECTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def phase(request: HttpRequest, number: int | None = None) -> HttpResponseBase:
    """Add a phase, or change the one of that number."""
    known = queries.phase(number) if number is not None else None
    form = PhaseForm(request.POST or None, initial=model_to_dict(known) if known else {"number": number})
    if form.is_valid() and form.carry_out(operations.set_phase, actor=actor_of(request), **form.cleaned_data):
        messages.success(request, _("Phase %(number)s is recorded.") % {"number": form.cleaned_data["number"]})
        return redirect("institutions:sector")
    return page(request, "institutions/sector_phase.html", form=form)
