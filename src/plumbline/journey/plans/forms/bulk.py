"""One change of many actions, as people choose and type it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from plumbline.foundation.carrying import OperationForm
from plumbline.journey.plans.bulk import MOST_MONTHS, Change, ChangeKind
from plumbline.journey.plans.drafts import NOTHING
from plumbline.journey.plans.forms.plans import WrittenField, lines
from plumbline.journey.plans.forms.rows import OwnerRow
from plumbline.journey.plans.models import Rag, ReportingDate
from plumbline.journey.plans.states import Status
from plumbline.journey.plans.themes import Theme

CHOICES: dict[str, tuple[Any, list[tuple[str, Any]]]] = {
    ChangeKind.THEME_ADD: (_("Theme"), list(Theme.choices)),
    ChangeKind.THEME_REMOVE: (_("Theme"), list(Theme.choices)),
    ChangeKind.STATUS: (_("Status"), list(Status.choices)),
    ChangeKind.ONGOING: (_("Goes on throughout the plan"), [("yes", _("Yes")), ("no", _("No"))]),
    ChangeKind.RATING: (
        _("Rating"),
        [
            (Rag.GREEN.value, _("Green: completed")),
            (Rag.AMBER.value, _("Amber: in progress")),
            (Rag.RED.value, _("Red: still to be carried out")),
        ],
    ),
}
WORDS = {
    ChangeKind.STATUS: _("What happened (needed where they are stopped)"),
    ChangeKind.RATING: _("Explanation (for a red)"),
}
DAYS = {ChangeKind.STARTS: _("Starts"), ChangeKind.DUE: _("Due"), ChangeKind.ENDS: _("Ends")}


class ChangeForm(OperationForm):
    """The fields of one kind of change, and no others."""

    def __init__(
        self,
        typed: QueryDict | None,
        *,
        kind: str,
        members: Mapping[str, str],
        dates: Iterable[ReportingDate] = (),
        sections: Iterable[str] = (),
        words: str = "",
    ) -> None:
        """`words`: what the plan calls the owner, where one is to be linked to them."""
        super().__init__(typed)
        self.kind = kind
        self.dates = {str(one.pk): one for one in dates}
        self.sections = list(sections)
        who = next((key for key, name in members.items() if name.casefold() == words.casefold()), "")
        initial = {"who": who, "name": "" if who else words[:200]}
        self.row = OwnerRow(typed, prefix="owner", members=members, initial=initial) if self.asks_owner else None
        if kind in CHOICES:
            label, options = CHOICES[ChangeKind(kind)]
            self.fields["value"] = forms.ChoiceField(label=label, choices=options, widget=forms.RadioSelect)
        if kind in DAYS:
            self.fields["day"] = WrittenField(
                label=DAYS[ChangeKind(kind)],
                is_start=kind == ChangeKind.STARTS,
                help_text=_("A day, a month, a year, or words. Empty takes it away."),
            )
        self._add_single_fields(kind)

    @property
    def asks_owner(self) -> bool:
        return self.kind in {ChangeKind.OWNER, ChangeKind.CONTRIBUTOR}

    def _add_single_fields(self, kind: str) -> None:
        if kind == ChangeKind.SECTION:
            self.fields["value"] = forms.CharField(
                label=_("Section"), max_length=300, required=False, help_text=_("Empty takes them out of theirs."),
                widget=forms.TextInput(attrs={"list": "sections"}),
            )  # fmt: skip
        if kind == ChangeKind.PRIORITY:
            self.fields["value"] = forms.CharField(label=_("Priority"), max_length=200, required=False)
        if kind == ChangeKind.SHIFT:
            self.fields["value"] = forms.IntegerField(
                label=_("Months"), min_value=-MOST_MONTHS, max_value=MOST_MONTHS,
                help_text=_("3 moves every day of theirs three months on; -3 three months back."),
                error_messages={"invalid": _("Enter a whole number of months, such as 3.")},
            )  # fmt: skip
        if kind == ChangeKind.RATING and self.dates:
            options = [
                ("", _("Today")),
                *((number, f"{one.label}, {one.on:%d/%m/%Y}") for number, one in self.dates.items()),
            ]
            self.fields["reporting"] = forms.ChoiceField(label=_("As at"), choices=options, required=False)
        if kind in WORDS:
            self.fields["words"] = lines(WORDS[ChangeKind(kind)], rows=3)

    def clean(self) -> None:
        """A change of owner needs somebody."""
        if self.row is not None and (not self.row.is_valid() or self.row.draft() is None):
            self.add_error(None, _("Choose somebody, or write a name."))

    def empty_change(self) -> Change:
        """The change of a kind that asks nothing more."""
        return Change(self.kind)

    def change(self) -> Change:
        """What is asked for."""
        given = self.cleaned_data
        return Change(
            self.kind,
            value=str(given.get("value") or ""),
            words=given.get("words", ""),
            day=given.get("day", NOTHING),
            owner=self._owner(),
            reporting=self.dates.get(given.get("reporting", "")),
        )

    def _owner(self) -> Any:
        if self.row is None:
            return None
        draft = self.row.draft()
        part = "contributor" if self.kind == ChangeKind.CONTRIBUTOR else "owner"
        return None if draft is None else type(draft)(draft.name, part, draft.kind, draft.user, draft.role, draft.email)
