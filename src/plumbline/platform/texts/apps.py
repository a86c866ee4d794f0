"""The texts as a Django app."""

from django.apps import AppConfig


class TextsConfig(AppConfig):
    name = "plumbline.platform.texts"
    label = "texts"
