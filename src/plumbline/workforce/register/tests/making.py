"""Extracts and registers for tests, made by the operations alone."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

from plumbline.institutions.access import Role
from plumbline.institutions.actor import Actor
from plumbline.platform.jobs.operations import run_waiting
from plumbline.workforce.register import operations
from plumbline.workforce.register.models import Extract, Trainee

SAMPLES = Path(__file__).resolve().parents[5] / "samples" / "workforce"
HEADINGS = (
    "Staff ID", "Contract ID", "Faculty", "Department", "Campus", "Job title", "Job family", "Grade", "FTE",
    "Contract type", "Mode", "Start date", "Date of birth", "Sex", "Ethnicity", "Leaving date", "Reason for leaving",
)  # fmt: skip
PLAIN = {
    "Faculty": "Science", "Department": "Chemistry", "Campus": "North", "Job title": "Laboratory Technician",
    "Job family": "Technical", "Grade": "Grade 5", "FTE": "1", "Contract type": "Permanent", "Mode": "Full-time",
    "Start date": "01/09/2010", "Date of birth": "03/05/1970", "Sex": "F", "Ethnicity": "White",
}  # fmt: skip


def row(staff: object, **given: object) -> dict[str, object]:
    """A row of HEADINGS: `row(1, grade="Grade 6", job_title="…")`."""
    named = {name.replace("_", " ").casefold(): value for name, value in given.items()}
    values = {"Staff ID": staff, "Contract ID": f"C{staff}", **PLAIN}
    return {heading: named.get(heading.casefold(), values.get(heading, "")) for heading in HEADINGS}


def people(count: int, **given: object) -> list[dict[str, object]]:
    """So many rows of different people, numbered from 1001."""
    return [row(1000 + number, **given) for number in range(1, count + 1)]


def as_csv(rows: list[dict[str, object]], headings: tuple[str, ...] = HEADINGS) -> bytes:
    """The rows as a CSV file."""
    out = io.StringIO()
    writer = csv.DictWriter(out, headings, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def analyst(cast):
    """The actor that the HR analyst of the institution is."""
    return cast.actor(Role.HR_ANALYST)


def uploaded(cast, content: bytes, as_at: date, *, name: str = "staff.csv", **given) -> Extract:
    """Upload a file and have it looked at."""
    extract = operations.upload_extract(
        actor=analyst(cast), institution=cast.institution, name=name, content=content, as_at=as_at, **given
    )
    run_waiting()
    return fresh(extract)


def checked(cast, content: bytes, as_at: date, *, options: dict | None = None, **given) -> Extract:
    """Upload a file, take the columns as proposed, and have it checked."""
    extract = uploaded(cast, content, as_at, **given)
    if extract.state != "mapping":
        return extract
    columns = {key: match["column"] for key, match in extract.looked["matches"].items()}
    operations.choose_columns(actor=analyst(cast), extract=extract, columns=columns, options=options or {})
    run_waiting()
    return fresh(extract)


def accepted(cast, rows: list[dict[str, object]], as_at: date, **given) -> Extract:
    """Take rows in as at a day."""
    extract = checked(cast, as_csv(rows), as_at, **given)
    operations.accept_extract(actor=analyst(cast), extract=extract)
    return fresh(extract)


def fresh(extract: Extract) -> Extract:
    """The extract as it stands now."""
    return Extract.objects.select_related("institution", "file").get(pk=extract.pk)


def taken_in(institution) -> Extract:
    """An accepted extract of five people at any institution, and the names of its units say whose it is."""
    system = Actor.system("tests")
    content = as_csv(people(5, department=f"Workshops of {institution.name}"))
    extract = operations.upload_extract(
        actor=system, institution=institution, name="staff.csv", content=content, as_at=date(2026, 7, 31)
    )
    run_waiting()
    columns = {key: match["column"] for key, match in fresh(extract).looked["matches"].items()}
    operations.choose_columns(actor=system, extract=fresh(extract), columns=columns)
    run_waiting()
    operations.accept_extract(actor=system, extract=fresh(extract))
    return fresh(extract)


def a_trainee(institution) -> Trainee:
    """A week of work experience at any institution."""
    return operations.save_trainee(
        actor=Actor.system("tests"), institution=institution, kind="experience",
        what=f"A week at {institution.name}", started_on=date(2026, 3, 2),
    )  # fmt: skip
