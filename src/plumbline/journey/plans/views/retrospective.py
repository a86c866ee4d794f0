"""The page of a plan's retrospective: how each action stood at a day, why, and what became of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plumbline.foundation.clock import today
from plumbline.foundation.formats.sheets import Column, Table, write_xlsx
from plumbline.foundation.ui.charts import Chart, Row, Series, stacked
from plumbline.foundation.ui.words import RATINGS
from plumbline.institutions.access import Capability
from plumbline.institutions.models import Institution
from plumbline.institutions.pages import institution_page, page
from plumbline.institutions.queries import actor_names
from plumbline.journey.plans import queries
from plumbline.journey.plans.forms.carry import AsAtForm
from plumbline.journey.plans.models import Plan
from plumbline.journey.plans.queries import RetrospectiveRow
from plumbline.journey.plans.themes import Theme
from plumbline.journey.plans.views.loading import plan_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Group:
    """Actions under the section that the institution gave them, else under their first theme."""

    title: str
    rows: list[RetrospectiveRow]


@institution_page(Capability.VIEW_WORKSPACE)
def retrospective(request: HttpRequest, institution: Institution, plan_key: str) -> HttpResponse:
    """On paper with `print`; as a spreadsheet with `xlsx`."""
    shown = plan_of(institution, plan_key)
    dates = list(shown.reporting_dates.all())
    usual = _usual(shown, [one.on for one in dates])
    form = AsAtForm(request.GET if "on" in request.GET else None, initial={"on": date_format(usual, "j F Y")})
    on = form.day(usual)
    rows = queries.retrospective(shown, on)
    if "xlsx" in request.GET:
        return _file(shown, rows, on)
    groups = _groups(rows)
    context: dict[str, Any] = {"form": form, "on": on, "dates": dates, "groups": groups, "count": len(rows)}
    context |= {"has_refs": any(row.ref for row in rows)}
    context |= {"chart": _chart(groups, on), "names": actor_names({note.by for row in rows for note in row.notes})}
    context |= {"unexplained": sum(row.rag == "red" and not row.explanation for row in rows)}
    template = "plans/carry/retrospective_print.html" if "print" in request.GET else "plans/carry/retrospective.html"
    return page(request, template, institution=institution, plan=shown, **context)


def _usual(plan: Plan, dates: list[date]) -> date:
    """The last reporting date that has come; else the plan's end where that has come; else today."""
    past = [day for day in (*dates, *([plan.ends_on] if plan.ends_on else [])) if day <= today()]
    return max(past, default=today())


def _groups(rows: list[RetrospectiveRow]) -> list[Group]:
    groups: dict[str, list[RetrospectiveRow]] = {}
    for row in rows:
        title = row.section or (str(Theme(row.themes[0]).label) if row.themes else _("No theme yet"))
        groups.setdefault(title, []).append(row)
    return [Group(title, members) for title, members in groups.items()]


def _chart(groups: list[Group], on: date) -> Chart:
    series = [Series(str(sign.words), sign.colour, sign.shape) for sign in RATINGS.values()]
    drawn = []
    for group in groups:
        counts = Counter(row.rag for row in group.rows)
        drawn.append(Row(group.title, tuple(counts[rag] for rag in RATINGS)))
    day = date_format(on, "j F Y")
    title = _("How the actions stood at %(day)s") % {"day": day}
    counts = Counter(row.rag for group in groups for row in group.rows)
    said = ", ".join(f"{counts[rag]} {sign.words}" for rag, sign in RATINGS.items())
    return stacked("retrospective", title, said, series, drawn, corner=_("Section or theme"))


def _file(plan: Plan, rows: list[RetrospectiveRow], on: date) -> HttpResponse:
    """The table to copy from or to send on."""
    columns = [
        Column(str(title), width)
        for title, width in (
            (_("Section or theme"), 24), (_("Number"), 10), (_("Action"), 60), (_("Rating"), 24),
            (_("Explanation"), 50), (_("What became of it"), 50), (_("Notes of the period"), 50),
        )
    ]  # fmt: skip
    lines = [
        [group.title, row.ref, row.text, str(RATINGS[row.rag].words), row.explanation, _became(row), _notes(row)]
        for group in _groups(rows)
        for row in group.rows
    ]
    content = write_xlsx([Table(_("Retrospective"), columns, lines)], title=plan.title)
    response = HttpResponse(content, content_type=XLSX)
    name = f"{plan.institution.slug}-{plan.key}-{on.isoformat()}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _became(row: RetrospectiveRow) -> str:
    return "\n".join(f"{one.words} {one.reason}".strip() for one in row.became)[:32_000]


def _notes(row: RetrospectiveRow) -> str:
    return "\n".join(f"{date_format(note.on, 'j F Y')}: {note.text}" for note in row.notes)[:32_000]
