"""Finding people and invitations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from plumbline.foundation.clock import now
from plumbline.foundation.tokens import hash_of
from plumbline.platform.accounts.models import (
    Invitation,
    Pass,
    PassLink,
    PassSession,
    SignInLink,
    User,
    plain_address,
)


def user_by_email(email: str) -> User | None:
    """The person with this address, however it is typed."""
    return User.objects.filter(email=plain_address(email)).first()


def open_invitation(token: str) -> Invitation | None:
    """The invitation that this secret opens, if it can still be accepted."""
    invitation = Invitation.objects.filter(token_hash=hash_of(token)).first()
    return invitation if invitation is not None and invitation.is_open else None


def open_link(token: str) -> SignInLink | None:
    """The sign-in link that this secret opens, if it can still be used."""
    link = SignInLink.objects.filter(token_hash=hash_of(token), user__is_active=True).first()
    return link if link is not None and link.is_open else None


def names_of(keys: Iterable[str]) -> dict[str, str]:
    """What to call the people behind "user:…" and "link:…" keys; keys that are nobody's are left out."""
    wanted = set(keys)
    people, holders = _numbers("user:", wanted), _numbers("link:", wanted)
    names = {user.key: user.get_short_name() for user in User.objects.filter(pk__in=people)} if people else {}
    if holders:
        names |= {held.key: held.said_name for held in Pass.objects.filter(pk__in=holders)}
    return names


def people_of(keys: Iterable[str]) -> dict[str, User]:
    """The open accounts behind "user:…" keys; keys that are nobody's are left out."""
    people = _numbers("user:", set(keys))
    return {user.key: user for user in User.objects.filter(pk__in=people, is_active=True)} if people else {}


def pass_by_key(key: str) -> Pass | None:
    """The pass behind "link:7", open or not."""
    return Pass.objects.filter(pk__in=_numbers("link:", {key})).first()


COOKIE = "pass-"
MOST_COOKIES = 40


@dataclass(frozen=True, slots=True)
class Holding:
    """What a browser holds of one purpose at one place: the newest pass, and its holder's others of that kind."""

    key: str
    name: str
    email: str
    purpose: str
    scope: str
    subjects: frozenset[str]
    until: datetime

    def covers(self, subject: str) -> bool:
        """Is it for this thing?"""
        return subject in self.subjects


def pass_path(token: str) -> str:
    """Where the secret of a pass is opened."""
    return f"/pass/{token}/"


def pass_link(token: str) -> PassLink | None:
    """The link behind a secret, open or not."""
    return PassLink.objects.select_related("held").filter(token_hash=hash_of(token)).first()


def holding(cookies: Mapping[str, str], *, scope: str, purpose: str) -> Holding | None:
    """What the browser with these cookies holds of `purpose` within `scope` now, or None. Where two people opened
    theirs in one browser, the one who came last."""
    rows = list(
        _sessions(cookies).filter(held__scope=scope, held__purpose=purpose).order_by("-begun_at", "-pk")
    )  # fmt: skip
    if not rows:
        return None
    own = [row for row in rows if row.held.email == rows[0].held.email]
    newest = own[0].held
    return Holding(
        key=newest.key,
        name=newest.said_name,
        email=newest.email,
        purpose=purpose,
        scope=scope,
        subjects=frozenset(subject for row in own for subject in row.held.subjects),
        until=max(row.ends_at for row in own),
    )


def holds(cookies: Mapping[str, str], held: Pass) -> bool:
    """Has this browser opened this pass, and is it still open?"""
    return _sessions(cookies).filter(held=held).exists()


def passes_of(scope: str) -> QuerySet[Pass]:
    """Every pass within a scope, newest first."""
    return Pass.objects.filter(scope=scope).order_by("-issued_at", "-pk")


def open_passes_for(email: str) -> QuerySet[Pass]:
    """The passes that hold for an address now, newest first."""
    rows = Pass.objects.filter(email=plain_address(email), revoked_at=None, ends_at__gt=now())
    return rows.order_by("-issued_at", "-pk")


def _sessions(cookies: Mapping[str, str]) -> QuerySet[PassSession]:
    secrets = [value for name, value in cookies.items() if name.startswith(COOKIE)][:MOST_COOKIES]
    return PassSession.objects.select_related("held").filter(
        secret_hash__in=[hash_of(secret) for secret in secrets],
        ends_at__gt=now(),
        held__revoked_at=None,
        held__ends_at__gt=now(),
    )


def _numbers(prefix: str, keys: Iterable[str]) -> set[int]:
    rests = (key.removeprefix(prefix) for key in keys if key.startswith(prefix))
    return {int(rest) for rest in rests if rest.isdecimal() and len(rest) < 19}
