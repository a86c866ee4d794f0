"""What people type about plans and actions. Forms check the shape and hand over; they never save."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from plumbline.foundation.carrying import OperationForm
from plumbline.journey.plans.days import written
from plumbline.journey.plans.drafts import NOTHING, Written
from plumbline.journey.plans.forms.days import DAY_FORMATS
from plumbline.journey.plans.models import Kind, Plan, Rag
from plumbline.journey.plans.queries import NONE, Facets
from plumbline.journey.plans.states import Status
from plumbline.journey.plans.themes import Theme
from plumbline.journey.plans.wanted import Wanted

SORTS = {
    "theme": _("By theme"),
    "section": _("By section"),
    "plan": _("As the plan has them"),
    "due": _("By date"),
    "owner": _("By owner"),
    "status": _("By status"),
    "rag": _("By rating, red first"),
    "changed": _("Last changed first"),
}


class WrittenField(forms.CharField):
    """A date as people say it. Gives a Written: the words, and the day where they name one."""

    def __init__(self, *, is_start: bool = False, **kwargs: Any) -> None:
        self.is_start = is_start
        super().__init__(required=False, max_length=200, **kwargs)

    def clean(self, value: Any) -> Written:
        typed = super().clean(value)
        return written(typed, is_start=self.is_start) if typed else NOTHING


def lines(label: Any, *, rows: int = 3, hint: Any = "", required: bool = False, missing: Any = None) -> forms.CharField:
    """A field of several lines."""
    messages = {"required": missing} if missing else None
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, help_text=hint, widget=area, error_messages=messages)


class PlanForm(OperationForm):
    """A plan's title, kind and period."""

    title = forms.CharField(
        label=_("Title"),
        max_length=300,
        help_text=_("For example “Action plan, September 2025 to August 2028”."),
        error_messages={"required": _("Give the plan a title, such as its period.")},
    )
    kind = forms.ChoiceField(
        label=_("What it is"), choices=Kind.choices, widget=forms.RadioSelect, initial=Kind.FORWARD
    )
    starts = WrittenField(label=_("It starts"), is_start=True, help_text=_("For example “September 2025”."))
    ends = WrittenField(label=_("It ends"), help_text=_("For example “31 August 2028”."))

    @classmethod
    def initial_of(cls, plan: Plan) -> dict[str, Any]:
        """What the form starts from for a plan that exists."""
        return {"title": plan.title, "kind": plan.kind, "starts": plan.starts.said, "ends": plan.ends.said}


class StatusForm(OperationForm):
    """Another status, what happened, or both."""

    status = forms.ChoiceField(label=_("Status"), choices=Status.choices, required=False, widget=forms.RadioSelect)
    note = lines(_("What happened"), rows=4, hint=_("A sentence is enough. It stays in the action's history."))


class RatingForm(OperationForm):
    """A rating as at a day. Red needs its explanation."""

    rag = forms.ChoiceField(
        label=_("Rating"),
        # Each with its colour: the explanation is asked for "a red".
        choices=[
            (Rag.GREEN, _("Green: completed")),
            (Rag.AMBER, _("Amber: in progress")),
            (Rag.RED, _("Red: still to be carried out")),
            ("", _("Not rated")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    on = forms.DateField(
        label=_("As at"),
        required=False,
        input_formats=DAY_FORMATS,
        help_text=_("The day that the rating speaks of, for example 31/7/2026. Today if you leave it empty."),
        error_messages={"invalid": _("Enter a day, such as 31/7/2026.")},
    )
    explanation = lines(
        _("Explanation"),
        rows=4,
        hint=_("For a red: what happened, why, and whether it is carried on. It can follow later."),
    )


class FilterForm(forms.Form):
    """What a plan page shows, kept in the address. A value that means nothing here is passed over, never an error,
    because people keep addresses."""

    q = forms.CharField(label=_("Words"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    section = forms.ChoiceField(label=_("Section"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)
    rag = forms.ChoiceField(label=_("Rating"), required=False)
    owner = forms.ChoiceField(label=_("Owner"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)
    sort = forms.ChoiceField(label=_("Order"), required=False)
    overdue = forms.BooleanField(label=_("Only what is overdue"), required=False)

    def __init__(self, asked: QueryDict, *, facets: Facets) -> None:
        super().__init__(asked, prefix=None)
        everything = ("", _("All"))
        offered: dict[str, list[tuple[str, Any]]] = {
            "theme": [everything, *Theme.choices, (NONE, _("No theme yet"))],
            "section": [everything, *facets.sections, (NONE, _("No section"))],
            "status": [everything, *Status.choices, (NONE, _("Not said"))],
            "rag": [everything, *Rag.choices, (NONE, _("Not rated"))],
            "owner": [everything, *((owner, shortened(owner)) for owner in facets.owners)],
            "year": [everything, *((str(year), str(year)) for year in facets.years)],
            "sort": list(SORTS.items()),
        }
        for name, options in offered.items():
            field: forms.ChoiceField = self.fields[name]  # type: ignore[assignment]
            field.choices = options
        for name, there in (("section", facets.sections), ("owner", facets.owners), ("year", facets.years)):
            if not there:
                del self.fields[name]

    def wanted(self) -> Wanted:
        """What is asked for."""
        self.full_clean()
        given = {name: self.cleaned_data.get(name, "") for name in self.fields if name not in {"q", "sort", "overdue"}}
        return Wanted(
            words=self.cleaned_data.get("q", "")[:200],
            sort=self.cleaned_data.get("sort") or "theme",
            overdue=bool(self.cleaned_data.get("overdue")),
            **given,
        )


def shortened(words: str) -> str:
    """A long owner, short enough for a list of choices."""
    return words if len(words) <= 60 else words[:59].rstrip() + "…"
