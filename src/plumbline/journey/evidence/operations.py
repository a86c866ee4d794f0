"""The verbs of evidence: add, change, withdraw a consent, remove and put back; and what looking at a link found."""

from __future__ import annotations

from io import BytesIO
from typing import Any, BinaryIO, cast

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from plumbline.foundation.clock import now, today
from plumbline.foundation.problems import Overtaken, Refused
from plumbline.foundation.text import clean
from plumbline.institutions.actor import Actor
from plumbline.institutions.models import Institution, Theme
from plumbline.journey.evidence import links, queries, rules
from plumbline.journey.evidence.drafts import EvidenceDraft, Upload
from plumbline.journey.evidence.models import Evidence, Kind, changed_fields
from plumbline.journey.evidence.sniffing import HEAD, kind_of
from plumbline.journey.evidence.states import LINKS, LinkState
from plumbline.journey.evidence.wanting import wanting
from plumbline.platform.audit import operations as audit
from plumbline.platform.files import operations as files
from plumbline.platform.files.models import StoredFile
from plumbline.platform.jobs.operations import enqueue

__all__ = [
    "EvidenceDraft",
    "Upload",
    "add_evidence",
    "change_evidence",
    "check_link",
    "note_link",
    "remove_evidence",
    "restore_evidence",
    "withdraw_consent",
]

CHECK = "evidence.check_link"
SAID = (
    "title", "speaks_of_on", "note", "expires_on", "address", "value", "unit", "quote", "said_by", "said_as",
    "consent_on", "consent_for", "alternative",
)  # fmt: skip
MOVES = {LinkState.ALIVE: "answer", LinkState.CLOSED: "stay_closed", LinkState.DEAD: "die"}


@transaction.atomic
def add_evidence(
    *, actor: Actor, institution: Institution, kind: str, draft: EvidenceDraft, upload: Upload | None = None
) -> Evidence:
    """Keep a piece of evidence. `kind` is one of `Kind`; a file or a photograph comes as `upload`.

    Raises Refused at the field for what its kind wants and the draft does not say, and at "file" for bytes that are
    not what their name says. A link is looked at soon after.
    """
    rules.can_keep_evidence(actor, institution).or_raise()
    if kind not in Kind.values:
        raise Refused(_("Choose what kind of evidence it is."), field="kind")
    said = _said(draft)
    wanting(Kind(kind), said, has_file=upload is not None, on=today()).or_raise()
    Institution.objects.select_for_update().get(pk=institution.pk)  # one at a time: numbers are counted
    last = institution.evidence.aggregate(last=Max("number"))["last"] or 0
    evidence = Evidence(institution=institution, number=last + 1, kind=kind, added_by=actor.key, **said)
    evidence.file = _stored(actor, evidence, upload)
    evidence.save()
    audit.record(actor, "evidence.added", evidence, kind=str(kind), number=evidence.number)
    _look_soon(evidence)
    return evidence


@transaction.atomic
def change_evidence(
    *, actor: Actor, evidence: Evidence, draft: EvidenceDraft, upload: Upload | None = None, seen: str = ""
) -> None:
    """Say something else of it, or give it another file; the old file is erased. `seen` is the `changed_at` (ISO) that
    the writer started from; refused where somebody else has changed it since. Another address is looked at anew."""
    current = _held(evidence)
    rules.can_change_evidence(actor, current).or_raise()
    if seen and current.changed_at.isoformat() != seen:
        told = _("Somebody changed this while you were writing. Open it in another tab, compare, and save again.")
        raise Overtaken(told, "title", seen=current.changed_at.isoformat())
    said = _said(draft)
    wanting(Kind(current.kind), said, has_file=True, on=today()).or_raise()
    before = {name: getattr(current, name) for name in said}
    for name, value in said.items():
        setattr(current, name, value)
    old = current.file
    current.file = _stored(actor, current, upload) or old
    changed = changed_fields(before, current)
    if not changed and current.file == old:
        return
    current.changed_at = now()
    current.save()
    if old is not None and current.file != old:
        files.erase(actor=actor, file=old, scope=current.audit_scope)
    audit.record(actor, "evidence.changed", current, number=current.number, fields=", ".join(changed))
    if "address" in changed:
        LINKS.apply("point_elsewhere", current, link_problem="", link_checked_at=None, dead_since=None)
        _look_soon(current)
    evidence.refresh_from_db()


@transaction.atomic
def withdraw_consent(*, actor: Actor, evidence: Evidence) -> None:
    """The person who was quoted has taken their consent back: the words and the name go for good, here and wherever
    this is shown; that there was a testimonial, and until when, stays."""
    current = _held(evidence)
    rules.can_withdraw_consent(actor, current).or_raise()
    current.quote = current.said_by = current.said_as = current.note = ""
    current.title = _("A testimonial whose consent was withdrawn")
    current.consent_withdrawn_at = current.changed_at = now()
    current.save()
    audit.record(actor, "evidence.consent_withdrawn", current, number=current.number)
    evidence.refresh_from_db()


@transaction.atomic
def remove_evidence(*, actor: Actor, evidence: Evidence) -> None:
    """Take it out of the lists. What points at it says that it was removed; it can be put back."""
    current = _held(evidence)
    rules.can_remove_evidence(actor, current).or_raise()
    _set_removed(current, now())
    audit.record(actor, "evidence.removed", current, number=current.number)
    evidence.refresh_from_db()


@transaction.atomic
def restore_evidence(*, actor: Actor, evidence: Evidence) -> None:
    """Put it back."""
    current = _held(evidence)
    rules.can_restore_evidence(actor, current).or_raise()
    _set_removed(current, None)
    audit.record(actor, "evidence.restored", current, number=current.number)
    evidence.refresh_from_db()


@transaction.atomic
def check_link(*, actor: Actor, evidence: Evidence) -> None:
    """Have a link looked at now, as a job."""
    rules.can_check_link(actor, evidence).or_raise()
    _look_soon(evidence)


@transaction.atomic
def note_link(*, number: int, address: str, found: links.Found) -> None:
    """Write down what looking at evidence `number` (its primary key) found at `address`. Nothing happens where it has
    gone or points elsewhere since. A dead link keeps the moment of its first failure."""
    evidence = Evidence.objects.all().links().select_for_update().filter(pk=number, address=address).first()
    if evidence is None:
        return
    was_dead = evidence.link_state == LinkState.DEAD
    is_dead = found.state == LinkState.DEAD
    since = (evidence.dead_since or now()) if is_dead else None
    LINKS.apply(
        MOVES[LinkState(found.state)], evidence, link_problem=found.problem, link_checked_at=now(), dead_since=since
    )
    if is_dead != was_dead:
        audit.record(queries.LOOKER, "evidence.link_died" if is_dead else "evidence.link_revived", evidence)


def _said(draft: EvidenceDraft) -> dict[str, Any]:
    """The draft as columns: texts cleaned, themes known and each once."""
    said = {name: getattr(draft, name) for name in SAID}
    said = {name: clean(value) if isinstance(value, str) else value for name, value in said.items()}
    return said | {"themes": [theme for theme in Theme.values if theme in draft.themes]}


def _held(evidence: Evidence) -> Evidence:
    """The row as it is now, locked until the end of the transaction."""
    rows = Evidence.objects.select_related("institution", "file").select_for_update(of=("self",))
    return rows.get(pk=evidence.pk)


def _set_removed(evidence: Evidence, moment: Any) -> None:
    evidence.removed_at = moment
    evidence.changed_at = now()
    evidence.save(update_fields=["removed_at", "changed_at"])


def _stored(actor: Actor, evidence: Evidence, upload: Upload | None) -> StoredFile | None:
    """The file, kept, once its bytes say the same as its name."""
    if upload is None or evidence.kind not in {Kind.FILE, Kind.PHOTO}:
        return None
    content = BytesIO(upload.content) if isinstance(upload.content, bytes) else cast(BinaryIO, upload.content)
    head = content.read(HEAD)
    content.seek(0)
    kind = kind_of(upload.name, head)
    if not head:
        raise Refused(_("This file is empty. Choose the file again."), field="file")
    if kind is None or (evidence.kind == Kind.PHOTO and not kind.is_picture):
        raise Refused(_refusal(evidence.kind), field="file")
    return files.store(
        actor=actor,
        owner="evidence.evidence",
        owner_key=f"{evidence.institution_id}:{evidence.number}",
        name=upload.name,
        content=content,
        keep_until=None,
        scope=evidence.audit_scope,
    )


def _refusal(kind: str) -> str:
    if kind == Kind.PHOTO:
        return _("This is not a picture that can be shown, or not what its name says. Save it as JPEG, PNG or WebP.")
    return _(
        "This file is of a kind that is not taken, or not what its name says. Save it as PDF, Word, Excel, PowerPoint, "
        "OpenDocument, JPEG, PNG, WebP, CSV or text."
    )


def _look_soon(evidence: Evidence) -> None:
    if evidence.kind == Kind.LINK:
        key = f"{evidence.pk}:{now().isoformat()}"
        enqueue(kind=CHECK, key=key, payload={"evidence": evidence.pk, "address": evidence.address})
