"""Forms that show every field of a thing and say what was changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.journey.intake import edits
from plumbline.journey.intake.draft import Data, Draft, Thing
from plumbline.journey.intake.wording import (
    DOCUMENT_KINDS,
    FIELDS,
    FORMS,
    PLAN_KINDS,
    PUBLICATION_STATES,
    RAGS,
    SIGNERS,
    STATUSES,
    THEMES,
)

LONGEST = 40_000
UNKNOWN = gettext_lazy("the document does not say")


@dataclass(frozen=True, slots=True)
class Correction:
    """What a form asks for: the kind of correction, the things that it touches, and how it changes the draft."""

    what: str
    keys: tuple[str, ...]
    change: Callable[[Draft], Draft]


class CorrectionForm(forms.Form):
    """Any correction of one thing. `seen`: the revision that the page showed."""

    what = "change"
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, draft: Draft, thing: Thing, **kwargs: Any) -> None:
        self.draft, self.thing = draft, thing
        super().__init__(*args, **kwargs)
        self.shape()

    def shape(self) -> None:
        """Fit the fields to the draft."""

    def correction(self) -> Correction:
        """What is to be done."""
        return Correction(self.what, (self.thing.id,), self.change())

    def change(self) -> Callable[[Draft], Draft]:
        """How the draft is changed."""
        return partial(edits.change, key=self.thing.id, values=self.values())

    def values(self) -> Data:
        """The new values of the thing's fields."""
        return {}


def words_field(name: str, *, long: bool = False, required: bool = False) -> forms.CharField:
    """A text field under the field's own label."""
    widget = forms.Textarea(attrs={"rows": 3}) if long else forms.TextInput()
    return forms.CharField(label=FIELDS[name], required=required, max_length=LONGEST, widget=widget, strip=True)


def choice_field(name: str, choices: dict[str, Promise], empty: str | Promise = UNKNOWN) -> forms.ChoiceField:
    """One of several, or nothing."""
    return forms.ChoiceField(label=FIELDS[name], required=False, choices=[("", empty), *choices.items()])


def day_field() -> forms.DateField:
    """A day, where the words of a date can be one."""
    label = gettext_lazy("as a day, where it can be one")
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class EditForm(CorrectionForm):
    """All fields of a thing. Subclasses say which; `dates` are pairs of words and day, `lines` one value a line."""

    dates: tuple[str, ...] = ()

    def shape(self) -> None:
        for name in self.fields:
            if name not in {"seen", *self.dates} and not name.endswith("_on"):
                self.initial.setdefault(name, self.shown(name))
        for name in self.dates:
            value = self.thing.data.get(name) or {}
            self.initial.setdefault(name, value.get("written") or "")
            self.initial.setdefault(f"{name}_on", value.get("on"))

    def shown(self, name: str) -> Any:
        """A field's value as the form holds it."""
        value = self.thing.data.get(name)
        return "" if value is None else value

    def values(self) -> Data:
        made: Data = {}
        for name, value in self.cleaned_data.items():
            if name == "seen" or name in self.dates or name.removesuffix("_on") in self.dates:
                continue
            made[name] = _plain(value) if value not in ("", None) else self.empty(name)
        for name in self.dates:
            made[name] = _date(self.cleaned_data.get(name) or "", self.cleaned_data.get(f"{name}_on"))
        return {name: value for name, value in made.items() if value != self.thing.data.get(name)}

    def empty(self, name: str) -> str | None:
        """What an empty field means: a text that is empty, or nothing said."""
        return "" if name == "question" or (name == "text" and self.thing.kind != "publication") else None

    def rows(self) -> list[Any]:
        """The fields as the page shows them, a date's day with its words."""
        return [self[name] for name in self.fields if name != "seen"]


class DocumentForm(EditForm):
    institution = words_field("institution")
    kind = choice_field("kind", DOCUMENT_KINDS)
    stage = forms.TypedChoiceField(
        label=FIELDS["stage"],
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", UNKNOWN), (1, "1"), (2, "2"), (3, "3")],
    )
    form = choice_field("form", FORMS)


class LeadForm(EditForm):
    name = words_field("name")
    email = words_field("email")  # as the document writes it, even where that is no address
    phone = words_field("phone")


class PublicationForm(EditForm):
    state = choice_field("state", PUBLICATION_STATES)
    url = words_field("url")
    text = words_field("text", long=True)


class SignatureForm(EditForm):
    dates = ("date",)
    role = forms.ChoiceField(label=FIELDS["role"], choices=list(SIGNERS.items()))
    name = words_field("name")
    office = words_field("office")
    signed = forms.NullBooleanField(
        label=FIELDS["signed"],
        required=False,
        widget=forms.Select(
            choices=[
                ("unknown", gettext_lazy("one cannot tell")),
                ("true", gettext_lazy("signed")),
                ("false", gettext_lazy("not signed")),
            ]
        ),
    )
    date = words_field("date")
    date_on = day_field()

    def values(self) -> Data:
        made = super().values()
        signed = self.cleaned_data.get("signed")
        made.pop("signed", None)
        return made if signed == self.thing.data.get("signed") else made | {"signed": signed}


class AnswerForm(EditForm):
    question = words_field("question")
    text = words_field("text", long=True)
    theme = choice_field("theme", THEMES, gettext_lazy("no single theme"))


class FigureForm(EditForm):
    dates = ("as_at",)
    name = words_field("name", required=True)
    value = forms.FloatField(label=FIELDS["value"], min_value=0)
    as_at = words_field("as_at")
    as_at_on = day_field()


class PlanForm(EditForm):
    dates = ("starts", "ends")
    title = words_field("title")
    kind = forms.ChoiceField(label=FIELDS["kind"], choices=list(PLAN_KINDS.items()))
    starts = words_field("starts")
    starts_on = day_field()
    ends = words_field("ends")
    ends_on = day_field()


class AchievementForm(EditForm):
    text = words_field("text", long=True, required=True)
    theme = choice_field("theme", THEMES, gettext_lazy("no single theme"))
    section = words_field("section")
    period = words_field("period")


class QuotationForm(EditForm):
    text = words_field("text", long=True, required=True)
    said_by = words_field("said_by")


class ActionForm(EditForm):
    dates = ("starts", "ends", "due")
    text = words_field("text", long=True, required=True)
    ref = words_field("ref")
    themes = forms.MultipleChoiceField(
        label=FIELDS["themes"], required=False, choices=list(THEMES.items()), widget=forms.CheckboxSelectMultiple
    )
    section = words_field("section")
    owner = words_field("owner")
    status = choice_field("status", STATUSES)
    rag = choice_field("rag", RAGS, gettext_lazy("not rated"))
    explanation = words_field("explanation", long=True)
    years = forms.CharField(
        label=FIELDS["years"], required=False, help_text=gettext_lazy("Calendar years, such as 2025, 2026.")
    )
    starts = words_field("starts")
    starts_on = day_field()
    ends = words_field("ends")
    ends_on = day_field()
    due = words_field("due")
    due_on = day_field()
    measure = words_field("measure", long=True)
    progress = words_field("progress", long=True)
    objective = words_field("objective", long=True)
    comments = words_field("comments", long=True)
    resource = words_field("resource")
    priority = words_field("priority")
    links = forms.CharField(
        label=FIELDS["links"],
        required=False,
        help_text=gettext_lazy("One address a line."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def shown(self, name: str) -> Any:
        value = self.thing.data.get(name)
        if name == "years":
            return ", ".join(str(year) for year in value or ())
        if name == "links":
            return "\n".join(value or ())
        return super().shown(name)

    def has_more(self) -> bool:
        """The fields that few actions have hold something, so that they must be seen."""
        rare = ("measure", "progress", "objective", "comments", "resource", "priority", "links")
        return any(self[name].value() or self[name].errors for name in rare)

    def clean_years(self) -> list[int]:
        """Years, however they are separated."""
        words = self.cleaned_data["years"].replace(",", " ").replace(";", " ").split()
        if not all(word.isdigit() and 1990 <= int(word) <= 2100 for word in words):
            raise forms.ValidationError(_("Write calendar years with four digits, such as 2025, 2026."))
        return sorted({int(word) for word in words})

    def clean_links(self) -> list[str]:
        """Addresses, one a line."""
        return [line.strip() for line in self.cleaned_data["links"].splitlines() if line.strip()]

    def values(self) -> Data:
        made = super().values()
        for name in ("years", "links", "themes"):
            if name in made and not made[name] and not self.thing.data.get(name):
                del made[name]
        return made


EDIT_FORMS: dict[str, type[EditForm]] = {
    "document": DocumentForm,
    "lead": LeadForm,
    "publication": PublicationForm,
    "signature": SignatureForm,
    "answer": AnswerForm,
    "figure": FigureForm,
    "plan": PlanForm,
    "achievement": AchievementForm,
    "quotation": QuotationForm,
    "action": ActionForm,
}


def new_thing(kind: str) -> Thing:
    """An empty thing for the form that adds one."""
    data: Data = {"kind": "forward"} if kind == "plan" else {"role": "lead"} if kind == "signature" else {}
    return Thing(id="", kind=kind, data=data)


def addition(form: EditForm) -> Correction:
    """What is to be done to add the thing that an edit form describes."""
    values = {**form.thing.data, **form.values()}
    if form.thing.kind == "plan":
        return Correction("add", (), partial(edits.add_plan, values=values))
    return Correction("add", (), partial(edits.add, kind=form.thing.kind, values=values))


def _date(written: str, on: date | None) -> Data | None:
    if not written and not on:
        return None
    return {"written": written or (on.isoformat() if on else ""), "on": on.isoformat() if on else None}


def _plain(value: Any) -> Any:
    """Browsers end the lines of a text with two characters."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value
