"""The intake room."""

from __future__ import annotations

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "plumbline.journey.intake"
    label = "intake"
    verbose_name = "Documents"
    default_auto_field = "django.db.models.BigAutoField"
