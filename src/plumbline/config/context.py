"""What every template knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language_info

from plumbline import __version__


def site(request: HttpRequest) -> dict[str, Any]:
    """The site's name, its version, and who is asking. Pages of errors may be drawn before anybody is known."""
    return {
        "site_name": settings.PLUMBLINE_NAME,
        "site_version": __version__,
        "site_is_demo": settings.ENVIRONMENT == "demo",
        "actor": getattr(request, "actor", None),
        "languages": [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES],
        "set_language": "/language/",
    }
