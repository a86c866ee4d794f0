"""What an extract would change, row by row, with what was known before."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from plumbline.workforce.register.models import Extract, Post
from plumbline.workforce.register.models.posts import POSITION_FIELDS


@dataclass(frozen=True, slots=True)
class Told:
    """One changed row: the post, and (field, before, after) of what differs."""

    post: Post
    differences: list[tuple[str, str, str]]
    before: Post | None


def changes(extract: Extract, what: str) -> QuerySet[Post]:
    """The rows of an extract that add, change or end a post."""
    rows = Post.objects.filter(extract=extract, what=what).select_related("person", "position", "unit", "unit__parent")
    return rows.order_by("unit_id", "person_id", "key")


def told_changes(extract: Extract, posts: list[Post]) -> list[Told]:
    """The rows with what was known of the same posts before."""
    wanted = Q(pk=None)
    for post in posts:
        wanted |= Q(person_id=post.person_id, key=post.key)
    earlier = Post.objects.all().of(extract.institution).newest(extract.as_at).filter(wanted)
    known = {
        (post.person_id, post.key): post
        for post in earlier.exclude(extract=extract).select_related("position", "unit", "unit__parent")
    }
    return [_told(post, known.get((post.person_id, post.key))) for post in posts]


def _told(post: Post, before: Post | None) -> Told:
    fields = [field for field in post.changed.split(",") if field]
    differences = [(field, said(before, field) if before else "", said(post, field)) for field in fields]
    return Told(post, differences, before)


def said(post: Post, field: str) -> str:
    """A field of a post in words."""
    if field in POSITION_FIELDS:
        return str(getattr(post.position, field))
    if field == "unit":
        return post.unit.name if post.unit else ""
    if field == "fte":
        return f"{post.fte / 10_000:g}" if post.fte is not None else ""
    value = getattr(post, field)
    return "" if value is None else f"{value:%d/%m/%Y}" if hasattr(value, "year") else str(value)
