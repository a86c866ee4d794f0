"""What every template knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """The site's name, whether it is a demonstration, and who is asking: nobody yet, where an error comes first."""
    return {
        "site_name": settings.PLUMBLINE_NAME,
        "site_is_demo": settings.ENVIRONMENT == "demo",
        "actor": getattr(request, "actor", None),
    }
