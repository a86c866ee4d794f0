"""The model of one row of staff: what stands in it, and what cannot be so together."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from plumbline.workforce.register.extract.values import Born


class Impossible(ValueError):  # noqa: N818 (it is said of two cells, and is no fault of ours)
    """Two cells that contradict each other; `column` is the one that HR should look at."""

    def __init__(self, column: str, why: str) -> None:
        super().__init__(why)
        self.column = column
        self.why = why


class StaffRow(BaseModel):
    """One post of one person, read. FTE in ten-thousandths. Equality fields come in here and part from the rest
    before anything is stored."""

    model_config = ConfigDict(strict=True, frozen=False, arbitrary_types_allowed=True, extra="forbid")

    staff: str = Field(min_length=1, max_length=64)
    contract_id: str | None = Field(None, max_length=64)
    unit: tuple[str, ...] = ()
    campus: str | None = None
    title: str | None = None
    family: str | None = None
    subfamily: str | None = None
    grade: str | None = None
    level: str | None = None
    fte: int | None = Field(None, ge=0)
    contract: str | None = None
    mode: str | None = None
    ends_on: date | None = None
    started_on: date | None = None
    post_started_on: date | None = None
    born: Born | None = None
    soc: str | None = None
    activity: str | None = None
    funding: str | None = None
    registration: str | None = None
    apprentice: bool | None = None
    entry_route: str | None = None
    left_on: date | None = None
    left_why: str | None = None
    left_to: str | None = None
    sex: str | None = None
    ethnicity: str | None = None
    disability: str | None = None
    opted_out: bool | None = None

    @model_validator(mode="after")
    def agrees_with_itself(self) -> Self:
        """Days in their order, and nobody employed as a small child."""
        if self.left_on and self.started_on and self.left_on < self.started_on:
            raise Impossible("left_on", "This is before the start at the institution. A later day is accepted.")
        if self.born and self.started_on and (self.started_on.year - self.born.on.year) < 13:
            raise Impossible("started_on", "By the day of birth this was in childhood. One of the two days is wrong.")
        return self


def plain(row: StaffRow) -> dict[str, Any]:
    """The row as a dictionary, for tests and reports."""
    return row.model_dump()
