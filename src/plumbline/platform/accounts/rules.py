"""How many tries to sign in, and how many links, are allowed."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from plumbline.foundation.clock import now
from plumbline.foundation.verdicts import Allowed, Denied, Verdict
from plumbline.platform.accounts.models import Try, plain_address
from plumbline.platform.accounts.tokens import bucket_of

WINDOW = timedelta(minutes=15)
TRIES_PER_ACCOUNT = 8
TRIES_PER_PLACE = 60
LINKS_PER_ACCOUNT = 5
FRESH_PER_LINK = 2


def can_try(*, email: str, place: str) -> Verdict:
    """May somebody at network address `place` try (again) to sign in as `email`? Counts the same whether or not
    there is such an account, so the answer gives nothing away."""
    return _within(("account", plain_address(email), TRIES_PER_ACCOUNT), ("place", place, TRIES_PER_PLACE))


def can_ask_link(*, email: str, place: str) -> Verdict:
    """May somebody ask for (another) sign-in link?"""
    return _within(("link", plain_address(email), LINKS_PER_ACCOUNT), ("place", place, TRIES_PER_PLACE))


def can_ask_fresh_link(*, token: str, place: str) -> Verdict:
    """May whoever holds this link, good or not, ask for a fresh one?"""
    return _within(("fresh", token, FRESH_PER_LINK), ("place", place, TRIES_PER_PLACE))


def _within(*limits: tuple[str, str, int]) -> Verdict:
    for kind, value, most in limits:
        if value and Try.objects.filter(bucket=bucket_of(kind, value), at__gt=now() - WINDOW).count() >= most:
            return Denied(_("There were too many tries. Wait 15 minutes, then try again."))
    return Allowed()
