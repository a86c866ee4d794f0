"""Who holds which role at an institution: see, invite, change, end."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from plumbline.foundation.problems import Refused
from plumbline.institutions import operations, queries, rules
from plumbline.institutions.access import INSTITUTION_ROLES, Capability
from plumbline.institutions.actor import actor_of
from plumbline.institutions.forms import ChangeRoleForm, EndForm, InviteForm
from plumbline.institutions.models import Institution
from plumbline.institutions.pages import institution_page, page


@institution_page(Capability.VIEW_WORKSPACE)
@require_safe
def people(request: HttpRequest, institution: Institution) -> HttpResponseBase:
    """Everybody with a role now, whoever is invited, and what each role is."""
    may_manage = rules.can_manage_people(actor_of(request), institution)
    return page(
        request,
        "institutions/people.html",
        institution=institution,
        members=queries.members_of(institution),
        past=queries.past_members_of(institution) if may_manage else [],
        invited=queries.people_to_come(institution) if may_manage else [],
        roles=INSTITUTION_ROLES.values(),
        may_manage=may_manage,
        links=queries.links_out(institution).count() if may_manage else 0,
    )


@institution_page(Capability.MANAGE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, institution: Institution) -> HttpResponseBase:
    """Invite somebody to a role."""
    form = InviteForm(request.POST or None)
    if form.is_valid() and form.carry_out(
        operations.invite_member, actor=actor_of(request), institution=institution, **form.cleaned_data
    ):
        messages.success(request, _("An invitation is on its way to %(email)s.") % form.cleaned_data)
        return redirect("institutions:people", institution.slug)
    return page(request, "institutions/invite.html", institution=institution, form=form)


@institution_page(Capability.MANAGE_PEOPLE)
@require_safe
def member(request: HttpRequest, institution: Institution, number: int) -> HttpResponseBase:
    """One person in one role, and what can be done about it."""
    membership = get_object_or_404(institution.memberships.select_related("user", "institution"), pk=number)
    return page(
        request,
        "institutions/member.html",
        institution=institution,
        membership=membership,
        verdict=rules.can_end_membership(actor_of(request), membership),
        role_form=ChangeRoleForm(),
        end_form=EndForm(),
    )


@institution_page(Capability.MANAGE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def change_role(request: HttpRequest, institution: Institution, number: int) -> HttpResponseBase:
    """Another role instead."""
    membership = get_object_or_404(institution.memberships.select_related("user", "institution"), pk=number)
    form = ChangeRoleForm(request.POST or None)
    if form.is_valid() and form.carry_out(
        operations.change_role, actor=actor_of(request), membership=membership, **form.cleaned_data
    ):
        messages.success(request, _("The role is changed."))
        return redirect("institutions:people", institution.slug)
    return page(request, "institutions/change_role.html", institution=institution, membership=membership, form=form)


@institution_page(Capability.MANAGE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, institution: Institution, number: int) -> HttpResponseBase:
    """End a role, now or on a day."""
    membership = get_object_or_404(institution.memberships.select_related("user", "institution"), pk=number)
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.carry_out(
        operations.end_membership, actor=actor_of(request), membership=membership, **form.cleaned_data
    ):
        messages.success(request, _("The role is ended."))
        return redirect("institutions:people", institution.slug)
    return page(request, "institutions/end.html", institution=institution, membership=membership, form=form)


@institution_page(Capability.MANAGE_PEOPLE)
@require_http_methods(["POST"])
def withdraw(request: HttpRequest, institution: Institution, number: int) -> HttpResponseBase:
    """Take an invitation back."""
    pending = get_object_or_404(institution.pending_memberships.select_related("invitation", "institution"), pk=number)
    try:
        operations.withdraw_member_invitation(actor=actor_of(request), pending=pending)
        messages.success(request, _("The invitation is withdrawn. Its link does not work any more."))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect("institutions:people", institution.slug)
