"""What the header says round every page: places for this audience, the institution one is in, who is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from plumbline.foundation.ui.appearance import chosen
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import Actor
from plumbline.institutions.models import Institution
from plumbline.portal.home.queries import workplaces

NAMED_PLACES = 2  # an actor with more institutions finds them on the page of what needs them


@dataclass(frozen=True, slots=True)
class Link:
    """One place in a row of them; `current` is "page" here, "true" under it, "" elsewhere."""

    words: str
    href: str
    current: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """The workspace that one is in."""

    name: str
    href: str
    sections: list[Link]
    is_named_above: bool = False


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor. Nothing is asked of the database before a template wants it, and pages of errors draw too."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        return {"appearance": chosen(request)}
    places: Any = SimpleLazyObject(partial(workplaces, actor))
    return {
        "appearance": chosen(request),
        "navigation": SimpleLazyObject(lambda: navigation(request.path, actor, list(places))),
        "place": SimpleLazyObject(lambda: sector(request.path, actor) or place(request.path, list(places))),
        "account": SimpleLazyObject(lambda: account(actor, getattr(request.user, "unread", 0))),
    }


def navigation(path: str, actor: Actor, places: list[Institution]) -> list[Link]:
    """The first row: what there is for this audience."""
    links = []
    if actor.kind == "member":
        links.append(_link(path, _("What needs you"), "/home/"))
    if len(places) <= NAMED_PLACES:
        links += [_link(path, institution.name, institution.workspace_address) for institution in places]
    links.append(_link(path, _("Signatories"), "/signatories/"))
    if actor.can(Capability.VIEW_SECTOR) and actor.kind == "member":
        links.append(_link(path, pgettext("the whole programme", "Sector"), "/sector/"))
    return links


def place(path: str, places: list[Institution]) -> Place | None:
    """The second row, in a workspace that the actor may see."""
    slug = path.split("/")[2] if path.startswith("/i/") and path.count("/") > 2 else ""
    institution = next((each for each in places if each.slug == slug), None)
    if institution is None:
        return None
    home = institution.workspace_address
    rooms = [
        (_("Overview"), home),
        (_("My actions"), f"{home}my-actions/"),
        (_("Documents"), f"{home}documents/"),
        (pgettext("of actions", "Plans"), f"{home}plans/"),
        (_("Self-assessment"), f"{home}assessments/"),
        (_("Technicians"), f"{home}staff/"),
        (_("Evidence"), f"{home}evidence/"),
        (_("Dates"), f"{home}dates/"),
        (_("Publication"), f"{home}publication/"),
        (_("People"), f"{home}people/"),
    ]
    at = f"{home}people/…" if path in {f"{home}details/", f"{home}history/"} else path
    sections = [_link(at, words, href, exact=href == home) for words, href in rooms]
    return Place(institution.name, home, sections, is_named_above=len(places) <= NAMED_PLACES)


def sector(path: str, actor: Actor) -> Place | None:
    """The second row on the pages of the whole sector."""
    if not path.startswith("/sector/") or not actor.can(Capability.VIEW_SECTOR):
        return None
    rooms = [
        (_("Overview"), "/sector/"),
        (_("Institutions"), "/sector/institutions/"),
        (_("Dates"), "/sector/dates/"),
        (_("Themes"), "/sector/themes/"),
        (_("Forms"), "/sector/forms/"),
        (_("Board"), "/sector/board/"),
        (_("Sector people"), "/sector/people/"),
        (_("Frameworks"), "/sector/frameworks/"),
    ]
    if actor.can(Capability.MANAGE_SECTOR):
        rooms.append((pgettext("of changes", "History"), "/sector/history/"))
    links = [_link(path, words, href, exact=href == "/sector/") for words, href in rooms]
    return Place(pgettext("the whole programme", "Sector"), "/sector/", links, is_named_above=True)


def account(actor: Actor, unread: int = 0) -> dict[str, Any]:
    """Who is signed in, what is new for them, and the way out; or the way in. A link's holder is only named."""
    if actor.kind == "link":
        return {"holder": actor.name}
    if actor.kind != "member":
        return {"enter": "/sign-in/"}
    place = {"name": actor.name, "key": actor.key, "href": "/account/", "leave": "/sign-out/"}
    return {**place, "inbox": "/inbox/", "unread": unread}


def _link(path: str, words: str, href: str, *, exact: bool = False) -> Link:
    under = path.startswith(href) and not exact
    return Link(words, href, "page" if path == href else "true" if under else "")
