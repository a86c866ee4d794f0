"""What people type about plans and actions. Forms check the shape and hand over; they never save."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from plumbline.foundation.carrying import OperationForm
from plumbline.foundation.clock import today
from plumbline.journey.plans.days import written
from plumbline.journey.plans.deadlines import year_span
from plumbline.journey.plans.drafts import NOTHING, ActionDraft, Written
from plumbline.journey.plans.models import Kind, Plan, PlannedAction, Rag
from plumbline.journey.plans.queries import NONE, Facets, draft_of
from plumbline.journey.plans.states import Status
from plumbline.journey.plans.themes import Theme
from plumbline.journey.plans.wanted import Wanted

WEB = URLValidator(schemes=["http", "https"])
SPARE_YEARS = 4
DAY_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y"]
"""How a day can be typed where only a day will do."""
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


class ActionForm(OperationForm):
    """All that an action says, but its rating. `status` is asked only where the action is new."""

    text = lines(_("What will be done"), rows=4, required=True, missing=_("Say what will be done."))
    ref = forms.CharField(label=_("Number"), max_length=60, required=False, help_text=_("As your plan numbers it."))
    themes = forms.MultipleChoiceField(
        label=_("Themes"),
        choices=Theme.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("It is shown under the first, and found under each."),
    )
    section = forms.CharField(
        label=_("Your own section"),
        max_length=300,
        required=False,
        help_text=_("If your plan has headings of its own."),
        widget=forms.TextInput(attrs={"list": "sections"}),
    )
    objective = lines(_("Objective"), rows=2, hint=_("What the action is for."))
    owner = forms.CharField(
        label=_("Owner"), max_length=2000, required=False, help_text=_("A role, a team or a person.")
    )
    starts = WrittenField(label=_("Starts"), is_start=True)
    due = WrittenField(label=_("Due"), help_text=_("A day, a month, a year, or words such as “ongoing”."))
    ends = WrittenField(label=_("Ends"))
    years = forms.TypedMultipleChoiceField(
        label=_("Years"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple, empty_value=[]
    )
    measure = lines(_("Success measure"), rows=2, hint=_("How you will know, with a number where there is one."))
    resource = lines(_("Resource"), rows=2)
    priority = forms.CharField(label=_("Priority"), max_length=200, required=False)
    progress = lines(_("Progress and next steps"), rows=3)
    comments = lines(_("Comments"), rows=3, hint=_("Never published."))
    links = lines(_("Links"), rows=2, hint=_("One address on each line, beginning with https://"))
    status = forms.ChoiceField(label=_("Status"), choices=[("", _("Not said")), *Status.choices], required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, typed: QueryDict | None, *, plan: Plan, action: PlannedAction | None = None) -> None:
        self.action = action
        super().__init__(typed, initial=action_initial(action) if action else None)
        years: forms.ChoiceField = self.fields["years"]  # type: ignore[assignment]
        years.choices = [(year, str(year)) for year in offered_years(plan, action.years if action else [], today())]
        if action:
            del self.fields["status"]

    def clean_links(self) -> tuple[str, ...]:
        """Web addresses only: a link that runs a script is nobody's evidence."""
        links = tuple(line.strip() for line in self.cleaned_data["links"].splitlines() if line.strip())
        for link in links:
            try:
                WEB(link)
            except forms.ValidationError:
                told = _("“%(link)s” is not a web address. Begin it with https://")
                raise forms.ValidationError(told, params={"link": link[:80]}) from None
        return links

    def draft(self) -> ActionDraft:
        """What was typed, as the operations take it. A date whose words were left alone keeps its day."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        given |= {"themes": tuple(given["themes"]), "years": tuple(given["years"]), "other": ()}
        if self.action is not None:
            # A browser sends ticks in the form's order; the order of themes means something, so it is kept.
            before_first = [theme for theme in self.action.themes if theme in given["themes"]]
            given["themes"] = tuple(dict.fromkeys([*before_first, *given["themes"]]))
            given["other"] = tuple((heading, words) for heading, words in self.action.other)
            for name in ("starts", "ends", "due"):
                before: Written = getattr(self.action, name)
                if given[name].written == before.said:
                    given[name] = before
            return replace(draft_of(self.action), **given)
        return ActionDraft(**given)

    @property
    def seen_at(self) -> Any:
        """The moment of the version that the writer started from; None where the form does not say."""
        try:
            return parse_datetime(self.cleaned_data.get("seen") or "")
        except ValueError:
            return None


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


def action_initial(action: PlannedAction) -> dict[str, Any]:
    """What the form starts from for an action that exists."""
    same = ("text", "ref", "themes", "objective", "owner", "measure", "resource", "priority", "progress", "comments")
    return {
        **{name: getattr(action, name) for name in same},
        **{name: getattr(action, name).said for name in ("starts", "ends", "due")},
        "section": action.section.title if action.section else "",
        "years": action.years,
        "links": "\n".join(action.links),
        "seen": action.changed_at.isoformat(),
    }


def offered_years(plan: Plan, ticked: Sequence[int], on: date) -> list[int]:
    """The years that a form offers: the plan's, those ticked already, and a few from now where the plan has none."""
    span = year_span(plan.starts_on, plan.ends_on, ticked)
    return span if len(span) > 1 else sorted({*ticked, *range(on.year - 1, on.year + SPARE_YEARS)})


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
