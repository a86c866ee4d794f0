"""What the gallery shows: every component with its states, with long words and with Welsh ones."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator

from plumbline.foundation.ui.charts import Chart, Line, Row, Series, Tick, bars, grouped, lines, stacked
from plumbline.foundation.ui.tokens import measured
from plumbline.foundation.ui.words import RATINGS
from plumbline.institutions.actor import Actor
from plumbline.platform.texts.models import Text
from plumbline.platform.texts.pages import Desk, Here

LONG = (
    "Agree one definition of technical staff with human resources, the trade unions and every faculty, publish it, "
    "and use it in the staff survey, the annual head count and the technicians' directory"
)
WELSH = (
    "Datblygu llwybrau gyrfa i dechnegwyr ym mhob ysgol, gan gynnwys y rhai sy'n gweithio drwy gyfrwng y Gymraeg – ŵ ŷ"
)

MARKDOWN = """## What we did
We **met** every team *twice*, and wrote [a page](https://example.org/) about it.

1. Ask
2. Listen

| Year | Heads |
|---|---|
| 2026 | 412 |
"""
PIECES = [
    {"kind": "same", "text": "We met every team "},
    {"kind": "gone", "text": "once"},
    {"kind": "new", "text": "twice, and again where they asked"},
    {"kind": "same", "text": " in spring."},
]


class Specimen(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Text, with a hint", help_text="As it should stand in the plan")
    note = forms.CharField(label="Long text that counts its words", widget=forms.Textarea)
    kind = forms.ChoiceField(
        label="One of a few", widget=forms.RadioSelect,
        choices=[("a", "Word or text document"), ("b", WELSH), ("c", "Something else")],
    )  # fmt: skip
    themes = forms.MultipleChoiceField(
        label="Several of a few", widget=forms.CheckboxSelectMultiple,
        choices=[("visibility", "Visibility"), ("recognition", "Recognition"), ("sustainability", "Sustainability")],
    )  # fmt: skip
    sort = forms.ChoiceField(label="One of many", choices=[("theme", "By theme"), ("due", "By date")])
    sure = forms.BooleanField(label="I have compared it with the document")
    file = forms.FileField(label="Document", help_text="Word, PDF, text or web page, up to 60 MB")
    on = forms.DateField(label="Day", widget=forms.SelectDateWidget(years=range(2025, 2029)))
    code = forms.CharField(label="Short text", required=False)


def everything(with_errors: bool) -> dict[str, Any]:
    """The context of the gallery page."""
    return {
        "form": Specimen({"kind": "z", "name": ""}) if with_errors else Specimen(),
        "with_errors": with_errors,
        "tokens": measured(),
        "day": date(2026, 11, 1),
        "moment": datetime(2026, 11, 1, 14, 2, tzinfo=UTC),
        "summer": datetime(2026, 7, 1, 14, 2, tzinfo=UTC),
        "ratings": ["green", "amber", "red", ""],
        "statuses": ["not_started", "in_progress", "completed", "ongoing", "embedded", "stopped", ""],
        "themes": ["visibility", "recognition", "career_development", "sustainability", "evaluating_impact", WELSH],
        "places": _places(),
        "rows": _rows(),
        "figures": [
            {"name": "Completed", "value": 5, "note": "of 19"},
            {"name": "In progress", "value": 9},
            {"name": "Still to be carried out", "value": 2, "note": "both explained"},
            {"name": "Not rated yet", "value": 3},
        ],
        "span": [2025, 2026, 2027],
        "marked": [2025, 2026],
        "charts": _charts(),
        "page_obj": Paginator(range(200), 10).get_page(7),
        "long": LONG,
        "welsh": WELSH,
        "desk": _desk(),
        "here": Here("gallery", "", Actor.public(), "", others=("Ada Quill", "Bea Fell")),
        "pieces": PIECES,
        "markdown": MARKDOWN,
    }


def _desk() -> Desk:
    """An editor over a text that is stored nowhere."""
    text = Text(pk=1, body=MARKDOWN, number=1, words=16, changed_at=datetime(2026, 11, 1, 14, 2, tzinfo=UTC))
    return Desk(
        text, Actor.public(), "What did you do?", "/gallery/", "/gallery/", lambda keys: dict.fromkeys(keys, ""),
        hint="Say what came of it as well.", limit_words=250, rows=5,
    )  # fmt: skip


def _places() -> list[dict[str, Any]]:
    return [
        {"title": "Document read", "state": "done", "when": date(2026, 9, 14), "href": "#line"},
        {"title": LONG, "state": "done", "when": date(2026, 9, 16)},
        {"title": "What was read, checked", "state": "here", "text": "Three passages need a look.", "href": "#line"},
        {"title": WELSH, "state": "ahead", "sign": {"words": "Not started", "icon": "hollow"}},
        {"title": "Published", "state": "ahead", "when": "not yet"},
    ]


def _rows() -> list[dict[str, Any]]:
    change = [{"href": "#summary", "text": "Change"}]
    return [
        {"key": "Institution", "value": "Penmarric University", "actions": change},
        {"key": "Phase", "value": "", "empty": "Not known", "actions": change},
        {"key": "Action", "value": LONG, "actions": [*change, {"href": "#summary", "text": "Drop"}]},
        {"key": "Welsh", "value": WELSH},
    ]


def _charts() -> list[Chart]:
    rated = [Series(str(sign.words), sign.colour, sign.shape) for sign in RATINGS.values()]
    days = [("1 September 2025", (2, 5, 9, 3)), ("1 March 2026", (6, 8, 4, 1)), ("1 September 2026", (11, 6, 2, 0))]
    years = [Tick(year, str(year)) for year in range(2024, 2034)]
    heads: tuple[float | None, ...] = (214, 208, 211, None, 204, 199, 195, 188, 180, 176)
    low = tuple(float(180 - 6 * place) for place in range(10))
    high = tuple(float(230 + 5 * place) for place in range(10))
    late = [Row(LONG, (412,)), Row(WELSH, (95,)), Row("Prize for technical skill", (0,)), Row("Directory", (-30,))]
    return [
        stacked("ratings", "How the actions are rated", "Completed grows from 2 to 11 of 19.", rated,
                [Row(day, values) for day, values in days], corner="As at"),
        bars("late", "Days between what was promised first and what is promised now", "One action is late by 412 days.",
             late, unit="Days late", corner="Action"),
        grouped("posts", "Posts by contract", "Most posts are permanent.",
                [Series("Permanent", "teal"), Series("Fixed term", "grey")],
                [Row("Chemistry", (34, 6)), Row("Y Gwyddorau Biolegol", (51, None), ("", "fewer than 10"))],
                corner="School"),
        lines("forecast", "Head count, and where it may go", "It falls from 214 to about 176.", years,
              [Line("Head count, all schools", heads, "teal", (("19 of 20 runs", low, high),)),
               Line("Posts", (230, 230, 228, 228, 226, 226, 226, 226, 226, 226), "grey")],
              unit="People", corner="Year"),
        bars("nothing", "A chart without a figure", "Nothing yet.", [], unit="Actions"),
    ]  # fmt: skip
