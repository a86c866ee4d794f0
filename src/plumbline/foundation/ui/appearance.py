"""Light, dark, or as the device wishes: kept in a cookie, so that no script is needed to remember it."""

from django.http import HttpRequest, HttpResponse

COOKIE = "appearance"
CHOICES = ("light", "dark")
A_YEAR = 365 * 24 * 3600


def chosen(request: HttpRequest) -> str:
    """ "light", "dark", or "" for what the device wishes; anything else in the cookie counts as nothing."""
    value = request.COOKIES.get(COOKIE, "")
    return value if value in CHOICES else ""


def remember(response: HttpResponse, value: str) -> None:
    """Write the choice, or forget it. Not HttpOnly: the script that switches without a reload writes it too."""
    if value in CHOICES:
        response.set_cookie(COOKIE, value, max_age=A_YEAR, samesite="Lax")
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
