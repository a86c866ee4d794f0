"""The verbs of the library: publish and withdraw, both acts of the lead."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from plumbline.foundation.clock import now
from plumbline.foundation.problems import Refused
from plumbline.institutions.actor import Actor
from plumbline.institutions.models import Institution
from plumbline.journey.plans.models import Plan
from plumbline.platform.audit import operations as audit
from plumbline.sharing.library import notices
from plumbline.sharing.library.frozen import Choices, fingerprint
from plumbline.sharing.library.models import Publication
from plumbline.sharing.library.queries import copy_of
from plumbline.sharing.library.rules import can_publish, can_withdraw
from plumbline.sharing.library.states import MOVES

__all__ = ["Choices", "publish", "withdraw"]


@transaction.atomic
def publish(*, actor: Actor, plan: Plan, chosen: Choices | None = None, previewed: str | None = None) -> Publication:
    """Freeze the plan as it is now into the institution's next version, at an address that stays.

    `previewed` is the fingerprint of what the lead looked at; if the plan has changed since, this is refused, so
    that nothing is published unseen. None publishes without a preview (from the command line and the samples).
    """
    institution = plan.institution
    Institution.objects.select_for_update().get(pk=institution.pk)  # one at a time: numbers are counted
    content = copy_of(institution, plan, chosen or Choices())
    can_publish(actor, institution, len(content["actions"])).or_raise()
    print_of_it = fingerprint(content)
    if previewed is not None and previewed != print_of_it:
        raise Refused(_("The plan was changed since you looked at the preview. Look again, then publish."))
    last = institution.publications.aggregate(last=Max("number"))["last"] or 0
    publication = Publication.objects.create(
        institution=institution,
        number=last + 1,
        plan=plan,
        content=content,
        fingerprint=print_of_it,
        actions=len(content["actions"]),
        completed=sum(1 for action in content["actions"] if is_done(action["status"], action["rag"])),
        published_by=actor.key,
    )
    audit.record(actor, "publication.published", publication, scope=institution.key, number=publication.number)
    notices.published(actor, publication)
    return publication


@transaction.atomic
def withdraw(*, actor: Actor, publication: Publication, reason: str) -> None:
    """Take a version from the public. Its address stays and says when and why; its number is not used again."""
    reason = reason.strip()
    can_withdraw(actor, publication, reason).or_raise()
    MOVES.apply("withdraw", publication, withdrawn_at=now(), withdrawn_by=actor.key, reason=reason)
    audit.record(
        actor,
        "publication.withdrawn",
        publication,
        scope=publication.institution.key,
        number=publication.number,
    )
    notices.withdrawn(actor, publication)


def is_done(status: str | None, rating: dict[str, str] | None) -> bool:
    """Completed or embedded by its status, or rated green: the public reads green as "completed" beside it."""
    return status in {"completed", "embedded"} or bool(rating and rating["value"] == "green")
