"""Words of the register for templates."""

from collections.abc import Mapping

from django import template
from django.utils.translation import gettext as _

from plumbline.workforce.register import showing

register = template.Library()


@register.filter
def field_said(key: str) -> str:
    """What a field of a post is called."""
    return showing.field_said(key)


@register.filter
def fields_said(keys: str) -> str:
    """What several fields of a post are called: "grade,unit"."""
    return ", ".join(showing.field_said(key) for key in keys.split(",") if key)


@register.filter
def fte_said(fte: int | None) -> str:
    """An FTE of ten-thousandths as people write it."""
    return _("not said") if fte is None else f"{fte / 10_000:g}"


@register.filter
def name_of(names: Mapping[str, str], key: str) -> str:
    """Who a key is."""
    return names.get(key, key)


@register.filter
def look_said(what: str) -> str:
    """What somebody looked at."""
    words = {
        "extract": _("people of the extract"),
        "list": _("list of people"),
        "person": _("one person"),
        "export": _("exported one person"),
    }
    return words.get(what, what)
