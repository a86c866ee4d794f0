"""Pages of evidence: the list, one piece, adding and changing it, its file, its consent."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plumbline.foundation.clock import today
from plumbline.foundation.listing import page_of
from plumbline.foundation.problems import Refused
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import actor_of
from plumbline.institutions.models import Institution
from plumbline.institutions.pages import institution_page, page
from plumbline.institutions.queries import actor_names
from plumbline.journey.evidence import operations, queries, rules
from plumbline.journey.evidence.forms import EvidenceForm, FilterForm
from plumbline.journey.evidence.models import Evidence, Kind
from plumbline.journey.evidence.showing import KINDS, facts_of, signs_of
from plumbline.platform.files import serving

TYPING = require_http_methods(["GET", "HEAD", "POST"])


@institution_page(Capability.VIEW_WORKSPACE)
@require_safe
def evidence(request: HttpRequest, institution: Institution) -> HttpResponseBase:
    """All evidence that is asked for, newest first."""
    filter_form, day = FilterForm(request.GET), today()
    wanted = filter_form.wanted()
    rows = page_of(queries.evidence_of(institution, wanted, day), request.GET)
    return page(
        request,
        "evidence/evidence.html",
        institution=institution,
        rows=rows,
        shown=[(one, signs_of(one, day)) for one in rows.object_list],
        filter=filter_form,
        wanted=wanted,
        may_keep=rules.can_keep_evidence(actor_of(request), institution),
    )


@institution_page(Capability.KEEP_EVIDENCE)
@require_safe
def choose(request: HttpRequest, institution: Institution) -> HttpResponseBase:
    """Which kind to add."""
    return page(request, "evidence/choose.html", institution=institution, kinds=KINDS.items())


@institution_page(Capability.KEEP_EVIDENCE)
@TYPING
def add(request: HttpRequest, institution: Institution, what: str) -> HttpResponseBase:
    """Add a piece of one kind."""
    if what not in Kind.values:
        raise Http404
    form = EvidenceForm(request.POST or None, request.FILES or None, kind=what)
    if form.is_valid() and form.carry_out(
        operations.add_evidence,
        actor=actor_of(request),
        institution=institution,
        kind=what,
        draft=form.draft(),
        upload=form.upload(),
    ):
        messages.success(request, _("Kept. It can be attached to answers and actions now."))
        return redirect(form.outcome)
    return page(request, "evidence/form.html", institution=institution, form=form, kind=Kind(what))


@institution_page(Capability.VIEW_WORKSPACE)
@require_safe
def one(request: HttpRequest, institution: Institution, number: int) -> HttpResponseBase:
    """One piece: what it shows, which day it speaks of, how it stands."""
    found, actor = _load(institution, number), actor_of(request)
    return page(
        request,
        "evidence/one.html",
        institution=institution,
        one=found,
        signs=signs_of(found, today()),
        facts=facts_of(found),
        added_name=actor_names([found.added_by])[found.added_by],
        may_change=rules.can_change_evidence(actor, found),
        may_withdraw=rules.can_withdraw_consent(actor, found),
        may_remove=rules.can_remove_evidence(actor, found),
        may_restore=rules.can_restore_evidence(actor, found),
        may_check=rules.can_check_link(actor, found),
    )


@institution_page(Capability.KEEP_EVIDENCE)
@TYPING
def change(request: HttpRequest, institution: Institution, number: int) -> HttpResponseBase:
    """Say something else of it, or give it another file."""
    found = _load(institution, number)
    verdict = rules.can_change_evidence(actor_of(request), found)
    form = EvidenceForm(request.POST or None, request.FILES or None, kind=found.kind, evidence=found)
    if form.is_valid() and form.carry_out(
        operations.change_evidence,
        actor=actor_of(request),
        evidence=found,
        draft=form.draft(),
        upload=form.upload(),
        seen=form.cleaned_data["seen"],
    ):
        messages.success(request, _("Saved."))
        return redirect(found)
    context: dict[str, Any] = {"form": form, "kind": Kind(found.kind), "one": found, "verdict": verdict}
    return page(request, "evidence/form.html", institution=institution, **context)


@institution_page(Capability.VIEW_WORKSPACE)
@require_safe
def file(request: HttpRequest, institution: Institution, number: int) -> FileResponse:  # noqa: ARG001 (the door uses it)
    """Its bytes: a photograph is shown, everything else is a download."""
    found = _load(institution, number)
    if found.file is None:
        raise Http404
    return serving.respond(found.file, inline=found.kind == Kind.PHOTO)


@institution_page(Capability.KEEP_EVIDENCE)
@TYPING
def withdraw(request: HttpRequest, institution: Institution, number: int) -> HttpResponseBase:
    """The person who was quoted takes their consent back: asked once, because the words go for good."""
    found = _load(institution, number)
    verdict = rules.can_withdraw_consent(actor_of(request), found)
    if request.method == "POST":
        return _done(request, found, operations.withdraw_consent, _("The consent is withdrawn. What was said is gone."))
    return page(request, "evidence/withdraw.html", institution=institution, one=found, verdict=verdict)


@institution_page(Capability.KEEP_EVIDENCE)
@TYPING
def remove(request: HttpRequest, institution: Institution, number: int) -> HttpResponseBase:
    """Take it out of the lists."""
    found = _load(institution, number)
    verdict = rules.can_remove_evidence(actor_of(request), found)
    if request.method == "POST":
        return _done(request, found, operations.remove_evidence, _("Removed. It can be put back."))
    return page(request, "evidence/remove.html", institution=institution, one=found, verdict=verdict)


@institution_page(Capability.KEEP_EVIDENCE)
@require_POST
def restore(request: HttpRequest, institution: Institution, number: int) -> HttpResponseBase:
    """Put it back."""
    return _done(request, _load(institution, number), operations.restore_evidence, _("It stands again."))


@institution_page(Capability.KEEP_EVIDENCE)
@require_POST
def check(request: HttpRequest, institution: Institution, number: int) -> HttpResponseBase:
    """Look at a link now."""
    told = _("The link is being looked at. Reload this page in a moment.")
    return _done(request, _load(institution, number), operations.check_link, told)


def _load(institution: Institution, number: int) -> Evidence:
    found = queries.one_of(institution, number)
    if found is None:
        raise Http404
    return found


def _done(request: HttpRequest, found: Evidence, operation: Any, told: str) -> HttpResponseBase:
    try:
        operation(actor=actor_of(request), evidence=found)
        messages.success(request, told)
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect(found)
