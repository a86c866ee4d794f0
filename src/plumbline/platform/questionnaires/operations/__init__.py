"""The verbs of forms and of what is answered in them. Who may is asked by the owning room, before it calls these."""

from plumbline.platform.questionnaires.operations.answers import (
    discard_response,
    mark_ready,
    save_answer,
    set_applicable,
    set_not_applicable,
    start_response,
    take_back_ready,
)
from plumbline.platform.questionnaires.operations.forms import (
    change_form,
    copy_form,
    discard_form,
    publish_form,
    seed_form,
    take_in_form,
)
from plumbline.platform.questionnaires.operations.moving import carry_answer, move_response

__all__ = [
    "carry_answer", "change_form", "copy_form", "discard_form", "discard_response", "mark_ready", "move_response",
    "publish_form", "save_answer", "seed_form", "set_applicable", "set_not_applicable", "start_response",
    "take_back_ready", "take_in_form",
]  # fmt: skip
