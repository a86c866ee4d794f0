"""The institutions as a Django app."""

from django.apps import AppConfig


class InstitutionsConfig(AppConfig):
    name = "plumbline.institutions"
    label = "institutions"
