"""Correcting what was understood: each form is a page of its own, and a part of the check page with htmx."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plumbline.foundation.problems import Refused
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import actor_of
from plumbline.institutions.models import Institution
from plumbline.institutions.pages import institution_page, page
from plumbline.journey.intake import cards, operations, queries
from plumbline.journey.intake import check as checks
from plumbline.journey.intake.draft import Draft, Thing
from plumbline.journey.intake.forms import (
    EDIT_FORMS,
    Correction,
    CorrectionForm,
    PressForm,
    addition,
    form_class,
    new_thing,
)
from plumbline.journey.intake.models import Reading
from plumbline.journey.intake.views.checking import frame
from plumbline.journey.intake.views.loading import is_part, sent, with_draft
from plumbline.journey.intake.wording import DONE, KINDS

UPLOADING = Capability.UPLOAD_DOCUMENTS
VERBS = ("edit", "split", "merge", "move", "place")
ADDED = ("lead", "publication", "signature", "figure", "plan")


@institution_page(UPLOADING)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, institution: Institution, key: str, thing: str, verb: str) -> HttpResponse:
    """The form of a correction, and what it asks for."""
    reading, draft = with_draft(institution, key)
    found = draft.things.get(thing)
    if found is None and request.method == "POST":
        messages.error(request, _("Somebody else has moved, merged or dropped this since you opened it."))
        return redirect(reading.address("check"))
    kind = form_class(verb, found) if found else None
    if found is None or kind is None:
        raise Http404
    form = kind(**sent(request), draft=draft, thing=found, initial={"seen": reading.revision})
    stale = None
    if request.method == "POST" and form.is_valid():
        stale = _try(request, reading, form, form.correction)
        if stale is None and not form.errors:
            return redirect(back_to(reading, found.id, draft))
    return _form_page(request, institution, reading, draft, form, verb=verb, thing=found, stale=stale)


@institution_page(UPLOADING)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, institution: Institution, key: str, kind: str) -> HttpResponse:
    """Add by hand what the reader did not see."""
    if kind not in ADDED:
        raise Http404
    reading, draft = with_draft(institution, key)
    thing = new_thing(kind)
    form = EDIT_FORMS[kind](**sent(request), draft=draft, thing=thing, initial={"seen": reading.revision})
    if request.method == "POST" and form.is_valid():
        _try(request, reading, form, lambda: addition(form))
        if not form.errors:
            part = checks.OVERVIEW if kind != "plan" else checks.plan_last(queries.working_copy(reading))
            return redirect(f"{reading.address('check')}?part={part}")
    return _form_page(request, institution, reading, draft, form, verb="add", thing=thing, stale=None)


@institution_page(UPLOADING)
@require_POST
def press(request: HttpRequest, institution: Institution, key: str, thing: str) -> HttpResponse:
    """A button of a card: drop, found right, put back, up, down."""
    reading, draft = with_draft(institution, key)
    form = PressForm(request.POST)
    if not form.is_valid():
        raise Http404
    near = neighbour(draft, thing) if form.cleaned_data["verb"] in {"drop", "put_back"} else thing
    try:
        correction = form.correction(thing)
        _carry_out(request, reading, correction, form.cleaned_data["seen"])
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect(back_to(reading, near, draft, asked=request.POST.get("part", "")))


@institution_page(UPLOADING)
@require_POST
def undo(request: HttpRequest, institution: Institution, key: str) -> HttpResponse:
    """Take the last correction back."""
    reading, draft = with_draft(institution, key)
    seen = checks.number(request.POST.get("seen"))
    try:
        undone = operations.undo_last(actor=actor_of(request), reading=reading, seen=seen)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect(reading.address("check"))
    told = _("Undone: “%(gist)s” is no longer %(what)s.") % {
        "gist": undone.gist,
        "what": DONE.get(undone.what, undone.what),
    }
    messages.success(request, told if undone.gist else _("The last correction is undone."))
    return redirect(back_to(reading, undone.thing, draft, asked=request.POST.get("part", "")))


def back_to(reading: Reading, key: str, before: Draft, *, asked: str = "") -> str:
    """The check page at a thing; where it is gone, at the part that it was in, or at the part that was `asked`."""
    now = queries.draft_of(reading) or before
    if asked and (asked in {part.id for part in checks.parts(now)}):
        return f"{reading.address('check')}?part={asked}#{key}"
    if key in now.things:
        return reading.address("check") + checks.address_in(now, key)
    part = checks.part_of(before, key) if key in before.things else checks.OVERVIEW
    return f"{reading.address('check')}?part={part}"


def neighbour(draft: Draft, key: str) -> str:
    """The thing after this one in its list, else the one before, else itself."""
    if key not in draft.things:
        return key
    keys = draft.order[draft.place_of(key)]
    at = keys.index(key)
    return keys[at + 1] if at + 1 < len(keys) else keys[max(0, at - 1)]


def _try(
    request: HttpRequest, reading: Reading, form: CorrectionForm, correction: Callable[[], Correction]
) -> operations.Stale | None:
    """Carry the correction out; a refusal goes on the form, so that nothing typed is lost."""
    try:
        _carry_out(request, reading, correction(), form.cleaned_data["seen"])
    except operations.Stale as stale:
        form.add_error(None, stale.message)
        return stale
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    return None


def _carry_out(request: HttpRequest, reading: Reading, correction: Correction, seen: int) -> None:
    operations.correct(
        actor=actor_of(request),
        reading=reading,
        what=correction.what,
        keys=correction.keys,
        seen=seen,
        change=correction.change,
    )
    done = queries.last_edit(reading)
    if done is not None and done.gist:
        messages.success(request, _("“%(gist)s”: %(what)s.") % {"gist": done.gist, "what": DONE[done.what]})


def _form_page(
    request: HttpRequest,
    institution: Institution,
    reading: Reading,
    draft: Draft,
    form: CorrectionForm,
    *,
    verb: str,
    thing: Thing,
    stale: operations.Stale | None,
) -> HttpResponse:
    if stale is not None:
        # Saving again overwrites what the person now sees beside their own words.
        typed = request.POST.copy()
        typed["seen"] = str(reading.revision)
        form.data = typed
    current = stale.current if stale else None
    response = page(
        request,
        "intake/correct.html",
        **frame(request, institution, reading, draft),
        form=form,
        verb=verb,
        thing=thing,
        name=checks.title_in(draft, thing) if thing.id else KINDS[thing.kind],
        kind=KINDS[thing.kind],
        theirs=cards.card(current, 0, lambda _source: "") if current else None,
        back=reading.address("check") + (checks.address_in(draft, thing.id) if thing.id else ""),
    )
    if is_part(request) and request.method == "POST":
        # The form goes back to where it was, with its errors, instead of the list that was expected.
        response["HX-Retarget"] = f"#form-{thing.id or 'new'}"
        response["HX-Reselect"] = ".correction"
        response["HX-Reswap"] = "innerHTML"
    return response
