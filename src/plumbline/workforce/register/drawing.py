"""Forecasts, movement and equality as charts and tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from plumbline.foundation.disclosure.rounding import rounded, shown
from plumbline.foundation.ui.charts import Chart, Line, Row, Series, Tick, lines, stacked
from plumbline.workforce.register.models import Study

LATER = (5, 10)
Band = dict[str, list[float]]


@dataclass(frozen=True, slots=True)
class Beside:
    """One scenario in the table that sets them side by side: words ready to show."""

    name: str
    number: int
    is_shown: bool
    cells: tuple[str, ...]


def band_chart(
    key: str, title: str, band: Band, first: int, *, unit: str, before: list[list[int]] | None = None, step: int = 1
) -> Chart:
    """A figure over the years ahead: the middle, and the band of nine runs in ten; the years before as they were.
    `step` 5 rounds all of it for others than the analyst."""
    past = before or []
    years = [year for year, _count in past] + [first + number for number in range(len(band["middle"]))]
    ticks = [Tick(year, str(year)) for year in years]
    was = [float(count) for _year, count in past]

    def part(name: str) -> tuple[float, ...]:
        return tuple(neat(value, step) for value in (*was, *band[name]))

    low, high = part("low"), part("high")
    ahead = Line(_("forecast") if past else title, part("middle"), bands=((_("nine runs in ten"), low, high),))
    told = _("In %(year)s the middle is %(middle)s; nine runs in ten lie between %(low)s and %(high)s.") % {
        "year": years[-1], "middle": f"{ahead.values[-1]:,.0f}", "low": f"{low[-1]:,.0f}", "high": f"{high[-1]:,.0f}",
    }  # fmt: skip
    return lines(key, title, told, ticks, [ahead], unit=unit, corner=_("31 July of"))


def neat(value: float, step: int) -> float:
    """A whole number, or one rounded to the nearest 5."""
    return float(rounded(max(0.0, value)) if step == 5 else round(value))


def beside(found: dict[str, Any], chosen: int, step: int) -> list[Beside]:
    """Every scenario: staff in 5 and 10 years, and who retires, leaves and comes in 10, each with its band."""
    rows = []
    for number, one in enumerate(found["scenarios"]):
        cells = [spanned(one["headcount"], year, step) for year in LATER]
        cells += [spanned(one[name], 10, step) for name in ("retired", "left", "came", "over_55")]
        rows.append(Beside(one["name"], number, number == chosen, tuple(cells)))
    return rows


def spanned(band: Band, year: int, step: int) -> str:
    """The middle with its band: "612 (560–661)"."""
    low, middle, high = (neat(band[name][year], step) for name in ("low", "middle", "high"))
    return f"{middle:,.0f} ({low:,.0f}–{high:,.0f})"


def forecast_page(study: Study, chosen: int, *, is_exact: bool) -> dict[str, Any]:
    """What the page of a forecast shows; rounded and for the institution as a whole where it is not for the analyst."""
    found, step = study.result(), 1 if is_exact else 5
    chosen = chosen if chosen < len(found["scenarios"]) else 0
    one, first = found["scenarios"][chosen], found["from"]
    people = _("People")
    charts = [
        band_chart(
            "headcount", _("Technicians"), one["headcount"], first, unit=people, before=found["before"], step=step
        ),
        band_chart("retired", _("Retired so far"), one["retired"], first, unit=people, step=step),
        band_chart(
            "gone", _("Gone of those aged 55 and over today"), one["gone_over_55"], first, unit=people, step=step
        ),
    ]
    parts = [(_("Unit"), one["by_unit"]), (_("Grade"), one["by_grade"]), (_("Family of roles"), one["by_family"])]
    return {
        "beside": beside(found, chosen, step),
        "scenario": one,
        "charts": charts,
        "parts": [(name, told_parts(rows)) for name, rows in parts] if is_exact else [],
        "years": [first + year for year in LATER],
        "first": first,
    }


def told_parts(rows: list[list[Any]]) -> list[list[str]]:
    """Rows of a part: its name, today, and in 5 and 10 years the middle with the band."""
    return [
        [name, f"{now:,}", *(f"{middle:,} ({low:,}–{high:,})" for middle, low, high in later)]
        for name, now, *later in rows
    ]


def years_chart(key: str, title: str, rows: list[list[Any]], years: list[int], *, most: int = 4) -> Chart:
    """What was said, year by year, as parts of bars: the commonest each in its own tone, the rest together."""
    tones = ("teal", "brass", "grey", "ink")
    named, rest = rows[:most], rows[most:]
    series = [Series(row[0], tone) for row, tone in zip(named, tones, strict=False)]
    if rest:
        series.append(Series(_("other"), "amber"))
    bars = []
    for place, year in enumerate(years):
        values = [row[1 + place] for row in named] + ([sum(row[1 + place] for row in rest)] if rest else [])
        bars.append(Row(str(year), tuple(float(value) for value in values)))
    told = _("Years up to 31 July; the commonest: %(name)s.") % {"name": rows[0][0] if rows else _("nothing")}
    return stacked(key, title, told, series, bars if rows else [], corner=_("Year to"))


@dataclass(frozen=True, slots=True)
class Controlled:
    """A table of controlled figures: names of columns, and rows of words."""

    title: str
    head: list[str]
    rows: list[list[str]]


def equality_tables(found: dict[str, Any], own: str, said: dict[str, str]) -> list[Controlled]:
    """What was declared, of everybody and by grade, family, contract and age: counts, and shares of the row."""
    labels, held = found["labels"][own], found["equality"][own]
    head = [cell for label in labels for cell in (label, _("%(label)s, share") % {"label": label})]
    tables = [Controlled(_("All technicians"), ["", *head], [[_("All"), *told_pairs(held["all"])]])]
    for name, rows in held.items():
        if name != "all":
            told = [[label, *told_pairs(pairs)] for label, pairs in rows]
            tables.append(Controlled(_("By %(way)s") % {"way": said[name].lower()}, [said[name], *head], told))
    return tables


def told_pairs(pairs: list[list[int | None]]) -> list[str]:
    """Counts and shares as they are written."""
    return [cell for count, share in pairs for cell in (shown(count), SHARE_UNKNOWN if share is None else f"{share}%")]


SHARE_UNKNOWN = ".."


def pack_tables(found: dict[str, Any], unit: str, said: dict[str, str]) -> list[Controlled]:
    """A unit's controlled figures, one table a way."""
    held = found["packs"].get(unit, {})
    return [
        Controlled(
            _("By %(way)s") % {"way": said[name].lower()},
            [said[name], _("Technicians")],
            [[label, shown(count)] for label, count in rows],
        )
        for name, rows in held.items()
        if name != "all"
    ]
