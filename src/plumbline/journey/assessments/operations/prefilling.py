"""Take in what is known already."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from plumbline.foundation.problems import Refused
from plumbline.institutions.actor import Actor
from plumbline.journey.assessments import queries
from plumbline.journey.assessments.models import Assessment
from plumbline.journey.assessments.operations.writing import save_answer
from plumbline.platform.audit import operations as audit
from plumbline.platform.questionnaires.definition import Kind, Place
from plumbline.platform.texts.operations import Saved

BELOW, INSTEAD = "below", "instead"


@transaction.atomic
def take_offer(*, actor: Actor, assessment: Assessment, place: Place, source: str, base: int, how: str = "") -> Saved:
    """Take what is known from `source` (an offer's key) as the answer at `place`, on top of version `base` of its text.

    Where something is written already, `how` must say whether it comes below it or instead of it; what stood before is
    in the history either way, and what somebody else wrote since `base` is never overwritten. Raises Refused where the
    offer is gone, or where `how` is missing.
    """
    offer = next((one for one in queries.offers_at(assessment, place) if one.key == source), None)
    if offer is None:
        raise Refused(_("This is not known any more. Reload the page to see what is."))
    answer = queries.answer_at(assessment, place)
    question = assessment.response.form.asks.question(place.question) if assessment.response else None
    if answer is None or question is None:
        raise Refused(_("This form does not ask that."))
    if answer.text.body.strip() and how not in {BELOW, INSTEAD}:
        raise Refused(_("Something is written here already. Say whether this comes below it or instead of it."))
    is_added = how == BELOW and question.kind == Kind.LONG and bool(answer.text.body.strip())
    body = f"{answer.text.body.rstrip()}\n\n{offer.body}" if is_added else offer.body
    saved = save_answer(actor=actor, assessment=assessment, place=place, body=body, base=base)
    audit.record(actor, "offer.taken", assessment, question=place.question, item=place.item, source=source)
    return saved


@transaction.atomic
def take_offers(*, actor: Actor, assessment: Assessment, chosen: list[tuple[Place, str]]) -> int:
    """Take several at once, each where nothing is written yet; gives how many. Words that came meanwhile stay."""
    taken = 0
    for place, source in chosen:
        answer = queries.answer_at(assessment, place)
        if answer is None or answer.text.body.strip():
            continue
        take_offer(actor=actor, assessment=assessment, place=place, source=source, base=answer.text.number)
        taken += 1
    return taken
