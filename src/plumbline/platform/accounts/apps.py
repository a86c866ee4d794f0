"""The accounts as a Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "plumbline.platform.accounts"
    label = "accounts"
