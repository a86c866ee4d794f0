"""Words of the register for templates."""

from django import template

from plumbline.workforce.register import showing

register = template.Library()


@register.filter
def field_said(key: str) -> str:
    """What a field of a post is called."""
    return showing.field_said(key)
