"""Ask somebody for an answer, with or without an account; they hand it back; accept it or return it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from plumbline.foundation.acting import Acting
from plumbline.foundation.clock import now, today
from plumbline.foundation.problems import Refused
from plumbline.foundation.text import clean
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import Actor
from plumbline.journey.assessments import notices, rules
from plumbline.journey.assessments.models import Assessment, Attachment, Delegation, DelegationStep
from plumbline.journey.assessments.operations.attaching import attach
from plumbline.journey.assessments.states import DELEGATIONS, WITH_THEM, DelegationState
from plumbline.journey.evidence import operations as evidence
from plumbline.platform.accounts import operations as accounts
from plumbline.platform.audit import operations as audit
from plumbline.platform.questionnaires.definition import Kind, Place

LINK_DAYS = 14
SESSION_DAYS = 30
LONGEST_MESSAGE = 5_000


@transaction.atomic
def delegate(
    *,
    actor: Actor,
    assessment: Assessment,
    section: str,
    questions: Sequence[str],
    name: str,
    email: str,
    message: str = "",
    wanted_on: date | None = None,
    may_add_evidence: bool = False,
) -> tuple[Delegation, str]:
    """Ask somebody for the answers to some questions of a section, by e-mail, with a link that works once. Gives the
    delegation and the secret of the link, which is kept nowhere but in the message.

    Raises Refused at the field: no question chosen or one that is asked already of somebody else, no name, a bad
    address, a day that is over.
    """
    rules.can_run(actor, assessment).or_raise()
    Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    chosen = _chosen(assessment, section, questions)
    said, words = " ".join(clean(name).split()), clean(message)
    if not said:
        raise Refused(_("Say whom you are asking, so that everybody sees who holds it."), "name")
    if len(words) > LONGEST_MESSAGE:
        told = _("This is %(length)s characters long; the most that fits is %(most)s.")
        raise Refused(told % {"length": f"{len(words):,}", "most": f"{LONGEST_MESSAGE:,}"}, "message")
    if wanted_on is not None and wanted_on < today():
        raise Refused(_("This day is over. Give one that is still to come."), "wanted_on")
    last = assessment.delegations.aggregate(last=Max("number"))["last"] or 0
    delegation = Delegation.objects.create(
        assessment=assessment,
        number=last + 1,
        section=section,
        questions=chosen,
        name=said[:200],
        email=email,
        message=words,
        wanted_on=wanted_on,
        may_add_evidence=may_add_evidence,
        asked_by=actor.key,
    )
    held, token = accounts.issue_pass(
        actor=actor,
        purpose=rules.CONTRIBUTE,
        scope=assessment.institution.key,
        subjects=[delegation.subject],
        name=said,
        email=email,
        what=_("Write a part of the self-assessment of %(institution)s") % {"institution": assessment.institution},
        address=delegation.contributor_address,
        from_whom=actor.name,
        link_days=LINK_DAYS,
        session_days=SESSION_DAYS,
    )
    delegation.held, delegation.email = held, held.email
    delegation.save(update_fields=["held", "email"])
    _step(actor, delegation, DelegationState.ASKED, words)
    notices.asked(delegation, token, from_whom=actor.name)
    return delegation, token


@transaction.atomic
def send_again(*, actor: Actor, delegation: Delegation) -> str:
    """One more link to whoever was asked: the first was lost, or used up in another browser. Gives its secret."""
    rules.can_decide(actor, delegation, "take_back").or_raise()
    token = _fresh_link(actor, delegation)
    notices.asked(delegation, token, from_whom=actor.name)
    return token


@transaction.atomic
def hand_back(*, actor: Actor, delegation: Delegation, words: str = "") -> None:
    """Whoever was asked says that they are done, and as wished a word with it."""
    rules.can_contribute(actor, delegation).or_raise()
    said = clean(words)
    if len(said) > LONGEST_MESSAGE:
        told = _("This is %(length)s characters long; the most that fits is %(most)s.")
        raise Refused(told % {"length": f"{len(said):,}", "most": f"{LONGEST_MESSAGE:,}"}, "words")
    DELEGATIONS.apply("hand_back", delegation, changed_at=now())
    _step(actor, delegation, DelegationState.HANDED_BACK, said)
    notices.handed_back(delegation)


@transaction.atomic
def accept(*, actor: Actor, delegation: Delegation) -> None:
    """What they wrote is good. Their link ends."""
    rules.can_decide(actor, delegation, "accept").or_raise()
    DELEGATIONS.apply("accept", delegation, changed_at=now())
    _end_pass(actor, delegation)
    _step(actor, delegation, DelegationState.ACCEPTED, "")
    notices.accepted(delegation, from_whom=actor.name)


@transaction.atomic
def return_to_them(*, actor: Actor, delegation: Delegation, words: str) -> str:
    """Something is missing: they get it again with these words and a fresh link. Gives its secret."""
    rules.can_decide(actor, delegation, "return").or_raise()
    said = clean(words)
    if not said:
        raise Refused(_("Say what is missing, so that they know what to do."), "words")
    if len(said) > LONGEST_MESSAGE:
        told = _("This is %(length)s characters long; the most that fits is %(most)s.")
        raise Refused(told % {"length": f"{len(said):,}", "most": f"{LONGEST_MESSAGE:,}"}, "words")
    DELEGATIONS.apply("return", delegation, changed_at=now())
    _step(actor, delegation, DelegationState.RETURNED, said)
    token = _fresh_link(actor, delegation)
    notices.returned(delegation, token, words=said, from_whom=actor.name)
    return token


@transaction.atomic
def take_back_request(*, actor: Actor, delegation: Delegation) -> None:
    """They need not do it after all: their link ends at once, and what they wrote stays."""
    rules.can_decide(actor, delegation, "take_back").or_raise()
    DELEGATIONS.apply("take_back", delegation, changed_at=now())
    _end_pass(actor, delegation)
    _step(actor, delegation, DelegationState.TAKEN_BACK, "")
    notices.taken_back(delegation, from_whom=actor.name)


@transaction.atomic
def contribute_evidence(
    *,
    actor: Actor,
    delegation: Delegation,
    place: Place,
    kind: str,
    draft: evidence.EvidenceDraft,
    upload: evidence.Upload | None = None,
) -> Attachment:
    """Whoever was asked for evidence adds a piece of it to an answer that they were asked for."""
    rules.can_add_evidence(actor, delegation).or_raise()
    if not delegation.covers(place):
        raise Refused(_("You were not asked this question."))
    institution = delegation.assessment.institution
    # They may keep this one piece: for the moment, and for nothing else.
    lent = replace(actor, grants=frozenset({(institution.pk, Capability.KEEP_EVIDENCE)}))
    piece = evidence.add_evidence(actor=lent, institution=institution, kind=kind, draft=draft, upload=upload)
    return attach(actor=actor, assessment=delegation.assessment, place=place, evidence=piece, delegation=delegation)


def _chosen(assessment: Assessment, section: str, questions: Sequence[str]) -> list[str]:
    """The keys of the chosen questions in the form's order, each one of the section and free to be asked for."""
    asks = assessment.response.form.asks if assessment.response else None
    found = asks.section(section) if asks else None
    if found is None:
        raise Refused(_("This form has no such section."))
    chosen = [one for one in found.questions if one.key in questions and one.kind != Kind.PART]
    if not chosen:
        raise Refused(_("Choose at least one question."), "questions")
    for open_one in assessment.delegations.all().open().filter(section=section):
        both = next((one for one in chosen if one.key in open_one.questions), None)
        if both is not None:
            told = _("%(name)s was asked “%(question)s” already. Take that request back first.")
            raise Refused(told % {"name": open_one.name, "question": both.ask}, "questions")
    return [one.key for one in chosen]


def _fresh_link(actor: Actor, delegation: Delegation) -> str:
    if delegation.held is None:
        raise Refused(_("Their link is over. Take this back, and ask them anew."))
    return accounts.renew_pass(actor=actor, held=delegation.held)


def _end_pass(actor: Actor, delegation: Delegation) -> None:
    if delegation.held is not None and delegation.held.is_open:
        accounts.revoke_pass(actor=actor, held=delegation.held)


def _step(actor: Actor, delegation: Delegation, what: DelegationState, words: str) -> None:
    DelegationStep.objects.create(delegation=delegation, what=what, words=words, by=actor.key)
    audit.record(actor, f"delegation.{what}", delegation, section=delegation.section)


@transaction.atomic
def remind(*, actor: Acting, before: timedelta) -> int:
    """Remind whoever still has something that is wanted within `before`, and once more when the day is over. Gives how
    many were reminded; asking again on the same day reminds nobody twice."""
    day, count = today(), 0
    rows = Delegation.objects.filter(state__in=WITH_THEM, wanted_on__lte=day + before)
    rows = rows.select_related("assessment__institution", "assessment__response__form", "held")
    for delegation in rows.select_for_update(of=("self",)).order_by("pk"):
        wanted = delegation.wanted_on or day
        due = wanted - before if day <= wanted else wanted + timedelta(days=1)
        if delegation.reminded_on is not None and delegation.reminded_on >= due:
            continue
        delegation.reminded_on = day
        delegation.save(update_fields=["reminded_on"])
        audit.record(actor, "delegation.reminded", delegation, section=delegation.section)
        notices.reminder(delegation)
        count += 1
    return count
