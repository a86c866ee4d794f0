"""Shapes of input around a whole document: files to upload, acceptance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext, gettext_lazy

MOST_FILES = 50


class FilesInput(forms.ClearableFileInput):
    """Several files in one field."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A list of files; one file is a list of one."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        files: Sequence[UploadedFile[bytes]] = data if isinstance(data, list | tuple) else [data]
        # An empty file is let through: the operation says which one it is, and the others are still taken.
        return [file for file in files if file] if any(files) else super().clean(None, initial)


class UploadForm(forms.Form):
    """Documents to be read."""

    documents = FilesField(
        label=gettext_lazy("Documents"),
        error_messages={"required": gettext_lazy("Choose at least one file.")},
        widget=FilesInput(attrs={"accept": ".docx,.pdf,.doc,.odt,.rtf,.txt,.md,.html,.htm"}),
    )

    def clean_documents(self) -> list[UploadedFile[bytes]]:
        """The files chosen, not more than are read in good order."""
        chosen = list(self.cleaned_data["documents"])
        if len(chosen) > MOST_FILES:
            raise forms.ValidationError(
                gettext("You chose %(chosen)s files. Choose %(most)s at most, and the others after that.")
                % {"chosen": len(chosen), "most": MOST_FILES}
            )
        return chosen


class AcceptForm(forms.Form):
    """The last look before a document becomes the institution's data."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    replace = forms.BooleanField(label=gettext_lazy("Replace what was accepted of this file before"), required=False)
    use_contact = forms.BooleanField(required=False)
