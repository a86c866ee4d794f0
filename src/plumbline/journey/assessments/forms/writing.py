"""What people type while a self-assessment is written: how it begins, reasons, plans, guidance, requests."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.foundation.carrying import OperationForm
from plumbline.foundation.days import typed_day
from plumbline.journey.assessments.prefill import day_said
from plumbline.journey.evidence.models import Evidence
from plumbline.journey.evidence.models import Kind as EvidenceKind
from plumbline.journey.evidence.operations import EvidenceDraft, Upload
from plumbline.platform.questionnaires.definition import Kind, Section
from plumbline.platform.questionnaires.models import Form

NOTHING_SEEN = datetime(1, 1, 1, tzinfo=UTC)


def lines(label: Any, rows: int, hint: Any = "") -> forms.CharField:
    """A field of several lines; what it wants is said by the operation."""
    return forms.CharField(label=label, required=False, help_text=hint, widget=forms.Textarea(attrs={"rows": rows}))


class DayField(forms.CharField):
    """A day as people say it; None where nothing was typed."""

    def clean(self, value: Any) -> date | None:
        typed = str(super().clean(value) or "").strip()
        day = typed_day(typed) if typed else None
        if typed and day is None:
            raise forms.ValidationError(_("Enter a day, such as 31 July 2026 or 31/7/2026."))
        return day


if TYPE_CHECKING:
    Choosing = forms.ModelChoiceField[Any]
else:  # Django's field takes no type at run time
    Choosing = forms.ModelChoiceField


class TitledField(Choosing):
    """A choice of rows, each by its title; evidence with its kind and what it says."""

    def label_from_instance(self, obj: Any) -> str:
        """How one is named."""
        if isinstance(obj, Evidence):
            return f"{obj.title} ({obj.get_kind_display()}, {obj.value_said or day_said(obj.speaks_of_on)})"
        return str(obj.title)


class StartForm(OperationForm):
    """Which stage form, and until when."""

    form = TitledField(
        queryset=None,
        label=gettext_lazy("Which form"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": gettext_lazy("Choose a form."), "invalid_choice": gettext_lazy("Choose a form.")},
    )
    due = forms.CharField(
        label=gettext_lazy("When is it to be handed in? (optional)"),
        help_text=gettext_lazy("In your own words, such as “31 July 2027” or “the summer window”."),
        required=False,
        max_length=200,
    )

    def __init__(self, typed: QueryDict | None, *, offered: Any, suggested: Form | None) -> None:
        super().__init__(typed, initial={"form": suggested.pk if suggested else None})
        field = self.fields["form"]
        assert isinstance(field, TitledField)
        field.queryset = offered


class ReasonForm(OperationForm):
    """Why a question does not apply."""

    reason = lines(gettext_lazy("Why does it not apply?"), 2, gettext_lazy("A sentence that a reviewer understands."))


class TakeForm(OperationForm):
    """Which offer is taken, on top of which version, below or instead of what stands."""

    source = forms.CharField(max_length=200)
    base = forms.IntegerField(min_value=0)
    how = forms.CharField(max_length=10, required=False)


class GuidanceForm(OperationForm):
    """The institution's own guidance beside a question."""

    body = lines(
        gettext_lazy("What your own people should know"),
        6,
        gettext_lazy("Who knows the answer, where the figures are, what was agreed. Empty takes it away."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_seen(self) -> datetime:
        """The moment of the change that the writer started from; where they saw none, one at which nothing changed."""
        try:
            found = datetime.fromisoformat(self.cleaned_data["seen"])
        except ValueError:
            return NOTHING_SEEN
        return found if found.tzinfo else NOTHING_SEEN


class PlansForm(OperationForm):
    """The plan that is handed in, the one that is looked back on, the day, and when it is due."""

    forward = TitledField(
        queryset=None,
        label=gettext_lazy("The plan for the time ahead"),
        required=False,
        empty_label=gettext_lazy("None yet"),
    )
    previous = TitledField(
        queryset=None, label=gettext_lazy("The plan that is over"), required=False, empty_label=gettext_lazy("None")
    )
    reports_on = DayField(
        label=gettext_lazy("Looked back on as at"),
        required=False,
        help_text=gettext_lazy("The reporting date. Today, if you leave it empty."),
    )

    def __init__(self, typed: QueryDict | None, *, plans: Any, initial: dict[str, Any]) -> None:
        super().__init__(typed, initial=initial)
        for name in ("forward", "previous"):
            field = self.fields[name]
            assert isinstance(field, TitledField)
            field.queryset = plans


class DelegateForm(OperationForm):
    """Whom to ask for what."""

    questions = forms.MultipleChoiceField(
        label=gettext_lazy("Which questions"), required=False, widget=forms.CheckboxSelectMultiple
    )
    name = forms.CharField(label=gettext_lazy("Their name"), required=False, max_length=200)
    email = forms.CharField(
        label=gettext_lazy("Their e-mail address"),
        help_text=gettext_lazy("They need no account: they get a link that opens these questions and nothing else."),
        required=False,
        max_length=320,
        widget=forms.EmailInput,
    )
    message = lines(gettext_lazy("What you want to say to them (optional)"), 4)
    wanted_on = DayField(
        label=gettext_lazy("By which day (optional)"),
        required=False,
        help_text=gettext_lazy("They are reminded three days before, and once after."),
    )
    may_add_evidence = forms.BooleanField(label=gettext_lazy("They may add evidence too"), required=False)

    def __init__(self, typed: QueryDict | None, *, section: Section) -> None:
        asked = [one for one in section.questions if one.kind != Kind.PART]
        super().__init__(typed, initial={"questions": [one.key for one in asked]})
        field = self.fields["questions"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(one.key, one.ask) for one in asked]


class WordsForm(OperationForm):
    """A word with what is handed back, or what is missing."""

    words = lines(gettext_lazy("A word with it (optional)"), 4)


class ReturnForm(OperationForm):
    """What is missing."""

    words = lines(gettext_lazy("What is missing"), 4, gettext_lazy("They get this by e-mail, with a fresh link."))


class UploadForm(OperationForm):
    """A picture or a file of somebody who was asked; what each wants is said by the operation."""

    file = forms.FileField(
        label=gettext_lazy("Picture or file"), required=False, allow_empty_file=True,
        help_text=gettext_lazy("A photograph, a chart, a report, a spreadsheet."),
    )  # fmt: skip
    title = forms.CharField(label=gettext_lazy("What it is"), required=False, max_length=300)
    alternative = lines(
        gettext_lazy("For a picture: what it shows"), 2, gettext_lazy("In a sentence, for people who cannot see it.")
    )
    speaks_of_on = DayField(
        label=gettext_lazy("It speaks of"), required=False,
        help_text=gettext_lazy("A day, such as 31 July 2026; a month alone means its last day."),
    )  # fmt: skip

    @property
    def kind(self) -> str:
        """A picture is a photograph, everything else a file."""
        chosen = self.cleaned_data.get("file")
        name = chosen.name.lower() if chosen else ""
        return EvidenceKind.PHOTO if name.endswith((".png", ".jpg", ".jpeg", ".webp")) else EvidenceKind.FILE

    def draft(self) -> EvidenceDraft:
        """What was typed, as the operation takes it."""
        return EvidenceDraft(**{name: value for name, value in self.cleaned_data.items() if name != "file"})

    def upload(self) -> Upload | None:
        """The file that was chosen, if one was."""
        chosen = self.cleaned_data.get("file")
        return Upload(chosen.name, chosen) if chosen else None


class AttachForm(OperationForm):
    """Which evidence goes under an answer, with which caption."""

    evidence = TitledField(
        queryset=None,
        label=gettext_lazy("Evidence"),
        empty_label=None,
        error_messages={
            "required": gettext_lazy("Choose a piece of evidence."),
            "invalid_choice": gettext_lazy("Choose a piece of evidence."),
        },
    )
    caption = forms.CharField(
        label=gettext_lazy("Caption (optional)"),
        help_text=gettext_lazy("Without a number: that is given over the whole document. Its title, if left empty."),
        required=False,
        max_length=1000,
    )

    def __init__(self, typed: QueryDict | None, *, offered: Any) -> None:
        super().__init__(typed)
        field = self.fields["evidence"]
        assert isinstance(field, TitledField)
        field.queryset = offered
