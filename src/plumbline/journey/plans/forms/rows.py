"""Rows of a form that are as many as people need: owners, measures, sub-actions, sources. They need no script: a few
empty rows are always there, and an empty row says nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from plumbline.institutions.access import INSTITUTION_ROLES, Role
from plumbline.journey.plans.drafts import MeasureDraft, OwnerDraft, SubActionDraft
from plumbline.journey.plans.forms.days import DAY_FORMATS, day_input
from plumbline.journey.plans.models import OwnerKind, Part
from plumbline.journey.plans.sources import SourceKind

MOST_ROWS = 60
KINDS = [(kind.value, kind.label) for kind in (OwnerKind.TEAM, OwnerKind.ROLE, OwnerKind.PERSON, OwnerKind.OUTSIDE)]


class RowForm(forms.Form):
    """One row. It says nothing while every field that a person types into is empty."""

    TYPED: tuple[str, ...] = ()

    def draft(self) -> Any:
        """What the row says, as the operations take it; None where it says nothing."""
        return self.shaped(self.cleaned_data) if any(self.cleaned_data.get(name) for name in self.TYPED) else None

    def shaped(self, given: dict[str, Any]) -> Any:
        raise NotImplementedError


class OwnerRow(RowForm):
    """One who owns the action or contributes to it: somebody with a role here, or anybody else by name."""

    TYPED = ("who", "name")

    who = forms.ChoiceField(label=_("From here"), required=False)
    name = forms.CharField(label=_("Or by name"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("The name is of"), choices=KINDS, required=False)
    email = forms.CharField(label=_("E-mail"), max_length=254, required=False)
    part = forms.ChoiceField(label=_("Part"), choices=Part.choices, required=False)

    def __init__(self, *args: Any, members: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = members
        roles = [(f"role:{role}", sheet.name) for role, sheet in INSTITUTION_ROLES.items()]
        who: forms.ChoiceField = self.fields["who"]  # type: ignore[assignment]
        who.choices = [("", _("Nobody chosen")), (_("People"), list(members.items())), (_("Whoever is"), roles)]

    def shaped(self, given: dict[str, Any]) -> OwnerDraft:
        sort, _colon, which = given["who"].partition(":")
        part = given["part"] or Part.OWNER.value
        if sort == "user":
            return OwnerDraft(self.members[given["who"]], part=part, kind="person", user=int(which))
        if sort == "role":
            return OwnerDraft(str(INSTITUTION_ROLES[Role(which)].name), part=part, kind="role", role=which)
        kind = given["kind"] or OwnerKind.TEAM.value
        return OwnerDraft(given["name"], part=part, kind=kind, email=given["email"])


class MeasureRow(RowForm):
    """One success measure from a baseline to a target."""

    TYPED = ("text", "unit", "baseline", "target", "baseline_on", "target_on")

    text = forms.CharField(label=_("What is counted"), max_length=2000, required=False)
    unit = forms.CharField(label=_("Unit"), max_length=60, required=False)
    baseline = forms.DecimalField(
        label=_("Baseline"), required=False, error_messages={"invalid": _("Enter the baseline in figures, such as 12.")}
    )
    baseline_on = forms.DateField(
        label=_("as at"), required=False, input_formats=DAY_FORMATS, widget=day_input(),
        error_messages={"invalid": _("Enter the day of the baseline, such as 31/7/2026.")},
    )  # fmt: skip
    target = forms.DecimalField(
        label=_("Target"), required=False, error_messages={"invalid": _("Enter the target in figures, such as 20.")}
    )
    target_on = forms.DateField(
        label=_("by"), required=False, input_formats=DAY_FORMATS, widget=day_input(),
        error_messages={"invalid": _("Enter the day of the target, such as 31/7/2027.")},
    )  # fmt: skip
    key = forms.CharField(required=False, widget=forms.HiddenInput)

    def shaped(self, given: dict[str, Any]) -> MeasureDraft:
        return MeasureDraft(**given)

    def draft(self) -> Any:
        given = self.cleaned_data
        said = any(given.get(name) not in {None, ""} for name in self.TYPED)
        return self.shaped(given) if said else None


class SubActionRow(RowForm):
    """One step that can be ticked."""

    TYPED = ("text",)

    text = forms.CharField(label=_("Sub-action"), max_length=2000, required=False)
    is_done = forms.BooleanField(label=_("Done"), required=False)
    key = forms.CharField(required=False, widget=forms.HiddenInput)

    def shaped(self, given: dict[str, Any]) -> SubActionDraft:
        return SubActionDraft(**given)


class SourceRow(RowForm):
    """Where the action came from."""

    TYPED = ("kind",)

    kind = forms.ChoiceField(
        label=_("It came from"), choices=[("", _("Not said")), *SourceKind.choices], required=False
    )
    words = forms.CharField(label=_("Which"), max_length=2000, required=False)

    def shaped(self, given: dict[str, Any]) -> tuple[str, str]:
        return given["kind"], given["words"]


class Rows:
    """All rows of one kind. Where the form that was sent has none of them, nothing is said (`is_given` is False)."""

    def __init__(
        self,
        row: type[RowForm],
        prefix: str,
        typed: QueryDict | None,
        initial: Sequence[Mapping[str, Any]],
        *,
        spare: int,
        **more: Any,
    ) -> None:
        numbers = _numbers(typed, prefix)
        self.prefix, self.is_given = prefix, bool(numbers)
        if typed is None or not numbers:
            blank: list[Mapping[str, Any]] = [{}] * spare
            self.forms = [
                row(initial=dict(one), prefix=f"{prefix}-{place}", **more)
                for place, one in enumerate([*initial, *blank])
            ]
        else:
            self.forms = [row(typed, prefix=f"{prefix}-{number}", **more) for number in numbers]

    def problem(self) -> str:
        """The first thing that is wrong with the shape of a row; "" where nothing is."""
        if not self.is_given:
            return ""
        return next((str(errors[0]) for form in self.forms for errors in form.errors.values()), "")

    def drafts(self) -> tuple[Any, ...]:
        """What the rows say."""
        return tuple(draft for draft in (form.draft() for form in self.forms) if draft is not None)


def _numbers(typed: QueryDict | None, prefix: str) -> list[int]:
    found = {re.match(rf"{prefix}-(\d{{1,3}})-", name) for name in typed or ()}
    return sorted({int(match.group(1)) for match in found if match})[:MOST_ROWS]
