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
    "action.measured": _("wrote down what a measure stands at"),
    "action.ticked": _("ticked a sub-action"),
    "action.unticked": _("opened a sub-action again"),
    "action.undone": _("undid a change of an action"),
    "plan.reporting_added": _("added a reporting date"),
    "plan.reporting_dropped": _("took a reporting date away"),
    "plan.reporting_closed": _("closed a reporting date"),
    "plan.reporting_reopened": _("opened a reporting date again"),
    "plan.changed_many": _("changed %(actions)s actions at once"),
    "plan.undone_many": _("undid a change of %(actions)s actions"),
    "framework.put": _("put version %(version)s of a framework in place"),
    "plan.carried": _("carried %(made)s actions into the next plan"),
    "action.linked": _("linked an action with one of an earlier plan"),
    "action.unlinked": _("took a link between plans back"),
    "action.left_behind": _("did not carry an action into the next plan"),
    "action.first_promise": _("wrote down when something was promised first"),
    "plan.import_uploaded": _("uploaded a spreadsheet of a plan"),
    "plan.imported": _("accepted %(rows)s rows of a spreadsheet, removing %(removed)s actions"),
    "plan.import_undone": _("undid the acceptance of a spreadsheet"),
    "plan.import_dropped": _("put a spreadsheet of a plan aside"),
    "action.restored": _("put an action back"),
}
