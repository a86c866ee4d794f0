"""Rows of history: written once, changed by nobody."""

from __future__ import annotations

from typing import Any

from django.db import models


class Immutable(models.Model):
    """A row of history: written once. It goes only with the thing that it tells of."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save a new row; TypeError for one that is there already."""
        if not self._state.adding:
            raise TypeError(f"A {type(self).__name__} is history and is not changed.")
        super().save(*args, **kwargs)
