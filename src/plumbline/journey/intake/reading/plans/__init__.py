"""Plans: actions, achievements and explained reds, read from blocks of every shape."""

from __future__ import annotations

from .achievements import read_achievements
from .plan import read_plan
from .reds import explain_reds
from .scoring import looks_like_plan

__all__ = ["explain_reds", "looks_like_plan", "read_achievements", "read_plan"]
