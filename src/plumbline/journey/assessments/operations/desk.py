"""Keep the stage forms: the secretariat's verbs. Each asks the rule and hands on to `platform.questionnaires`."""

from __future__ import annotations

from datetime import datetime

from plumbline.institutions.actor import Actor
from plumbline.journey.assessments.rules import can_keep_forms
from plumbline.journey.assessments.stage_forms import OWNER, SCOPE
from plumbline.platform.questionnaires import operations as questionnaires
from plumbline.platform.questionnaires.definition import Definition
from plumbline.platform.questionnaires.models import Form


def take_in_form(*, actor: Actor, definition: Definition) -> Form:
    """Make a form of a file: the draft of its key's next version. Raises Refused where a draft is there already."""
    can_keep_forms(actor).or_raise()
    return questionnaires.take_in_form(actor=actor, owner=OWNER, scope=SCOPE, definition=definition)


def copy_form(*, actor: Actor, form: Form, key: str = "", title: str = "") -> Form:
    """A draft that begins as `form` is: its next version, or a form of its own under another key."""
    can_keep_forms(actor).or_raise()
    return questionnaires.copy_form(actor=actor, form=form, key=key, title=title)


def change_form(*, actor: Actor, form: Form, definition: Definition, seen: datetime | None = None) -> None:
    """Change a draft. Raises Overtaken where somebody else changed it since `seen`, Faulty where it cannot stand."""
    can_keep_forms(actor).or_raise()
    questionnaires.change_form(actor=actor, form=form, definition=definition, seen=seen)


def publish_form(*, actor: Actor, form: Form, seen: datetime | None = None) -> Form:
    """Publish a draft; the version before is superseded, and self-assessments on it are told and may be moved."""
    can_keep_forms(actor).or_raise()
    return questionnaires.publish_form(actor=actor, form=form, seen=seen)


def discard_form(*, actor: Actor, form: Form) -> None:
    """Throw a draft away."""
    can_keep_forms(actor).or_raise()
    questionnaires.discard_form(actor=actor, form=form)
