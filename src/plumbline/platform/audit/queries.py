"""Reading the audit, and the sentence for an entry in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from plumbline.platform.audit.models import Entry, EntryQuerySet

# How a verb is said: words such as "published the plan", lazily translated, in which %(name)s stands for a parameter;
# or a function from the entry's parameters to such words, where codes have to become words first.
Sentence = str | Promise | Callable[[Mapping[str, Any]], str]

_sentences: dict[str, Sentence] = {}


def register_sentences(sentences: Mapping[str, Sentence]) -> None:
    """Learn how a room's verbs are said: each room's `notices.SENTENCES`, collected by config."""
    _sentences.update(sentences)


def for_scope(scope: str) -> EntryQuerySet:
    """What happened within one scope, newest first."""
    return Entry.objects.all().for_scope(scope)


def sentence(entry: Entry) -> str:
    """What was done, in the reader's language, without who did it. A verb that no room explains any more is
    still readable: "plan.action_added" is said as "plan: action added"."""
    said = _sentences.get(entry.verb)
    if said is not None:
        with suppress(KeyError, TypeError, ValueError):  # an old entry that lacks a parameter: fall back to the verb
            return said(entry.parameters) if callable(said) else str(str(said) % entry.parameters)
    noun, _dot, verb = entry.verb.partition(".")
    return _("%(noun)s: %(verb)s") % {"noun": noun.replace("_", " "), "verb": verb.replace("_", " ")}
