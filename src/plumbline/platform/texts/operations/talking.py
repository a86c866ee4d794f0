"""Comments beside a text."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from plumbline.foundation.acting import Acting
from plumbline.foundation.clock import now
from plumbline.foundation.text import clean
from plumbline.platform.audit import operations as audit
from plumbline.platform.texts.models import Comment, Mention
from plumbline.platform.texts.rules import can_comment, can_reopen, can_resolve


@transaction.atomic
def write_comment(
    *, actor: Acting, scope: str, place: str, body: str, mentions: Iterable[str] = (), parent: Comment | None = None,
    name: str = "",
) -> Comment:  # fmt: skip
    """Say something at `place`, or in answer to the thread of `parent`. `mentions` are the keys of the people whom it
    calls: the owning room has checked that they may be called, and tells them. `name` is what to call a writer without
    an account. An answer to an answer belongs to the same thread."""
    if parent is not None:
        parent = Comment.objects.select_for_update(of=("self",)).get(pk=parent.parent_id or parent.pk, place=place)
    can_comment(body, parent).or_raise()
    comment = Comment.objects.create(
        scope=scope, place=place, body=clean(body), by=actor.key, name=name[:200], parent=parent
    )
    Mention.objects.bulk_create(Mention(comment=comment, person=person) for person in dict.fromkeys(mentions))
    audit.record(actor, "comment.written", comment)
    return comment


@transaction.atomic
def resolve_comment(*, actor: Acting, comment: Comment) -> None:
    """The thread needs nothing more."""
    _lock(comment)
    can_resolve(comment).or_raise()
    comment.resolved_at, comment.resolved_by = now(), actor.key
    comment.save(update_fields=["resolved_at", "resolved_by"])
    audit.record(actor, "comment.resolved", comment)


@transaction.atomic
def reopen_comment(*, actor: Acting, comment: Comment) -> None:
    """It does after all."""
    _lock(comment)
    can_reopen(comment).or_raise()
    comment.resolved_at = comment.resolved_by = None
    comment.save(update_fields=["resolved_at", "resolved_by"])
    audit.record(actor, "comment.reopened", comment)


def _lock(comment: Comment) -> None:
    fresh = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    comment.resolved_at, comment.resolved_by = fresh.resolved_at, fresh.resolved_by
