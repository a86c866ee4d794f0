"""Secrets that travel by e-mail, and the hashes of them that we keep."""

from __future__ import annotations

import hashlib
import secrets

from django.utils.crypto import salted_hmac


def new_token() -> str:
    """A secret that nobody can guess, fit for an address."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """What we keep of a secret. It is long and random, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def bucket_of(kind: str, value: str) -> str:
    """A keyed hash to count by, from which nobody can read back an address."""
    return salted_hmac(f"plumbline.try.{kind}", value, algorithm="sha256").hexdigest()
