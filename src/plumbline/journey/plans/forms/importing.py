"""A spreadsheet to bring in, and what of it is taken."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from plumbline.foundation.carrying import OperationForm


class ImportForm(OperationForm):
    """The file."""

    file = forms.FileField(
        label=_("Spreadsheet"),
        allow_empty_file=True,
        help_text=_("An Excel workbook (.xlsx) or a CSV file."),
        error_messages={"required": _("Choose a file.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"}),
    )


def decided(sent: QueryDict) -> dict[str, Any]:
    """What was ticked on the page of an import: rows, actions to remove, and for conflicts whose value is taken.
    Names that mean nothing are passed over: the operation looks them up."""
    chosen = {}
    for name in sent:
        if name.startswith("take|"):
            where, _bar, field = name.removeprefix("take|").rpartition("|")
            chosen[where, field] = sent[name] == "file"
    return {
        "rows": set(sent.getlist("row")),
        "remove": set(sent.getlist("remove")),
        "chosen": chosen,
        "seen": sent.get("seen", ""),
    }
