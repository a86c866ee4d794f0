"""What tries to sign in are counted by."""

from __future__ import annotations

from django.utils.crypto import salted_hmac


def bucket_of(kind: str, value: str) -> str:
    """A keyed hash to count by, from which nobody can read back an address."""
    return salted_hmac(f"plumbline.try.{kind}", value, algorithm="sha256").hexdigest()
