"""The standing cast: two institutions and their people, the sector, the public. Made by the real operations, so that
no test holds a person or a role that could not exist.

    Ashmere University ── ada (lead), one person in each other role      the institution
    Borrowdale Institute ── bea (lead)                                   the neighbour
    the sector ── sam (secretariat), bo (board member), rae (reviewer)
    pat ── has an account and no role at all; the public has not even that
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection, connections
from django.db.backends.base.operations import BaseDatabaseOperations
from django.test import Client

from plumbline.institutions import operations as institutions
from plumbline.institutions.access import INSTITUTION_ROLES, SECTOR_ROLES, Role
from plumbline.institutions.actor import Actor, actor_for
from plumbline.institutions.models import Institution
from plumbline.platform.accounts.models import User
from plumbline.platform.accounts.operations import create_user
from plumbline.platform.audit import triggers

PASSWORD = "brass kettle 42 lamps"


@dataclass(frozen=True)
class Cast:
    """Everybody. `people` holds one user a role at the institution, `sector` one user a sector role."""

    institution: Institution
    neighbour: Institution
    people: dict[Role, User]
    sector: dict[Role, User]
    neighbour_lead: User
    nobody: User  # signed in, without any role

    @property
    def lead(self) -> User:
        """The institution's lead."""
        return self.people[Role.LEAD]

    @property
    def secretariat(self) -> User:
        """The secretariat's member."""
        return self.sector[Role.SECRETARIAT]

    def everybody(self) -> dict[str, User | None]:
        """Every kind of visitor by name; None is the public."""
        return {
            "public": None,
            "nobody": self.nobody,
            "neighbour": self.neighbour_lead,
            **{str(role): user for role, user in (self.people | self.sector).items()},
        }

    def actor(self, role: Role) -> Actor:
        """The actor that the holder of a role is."""
        return actor_for((self.people | self.sector)[role])

    def actors(self) -> dict[str, Actor]:
        """Every kind of visitor as an actor."""
        return {name: actor_for(user) if user else Actor.public() for name, user in self.everybody().items()}


@pytest.fixture
def cast(db: None) -> Cast:
    """The standing cast, in the database."""
    return make_cast()


def make_cast() -> Cast:
    """Raise the cast by operations alone."""
    system = Actor.system("tests")
    ashmere = institutions.create_institution(
        actor=system, name="Ashmere University", slug="ashmere", nation="england", region="Ashmere Valley",
        contact_name="Ada Quill", contact_email="technicians@ashmere.example",
    )  # fmt: skip
    borrowdale = institutions.create_institution(
        actor=system, name="Borrowdale Institute", slug="borrowdale", kind="research_institute", nation="wales"
    )
    phase = institutions.set_phase(actor=system, number=1)
    for institution in (ashmere, borrowdale):
        institutions.set_signatory(actor=system, institution=institution, phase=phase)
    people = {role: person(role) for role in INSTITUTION_ROLES}
    for role, user in people.items():
        institutions.grant_membership(actor=system, institution=ashmere, user=user, role=role)
    sector = {role: person(role) for role in SECTOR_ROLES}
    for role, user in sector.items():
        institutions.grant_sector_role(actor=system, user=user, role=role)
    bea = create_user(email="bea@borrowdale.example", name="Bea Fell", password=PASSWORD)
    institutions.grant_membership(actor=system, institution=borrowdale, user=bea, role=Role.LEAD)
    pat = create_user(email="pat@elsewhere.example", name="Pat Nowhere", password=PASSWORD)
    return Cast(ashmere, borrowdale, people, sector, bea, pat)


def person(role: Role) -> User:
    """Somebody named after their role."""
    return create_user(
        email=f"{role}@ashmere.example", name=f"{str(role).replace('_', ' ').title()} Person", password=PASSWORD
    )


def browser(user: User | None) -> Client:
    """A browser in which `user` is signed in (None: nobody is)."""
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


@pytest.fixture(autouse=True)
def var_folder(settings: Any, tmp_path: Path) -> Path:
    """Tests keep their files to themselves."""
    settings.PLUMBLINE_VAR = tmp_path / "var"
    settings.EMAIL_FILE_PATH = str(tmp_path / "var" / "mail")
    settings.PLUMBLINE_VAR.mkdir()
    return tmp_path / "var"


@pytest.fixture(autouse=True, scope="session")
def audit_may_be_emptied_between_tests() -> Iterator[None]:
    """Tests that commit are followed by a flush, which the audit's triggers refuse: lift them for that moment only."""
    flush = BaseDatabaseOperations.execute_sql_flush

    def lifted(self: BaseDatabaseOperations, sql_list: list[str]) -> None:
        triggers.remove(connection)
        try:
            flush(self, sql_list)
        finally:
            triggers.install(connection)

    BaseDatabaseOperations.execute_sql_flush = lifted  # type: ignore[method-assign]
    yield
    BaseDatabaseOperations.execute_sql_flush = flush  # type: ignore[method-assign]


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Do several things at the same moment, each on a connection of its own; what each gave, or raised. SQLite in
    memory tells one of two connections "locked" where a file would let it wait: that one tries again."""
    gate, results = threading.Barrier(len(acts)), list[object]([None] * len(acts))

    def do(place: int, act: Callable[[], object]) -> None:
        connection.ensure_connection()  # so that nobody is late for that reason
        gate.wait()
        for _attempt in range(200):
            try:
                results[place] = act()
            except OperationalError as busy:
                if "locked" not in str(busy):
                    results[place] = busy
                    break
                time.sleep(0.01)
                continue
            except Exception as problem:  # a refusal is a result too
                results[place] = problem
            break
        connections.close_all()

    threads = [threading.Thread(target=do, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
