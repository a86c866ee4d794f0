"""The jobs as a Django app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "plumbline.platform.jobs"
    label = "jobs"
