"""The secretariat's calendar: who is due, late, extended, received; answers; the timetable itself."""

from __future__ import annotations

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plumbline.foundation.clock import today
from plumbline.foundation.listing import page_of
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import actor_of
from plumbline.institutions.pages import page, sector_page
from plumbline.institutions.queries import actor_names, phases
from plumbline.journey.submissions import operations, queries
from plumbline.journey.submissions.forms import (
    AgreeForm,
    AnswerForm,
    CalendarForm,
    PhaseDateForm,
    ReceivedForm,
    StageRuleForm,
    TimetableForm,
    WindowForm,
)
from plumbline.journey.submissions.models import Due, Window
from plumbline.journey.submissions.showing import figure_row, sign_of, told, why
from plumbline.journey.submissions.states import ExtensionState

PAGE_SIZE = 150


@sector_page(Capability.VIEW_SECTOR)
def calendar(request: HttpRequest) -> HttpResponse:
    """Everybody's dates, as the address wants them."""
    on = today()
    known = [rule.stage for rule in queries.stage_rules()]
    form = CalendarForm(request.GET, stages=known, days=queries.days_ahead(on))
    rows = page_of(queries.calendar_of(form.wanted(), on), request.GET, size=PAGE_SIZE)
    figures = figure_row(queries.counts_on(on))
    return page(
        request,
        "submissions/calendar.html",
        filter=form,
        found=rows,
        rows=[(due, sign_of(due, on)) for due in rows],
        figures=figures,
        asked=list(queries.asked_extensions()),
        may_manage=actor_of(request).can(Capability.MANAGE_SECTOR),
    )


@sector_page(Capability.MANAGE_SECTOR)
def due(request: HttpRequest, slug: str, stage: int) -> HttpResponse:
    """One institution's stage: its days, their history, and what can be done."""
    shown = _due(slug, stage)
    steps = list(shown.steps.all())
    return page(
        request,
        "submissions/due.html",
        due=shown,
        sign=sign_of(shown, today()),
        why=why(shown, queries.stage_rules().filter(stage=stage).first()),
        waiting=shown.extensions.filter(state=ExtensionState.ASKED).first(),
        history=told(steps, actor_names(step.by for step in steps)),
    )


@sector_page(Capability.MANAGE_SECTOR)
def answer(request: HttpRequest, slug: str, stage: int) -> HttpResponse:
    """Grant or decline more time."""
    shown = _due(slug, stage)
    waiting = get_object_or_404(shown.extensions, state=ExtensionState.ASKED)
    form = AnswerForm(request.POST or None, initial={"on": waiting.wished_on})
    if form.is_valid() and form.carry_out(
        operations.answer_extension, actor=actor_of(request), extension=waiting, **form.cleaned_data
    ):
        messages.success(request, _("The institution is told."))
        return redirect("submissions:due", slug, stage)
    return page(request, "submissions/answer.html", due=shown, waiting=waiting, form=form)


@sector_page(Capability.MANAGE_SECTOR)
def agree(request: HttpRequest, slug: str, stage: int) -> HttpResponse:
    """Agree another day."""
    shown = _due(slug, stage)
    form = AgreeForm(request.POST or None, initial={"on": shown.agreed_on})
    if form.is_valid() and form.carry_out(
        operations.agree_date, actor=actor_of(request), due=shown, **form.cleaned_data
    ):
        messages.success(request, _("The day is agreed, and the institution is told."))
        return redirect("submissions:due", slug, stage)
    return page(request, "submissions/agree.html", due=shown, form=form)


@sector_page(Capability.MANAGE_SECTOR)
def received(request: HttpRequest, slug: str, stage: int) -> HttpResponse:
    """Record that it came on paper."""
    shown = _due(slug, stage)
    form = ReceivedForm(request.POST or None)
    if form.is_valid() and form.carry_out(
        operations.record_received, actor=actor_of(request), due=shown, **form.cleaned_data
    ):
        messages.success(request, _("Recorded as received on paper."))
        return redirect("submissions:due", slug, stage)
    return page(request, "submissions/received.html", due=shown, form=form)


@sector_page(Capability.MANAGE_SECTOR)
def timetable(request: HttpRequest) -> HttpResponse:
    """Windows, stages, phases, and how they go together."""
    said = {"rounding": queries.rounding().value, "extension_limit": queries.extension_limit()}
    form = TimetableForm(request.POST or None, initial=said)
    if form.is_valid() and form.carry_out(operations.choose_timetable, actor=actor_of(request), **form.cleaned_data):
        messages.success(request, _("Everybody's days follow this now."))
        return redirect("submissions:timetable")
    known, dates = list(queries.stage_rules()), queries.phase_dates()
    rows = [(phase, [(rule.stage, dates.get((rule.stage, phase.pk))) for rule in known]) for phase in phases()]
    return page(request, "submissions/timetable.html", form=form, stages=known, phases=rows, windows=queries.windows())


@sector_page(Capability.MANAGE_SECTOR)
def stage_rule(request: HttpRequest, stage: int) -> HttpResponse:
    """What one stage asks."""
    known = get_object_or_404(queries.stage_rules(), stage=stage)
    form = StageRuleForm(request.POST or None, initial=model_to_dict(known))
    if form.is_valid() and form.carry_out(
        operations.set_stage_rule, actor=actor_of(request), stage=stage, **form.cleaned_data
    ):
        return redirect("submissions:timetable")
    return page(request, "submissions/setting.html", form=form, title=_("Stage %(stage)s") % {"stage": stage})


@sector_page(Capability.MANAGE_SECTOR)
def phase_date(request: HttpRequest, stage: int, number: int) -> HttpResponse:
    """The day of one phase for one stage."""
    phase = get_object_or_404(phases(), number=number)
    get_object_or_404(queries.stage_rules(), stage=stage)
    held = queries.phase_dates().get((stage, phase.pk))
    form = PhaseDateForm(request.POST or None, initial={"on": held})
    if form.is_valid() and form.carry_out(
        operations.set_phase_date, actor=actor_of(request), stage=stage, phase=phase, **form.cleaned_data
    ):
        return redirect("submissions:timetable")
    title = _("Stage %(stage)s for %(phase)s") % {"stage": stage, "phase": phase.name}
    return page(request, "submissions/setting.html", form=form, title=title)


@sector_page(Capability.MANAGE_SECTOR)
def add_window(request: HttpRequest) -> HttpResponse:
    """One more submission window."""
    form = WindowForm(request.POST or None)
    if form.is_valid() and form.carry_out(operations.set_window, actor=actor_of(request), **form.cleaned_data):
        return redirect("submissions:timetable")
    return page(request, "submissions/setting.html", form=form, title=_("A submission window"))


@sector_page(Capability.MANAGE_SECTOR)
@require_POST
def remove_window(request: HttpRequest, number: int) -> HttpResponse:
    """Take a window away."""
    operations.remove_window(actor=actor_of(request), window=get_object_or_404(Window, pk=number))
    messages.success(request, _("The window is gone; days were worked out anew."))
    return redirect("submissions:timetable")


@sector_page(Capability.MANAGE_SECTOR)
@require_POST
def load(request: HttpRequest) -> HttpResponse:
    """Begin with the published dates."""
    operations.load_timetable(actor=actor_of(request))
    messages.success(request, _("The published dates are in the timetable. Check them: they are settings now."))
    return redirect("submissions:timetable")


def _due(slug: str, stage: int) -> Due:
    return get_object_or_404(queries.every_due(), institution__slug=slug, stage=stage)
