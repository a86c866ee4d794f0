"""A date of a plan as people type it into a form: the words, and the day where they name one: a pure calculation."""

from __future__ import annotations

from plumbline.foundation.days import typed_day
from plumbline.journey.plans.drafts import Written


def written(typed: str, *, is_start: bool) -> Written:
    """What was typed, with its day. A month or a year as a start is its first day, else its last."""
    words = " ".join(typed.split())
    return Written(words, typed_day(words, is_start=is_start))
