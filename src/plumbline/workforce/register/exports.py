"""Files out of the register."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from plumbline.foundation.clock import today
from plumbline.workforce.register import queries
from plumbline.workforce.register.keeping import kept_classes
from plumbline.workforce.register.models import Extract, Person
from plumbline.workforce.register.models.posts import POSITION_FIELDS

POST_FIELDS = (
    "from_on", "is_gone", "what", "campus", "fte", "contract", "mode", "ends_on", "started_on", "post_started_on",
    "born_on", "born_how", "funding", "registration", "apprentice", "entry_route", "left_on", "left_why", "left_to",
)  # fmt: skip
STARTS = ("=", "+", "-", "@", "\t", "\r")


def faults_csv(extract: Extract) -> Iterator[str]:
    """What cannot be taken, cell by cell, for HR: where, what is seen, why, what would be accepted."""
    heads = [_("Row"), _("Column"), _("Seen"), _("What is wrong"), _("What is accepted"), _("Is the row left out?")]
    yield "\ufeff" + csv_line(heads)
    for fault in extract.faults.all().iterator(2_000):
        told = _("yes") if fault.is_refused else _("no, the cell is")
        yield csv_line([str(fault.row), fault.column, fault.seen, fault.why, fault.accepted, told])


def csv_line(cells: Iterable[str]) -> str:
    """One line of CSV in which no cell can be a formula."""
    out = io.StringIO()
    csv.writer(out).writerow([f"'{cell}" if cell.startswith(STARTS) else cell for cell in cells])
    return out.getvalue()


def subject_access(person: Person) -> dict[str, Any]:
    """Everything that is held about somebody, with what it is for: the answer to a subject access request."""
    posts = [
        {name: _plain(getattr(post, name)) for name in POST_FIELDS}
        | {"position": {name: getattr(post.position, name) for name in POSITION_FIELDS}}
        | {"unit": post.unit.written if post.unit else "", "extract_as_at": _plain(post.extract.as_at)}
        for post in queries.posts_of(person)
    ]
    declared = [
        {name: getattr(row, name) for name in ("sex", "ethnicity", "disability", "opted_out")}
        for row in queries.equality_of(person)
    ]
    return {
        "institution": person.institution.name,
        "made_on": _plain(today()),
        "pseudonym": person.key,
        "staff_number": person.ref,
        "same_person_as": person.same_as.ref if person.same_as else "",
        "objected_to_equality_figures_at": _plain(person.objected_at),
        "posts": posts,
        "declared": declared,
        "counted_by_hand": [
            {"counts": choice.is_in, "reason": choice.reason, "from": _plain(choice.since_on)}
            for choice in queries.choices_of(person)
        ],
        "looked_at": [
            {"at": _plain(look.at), "what": look.what} for look in queries.looks_at(person.institution, person)
        ],
        "why_and_how_long": [asdict(kept) for kept in kept_classes()],
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
