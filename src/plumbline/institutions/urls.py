"""Addresses of the institutions' own pages and of the register."""

from django.urls import URLPattern

app_name = "institutions"

urlpatterns: list[URLPattern] = []
