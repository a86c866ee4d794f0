"""Attach evidence to an answer, give it a caption and a place, take it off again."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from plumbline.foundation.clock import now
from plumbline.foundation.problems import Refused
from plumbline.foundation.text import clean
from plumbline.institutions.actor import Actor
from plumbline.journey.assessments import rules
from plumbline.journey.assessments.models import Assessment, Attachment, Delegation
from plumbline.journey.evidence.models import Evidence
from plumbline.platform.audit import operations as audit
from plumbline.platform.questionnaires.definition import Place

LONGEST_CAPTION = 300


@transaction.atomic
def attach(
    *,
    actor: Actor,
    assessment: Assessment,
    place: Place,
    evidence: Evidence,
    caption: str = "",
    delegation: Delegation | None = None,
) -> Attachment:
    """Attach a piece of evidence to the answer at `place`, after what is attached there. One that was taken off comes
    back with its mark. Raises Refused for one that is removed, another institution's, or there already."""
    rules.can_answer(actor, assessment, place, delegation).or_raise()
    _asked(assessment, place)
    if evidence.institution_id != assessment.institution_id or evidence.is_removed:
        raise Refused(_("Choose a piece of your own evidence that stands."), "evidence")
    Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    rows = assessment.attachments.filter(question=place.question, item=place.item)
    last = rows.aggregate(last=Max("order"))["last"] or 0
    attachment = rows.filter(evidence=evidence).first()
    if attachment is not None and attachment.removed_at is None:
        raise Refused(_("This is attached here already."), "evidence")
    if attachment is None:
        attachment = Attachment(assessment=assessment, question=place.question, item=place.item, evidence=evidence)
    attachment.order, attachment.removed_at = last + 1, None
    attachment.caption = _caption(caption) or attachment.caption
    attachment.attached_at, attachment.attached_by = now(), actor.key
    attachment.save()
    audit.record(actor, "attachment.made", assessment, evidence=evidence.number, question=place.question)
    return attachment


@transaction.atomic
def caption_attachment(*, actor: Actor, attachment: Attachment, caption: str) -> None:
    """Say something else under it; without words, what the evidence is called."""
    rules.can_answer(actor, attachment.assessment, attachment.place).or_raise()
    attachment.caption = _caption(caption)
    attachment.save(update_fields=["caption"])
    audit.record(actor, "attachment.captioned", attachment.assessment, evidence=attachment.evidence.number)


@transaction.atomic
def move_attachment(*, actor: Actor, attachment: Attachment, up: bool) -> None:
    """One place up or down among what is attached to the same answer; numbers follow by themselves."""
    rules.can_answer(actor, attachment.assessment, attachment.place).or_raise()
    Assessment.objects.select_for_update(of=("self",)).get(pk=attachment.assessment_id)
    there = attachment.assessment.attachments.filter(
        question=attachment.question, item=attachment.item, removed_at=None
    )
    rows = list(there.order_by("order", "pk"))
    at = next((place for place, one in enumerate(rows) if one.pk == attachment.pk), None)
    to = None if at is None else at - 1 if up else at + 1
    if at is None or to is None or not 0 <= to < len(rows):
        return
    rows[at], rows[to] = rows[to], rows[at]
    for order, one in enumerate(rows, 1):
        Attachment.objects.filter(pk=one.pk).update(order=order)
    audit.record(actor, "attachment.moved", attachment.assessment, evidence=attachment.evidence.number)


@transaction.atomic
def detach(*, actor: Actor, attachment: Attachment) -> None:
    """Take it off the answer. A text that still means it says that it was removed; the evidence itself stays."""
    rules.can_answer(actor, attachment.assessment, attachment.place).or_raise()
    if attachment.removed_at is not None:
        raise Refused(_("This was taken off already."))
    attachment.removed_at = now()
    attachment.save(update_fields=["removed_at"])
    audit.record(actor, "attachment.removed", attachment.assessment, evidence=attachment.evidence.number)


def _asked(assessment: Assessment, place: Place) -> None:
    asks = assessment.response.form.asks if assessment.response else None
    if asks is None or place not in asks.places:
        raise Refused(_("This form does not ask that."))


def _caption(words: str) -> str:
    said = " ".join(clean(words).split())
    if len(said) > LONGEST_CAPTION:
        told = _("This is %(length)s characters long; a caption has %(most)s at most.")
        raise Refused(told % {"length": len(said), "most": LONGEST_CAPTION}, "caption")
    return said
