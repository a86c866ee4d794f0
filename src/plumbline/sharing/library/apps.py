"""Registers the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LibraryConfig(AppConfig):
    name = "plumbline.sharing.library"
    label = "library"
    verbose_name = _("Published plans")
    default_auto_field = "django.db.models.BigAutoField"
