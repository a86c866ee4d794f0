"""The notifications as a Django app."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "plumbline.platform.notifications"
    label = "notifications"
