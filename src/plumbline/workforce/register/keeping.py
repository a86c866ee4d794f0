"""What is held about staff, class by class: why, and for how long. The data-protection page is drawn from it, and the
retention sweep obeys it."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Kept:
    """One class of what is held."""

    what: str
    why: str
    how_long: str
    who: str


def kept_classes() -> list[Kept]:
    """Every class, in the order in which they come into being."""
    years, days = settings.PLUMBLINE_LEAVER_YEARS, settings.PLUMBLINE_EXTRACT_DAYS
    analyst, everybody = _("The HR analyst."), _("Everybody in the workspace, rounded and suppressed.")
    return [
        Kept(
            _("Uploaded files"),
            _("To be read and checked. They may hold names and pay: nothing of that is stored."),
            _("Until they are accepted or refused, at most %(days)s days.") % {"days": days},
            analyst,
        ),
        Kept(
            _("The number that HR gives to a person"),
            _("To find the same person in the next extract. No name is kept; everywhere else stands a pseudonym."),
            _("While they work here, and %(years)s years after.") % {"years": years},
            analyst,
        ),
        Kept(
            _("Posts: title, unit, grade, FTE, contract, days"),
            _("To know how many technicians there are and where (public task, or legitimate interests)."),
            _("Without end, as counts; after %(years)s years nobody can tell whose they were.") % {"years": years},
            _("The HR analyst row by row, everybody else as released figures."),
        ),
        Kept(
            _("Day of birth"),
            _("For counts by age and the forecast of retirements."),
            _("While they work here, and %(years)s years after; then the year alone.") % {"years": years},
            analyst,
        ),
        Kept(
            _("Sex, ethnicity, disability as declared"),
            _(
                "To review equality of opportunity (DPA 2018, Schedule 1, paragraph 8). Stored apart, only ever added "
                "up, never for a decision about a person; whoever objects is left out."
            ),
            _("While they work here, and %(years)s years after.") % {"years": years},
            everybody,
        ),
        Kept(
            _("Who looked at single people"),
            _("So that looking is answerable."),
            _("Six years."),
            _("Whoever may see the institution’s history."),
        ),
    ]
