"""Timetables for tests, made by the operations alone."""

from datetime import date

from plumbline.institutions import operations as institutions
from plumbline.institutions.actor import Actor
from plumbline.institutions.queries import phase
from plumbline.journey.submissions import operations

SYSTEM = Actor.system("tests")


def timetable(announced_on=date(2024, 3, 8)):
    """The published timetable, with phase 1 (where the cast stands) announced on that day."""
    institutions.set_phase(actor=SYSTEM, number=1, announced_on=announced_on)
    operations.load_timetable(actor=SYSTEM)
    return phase(1)


def due(institution, stage=1):
    """What is due from an institution for a stage, as the database has it."""
    return institution.dues.get(stage=stage)
