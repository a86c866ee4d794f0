"""What people send when they move to another version of a form, and what they do with what is asked no longer."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plumbline.foundation.carrying import OperationForm
from plumbline.platform.questionnaires.checking import said
from plumbline.platform.questionnaires.definition import Definition, Kind, Place


class MoveForm(OperationForm):
    """A yes to the version whose changes were shown."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, typed: QueryDict | None = None, *, newest: int) -> None:
        super().__init__(typed, initial={"version": newest})
        self.newest = newest

    def clean_version(self) -> int:
        """The version that is published now; a yes to another was meant for that one."""
        if self.cleaned_data["version"] != self.newest:
            raise forms.ValidationError(
                gettext("A newer version was published meanwhile. Look at what changed, then move.")
            )
        return self.newest


class CarryForm(OperationForm):
    """Where the words of an answer that is asked no longer shall stand too."""

    of = forms.CharField(widget=forms.HiddenInput)
    to = forms.ChoiceField(
        label=_("Add these words to the end of"), error_messages={"required": _("Choose where to add them.")}
    )

    def __init__(self, typed: QueryDict | None = None, *, asks: Definition, of: Place) -> None:
        super().__init__(typed, initial={"of": named(of)}, prefix=named(of).replace(":", "-"))
        self.places = {
            named(place): place
            for question in asks.questions
            if question.kind == Kind.LONG
            for place in asks.places_of(question)
        }
        to: forms.ChoiceField = self.fields["to"]  # type: ignore[assignment]
        to.choices = [("", _("Choose a question")), *((name, said(asks, one)) for name, one in self.places.items())]


def named(place: Place) -> str:
    """A place in one word, for a field."""
    return f"{place.question}:{place.item}"
