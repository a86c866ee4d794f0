"""The register, for the people of the sector: institutions, board, people, history."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from plumbline.foundation.listing import page_of
from plumbline.institutions import operations, queries, rules
from plumbline.institutions.access import SECTOR_ROLES, Capability, Role
from plumbline.institutions.actor import actor_of
from plumbline.institutions.forms import (
    BoardForm,
    BoardNameForm,
    DetailsForm,
    EndForm,
    InviteForm,
    RegisterForm,
    SectorInviteForm,
)
from plumbline.institutions.models import Institution
from plumbline.institutions.pages import page, sector_page
from plumbline.platform.audit.queries import for_scope


@sector_page(Capability.VIEW_SECTOR)
@require_safe
def overview(request: HttpRequest) -> HttpResponseBase:
    """The register at a glance, and the way to its parts."""
    return page(
        request,
        "institutions/sector.html",
        counts=queries.register_counts(),
        phases=queries.phases_with_counts(),
        board_name=queries.board_name(),
        may_manage=rules.can_manage_sector(actor_of(request)),
    )


@sector_page(Capability.VIEW_SECTOR)
@require_safe
def institutions(request: HttpRequest) -> HttpResponseBase:
    """Every institution in the register; words in the address narrow the list."""
    words = " ".join(request.GET.get("q", "").split())[:100]
    return page(
        request,
        "institutions/sector_institutions.html",
        found=page_of(queries.register(words), request.GET, size=50),
        words=words,
        may_manage=rules.can_manage_sector(actor_of(request)),
    )


@sector_page(Capability.MANAGE_SECTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def add_institution(request: HttpRequest) -> HttpResponseBase:
    """Add one."""
    form = RegisterForm(request.POST or None)
    if form.is_valid() and form.carry_out(_put, request=request, institution=None, form=form):
        messages.success(request, _("%(name)s is in the register. Invite its lead next.") % {"name": form.outcome.name})
        return redirect("institutions:sector_institution", form.outcome.slug)
    return page(request, "institutions/sector_institution.html", form=form, institution=None)


@sector_page(Capability.MANAGE_SECTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def institution(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One institution: its details, what it is to the Commitment, who leads there."""
    subject = get_object_or_404(queries.register(), slug=slug)
    form = RegisterForm(request.POST or None, initial=_initial(subject))
    if form.is_valid() and form.carry_out(_put, request=request, institution=subject, form=form):
        messages.success(request, _("The register is up to date."))
        return redirect("institutions:sector_institution", subject.slug)
    leads = queries.members_of(subject).filter(role=Role.LEAD)
    context: dict[str, Any] = {
        "institution": subject,
        "form": form,
        "leads": leads,
        "invited": queries.people_to_come(subject),
    }
    return page(request, "institutions/sector_institution.html", **context)


@sector_page(Capability.MANAGE_SECTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def invite_lead(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Invite somebody to an institution: its first lead, above all."""
    subject = get_object_or_404(queries.register(), slug=slug)
    form = InviteForm(request.POST or None, initial={"role": Role.LEAD})
    if form.is_valid() and form.carry_out(
        operations.invite_member, actor=actor_of(request), institution=subject, **form.cleaned_data
    ):
        messages.success(request, _("An invitation is on its way to %(email)s.") % form.cleaned_data)
        return redirect("institutions:sector_institution", subject.slug)
    return page(request, "institutions/sector_invite.html", form=form, institution=subject)


@sector_page(Capability.VIEW_SECTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def board(request: HttpRequest) -> HttpResponseBase:
    """The organisations on the board; adding one is the secretariat's."""
    may_manage = rules.can_manage_sector(actor_of(request))
    form = BoardForm(request.POST or None)
    if form.is_valid() and form.carry_out(
        operations.add_board_organisation, actor=actor_of(request), **form.cleaned_data
    ):
        messages.success(request, _("%(name)s has a seat now.") % form.cleaned_data)
        return redirect("institutions:sector_board")
    return page(
        request,
        "institutions/sector_board.html",
        form=form,
        organisations=queries.board_organisations(),
        board_name=queries.board_name(),
        may_manage=may_manage,
    )


@sector_page(Capability.MANAGE_SECTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def board_name(request: HttpRequest) -> HttpResponseBase:
    """What the board is called."""
    form = BoardNameForm(request.POST or None, initial={"value": queries.board_name()})
    if form.is_valid() and form.carry_out(
        operations.set_setting, actor=actor_of(request), name="board_name", **form.cleaned_data
    ):
        messages.success(request, _("The board's name is changed."))
        return redirect("institutions:sector_board")
    return page(request, "institutions/sector_board_name.html", form=form)


@sector_page(Capability.MANAGE_SECTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def end_board_organisation(request: HttpRequest, number: int) -> HttpResponseBase:
    """An organisation leaves the board."""
    organisation = get_object_or_404(queries.board_organisations(), pk=number)
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.carry_out(
        operations.end_board_organisation, actor=actor_of(request), organisation=organisation, **form.cleaned_data
    ):
        messages.success(request, _("%(name)s has left the board.") % {"name": organisation.name})
        return redirect("institutions:sector_board")
    return page(request, "institutions/sector_board_end.html", form=form, organisation=organisation)


@sector_page(Capability.VIEW_SECTOR)
@require_safe
def people(request: HttpRequest) -> HttpResponseBase:
    """Who holds a sector role."""
    may_manage = rules.can_manage_sector(actor_of(request))
    return page(
        request,
        "institutions/sector_people.html",
        held=queries.sector_people(),
        invited=queries.sector_people_to_come() if may_manage else [],
        roles=SECTOR_ROLES.values(),
        may_manage=may_manage,
    )


@sector_page(Capability.MANAGE_SECTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponseBase:
    """Invite somebody to a sector role."""
    form = SectorInviteForm(request.POST or None)
    if form.is_valid() and form.carry_out(
        operations.invite_sector_person, actor=actor_of(request), **form.cleaned_data
    ):
        messages.success(request, _("An invitation is on its way to %(email)s.") % form.cleaned_data)
        return redirect("institutions:sector_people")
    return page(request, "institutions/sector_invite.html", form=form, institution=None)


@sector_page(Capability.MANAGE_SECTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def end_role(request: HttpRequest, number: int) -> HttpResponseBase:
    """End a sector role, now or on a day."""
    held = get_object_or_404(queries.sector_people(), pk=number)
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.carry_out(
        operations.end_sector_role, actor=actor_of(request), held=held, **form.cleaned_data
    ):
        messages.success(request, _("The role is ended."))
        return redirect("institutions:sector_people")
    return page(request, "institutions/sector_end_role.html", form=form, held=held)


@sector_page(Capability.MANAGE_SECTOR)
@require_safe
def history(request: HttpRequest) -> HttpResponseBase:
    """Who did what to the register, newest first."""
    entries = page_of(for_scope("sector"), request.GET, size=50)
    lines = queries.history_lines(entries.object_list)
    return page(request, "institutions/sector_history.html", entries=entries, lines=lines)


@transaction.atomic
def _put(*, request: HttpRequest, institution: Institution | None, form: RegisterForm) -> Institution:
    """Institution and signatory together, or neither."""
    actor = actor_of(request)
    if institution is None:
        institution = operations.create_institution(actor=actor, **form.details)
    else:
        operations.edit_institution(actor=actor, institution=institution, **form.details)
    operations.set_signatory(actor=actor, institution=institution, **form.commitment)
    return institution


def _initial(institution: Institution) -> dict[str, object]:
    start = {**DetailsForm.of(institution), "name": institution.name, "kind": institution.kind}
    signatory = getattr(institution, "signatory", None)
    if signatory is not None:
        start |= {
            "is_a": signatory.kind,
            "status": signatory.status,
            "phase": signatory.phase_id,
            "announced_on": signatory.announced_on,
        }
    return start
