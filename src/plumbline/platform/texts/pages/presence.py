"""Who else is here: said every few seconds by the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.foundation.acting import Acting
from plumbline.platform.texts import operations, queries
from plumbline.platform.texts.models import Text

MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class Here:
    """A place for the tag `{% presence %}`. `name` is what others read of this person; `may_see_names` says whether
    this person reads the names of others, or only how many there are. `others`: who was there when the page was made.
    """

    place: str
    address: str
    actor: Acting
    name: str
    may_see_names: bool = True
    others: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """Who else is here, in words."""
        return said(self.others, may_see_names=self.may_see_names)


def here(*, place: str, address: str, actor: Acting, name: str, may_see_names: bool = True) -> Here:
    """The place as it is when a page is made: one query."""
    return Here(place, address, actor, name, may_see_names, _others(place, actor))


def here_page(request: HttpRequest, place: Here, texts: Iterable[Text] = ()) -> JsonResponse:
    """The beat of a page, by POST: this person is here, or has gone (`gone=yes`). Gives who else is, in words, and
    which version of each of `texts` stands now."""
    if request.method != "POST":
        return JsonResponse({}, status=405)
    if request.POST.get("gone") == "yes":
        operations.leave(actor=place.actor, place=place.place)
        return JsonResponse({})
    operations.be_here(actor=place.actor, place=place.place, name=place.name)
    others = said(_others(place.place, place.actor), may_see_names=place.may_see_names)
    return JsonResponse({"others": others, "numbers": {str(text.pk): text.number for text in texts}})


def said(others: tuple[str, ...], *, may_see_names: bool) -> str:
    """ "Bea Fell is here too." """
    if not others:
        return ""
    if not may_see_names:
        return ngettext("%(count)s other person is here.", "%(count)s other people are here.", len(others)) % {
            "count": len(others)
        }
    if len(others) == 1:
        return _("%(name)s is here too.") % {"name": others[0]}
    if len(others) <= MOST_NAMES:
        return _("%(names)s and %(last)s are here too.") % {"names": ", ".join(others[:-1]), "last": others[-1]}
    return _("%(names)s and %(count)s others are here too.") % {
        "names": ", ".join(others[:2]),
        "count": len(others) - 2,
    }


def _others(place: str, actor: Acting) -> tuple[str, ...]:
    return tuple(one.name or _("Somebody") for one in queries.who_is_here(place) if one.by != actor.key)
