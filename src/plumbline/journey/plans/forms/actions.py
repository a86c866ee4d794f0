"""All that an action says, as people type it: words, owner, dates and measure first, the rest on demand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from plumbline.journey.plans.deadlines import year_span
from plumbline.journey.plans.drafts import ActionDraft, Written
from plumbline.journey.plans.forms.plans import WrittenField, lines
from plumbline.journey.plans.forms.rows import MeasureRow, OwnerRow, Rows, SourceRow, SubActionRow
from plumbline.journey.plans.models import Plan, PlannedAction
from plumbline.journey.plans.queries import draft_of, parts_of
from plumbline.journey.plans.states import Status
from plumbline.journey.plans.themes import Theme

WEB = URLValidator(schemes=["http", "https"])
SPARE_YEARS = 4
ROWS = ("owners", "measures", "sub_actions", "sources")
SHOWN_PARTS = ("owners", "measures", "sub_actions", "mappings")
NOT_IN_DRAFT = {"seen", *ROWS}


def anchor(label: Any) -> forms.CharField:
    """Where a refusal of one of the groups of rows lands."""
    return forms.CharField(label=label, required=False)


class ActionForm(OperationForm):
    """All that an action says, but its rating. `status` is asked only where the action is new. Groups of rows that the
    form was sent without are left as they are."""

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
    is_ongoing = forms.BooleanField(label=_("Goes on throughout the plan"), required=False)
    measure = lines(_("Success measure"), rows=2, hint=_("How you will know, with a number where there is one."))
    resource = lines(_("Resource"), rows=2)
    cost = forms.DecimalField(
        label=_("Cost"), required=False, error_messages={"invalid": _("Give the cost in figures, such as 1200.")}
    )
    currency = forms.CharField(label=_("Currency"), max_length=3, required=False, help_text=_("GBP if you leave it."))
    cost_year = forms.IntegerField(
        label=_("Year of the cost"), required=False, error_messages={"invalid": _("Give the year in four figures.")}
    )
    priority = forms.CharField(label=_("Priority"), max_length=200, required=False)
    progress = lines(_("Progress"), rows=3, hint=_("As the plan’s column has it. News goes under “Update progress”."))
    next_steps = lines(_("Next steps"), rows=3)
    comments = lines(_("Comments"), rows=3, hint=_("Never published."))
    links = lines(_("Links"), rows=2, hint=_("One address on each line, beginning with https://"))
    mappings = forms.TypedMultipleChoiceField(
        label=_("Frameworks"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple, empty_value=[]
    )
    status = forms.ChoiceField(label=_("Status"), choices=[("", _("Not said")), *Status.choices], required=False)
    owners, measures = anchor(_("Owners and contributors")), anchor(_("Measures"))
    sub_actions, sources = anchor(_("Sub-actions")), anchor(_("Where it came from"))
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        typed: QueryDict | None,
        *,
        plan: Plan,
        action: PlannedAction | None = None,
        members: Mapping[str, str] | None = None,
        items: Sequence[tuple[str, list[tuple[int, str]]]] = (),
    ) -> None:
        """`members`: who has a role here, by "user:…"; `items`: the frameworks' items that are offered."""
        self.action = action
        parts = parts_of(action, SHOWN_PARTS) if action else {name: [] for name in SHOWN_PARTS}
        super().__init__(typed, initial=action_initial(action, parts) if action else None)
        self.choose(
            "years", [(year, str(year)) for year in offered_years(plan, action.years if action else [], today())]
        )
        self.choose("mappings", list(items))
        self.rows = _rows(typed, action, parts, members or {})
        if action:
            del self.fields["status"]

    def choose(self, name: str, options: list[Any]) -> None:
        """Offer these options under a field."""
        field: forms.ChoiceField = self.fields[name]  # type: ignore[assignment]
        field.choices = options

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

    def clean(self) -> None:
        """What is wrong with a row is said at its group."""
        for name, rows in self.rows.items():
            if rows.problem():
                self.add_error(name, rows.problem())

    def draft(self) -> ActionDraft:
        """What was typed, as the operations take it. A date whose words were left alone keeps its day."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in NOT_IN_DRAFT}
        given |= {name: tuple(given[name]) for name in ("themes", "years", "mappings")}
        given |= {"currency": given["currency"].upper()}
        given |= {name: rows.drafts() for name, rows in self.rows.items() if rows.is_given}
        if "offers" not in self.data:  # a form without the list of frameworks says nothing of them
            del given["mappings"]
        if self.action is None:
            return ActionDraft(**given)
        # A browser sends ticks in the form's order; the order of themes means something, so it is kept.
        before_first = [theme for theme in self.action.themes if theme in given["themes"]]
        given["themes"] = tuple(dict.fromkeys([*before_first, *given["themes"]]))
        for name in ("starts", "ends", "due"):
            before: Written = getattr(self.action, name)
            if given[name].written == before.said:
                given[name] = before
        return replace(draft_of(self.action), **given)

    @property
    def seen_at(self) -> Any:
        """The moment of the version that the writer started from; None where the form does not say."""
        try:
            return parse_datetime(self.cleaned_data.get("seen") or "")
        except ValueError:
            return None


def action_initial(action: PlannedAction, parts: Mapping[str, list[Any]]) -> dict[str, Any]:
    """What the form starts from for an action that exists, with what hangs on it."""
    same = (
        "text", "ref", "themes", "objective", "owner", "measure", "resource", "cost", "currency", "cost_year",
        "priority", "progress", "next_steps", "comments", "is_ongoing", "years",
    )  # fmt: skip
    return {
        **{name: getattr(action, name) for name in same},
        **{name: getattr(action, name).said for name in ("starts", "ends", "due")},
        "section": action.section.title if action.section else "",
        "links": "\n".join(action.links),
        "mappings": [row["item"] for row in parts["mappings"]],
        "seen": action.changed_at.isoformat(),
    }


def offered_years(plan: Plan, ticked: Sequence[int], on: date) -> list[int]:
    """The years that a form offers: the plan's, those ticked already, and a few from now where the plan has none."""
    span = year_span(plan.starts_on, plan.ends_on, ticked)
    return span if len(span) > 1 else sorted({*ticked, *range(on.year - 1, on.year + SPARE_YEARS)})


def _rows(
    typed: QueryDict | None,
    action: PlannedAction | None,
    parts: Mapping[str, list[Any]],
    members: Mapping[str, str],
) -> dict[str, Rows]:
    """The groups of rows, with what the action has now."""
    people = [{**row, "who": _who(row), "name": "" if _who(row) else row["name"]} for row in parts["owners"]]
    gone = {_who(row): row["name"] for row in parts["owners"] if row["user"] and _who(row) not in members}
    sources = [{"kind": kind, "words": words} for kind, words in (action.sources if action else [])]
    done = [{**row, "is_done": bool(row["done_at"])} for row in parts["sub_actions"]]
    return {
        "owners": Rows(OwnerRow, "owners", typed, people, spare=2, members={**members, **gone}),
        "measures": Rows(MeasureRow, "measures", typed, parts["measures"], spare=1),
        "sub_actions": Rows(SubActionRow, "sub_actions", typed, done, spare=3),
        "sources": Rows(SourceRow, "sources", typed, sources, spare=1),
    }


def _who(row: Mapping[str, Any]) -> str:
    if row["user"]:
        return f"user:{row['user']}"
    return f"role:{row['role']}" if row["role"] else ""
