"""What the check page shows for an address: the parts of a reading, one of them as cards, and the sheets beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from plumbline.journey.intake.cards import Card, card, cards, title_of
from plumbline.journey.intake.draft import SINGLES, Data, Draft, Thing, sources_of
from plumbline.journey.intake.facsimile import Marks, Pin, passage_name
from plumbline.journey.intake.sheets import sheet_of

PAGE = 50
"""Cards on one page of a part."""
SHEETS = 8
"""Sheets of the document beside them: some thirty pages of a plan."""
LOOK, OVERVIEW, ANSWERS, DONE, UNPLACED, LEFT = "look", "overview", "answers", "achievements", "unplaced", "left-out"
IN_OVERVIEW = ("document", *SINGLES, "signatures", "figures", "quotations")


@dataclass(frozen=True, slots=True)
class Part:
    """A tab. `doubtful` counts its things that need a look."""

    id: str
    name: str
    count: int
    doubtful: int = 0
    current: bool = False

    @property
    def href(self) -> str:
        return f"?part={self.id}"


@dataclass(frozen=True, slots=True)
class Gap:
    """Sheets that are not shown, with a link that shows them."""

    href: str
    sheets: int


@dataclass(slots=True)
class Shown:
    """The page. `sheets` are the numbers of those to draw, in order; `marks` what to mark in them."""

    part: str
    page: int
    pages: int
    parts: list[Part]
    head: Card | None
    cards: list[Card]
    sheets: list[int]
    marks: Marks
    query: str
    first_number: int = 1
    addable: list[str] = field(default_factory=list)


def shown(draft: Draft, outline: list[Data], asked: Mapping[str, str], *, path: str) -> Shown:
    """What to show for an address. Anything odd in it gives the nearest thing that there is."""
    every = parts(draft)
    part = asked.get("part", "")
    if part not in {one.id for one in every}:
        part = OVERVIEW
    things = things_of(draft, part)
    pages = max(1, -(-len(things) // PAGE))
    at = min(max(number(asked.get("page")), 1), pages)
    listed = things[(at - 1) * PAGE : at * PAGE]
    head = draft.things.get(part) if part in draft.things else None
    sheets = _sheets([*([head] if head else []), *listed], outline, number(asked.get("sheet")))
    query = urlencode({"part": part} | ({"page": at} if at > 1 else {}))
    place = _Places(path, query, set(sheets), outline)
    offset = (at - 1) * PAGE
    made = [card(thing, offset + n, place.href, last=n == len(listed)) for n, thing in enumerate(listed, 1)]
    return Shown(
        part=part,
        page=at,
        pages=pages,
        parts=[Part(one.id, one.name, one.count, one.doubtful, one.id == part) for one in every],
        head=cards([head], place.href)[0] if head else None,
        cards=made,
        sheets=sheets,
        marks=marks(draft, here={thing.id for thing in listed} | ({head.id} if head else set())),
        query=query,
        first_number=offset + 1,
        addable=_addable(draft) if part == OVERVIEW else [],
    )


def parts(draft: Draft) -> list[Part]:
    """The tabs, in order."""
    plans = [
        Part(
            plan.id,
            plan.text or _("Plan without a title"),
            len(draft.actions(plan.id)),
            _doubtful([plan, *draft.actions(plan.id)]),
        )
        for plan in draft.listed("plans")
    ]
    overview = things_of(draft, OVERVIEW)
    look = things_of(draft, LOOK)
    answers, done = draft.listed("answers"), draft.listed("achievements")
    return [
        *([Part(LOOK, _("To check"), len(look), len(look))] if look else []),
        Part(OVERVIEW, _("Overview"), len(overview), _doubtful(overview)),
        *([Part(ANSWERS, _("Answers"), len(answers), _doubtful(answers))] if answers else []),
        *plans,
        *([Part(DONE, _("Achievements"), len(done), _doubtful(done))] if done else []),
        Part(UNPLACED, _("Not placed"), len(draft.listed("not_placed"))),
        Part(LEFT, _("Left out"), len(draft.listed("left_out"))),
    ]


def things_of(draft: Draft, part: str) -> list[Thing]:
    """The things of a part, in the order of the page."""
    if part == LOOK:
        return [thing for thing in in_order(draft) if thing.needs_a_look]
    if part == OVERVIEW:
        return [thing for name in IN_OVERVIEW for thing in draft.listed(name)]
    if part in draft.things:
        return draft.actions(part)
    names = {ANSWERS: "answers", DONE: "achievements", UNPLACED: "not_placed", LEFT: "left_out"}
    found = draft.listed(names[part])
    return sorted(found, key=lambda thing: str(thing.data.get("reason"))) if part == LEFT else found


def in_order(draft: Draft) -> list[Thing]:
    """Every thing as the parts have them."""
    found = things_of(draft, OVERVIEW) + draft.listed("answers")
    for plan in draft.listed("plans"):
        found += [plan, *draft.actions(plan.id)]
    return found + draft.listed("achievements") + draft.listed("not_placed") + draft.listed("left_out")


def part_of(draft: Draft, key: str) -> str:
    """The part that shows a thing."""
    name = draft.place_of(key)
    if name == "plans":
        return key
    if name.startswith("actions:"):
        return name.partition(":")[2]
    by_list = {"answers": ANSWERS, "achievements": DONE, "not_placed": UNPLACED, "left_out": LEFT}
    return by_list.get(name, OVERVIEW)


def plan_last(draft: Draft) -> str:
    """The part of the plan that was added last."""
    return draft.order["plans"][-1]


def address_in(draft: Draft, key: str) -> str:
    """The query and fragment of the check page that show a thing."""
    part = part_of(draft, key)
    keys = [thing.id for thing in things_of(draft, part)]
    return _address(part, keys.index(key) if key in keys else 0, key)


def addresses_in(draft: Draft) -> dict[str, str]:
    """The same for every thing at once: asking for each by itself walks through the whole list for each."""
    plans = draft.order.get("plans", ())
    found = {plan: _address(plan, 0, plan) for plan in plans}
    for part in (OVERVIEW, ANSWERS, *plans, DONE, UNPLACED, LEFT):
        found |= {thing.id: _address(part, place, thing.id) for place, thing in enumerate(things_of(draft, part))}
    return found


def _address(part: str, place: int, key: str) -> str:
    page = place // PAGE + 1
    return "?" + urlencode({"part": part} | ({"page": page} if page > 1 else {})) + f"#{key}"


def gaps(draft_sheets: list[int], outline: list[Data], query: str) -> dict[int, Gap]:
    """Before which shown sheet others are left out; 0: after the last."""
    found: dict[int, Gap] = {}
    before = 0
    for number in draft_sheets:
        if number > before + 1:
            found[number] = Gap(f"?{query}&sheet={before + 1}", number - before - 1)
        before = number
    total = len(outline)
    if before < total:
        found[0] = Gap(f"?{query}&sheet={before + 1}", total - before)
    return found


def title_in(draft: Draft, thing: Thing) -> str:
    """What a thing is called among the others of its list."""
    keys = draft.order.get(draft.place_of(thing.id), ())
    return title_of(thing, keys.index(thing.id) + 1)


class _Places:
    """Where a passage is shown: here, or on this page with other sheets."""

    def __init__(self, path: str, query: str, sheets: set[int], outline: list[Data]) -> None:
        self.path, self.query, self.sheets, self.outline = path, query, sheets, outline

    def href(self, source: Data) -> str:
        sheet = sheet_of(source, self.outline)
        name = passage_name(source)
        if sheet is None or sheet in self.sheets:
            return f"#{name}"
        return f"{self.path}?{self.query}&sheet={sheet}#{name}"


def marks(draft: Draft, *, here: set[str], path: str = "") -> Marks:
    """What to mark in the document. `here`: the things on this page; others are links to `path`."""
    made = Marks()
    understood: set[str] = set()
    addresses = addresses_in(draft)
    for number, thing in _numbered(draft):
        aside = {"leftover": "left", "left_out": "out"}.get(thing.kind, "")
        for at, source in enumerate(sources_of(thing.data)):
            pin = None
            if at == 0 and aside != "out" and (not aside or thing.id in here):
                href = f"#{thing.id}" if thing.id in here else path + addresses[thing.id]
                pin = Pin(
                    href, _("Understood as") if not aside else _("In nothing understood"), _pin_name(thing, number)
                )
            made.add(source, aside=aside, pin=pin)
            if not aside:
                understood.add(passage_name(source))
    made.aside = {name: kind for name, kind in made.aside.items() if name not in understood}
    return made


def _numbered(draft: Draft) -> list[tuple[int, Thing]]:
    return [(number, thing) for name in draft.order for number, thing in enumerate(draft.listed(name), 1)]


def _pin_name(thing: Thing, number: int) -> str:
    if thing.kind in {"answer", "plan", "figure", "signature"}:
        return {"answer": _("Answer"), "plan": _("Plan"), "figure": _("Figure"), "signature": _("Signature")}[
            thing.kind
        ]
    return title_of(thing, number)


def _sheets(things: list[Thing], outline: list[Data], asked: int) -> list[int]:
    """The sheets of the things' own passages, those that are asked for first, as many as a page bears."""
    total = len(outline)
    wanted: list[int] = []
    if 1 <= asked <= total:
        wanted = [number for number in (asked - 1, asked, asked + 1) if 1 <= number <= total]
    for thing in things:
        source = thing.data.get("source")
        sheet = sheet_of(source, outline) if source else None
        if sheet is not None and len(set(wanted)) < SHEETS:
            wanted.append(sheet)
    return sorted(set(wanted)) or [number for number in (1, 2) if number <= total]


def _addable(draft: Draft) -> list[str]:
    """What may be added by hand on the overview."""
    singles = [name for name in ("lead", "publication") if not draft.order.get(name)]
    return [*singles, "signature", "figure", "plan"]


def _doubtful(things: list[Thing]) -> int:
    return sum(thing.needs_a_look for thing in things)


def number(value: str | None) -> int:
    """A number of the address, 0 for anything else."""
    return int(value) if value and value.isdecimal() and len(value) < 7 else 0
