"""Reading submissions: neutral blocks in, what a submission says out. Pure: no Django, no database, no network."""

from .reader import understand
from .shape import as_json, from_json

__all__ = ["as_json", "from_json", "understand"]
