"""The wiring as a Django app: when everything is loaded, the rooms are connected."""

from importlib import import_module

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "plumbline.config"
    label = "config"

    def ready(self) -> None:
        """Connect the rooms. By name: this file is read before any model may be."""
        import_module("plumbline.config.wiring").wire()
