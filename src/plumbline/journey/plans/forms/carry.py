"""What people choose when they open the next plan, link plans, and say what was promised first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from plumbline.foundation.carrying import OperationForm
from plumbline.journey.plans.drafts import NOTHING
from plumbline.journey.plans.forms.plans import WrittenField, lines
from plumbline.journey.plans.models import Fate, Plan, PlannedAction, Rag
from plumbline.journey.plans.next_plan import CARRY, JOIN, LATER, SPLIT, Choice, field
from plumbline.journey.plans.states import SETTLED, Status

CHOOSE = _("Choose an action")
AT_ONCE = 100
"""Actions on one page: as many fields as a form may have. The rest is decided on the next."""
CHOICES = [
    (LATER, _("Decide later")),
    (CARRY, _("Carry on")),
    (SPLIT, _("Split into several")),
    (JOIN, _("Join with others")),
    (Fate.FINISHED.value, _("Leave: finished")),
    (Fate.DELEGATED.value, _("Leave: handed on to others")),
    (Fate.DROPPED.value, _("Leave: dropped")),
]


class CarryForm(OperationForm):
    """What becomes of each action that is not decided yet, and the plan that those carried go into."""

    into = forms.ChoiceField(label=_("Carry into"), required=False)
    title = forms.CharField(
        label=_("Title of the next plan"), max_length=300, required=False,
        help_text=_("For example “Action plan, September 2028 to August 2031”."),
    )  # fmt: skip
    starts = WrittenField(label=_("It starts"), is_start=True)
    ends = WrittenField(label=_("It ends"))
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        typed: QueryDict | None,
        *,
        plans: Sequence[Plan],
        actions: Sequence[PlannedAction],
        initial: dict[str, Any],
    ) -> None:
        self.actions = actions[:AT_ONCE]
        super().__init__(typed, initial=initial)
        into: forms.ChoiceField = self.fields["into"]  # type: ignore[assignment]
        into.choices = [("", _("A new plan")), *((plan.key, plan.title) for plan in plans)]
        for action in self.actions:
            self._fields_of(action)

    def _fields_of(self, action: PlannedAction) -> None:
        what, reason = proposed(action)
        self.fields[field(action.pk, "what")] = forms.ChoiceField(
            label=_("What becomes of it"), choices=CHOICES, required=False, initial=what
        )
        self.fields[field(action.pk, "reason")] = lines(_("Why"), rows=2)
        self.fields[field(action.pk, "reason")].initial = reason
        self.fields[field(action.pk, "due")] = WrittenField(label=_("Due in the next plan"))
        self.fields[field(action.pk, "words")] = lines(
            _("Words in the next plan"), rows=3,
            hint=_("To split it, write each new action on a line of its own. Empty keeps the words."),
        )  # fmt: skip
        self.fields[field(action.pk, "join")] = forms.CharField(
            label=_("Letter"), max_length=10, required=False, help_text=_("The same for all that become one action.")
        )

    def rows(self) -> list[tuple[PlannedAction, dict[str, Any]]]:
        """Each action with its fields."""
        names = ("what", "reason", "due", "words", "join")
        return [(action, {name: self[field(action.pk, name)] for name in names}) for action in self.actions]

    def choices(self) -> list[Choice]:
        """What was chosen."""
        given = self.cleaned_data
        return [
            Choice(
                action.pk,
                given[field(action.pk, "what")],
                reason=given[field(action.pk, "reason")],
                words=given[field(action.pk, "words")],
                due=given[field(action.pk, "due")] or NOTHING,
                join=given[field(action.pk, "join")],
            )
            for action in self.actions
        ]


class ActionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One action of a plan."""

    def label_from_instance(self, obj: Any) -> str:
        return named(obj)


class LinkForm(OperationForm):
    """Two actions that go on with one another."""

    action = ActionChoice(
        PlannedAction.objects.none(), label=_("Action of this plan"), empty_label=_("Choose an action")
    )
    source = ActionChoice(PlannedAction.objects.none(), label=_("Goes on with"), empty_label=_("Choose an action"))
    reason = lines(_("Why"), rows=2)

    def __init__(self, typed: QueryDict | None, *, plan: Plan, earlier: Plan | None) -> None:
        super().__init__(typed)
        for name, each in (("action", plan), ("source", earlier)):
            chosen: forms.ModelChoiceField[PlannedAction] = self.fields[name]  # type: ignore[assignment]
            if each is not None:
                chosen.queryset = each.actions.standing().select_related("plan__institution")


class FirstPromiseForm(OperationForm):
    """When something was promised first, and where that stands."""

    promised = WrittenField(label=_("Promised for"), help_text=_("A day, a month or a year, for example “2019”."))
    words = lines(
        _("Where it was promised"), rows=3, hint=_("Which document, meeting or page, with its words if you have them.")
    )


class AsAtForm(forms.Form):
    """The day that a retrospective speaks of, kept in the address."""

    on = forms.DateField(
        label=_("As at"), required=False, input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y"],
        help_text=_("For example 31/7/2026."), error_messages={"invalid": _("Enter a day, such as 31/7/2026.")},
    )  # fmt: skip

    def day(self, otherwise: date) -> date:
        """The day asked for; the other one where nothing that is a day was asked."""
        return (self.is_valid() and self.cleaned_data.get("on")) or otherwise


def proposed(action: PlannedAction) -> tuple[str, str]:
    """What is offered for an action: settled ones are left as finished, reds carried with their explanation."""
    if action.rag == Rag.GREEN or (action.status in SETTLED and action.rag != Rag.RED):
        return (Fate.DROPPED.value if action.status == Status.STOPPED else Fate.FINISHED.value), ""
    return LATER, action.why


def named(action: PlannedAction) -> str:
    """An action as a list of choices says it."""
    words = " ".join(action.text.split())
    return f"{action.ref} {words if len(words) <= 90 else words[:89].rstrip() + '…'}".strip()
