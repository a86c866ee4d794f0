"""Passes: a link with one purpose for somebody without a standing account. Issue, renew, open, revoke."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from plumbline.foundation.acting import Acting
from plumbline.foundation.clock import now
from plumbline.foundation.problems import Refused
from plumbline.foundation.tokens import hash_of, new_token
from plumbline.platform.accounts import notices
from plumbline.platform.accounts.models import Pass, PassLink, PassSession
from plumbline.platform.accounts.operations.signing import checked_address, count_tries
from plumbline.platform.accounts.rules import can_ask_fresh_link
from plumbline.platform.audit.operations import record

KEEP_OVER = timedelta(days=730)  # so that a history can still say by name whose link it was


@transaction.atomic
def issue_pass(
    *,
    actor: Acting,
    purpose: str,
    scope: str,
    subjects: Iterable[str],
    name: str,
    email: str,
    what: str,
    address: str,
    from_whom: str = "",
    link_days: int = 14,
    session_days: int = 14,
) -> tuple[Pass, str]:
    """A pass for whoever reads `email`, and the secret of its first link, which is kept nowhere but in the message
    that the calling room now sends (`queries.pass_path(token)` is where it is opened).

    `purpose` ("room.verb") is what `pass_page` asks for, `scope` whose pages it opens ("tenant:7"), `subjects` the
    keys of the things that it is for. `what` says in words what it opens, `address` is the page that opening leads to.
    The link works `link_days`; the session that it opens lasts `session_days`. Raises `Refused` for a bad address."""
    held = Pass.objects.create(
        purpose=purpose,
        scope=scope,
        subjects=sorted(set(subjects)),
        name=" ".join(name.split())[:200],
        email=checked_address(email),
        what=what,
        address=address,
        from_whom=from_whom[:200],
        link_days=link_days,
        session_days=session_days,
        issued_by=actor.key,
        ends_at=now() + timedelta(days=link_days + session_days),
    )
    record(actor, "pass.issued", held, purpose=purpose)
    return held, _new_link(held)


@transaction.atomic
def renew_pass(*, actor: Acting, held: Pass, subjects: Iterable[str] | None = None) -> str:
    """The secret of one more link to a pass that was not revoked; it then holds as long as a new one would, and for
    `subjects` where they are given. Links that are out already go on working."""
    held = Pass.objects.select_for_update().get(pk=held.pk)
    if held.revoked_at is not None:
        raise Refused(_("This link was ended. Issue a new one instead."))
    held.ends_at = max(held.ends_at, now() + timedelta(days=held.link_days + held.session_days))
    if subjects is not None:
        held.subjects = sorted(set(subjects))
    held.save(update_fields=["ends_at", "subjects"])
    record(actor, "pass.renewed", held, purpose=held.purpose)
    return _new_link(held)


@transaction.atomic
def change_subjects(*, actor: Acting, held: Pass, subjects: Iterable[str]) -> None:
    """The pass is for these things from now on, for whoever has it open as well."""
    wanted = sorted(set(subjects))
    if held.subjects != wanted:
        held.subjects = wanted
        held.save(update_fields=["subjects"])
        record(actor, "pass.changed", held, purpose=held.purpose)


@transaction.atomic
def open_pass(*, token: str) -> tuple[Pass, str]:
    """Use a link up. Gives its pass and the secret that this one browser keeps; raises `Refused` for a link that was
    used, is too old, was ended, or never was."""
    link = PassLink.objects.select_related("held").filter(token_hash=hash_of(token)).first()
    if link is None or not link.is_open or not _use_up(link):
        raise Refused(_("This link does not work any more."))
    secret = new_token()
    ends_at = min(link.held.ends_at, now() + timedelta(days=link.held.session_days))
    PassSession.objects.create(held=link.held, secret_hash=hash_of(secret), ends_at=ends_at)
    Pass.objects.filter(pk=link.held.pk, opened_at=None).update(opened_at=now())
    record(link.held, "pass.opened", link.held, purpose=link.held.purpose)
    return link.held, secret


@transaction.atomic
def revoke_pass(*, actor: Acting, held: Pass) -> None:
    """End a pass at once: its links open nothing, and whoever has it open loses it with the next press."""
    if Pass.objects.filter(pk=held.pk, revoked_at=None).update(revoked_at=now(), revoked_by=actor.key) != 1:
        raise Refused(_("This link was ended already."))
    PassSession.objects.filter(held=held).delete()
    record(actor, "pass.revoked", held, purpose=held.purpose)


@transaction.atomic
def ask_fresh_link(*, token: str, place: str) -> None:
    """Send a fresh link to the address that an old link went to, if its pass still holds; say nothing either way."""
    can_ask_fresh_link(token=token, place=place).or_raise()
    count_tries(("fresh", token), ("place", place))
    link = PassLink.objects.select_related("held").filter(token_hash=hash_of(token)).first()
    if link is None or not link.held.is_open:
        return
    record(link.held, "pass.fresh_link_sent", link.held, purpose=link.held.purpose)
    notices.fresh_link(link.held, _new_link(link.held))


def purge_passes() -> None:
    """Forget links and sessions that are of no use any more, and passes that ended long ago."""
    PassSession.objects.filter(ends_at__lt=now()).delete()
    Pass.objects.filter(ends_at__lt=now() - KEEP_OVER).delete()  # and its links, which could still ask for a fresh one


def _new_link(held: Pass) -> str:
    token = new_token()
    PassLink.objects.create(
        held=held, token_hash=hash_of(token), expires_at=min(held.ends_at, now() + timedelta(days=held.link_days))
    )
    return token


def _use_up(link: PassLink) -> bool:
    """True for the first who comes, and for nobody after."""
    return PassLink.objects.filter(pk=link.pk, used_at=None).update(used_at=now()) == 1
