"""Reading the audit, and the sentence for an entry in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from plumbline.platform.audit.models import Entry, EntryQuerySet

# verb → a sentence part such as "published the plan", lazily translated; each room's `notices.SENTENCES`,
# collected by config. %(name)s stands for a parameter of that name.
_sentences: dict[str, Any] = {}


def register_sentences(sentences: Mapping[str, Any]) -> None:
    """Learn how a room's verbs are said."""
    _sentences.update(sentences)


def for_scope(scope: str) -> EntryQuerySet:
    """What happened within one scope, newest first."""
    return Entry.objects.all().for_scope(scope)


def about(subject: str) -> EntryQuerySet:
    """What happened to one thing, newest first."""
    return Entry.objects.all().about(subject)


def sentence(entry: Entry) -> str:
    """What was done, in the reader's language, without who did it. A verb that no room explains any more is
    still readable: "plan.action_added" is said as "plan: action added"."""
    said = _sentences.get(entry.verb)
    if said is not None:
        try:
            return str(str(said) % entry.parameters)
        except (KeyError, TypeError, ValueError):  # an old entry without that parameter: fall back to the verb
            pass
    noun, _dot, verb = entry.verb.partition(".")
    return _("%(noun)s: %(verb)s") % {"noun": noun.replace("_", " "), "verb": verb.replace("_", " ")}
