"""The verbs of forms and of what is answered in them. Who may is asked by the owning room, before it calls these."""

from plumbline.platform.questionnaires.operations.forms import (
    change_form,
    copy_form,
    discard_form,
    publish_form,
    seed_form,
    take_in_form,
)

__all__ = ["change_form", "copy_form", "discard_form", "publish_form", "seed_form", "take_in_form"]
