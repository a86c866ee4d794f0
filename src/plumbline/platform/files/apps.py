"""The files as a Django app."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "plumbline.platform.files"
    label = "files"
