"""How the history says what was done here, and who is told of a role."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.institutions.access import sheet
from plumbline.institutions.actor import Actor
from plumbline.institutions.models import Institution, Membership, Theme
from plumbline.platform.notifications.kinds import How, MessageKind
from plumbline.platform.notifications.operations import queue

Parameters = Mapping[str, Any]


def _role(said: Promise) -> Callable[[Parameters], str]:
    """The sentence with roles by name instead of by code."""
    return lambda parameters: (
        str(said) % {name: sheet(str(parameters[name])).name for name in ("role", "before") if name in parameters}
    )


def _edited(parameters: Parameters) -> str:
    changed = str(parameters["fields"]).split(", ")
    names = [str(field.verbose_name) for field in Institution._meta.fields if field.name in changed]
    return _("changed the institution's details: %(fields)s") % {"fields": ", ".join(names)}


def _signatory(parameters: Parameters) -> str:
    if parameters["phase"] is None:
        return _("recorded the institution as %(kind)s, phase not known") % parameters
    return _("recorded the institution as %(kind)s, phase %(phase)s") % parameters


def _worded(parameters: Parameters) -> str:
    said = {"theme": str(Theme(str(parameters["theme"])).label), "version": parameters["version"]}
    return _("worded the theme %(theme)s anew (version %(version)s)") % said


SENTENCES: dict[str, Promise | Callable[[Parameters], str]] = {
    "institution.created": gettext_lazy("added the institution to the register"),
    "institution.edited": _edited,
    "institution.signatory_set": _signatory,
    "membership.invited": _role(gettext_lazy("invited somebody as %(role)s")),
    "membership.invitation_withdrawn": _role(gettext_lazy("withdrew an invitation as %(role)s")),
    "membership.granted": _role(gettext_lazy("gave somebody the role %(role)s")),
    "membership.accepted": _role(gettext_lazy("took on the role %(role)s")),
    "membership.changed": _role(gettext_lazy("changed a role from %(before)s to %(role)s")),
    "membership.ended": _role(gettext_lazy("ended a role as %(role)s")),
    "sector_role.invited": _role(gettext_lazy("invited somebody as %(role)s")),
    "sector_role.granted": _role(gettext_lazy("gave somebody the role %(role)s")),
    "sector_role.accepted": _role(gettext_lazy("took on the role %(role)s")),
    "sector_role.ended": _role(gettext_lazy("ended a role as %(role)s")),
    "board_organisation.added": gettext_lazy("added an organisation to the board"),
    "board_organisation.ended": gettext_lazy("recorded that an organisation left the board"),
    "phase.set": gettext_lazy("recorded phase %(number)s"),
    "setting.changed": gettext_lazy("changed a setting of the site"),
    "theme.worded": _worded,
    "register.loaded": gettext_lazy("loaded %(count)s signatories into the register"),
}

MESSAGES = {
    "institutions.role_given": MessageKind(
        event=gettext_lazy("When a colleague gives you a role"),
        recipient=gettext_lazy("the person who has the role now"),
        sample=gettext_lazy("You are now working lead at Ashmere University"),
        default=How.AT_ONCE,
        heading=gettext_lazy("Your roles"),
    ),
    "institutions.role_ended": MessageKind(
        event=gettext_lazy("When a colleague ends a role of yours"),
        recipient=gettext_lazy("the person who had the role"),
        sample=gettext_lazy("Your role as working lead at Ashmere University has ended"),
        heading=gettext_lazy("Your roles"),
    ),
}


def role_given(actor: Actor, membership: Membership) -> None:
    """Somebody got a role from a colleague. Machines and people who help themselves tell nobody."""
    if actor.kind != "member" or actor.user_id == membership.user_id:
        return
    said = {"role": membership.role_name.lower(), "institution": membership.institution.name, "who": actor.name}
    queue(
        recipient=membership.user.key,
        address=membership.user.email,
        kind="institutions.role_given",
        key=f"membership:{membership.pk}",
        subject=_("You are now %(role)s at %(institution)s") % said,
        body=_("%(who)s gave you the role of %(role)s.") % said,
        path=membership.institution.workspace_address,
        act=_("Open the workspace"),
    )


def role_ended(actor: Actor, membership: Membership) -> None:
    """Somebody's role was ended by a colleague."""
    if actor.kind != "member" or actor.user_id == membership.user_id:
        return
    said = {"role": membership.role_name.lower(), "institution": membership.institution.name}
    queue(
        recipient=membership.user.key,
        address=membership.user.email,
        kind="institutions.role_ended",
        key=f"membership:{membership.pk}",
        subject=_("Your role as %(role)s at %(institution)s has ended") % said,
        path="/home/",
        act=_("See your institutions"),
    )
