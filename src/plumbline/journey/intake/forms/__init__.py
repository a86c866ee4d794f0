"""Shapes of input. A form checks and hands over what is to be done; it never saves."""

from plumbline.journey.intake.forms.correcting import PressForm, form_class
from plumbline.journey.intake.forms.editing import (
    EDIT_FORMS,
    Correction,
    CorrectionForm,
    EditForm,
    addition,
    new_thing,
)
from plumbline.journey.intake.forms.uploading import AcceptForm, UploadForm

__all__ = [
    "EDIT_FORMS",
    "AcceptForm",
    "Correction",
    "CorrectionForm",
    "EditForm",
    "PressForm",
    "UploadForm",
    "addition",
    "form_class",
    "new_thing",
]
