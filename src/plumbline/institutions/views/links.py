"""Links that are out: who without an account holds one, for what, until when; and ending it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from plumbline.foundation.listing import page_of
from plumbline.foundation.problems import Refused
from plumbline.institutions import operations, queries
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import actor_of
from plumbline.institutions.models import Institution
from plumbline.institutions.pages import institution_page, page
from plumbline.platform.accounts.queries import passes_of


@institution_page(Capability.MANAGE_PEOPLE)
@require_safe
def links(request: HttpRequest, institution: Institution) -> HttpResponseBase:
    """Every link that opens something here, and those that are over."""
    return page(
        request,
        "institutions/links.html",
        institution=institution,
        out=page_of(queries.links_out(institution), request.GET),
        over=queries.links_over(institution)[:25],
    )


@institution_page(Capability.MANAGE_PEOPLE)
@require_POST
def end(request: HttpRequest, institution: Institution, number: int) -> HttpResponseBase:
    """End a link at once."""
    held = get_object_or_404(passes_of(institution.key), pk=number)
    try:
        operations.end_link(actor=actor_of(request), institution=institution, held=held)
        messages.success(
            request, _("The link of %(name)s is ended. It opens nothing any more.") % {"name": held.said_name}
        )
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect("institutions:links", institution.slug)
