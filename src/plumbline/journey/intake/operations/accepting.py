"""A person accepts what was understood, and it becomes the institution's data; or takes the acceptance back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from plumbline.foundation.clock import now
from plumbline.foundation.problems import Refused
from plumbline.institutions.actor import Actor
from plumbline.journey.assessments import operations as assessments
from plumbline.journey.intake import handover, queries, rules
from plumbline.journey.intake.draft import Data
from plumbline.journey.intake.models import Reading
from plumbline.journey.intake.sheets import anchor, sheet_of
from plumbline.journey.intake.states import MOVES
from plumbline.journey.plans import operations as plans
from plumbline.platform.audit import operations as audit


@transaction.atomic
def accept(*, actor: Actor, reading: Reading, seen: int | None = None, replace: bool = False) -> None:
    """Make what was understood the institution's data, all or nothing: the self-assessment and the plans come into
    being, signatures and stage facts stay with the reading.

    `seen` is the revision that the person looked at. `replace`: where an earlier reading of the same file was
    accepted, take that back first; without it, such an acceptance is refused. Accepting twice is accepting once."""
    current = (
        Reading.objects.select_for_update(of=("self",))
        .select_related("institution", "file", "again_of")
        .get(pk=reading.pk)
    )
    if current.is_accepted:
        reading.state = current.state
        return
    rules.can_accept(actor, current).or_raise()
    if seen is not None and seen != current.revision:
        raise Refused(_("Somebody corrected this document since you opened this page. Look at it again, then accept."))
    _make_room(actor, current, replace=replace)
    _hand_over(actor, current)
    moment = now()
    MOVES.apply(
        "accept",
        current,
        accepted_at=moment,
        accepted_by=actor.key,
        keep_until=moment + timedelta(days=queries.days_accepted()),
        facts=handover.facts_of(queries.working_copy(current)),
    )
    for name in ("state", "accepted_at", "accepted_by", "keep_until", "facts"):
        setattr(reading, name, getattr(current, name))
    audit.record(actor, "reading.accepted", current, revision=current.revision)


@transaction.atomic
def undo_acceptance(*, actor: Actor, reading: Reading, keep_changed: bool = False) -> None:
    """Take back exactly what came of the acceptance; the document can then be corrected again, or dropped. What
    people changed since is never destroyed: that is refused, or kept with `keep_changed`."""
    rules.can_undo_acceptance(actor, reading).or_raise()
    _take_back(actor, reading, keep_changed=keep_changed)
    here = reading.erased_at is None
    undone: dict[str, Any] = {"accepted_at": None, "accepted_by": None, "facts": {}}
    if here:
        undone["keep_until"] = now() + timedelta(days=queries.days_waiting())
    MOVES.apply("undo_acceptance" if here else "withdraw", reading, **undone)
    audit.record(actor, "reading.acceptance_undone", reading, kept_changed=keep_changed)


def _make_room(actor: Actor, reading: Reading, *, replace: bool) -> None:
    """The same file is never the institution's data twice."""
    earlier = Reading.objects.all().of(reading.institution).same_file(reading.file.sha256).filter(state="accepted")
    for other in earlier.exclude(pk=reading.pk).select_related("institution"):
        if not replace:
            raise Refused(
                _("What was read of this file before is accepted. Choose to replace it, or leave everything as it is.")
            )
        undo_acceptance(actor=actor, reading=other)


def _hand_over(actor: Actor, reading: Reading) -> None:
    draft = queries.working_copy(reading)
    made = handover.plans_of(draft, name=reading.name, address_of=lambda source: _address(reading, source))
    assessment = handover.assessment_of(draft, name=reading.name, address=reading.get_absolute_url())
    if not made and assessment is None:
        raise Refused(
            _(
                "There is nothing to accept: no plan with an action, no answer, no achievement. "
                "Place what was not placed."
            )
        )
    if assessment is not None:
        assessments.take_in(actor=actor, institution=reading.institution, draft=assessment, origin=reading.origin)
    if made:
        plans.take_in(actor=actor, institution=reading.institution, plans=made, origin=reading.origin)


def _take_back(actor: Actor, reading: Reading, *, keep_changed: bool) -> None:
    for room in (plans, assessments):
        room.take_back(actor=actor, institution=reading.institution, origin=reading.origin, keep_changed=keep_changed)


def _address(reading: Reading, source: Data) -> str:
    """The address that shows a passage of the document."""
    sheet = sheet_of(source, reading.outline)
    return f"{reading.address('document')}?sheet={sheet or 1}#{anchor(source)}"
