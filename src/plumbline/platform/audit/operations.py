"""Writing an entry: the only verb the audit has."""

from __future__ import annotations

from django.db import models

from plumbline.foundation.acting import Acting
from plumbline.foundation.clock import now
from plumbline.platform.audit.models import Entry
from plumbline.platform.audit.requests import current_request_id


def record(
    actor: Acting, verb: str, subject: models.Model | str, *, scope: str | None = None, **parameters: object
) -> None:
    """Write down that `actor` did `verb` ("noun.done") to `subject`, in the caller's transaction.

    `subject` is a key ("room.noun:7") or a model instance. `scope` is whose history it belongs to; left out, the
    subject's own `audit_scope` is taken. `parameters` must be JSON: keys and numbers, no personal names."""
    if scope is None:
        scope = str(getattr(subject, "audit_scope", ""))
    Entry.objects.create(
        at=now(),
        scope=scope,
        actor=actor.key,
        verb=verb,
        subject=key_of(subject),
        parameters=parameters,
        request_id=current_request_id(),
    )


def key_of(subject: models.Model | str) -> str:
    """How a subject is written down: its own `audit_key`, or "app.model:number"."""
    if isinstance(subject, str):
        return subject
    own = getattr(subject, "audit_key", None)
    return str(own) if own else f"{subject._meta.label_lower}:{subject.pk}"
