"""The nouns of forms and of what is answered in them."""

from plumbline.platform.questionnaires.models.forms import Form, FormQuerySet
from plumbline.platform.questionnaires.models.responses import Answer, ReadyMark, Response, ResponseMove
from plumbline.platform.questionnaires.states import FormState

__all__ = ["Answer", "Form", "FormQuerySet", "FormState", "ReadyMark", "Response", "ResponseMove"]
