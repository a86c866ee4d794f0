"""What a segment holds: the plans and achievements inside it, and what remains for its answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from plumbline.foundation.formats.blocks import Block, Piece, PieceKind, Table

from .pledges import opens_pledges, pledges
from .segments import PLAN_HEAD, Part, Segment, is_plan_title, names_period
from .stream import is_achievements
from .wording import fold, theme_in_heading, words_in
from .zones import Zone

Likeness = Callable[[Sequence[Block]], float]
"""How much some blocks look like a plan, from 0 to 1."""

_WHERE_A_PLAN_IS_DUE = 0.4
"""How much bullets must look like a plan where a title or a question announces one; elsewhere it is 0.5."""

_DONE = re.compile(
    r"\bachiev|\baccomplish|\bsuccess(?:es)?\b|\bhighlights\b|what (?:we|we've|has|"
    r"have we) (?:have )?(?:been )?(?:did|done|achieved)|"
    r"^progress (?:so far|to date)|\bdone\b"
)
_MEASURED = re.compile(r"^[^:]*\b(?:success|measures?|evidence|outcomes?|criteria)\b[^:]{0,30}:\s*\S", re.IGNORECASE)
_PLANNING = re.compile(
    r"\baction|\bplan|\bobjectiv|\bnext\b|\bgoing forward\b|\bfuture\b|\bto do\b|\bpriorit|\bcommitments\b"
)
_WILL = re.compile(
    r"\bwe will\b|\bwill do\b|\bto do\b|\bto be done\b|\bnext steps\b|"
    r"\bwhat(?:'s| is| comes)? next\b|\bdoing (?:next|now)\b|\bplanned\b|"
    r"\b(?:our |future )(?:plans|actions|commitments|pledges|promises)\b"
)


@dataclass(slots=True)
class Content:
    """What stands in a segment after its plans are taken out: parts of pieces and tables, and the zones taken."""

    items: list[Part | Table] = field(default_factory=list)
    zones: list[Zone] = field(default_factory=list)


def content_of(segment: Segment, likeness: Likeness, *, plan_kind: str | None) -> Content:
    """Take plans and achievements out of a segment. An appendix that looks like a plan is one as a whole."""
    items: list[Part | Table] = [segment.rest] if segment.rest else []
    for unit in segment.units:
        if isinstance(unit.block, Table):
            items.append(unit.block)
        elif unit.block.text.strip() or unit.block.marker:
            items.append((unit.block, 0, len(unit.block.text)))
    if segment.kind in ("appendix", "front", "other"):
        return _whole(segment, items, likeness, plan_kind)
    content = _with_tables(items, likeness, plan_kind)
    if segment.key in ("plan", "rag") and not any(zone.kind == "plan" for zone in content.zones):
        content = _with_run(content, likeness, plan_kind)
    head = segment.question[0][0] if segment.question else None
    if head is not None and segment.key in ("plan", "rag") and names_period(head) and words_in(head.text) <= 12:
        # A short heading such as "6. Action plan 2025–28" is the plan's title and says its years.
        content.zones = [_titled(zone, head) for zone in content.zones]
    return content


def _titled(zone: Zone, head: Piece) -> Zone:
    return replace(zone, title=head) if zone.kind == "plan" and zone.title is None else zone


def _with_tables(items: Sequence[Part | Table], likeness: Likeness, plan_kind: str | None) -> Content:
    """Take tables that are plans or achievements out, with the titles right above them."""
    content = Content()
    open_plan: list[Block] | None = None
    title: Piece | None = None
    for item in items:
        if isinstance(item, Table) and is_achievements(item):
            above = content.items[-1] if content.items and not isinstance(content.items[-1], Table) else None
            content.zones.append(Zone("achievements", (item,), above[0] if above else None, plan_kind))
        elif isinstance(item, Table) and likeness([item]) >= 0.5:
            heads = _heads_above(content.items)
            titles = [
                piece
                for piece in heads
                if is_plan_title(piece) or (names_period(piece) and not theme_in_heading(piece.text))
            ]
            if open_plan is None or titles or _interrupted(content.items, heads, open_plan):
                title, open_plan = (titles[-1] if titles else None), []
                content.zones.append(Zone("plan", (), title, plan_kind))
            open_plan += [piece for piece in heads if piece is not title]
            open_plan.append(item)
            content.zones[-1] = Zone("plan", tuple(open_plan), title, plan_kind)
            del content.items[len(content.items) - len(heads) :]
        else:
            content.items.append(item)
    return content


def _interrupted(items: Sequence[Part | Table], heads: Sequence[Piece], open_plan: Sequence[Block]) -> bool:
    """Whether sentences stand between the plan so far and the next table."""
    before = [item for item in items[: len(items) - len(heads)] if not isinstance(item, Table)]
    last = open_plan[-1]
    return bool(before) and before[-1][0].place.block > last.place.block


def _heads_above(items: Sequence[Part | Table]) -> list[Piece]:
    heads: list[Piece] = []
    for item in reversed(items):
        if isinstance(item, Table) or len(heads) == 3:
            break
        piece, start, _ = item
        text = piece.text.strip()
        if (
            start
            or words_in(text) > 14
            or (text.endswith((".", "?", ":")) and not theme_in_heading(text))
            or piece.kind == PieceKind.ITEM
        ):
            break
        if not (
            PLAN_HEAD.match(text)
            or piece.kind == PieceKind.HEADING
            or piece.bold
            or theme_in_heading(text)
            or is_plan_title(piece)
            or names_period(piece)
        ):
            break
        heads.insert(0, piece)
    return heads


def _with_run(content: Content, likeness: Likeness, plan_kind: str | None) -> Content:
    """Find a plan that is typed as headings and bullets inside the answer to the question for a plan."""
    items = content.items
    starts = [at for at, item in enumerate(items) if not isinstance(item, Table) and _opens_run(item)]
    if not starts:
        return content
    ends = [at for at, item in enumerate(items) if not isinstance(item, Table) and item[0].kind == PieceKind.ITEM]
    first, last = starts[0], (ends[-1] if ends else len(items) - 1) + 1
    blocks: list[Block] = [item if isinstance(item, Table) else item[0] for item in items[first:last]]
    partial = any(not isinstance(item, Table) and item[1] > 0 for item in items[first:last])
    if partial or not blocks or likeness(blocks) < _WHERE_A_PLAN_IS_DUE:
        return content
    zone = Zone("plan", tuple(blocks), None, plan_kind)
    return Content([*items[:first], *items[last:]], [*content.zones, zone])


def _opens_run(item: Part) -> bool:
    piece, _, _ = item
    if theme_in_heading(piece.text) and words_in(piece.text) <= 7:
        return True
    return (
        bool(re.match(r"(?:objective|priority|goal|aim|action) \d", fold(piece.text))) or piece.kind == PieceKind.ITEM
    )


def _whole(segment: Segment, items: list[Part | Table], likeness: Likeness, plan_kind: str | None) -> Content:
    """An appendix, or a document without questions: achievements out first, then all the rest as one plan if it is."""
    rest, zones = _achievement_runs(items, plan_kind)
    blocks: list[Block] = [item if isinstance(item, Table) else item[0] for item in rest]
    title = next((piece for piece in reversed(segment.titles) if names_period(piece)), None)
    title = title or (segment.titles[-1] if segment.titles else None)
    plan_tables = [block for block in blocks if isinstance(block, Table) and likeness([block]) >= 0.5]
    if (
        segment.kind == "appendix"
        and blocks
        and (plan_tables or likeness([*segment.titles, *blocks]) >= _WHERE_A_PLAN_IS_DUE)
    ):
        others: list[Block] = [piece for piece in segment.titles if piece is not title]
        return Content(
            [],
            [*zones, Zone("plan", tuple(blocks), title, plan_kind)]
            if not others
            else [*zones, Zone("plan", (*others, *blocks), title, plan_kind)],
        )
    content = _announced(_with_tables(rest, likeness, plan_kind), likeness, plan_kind)
    if not any(zone.kind == "plan" for zone in content.zones):
        content = _pledged(content, plan_kind)
    content.zones = [*zones, *content.zones]
    return content


def _announced(content: Content, likeness: Likeness, plan_kind: str | None) -> Content:
    """Bullets under a heading that announces what will be done ("Year two: what we will do")."""
    for at, item in enumerate(content.items):
        if isinstance(item, Table) or not _WILL.search(fold(item[0].text)) or words_in(item[0].text) > 10:
            continue
        first = at - 1 if at and _theme_over(content.items[at - 1]) else at + 1
        blocks: list[Block] = [each if isinstance(each, Table) else each[0] for each in content.items[first:]]
        ends = [i for i, block in enumerate(blocks) if isinstance(block, Piece) and block.kind == PieceKind.ITEM]
        blocks = blocks[: ends[-1] + 1] if ends else []
        if item[0].kind == PieceKind.ITEM or not blocks:
            continue
        if likeness(blocks) >= _WHERE_A_PLAN_IS_DUE or _only_items(blocks):
            rest = [*content.items[: min(at, first)], *content.items[first + len(blocks) :]]
            title = item[0] if first > at else None
            return Content(rest, [*content.zones, Zone("plan", tuple(blocks), title, plan_kind)])
    return content


def _theme_over(item: Part | Table) -> bool:
    """Whether the item is the heading of a theme."""
    if isinstance(item, Table) or item[0].kind == PieceKind.ITEM or item[0].text.rstrip().endswith("."):
        return False
    return words_in(item[0].text) <= 7 and theme_in_heading(item[0].text) is not None


def _only_items(blocks: Sequence[Block]) -> bool:
    """Whether a list of at least three items and nothing else follows an announcement."""
    return len(blocks) >= 3 and all(isinstance(block, Piece) and block.kind == PieceKind.ITEM for block in blocks)


def _pledged(content: Content, plan_kind: str | None) -> Content:
    """Promises under the headings of themes ("We will …"), as a page on the web makes them without calling them a
    plan: at least three, under at least two themes."""
    theme: str | None = None
    first, last, count = -1, -1, 0
    themes: set[str] = set()
    opened = False
    for at, item in enumerate(content.items):
        if isinstance(item, Table):
            continue
        opened = opens_pledges(item[0].text) or (opened and item[0].kind == PieceKind.ITEM)
        if _theme_over(item):
            theme = theme_in_heading(item[0].text)
            first = at if first < 0 else first
        elif item[0].kind == PieceKind.HEADING and theme and item[0].level <= _level(content.items[first]):
            theme = None
        elif theme and (pledges(item[0].text) or (opened and item[0].kind == PieceKind.ITEM)):
            themes.add(theme)
            count, last = count + 1, at
    if count < 3 or len(themes) < 2:
        return content
    blocks = tuple(item if isinstance(item, Table) else item[0] for item in content.items[first : last + 1])
    rest = [*content.items[:first], *content.items[last + 1 :]]
    return Content(rest, [*content.zones, Zone("plan", blocks, None, plan_kind)])


def _level(item: Part | Table) -> int:
    return 9 if isinstance(item, Table) else item[0].level or 9


def _achievement_runs(items: list[Part | Table], plan_kind: str | None) -> tuple[list[Part | Table], list[Zone]]:
    rest: list[Part | Table] = []
    zones: list[Zone] = []
    run: list[Block] | None = None
    theme: Piece | None = None
    for item in items:
        if isinstance(item, Table):
            if is_achievements(item):
                above = rest[-1] if rest and not isinstance(rest[-1], Table) else None
                title = zones[-1].title if run == [] else above[0] if above else None
                zones.append(Zone("achievements", (item,), title, plan_kind))
            else:
                rest.append(item)
            run = None
            continue
        piece = item[0]
        is_head = words_in(piece.text) <= 10 and piece.kind != PieceKind.ITEM and not piece.text.rstrip().endswith(".")
        is_head = is_head and not _MEASURED.search(piece.text)
        if is_head and _DONE.search(fold(piece.text)) and not _PLANNING.search(fold(piece.text)):
            run = []
            zones.append(Zone("achievements", (), piece, plan_kind, theme))
        elif (run is not None and (piece.kind == PieceKind.ITEM or not is_head)) or (
            run is not None and theme_in_heading(piece.text) and theme is None
        ):
            run.append(piece)
            zones[-1] = Zone("achievements", tuple(run), zones[-1].title, plan_kind, zones[-1].section)
        else:
            run = None
            theme = piece if theme_in_heading(piece.text) else theme
            rest.append(item)
    return rest, [zone for zone in zones if zone.blocks]
