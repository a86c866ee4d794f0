"""What-ifs: what is done differently from the way things have been."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scenario:
    """Changes to the forecast, each of which may be left as it is.

    `retiring`: refs of people who go in the first year whatever the rates say. `apprentices`: how many more come each
    year, to `unit` where one is named. `retire_at`: whoever reaches this age goes, and nobody retires before it by
    rate. `freeze_years`: so many years from now in which nobody is recruited; apprentices still come.
    """

    name: str
    retiring: frozenset[str] = frozenset()
    apprentices: int = 0
    unit: str = ""
    retire_at: int | None = None
    freeze_years: int = 0


AS_NOW = Scenario("as now")
