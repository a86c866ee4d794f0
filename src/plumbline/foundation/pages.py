"""Doors that need no domain word: open to everybody, or to whoever is signed in; and the way a page is made.

Every view wears exactly one door. A door writes down who it lets in on the view (`view.audience`), so that a test
can walk every address with every role and compare."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_cache_control

View = Callable[..., HttpResponseBase]


def page(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """Draw `template` with `context`."""
    return render(request, template, context, status=status)


def public_page(view: View) -> View:
    """Open to everybody."""

    @functools.wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    return marked(door, "public")


def signed_in_page(view: View) -> View:
    """For whoever is signed in; others are sent to sign in and come back."""

    @functools.wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return personal(view(request, *args, **kwargs))

    return marked(door, "signed in")


def personal(response: HttpResponseBase) -> HttpResponseBase:
    """No browser or proxy keeps a copy of a page that is one person's."""
    patch_cache_control(response, private=True, no_store=True)
    return response


def marked(view: View, audience: str) -> View:
    """Write on the view whom it lets in. Two doors on one view are a mistake, caught when the module is loaded."""
    if getattr(getattr(view, "__wrapped__", None), "audience", None):
        raise TypeError("A view wears exactly one door.")
    view.audience = audience  # type: ignore[attr-defined]
    return view


def whole_address(path: str) -> str:
    """A path of this site as a whole address, for e-mails and calendars."""
    return f"{settings.PLUMBLINE_ADDRESS.rstrip('/')}{path}"
