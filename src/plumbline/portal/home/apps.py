"""The app of the pages that join rooms."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Home."""

    name = "plumbline.portal.home"
    label = "home"
