"""A self-assessment under way in the demonstration: what several people wrote, asked, attached and must settle."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from plumbline.foundation.clock import today
from plumbline.institutions.actor import Actor, actor_for
from plumbline.institutions.models import Institution
from plumbline.journey.assessments import operations, queries
from plumbline.journey.assessments.models import Assessment, Delegation
from plumbline.journey.evidence import operations as evidence
from plumbline.journey.evidence.models import Evidence
from plumbline.platform.accounts.models import User
from plumbline.platform.questionnaires.definition import Place
from plumbline.platform.texts.operations import write_comment

FORM = "stage_2"

WRITTEN = {
    ("changes", ""): (
        "Since the first self-assessment the four technical areas have one head, and the group of technical managers "
        "meets every month.\n\nTable: Technicians by area {#areas}\n\n| Area | 2023 | 2026 |\n|---|---|---|\n"
        "| Workshops | 61 | 58 |\n| Laboratories | 148 | 163 |\n| Studios | 37 | 41 |\n| Digital | 52 | 66 |\n\n"
        "As {#areas} shows, most new posts are digital ones. The head count itself stands in {#evidence-1}."
    ),
    ("impact", "recognition"): "Eleven colleagues have gained professional registration; in 2023 there were four.",
    ("impact", "visibility"): "The **map of technical areas** was opened 2,400 times in its first month.",
    ("plan", ""): "The plan goes on from the first one. Each action has a named owner and a day; half a post keeps it.",
}

MINE = "Technicians shaped the plan at two planning days in May, at which every team was heard."
THEIRS = "Technicians shaped the plan by an open call: 84 of 312 answered, and their three first wishes are in it."


def fill(institution: Institution, lead: User, colleague: User, say: Callable[[str], None]) -> None:
    """Begin it, write in it, ask two people, attach evidence, comment, and leave a conflict to settle."""
    operations.seed_forms(actor=Actor.system("demo"))
    actor, other = actor_for(lead), actor_for(colleague)
    pieces = keep(actor, institution)
    form = queries.forms_to_start().get(key=FORM)
    begun = operations.start_assessment(
        actor=actor, institution=institution, form=form, due="the summer window of 2027"
    )
    assessment = queries.written(institution, begun.number) or begun
    for (question, item), body in WRITTEN.items():
        write(assessment, actor, Place(question=question, item=item), body)
    for place, piece in (("changes", pieces[0]), ("voice", pieces[1])):
        operations.attach(actor=actor, assessment=assessment, place=Place(question=place), evidence=piece)
    operations.choose_plans(
        actor=actor,
        assessment=assessment,
        forward=assessment.forward_plan,
        previous=institution.plans.filter(kind="previous").first(),
        reports_on=date(today().year, 7, 31),
    )
    if assessment.previous_plan is not None:
        operations.look_back(actor=actor, assessment=assessment)
    disagree(assessment, actor, other)
    ask(assessment, actor)
    operations.write_guidance(
        actor=actor,
        institution=institution,
        form_key=FORM,
        question="headcount",
        body="Human resources send the figure each August. Count people, not posts.",
    )
    say("a self-assessment that four people write together, with something to settle")


def keep(actor: Actor, institution: Institution) -> list[Evidence]:
    """A head count with its day and a testimonial with its consent."""
    year = today().year - 1
    count = evidence.EvidenceDraft(
        title="Technicians at Northmere",
        speaks_of_on=date(year, 7, 31),
        expires_on=today() + timedelta(days=40),
        value=Decimal(328),
        unit="technicians",
        themes=("sustainability",),
    )
    words = evidence.EvidenceDraft(
        title="On the planning days",
        speaks_of_on=date(year, 5, 14),
        quote="For once I was asked what I need before the plan was written.",
        said_by="Bethan Marsh",
        said_as="technician, Laboratories",
        consent_on=date(year, 5, 20),
        consent_for="in the self-assessment and on the institution's page",
    )
    page = evidence.EvidenceDraft(
        title="News of the technicians' award",
        speaks_of_on=date(year, 10, 2),
        address="https://www.northmere.example/news/award",
        themes=("recognition",),
    )
    made = (("figure", count), ("testimonial", words), ("link", page))
    return [evidence.add_evidence(actor=actor, institution=institution, kind=kind, draft=draft) for kind, draft in made]


def write(assessment: Assessment, actor: Actor, place: Place, body: str, base: int | None = None) -> None:
    """Write an answer on top of what stands, or of an older version."""
    answer = queries.answer_at(assessment, place)
    if answer is not None:
        number = answer.text.number if base is None else base
        operations.save_answer(actor=actor, assessment=assessment, place=place, body=body, base=number, sitting="demo")


def disagree(assessment: Assessment, actor: Actor, other: Actor) -> None:
    """Two people write one answer at the same time, and one of them says so."""
    place = Place(question="voice")
    write(assessment, other, place, THEIRS, base=0)
    write(assessment, actor, place, MINE, base=0)
    write_comment(
        actor=other,
        scope=assessment.institution.key,
        place=f"assessment:{assessment.pk}:voice:",
        body="@Ffion Aldridge, I have put the numbers of the open call in. Shall the planning days stay?",
        mentions=[actor.key],
    )


def ask(assessment: Assessment, actor: Actor) -> None:
    """Two requests: one is with the contributor, one was handed back and waits to be read."""
    asked: dict[str, Any] = {"actor": actor, "assessment": assessment, "wanted_on": today() + timedelta(days=12)}
    operations.delegate(
        **asked,
        section="impact",
        questions=["impact"],
        name="Rosa Whitlock",
        email="rosa@workshops.example",
        message="You know best what the workshops have changed. A paragraph a theme is enough.",
        may_add_evidence=True,
    )
    given, _token = operations.delegate(
        **asked, section="changes", questions=["headcount", "headcount_on"], name="Owen Tarrant",
        email="owen@people.example", message="The figure of last August, please.",
    )  # fmt: skip
    answer_as(given)


def answer_as(delegation: Delegation) -> None:
    """What the contributor wrote and handed back, by the link that they were sent."""
    held = delegation.held
    if held is None:
        return
    owen = Actor(
        kind="link", key=held.key, name=held.said_name, purpose=held.purpose, subjects=frozenset(held.subjects)
    )
    for question, body in (("headcount", "328"), ("headcount_on", f"31 July {today().year - 1}")):
        answer = queries.answer_at(delegation.assessment, Place(question=question))
        if answer is not None:
            operations.save_answer(
                actor=owen, assessment=delegation.assessment, place=answer.place, body=body, base=answer.text.number,
                delegation=delegation,
            )  # fmt: skip
    operations.hand_back(actor=owen, delegation=delegation, words="Counted by the definition of 2024.")
