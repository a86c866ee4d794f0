"""Single people: found by their number, everything that is held about them, what can be done; who looked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
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
from plumbline.workforce.register import exports, operations, queries
from plumbline.workforce.register.forms.counting import ChoiceForm, FindForm, JoinForm
from plumbline.workforce.register.keeping import kept_classes
from plumbline.workforce.register.models import Person
from plumbline.workforce.register.sealing import is_sealing

RAW = Capability.VIEW_RAW_STAFF


@institution_page(RAW)
@require_safe
def find(request: HttpRequest, institution: Institution) -> HttpResponse:
    """Find somebody by the number that HR gives; who is in or out by hand; numbers that may be one person."""
    form = FindForm(request.GET)
    number = request.GET.get("number", "").strip()
    found = queries.person_by_ref(institution, number) if number else None
    if found is not None:
        return redirect("register:person", slug=institution.slug, key=found.key)
    operations.note_look(actor=actor_of(request), institution=institution, what="list")
    pairs = page_of(queries.alike(institution, today()), request.GET, size=20)
    context: dict[str, Any] = {"institution": institution, "form": form, "number": number, "pairs": pairs}
    return page(request, "register/find.html", choices=queries.open_choices(institution)[:200], **context)


@institution_page(RAW)
@require_safe
def person(request: HttpRequest, institution: Institution, key: str) -> HttpResponse:
    """Everything that is held about somebody but what they declared, which stands apart from their number."""
    shown = _person(institution, key)
    operations.note_look(actor=actor_of(request), institution=institution, what="person", person=shown)
    choices = list(queries.choices_of(shown))
    context: dict[str, Any] = {
        "institution": institution,
        "person": shown,
        "posts": page_of(queries.posts_of(shown), request.GET, size=50),
        "choices": choices,
        "names": actor_names(choice.by for choice in choices),
        "others": list(shown.others.all()),
        "choice_form": ChoiceForm(initial={"since_on": today()}),
        "join_form": JoinForm(),
        "looks": queries.looks_at(institution, shown).count(),
    }
    return page(request, "register/person.html", **context)


@institution_page(RAW)
@require_safe
def export(request: HttpRequest, institution: Institution, key: str) -> JsonResponse:
    """Everything that is held about somebody, as one file, for their subject access request (UK GDPR art. 15)."""
    shown = _person(institution, key)
    operations.note_look(actor=actor_of(request), institution=institution, what="export", person=shown)
    response = JsonResponse(exports.subject_access(shown), json_dumps_params={"indent": 1, "ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="staff-{shown.key}.json"'
    return response


@institution_page(RAW)
@require_POST
def choose(request: HttpRequest, institution: Institution, key: str) -> HttpResponse:
    """Count somebody by hand, or not."""
    shown, form = _person(institution, key), ChoiceForm(request.POST)
    if form.is_valid():
        form.carry_out(operations.choose_by_hand, actor=actor_of(request), person=shown, **form.cleaned_data)
    return _back(request, shown, form)


@institution_page(RAW)
@require_POST
def end_choice(request: HttpRequest, institution: Institution, key: str) -> HttpResponse:
    """Let the rule decide again."""
    shown = _person(institution, key)
    choice = get_object_or_404(queries.choices_of(shown), ended_on=None)
    return _did(request, shown, lambda: operations.end_choice(actor=actor_of(request), choice=choice))


@institution_page(RAW)
@require_POST
def join(request: HttpRequest, institution: Institution, key: str) -> HttpResponse:
    """Say that somebody is the same person as another number."""
    shown, form = _person(institution, key), JoinForm(request.POST)
    if form.is_valid():
        other = queries.person_by_ref(institution, form.cleaned_data["other"])
        if other is None:
            form.add_error("other", _("Nobody in the register has this number."))
        else:
            form.carry_out(operations.join_people, actor=actor_of(request), person=shown, other=other)
    return _back(request, shown, form)


@institution_page(RAW)
@require_POST
def part(request: HttpRequest, institution: Institution, key: str) -> HttpResponse:
    """Take a joining back."""
    shown = _person(institution, key)
    return _did(request, shown, lambda: operations.part_people(actor=actor_of(request), person=shown))


@institution_page(RAW)
@require_POST
def objection(request: HttpRequest, institution: Institution, key: str) -> HttpResponse:
    """Take somebody out of equality figures, or back in."""
    shown = _person(institution, key)
    is_out = shown.objected_at is None
    return _did(
        request,
        shown,
        lambda: operations.object_to_equality(actor=actor_of(request), person=shown, is_out=is_out),
    )


@institution_page(RAW)
def erase(request: HttpRequest, institution: Institution, key: str) -> HttpResponse:
    """Ask, then forget who somebody was; what they count for stays."""
    shown = _person(institution, key)
    if request.method == "POST":
        operations.erase_person(actor=actor_of(request), person=shown)
        messages.success(request, _("Erased. Counts of every day are as before."))
        return redirect("register:find", slug=institution.slug)
    return page(request, "register/erase.html", institution=institution, person=shown)


@institution_page(Capability.VIEW_AUDIT)
@require_safe
def looks(request: HttpRequest, institution: Institution) -> HttpResponse:
    """Who looked at personal rows."""
    rows = page_of(queries.looks_at(institution), request.GET, size=50)
    names = actor_names(look.by for look in rows)
    return page(request, "register/looks.html", institution=institution, page_obj=rows, names=names)


@institution_page(Capability.VIEW_FIGURES)
@require_safe
def protection(request: HttpRequest, institution: Institution) -> HttpResponse:
    """What is held about staff, why, for how long, and who sees it."""
    return page(
        request, "register/protection.html", institution=institution, classes=kept_classes(), is_sealed=is_sealing()
    )


def _person(institution: Institution, key: str) -> Person:
    found = queries.person_by_key(institution, key)
    if found is None:
        raise Http404
    return found


def _did(request: HttpRequest, shown: Person, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
        messages.success(request, _("Done."))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect("register:person", slug=shown.institution.slug, key=shown.key)


def _back(request: HttpRequest, shown: Person, form: Any) -> HttpResponse:
    """Back to the person, with what was wrong if something was."""
    wrong = [str(error) for errors in form.errors.values() for error in errors]
    if wrong:
        messages.error(request, " ".join(wrong))
    else:
        messages.success(request, _("Done."))
    return redirect("register:person", slug=shown.institution.slug, key=shown.key)
