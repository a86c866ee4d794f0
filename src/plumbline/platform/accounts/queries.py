"""Finding people and invitations."""

from __future__ import annotations

from collections.abc import Iterable

from plumbline.platform.accounts.models import Invitation, SignInLink, User, plain_address
from plumbline.platform.accounts.tokens import hash_of


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
    """What to call the people behind "user:…" keys; keys that are nobody's are left out."""
    numbers = {int(key[5:]) for key in keys if key.startswith("user:") and key[5:].isdigit()}
    return {user.key: user.get_short_name() for user in User.objects.filter(pk__in=numbers)}
