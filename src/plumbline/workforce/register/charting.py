"""Counts as charts with their tables, and as figures in a row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plumbline.foundation.ui.charts import Chart, Row, Series, bars, grouped
from plumbline.workforce.register.counting import Count
from plumbline.workforce.register.models import Figures
from plumbline.workforce.register.queries.counts import Staff

MOST = 40
"""Rows of a chart; the table on the page has all of them."""


def said(day: date) -> str:
    """A day in words."""
    return date_format(day, "j F Y")


def total_figures(staff: Staff, earlier: Staff | None) -> list[dict[str, Any]]:
    """Headcount, FPE and FTE of technicians, with the change since an earlier day, and everybody employed."""
    now, then = staff.technicians, earlier.technicians if earlier else None

    def change(new: float, old: float | None) -> str:
        return (
            ""
            if old is None
            else _("%(change)s since") % {"change": f"{new - old:+,.1f}".removesuffix(".0").replace("-", "−")}
        )

    return [
        {
            "name": _("technicians (headcount)"),
            "value": f"{now.headcount:,}",
            "note": change(now.headcount, then.headcount if then else None),
        },
        {
            "name": _("full-person equivalent"),
            "value": now.fpe_said,
            "note": change(float(now.fpe), float(then.fpe) if then else None),
        },
        {
            "name": _("FTE"),
            "value": now.fte_said,
            "note": change(float(now.fte), float(then.fte) if then else None),
        },
        {"name": _("people employed in all"), "value": f"{staff.people:,}", "note": ""},
    ]


def exact_chart(name: object, on: date, counts: Sequence[Count], before: Sequence[Count], since: date | None) -> Chart:
    """Headcount divided one way; beside that of an earlier day where one is asked for."""
    title = _("Technicians by %(way)s, %(day)s") % {"way": str(name).lower(), "day": said(on)}
    then = {count.label: count.headcount for count in before}
    shown = counts[:MOST]
    if not before or since is None:
        rows = [Row(count.label, (count.headcount,)) for count in shown]
        return bars("counts", title, _described(counts), rows, unit=_("Headcount"), corner=str(name))
    series = [Series(said(on)), Series(said(since), tone="grey")]
    pairs = [Row(count.label, (count.headcount, then.get(count.label, 0))) for count in shown]
    return grouped("counts", title, _described(counts), series, pairs, corner=str(name))


def released_chart(key: str, name: object, figures: Figures) -> Chart:
    """A released breakdown; a suppressed figure is no bar, and two dots in the table."""
    title = _("Technicians by %(way)s, %(day)s") % {"way": str(name).lower(), "day": said(figures.as_at)}
    rows = [Row(label, (heads,)) for label, heads, _fpe, _fte in figures.shown["ways"].get(key, [])][:MOST]
    told = _("Headcounts to the nearest 5; “..” is a figure that would tell too much.")
    return bars(f"by-{key}", title, told, rows, unit=_("Headcount"), corner=str(name))


def _described(counts: Sequence[Count]) -> str:
    most = counts[0] if counts else None
    if most is None:
        return _("Nobody counts as a technician on this day.")
    return _("%(count)s groups; the largest is %(label)s with %(heads)s people.") % {
        "count": len(counts),
        "label": most.label,
        "heads": most.headcount,
    }
