"""Being here: said by the page every few seconds, forgotten soon. No part of any history."""

from __future__ import annotations

from datetime import timedelta

from plumbline.foundation.acting import Acting
from plumbline.foundation.clock import now
from plumbline.platform.texts.models import Presence

FORGET_AFTER = timedelta(hours=1)


def be_here(*, actor: Acting, place: str, name: str) -> None:
    """The actor, called `name`, has `place` open now."""
    Presence.objects.update_or_create(place=place, by=actor.key, defaults={"name": name[:200], "seen_at": now()})


def leave(*, actor: Acting, place: str) -> None:
    """They closed it."""
    Presence.objects.filter(place=place, by=actor.key).delete()


def forget_absent() -> None:
    """Who was where is nobody's business afterwards."""
    Presence.objects.filter(seen_at__lt=now() - FORGET_AFTER).delete()
