"""The years ahead, staff over 55, movement, equality, packs of units, trainees."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from plumbline.foundation.listing import choice, page_of
from plumbline.foundation.problems import Refused
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import actor_of
from plumbline.institutions.models import Institution
from plumbline.institutions.pages import institution_page, page
from plumbline.workforce.register import operations, queries, rules
from plumbline.workforce.register.dividing import WAYS
from plumbline.workforce.register.drawing import equality_tables, forecast_page, pack_tables, years_chart
from plumbline.workforce.register.forms.ahead import ForecastForm, PackForm, TraineeForm
from plumbline.workforce.register.models import StudyKind, TraineeKind
from plumbline.workforce.register.showing import DECLARED_SAID
from plumbline.workforce.register.tabling import DECLARED

RAW, FIGURES = Capability.VIEW_RAW_STAFF, Capability.VIEW_FIGURES


@institution_page(FIGURES)
@require_safe
def forecast(request: HttpRequest, institution: Institution) -> HttpResponse:
    """The next ten years: all of it for the HR analyst, what was shared for everybody else."""
    actor = actor_of(request)
    is_exact = bool(rules.can_see_raw(actor, institution))
    newest = queries.newest_study(institution, StudyKind.FORECAST) if is_exact else None
    study = queries.ready_study(institution, StudyKind.FORECAST) if is_exact else queries.shared_forecast(institution)
    chosen = request.GET.get("scenario", "")
    shown = forecast_page(study, int(chosen) if chosen.isdecimal() else 0, is_exact=is_exact) if study else {}
    context: dict[str, Any] = {"institution": institution, "study": study, "newest": newest, "is_exact": is_exact}
    form = ForecastForm() if is_exact else None
    may_share = rules.can_share(actor, study) if study and is_exact else None
    return page(request, "register/forecast.html", form=form, may_share=may_share, **context, **shown)


@institution_page(RAW)
@require_POST
def ask_forecast(request: HttpRequest, institution: Institution) -> HttpResponse:
    """Have a forecast worked out."""
    form = ForecastForm(request.POST)
    if form.is_valid() and form.carry_out(
        operations.ask_forecast, actor=actor_of(request), institution=institution, **form.arguments()
    ):
        return redirect("register:forecast", slug=institution.slug)
    return page(request, "register/ask_forecast.html", institution=institution, form=form)


@institution_page(RAW)
@require_POST
def share(request: HttpRequest, institution: Institution) -> HttpResponse:
    """Share the newest forecast, rounded."""
    study = queries.ready_study(institution, StudyKind.FORECAST)
    if study is None:
        raise Http404
    try:
        operations.share_forecast(actor=actor_of(request), study=study)
        messages.success(request, _("Shared: everybody who may see figures sees it, rounded to the nearest 5."))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect("register:forecast", slug=institution.slug)


@institution_page(RAW)
@require_safe
def over_55(request: HttpRequest, institution: Institution) -> HttpResponse:
    """Staff of 55 and over by age with grade, role, unit and title (F180)."""
    study = queries.ready_study(institution, StudyKind.FORECAST)
    over = study.result()["over"] if study else {}
    names = {"grade": _("Grade"), "role": _("Family of roles"), "unit": _("Unit"), "title": _("Job title")}
    tables = [(name, over["tables"][key]) for key, name in names.items()] if over else []
    return page(request, "register/over_55.html", institution=institution, study=study, over=over, tables=tables)


@institution_page(RAW)
@require_safe
def movement(request: HttpRequest, institution: Institution) -> HttpResponse:
    """Who moved between families and grades, how people came, why they left."""
    study = queries.ready_study(institution, StudyKind.FORECAST)
    found = study.result()["movement"] if study else {}
    charts = []
    if found:
        charts = [
            years_chart("routes", _("How people came"), found["routes"], found["years"]),
            years_chart("reasons", _("Why people left"), found["reasons"], found["years"]),
        ]
    context: dict[str, Any] = {"institution": institution, "study": study, "found": found, "charts": charts}
    return page(request, "register/movement.html", **context)


@institution_page(FIGURES)
@require_safe
def equality(request: HttpRequest, institution: Institution) -> HttpResponse:
    """What people declared, only ever in controlled sums."""
    is_analyst = bool(rules.can_see_raw(actor_of(request), institution))
    study = queries.ready_study(institution, StudyKind.TABLES)
    newest = queries.newest_study(institution, StudyKind.TABLES) if is_analyst else None
    own = choice(request.GET, "of", DECLARED, default="sex")
    said = {name: str(word) for name, word in WAYS.items()}
    tables = equality_tables(study.result(), own, said) if study else []
    context: dict[str, Any] = {"institution": institution, "study": study, "newest": newest, "tables": tables}
    return page(
        request, "register/equality.html", own=own, ways=DECLARED_SAID.items(), is_analyst=is_analyst, **context
    )


@institution_page(RAW)
@require_POST
def ask_tables(request: HttpRequest, institution: Institution) -> HttpResponse:
    """Have equality tables and packs worked out and released."""
    try:
        operations.ask_tables(actor=actor_of(request), institution=institution)
        messages.success(request, _("They are being worked out. Reload this page in a minute."))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect("register:equality", slug=institution.slug)


@institution_page(FIGURES)
@require_safe
def packs(request: HttpRequest, institution: Institution) -> HttpResponse:
    """The pack of a unit that one runs; for the HR analyst any, and who holds which."""
    actor = actor_of(request)
    is_analyst = bool(rules.can_see_raw(actor, institution))
    study = queries.ready_study(institution, StudyKind.TABLES)
    found = study.result() if study else {"packs": {}}
    own = (
        sorted(found["packs"]) if is_analyst else sorted({unit.name for unit in queries.own_packs(institution, actor)})
    )
    unit = choice(request.GET, "unit", own, default=own[0]) if own else ""
    tables = pack_tables(found, unit, {name: str(word) for name, word in WAYS.items()})
    context: dict[str, Any] = {"institution": institution, "study": study, "own": own, "unit": unit, "tables": tables}
    holders = queries.pack_holders(institution) if is_analyst else []
    form = PackForm(institution=institution) if is_analyst else None
    whole = found["packs"].get(unit, {}).get("all")
    return page(
        request, "register/packs.html", is_analyst=is_analyst, holders=holders, form=form, whole=whole, **context
    )


@institution_page(RAW)
@require_POST
def give_pack(request: HttpRequest, institution: Institution) -> HttpResponse:
    """Let somebody see the pack of the unit that they run."""
    form = PackForm(request.POST, institution=institution)
    if form.is_valid() and form.carry_out(
        operations.give_pack, actor=actor_of(request), institution=institution, **form.arguments()
    ):
        return redirect("register:packs", slug=institution.slug)
    return page(request, "register/give_pack.html", institution=institution, form=form)


@institution_page(RAW)
@require_POST
def end_pack(request: HttpRequest, institution: Institution) -> HttpResponse:
    """They see it no longer."""
    number = request.POST.get("holder", "")
    holder = get_object_or_404(queries.pack_holders(institution), pk=int(number) if number.isdecimal() else 0)
    operations.end_pack(actor=actor_of(request), holder=holder)
    return redirect("register:packs", slug=institution.slug)


@institution_page(RAW)
@require_safe
def trainees(request: HttpRequest, institution: Institution) -> HttpResponse:
    """Apprenticeships, T Level placements and work experience, with what became of them."""
    kind = choice(request.GET, "kind", TraineeKind.values, default="")
    every = queries.trainees(institution)
    rows = page_of(every.filter(kind=kind) if kind else every, request.GET, size=50)
    kinds = [("", _("All")), *TraineeKind.choices]
    context: dict[str, Any] = {"institution": institution, "page_obj": rows, "kind": kind, "kinds": kinds}
    return page(request, "register/trainees.html", outcomes=queries.outcomes(institution), **context)


@institution_page(RAW)
def trainee(request: HttpRequest, institution: Institution, number: int = 0) -> HttpResponse:
    """Add one, or change one."""
    held = get_object_or_404(queries.trainees(institution), pk=number) if number else None
    form = TraineeForm(request.POST or None, institution=institution, initial=TraineeForm.initial_of(held))
    if form.is_valid() and form.carry_out(
        operations.save_trainee, actor=actor_of(request), institution=institution, trainee=held, **form.cleaned_data
    ):
        return redirect("register:trainees", slug=institution.slug)
    return page(request, "register/trainee.html", institution=institution, form=form, trainee=held)
