"""What the accounts tell people by e-mail."""

from __future__ import annotations

from django.conf import settings
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
        "Hello %(name)s,\n\nopen this address to sign in to Plumbline:\n\n%(address)s\n\n"
        "It works once, within 30 minutes. If you did not ask for it, you need not do anything.\n"
    ) % {"name": user.get_short_name(), "address": address_of(f"/sign-in/link/{token}/")}
    queue(recipient=user.key, address=user.email, kind="sign_in_link", subject=_("Your sign-in link"), body=body)


def invitation(invited: Invitation, token: str, *, from_whom: str) -> None:
    """The invitation, with who it comes from in words."""
    body = _(
        "Hello %(name)s,\n\n%(from_whom)s invites you to Plumbline, where Technician Commitment plans are kept.\n\n"
        "Open this address to accept:\n\n%(address)s\n\nIt works until %(until)s.\n"
    ) % {
        "name": invited.name or invited.email,
        "from_whom": from_whom,
        "address": address_of(f"/invitations/{token}/"),
        "until": f"{invited.expires_at:%-d %B %Y}",
    }
    queue(
        recipient=invited.key,
        address=invited.email,
        kind="invitation",
        subject=_("An invitation to Plumbline"),
        body=body,
    )
