"""Words for what differs between two versions."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

register = template.Library()

FIELDS: dict[str, str | Promise] = {
    "ref": _("number"),
    "text": _("wording"),
    "themes": _("themes"),
    "section": _("section"),
    "objective": _("objective"),
    "owner": _("owner"),
    "starts": pgettext_lazy("day", "start"),
    "ends": pgettext_lazy("day", "end"),
    "due": _("due date"),
    "years": _("years"),
    "measure": _("success measure"),
    "progress": _("progress"),
    "status": _("status"),
    "rag": _("rating"),
    "links": _("links"),
    "key": _("plan"),
    "title": _("title"),
    "kind": _("kind"),
    "sections": _("sections"),
    "slug": _("address"),
    "name": _("name"),
    "nation": _("nation"),
    "website": _("website"),
    "contact": _("public contact"),
}


@register.filter
def field_words(names: Iterable[str]) -> str:
    """The names of fields of a frozen copy as a reader would say them."""
    return ", ".join(str(FIELDS.get(name, name)) for name in names)
