"""How honest the ten-year forecast is, on invented histories with shocks and differences between units that it is not
told of: how often its 90 % bands hold what came, and by how much its middle errs, beside "as last year". How fast it
is.
`python -m bench.forecast [HISTORIES]`.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np

from plumbline.workforce.register.forecast.history import History, Member, between
from plumbline.workforce.register.forecast.rates import learn
from plumbline.workforce.register.forecast.simulation import simulate
from samples.make.workforce.people import Person
from samples.make.workforce.process import FIRST, University
from samples.make.workforce.process import simulate as invent

HISTORIES, KNOWN, AHEAD, RUNS = 40, 8, 10, 600
HORIZONS = (1, 3, 5, 10)
Figures = dict[str, list[float]]  # what → by year ahead; "unit …" among them


def main(arguments: list[str]) -> int:
    """Print coverage, error and time. Gives 1 where less than 80 % or more than 97 % of what came is in the bands."""
    histories = int(arguments[0]) if arguments else HISTORIES
    held: dict[tuple[str, int], list[bool]] = defaultdict(list)
    held_before: dict[tuple[str, int], list[bool]] = defaultdict(list)
    errors: dict[tuple[str, int], list[tuple[float, float]]] = defaultdict(list)
    for seed in range(histories):
        judge(seed, held, held_before, errors)
        print(f"\rhistory {seed + 1} of {histories}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    print(f"{histories} invented histories of {KNOWN} yearly states, {AHEAD} years ahead; 90 % bands, {RUNS} runs each")
    print(f"{'figure':<28}{'years':>6}{'in band':>9}{'as last year':>14}{'error':>8}{'as last year':>14}")
    for kind, ahead in held:
        ours, theirs = (np.mean([pair[place] for pair in errors[kind, ahead]]) for place in (0, 1))
        share, before = (np.mean(table[kind, ahead]) for table in (held, held_before))
        print(f"{kind:<28}{ahead:>6}{share:>8.0%} {before:>13.0%} {ours:>7.1f} {theirs:>13.1f}")
    every = float(np.mean([one for answers in held.values() for one in answers]))
    before = float(np.mean([one for answers in held_before.values() for one in answers]))
    print(f"All figures: {every:.1%} in the band (wanted: 80 % to 97 %); as last year: {before:.1%}.")
    speed()
    return 0 if 0.8 <= every <= 0.97 else 1


def judge(
    seed: int,
    held: dict[tuple[str, int], list[bool]],
    held_before: dict[tuple[str, int], list[bool]],
    errors: dict[tuple[str, int], list[tuple[float, float]]],
) -> None:
    """One history: learn from its first years, compare what was forecast with what came."""
    university = invent(seed + 1, technicians=650, others=0, years=KNOWN + AHEAD)
    states = [state(university, FIRST + year) for year in range(KNOWN + AHEAD)]
    past = history(university, states[:KNOWN])
    true = truth(university, states[KNOWN - 1 :], past)
    outcome = simulate(past, learn(past), runs=RUNS, years=AHEAD, seed=seed)
    ours = {
        "headcount": outcome.headcount, "retired so far": outcome.retired.cumsum(axis=1),
        "left so far": outcome.left.cumsum(axis=1), "came so far": outcome.came.cumsum(axis=1),
        "aged 55 or over": outcome.over_55,
        **{f"grade {grade}": outcome.by_grade[:, :, at] for at, grade in enumerate(past.grades)},
        **{f"unit {unit}": outcome.by_unit[:, :, at] for at, unit in enumerate(past.units)},
    }  # fmt: skip
    theirs = as_last_year(past, np.random.default_rng(seed))
    for kind, came in true.items():
        name = "one unit" if kind.startswith("unit ") else "one grade" if kind.startswith("grade ") else kind
        for ahead in HORIZONS:
            low, middle, high = np.quantile(ours[kind][:, ahead], (0.05, 0.5, 0.95))
            held[name, ahead].append(bool(low - 0.5 <= came[ahead] <= high + 0.5))
            drawn = theirs[kind][:, ahead]
            low, guess, high = np.quantile(drawn, (0.05, 0.5, 0.95))
            held_before[name, ahead].append(bool(low - 0.5 <= came[ahead] <= high + 0.5))
            errors[name, ahead].append((abs(middle - came[ahead]), abs(guess - came[ahead])))


def as_last_year(past: History, random: np.random.Generator) -> dict[str, np.ndarray]:
    """The baseline: what happened last year happens every year, give or take chance (Poisson)."""
    last, steps = past.years[-1], np.arange(AHEAD + 1)
    rows = {
        "retired so far": (0, len(last.retired)),
        "left so far": (0, len(last.left)), "came so far": (0, len(last.came)),
        "headcount": (len(past.now), None), "aged 55 or over": (sum(one.age >= 55 for one in past.now), None),
    }  # fmt: skip
    before = {"headcount": len(last.staff), "aged 55 or over": sum(one.age >= 55 for one in last.staff)}
    for at, grade in enumerate(past.grades):
        rows[f"grade {grade}"] = (sum(one.grade == at for one in past.now), None)
        before[f"grade {grade}"] = sum(one.grade == at for one in last.staff)
    for unit in past.units:
        rows[f"unit {unit}"] = (sum(one.unit == unit for one in past.now), None)
        before[f"unit {unit}"] = sum(one.unit == unit for one in last.staff)
    flow = len(last.retired) + len(last.left) + len(last.came)
    made = {}
    for kind, (start, yearly) in rows.items():
        change = start - before[kind] if yearly is None else yearly
        noise = np.sqrt(max(1.0, flow * start / max(1, len(past.now)) if yearly is None else yearly))
        made[kind] = (
            start
            + change * steps
            + noise
            * np.cumsum(np.concatenate([np.zeros((RUNS, 1)), random.normal(size=(RUNS, AHEAD))], axis=1), axis=1)
        )
    return made


def truth(university: University, states: list[tuple[Member, ...]], past: History) -> Figures:
    """What came, by year ahead."""
    steps = [step(university, before, after, year) for year, (before, after) in enumerate(pairwise(states))]
    figures: Figures = {
        "headcount": [len(one) for one in states],
        "retired so far": running([len(one.retired) for one in steps]),
        "left so far": running([len(one.left) for one in steps]),
        "came so far": running([len(one.came) for one in steps]),
        "aged 55 or over": [sum(member.age >= 55 for member in one) for one in states],
    }
    for at, grade in enumerate(past.grades):
        figures[f"grade {grade}"] = [sum(member.grade == at for member in one) for one in states]
    for unit in past.units:
        figures[f"unit {unit}"] = [sum(member.unit == unit for member in one) for one in states]
    return figures


def running(yearly: list[int]) -> list[float]:
    """Sums so far, from nought."""
    return [0.0, *np.cumsum(yearly).astype(float)]


def history(university: University, states: list[tuple[Member, ...]]) -> History:
    """What the forecast is told."""
    steps = [step(university, before, after, year) for year, (before, after) in enumerate(pairwise(states))]
    return History(tuple(steps), states[-1], date(FIRST + len(states) - 1, 7, 31), tuple("345678"))


def step(university: University, before: tuple[Member, ...], after: tuple[Member, ...], year: int):
    """From one state to the next, with the reasons that HR would give."""
    reasons = {
        one.number: "retired" if one.reason == "retirement" else "left" for one in university.people if one.left_on
    }
    return between(date(FIRST + year, 7, 31), before, after, reasons)


def state(university: University, year: int) -> tuple[Member, ...]:
    """The technicians on 31 July of a year."""
    on = date(year, 7, 31)
    return tuple(member(person, on) for person in university.technicians(on))


def member(person: Person, on: date) -> Member:
    """A technician as HR knows them."""
    post = next(spell for spell in person.posts(on) if spell.family == "technical")
    age, service = ((on - day).days / 365.25 for day in (person.born_on, person.joined_on))
    return Member(person.number, age, post.unit, post.role, post.grade - 3, service)


def speed() -> None:
    """Ten years, two thousand runs, two thousand people."""
    university = invent(7, technicians=2100, others=0, years=KNOWN)
    past = history(university, [state(university, FIRST + year) for year in range(KNOWN)])
    past = replace(past, now=past.now[:2000])
    rates = learn(past)
    best = min(timed(past, rates) for _ in range(3))
    print(f"10 years × 2,000 runs × {len(past.now):,} people: {best:.2f} s of one processor.")


def timed(past: History, rates) -> float:
    """Seconds of one simulation, of one processor: what others do meanwhile does not count."""
    started = time.process_time()
    simulate(past, rates)
    return time.process_time() - started


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
