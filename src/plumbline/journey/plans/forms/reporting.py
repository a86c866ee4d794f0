"""What people type about reporting dates, and in a sitting in which they rate all of a plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from plumbline.foundation.carrying import OperationForm
from plumbline.journey.plans.forms.days import DAY_FORMATS
from plumbline.journey.plans.operations import Given
from plumbline.journey.plans.queries import AtDate
from plumbline.journey.plans.rag import Rag


class ReportingDateForm(OperationForm):
    """A day as at which the plan is rated, and what is reported on it."""

    label = forms.CharField(
        label=_("What is reported"), max_length=120, help_text=_("For example “End of stage 2”, or “Yearly report”.")
    )
    on = forms.DateField(
        label=_("As at"),
        input_formats=DAY_FORMATS,
        help_text=_("For example 31/7/2026. It may be still to come."),
        error_messages={"invalid": _("Enter a day, such as 31/7/2026."), "required": _("Enter the day.")},
    )


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One action on the rating sheet: how it stands, what is in its fields now, and why it was refused, if it was."""

    at: AtDate
    rag: str
    explanation: str
    problem: str = ""

    @property
    def key(self) -> str:
        return self.at.action.key

    @property
    def is_suggested(self) -> bool:
        """Whether the suggestion says something else than the field."""
        return bool(self.at.suggestion) and self.at.suggestion.rag != self.rag


class RatingSheet:
    """All actions of a plan with a rating and an explanation each. It reads what was typed; it never saves."""

    def __init__(self, rows: Sequence[AtDate], typed: QueryDict | None = None) -> None:
        self.at, self.typed = rows, typed

    def given(self) -> dict[str, Given]:
        """What was typed, for each action that the page had; with `accept` pressed, its suggestion instead."""
        typed = self.typed or QueryDict()
        accepted = typed.get("accept", "")
        given = {}
        for row in self.at:
            key = row.action.key
            if f"seen-{key}" not in typed:
                continue
            rag = row.suggestion.rag if key == accepted else typed.get(f"rag-{key}", "")
            seen = typed.get(f"seen-{key}", "0")
            explanation = typed.get(f"why-{key}", "")
            given[key] = Given(rag, explanation, int(seen) if seen.isdigit() else 0)
        return given

    def suggested(self) -> list[AtDate]:
        """The rows that are not rated and for which something is suggested."""
        return [row for row in self.at if not row.rag and row.suggestion]

    def rows(self, refused: dict[str, str] | None = None) -> list[SheetRow]:
        """The sheet as it is shown: for refused rows what was typed, with the reason."""
        refused, given = refused or {}, self.given()
        return [
            SheetRow(row, given[row.action.key].rag, given[row.action.key].explanation, refused[row.action.key])
            if row.action.key in refused and row.action.key in given
            else SheetRow(row, row.rag, row.explanation)
            for row in self.at
        ]


CHOICES = [
    (Rag.GREEN.value, _("Completed")),
    (Rag.AMBER.value, _("In progress")),
    (Rag.RED.value, _("Still to be carried out")),
]
