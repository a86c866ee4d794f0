"""Secrets that travel by e-mail or in an address, and the hashes of them that we keep."""

from __future__ import annotations

import hashlib
import secrets


def new_token() -> str:
    """A secret that nobody can guess, fit for an address."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """What we keep of a secret. It is long and random, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
