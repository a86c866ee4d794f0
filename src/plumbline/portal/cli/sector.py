"""An invented sector: its institutions, their people, and their documents read by the real reader.

Everything is made by the operations that people use, so the demonstration cannot hold what the product could not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from plumbline.institutions import operations as institutions
from plumbline.institutions.access import Role
from plumbline.institutions.actor import Actor, actor_for
from plumbline.institutions.models import Institution, Phase
from plumbline.journey.intake import operations as intake
from plumbline.journey.intake.models import Reading
from plumbline.journey.plans import operations as plans
from plumbline.journey.plans.drafts import MeasureDraft, OwnerDraft, SubActionDraft
from plumbline.journey.plans.models import Plan, PlannedAction
from plumbline.journey.plans.queries import draft_of, items_offered, standing_at
from plumbline.journey.submissions import operations as submissions
from plumbline.platform.accounts.models import User
from plumbline.platform.accounts.operations import create_user
from plumbline.platform.jobs.operations import run_waiting
from plumbline.portal.cli import plan_after_plan, staff_history, writing_together
from plumbline.sharing.library import operations as library

PASSWORD = "brass-on-a-line"  # noqa: S105 (of invented people on an invented site)
SAMPLES = Path(__file__).resolve().parents[4] / "samples"
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Place:
    """An invented institution: its details, its lead, its document, and how far the demonstration takes that."""

    slug: str
    name: str
    phase: int | None
    lead: str
    document: str | None = None
    reach: str = "published"  # read, accepted or published
    supporter: bool = False
    details: dict[str, Any] | None = None


def uk(nation: str, region: str, size: str, *groups: str, kind: str = "university") -> dict[str, Any]:
    """The details of an institution in the United Kingdom."""
    return {"nation": nation, "region": region, "size": size, "mission_groups": list(groups), "kind": kind}


PLACES = (
    Place("northmere", "Northmere University", 1, "Ffion Aldridge", "northmere.docx",
          details=uk("england", "North East", "medium", "Northern Arc")),
    Place("glanmor", "University of Glanmor", 2, "Sioned Prŷs-Hughes", "glanmor.pdf",
          details={**uk("wales", "South West Wales", "medium"), "other_names": ["Prifysgol Glanmor"]}),
    Place("abbeyfield", "Abbeyfield Technical University", 2, "Tobias Renn", "abbeyfield.pdf",
          details=uk("england", "East Midlands", "large", "Technical Eight")),
    Place("lough-erin", "Lough Erin University", 3, "Aoife Maguire-Stone", "lough-erin.html",
          details=uk("northern_ireland", "Fermanagh", "medium")),
    Place("thornleigh", "Thornleigh University of the Arts", 3, "Petra Vasquez-Lund", "thornleigh.docx", "accepted",
          details=uk("england", "London", "small", "Arts Circle")),
    Place("kurrawong", "Kurrawong University", None, "Jarrah Quill", "kurrawong.docx",
          details={"country": "AU", "region": "New South Wales", "size": "large"}),
    Place("carrick-institute", "Carrick Institute for Soil Science", 3, "Morag Dunsyre", "carrick-institute.docx",
          "read", details=uk("scotland", "Ayrshire", "small", kind="research_institute")),
    Place("selby-point", "Selby Point Marine Laboratory", None, "Rosalind Achebe", "selby-point.md", "accepted",
          details=uk("england", "Devon", "small", kind="research_institute")),
    Place("eastwold", "University of Eastwold", 1, "Harriet Nnamdi", details=uk("england", "East Anglia", "medium")),
    Place("inverlair", "Inverlair University", 2, "Calum Strachan", details=uk("scotland", "Highland", "small")),
    Place("marlstone", "Marlstone Metropolitan University", 3, "Devika Rao",
          details=uk("england", "Midlands", "large")),
    Place("fund", "The Lathe and Lens Foundation", None, "Imogen Carr", supporter=True,
          details={"kind": "funder", "nation": "england"}),
)  # fmt: skip

PHASES = (
    (1, date(2021, 5, 12), "May 2021"),
    (2, date(2022, 10, 4), "October 2022"),
    (3, date(2024, 4, 18), "April 2024"),
)

COLLEAGUES = (
    (Role.WORKING_LEAD, "Callum Oyelaran"),
    (Role.LEADER, "Idris Calloway"),
    (Role.TECHNICIAN, "Bethan Marsh"),
    (Role.HR_ANALYST, "Wilhelmina Tarn"),
)


def fill(say: Say) -> None:
    """Raise the whole sector. `say` gets a line for each step."""
    system = Actor.system("demo")
    phases = {
        number: institutions.set_phase(actor=system, number=number, announced_on=day, announced_written=written)
        for number, day, written in PHASES
    }
    sam = person("Sam Okoro-Lisle", "sam@secretariat.example")
    institutions.grant_sector_role(actor=system, user=sam, role=Role.SECRETARIAT)
    for name in ("The Bench Trust", "Council of Technical Managers", "Society for Instrument Makers"):
        institutions.add_board_organisation(actor=system, name=name, starts_on=date(2021, 5, 12))
    leads: dict[str, tuple[Institution, User]] = {}
    for place in PLACES:
        leads[place.slug] = raise_place(system, place, phases)
    say(f"{len(PLACES)} invented institutions and their people")
    northmere = leads["northmere"][0]
    for role, name in COLLEAGUES:
        institutions.grant_membership(
            actor=system, institution=northmere, user=person(name, address(name, "northmere")), role=role
        )
    for place in PLACES:
        if place.document:
            institution, lead = leads[place.slug]
            say(f"{place.document}: {take_in(institution, lead, place)}")
    work_on(*leads["northmere"])
    say("some months of work on Northmere's plan, published again")
    plan_after_plan.fill(*leads["northmere"], say)
    writing_together.fill(*leads["northmere"], User.objects.get(email=address("Callum", "northmere")), say)
    staff_history.fill(northmere, User.objects.get(email=address("Wilhelmina", "northmere")), say)
    keep_dates(sam, leads)
    say("a timetable of two windows a year, and everybody's dates")


def keep_dates(sam: User, leads: dict[str, tuple[Institution, User]]) -> None:
    """The secretariat sets the timetable and records what came on paper; one institution asks for more time."""
    secretariat = actor_for(sam)
    submissions.set_window(actor=secretariat, name="winter", month=1, day=31)
    submissions.set_window(actor=secretariat, name="summer", month=7, day=31)
    for stage, months, plan_months in ((1, 12, 24), (2, 36, 36), (3, 72, 36)):
        submissions.set_stage_rule(actor=secretariat, stage=stage, months=months, plan_months=plan_months)
    for institution, _lead in leads.values():
        for due in institution.dues.late(date(2026, 7, 1)):
            submissions.record_received(actor=secretariat, due=due, on=due.due_on)
    institution, lead = leads["marlstone"]
    submissions.ask_extension(
        actor=actor_for(lead),
        due=institution.dues.get(stage=2),
        wished_on=date(2028, 1, 31),
        reason="Two of our faculties become one in the summer, and with them two technical services.",
    )


def raise_place(system: Actor, place: Place, phases: dict[int, Phase]) -> tuple[Institution, User]:
    """An institution, what it is to the Commitment, and its lead."""
    institution = institutions.create_institution(
        actor=system,
        name=place.name,
        slug=place.slug,
        contact_name=place.lead,
        contact_email=f"technicians@{place.slug}.example",
        website=f"https://www.{place.slug}.example",
        **(place.details or {}),
    )
    phase = phases.get(place.phase or 0)
    institutions.set_signatory(
        actor=system,
        institution=institution,
        kind="supporter" if place.supporter else "signatory",
        phase=phase,
        announced_on=phase.announced_on if phase else None,
        founding=place.phase == 1 if phase else None,
    )
    lead = person(place.lead, address(place.lead, place.slug))
    institutions.grant_membership(actor=system, institution=institution, user=lead, role=Role.LEAD)
    return institution, lead


def person(name: str, email: str) -> User:
    """Somebody with an account and the demonstration's password."""
    return create_user(email=email, name=name, password=PASSWORD)


def address(name: str, slug: str) -> str:
    """An invented e-mail address that is easy to type: first name at the institution."""
    return f"{name.split()[0].lower()}@{slug}.example"


def take_in(institution: Institution, lead: User, place: Place) -> str:
    """Upload, read, and as far as it goes accept and publish a document. Gives what was understood, in words."""
    actor = actor_for(lead)
    path = SAMPLES / str(place.document)
    reading = intake.upload(actor=actor, institution=institution, name=path.name, content=path.read_bytes())
    run_waiting()
    reading = Reading.objects.get(pk=reading.pk)
    if reading.problem:
        raise RuntimeError(f"{path.name} could not be read: {reading.problem}")
    if place.reach in {"accepted", "published"}:
        intake.accept(actor=actor, reading=reading)
    if place.reach == "published":
        plan = Plan.objects.filter(institution=institution).latest("pk")
        library.publish(actor=actor, plan=plan)
    count = PlannedAction.objects.filter(plan__institution=institution).count()
    return {"read": "read, waiting for a check"}.get(place.reach, f"{place.reach}, {count} actions")


def work_on(institution: Institution, lead: User) -> None:
    """Let some time have passed on a plan: notes, changes of status, ratings with reasons."""
    actor = actor_for(lead)
    plan = Plan.objects.filter(institution=institution, kind="forward").latest("pk")
    for action, (status, note, rag, why) in zip(plan.actions.order_by("order"), progress(), strict=False):
        if status:
            plans.change_status(actor=actor, action=action, status=status, note=note)
        if rag:
            plans.rate(actor=actor, action=action, rag=rag, explanation=why)
    fill_out(lead, plan)
    library.publish(actor=actor, plan=plan)


def fill_out(lead: User, plan: Plan) -> None:
    """What people add to a plan that came from a document: who does what, what is counted, steps, where ideas came
    from, the frameworks that it answers, and two reporting dates, the first of them closed."""
    actor = actor_for(lead)
    actions = list(plan.actions.order_by("order"))
    bethan = User.objects.get(email="bethan@northmere.example")
    callum = User.objects.get(email="callum@northmere.example")
    owners = (
        OwnerDraft("Technical Services Board", kind="team"),
        OwnerDraft(bethan.name, user=bethan.pk),
        OwnerDraft(callum.name, user=callum.pk),
        OwnerDraft("Research Office", kind="outside", email="research@northmere.example"),
    )
    for place, action in enumerate(actions):
        plans.change_action(
            actor=actor, action=action, draft=replace(draft_of(action), owners=(owners[place % len(owners)],))
        )
    counted = PlannedAction.objects.get(pk=actions[5].pk)
    plans.change_action(actor=actor, action=counted, draft=replace(draft_of(counted), **mentions(plan)))
    for day, value in ((date(2024, 7, 31), 44), (date(2025, 7, 31), 52)):
        plans.write_measurement(
            actor=actor, measure=counted.measures.get(), value=Decimal(value), on=day, note="From the repository."
        )
    interim = plans.add_reporting_date(actor=actor, plan=plan, label="Interim report", on=date(2025, 7, 31))
    rags = ("green", "amber", "red")
    reason = "Waits for the Beacon Building, which opens a year late; carried on."
    given = {
        row.action.key: plans.Given(rags[place % 3], reason if place % 3 == 2 else "")
        for place, row in enumerate(standing_at(interim))
        if not row.is_before_start
    }
    plans.rate_many(actor=actor, reporting=interim, given=given)
    plans.close_reporting_date(actor=actor, reporting=interim)
    plans.add_reporting_date(actor=actor, plan=plan, label="End of stage 3", on=date(2026, 7, 31))
    plans.save_view(
        actor=actor, plan=plan, name="What is overdue", shown_as="timeline", query="overdue=on", is_shared=True
    )


def mentions(plan: Plan) -> dict[str, Any]:
    """What is said of the action that counts outputs which name a technician."""
    return {
        "measures": (
            MeasureDraft("Outputs that name a technician", "outputs", Decimal(41), date(2023, 12, 31), Decimal(60),
                         date(2026, 12, 31)),
        ),
        "sub_actions": (
            SubActionDraft("Agree with the library what counts", is_done=True),
            SubActionDraft("Ask the repository for a yearly list", is_done=True),
            SubActionDraft("Show the figure to the research committee"),
        ),
        "sources": (("survey", "Staff survey of 2023"), ("talent", "T13")),
        "cost": Decimal(1200),
        "cost_year": 2026,
        "next_steps": "Agree the target for the next plan with the research committee in March.",
        "mappings": tuple(
            number
            for _framework, options in items_offered(plan.institution)
            for number, words in options
            if words.startswith(("T6:", "T13:", "PCE2:"))
        ),
    }  # fmt: skip


def progress() -> Iterator[tuple[str, str, str, str]]:
    """What became of the first actions: status, note, rating, explanation where red."""
    yield "ongoing", "Held in March and in June; the answers are on the staff pages.", "green", ""
    yield "ongoing", "", "", ""
    yield "in_progress", "Two of the six films are cut.", "amber", ""
    yield "completed", "The printed map for September names all four technical areas.", "green", ""
    yield "not_started", "", "red", "The Beacon Building opens a year later than planned; moved to autumn 2027."
    yield "in_progress", "Counted for 2023: 41 outputs.", "amber", ""
    yield "in_progress", "Five mentors trained.", "amber", ""
