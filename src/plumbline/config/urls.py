"""Every room's addresses, and the pages for when something is wrong."""

from __future__ import annotations

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

handler400 = "plumbline.config.views.bad_request"
handler403 = "plumbline.config.views.forbidden"
handler404 = "plumbline.config.views.not_found"
handler500 = "plumbline.config.views.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"{room}.urls"))
    for room in settings.ROOMS
    if room in settings.INSTALLED_APPS and find_spec(f"{room}.urls")
]
