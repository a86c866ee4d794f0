"""The secret address of one's calendar: made, renewed, ended."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from plumbline.foundation.clock import now
from plumbline.foundation.problems import Refused
from plumbline.foundation.tokens import hash_of, new_token
from plumbline.institutions.actor import Actor
from plumbline.journey.plans.models import CalendarAddress
from plumbline.platform.audit import operations as audit


@transaction.atomic
def make_calendar_address(*, actor: Actor) -> str:
    """A new secret for the actor's calendar, to be shown once; the one before stops at once."""
    if actor.user_id is None:
        raise Refused(_("Sign in first."))
    token = new_token()
    made, _new = CalendarAddress.objects.update_or_create(
        user_id=actor.user_id, defaults={"token_hash": hash_of(token), "made_at": now()}
    )
    audit.record(actor, "calendar.made", made)
    return token


@transaction.atomic
def end_calendar_address(*, actor: Actor) -> None:
    """The actor's calendar has no address any more."""
    made = CalendarAddress.objects.filter(user=actor.user_id).first()
    if made is None:
        raise Refused(_("Your calendar has no address."))
    audit.record(actor, "calendar.ended", made)
    made.delete()
