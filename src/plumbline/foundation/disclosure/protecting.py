"""Decides what of a new publication may be seen beside everything published before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from plumbline.foundation.disclosure.figures import Key, Population, Published, Release, Table
from plumbline.foundation.disclosure.reading import FREE, Reading, shares_of
from plumbline.foundation.disclosure.rounding import average, percentage, rounded
from plumbline.foundation.disclosure.worlds import Figure, Worlds

SMALL = 10  # counts under this must stay open
POSSIBLE = 3  # to at least so many whole numbers
ATTEMPTS = 4  # figures of each kind to try without, before one is suppressed anyway


def release(published: Published, population: Population, tables: Iterable[Table]) -> tuple[Published, Release]:
    """The tables of a population as everybody may see them, and what has been published with them.

    Counts that were published of the same population before read as they did then. An exact total is rounded as well
    where there are fewer than ten people, or where its exactness would tell too much. ValueError where two groupings of
    the population share a name; KeyError where somebody has a value that a grouping does not know.
    """
    made = tuple(tables)
    known, index = published.having(population)
    if population.size < SMALL:
        made = rounding_totals(made)
    readings = read(known)
    fresh = take(readings[index], made)
    if not protect(readings, index, fresh) and any(table.is_total_exact for table in made):
        return release(published, population, rounding_totals(made))
    new = written(readings[index], index, made)
    return replace(known, releases=(*known.releases, new)), new


def rounding_totals(tables: tuple[Table, ...]) -> tuple[Table, ...]:
    """The same tables without an exact total."""
    return tuple(replace(table, is_total_exact=False) for table in tables)


def unsafe(published: Published) -> list[tuple[str, Key]]:
    """Small or suppressed counts, by population and key, for which no two other worlds are found. Empty is well."""
    readings = read(published)
    worlds = Worlds(readings)
    return [
        (readings[index].population.label, key)
        for index, key in sensitive(readings)
        if len(worlds.values(index, key, POSSIBLE)) < POSSIBLE
    ]


def read(published: Published) -> list[Reading]:
    """Every population with what its published figures allow."""
    readings = [Reading(one) for one in published.populations]
    for one in published.releases:
        reading = readings[one.population]
        for table in one.tables:
            reading.take(table)
        for key, figure in one.counts.items():
            reading.allowed[key] = FREE if figure is None else span(figure, is_exact=one.exact and key == ())
        reading.shares.update({share: figure for share, figure in one.shares.items() if figure is not None})
        reading.averages.update({cell: figure for cell, figure in one.averages.items() if figure is not None})
        reading.old |= one.counts.keys()
    return readings


def span(figure: int, *, is_exact: bool = False) -> tuple[int, int]:
    """The least and the greatest whole number that reads as this figure."""
    return (figure, figure) if is_exact else (max(0, figure - 2), figure + 2)


def take(reading: Reading, tables: tuple[Table, ...]) -> set[Figure]:
    """Add new tables, rounded, with every share and average that its base allows. Gives the figures that are new."""
    fresh: set[Figure] = set()
    for table in tables:
        keys = reading.take(table)
        for key in keys:
            if key not in reading.allowed:
                reading.allowed[key] = span(rounded(reading.counts[key]))
                fresh.add((0, "count", "", key))
        if table.is_total_exact and () in reading.counts and not is_exact(reading):
            reading.allowed[()] = span(reading.counts[()], is_exact=True)
            fresh.discard((0, "count", "", ()))
        fresh |= take_shares(reading, table)
        fresh |= take_averages(reading, table, keys)
    return fresh


def take_shares(reading: Reading, table: Table) -> set[Figure]:
    """Add the percentages of a table where neither part nor whole is suppressed."""
    fresh: set[Figure] = set()
    for share, base in shares_of(table):
        figure = percentage(reading.counts[share[1]], reading.counts[base])
        if figure is None or share in reading.shares or reading.is_hidden(share[1]) or reading.is_hidden(base):
            continue
        reading.shares[share] = figure
        fresh.add((0, "share", *share))
    for share, base in shares_of(table):
        if (0, "share", *share) in fresh and share in reading.shares and not is_vague(reading, share, base):
            suppress(reading, (0, "share", *share), fresh)
    return fresh


def is_vague(reading: Reading, share: tuple[str, Key], base: Key) -> bool:
    """Whether a percentage of a small part leaves at least three whole numbers to it beside the counts shown: 8 % of
    "25" can only be 2, whatever the count reads. A quick look; the search for worlds comes after."""
    part = reading.counts[share[1]]
    if part >= SMALL:
        return True
    figure, (low, high), wholes = reading.shares[share], reading.allowed[share[1]], reading.allowed[base]
    bases = range(max(wholes[0], 23), wholes[1] + 1)
    return sum(any(percentage(a, b) == figure for b in bases) for a in range(low, high + 1)) >= POSSIBLE


def take_averages(reading: Reading, table: Table, keys: list[Key]) -> set[Figure]:
    """Add the averages of a table. Never is one alone suppressed: the total would tell it, so the next smallest goes
    with it, until those left out are more than seven together."""
    if not table.average:
        return set()
    cells = {key: average(reading.sums[table.average, key], reading.counts[key]) for key in keys}
    rows = sorted((key for key in keys if len(key) == len(table.by) and key), key=lambda key: reading.counts[key])
    left_out = [key for key in rows if cells[key] is None or reading.is_hidden(key)]
    while left_out and (sum(reading.counts[key] for key in left_out) <= 7 or len(left_out) < 2):
        rest = [key for key in rows if key not in left_out]
        if not rest:
            break
        left_out.append(rest[0])
    fresh: set[Figure] = set()
    for key, figure in cells.items():
        if figure is not None and key not in left_out and (table.average, key) not in reading.averages:
            reading.averages[table.average, key] = figure
            fresh.add((0, "average", table.average, key))
    return fresh


def sensitive(readings: list[Reading]) -> list[tuple[int, Key]]:
    """Published counts that must stay open: under ten or suppressed. A total published exactly is the owner's own."""
    return [
        (index, key)
        for index, reading in enumerate(readings)
        for key, (low, high) in reading.allowed.items()
        if low != high and (reading.counts[key] < SMALL or reading.is_hidden(key))
    ]


def protect(readings: list[Reading], index: int, fresh: set[Figure]) -> bool:
    """Suppress new figures until every sensitive count is open. False where some stay closed though nothing new is left
    that could be suppressed."""
    worlds = Worlds(readings)
    waiting = sorted(sensitive(readings), key=lambda cell: readings[cell[0]].counts[cell[1]], reverse=True)
    waiting = [cell for cell in waiting if cell[0] == index or cell[0] in worlds.linked[index]]
    held = True
    while waiting:
        cell = waiting.pop()
        while not is_open(worlds, cell):
            chosen = choose(worlds, cell, index, fresh)
            if chosen is None:
                held = False
                break
            suppress(readings[index], chosen, fresh)
            if chosen[1] == "count" and readings[index].counts[chosen[3]] >= SMALL:
                waiting.append((index, chosen[3]))
    return held


def is_open(worlds: Worlds, cell: tuple[int, Key]) -> bool:
    """Whether the count could be three whole numbers. What was in the way is kept in `worlds.in_the_way`."""
    worlds.in_the_way.clear()
    return len(worlds.values(*cell, POSSIBLE)) >= POSSIBLE


def choose(worlds: Worlds, cell: tuple[int, Key], index: int, fresh: set[Figure]) -> Figure | None:
    """What to suppress so that the cell opens: the least of what was in the way that opens it alone; failing that the
    cell itself, or the count that was most often in the way."""
    stopped = {(0, *figure[1:]): often for figure, often in worlds.in_the_way.items() if figure[0] == index}
    counts = worlds.readings[index].counts
    able = sorted((one for one in stopped if one in fresh), key=lambda one: (-len(one[3]), counts[one[3]], one))
    own: list[Figure] = [one for one in [(0, "count", "", cell[1])] if cell[0] == index and one in fresh]
    by_kind = {kind: [one for one in able if one[1] == kind][:ATTEMPTS] for kind in ("average", "share", "count")}
    for figure in (*by_kind["average"], *by_kind["share"], *own, *by_kind["count"]):
        if opens(worlds, cell, index, figure):
            return figure
    return next(iter((*own, *by_kind["count"], *by_kind["share"], *by_kind["average"])), None)


def opens(worlds: Worlds, cell: tuple[int, Key], index: int, figure: Figure) -> bool:
    """Whether the cell would be open without that figure. Nothing is changed."""
    reading = worlds.readings[index]
    before = dict(reading.allowed), dict(reading.shares), dict(reading.averages)
    suppress(reading, figure, set())
    answer = is_open(worlds, cell)
    reading.allowed, reading.shares, reading.averages = before
    return answer


def suppress(reading: Reading, figure: Figure, fresh: set[Figure]) -> None:
    """Suppress one figure, and what would tell it."""
    _, kind, name, key = figure
    if kind == "count":
        reading.hide(key)
    elif kind == "share":
        reading.hide_share((name, key))
    else:
        reading.averages.pop((name, key), None)
    fresh.discard(figure)
    fresh -= {one for one in fresh if one[1] == "share" and (one[2], one[3]) not in reading.shares}
    fresh -= {one for one in fresh if one[1] == "average" and (one[2], one[3]) not in reading.averages}


def is_exact(reading: Reading) -> bool:
    """Whether the number of everybody is published as it is."""
    low, high = reading.allowed.get((), FREE)
    return low == high


def written(reading: Reading, index: int, tables: tuple[Table, ...]) -> Release:
    """The tables as the figures now stand."""
    exact = is_exact(reading)
    counts: dict[Key, int | None] = {}
    shares: dict[tuple[str, Key], int | None] = {}
    averages: dict[tuple[str, Key], int | None] = {}
    for table in tables:
        for key in reading.take(table):
            count = reading.counts[key]
            shown = count if exact and key == () else rounded(count)
            counts[key] = None if reading.is_hidden(key) else shown
            if table.average:
                averages[table.average, key] = reading.averages.get((table.average, key))
        shares |= {share: reading.shares.get(share) for share, _ in shares_of(table)}
    return Release(index, tables, counts, shares, averages, exact)
