"""What plan pages put into components: a pure calculation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plumbline.foundation.ui.charts import Chart, Row, Series, stacked
from plumbline.journey.plans.models import Plan, PlannedAction
from plumbline.journey.plans.queries import Counts, Figures
from plumbline.journey.plans.sources import SourceKind
from plumbline.journey.plans.states import UNKNOWN, Status


def figure_row(figures: Figures, plan: Plan, on: date) -> list[dict[str, Any]]:
    """The numbers above the actions, by rating; by status where nothing is rated. Each leads to its actions."""
    row = _by_rating(figures) if figures.unrated < figures.actions else _by_status(figures)
    if figures.overdue and not plan.is_previous:
        row.append({"name": _("Overdue"), "value": figures.overdue, "href": "?overdue=on"})
    for cell in row:
        if not cell["value"]:
            cell["href"] = ""
    gone = time_gone(plan.starts_on, plan.ends_on, on)
    if gone is not None and not plan.is_previous:
        row.append({"name": _("Plan time gone"), "value": _("%(percent)s%%") % {"percent": gone}})
    return row


def _by_rating(figures: Figures) -> list[dict[str, Any]]:
    return [
        {"name": _("Completed"), "value": figures.green, "note": _of_all(figures), "href": "?rag=green"},
        {"name": _("In progress"), "value": figures.amber, "href": "?rag=amber"},
        {"name": _("Still to be carried out"), "value": figures.red, "href": "?rag=red", "note": _reds(figures)},
        {"name": _("Not rated"), "value": figures.unrated, "href": "?rag=none"},
    ]


def _by_status(figures: Figures) -> list[dict[str, Any]]:
    """Completed first and always; other statuses where there are any."""
    there = [status for status in Status if figures.statuses.get(status) or status == Status.COMPLETED]
    there.sort(key=lambda status: status != Status.COMPLETED)
    row: list[dict[str, Any]] = [
        {"name": str(status.label), "value": figures.statuses.get(status, 0), "href": f"?status={status.value}"}
        for status in there
    ]
    row[0]["note"] = _of_all(figures)
    if figures.statuses.get(UNKNOWN):
        row.append({"name": _("No status"), "value": figures.statuses[UNKNOWN], "href": "?status=none"})
    return row


def _of_all(figures: Figures) -> str:
    return _("of %(count)s") % {"count": figures.actions}


def standing_of(plan: Plan, on: date) -> dict[str, str]:
    """How a plan stands in time, for the tag that says it: words and colour."""
    if plan.is_previous:
        return {"words": _("Looked back on"), "colour": "grey"}
    if plan.starts_on and plan.starts_on > on:
        return {"words": _("To come"), "colour": "teal"}
    if plan.ends_on and plan.ends_on < on:
        return {"words": _("Period over"), "colour": "amber"}
    return {"words": _("Running") if plan.starts_on else _("Time ahead"), "colour": "teal"}


def facts_of(action: PlannedAction) -> list[tuple[str, str]]:
    """Everything that the plan says of an action beside its text, as name and words; what is not said is left out."""
    told = [
        (_("Objective"), action.objective),
        (_("Owner"), action.owner),
        (_("Starts"), action.starts.said),
        (_("Due"), action.due.said),
        (_("Ends"), action.ends.said),
        (_("Success measure"), action.measure),
        (_("Goes on throughout"), _("Yes") if action.is_ongoing else ""),
        (_("Resource"), action.resource),
        (_("Cost"), cost_of(action)),
        (_("Priority"), action.priority),
        (_("Progress"), action.progress),
        (_("Next steps"), action.next_steps),
        (_("Comments"), action.comments),
        (_("Source"), "\n".join(source_words(kind, words) for kind, words in action.sources)),
        *((heading, words) for heading, words in action.other),
    ]
    return [(name, words) for name, words in told if words]


def cost_of(action: PlannedAction) -> str:
    """The cost in words: sum, currency and year; "" where none is given."""
    if action.cost is None:
        return ""
    said = f"{action.cost:,.2f}".removesuffix(".00") + f" {action.currency}"
    return f"{said} ({action.cost_year})" if action.cost_year else said


def source_words(kind: str, words: str) -> str:
    """Where an action came from, in words."""
    label = str(dict(SourceKind.choices).get(kind, kind))
    return f"{label}: {words}" if words else label


def ways(plan: Plan, here: str, asked: QueryDict) -> list[dict[str, Any]]:
    """The ways to see a plan, as links that keep the filters; `here` is the one that is shown."""
    kept = asked.copy()
    for name in ("sort", "page", "print"):
        kept.pop(name, None)
    query = f"?{kept.urlencode()}" if kept else ""
    places = {
        "plan": (_("List"), "plans:plan"),
        "owners": (_("By owner"), "plans:owners"),
        "timeline": (_("Timeline"), "plans:timeline"),
        "board": (_("Board"), "plans:board"),
        "years": (_("Years"), "plans:years"),
        "ratings": (_("Ratings over time"), "plans:ratings"),
        "going": (_("How it is going"), "plans:going"),
    }
    return [
        {"words": words, "href": reverse(name, args=[plan.institution.slug, plan.key]) + query, "current": way == here}
        for way, (words, name) in places.items()
    ]


def rag_chart(rows: Sequence[Counts]) -> Chart:
    """Ratings at each reporting date and now, as bars divided into green, amber, red and not rated."""
    series = [
        Series(_("Completed"), "green", "tick"),
        Series(_("In progress"), "amber", "triangle"),
        Series(_("Still to be carried out"), "red", "square"),
        Series(_("Not rated"), "grey", "ring"),
    ]
    return stacked(
        "ratings",
        _("Actions by rating"),
        _("How many actions were completed, in progress or still to be carried out at each reporting date, and now."),
        series,
        [Row(f"{row.label}, {_day(row.on)}", (row.green, row.amber, row.red, row.unrated + row.ahead)) for row in rows],
        corner=_("Date"),
    )


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def time_gone(starts_on: date | None, ends_on: date | None, on: date) -> int | None:
    """How much of the plan's time has gone by, 0 to 100; None where its days are not known."""
    if starts_on is None or ends_on is None or ends_on <= starts_on:
        return None
    gone = (on - starts_on).days / (ends_on - starts_on).days
    return round(100 * min(max(gone, 0), 1))


def _reds(figures: Figures) -> str:
    if not figures.red:
        return ""
    if figures.unexplained:
        return _("%(count)s unexplained") % {"count": figures.unexplained}
    return _("explained")
