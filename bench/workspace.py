"""`./plumbline bench workspace [ROUNDS]`: how long the pages of a workspace take, and how many questions they ask.

A database of its own is filled with 130 institutions of four plans each, 12,480 actions and 62,400 progress notes.
Every page is asked for in turn as its lead sees it. Then ten times as much is there, and the same pages of the same
institution are asked for again. Printed for each page: questions, median and 95th percentile in milliseconds, and how
many times longer the median takes with ten times the data. The aims: at most 15 questions, 50 ms, 1.3 times. The
milliseconds are the processor's (SQLite works in the same process), so that what else the machine does counts for
nothing.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

INSTITUTIONS, PLANS, ACTIONS, NOTES = 130, 4, 24, 5
TIMES, ROUNDS, WARM = 10, 60, 3
QUESTIONS, SLOWEST, GROWTH = 15, 50.0, 1.3
BATCH = 5_000
STATUSES = ("not_started", "in_progress", "completed", "ongoing", "embedded", "")
RAGS = ("green", "amber", "red", "")


@dataclass(slots=True)
class Taken:
    """What one page took: questions, and milliseconds of each request."""

    questions: int = 0
    took: list[float] = field(default_factory=list)

    @property
    def p50(self) -> float:
        return statistics.median(self.took)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.took, n=20)[-1]


def main(arguments: list[str]) -> int:
    """Fill, measure, fill, measure, print. Ends with 1 where a page misses an aim."""
    rounds = int(arguments[0]) if arguments else ROUNDS
    place = Path(tempfile.mkdtemp(prefix="plumbline-bench-"))
    os.environ |= {"PLUMBLINE_VAR": str(place), "PLUMBLINE_ENVIRONMENT": "demo", "PLUMBLINE_LOG": "ERROR"}
    os.environ["DATABASE_URL"] = f"sqlite:///{place / 'bench.sqlite3'}"
    import django
    from django.core.management import call_command

    django.setup()
    try:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        return measure(rounds)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def measure(rounds: int) -> int:
    """Both sizes, page by page."""
    numbers = count()
    slug = fill(INSTITUTIONS, numbers)
    client, pages = who_asks(slug)
    first = ask(client, pages, rounds)
    fill(INSTITUTIONS * (TIMES - 1), numbers)
    second = ask(client, pages, rounds)
    missed = 0
    print(f"{'page':42} {'questions':>9} {'p50 ms':>8} {'p95 ms':>8} {'p95 ×10':>8} {'times':>6}")
    for name in pages:
        small, large = first[name], second[name]
        times = large.p50 / small.p50
        good = small.questions <= QUESTIONS and large.p95 <= SLOWEST and times <= GROWTH
        good = good and small.questions == large.questions
        missed += not good
        figures = f"{small.questions:9} {small.p50:8.1f} {small.p95:8.1f} {large.p95:8.1f} {times:6.2f}"
        print(f"{name:42} {figures}{'' if good else '   misses an aim'}")
    return 1 if missed else 0


def ask(client: Any, pages: dict[str, str], rounds: int) -> dict[str, Taken]:
    """Ask for every page in turn, round after round, so that a slow moment of the machine hits all alike."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    taken = {name: Taken() for name in pages}
    for name, address in pages.items():
        for _ in range(WARM):
            client.get(address)
        with CaptureQueriesContext(connection) as asked:
            response = client.get(address)
        if response.status_code != 200:
            sys.exit(f"{address} answers {response.status_code}")
        taken[name].questions = len(asked)
    for _ in range(rounds):
        for name, address in pages.items():
            started = time.process_time()
            client.get(address)
            taken[name].took.append((time.process_time() - started) * 1000)
    return taken


def who_asks(slug: str) -> tuple[Any, dict[str, str]]:
    """The lead of the institution, and the pages that they ask for."""
    from django.test import Client

    from plumbline.institutions.models import Institution, Membership
    from plumbline.journey.plans.models import Plan

    institution = Institution.objects.get(slug=slug)
    plan = Plan.objects.filter(institution=institution).latest("pk")
    at, action = plan.get_absolute_url(), plan.actions.earliest("order")
    sheet = f"{at}reporting/{plan.reporting_dates.latest('pk').pk}/"
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(Membership.objects.get(institution=institution).user)
    return client, {
        "plans": f"/i/{slug}/plans/",
        "plan": at,
        "plan, filtered": f"{at}?status=in_progress&theme=visibility&q=workshop",
        "plan, on paper": f"{at}?print=1",
        "by owner": f"{at}owners/",
        "timeline": f"{at}timeline/",
        "board": f"{at}board/",
        "years": f"{at}years/",
        "ratings over time": f"{at}ratings/",
        "how it is going": f"{at}going/",
        "rating sheet": sheet,
        "suggestions": f"{sheet}suggestions/",
        "several": f"{at}several/",
        "several, what to": f"{at}several/change/?kind=owner&a={action.key}",
        "frameworks": f"{at}frameworks/",
        "action": action.get_absolute_url(),
        "action, change": f"{action.get_absolute_url()}change/",
        "action, update": f"{action.get_absolute_url()}status/",
        "action, rate": f"{action.get_absolute_url()}rating/",
        "overview": f"/i/{slug}/",
        "what needs you": "/home/",
        "self-assessments": f"/i/{slug}/assessments/",
        "evidence": f"/i/{slug}/evidence/",
    }


def fill(institutions: int, numbers: Iterator[int]) -> str:
    """Make so many more institutions with their plans, in bulk; gives the slug of the first. The rows are such as the
    operations make, and the database's constraints hold for each."""
    from django.db import transaction

    from plumbline.institutions.actor import Actor
    from plumbline.institutions.models import Institution, Membership, Signatory
    from plumbline.journey.plans import operations
    from plumbline.platform.accounts.models import User

    with transaction.atomic():
        operations.load_frameworks(actor=Actor.system("bench"))
        named = [f"bench-{next(numbers)}" for _ in range(institutions)]
        made = Institution.objects.bulk_create([Institution(slug=name, name=f"University {name}") for name in named])
        Signatory.objects.bulk_create([Signatory(institution=one) for one in made], batch_size=BATCH)
        people = User.objects.bulk_create([User(email=f"lead@{name}.example", name=f"Lead {name}") for name in named])
        pairs = zip(made, people, strict=True)
        Membership.objects.bulk_create([Membership(institution=one, user=user, role="lead") for one, user in pairs])
        for place in range(0, len(made), INSTITUTIONS):
            fill_plans(made[place : place + INSTITUTIONS], people[place : place + INSTITUTIONS])
    return named[0]


def fill_plans(institutions: list[Any], people: list[Any]) -> None:
    """Four plans each, with their actions, and a reporting date with its ratings."""
    from plumbline.journey.plans.models import Plan, PlannedAction, Rating, ReportingDate, Section

    leads = dict(zip((one.pk for one in institutions), people, strict=True))
    plans = Plan.objects.bulk_create(
        Plan(
            institution=one, key=f"plan-{stage}", title=f"Action plan, stage {stage}", created_by=leads[one.pk].key,
            kind="forward" if stage == PLANS else "previous", starts_on=date(2017 + 2 * stage, 1, 1),
            ends_on=date(2018 + 2 * stage, 12, 31),
        )
        for one in institutions
        for stage in range(1, PLANS + 1)
    )  # fmt: skip
    sections = Section.objects.bulk_create(Section(plan=plan, title="Our own", order=0) for plan in plans)
    dates = ReportingDate.objects.bulk_create(
        ReportingDate(plan=plan, label="End of the stage", on=plan.ends_on - timedelta(days=150)) for plan in plans
    )
    rows = [
        an_action(plan, section, place)
        for plan, section in zip(plans, sections, strict=True)
        for place in range(ACTIONS)
    ]
    actions = PlannedAction.objects.bulk_create(rows, batch_size=BATCH)
    by_plan = {one.plan_id: one for one in dates}
    by = {plan.pk: plan.created_by for plan in plans}
    Rating.objects.bulk_create(
        [
            Rating(
                action=action, rag=RAGS[place % 3], rated_on=by_plan[action.plan_id].on, by=by[action.plan_id],
                reporting=by_plan[action.plan_id], explanation="It waits for the building." if place % 3 == 2 else "",
            )
            for place, action in enumerate(actions)
            if RAGS[place % 4]
        ],
        batch_size=BATCH,
    )  # fmt: skip
    hang(actions, by)


def an_action(plan: Any, section: Any, place: int) -> Any:
    """One action, unlike its neighbours in all that pages filter and sort by."""
    from plumbline.journey.plans.models import PlannedAction, Theme

    due = plan.starts_on + timedelta(days=25 * place)
    return PlannedAction(
        plan=plan, section=section if place % 3 == 0 else None, key=f"a{place + 1}", ref=f"A{place + 1}",
        text=f"Hold workshop {place} with technicians of every faculty and write down what they need.",
        themes=[Theme.values[place % 5], Theme.values[(place + 1) % 5]], owner=f"Head of area {place % 7}",
        due_written=due.isoformat(), due_on=due, deadline_on=due, years=[plan.starts_on.year], order=place,
        measure="Two thirds of those invited come.", status=STATUSES[place % 6],
    )  # fmt: skip


def hang(actions: list[Any], by: dict[int, str]) -> None:
    """An owner, a measure with a measurement, two sub-actions, notes with their steps."""
    from decimal import Decimal

    from plumbline.journey.plans.models import (
        ActionOwner,
        Measure,
        Measurement,
        ProgressNote,
        Step,
        SubAction,
    )

    ActionOwner.objects.bulk_create(
        [ActionOwner(action=one, kind="team", name=one.owner) for one in actions], batch_size=BATCH
    )
    measures = Measure.objects.bulk_create(
        [Measure(action=one, key="m1", text="Came", unit="people", target=Decimal(60)) for one in actions],
        batch_size=BATCH,
    )
    day = date(2026, 1, 1)
    Measurement.objects.bulk_create(
        [Measurement(measure=one, value=Decimal(41), measured_on=day, by="system:bench") for one in measures],
        batch_size=BATCH,
    )
    SubAction.objects.bulk_create(
        [SubAction(action=one, key=f"s{n}", text=f"Step {n}", order=n) for one in actions for n in (1, 2)],
        batch_size=BATCH,
    )
    told = "Met with the faculty; agreed on a day."
    notes = [
        ProgressNote(action=one, text=told, status_before=one.status, status_after=one.status, by=by[one.plan_id])
        for one in actions
        for _ in range(NOTES)
    ]
    ProgressNote.objects.bulk_create(notes, batch_size=BATCH)
    Step.objects.bulk_create(
        [
            Step(plan_id=note.action.plan_id, action=note.action, what="noted", after={"note": told}, by=note.by)
            for note in notes
        ],
        batch_size=BATCH,
    )
