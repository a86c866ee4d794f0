"""Identifying columns, encrypted at rest where the operator gives a key; and the pseudonyms that stand for people.

`PLUMBLINE_STAFF_KEYS` holds one or more secrets, separated by commas: the first seals, all of them open, so that a key
can be changed without a moment in which nothing can be read. Without one, values are stored as they are."""

from __future__ import annotations

import base64
import functools
import hashlib
import hmac
import os
from datetime import date
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

if TYPE_CHECKING:
    CharField = models.CharField[Any, Any]
    TextField = models.TextField[Any, Any]
else:
    CharField, TextField = models.CharField, models.TextField  # Django's own class takes no parameters while it runs

SEALED = "s1:"
NONCE = 12


class CannotOpen(RuntimeError):  # noqa: N818 (a state of the keys)
    """A sealed value whose key is not among those given: the operator changed or lost it."""


@functools.lru_cache(maxsize=8)
def _ciphers(keys: tuple[str, ...]) -> tuple[AESGCM, ...]:
    return tuple(AESGCM(hashlib.sha256(b"plumbline staff " + key.encode()).digest()) for key in keys)


def is_sealing() -> bool:
    """Whether the operator has given a key."""
    return bool(settings.PLUMBLINE_STAFF_KEYS)


def seal(plain: str) -> str:
    """The text as it is stored: sealed with the first key, or as it is where there is none."""
    ciphers = _ciphers(tuple(settings.PLUMBLINE_STAFF_KEYS))
    if not ciphers or not plain:
        return plain
    nonce = os.urandom(NONCE)
    return SEALED + base64.b64encode(nonce + ciphers[0].encrypt(nonce, plain.encode(), None)).decode()


def unseal(stored: str) -> str:
    """The text again. Raises CannotOpen where no key fits."""
    if not stored.startswith(SEALED):
        return stored
    raw = base64.b64decode(stored[len(SEALED) :])
    for cipher in _ciphers(tuple(settings.PLUMBLINE_STAFF_KEYS)):
        try:
            return cipher.decrypt(raw[:NONCE], raw[NONCE:], None).decode()
        except InvalidTag:
            continue
    raise CannotOpen("No key in PLUMBLINE_STAFF_KEYS opens what is stored about staff. Put the earlier key back.")


class SealedCharField(CharField):
    """Text that is sealed in the database and plain in Python. It cannot be searched."""

    def get_prep_value(self, value: Any) -> Any:
        return value if value is None else seal(str(value))

    def from_db_value(self, value: str | None, *_: object) -> str | None:
        return value if value is None else unseal(value)


class SealedTextField(TextField):
    """Long text that is sealed in the database and plain in Python."""

    def get_prep_value(self, value: Any) -> Any:
        return value if value is None else seal(str(value))

    def from_db_value(self, value: str | None, *_: object) -> str | None:
        return value if value is None else unseal(value)


class SealedDateField(CharField):
    """A day that is sealed in the database and a date in Python; None where it is not known."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 100, "blank": True, "default": None, "null": True} | kwargs)

    def get_prep_value(self, value: Any) -> Any:
        return seal_day(value)

    def from_db_value(self, value: str | None, *_: object) -> date | None:
        return unseal_day(value)

    def to_python(self, value: Any) -> Any:
        return value if value is None or isinstance(value, date) else unseal_day(str(value))


def seal_day(day: date | None) -> str | None:
    """A day as it is stored."""
    return None if day is None else seal(day.isoformat())


def unseal_day(stored: str | None) -> date | None:
    """A stored day."""
    return date.fromisoformat(unseal(stored)) if stored else None


def pseudonym(salt: bytes, said: str) -> int:
    """The number that stands for what HR calls somebody (or something): the same for the same words, and nobody can
    come back from it without the institution's salt. 63 bits: with ten million people the chance that two share one
    is 1 in 180,000."""
    return int.from_bytes(hmac.digest(salt, said.encode(), "sha256")[:8], "big") >> 1
