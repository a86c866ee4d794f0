"""How the audit says what was done to evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.journey.evidence.models import Kind


def _added(parameters: Mapping[str, Any]) -> str:
    return _("added evidence: %(kind)s %(number)s") % {
        "kind": str(Kind(str(parameters["kind"])).label).lower(),
        "number": parameters["number"],
    }


SENTENCES: dict[str, Promise | Callable[[Mapping[str, Any]], str]] = {
    "evidence.added": _added,
    "evidence.changed": gettext_lazy("changed evidence %(number)s"),
    "evidence.removed": gettext_lazy("removed evidence %(number)s"),
    "evidence.restored": gettext_lazy("put evidence %(number)s back"),
    "evidence.consent_withdrawn": gettext_lazy("withdrew the consent to a testimonial; what it said is gone"),
    "evidence.link_died": gettext_lazy("found that a link is dead"),
    "evidence.link_revived": gettext_lazy("found that a dead link answers again"),
}
