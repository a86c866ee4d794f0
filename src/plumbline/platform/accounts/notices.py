"""What the accounts tell people by e-mail."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.foundation.pages import whole_address
from plumbline.platform.accounts.models import Invitation, Pass, User
from plumbline.platform.accounts.queries import pass_path
from plumbline.platform.notifications.kinds import How, MessageKind
from plumbline.platform.notifications.operations import queue

SENTENCES = {
    "user.created": gettext_lazy("made an account"),
    "user.signed_in": gettext_lazy("signed in"),
    "user.signed_out": gettext_lazy("signed out"),
    "user.password_set": gettext_lazy("set a password"),
    "user.renamed": gettext_lazy("changed their name"),
    "user.link_sent": gettext_lazy("asked for a sign-in link"),
    "pass.issued": gettext_lazy("sent somebody a link of their own"),
    "pass.renewed": gettext_lazy("sent the holder of a link another one"),
    "pass.changed": gettext_lazy("changed what a link is for"),
    "pass.opened": gettext_lazy("opened their link"),
    "pass.revoked": gettext_lazy("ended a link"),
    "pass.fresh_link_sent": gettext_lazy("asked for a fresh link"),
    "invitation.sent": gettext_lazy("sent an invitation"),
    "invitation.accepted": gettext_lazy("accepted an invitation"),
    "invitation.withdrawn": gettext_lazy("withdrew an invitation"),
}

MESSAGES = {
    "sign_in_link": MessageKind(
        event=gettext_lazy("When you ask for a sign-in link"),
        recipient=gettext_lazy("whoever asked, at the account's address"),
        sample=gettext_lazy("Your sign-in link"),
        default=How.AT_ONCE,
        must=True,
    ),
    "invitation": MessageKind(
        event=gettext_lazy("When you are invited to a role"),
        recipient=gettext_lazy("the invited address"),
        sample=gettext_lazy("Accept your invitation to Plumbline"),
        default=How.AT_ONCE,
        must=True,
    ),
    "fresh_link": MessageKind(
        event=gettext_lazy("When you ask for a fresh link in place of an old one"),
        recipient=gettext_lazy("the address that the old link went to"),
        sample=gettext_lazy("Your fresh link"),
        default=How.AT_ONCE,
        must=True,
    ),
}


def sign_in_link(user: User, token: str, good_until: datetime) -> None:
    """The link that was asked for; of no use after `good_until`."""
    body = _(
        "Hello %(name)s,\n\nopen this address to sign in to %(site)s:\n\n%(address)s\n\n"
        "It works once, within 30 minutes. If you did not ask for it, you need not do anything.\n"
    ) % {
        "name": user.get_short_name(),
        "site": settings.PLUMBLINE_NAME,
        "address": whole_address(f"/sign-in/link/{token}/"),
    }
    queue(
        recipient=user.key,
        address=user.email,
        kind="sign_in_link",
        subject=_("Your sign-in link"),
        body=body,
        good_until=good_until,
    )


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
        "address": whole_address(f"/invitations/{token}/"),
        "until": date_format(localtime(invited.expires_at), "j F Y"),
    }
    subject = _("Accept your invitation to %(site)s") % {"site": site}
    queue(
        recipient=invited.key,
        address=invited.email,
        kind="invitation",
        subject=subject,
        body=body,
        good_until=invited.expires_at,
    )


def fresh_link(held: Pass, token: str) -> None:
    """Another link to a pass, which its holder asked for with an old one."""
    body = _(
        "Hello %(name)s,\n\nhere is your fresh link.\n\nWhat it opens: %(what)s\n\n%(address)s\n\n"
        "It opens once, within %(days)s days, and stays open in that browser. "
        "If you did not ask for it, you need not do anything.\n"
    ) % {"name": held.said_name, "what": held.what, "address": whole_address(pass_path(token)), "days": held.link_days}
    queue(recipient=held.key, address=held.email, kind="fresh_link", subject=_("Your fresh link"), body=body)
