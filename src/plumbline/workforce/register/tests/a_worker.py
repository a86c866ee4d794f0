"""A worker in a process of its own, for the test that kills it. `ask` prepares a database with an extract to check;
`work` works until it is told to stop; `tell` prints what stands in the register."""

import csv
import io
import json
import sys
from datetime import date

import django

ROWS = 12_000


def rows():
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["Staff ID", "Department", "Job title", "Job family", "Grade", "FTE", "Start date"])
    for number in range(ROWS):
        writer.writerow([10_000 + number, f"Unit {number % 40}", "Technician", "Technical", "5", "1", "01/09/2015"])
    return out.getvalue().encode()


def main(what):
    django.setup()
    from django.core.management import call_command

    from plumbline.institutions.actor import Actor
    from plumbline.institutions.operations import create_institution
    from plumbline.platform.jobs.operations import run_waiting, run_worker
    from plumbline.workforce.register import operations
    from plumbline.workforce.register.models import Extract, Person, Post

    if what == "ask":
        call_command("migrate", verbosity=0)
        actor = Actor.system("tests")
        institution = create_institution(actor=actor, name="Ashmere University", slug="ashmere")
        extract = operations.upload_extract(
            actor=actor, institution=institution, name="staff.csv", content=rows(), as_at=date(2026, 7, 31)
        )
        run_waiting()
        extract = Extract.objects.get(pk=extract.pk)
        columns = {key: match["column"] for key, match in extract.looked["matches"].items()}
        operations.choose_columns(actor=actor, extract=extract, columns=columns)
    elif what == "work":
        run_worker(threads=1)
    else:
        extract = Extract.objects.get()
        true = Post.objects.all().true().count()
        print(json.dumps([extract.state, Post.objects.count(), Person.objects.count(), true]))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1])
