"""Tells the platform what each room brings: job kinds, schedules, sentences. Lower floors know only the names."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.apps import apps

from plumbline.platform.audit.queries import register_sentences
from plumbline.platform.jobs.registry import register_kinds, register_schedules, register_slow
from plumbline.platform.notifications.kinds import register_doors, register_messages


def wire() -> None:
    """Ask every room's `schedule` for JOBS, SLOW and EVERY, its `notices` for SENTENCES and MESSAGES, its `doors`."""
    for config in apps.get_app_configs():
        if not config.name.startswith("plumbline."):
            continue
        schedule, notices, doors = (part(config.name, name) for name in ("schedule", "notices", "doors"))
        if schedule is not None:
            register_kinds(getattr(schedule, "JOBS", {}))
            register_slow(getattr(schedule, "SLOW", ()))
            register_schedules(getattr(schedule, "EVERY", {}))
        if notices is not None:
            register_sentences(getattr(notices, "SENTENCES", {}))
            register_messages(getattr(notices, "MESSAGES", {}))
        if doors is not None:
            register_doors(doors.DOORS)


def part(room: str, name: str) -> ModuleType | None:
    """A room's module, or None where the room has none. A module that is there and fails is not passed over."""
    return import_module(f"{room}.{name}") if find_spec(f"{room}.{name}") else None
