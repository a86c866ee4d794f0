"""Documents for the tests of this room, read by the real reader in this process."""

from __future__ import annotations

from plumbline.institutions.actor import Actor
from plumbline.institutions.models import Institution
from plumbline.journey.intake import operations
from plumbline.journey.intake.child import outcome
from plumbline.journey.intake.models import Reading
from plumbline.journey.intake.parsing import Read

SYSTEM = Actor.system("tests")

PLAN = """# Technician Commitment self-assessment

Organisation: Ashmere University

Name of institutional lead: Ada Quill

How do technicians take part in making the plan?

Every team sent somebody to the planning day. Notes were shared with all.

## Action plan 2025-2026

| Theme | Action | Owner | Deadline |
|---|---|---|---|
| Visibility | Put every technician on the staff map. Keep it up to date. | Technical lead | May 2026 |
| Recognition | Hold a prize-giving each summer | Director | Spring 2026 |
| Sustainability | Count who retires within five years | HR partner | ongoing |
"""


def words_plan(actions: int) -> bytes:
    """A plan of many actions, each with its own words."""
    rows = "\n".join(
        f"| Visibility | Do the thing number {n} for all teams | Owner {n} | 2026 |" for n in range(actions)
    )
    head = "# Technician Commitment action plan 2025-2026\n\n| Theme | Action | Owner | Deadline |\n|---|---|---|---|"
    return f"{head}\n{rows}\n".encode()


def document(
    institution: Institution,
    actor: Actor = SYSTEM,
    *,
    name: str = "plan.md",
    content: bytes = PLAN.encode(),
) -> Reading:
    """A document that was uploaded and read and waits to be checked."""
    reading = operations.upload(actor=actor, institution=institution, name=name, content=content)
    return as_read(reading)


def as_read(reading: Reading) -> Reading:
    """The reading after its job: read in this process, stored by the real operation."""
    operations.begin(reading=reading)
    found = outcome(reading.file.path, reading.name)
    read = Read(
        result=found.get("result"),
        sheets=tuple(found.get("sheets", ())),
        pages=found.get("pages"),
        code=found.get("code", ""),
        message=found.get("message", ""),
    )
    operations.finish(actor=SYSTEM, reading=reading, read=read)
    return Reading.objects.select_related("institution", "file").get(pk=reading.pk)


def first(reading: Reading, kind: str) -> str:
    """The name of the first thing of a kind in the draft."""
    return next(key for key, thing in reading.draft["things"].items() if thing["kind"] == kind)


def again(reading: Reading) -> Reading:
    """The row as it is now."""
    return Reading.objects.select_related("institution", "file", "again_of").get(pk=reading.pk)
