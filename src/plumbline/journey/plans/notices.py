"""How the audit says what was done to plans, and who is told of what is theirs."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from plumbline.institutions.models import Institution
from plumbline.journey.plans.models import PlannedAction
from plumbline.journey.plans.owning import Reached, about_of, still_due
from plumbline.journey.plans.queries import named
from plumbline.platform.notifications.kinds import MessageKind
from plumbline.platform.notifications.operations import queue

SENTENCES = {
    "plan.made": _("made a plan"),
    "plan.changed": _("changed a plan's title or period"),
    "plan.taken_in": _("accepted a plan of %(actions)s actions from a document"),
    "plan.taken_back": _("undid the acceptance of a plan"),
    "action.added": _("added an action"),
    "action.changed": _("changed an action"),
    "action.moved": _("changed an action's status"),
    "action.snoozed": _("put off being reminded of an action until %(until)s"),
    "calendar.made": _("made a secret calendar address"),
    "calendar.ended": _("ended a secret calendar address"),
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
    "plan.mappings_moved": _("moved mappings to the newest version of a framework"),
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

MESSAGES = {
    "plans.yours": MessageKind(
        event=_("When an action becomes yours"),
        recipient=_("its owner, unless they took it on themselves; owners without an account get a link"),
        sample=_("Yours from now, due on 8 December 2026: A1 Publish the skills survey"),
        heading=_("Yours from now"),
        counted=lambda n: ngettext("%(n)d action is yours from now", "%(n)d actions are yours from now", n) % {"n": n},
        still=still_due,
    ),
    "plans.due": MessageKind(
        event=_(
            "When an action of yours is due within 30, 7 and 1 days, and once it is overdue: then on Mondays, after "
            "four weeks on the first Monday of a month"
        ),
        recipient=_("its owner; where nobody who owns it can be reached, the institutional lead"),
        sample=_("Due on 8 December 2026: A1 Publish the skills survey"),
        heading=_("Due or overdue"),
        counted=lambda n: ngettext("%(n)d action due or overdue", "%(n)d actions due or overdue", n) % {"n": n},
        still=still_due,
    ),
    "plans.long_overdue": MessageKind(
        event=_("When actions of the institution have been overdue for more than four weeks: once a week"),
        recipient=_("the institutional lead"),
        sample=_("5 actions at Ashmere University are more than four weeks overdue"),
        heading=_("Long overdue"),
    ),
}


def link_words(institution: Institution) -> str:
    """What the link of an owner without an account opens, in words."""
    return gettext("Report on your actions at %(institution)s") % {"institution": institution.name}


def remind(
    institution: Institution, action: PlannedAction, person: Reached, recipient: str, *, on: date, is_new: bool
) -> None:
    """An action is theirs, is due, or is overdue. The words name the day, so that they are true whenever they are
    read."""
    base = f"{institution.workspace_address}{'my-actions' if person.user else 'link'}/"
    day = date_format(action.deadline_on, "j F Y") if action.deadline_on else ""
    is_late = action.deadline_on is not None and action.deadline_on < on
    queue(
        recipient=recipient,
        address=person.address,
        kind="plans.yours" if is_new else "plans.due",
        key=f"{about_of(action)}:{on.isoformat()}",
        about=about_of(action),
        subject=_subject(day, is_late=is_late, is_new=is_new) % {"day": day, "action": named(action)},
        body=institution.name,
        path=f"{base}{action.pk}/",
        act=gettext("Say how it is going"),
        place=base,
    )


def long_overdue(institution: Institution, lead: Reached, count: int, monday: date) -> None:
    """What the lead should know, once a week."""
    words = ngettext(
        "%(n)d action at %(institution)s is more than four weeks overdue",
        "%(n)d actions at %(institution)s are more than four weeks overdue",
        count,
    )
    queue(
        recipient=lead.who,
        address=lead.address,
        kind="plans.long_overdue",
        key=f"{institution.key}:{monday.isoformat()}",
        about=institution.key,
        subject=words % {"n": count, "institution": institution.name},
        path=f"{institution.workspace_address}plans/",
        act=gettext("See the plan"),
    )


def _subject(day: str, *, is_late: bool, is_new: bool) -> str:
    if is_late:
        return gettext("Overdue since %(day)s: %(action)s")
    if is_new:
        return gettext("Yours from now, due on %(day)s: %(action)s") if day else gettext("Yours from now: %(action)s")
    return gettext("Due on %(day)s: %(action)s")
