"""What stands beside an institution's pages."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from plumbline.institutions import rules
from plumbline.institutions.models import Institution

register = template.Library()


@register.inclusion_tag("institutions/beside.html", takes_context=True)
def about_institution(context: Context, institution: Institution) -> dict[str, Any]:
    """The pages about the institution that this actor may open."""
    actor = context["actor"]
    return {
        "request": context["request"],
        "institution": institution,
        "may_manage": rules.can_manage_people(actor, institution),
        "may_edit": rules.can_edit_institution(actor, institution),
        "may_view_audit": rules.can_view_audit(actor, institution),
    }
