"""Questions about texts: their versions, what waits to be settled, what is said beside them, who is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Prefetch

from plumbline.foundation.clock import now
from plumbline.platform.texts.merging import Merged, merged
from plumbline.platform.texts.models import Aside, Comment, Mention, Presence, Text, Version

HERE_FOR = timedelta(seconds=50)
"""How long somebody counts as being here after their page last said so; it says so every 20 seconds."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """What one person wrote in one go: the versions (without their bodies), newest first."""

    by: str
    versions: tuple[Version, ...]
    is_beside: bool

    @property
    def newest(self) -> Version:
        return self.versions[0]

    @property
    def began_at(self) -> datetime:
        return self.versions[-1].at

    @property
    def ended_at(self) -> datetime:
        return self.versions[0].at


def versions_of(text: Text) -> list[Version]:
    """Every version, newest first, without the bodies."""
    return list(text.versions.newest_first().defer("body"))


def sittings_of(text: Text) -> list[Sitting]:
    """The history as people read it, newest first: versions that one person wrote in one sitting, one after the other
    and on the same line, stand together."""
    groups: list[list[Version]] = []
    versions = versions_of(text)
    main = [version.number for version in versions if not version.is_beside]
    for version in versions:
        most = version.base if version.is_beside else version.number - 1
        version.before = next((number for number in main if number <= most), 0)
        last = groups[-1][-1] if groups else None
        if last and version.sitting and _line_of(version) == _line_of(last):
            groups[-1].append(version)
        else:
            groups.append([version])
    return [Sitting(group[0].by, tuple(group), group[0].is_beside) for group in groups]


def _line_of(version: Version) -> tuple[str, str, bool, str]:
    return version.by, version.sitting, version.is_beside, version.how


def version_at(text: Text, number: int) -> Version | None:
    """The version of that number, or the one that took it up: saves of one sitting are folded into later ones."""
    return text.versions.filter(number__gte=number).order_by("number").first() if number > 0 else None


def body_at(text: Text, number: int) -> str:
    """What stood for everybody when `number` was the newest: where that save was folded into a later one, what stood
    before it. Empty for 0."""
    found = text.versions.on_the_main_line().filter(number__lte=number).newest_first().first()
    return found.body if found else ""


def open_asides(text: Text, by: str) -> list[Aside]:
    """What a person still has to settle in a text, oldest first."""
    return list(text.asides.open().filter(by=by).select_related("version", "text"))


def open_asides_in(texts: Iterable[Text], by: str) -> dict[int, Aside]:
    """The oldest that a person still has to settle in each of these texts, by the number of the text."""
    rows = Aside.objects.all().open().filter(text__in=list(texts), by=by).select_related("version")
    found: dict[int, Aside] = {}
    for row in rows:
        found.setdefault(row.text_id, row)
    return found


def combination(aside: Aside) -> Merged:
    """A proposal that holds what both wrote: `mine` is the aside's, `theirs` what stands."""
    return merged(body_at(aside.text, aside.base), aside.version.body, aside.text.body)


def comments_at(*places: str) -> list[Comment]:
    """The threads at some places, oldest first, each with its `replies` and whom they call."""
    calls = Prefetch("mentions", Mention.objects.order_by("pk"))
    answers = Prefetch("replies", Comment.objects.order_by("at", "pk").prefetch_related(calls))
    return list(Comment.objects.all().at(*places).filter(parent=None).prefetch_related(calls, answers))


def unresolved_at(places: Iterable[str]) -> Mapping[str, int]:
    """How many threads are open at each of these places; places without one are left out."""
    rows = Comment.objects.all().at(*places).unresolved().order_by().values_list("place")
    return dict(rows.annotate(threads=Count("pk")))


def who_is_here(place: str) -> list[Presence]:
    """Who has a place open now, by name."""
    return list(Presence.objects.filter(place=place, seen_at__gt=now() - HERE_FOR).order_by("name", "pk"))
