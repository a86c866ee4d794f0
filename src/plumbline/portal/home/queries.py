"""Questions that need several rooms at once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from babel import Locale
from django.db.models import QuerySet
from django.utils.translation import get_language

from plumbline.institutions.access import Capability
from plumbline.institutions.actor import Actor
from plumbline.institutions.models import Institution, Signatory
from plumbline.institutions.queries import institutions_by_number
from plumbline.journey.plans.models import Theme
from plumbline.portal.home.initials import Letter, by_initial
from plumbline.portal.home.wanted import ABROAD, NOT_KNOWN, Wanted
from plumbline.sharing.library.models import Publication
from plumbline.sharing.library.queries import counts, latest, newest_of_each, recent

RATINGS = ("green", "amber", "red", "")


@dataclass(frozen=True, slots=True)
class Front:
    """Figures of the front page, all from the database."""

    signatories: int
    supporters: int
    plans: int
    actions: int
    completed: int
    newest: list[Publication]


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of the list of signatories."""

    institution: Institution
    signatory: Signatory
    publication: Publication | None

    @property
    def where(self) -> str:
        """Region and nation, or the country."""
        return place_of(self.institution)


@dataclass(frozen=True, slots=True)
class Signatories:
    """The list: signatories under their initials, supporters apart, and how many are shown of how many."""

    letters: list[Letter[Listed]]
    supporters: list[Listed]
    shown: int
    signed: int
    total: int


@dataclass(frozen=True, slots=True)
class ThemeShare:
    """How many actions of a published plan stand under a theme, and how they are rated."""

    theme: str
    actions: int
    rated: list[tuple[str, int]]  # each of RATINGS with its number


def front() -> Front:
    """What the front page counts and shows."""
    kinds = Counter(_signed().values_list("kind", flat=True))
    published = counts()
    return Front(
        signatories=kinds["signatory"],
        supporters=kinds["supporter"],
        plans=published.institutions,
        actions=published.actions,
        completed=published.completed,
        newest=list(recent(5)),
    )


def signatories(asked: Wanted) -> Signatories:
    """Everybody who signed, narrowed to what was asked. Three queries, however many rows."""
    published = {each.institution_id: each for each in newest_of_each().select_related("institution").defer("content")}
    everybody = list(_signed().select_related("institution", "phase"))
    rows = [
        Listed(each.institution, each, published.get(each.institution_id))
        for each in everybody
        if _is_asked_for(each, asked, has_plan=each.institution_id in published)
    ]
    signed = [row for row in rows if row.signatory.kind == "signatory"]
    supporting = sorted(
        (row for row in rows if row.signatory.kind == "supporter"), key=lambda row: row.institution.name
    )
    return Signatories(
        letters=by_initial((row.institution.name, row) for row in signed),
        supporters=supporting,
        shown=len(rows),
        signed=len(signed),
        total=len(everybody),
    )


def published_plan(institution: Institution) -> tuple[Publication | None, list[ThemeShare]]:
    """The plan that stands for the public, and its actions by theme; an action under two themes counts under both."""
    publication = latest(institution)
    if publication is None:
        return None, []
    rated: dict[str, Counter[str]] = {}
    for action in publication.content["actions"]:
        rating = (action.get("rag") or {}).get("value") or ""
        for theme in action.get("themes") or [""]:
            rated.setdefault(theme, Counter())[rating] += 1
    known = [theme for theme in (*Theme.values, "") if theme in rated]
    return publication, [
        ThemeShare(theme, rated[theme].total(), [(rag, rated[theme][rag]) for rag in RATINGS]) for theme in known
    ]


def workplaces(actor: Actor) -> list[Institution]:
    """The institutions where the actor works, by name."""
    numbers = actor.institutions_where(Capability.VIEW_WORKSPACE)
    return list(institutions_by_number(numbers)) if numbers else []


def place_of(institution: Institution) -> str:
    """Region and nation; the country where it is not in the UK; "" where nothing is known."""
    nation = str(institution.get_nation_display())
    if institution.country != "GB":
        nation = Locale.parse((get_language() or "en").replace("-", "_")).territories.get(institution.country, "")
    return ", ".join(dict.fromkeys(part for part in (institution.region, nation) if part))


def _signed() -> QuerySet[Signatory]:
    return Signatory.objects.filter(status="signed")


def _is_asked_for(each: Signatory, asked: Wanted, *, has_plan: bool) -> bool:
    institution = each.institution
    names = " ".join([institution.name, *institution.other_names, institution.region]).casefold()
    if any(word not in names for word in asked.words.casefold().split()):
        return False
    if asked.phase and (str(each.phase.number) if each.phase else NOT_KNOWN) != asked.phase:
        return False
    if asked.nation == ABROAD and institution.country == "GB":
        return False
    if asked.nation not in {"", ABROAD} and institution.nation != asked.nation:
        return False
    return has_plan or not asked.plan
