"""How the audit says what was published and withdrawn, and who else looks after the plan is told."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plumbline.institutions.access import Capability
from plumbline.institutions.actor import Actor
from plumbline.institutions.queries import holders_of
from plumbline.platform.notifications.kinds import MessageKind
from plumbline.platform.notifications.operations import queue
from plumbline.sharing.library.models import Publication

SENTENCES = {
    "publication.published": _("published version %(number)s of the plan"),
    "publication.withdrawn": _("withdrew version %(number)s of the plan"),
}

MESSAGES = {
    "library.published": MessageKind(
        event=_("When a colleague publishes the plan"),
        recipient=_("whoever may change the plan, except whoever published it"),
        sample=_("Version 2 of Ashmere University’s plan is published"),
        heading=_("Publications"),
    ),
    "library.withdrawn": MessageKind(
        event=_("When a colleague withdraws a published plan"),
        recipient=_("whoever may change the plan, except whoever withdrew it"),
        sample=_("Version 2 of Ashmere University’s plan is withdrawn"),
        heading=_("Publications"),
    ),
}


def published(actor: Actor, publication: Publication) -> None:
    """A version is out."""
    words = gettext("Version %(number)s of %(institution)s’s plan is published")
    _tell(actor, publication, "library.published", words)


def withdrawn(actor: Actor, publication: Publication) -> None:
    """A version was taken from the public."""
    words = gettext("Version %(number)s of %(institution)s’s plan is withdrawn")
    _tell(actor, publication, "library.withdrawn", words, publication.reason)


def _tell(actor: Actor, publication: Publication, kind: str, subject: str, body: str = "") -> None:
    if actor.kind != "member":
        return  # loaded by a command: nobody did it
    institution = publication.institution
    for user in holders_of(Capability.EDIT_PLAN, institution):
        if user.pk != actor.user_id:
            queue(
                recipient=user.key,
                address=user.email,
                kind=kind,
                key=f"library.publication:{publication.pk}",
                subject=subject % {"number": publication.number, "institution": institution.name},
                body=body,
                path=f"{institution.workspace_address}publication/",
                act=gettext("See the publication"),
            )
