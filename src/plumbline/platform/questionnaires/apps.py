"""Registers the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuestionnairesConfig(AppConfig):
    name = "plumbline.platform.questionnaires"
    label = "questionnaires"
    verbose_name = _("Forms")
    default_auto_field = "django.db.models.BigAutoField"
