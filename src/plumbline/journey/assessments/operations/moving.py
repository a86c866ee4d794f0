"""Move a self-assessment to the next version of its form, and use what is asked no longer."""

from __future__ import annotations

from django.db import transaction

from plumbline.foundation.problems import Refused
from plumbline.institutions.actor import Actor
from plumbline.journey.assessments import rules
from plumbline.journey.assessments.models import Assessment
from plumbline.platform.questionnaires import operations as questionnaires
from plumbline.platform.questionnaires.definition import Place
from plumbline.platform.questionnaires.models import Form
from plumbline.platform.texts.operations import Saved


@transaction.atomic
def move_assessment(*, actor: Actor, assessment: Assessment, form: Form) -> None:
    """Move to the published version of the form. Every answer is kept: see `questionnaires.move_response`. Raises
    Refused where it is there already, or where `form` is not the published version any more."""
    rules.can_run(actor, assessment).or_raise()
    assert assessment.response is not None  # the rule says so
    questionnaires.move_response(actor=actor, response=assessment.response, form=form)


@transaction.atomic
def carry_answer(*, actor: Actor, assessment: Assessment, of: Place, to: Place, base: int) -> Saved:
    """Add an answer that is asked no longer to the end of another, on version `base` of that one's text."""
    rules.can_write(actor, assessment).or_raise()
    if assessment.response is None:
        raise Refused(rules.can_write(actor, assessment).reason)
    return questionnaires.carry_answer(actor=actor, response=assessment.response, of=of, to=to, base=base)
