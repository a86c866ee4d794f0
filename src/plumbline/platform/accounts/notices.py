"""What the accounts tell people by e-mail."""

from __future__ import annotations

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.platform.accounts.models import Invitation, User
from plumbline.platform.notifications.operations import queue

SENTENCES = {
    "user.created": gettext_lazy("made an account"),
    "user.signed_in": gettext_lazy("signed in"),
    "user.signed_out": gettext_lazy("signed out"),
    "user.password_set": gettext_lazy("set a password"),
    "user.renamed": gettext_lazy("changed their name"),
    "user.link_sent": gettext_lazy("asked for a sign-in link"),
    "invitation.sent": gettext_lazy("sent an invitation"),
    "invitation.accepted": gettext_lazy("accepted an invitation"),
    "invitation.withdrawn": gettext_lazy("withdrew an invitation"),
}


def address_of(path: str) -> str:
    """A path of this site as a whole address, for e-mails."""
    return f"{settings.PLUMBLINE_ADDRESS.rstrip('/')}{path}"


def sign_in_link(user: User, token: str) -> None:
    """The link that was asked for."""
    body = _(
        "Hello %(name)s,\n\nopen this address to sign in to %(site)s:\n\n%(address)s\n\n"
        "It works once, within 30 minutes. If you did not ask for it, you need not do anything.\n"
    ) % {
        "name": user.get_short_name(),
        "site": settings.PLUMBLINE_NAME,
        "address": address_of(f"/sign-in/link/{token}/"),
    }
    queue(recipient=user.key, address=user.email, kind="sign_in_link", subject=_("Your sign-in link"), body=body)


def invitation(invited: Invitation, token: str, *, from_whom: str, purpose: str) -> None:
    """The invitation: who it comes from and what it is for, both in words of whoever invites."""
    site = settings.PLUMBLINE_NAME
    asks = _("%(who)s invites you to %(site)s.") if from_whom else _("You are invited to %(site)s.")
    if purpose:
        asks += " " + _("Your role: %(purpose)s.")
    body = _(
        "Hello %(name)s,\n\n%(asks)s\n\nOpen this address to accept:\n\n%(address)s\n\nIt works until %(until)s.\n"
    ) % {
        "name": invited.name or invited.email,
        "asks": asks % {"who": from_whom, "site": site, "purpose": purpose},
        "address": address_of(f"/invitations/{token}/"),
        "until": date_format(localtime(invited.expires_at), "j F Y"),
    }
    subject = _("An invitation to %(site)s") % {"site": site}
    queue(recipient=invited.key, address=invited.email, kind="invitation", subject=subject, body=body)
