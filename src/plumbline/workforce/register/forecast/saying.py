"""What the forecast assumes, in plain words, with the numbers that it used."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.workforce.register.forecast.history import History
from plumbline.workforce.register.forecast.rates import (
    FILLING_WEIGHT,
    LEAVING_WEIGHT,
    RETIRING_FROM,
    RETIRING_WEIGHT,
    Rates,
    rate,
)
from plumbline.workforce.register.forecast.scenarios import Scenario
from plumbline.workforce.register.forecast.simulation import RUNS

SAID_AT = (60, 65)  # ages whose rate is told


def assumptions(history: History, rates: Rates, scenario: Scenario) -> list[str]:
    """Sentences for the page, the institution's own history first."""
    return [
        learned_from(history, rates),
        retiring(rates, scenario),
        leaving(rates),
        recruiting(rates, scenario),
        _(
            "Years differ from each other as they have so far, and more than chance alone would have it: a bad year "
            "touches everybody at once. Units differ in how often people leave."
        ),
        _(
            "Nothing else changes: no unit closes, merges or grows by more than about 1% a year, the job market and "
            "the pension rules stay as they have been."
        ),
        _("The figures come from %(runs)s runs. The band holds nine in ten of them; half lie above the middle line.")
        % {"runs": f"{RUNS:,}"},
        *instructions(scenario),
    ]  # fmt: skip


def learned_from(history: History, rates: Rates) -> str:
    """How much history there is."""
    if not rates.years:
        return _(
            "There is only one accepted extract so far, so no rate is your own yet: all are typical of technical staff "
            "at universities, and the bands are wide. Each further year of extracts makes them yours."
        )
    return ngettext(
        "The rates come from %(number)s year of your extracts up to %(day)s, %(years)s years of one person each; "
        "where that is little they lean on what is typical.",
        "The rates come from %(number)s years of your extracts up to %(day)s, %(years)s years of one person each; "
        "where that is little they lean on what is typical.",
        rates.years,
    ) % {
        "number": rates.years,
        "years": f"{rates.person_years:,}",
        "day": date_format(history.on, "j F Y"),
    }


def retiring(rates: Rates, scenario: Scenario) -> str:
    """At what ages people retire."""
    if scenario.retire_at is not None:
        return _("Everybody retires in the year in which they reach %(age)s, and nobody before.") % {
            "age": scenario.retire_at
        }
    yearly = rate(rates.retiring)
    at = {age: round(100 * float(yearly[RETIRING_FROM.index(age)])) for age in SAID_AT}
    return _(
        "Of people aged 60 and 61, %(sixty)s%% retire in a year; of people aged 65, %(later)s%%. Each age from 55 has "
        "its own rate, which leans on what is typical as if %(weight)s people had been watched for a year."
    ) % {"sixty": at[60], "later": at[65], "weight": round(RETIRING_WEIGHT)}  # fmt: skip


def leaving(rates: Rates) -> str:
    """How many leave for other reasons."""
    yearly = rate(rates.leaving)
    return _(
        "For other reasons %(young)s%% of people under 30 leave in a year and %(middle)s%% of those from 45 to 54; in "
        "their first two years %(new)s times as many. Moving to another job family counts as leaving. These rates lean "
        "on what is typical as if %(weight)s people had been watched for a year."
    ) % {
        "young": round(100 * float(yearly[0])), "middle": round(100 * float(yearly[2])),
        "new": f"{rates.new_factor[0] / rates.new_factor[1]:.1f}", "weight": round(LEAVING_WEIGHT),
    }  # fmt: skip


def recruiting(rates: Rates, scenario: Scenario) -> str:
    """How posts are filled."""
    said = _(
        "A unit has as many posts as it held on average, the last years counting more. Of posts that are vacant, "
        "%(share)s%% are filled within a year; this leans on 90%% as if %(weight)s posts had been watched. Who comes "
        "is like who came: as old, in the same grades and families."
    ) % {"share": round(100 * rates.filling[0] / rates.filling[1]), "weight": round(FILLING_WEIGHT)}  # fmt: skip
    if scenario.freeze_years:
        said += " " + ngettext(
            "In the first year nobody is recruited.", "In the first %(years)s years nobody is recruited.",
            scenario.freeze_years,
        ) % {"years": scenario.freeze_years}  # fmt: skip
    return said


def instructions(scenario: Scenario) -> list[str]:
    """What the scenario adds."""
    said = []
    if scenario.retiring:
        said.append(
            ngettext(
                "The %(number)s person that you named leaves in the first year.",
                "The %(number)s people that you named leave in the first year.",
                len(scenario.retiring),
            ) % {"number": len(scenario.retiring)}
        )  # fmt: skip
    if scenario.apprentices:
        said.append(
            ngettext(
                "%(number)s more apprentice comes each year and stays as often as other new people do.",
                "%(number)s more apprentices come each year and stay as often as other new people do.",
                scenario.apprentices,
            ) % {"number": scenario.apprentices}
        )  # fmt: skip
    return said
