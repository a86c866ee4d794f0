"""What the accounts do on their own clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from plumbline.platform.accounts.operations import purge, purge_passes

EVERY: dict[str, tuple[timedelta, Callable[[], None]]] = {
    "accounts.purge": (timedelta(hours=1), purge),
    "accounts.purge_passes": (timedelta(days=1), purge_passes),
}
