"""How the audit says what was done to plans."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "plan.made": _("made a plan"),
    "plan.changed": _("changed a plan's title or period"),
    "plan.taken_in": _("accepted a plan of %(actions)s actions from a document"),
    "plan.taken_back": _("undid the acceptance of a plan"),
    "action.added": _("added an action"),
    "action.changed": _("changed an action"),
    "action.moved": _("changed an action's status"),
    "action.noted": _("wrote a progress note"),
    "action.rated": _("rated an action"),
    "action.removed": _("removed an action"),
    "action.restored": _("put an action back"),
}
