"""The themes as the secretariat words them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from plumbline.institutions import operations, queries, rules
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import actor_of
from plumbline.institutions.forms import ThemeForm
from plumbline.institutions.models import Source
from plumbline.institutions.pages import page, sector_page


@sector_page(Capability.VIEW_SECTOR)
@require_safe
def themes(request: HttpRequest) -> HttpResponseBase:
    """The five themes, each with the words in which it stands today."""
    worded = queries.worded_themes().values()
    may_manage = rules.can_manage_sector(actor_of(request))
    return page(request, "institutions/sector_themes.html", themes=worded, may_manage=may_manage)


@sector_page(Capability.MANAGE_SECTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def theme(request: HttpRequest, theme: str) -> HttpResponseBase:
    """Word a theme anew; its earlier wordings are below."""
    worded, history = queries.worded_themes().get(theme), list(queries.theme_wordings(theme))
    if worded is None:
        raise Http404
    newest = history[0] if history else worded
    start = {"sentence": newest.sentence, "source": Source.OFFICIAL, "seen": newest.version}
    form = ThemeForm(request.POST or None, initial=start)
    if form.is_valid() and form.carry_out(
        operations.word_theme, actor=actor_of(request), theme=theme, **form.cleaned_data
    ):
        messages.success(request, _("The wording is entered. Earlier ones stay in the history."))
        return redirect("institutions:sector_themes")
    names = queries.actor_names(row.written_by for row in history)
    told = [(row, names[row.written_by]) for row in history]
    return page(request, "institutions/sector_theme.html", worded=worded, form=form, history=told)
