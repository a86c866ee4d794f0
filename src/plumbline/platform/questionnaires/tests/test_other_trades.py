"""The engine knows no trade: a bid with a budget, and a survey of people without names, are made of the same parts."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from plumbline.platform.questionnaires import operations, queries
from plumbline.platform.questionnaires.checking import PartReport, SectionState
from plumbline.platform.questionnaires.definition import Place
from plumbline.platform.questionnaires.imports import read_form
from plumbline.platform.questionnaires.kinds import read
from plumbline.platform.questionnaires.tests.making import bid
from plumbline.platform.texts.models import Text, Version

SURVEY = """
key: how_are_you
title: How is the workshop?
about: Nobody is asked for a name.
lists:
  - key: rooms
    title: Rooms
    items:
      - {key: glass, title: Glass room}
      - {key: metal, title: Metal room}
sections:
  - key: rooms
    title: The rooms
    questions:
      - key: use
        ask: Do you use it?
        kind: yes_no
        repeat: rooms
      - key: rate
        ask: How do you find it?
        kind: choice
        repeat: rooms
        when: {question: use, answers: yes}
        choices:
          - {key: good, title: Good}
          - {key: poor, title: Poor}
  - key: end
    title: Anything else
    questions:
      - {key: more, ask: What else?, kind: long, limit_words: 100}
"""


@dataclass(frozen=True)
class Somebody:
    """Whoever answers: without a name, without a number."""

    key: str = "public"


def test_a_bid_is_written_checked_with_its_budget_and_marked_ready(db):
    bidder = Somebody("user:9")
    form = operations.seed_form(actor=bidder, owner="funds", scope="fund:spring", definition=bid())
    response = operations.start_response(actor=bidder, form=form, scope="club:7")
    for place, body in (
        (Place(question="sum"), "£300"),
        (Place(question="costs"), "Glue | 3\nPaper | 12"),
        (Place(question="kinds"), "time\nthings"),
    ):
        operations.save_answer(actor=bidder, response=response, place=place, body=body, base=0)
    budget = {"budget": PartReport(is_begun=True, missing=("The budget has no date.",))}
    money = queries.report_of(response, parts=budget).section("money")
    assert money is not None
    assert money.told == (
        "How much?: “£300” is not a number. Write it like 5,985 or 12.5. The budget has no date."
    )  # fmt: skip
    operations.save_answer(actor=bidder, response=response, place=Place(question="sum"), body="300", base=1)
    whole = {"budget": PartReport(is_begun=True, seal="whole")}
    operations.mark_ready(actor=bidder, response=response, section="money", parts=whole)
    report = queries.report_of(response, parts=whole)
    assert [one.state for one in report.sections] == [SectionState.NOT_STARTED, SectionState.READY]


def test_a_survey_is_answered_by_people_without_names_and_counted(db):
    keeper = Somebody("system:survey")
    form = operations.seed_form(actor=keeper, owner="surveys", scope="survey:1", definition=read_form(SURVEY))
    answered = (("yes", "good"), ("yes", "poor"), ("yes", "good"), ("no", ""))
    for use, rate in answered:
        response = operations.start_response(actor=Somebody(), form=form, scope="survey:1")
        for question, body in (("use", use), ("rate", rate)):
            place = Place(question=question, item="glass")
            operations.save_answer(actor=Somebody(), response=response, place=place, body=body, base=0)
        report = queries.report_of(response).section("rooms")
        assert report is not None
        assert report.asked == (3 if use == "yes" else 2)  # the metal room is asked whether, not how
    rate = form.asks.question("rate")
    assert rate is not None
    counted = Counter(
        read(rate, queries.answers_of(response)[Place(question="rate", item="glass")].text.body).value
        for response in form.responses.all()
    )
    assert counted == {"good": 2, "poor": 1, None: 1}
    assert set(Version.objects.values_list("by", flat=True)) == {"public"}
    assert set(Text.objects.values_list("scope", flat=True)) == {"survey:1"}


def test_no_line_of_the_room_names_a_trade():
    words = re.compile(r"\b(technician|signator|self-assessment|commitment|institution|stage_\d|theme)", re.I)
    room = Path(__file__).resolve().parents[1]
    files = [path for kind in ("*.py", "*.html", "*.js") for path in room.rglob(kind) if "tests" not in path.parts]
    assert len(files) > 20
    assert [path.name for path in files if words.search(path.read_text())] == []
