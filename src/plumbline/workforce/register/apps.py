"""Registers the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegisterConfig(AppConfig):
    name = "plumbline.workforce.register"
    label = "register"
    verbose_name = _("Register of staff")
    default_auto_field = "django.db.models.BigAutoField"
