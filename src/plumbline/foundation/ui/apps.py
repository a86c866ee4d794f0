"""The app that brings templates, tags and static files."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Plumbline's look."""

    name = "plumbline.foundation.ui"
    label = "ui"
