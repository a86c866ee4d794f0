"""Files out of the register."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from plumbline.workforce.register.models import Extract

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
