"""What people type about evidence: one form, of which each kind shows its part. Forms never save."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.foundation.carrying import OperationForm
from plumbline.foundation.days import typed_day
from plumbline.institutions.models import Theme
from plumbline.journey.evidence.drafts import EvidenceDraft, Upload
from plumbline.journey.evidence.models import Evidence, Kind
from plumbline.journey.evidence.queries import NONE, Wanted
from plumbline.journey.evidence.sniffing import ACCEPTED, PICTURES

STATES = {
    "": gettext_lazy("All that stands"),
    "expired": gettext_lazy("Out of date"),
    "dead": gettext_lazy("Dead links"),
    "withdrawn": gettext_lazy("Consent withdrawn"),
    "removed": gettext_lazy("Removed"),
}
PARTS: dict[str, tuple[str, ...]] = {
    Kind.FILE: ("file",),
    Kind.LINK: ("address",),
    Kind.FIGURE: ("value", "unit"),
    Kind.TESTIMONIAL: ("quote", "said_by", "said_as", "consent_on", "consent_for"),
    Kind.PHOTO: ("file", "alternative"),
}
"""The fields that only this kind has, in the order in which they are asked."""
EVERY_PART = frozenset(name for names in PARTS.values() for name in names)
DAY_LABELS = {
    Kind.FIGURE: gettext_lazy("Counted as at"),
    Kind.PHOTO: gettext_lazy("Taken on"),
    Kind.TESTIMONIAL: gettext_lazy("Said on"),
}


class DayField(forms.CharField):
    """A day as people say it: 31 July 2026, 31/7/2026, July 2026 (its last day)."""

    def clean(self, value: Any) -> date | None:
        typed = str(super().clean(value) or "").strip()
        if not typed:
            return None
        day = typed_day(typed)
        if day is None:
            raise forms.ValidationError(_("Enter a day, such as 31 July 2026 or 31/7/2026."))
        return day


class NumberField(forms.CharField):
    """A number as people write it: 5,985 or 12.5."""

    def clean(self, value: Any) -> Decimal | None:
        typed = "".join(str(super().clean(value) or "").split()).replace(",", "")
        if not typed:
            return None
        try:
            number = Decimal(typed)
        except InvalidOperation:
            number = Decimal("nan")
        if not number.is_finite():
            raise forms.ValidationError(_("Enter the number alone, such as 5,985 or 12.5."))
        return number.quantize(Decimal("0.0001")) if abs(number) < 10**14 else number


def lines(label: Any, rows: int, hint: Any = "") -> forms.CharField:
    """A field of several lines."""
    return forms.CharField(label=label, required=False, help_text=hint, widget=forms.Textarea(attrs={"rows": rows}))


def short(label: Any, hint: Any = "", **more: Any) -> forms.CharField:
    """A field of one line."""
    return forms.CharField(label=label, required=False, help_text=hint, **more)


class EvidenceForm(OperationForm):
    """A piece of evidence. What a kind wants is said by the operation, at the field."""

    title = short(gettext_lazy("Title"), gettext_lazy("By which others will find it."))
    file = forms.FileField(label=gettext_lazy("File"), required=False, allow_empty_file=True)
    address = short(
        gettext_lazy("Web address"),
        gettext_lazy("It is looked at now and every week; you are told here when it is dead."),
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )
    alternative = lines(
        gettext_lazy("What it shows"), 2, gettext_lazy("In a sentence, for people who cannot see the photograph.")
    )
    value = NumberField(label=gettext_lazy("The number"), required=False)
    unit = short(gettext_lazy("What it counts"), gettext_lazy("For example technicians, or per cent of staff."))
    quote = lines(gettext_lazy("What was said"), 6)
    said_by = short(gettext_lazy("Who said it"))
    said_as = short(gettext_lazy("Their role then"), gettext_lazy("For example workshop manager, Engineering."))
    consent_on = DayField(
        label=gettext_lazy("They agreed on"),
        required=False,
        help_text=gettext_lazy("Ask before you write it here. They may take it back at any time."),
    )
    consent_for = short(
        gettext_lazy("What they agreed to"), gettext_lazy("For example, in the self-assessment and on the website.")
    )
    speaks_of_on = DayField(
        label=gettext_lazy("It speaks of"),
        required=False,
        help_text=gettext_lazy(
            "A day, such as 31 July 2026; a month alone means its last day. Not the day you add it."
        ),
    )
    expires_on = DayField(
        label=gettext_lazy("Its last good day (optional)"),
        required=False,
        help_text=gettext_lazy("After it, this shows as out of date wherever it is used."),
    )
    themes = forms.MultipleChoiceField(
        label=gettext_lazy("Themes"), choices=Theme.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    note = lines(gettext_lazy("Note (optional)"), 3, gettext_lazy("What it shows, and where it comes from."))
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, typed: QueryDict | None, uploaded: Any = None, *, kind: str, evidence: Evidence | None = None
    ) -> None:
        self.kind = kind
        super().__init__(typed, uploaded, initial=initial_of(evidence) if evidence else None)
        for name in EVERY_PART - set(PARTS[kind]):
            del self.fields[name]
        self.fields["speaks_of_on"].label = DAY_LABELS.get(Kind(kind), self.fields["speaks_of_on"].label)
        if "file" in self.fields:
            self.fields["file"].widget.attrs["accept"] = PICTURES if kind == Kind.PHOTO else ACCEPTED
            if evidence:
                self.fields["file"].label = _("Another file instead (optional)")

    @property
    def parts(self) -> list[Any]:
        """The fields that this kind alone has, as they are drawn."""
        return [self[name] for name in PARTS[self.kind]]

    def draft(self) -> EvidenceDraft:
        """What was typed, as the operations take it."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in {"seen", "file"}}
        return EvidenceDraft(**given | {"themes": tuple(given["themes"])})

    def upload(self) -> Upload | None:
        """The file that was chosen, if one was."""
        chosen = self.cleaned_data.get("file")
        return Upload(chosen.name, chosen) if chosen else None


def initial_of(evidence: Evidence) -> dict[str, Any]:
    """What the form starts from for a piece that exists: days and numbers as they are said."""
    same = ("title", "address", "alternative", "unit", "quote", "said_by", "said_as", "consent_for", "themes", "note")
    days = {name: _day(getattr(evidence, name)) for name in ("speaks_of_on", "expires_on", "consent_on")}
    number = "" if evidence.value is None else f"{evidence.value.normalize():,f}"
    return {
        **{name: getattr(evidence, name) for name in same},
        **days,
        "value": number,
        "seen": evidence.changed_at.isoformat(),
    }


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""


class FilterForm(forms.Form):
    """Which evidence the list shows, kept in the address. What means nothing here is passed over, never an error."""

    q = forms.CharField(label=gettext_lazy("Words"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    theme = forms.ChoiceField(label=gettext_lazy("Theme"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False, choices=list(STATES.items()))

    def __init__(self, asked: QueryDict) -> None:
        super().__init__(asked)
        everything = ("", gettext_lazy("All"))
        kind, theme = self.fields["kind"], self.fields["theme"]
        assert isinstance(kind, forms.ChoiceField)
        assert isinstance(theme, forms.ChoiceField)
        kind.choices = [everything, *Kind.choices]
        theme.choices = [everything, *Theme.choices, (NONE, gettext_lazy("No theme"))]

    def wanted(self) -> Wanted:
        """What is asked for."""
        self.full_clean()
        given = {name: self.cleaned_data.get(name, "") for name in ("kind", "theme", "state")}
        return Wanted(words=self.cleaned_data.get("q", "")[:200], **given)
