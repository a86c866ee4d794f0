"""What a kind of evidence wants to be told, and what it is not told: a pure calculation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from plumbline.foundation.verdicts import Allowed, Denied, Verdict
from plumbline.journey.evidence.models import Kind

LONGEST = {"title": 300, "unit": 120, "said_by": 200, "said_as": 200, "consent_for": 500, "address": 2000}
LONGEST_TEXT = 20_000
MOST = 10**14


def wanting(kind: Kind, said: Mapping[str, Any], *, has_file: bool, on: date) -> Verdict:
    """Allowed where everything is said that a piece of that kind wants; else the first thing that is not, at its
    field. `said`: the columns of the draft."""
    return next(_faults(kind, said, has_file=has_file, on=on), Allowed())


def _faults(kind: Kind, said: Mapping[str, Any], *, has_file: bool, on: date) -> Iterator[Verdict]:
    if not said["title"]:
        yield Denied(_("Give it a title by which others will find it."), "title")
    if said["speaks_of_on"] is None:
        yield Denied(_("Say which day it speaks of, such as 31 July 2026. It need not be today."), "speaks_of_on")
    elif kind == Kind.FIGURE and said["speaks_of_on"] > on:
        yield Denied(_("A figure is counted as at a day that has been. This day is still to come."), "speaks_of_on")
    if said["expires_on"] and said["speaks_of_on"] and said["expires_on"] < said["speaks_of_on"]:
        yield Denied(_("Its last good day is before the day that it speaks of."), "expires_on")
    if has_file is False and kind in {Kind.FILE, Kind.PHOTO}:
        yield Denied(_("Choose the file."), "file")
    yield from {
        Kind.LINK: _link,
        Kind.FIGURE: _figure,
        Kind.TESTIMONIAL: _testimonial,
        Kind.PHOTO: _photo,
        Kind.FILE: _nothing,
    }[kind](said)
    yield from _too_long(said)


def _nothing(_said: Mapping[str, Any]) -> Iterator[Verdict]:
    yield from ()


def _link(said: Mapping[str, Any]) -> Iterator[Verdict]:
    try:
        parts = urlsplit(said["address"])
        is_web = parts.scheme in {"http", "https"} and "." in (parts.hostname or "") and not parts.username
        _port = parts.port
    except ValueError:
        is_web = False
    if not is_web or any(letter.isspace() for letter in said["address"]):
        yield Denied(_("Enter a web address that begins with https:// or http://, such as https://example.org/page."),
                     "address")  # fmt: skip


def _figure(said: Mapping[str, Any]) -> Iterator[Verdict]:
    if said["value"] is None:
        yield Denied(_("Enter the number, such as 5,985 or 12.5."), "value")
    elif abs(said["value"]) >= MOST:
        yield Denied(_("This number is too large to keep. Check it, or count in thousands."), "value")
    if not said["unit"]:
        yield Denied(_("Say what the number counts, such as technicians, or per cent of staff."), "unit")


def _testimonial(said: Mapping[str, Any]) -> Iterator[Verdict]:
    if not said["quote"]:
        yield Denied(_("Write what was said."), "quote")
    if not said["said_by"]:
        yield Denied(_("Say who said it."), "said_by")
    if said["consent_on"] is None:
        yield Denied(_("Say on which day the person agreed. Ask them first, if you have not."), "consent_on")
    if not said["consent_for"]:
        yield Denied(_("Say what they agreed to, such as “in the self-assessment and on the website”."), "consent_for")


def _photo(said: Mapping[str, Any]) -> Iterator[Verdict]:
    if not said["alternative"]:
        yield Denied(_("Say in a sentence what the photograph shows, for people who cannot see it."), "alternative")


def _too_long(said: Mapping[str, Any]) -> Iterator[Verdict]:
    for name, value in said.items():
        most = LONGEST.get(name, LONGEST_TEXT)
        if isinstance(value, str) and len(value) > most:
            told = _("This is %(length)s characters long; the most that fits is %(most)s.")
            yield Denied(told % {"length": f"{len(value):,}", "most": f"{most:,}"}, name)
