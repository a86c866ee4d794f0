"""What texts do on their own clock: forgetting who was here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from plumbline.platform.texts.operations import forget_absent

EVERY: dict[str, tuple[timedelta, Callable[[], None]]] = {"texts.forget_absent": (timedelta(hours=1), forget_absent)}
