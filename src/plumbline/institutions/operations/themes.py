"""How the themes are worded: the secretariat's to say, version after version."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from plumbline.foundation.clock import today
from plumbline.foundation.problems import Refused
from plumbline.foundation.text import clean
from plumbline.institutions import rules
from plumbline.institutions.actor import Actor
from plumbline.institutions.models import Source, Theme, ThemeWording
from plumbline.platform.audit.operations import record

LONGEST = 1_000


@transaction.atomic
def word_theme(
    *,
    actor: Actor,
    theme: str,
    sentence: str,
    since_on: date | None = None,
    source: str = Source.OFFICIAL,
    seen: int | None = None,
) -> ThemeWording:
    """Give a theme another wording from the day `since_on` on (today where none is given). Earlier wordings stay:
    what was written under them was written under them. `seen` is the version that the writer started from (0 for our
    own); refused where there is a newer one. Raises Refused for an empty or the same wording."""
    rules.can_manage_sector(actor).or_raise()
    if theme not in Theme.values:
        raise Refused(_("Choose one of the themes."), field="theme")
    words, newest = " ".join(clean(sentence).split()), _newest(theme)
    _check(words, source, newest, seen)
    version = (ThemeWording.objects.filter(theme=theme).aggregate(last=Max("version"))["last"] or 0) + 1
    wording = ThemeWording.objects.create(
        theme=theme, version=version, sentence=words, source=source, since_on=since_on or today(), written_by=actor.key
    )
    record(actor, "theme.worded", wording, theme=theme, version=version)
    return wording


def _newest(theme: str) -> ThemeWording | None:
    return ThemeWording.objects.filter(theme=theme).select_for_update().order_by("-version").first()


def _check(words: str, source: str, newest: ThemeWording | None, seen: int | None) -> None:
    if not words:
        raise Refused(_("Write the sentence that says what the theme is about."), field="sentence")
    if len(words) > LONGEST:
        told = _("This is %(length)s characters long. A wording has %(limit)s at most.")
        raise Refused(told % {"length": len(words), "limit": LONGEST}, field="sentence")
    if source not in Source.values:
        raise Refused(_("Say whose words these are."), field="source")
    if newest is None:
        return
    if seen is not None and seen != newest.version:
        told = _(
            "Somebody entered version %(version)s meanwhile: “%(sentence)s” Compare, and enter yours if it differs."
        )
        raise Refused(told % {"version": newest.version, "sentence": newest.sentence}, field="sentence")
    if (newest.sentence, newest.source) == (words, source):
        raise Refused(_("This is the wording that stands already."), field="sentence")
