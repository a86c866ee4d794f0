"""How the audit says what was done to self-assessments, and who is told of it."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from plumbline.foundation.pages import whole_address
from plumbline.institutions.queries import members_of
from plumbline.journey.assessments.models import Assessment, Delegation
from plumbline.platform.accounts.models import User
from plumbline.platform.accounts.queries import pass_path
from plumbline.platform.notifications.kinds import How, MessageKind
from plumbline.platform.notifications.operations import queue

SENTENCES = {
    "assessment.taken_in": _("accepted a self-assessment from a document"),
    "assessment.taken_back": _("undid the acceptance of a self-assessment"),
    "answer.corrected": _("corrected an answer"),
    "assessment.begun": _("began a self-assessment (form %(form)s, version %(version)s)"),
    "assessment.discarded": _("threw an empty self-assessment away"),
    "assessment.plans_chosen": _("chose the plans of a self-assessment"),
    "assessment.due_set": _("said when a self-assessment is to be handed in"),
    "guidance.written": _("wrote guidance beside a question"),
    "offer.taken": _("took in what was known already"),
    "attachment.made": _("attached evidence %(evidence)s to an answer"),
    "attachment.captioned": _("changed the caption of evidence %(evidence)s"),
    "attachment.moved": _("moved evidence %(evidence)s within an answer"),
    "attachment.removed": _("took evidence %(evidence)s off an answer"),
    "retrospective.drawn": _("took the retrospective from the plan: %(new)s new, %(fresh)s brought up to date"),
    "retrospective.rated": _("changed a rating in the retrospective"),
    "retrospective.worded": _("worded an explanation in the retrospective"),
    "delegation.asked": _("asked somebody for a part of a self-assessment"),
    "delegation.handed_back": _("handed a part of a self-assessment back"),
    "delegation.returned": _("returned a part of a self-assessment with a comment"),
    "delegation.accepted": _("accepted a part of a self-assessment"),
    "delegation.reminded": _("reminded somebody of what they were asked for"),
    "delegation.taken_back": _("took back what somebody was asked for"),
}


MESSAGES = {
    "assessments.asked": MessageKind(
        event=_("when a lead asks for a part of the self-assessment"),
        recipient=_("whoever is asked"),
        sample=_("Ashmere University asks you: The organisation and its technicians"),
        default=How.AT_ONCE,
        must=True,
    ),
    "assessments.returned": MessageKind(
        event=_("when what was handed back is returned with a comment"),
        recipient=_("whoever was asked"),
        sample=_("Something is missing: The organisation and its technicians"),
        default=How.AT_ONCE,
        must=True,
    ),
    "assessments.reminder": MessageKind(
        event=_("three days before a part is wanted, and when that day is over"),
        recipient=_("whoever was asked"),
        sample=_("Wanted by 1 November 2026: The organisation and its technicians"),
        default=How.AT_ONCE,
        heading=_("What you were asked for"),
    ),
    "assessments.accepted": MessageKind(
        event=_("when what was handed back is accepted"),
        recipient=_("whoever was asked"),
        sample=_("Accepted with thanks: The organisation and its technicians"),
        default=How.AT_ONCE,
        heading=_("What you were asked for"),
    ),
    "assessments.taken_back": MessageKind(
        event=_("when a request for a part is taken back"),
        recipient=_("whoever was asked"),
        sample=_("No longer needed: The organisation and its technicians"),
        default=How.AT_ONCE,
        heading=_("What you were asked for"),
    ),
    "assessments.handed_back": MessageKind(
        event=_("when a part of the self-assessment is handed back"),
        recipient=_("whoever asked for it"),
        sample=_("Read what Wren Halloway handed back: The organisation and its technicians"),
        default=How.AT_ONCE,
        heading=_("Handed back to you"),
        counted=lambda n: ngettext("%(n)d part handed back", "%(n)d parts handed back", n) % {"n": n},
    ),
    "assessments.mentioned": MessageKind(
        event=_("when a comment beside an answer calls somebody by name"),
        recipient=_("whoever is called"),
        sample=_("Ada Quill calls you: How many technicians are there?"),
        default=How.AT_ONCE,
        heading=_("You were called"),
        counted=lambda n: ngettext("%(n)d comment calls you", "%(n)d comments call you", n) % {"n": n},
    ),
}


def asked(delegation: Delegation, token: str, *, from_whom: str) -> None:
    """What is asked, by whom, until when, with the link."""
    said = _said(delegation)
    subject = gettext("%(institution)s asks you: %(section)s") % said
    body = gettext(
        "Hello %(name)s,\n\n%(who)s at %(institution)s asks you to write a part of the self-assessment for the "
        "Technician Commitment: %(section)s.%(until)s%(message)s\n\nOpen it here:\n\n%(address)s\n\n"
        "You need no account. The link opens once, within %(days)s days, and stays open in that browser. What you "
        "write is saved as you type; hand it back when you are done.\n"
    )
    _to_contributor(delegation, "assessments.asked", subject, body % {**said, **_linked(delegation, token, from_whom)})


def returned(delegation: Delegation, token: str, *, words: str, from_whom: str) -> None:
    """What is missing, with a fresh link."""
    said = _said(delegation)
    subject = gettext("Something is missing: %(section)s") % said
    body = gettext(
        "Hello %(name)s,\n\n%(who)s at %(institution)s has read what you wrote, and says:\n\n%(words)s\n\n"
        "Open it again here:\n\n%(address)s\n\nThe link opens once, within %(days)s days, and stays open in that "
        "browser.\n"
    )
    told = {**said, **_linked(delegation, token, from_whom), "words": words}
    _to_contributor(delegation, "assessments.returned", subject, body % told)


def accepted(delegation: Delegation, *, from_whom: str) -> None:
    """Thanks."""
    said = {**_said(delegation), "who": from_whom}
    subject = gettext("Accepted with thanks: %(section)s") % said
    body = gettext("%(who)s at %(institution)s has accepted what you wrote. Your link is over; nothing is left to do.")
    _to_contributor(delegation, "assessments.accepted", subject, body % said)


def taken_back(delegation: Delegation, *, from_whom: str) -> None:
    """They need not."""
    said = {**_said(delegation), "who": from_whom}
    subject = gettext("No longer needed: %(section)s") % said
    body = gettext("%(who)s at %(institution)s does not need this from you any more. What you wrote so far is kept.")
    _to_contributor(delegation, "assessments.taken_back", subject, body % said)


def reminder(delegation: Delegation) -> None:
    """The day on which it is wanted is near, or over."""
    day = date_format(delegation.wanted_on, "j F Y") if delegation.wanted_on else ""
    said = {**_said(delegation), "day": day}
    subject = gettext("Wanted by %(day)s: %(section)s") % said
    body = gettext("%(institution)s still waits for your part of the self-assessment. It is wanted by %(day)s.")
    _to_contributor(delegation, "assessments.reminder", subject, body % said, key=f"{delegation.pk}:{day}:{subject}")


def handed_back(delegation: Delegation) -> None:
    """To whoever asked; to the leads where that person has left."""
    said = _said(delegation)
    subject = gettext("Read what %(name)s handed back: %(section)s") % said
    for user in _askers(delegation):
        queue(
            recipient=user.key,
            address=user.email,
            kind="assessments.handed_back",
            subject=subject,
            body=gettext("Accept it, or return it with a comment."),
            key=f"{delegation.pk}:{delegation.changed_at.isoformat()}:{user.pk}",
            about=delegation.audit_key,
            path=delegation.get_absolute_url(),
            act=gettext("Read it"),
        )


def mentioned(
    assessment: Assessment, *, keys: Iterable[str], comment: int, words: str, question: str, path: str, from_whom: str
) -> None:
    """To everybody whom comment number `comment` calls. `keys`: "user:12"."""
    numbers = [int(key.removeprefix("user:")) for key in keys if key.startswith("user:")]
    for user in User.objects.filter(pk__in=numbers, is_active=True):
        queue(
            recipient=user.key,
            address=user.email,
            kind="assessments.mentioned",
            subject=gettext("%(who)s calls you: %(question)s") % {"who": from_whom, "question": question},
            body=words,
            key=f"{comment}:{user.pk}",
            about=assessment.audit_key,
            path=path,
            act=gettext("Answer"),
        )


def _to_contributor(delegation: Delegation, kind: str, subject: str, body: str, *, key: str = "") -> None:
    held = delegation.held
    queue(
        recipient=held.key if held else f"link:{delegation.pk}",
        address=delegation.email,
        kind=kind,
        subject=subject,
        body=body,
        key=key or f"{delegation.pk}:{delegation.changed_at.isoformat()}",
        about=delegation.audit_key,
        path=delegation.contributor_address,
        act=gettext("Open it"),
    )


def _said(delegation: Delegation) -> dict[str, str]:
    asks = delegation.assessment.response.form.asks if delegation.assessment.response else None
    section = asks.section(delegation.section) if asks else None
    return {
        "name": delegation.name,
        "institution": delegation.assessment.institution.name,
        "section": section.title if section else delegation.section,
    }


def _linked(delegation: Delegation, token: str, from_whom: str) -> dict[str, str]:
    until = ""
    if delegation.wanted_on:
        until = " " + gettext("It is wanted by %(day)s.") % {"day": date_format(delegation.wanted_on, "j F Y")}
    return {
        "who": from_whom or gettext("Somebody"),
        "until": until,
        "message": f"\n\n{delegation.message}" if delegation.message else "",
        "address": whole_address(pass_path(token)),
        "days": str(delegation.held.link_days if delegation.held else ""),
    }


def _askers(delegation: Delegation) -> list[User]:
    people = list(members_of(delegation.assessment.institution))
    asker = [row.user for row in people if row.user.key == delegation.asked_by]
    leads = [row.user for row in people if row.role == "lead"]
    return asker[:1] or list({user.pk: user for user in leads}.values())
