"""Every address × every kind of visitor: who is let in, who is told why not, who is told that there is no such page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from django.core.signals import request_finished
from django.db import close_old_connections, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import get_resolver

from plumbline.institutions import operations as institutions
from plumbline.institutions.access import INSTITUTION_ROLES, ROLES, SECTOR_ROLES, Capability, Role
from plumbline.institutions.actor import Actor, actor_for
from plumbline.institutions.models import Institution, Membership, SectorRole
from plumbline.journey.assessments import stage_forms
from plumbline.journey.assessments.models import Assessment
from plumbline.journey.assessments.operations import attach, desk
from plumbline.journey.assessments.queries import answers_in
from plumbline.journey.assessments.tests.making import asked, begun, looked_back_line
from plumbline.journey.evidence.models import Evidence
from plumbline.journey.evidence.tests.making import kept
from plumbline.journey.intake import operations as intake
from plumbline.journey.intake.models import Reading
from plumbline.journey.plans import operations as plans
from plumbline.journey.plans import queries
from plumbline.journey.plans.bulk import Change, version_of
from plumbline.journey.plans.drafts import MeasureDraft, OwnerDraft, SubActionDraft
from plumbline.journey.plans.exports import plan_csv
from plumbline.journey.plans.frameworks import FrameworkDraft, Item
from plumbline.journey.plans.models import Plan, PlannedAction
from plumbline.journey.plans.queries import draft_of
from plumbline.journey.submissions import operations as submissions
from plumbline.journey.submissions.models import Window
from plumbline.platform.accounts.models import User
from plumbline.platform.accounts.operations import issue_pass
from plumbline.platform.jobs.operations import run_waiting
from plumbline.platform.questionnaires.imports import read_form
from plumbline.portal.cli.reference import walk
from plumbline.sharing.library import operations as library
from plumbline.workforce.register.tests.making import a_trainee, taken_in
from tests.cast import Cast, browser

DOCUMENT = """# {name}

Organisation: {name}

How do technicians take part in making the plan?

Every team sent somebody to the planning day.

## Action plan 2025-2026

| Theme | Action | Owner | Year 1 | Year 2 |
|---|---|---|---|---|
| Visibility | Put {name} technicians on the map | Technical lead | X | |
| Recognition | Hold a prize-giving at {name} | Director | X | X |
"""
HOLDER = "holder"  # of a pass of every purpose, and nothing else
VISITORS = ("public", "nobody", "neighbour", HOLDER, *(str(role) for role in ROLES))
METHODS = ("get", "post")
ADDRESSES = sorted(walk(get_resolver().url_patterns), key=lambda pair: pair[0])


@dataclass(frozen=True)
class Things:
    """One of everything that an address can name, at one institution."""

    institution: Institution
    checked: Reading
    accepted: Reading
    plan: Plan
    values: dict[str, Any]
    passes: tuple[str, ...]  # the secret of one for each purpose that some page asks for


def raise_things(institution: Institution, lead: User) -> Things:
    """A document to check, one that was accepted, and what came of it; a person invited."""
    actor = actor_for(lead)
    submissions.load_timetable(actor=Actor.system("tests"))
    institutions.set_phase(actor=Actor.system("tests"), number=1, announced_on=date(2026, 3, 8))
    submissions.work_out(actor=Actor.system("tests"))
    submissions.ask_extension(
        actor=actor, due=institution.dues.get(stage=1), wished_on=date(2028, 1, 31), reason=f"{institution.name} asks"
    )
    institutions.edit_institution(
        actor=actor, institution=institution, contact_name="The Lead", contact_email=f"lead@{institution.slug}.example"
    )
    accepted = document(institution, actor, "plan.md", DOCUMENT.format(name=institution.name))
    intake.accept(actor=actor, reading=accepted)
    checked = document(institution, actor, "more.md", DOCUMENT.format(name=institution.name) + "\nMore to come.\n")
    plan = Plan.objects.filter(institution=institution).latest("pk")
    action = plan.actions.earliest("order")
    owner = OwnerDraft("A Holder", kind="outside", email=holder_address(institution))
    plans.change_action(actor=actor, action=action, draft=replace(draft_of(action), owners=(owner,)))
    publication = library.publish(actor=actor, plan=plan)
    pending, token = institutions.invite_member(
        actor=actor, institution=institution, email=f"new@{institution.slug}.example", role=Role.TECHNICIAN
    )
    assessment = Assessment.objects.filter(institution=institution).latest("pk")
    member = Membership.objects.filter(institution=institution).latest("pk")
    values = {
        "documents": checked.key,
        "thing": an_action(checked),
        "plan_key": plan.key,
        "actions": action.key,
        "my-actions": action.pk,
        "link": action.pk,
        "publication": publication.number,
        "plan": publication.number,
        "assessments": assessment.number,
        "reporting": plans.add_reporting_date(
            actor=actor, plan=plan, label=f"End at {institution.name}", on=date(2026, 7, 31)
        ).pk,
        **on_a_plan(institution, actor, plan, action),
        "imports": plans.upload_import(actor=actor, plan=plan, name="p.csv", content=plan_csv(plan)).number,
        "order": assessment.answers.earliest("order").order,
        "people": member.pk,
        "evidence": kept(institution, "photo", actor, title=f"Workshop at {institution.name}").number,
        "invitations": pending.pk,
        "extracts": taken_in(institution).key,
        "trainees": a_trainee(institution).pk,
        "person": institution.staff.latest("pk").key,
        "unit": institution.units.latest("pk").key,
        "token": token,
    }
    written = begun(institution, actor=actor)
    answer = next(one for place, one in answers_in(written).items() if place.question == "definition")
    delegation, _link = asked(written, actor=actor, may_add_evidence=True)
    attachment = attach(
        actor=actor,
        assessment=written,
        place=answer.place,
        evidence=Evidence.objects.get(institution=institution, number=values["evidence"]),
    )
    values |= {
        "written": written.number,
        "questions": answer.pk,
        "delegations": delegation.number,
        "attachments": attachment.pk,
        "contribute": delegation.pk,
        "answer": answer.pk,
        "looking-back": looked_back_line(written, actor),
        "part": "voice",
    }
    subjects = (action.audit_key, assessment.audit_key, delegation.subject)  # what the pages of passes can be about
    passes = tuple(pass_for(institution, actor, purpose, subjects) for purpose in purposes())
    out, values["pass"] = issue_pass(
        actor=actor, purpose="tests.none", scope=institution.key, subjects=subjects, name="", what="Look",
        email=f"link@{institution.slug}.example", address="/",
    )  # fmt: skip
    values |= {"links": out.pk, "inbox": 1}
    return Things(institution, checked, accepted, plan, values, passes)


def purposes() -> list[str]:
    """What the doors of passes ask for."""
    audiences = (str(getattr(view, "audience", "")) for _pattern, view in ADDRESSES)
    return sorted({audience.partition(":")[2] for audience in audiences if audience.startswith("pass:")})


def pass_for(institution: Institution, actor: Actor, purpose: str, subjects: tuple[str, ...]) -> str:
    """The secret of a pass for somebody without an account."""
    return issue_pass(
        actor=actor, purpose=purpose, scope=institution.key, subjects=subjects, name="", what=purpose, address="/",
        email=holder_address(institution),
    )[1]  # fmt: skip


def holder_address(institution: Institution) -> str:
    """Where somebody without an account, who owns an action there, reads their e-mails."""
    return f"holder@{institution.slug}.example"


def visiting(cast: Cast, visitor: str, things: Things) -> Client:
    """The browser of a visitor; the holder has opened every pass there."""
    if visitor != HOLDER:
        return browser(cast.everybody()[visitor])
    client = Client()
    for token in things.passes:
        assert client.post(f"/pass/{token}/").status_code == 302
    return client


def a_form() -> dict[str, Any]:
    """The draft of a form, with a name for each of its parts."""
    definition = read_form((Path(stage_forms.__file__).parent / "forms_data" / "stage_3.yaml").read_bytes())
    definition = replace(definition, key="stage_9")
    form = desk.take_in_form(actor=Actor.system("tests"), definition=definition)
    return {
        "key": form.key,
        "version": form.version,
        "section": definition.sections[0].key,
        "question": definition.sections[0].questions[0].key,
        "name": definition.lists[0].key,
    }


def on_a_plan(institution: Institution, actor: Actor, plan: Plan, action: PlannedAction) -> dict[str, Any]:
    """What hangs on an action, and what is kept beside a plan: one of each."""
    name = institution.name
    draft = replace(
        queries.draft_of(action),
        measures=(MeasureDraft(f"Visits to {name}"),),
        sub_actions=(SubActionDraft(f"Ask {name}"),),
    )
    plans.change_action(actor=actor, action=action, draft=draft)
    seen = {action.key: version_of(action.changed_at)}
    bulk = plans.change_many(actor=actor, plan=plan, change=Change("priority", value=f"High at {name}"), seen=seen).bulk
    assert bulk is not None
    own = FrameworkDraft("", f"Strategy of {name}", (Item("S1", f"Care for skills at {name}."),))
    return {
        "measures": "m1",
        "sub-actions": "s1",
        "undo": action.steps.latest("pk").pk,
        "several": bulk.pk,
        "views": plans.save_view(actor=actor, plan=plan, name=f"View at {name}", shown_as="board").pk,
        "frameworks": plans.put_framework(actor=actor, institution=institution, draft=own).pk,
    }


def document(institution: Institution, actor: Actor, name: str, text: str) -> Reading:
    """Upload a document and have it read."""
    reading = intake.upload(actor=actor, institution=institution, name=name, content=text.encode())
    run_waiting()
    reading = Reading.objects.get(pk=reading.pk)
    assert reading.problem == ""
    return reading


def an_action(reading: Reading) -> str:
    """The name in the draft of an action that was understood."""
    return next(key for key, thing in reading.draft["things"].items() if thing["kind"] == "action")


def filled(pattern: str, slug: str, things: Things, sector: dict[str, Any]) -> str:
    """An address with its blanks filled from `things`; the institution in it is `slug`."""
    address = "/" + pattern

    def value(match: re.Match[str]) -> str:
        name = match.group(1).rpartition(":")[2]
        if name == "slug":
            return slug
        before = address[: match.start()].rstrip("/").rsplit("/", 1)[-1]
        if name == "token" and before == "pass":
            return str(things.values["pass"])
        if name in {"plan_key", "thing", "token", "order"}:
            return str(things.values[name])
        if name == "stage":
            return "1"
        if name == "verb":
            return "edit"
        if name == "kind":
            return "lead"
        if before == "assessments" and not pattern.endswith(("assessments/<int:number>/", "<int:order>/")):
            return str(things.values["written"])
        if name in {"part", "answer"}:
            return str(things.values[name])
        if name == "what":
            return "figure"
        if name == "theme":
            return "recognition"
        if address.startswith("/sector/"):
            return str(sector[name] if name in sector else sector[before])
        return str(things.values[before])

    return re.sub(r"<([^>]+)>", value, address)


def expected(audience: str, visitor: str) -> str:
    """What a visitor should meet at an address: "in", "why", "nothing" or "sign in"."""
    kind, _, capability = audience.partition(":")
    if kind == "public":
        return "in"
    if kind == "pass":
        return "in" if visitor == HOLDER else "nothing"
    if visitor in {"public", HOLDER}:
        return "sign in"
    if kind == "signed in":
        return "in"
    if visitor not in set(map(str, ROLES)):
        return "nothing"
    role = Role(visitor)
    family = INSTITUTION_ROLES if kind == "institution" else SECTOR_ROLES
    if role not in family:
        return "nothing"
    may_see = Capability.VIEW_WORKSPACE if kind == "institution" else Capability.VIEW_SECTOR
    held = ROLES[role].capabilities
    if Capability(capability) in held:
        return "in"
    return "why" if may_see in held else "nothing"


def met(client: Client, address: str, method: str) -> str:
    """What a visitor meets."""
    response = getattr(client, method)(address)
    if response.status_code in {301, 302, 303} and response.headers["Location"].startswith("/sign-in/?"):
        return "sign in"
    let_go(response)
    if response.status_code in {403, 404, 405}:
        return {403: "why", 404: "nothing", 405: "no such verb"}[response.status_code]
    assert response.status_code < 500, f"{method} {address}: {response.status_code}"
    return "in"


def let_go(response: HttpResponseBase) -> None:
    """Close what a response holds open, a file for instance, but not the test's own connection to the database."""
    request_finished.disconnect(close_old_connections)
    response.close()
    request_finished.connect(close_old_connections)


def test_every_address_lets_in_whom_it_says(cast: Cast):
    """The things are raised once: what a visitor's visits change is taken back before the next one comes."""
    things, sector = raise_things(cast.institution, cast.lead), raise_sector()
    wrong = []
    for visitor in VISITORS:
        with taken_back():
            wrong += misled(cast, visitor, things, sector)
    assert wrong == []


def raise_sector() -> dict[str, Any]:
    """One of everything that an address of the sector can name."""
    system = Actor.system("tests")
    charter = FrameworkDraft("", "Charter", (Item("C1", "Care."),))
    return {
        "board": institutions.add_board_organisation(actor=system, name="A Board Member").pk,
        "phases": 1,
        "frameworks": plans.put_framework(actor=system, institution=None, draft=charter).pk,
        "windows": Window.objects.earliest("pk").pk,
        "people": SectorRole.objects.latest("pk").pk,
        **a_form(),
    }


@contextmanager
def taken_back() -> Iterator[None]:
    """Whatever is written inside is gone afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def misled(cast: Cast, visitor: str, things: Things, sector: dict[str, Any]) -> list[str]:
    """Where a visitor meets something else than the address says."""
    client = visiting(cast, visitor, things)
    actor = Actor.public() if visitor == HOLDER else cast.actors()[visitor]
    wrong = []
    for pattern, view in ADDRESSES:
        audience = getattr(view, "audience", "")
        address = filled(pattern, cast.institution.slug, things, sector)
        should = expected(audience, visitor)
        if pattern == "gallery/" and not actor.can(Capability.VIEW_SECTOR):
            should = "nothing"  # components on show: for builders, and outside the demonstration for the sector
        methods = ("get",) if should == "in" else METHODS  # whoever is let in might change the next address
        for method in methods:
            meets = met(client, address, method)
            if audience == "public" and meets == "nothing" and "token" in pattern:
                continue  # a link that was used: a page of its own says so
            if meets == "no such verb":  # refused before anybody asks who it is: it tells nothing
                continue
            if meets != should:
                wrong.append(f"{visitor}: {method} {address}: {meets}, should be {should} ({audience})")
    return wrong


def test_an_address_never_reaches_a_neighbours_things(cast: Cast):
    own, theirs = raise_things(cast.institution, cast.lead), raise_things(cast.neighbour, cast.neighbour_lead)
    reached = []
    for visitor, kind in ((str(Role.LEAD), "institution"), (HOLDER, "pass")):
        with taken_back():
            client = visiting(cast, visitor, own)
            for pattern in with_a_thing(kind):
                mixed = filled(pattern, cast.institution.slug, theirs, {})
                if mixed == filled(pattern, cast.institution.slug, own, {}):
                    continue  # numbers that both have: the next test compares what is shown
                reached += [f"{visitor}: {method} {mixed}" for method in METHODS if met(client, mixed, method) == "in"]
    assert reached == []


def with_a_thing(kind: str) -> list[str]:
    """The patterns behind doors of that kind that name more than an institution."""
    return [
        pattern
        for pattern, view in ADDRESSES
        if str(getattr(view, "audience", "")).startswith(kind) and pattern.count("<") > 1
    ]


def test_no_page_of_an_institution_shows_a_neighbours_words(cast: Cast):
    raise_things(cast.neighbour, cast.neighbour_lead)
    own = raise_things(cast.institution, cast.lead)
    client = browser(cast.lead)
    holder = visiting(cast, HOLDER, own)
    for pattern, view in ADDRESSES:
        audience = str(getattr(view, "audience", ""))
        if audience.startswith(("institution", "pass")):
            response = (client if audience.startswith("institution") else holder).get(
                filled(pattern, cast.institution.slug, own, {})
            )
            let_go(response)
            if response.status_code == 200 and not response.streaming:
                assert b"Borrowdale" not in response.content, pattern


def test_every_address_says_who_it_is_for():
    silent = [pattern for pattern, view in ADDRESSES if not getattr(view, "audience", "")]
    assert silent == []
