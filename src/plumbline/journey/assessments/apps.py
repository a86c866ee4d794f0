"""Registers the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    name = "plumbline.journey.assessments"
    label = "assessments"
    verbose_name = _("Self-assessments")
    default_auto_field = "django.db.models.BigAutoField"
