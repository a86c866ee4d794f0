"""What evidence pages put into components: a pure calculation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from plumbline.foundation.clock import HOME
from plumbline.journey.evidence.models import Evidence, Kind
from plumbline.journey.evidence.states import LinkState

SOON = 60
"""Days before its last good day from which on a piece is said to expire."""

KINDS: dict[str, tuple[Promise, Promise]] = {
    Kind.FIGURE: (
        gettext_lazy("A figure"),
        gettext_lazy("A number with what it counts and the day as at which it was counted."),
    ),
    Kind.LINK: (gettext_lazy("A link"), gettext_lazy("A page on the web. It is looked at every week.")),
    Kind.FILE: (
        gettext_lazy("A file"),
        gettext_lazy("A report, minutes, a chart, a spreadsheet. Only people of the institution can open it."),
    ),
    Kind.TESTIMONIAL: (
        gettext_lazy("A testimonial"),
        gettext_lazy("What somebody said, with their consent, which they may take back at any time."),
    ),
    Kind.PHOTO: (gettext_lazy("A photograph"), gettext_lazy("With a sentence that says what it shows.")),
}

PROBLEMS: dict[str, Promise] = {
    "scheme": gettext_lazy("it leads to something that is not a web page"),
    "name": gettext_lazy("no server has this name"),
    "private": gettext_lazy("it leads to a private network, which is never looked at from here"),
    "silent": gettext_lazy("nothing answers"),
    "tls": gettext_lazy("its certificate cannot be trusted"),
    "gone": gettext_lazy("the server says that there is no such page"),
    "status": gettext_lazy("the server answers with an error"),
    "circle": gettext_lazy("it sends visitors on again and again"),
    "nonsense": gettext_lazy("the address cannot be followed"),
}


@dataclass(frozen=True, slots=True)
class Sign:
    """Something to know of a piece before using it: words, colour and shape for a tag, and a sentence beside it."""

    words: str
    colour: str
    icon: str = ""
    text: str = ""


def signs_of(evidence: Evidence, on: date) -> list[Sign]:
    """What is wrong with it or will soon be, the worst first; nothing where all is well."""
    found = []
    if evidence.is_removed:
        found.append(Sign(_("Removed"), "grey", "bar"))
    if evidence.consent_withdrawn_at:
        day = said_day(evidence.consent_withdrawn_at.astimezone(HOME).date())
        found.append(Sign(_("Consent withdrawn on %(day)s") % {"day": day}, "red", "bar"))
    if evidence.link_state == LinkState.DEAD and evidence.dead_since:
        day = said_day(evidence.dead_since.astimezone(HOME).date())
        why = str(PROBLEMS.get(evidence.link_problem, ""))
        found.append(Sign(_("Dead since %(day)s") % {"day": day}, "red", "warning", why))
    if evidence.is_expired(on) and evidence.expires_on:
        found.append(Sign(_("Out of date since %(day)s") % {"day": said_day(evidence.expires_on)}, "amber", "warning"))
    elif evidence.expires_on and (left := (evidence.expires_on - on).days) <= SOON:
        words = ngettext("Good for %(n)d more day", "Good for %(n)d more days", left) if left else _("Good until today")
        found.append(Sign(words % {"n": left} if left else words, "grey"))
    return found


def facts_of(evidence: Evidence) -> list[dict[str, object]]:
    """Rows of a summary list: what is said of it, without what its kind does not have."""
    consent = said_day(evidence.consent_on) if evidence.consent_on else ""
    told = [
        (_("Who said it"), ", ".join(part for part in (evidence.said_by, evidence.said_as) if part)),
        (_("Consent given"), consent),
        (_("Consent is for"), evidence.consent_for),
        (_("What it shows, in words"), evidence.alternative),
        (_("Last good day"), said_day(evidence.expires_on) if evidence.expires_on else ""),
        (_("Note"), evidence.note),
    ]
    return [{"key": name, "value": words} for name, words in told if words]


def said_day(day: date) -> str:
    """1 November 2026."""
    return date_format(day, "j F Y")
