"""How the history says what was done here."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "institution.created": _("added the institution to the register"),
    "institution.edited": _("changed the institution's details (%(fields)s)"),
    "institution.signatory_set": _("recorded what the institution is to the Commitment"),
    "membership.invited": _("invited somebody as %(role)s"),
    "membership.invitation_withdrawn": _("withdrew an invitation as %(role)s"),
    "membership.granted": _("gave somebody the role %(role)s"),
    "membership.accepted": _("took on the role %(role)s"),
    "membership.changed": _("changed a role from %(before)s to %(role)s"),
    "membership.ended": _("ended a role as %(role)s"),
    "sector_role.invited": _("invited somebody as %(role)s"),
    "sector_role.granted": _("gave somebody the role %(role)s"),
    "sector_role.accepted": _("took on the role %(role)s"),
    "sector_role.ended": _("ended a role as %(role)s"),
    "board_organisation.added": _("added an organisation to the board"),
    "board_organisation.ended": _("recorded that an organisation left the board"),
    "phase.set": _("recorded phase %(number)s"),
    "setting.changed": _("changed a setting of the site"),
    "register.loaded": _("loaded %(count)s signatories into the register"),
}
