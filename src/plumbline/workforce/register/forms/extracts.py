"""Uploading an extract, and saying which column is which."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.foundation.carrying import OperationForm
from plumbline.workforce.register.extract.columns import COLUMNS
from plumbline.workforce.register.models import Extract

ENDINGS = ".csv,.txt,.tsv,.xlsx,.xlsm,.xls,.xlsb,.ods"
UNITS = {
    "part": gettext_lazy("shares of full time, such as 0.8"),
    "percent": gettext_lazy("per cent of full time, such as 80"),
    "hours": gettext_lazy("hours a week, such as 28"),
}


class ExtractForm(OperationForm):
    """A file from HR, and the day on which it was so."""

    file = forms.FileField(
        label=gettext_lazy("Extract"),
        help_text=gettext_lazy("CSV or Excel, as HR made it, up to 60 MB. Any column names, in any order."),
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
        error_messages={"required": gettext_lazy("Choose the file that HR made.")},
    )
    as_at = forms.DateField(
        label=gettext_lazy("As at"),
        help_text=gettext_lazy("The day that the extract shows, for instance 31/7/2026."),
        input_formats=["%d/%m/%Y", "%Y-%m-%d", "%d %B %Y", "%d.%m.%Y", "%d %b %Y"],
        error_messages={
            "required": gettext_lazy("Give the day that the extract shows."),
            "invalid": gettext_lazy("Give a day such as 31/7/2026."),
        },
    )
    is_whole = forms.TypedChoiceField(
        label=gettext_lazy("Who is in it"),
        choices=[
            ("yes", gettext_lazy("Everybody: whoever is missing has left")),
            ("no", gettext_lazy("Only some: whoever is missing stays as they are")),
        ],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        initial="yes",
    )

    def arguments(self) -> dict[str, Any]:
        """What the operation takes."""
        file = self.cleaned_data["file"]
        given = {name: self.cleaned_data[name] for name in ("as_at", "is_whole")}
        return given | {"name": file.name or _("file"), "content": file}


class ColumnsForm(OperationForm):
    """Which column is which: one field a thing that is wanted, its value the name of a column or nothing."""

    def __init__(self, data: Any = None, *, extract: Extract) -> None:
        super().__init__(data)
        self.extract = extract
        self.names: list[str] = extract.looked.get("names", [])
        matches = extract.looked.get("matches", {})
        chosen = extract.choices.get("columns") or {key: match["column"] for key, match in matches.items()}
        for key, column in COLUMNS.items():
            at = chosen.get(key)
            initial = self.names[at] if at is not None and at < len(self.names) else ""
            self.fields[key] = forms.CharField(label=column.label, required=False, initial=initial, max_length=600)
        options = extract.choices
        self.fields["fte_unit"] = forms.ChoiceField(
            label=_("FTE is given in"),
            choices=list(UNITS.items()),
            initial=options.get("fte_unit") or extract.looked.get("fte_unit") or "part",
        )
        self.fields["full_hours"] = forms.FloatField(
            label=_("Full time is"),
            min_value=20,
            max_value=60,
            initial=options.get("full_hours") or extract.looked.get("full_hours") or 35,
            help_text=_("Hours a week; only asked where FTE is given in hours."),
        )
        self.fields["fte_limit"] = forms.FloatField(
            label=_("The most FTE of one person"),
            min_value=1,
            max_value=2,
            initial=options.get("fte_limit") or 1,
            help_text=_("People whose posts add up to more are refused. Raise it to 1.5 where overtime is counted."),
        )
        self.fields["renumbered"] = forms.BooleanField(
            label=_("HR has given everybody new numbers since the last extract"),
            required=False,
            initial=bool(options.get("renumbered")),
        )

    def clean(self) -> dict[str, Any]:
        """Names of columns become their numbers."""
        given = super().clean() or {}
        for key in COLUMNS:
            said = str(given.get(key) or "").strip()
            if said and (found := self._column(said)) is None:
                told = _("There is no column “%(name)s” in this file. Choose one from the list, or leave it empty.")
                self.add_error(key, told % {"name": said[:80]})
            elif said:
                given[key] = found
        return given

    def _column(self, said: str) -> int | None:
        folded = said.casefold()
        exact = [at for at, name in enumerate(self.names) if name.casefold() == folded]
        bare = [at for at, name in enumerate(self.names) if name.rpartition(" (")[0].casefold() == folded]
        return next(iter(exact or bare), None)

    def columns(self) -> dict[str, int]:
        """Key → number of the column, of those that were chosen."""
        return {key: found for key in COLUMNS if isinstance(found := self.cleaned_data.get(key), int)}

    def options(self) -> dict[str, Any]:
        """What else was said."""
        return {name: self.cleaned_data[name] for name in ("fte_unit", "full_hours", "fte_limit", "renumbered")}
