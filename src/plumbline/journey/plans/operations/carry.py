"""Open the next plan from the last, link plans that are there already, and say what was promised first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from plumbline.foundation.clock import now
from plumbline.foundation.problems import Overtaken, Refused
from plumbline.foundation.text import clean
from plumbline.institutions.actor import Actor
from plumbline.institutions.queries import members_of
from plumbline.journey.plans.content import REF_LENGTH
from plumbline.journey.plans.drafts import NOTHING, ActionDraft, MeasureDraft, OwnerDraft, SubActionDraft, Written
from plumbline.journey.plans.models import (
    CarriedFrom,
    Dropped,
    FirstPromise,
    FrameworkItem,
    How,
    Plan,
    PlannedAction,
    Step,
)
from plumbline.journey.plans.next_plan import Choice, Left, Made, field, planned
from plumbline.journey.plans.operations.actions import add_action
from plumbline.journey.plans.operations.plans import create_plan, wait_turn
from plumbline.journey.plans.queries import chains_of, decided, draft_of
from plumbline.journey.plans.rules import can_carry_into, can_edit_plan, can_link, fits, shortened
from plumbline.journey.plans.sources import SourceKind
from plumbline.platform.audit import operations as audit


@dataclass(frozen=True, slots=True)
class Carried:
    """What carrying forward did: the next plan, how many actions it got, how many were left, and how many choices
    were passed over because somebody had decided about these actions before."""

    plan: Plan
    made: int
    left: int
    passed_over: int


@transaction.atomic
def carry_forward(
    *,
    actor: Actor,
    plan: Plan,
    choices: Sequence[Choice],
    seen: str,
    into: Plan | None = None,
    title: str = "",
    starts: Written = NOTHING,
    ends: Written = NOTHING,
) -> Carried:
    """Open the next plan from `plan`, or go on with `into`: make what the choices ask for, link it to what it goes on
    with, and write down why the rest is left.

    `seen` is `decided(plan).seen` as the page had it. Raises Overtaken where somebody decided something since: with
    the newer `seen` the choices about actions that are decided already are passed over, nothing is made twice.
    Raises Refused at "title", "ends", or at the field of an action ("12-reason").
    """
    can_edit_plan(actor, plan.institution).or_raise()
    wait_turn(plan.institution)
    there = decided(plan)
    if seen != there.seen:
        raise Overtaken(_overtaken(there.next_plan), seen=there.seen)
    open_ = [choice for choice in choices if choice.what and choice.action not in there.actions]
    asked = sum(bool(choice.what) for choice in choices)
    made, left = planned(open_)
    sources = _sources(plan, made, left)
    if into is None:
        into = create_plan(actor=actor, institution=plan.institution, title=title, starts=starts, ends=ends)
    can_carry_into(actor, plan, into, chains_of(plan.institution)).or_raise()
    _make(actor, into, made, sources)
    for one in left:
        _leave(actor, into, sources[one.source], one)
    audit.record(actor, "plan.carried", into, scope=plan.institution.key, source=plan.pk, made=len(made))
    return Carried(into, len(made), len(left), asked - len(open_))


@transaction.atomic
def link_actions(*, actor: Actor, action: PlannedAction, source: PlannedAction, reason: str = "") -> CarriedFrom:
    """Say that `action` goes on with `source` of an earlier plan, where both are there already."""
    wait_turn(action.plan.institution)
    can_link(actor, action, source, chains_of(action.plan.institution)).or_raise()
    fits(reason, "reason").or_raise()
    return _link(actor, action, source, How.LINKED, clean(reason))


@transaction.atomic
def unlink_actions(*, actor: Actor, link: CarriedFrom) -> None:
    """Take a link back. Both actions stay as they are; their history tells of it."""
    can_edit_plan(actor, link.action.plan.institution).or_raise()
    scope = link.action.plan.institution.key
    for action, other in ((link.action, link.source), (link.source, link.action)):
        Step.objects.create(plan=action.plan, action=action, what="unlinked", after=_note(other), by=actor.key)
    audit.record(actor, "action.unlinked", link.action, scope=scope, source=link.source_id)
    link.delete()


@transaction.atomic
def set_first_promise(*, actor: Actor, action: PlannedAction, promised: Written, words: str) -> FirstPromise | None:
    """Say when something was promised first, where no plan here says it, and where that stands (F066). Nothing typed
    takes it back. Raises Refused at "promised" or "words"."""
    can_edit_plan(actor, action.plan.institution).or_raise()
    before = FirstPromise.objects.filter(action=action).first()
    words = clean(words)
    if not promised and not words:
        if before is not None:
            _promise_step(actor, action, before, {})
            before.delete()
        return None
    if promised.on is None:
        raise Refused(_("Give a day, a month or a year, such as “2019” or “March 2019”."), "promised")
    if not words:
        raise Refused(_("Say where it was promised: which document, which meeting, which page."), "words")
    fits(words, "words").or_raise()
    values: dict[str, Any] = {"written": clean(promised.written), "on": promised.on, "words": words}
    _promise_step(actor, action, before, {"due": promised.said, "note": words})
    made, _is_new = FirstPromise.objects.update_or_create(
        action=action, defaults={**values, "by": actor.key, "at": now()}
    )
    return made


def _sources(plan: Plan, made: Sequence[Made], left: Sequence[Left]) -> dict[int, PlannedAction]:
    wanted = {pk for one in made for pk in one.sources} | {one.source for one in left}
    standing = plan.actions.standing().select_related("plan__institution", "section").in_bulk(wanted)
    if len(standing) != len(wanted):
        raise Refused(_("An action was removed from this plan meanwhile. Load the page again and look."))
    return standing


def _make(actor: Actor, into: Plan, made: Sequence[Made], sources: dict[int, PlannedAction]) -> None:
    members = set(members_of(into.institution).values_list("user", flat=True))
    refs = {ref.casefold() for ref in into.actions.standing().values_list("ref", flat=True)}
    for one in made:
        froms = [sources[pk] for pk in one.sources]
        draft = _next(one, froms, members, refs)
        try:
            action = add_action(actor=actor, plan=into, draft=draft)
        except Refused as refusal:
            name = {"text": "words", "due": "due"}.get(refusal.field or "", "what")
            raise Refused(refusal.message, field(one.sources[0], name)) from refusal
        refs.add(draft.ref.casefold())
        for source in froms:
            _link(actor, action, source, How(one.how), clean(one.reason))


def _next(one: Made, froms: Sequence[PlannedAction], members: set[int], refs: set[str]) -> ActionDraft:
    """The action of the next plan as a draft: what it says, who it is for and how one will know go on; how it got on
    does not. A number that the next plan has already is left out."""
    first = froms[0]
    old = draft_of(first)
    ref = old.ref if old.ref and old.ref.casefold() not in refs and one.how != "merged" else ""
    drafts = [old, *(draft_of(source) for source in froms[1:])]
    owners: dict[tuple[str, str], OwnerDraft] = {}
    for draft in drafts:
        for owner in draft.owners or ():
            owners.setdefault((owner.name.casefold(), owner.email), _still_here(owner, members))
    from_ = (SourceKind.CARRIED.value, _("%(plan)s, %(action)s") % {"plan": first.plan.title, "action": _named(first)})
    return replace(
        old,
        text=one.words or old.text,
        ref=ref[:REF_LENGTH],
        themes=tuple(dict.fromkeys(theme for draft in drafts for theme in draft.themes)),
        starts=NOTHING,
        ends=NOTHING,
        due=one.due,
        years=(),
        progress="",
        comments="",
        next_steps="",
        status="",
        sources=(*old.sources, from_),
        owners=tuple(owners.values()),
        measures=tuple(_anew(measure) for draft in drafts for measure in draft.measures or ()),
        sub_actions=tuple(
            SubActionDraft(text=sub.text) for draft in drafts for sub in draft.sub_actions or () if not sub.is_done
        ),
        mappings=_open_mappings(drafts),
    )


def _still_here(owner: OwnerDraft, members: set[int]) -> OwnerDraft:
    """An owner who has left goes on as a name, so that the plan says who is to be replaced."""
    return owner if owner.user is None or owner.user in members else replace(owner, user=None)


def _anew(measure: MeasureDraft) -> MeasureDraft:
    return replace(measure, key="")


def _open_mappings(drafts: Iterable[ActionDraft]) -> tuple[int, ...]:
    """What is mapped to a framework that was superseded is mapped anew by people."""
    wanted = [item for draft in drafts for item in draft.mappings or ()]
    current = FrameworkItem.objects.filter(pk__in=wanted, framework__superseded_at=None)
    there = set(current.values_list("pk", flat=True))
    return tuple(dict.fromkeys(item for item in wanted if item in there))


def _link(actor: Actor, action: PlannedAction, source: PlannedAction, how: How, reason: str) -> CarriedFrom:
    link = CarriedFrom.objects.create(
        action=action,
        source=source,
        how=how,
        reason=reason,
        promised_written=source.due.said or source.ends.said,
        promised_on=source.deadline_on,
        by=actor.key,
    )
    Dropped.objects.filter(action=source).delete()
    Step.objects.create(plan=action.plan, action=action, what="carried_from", after=_note(source, reason), by=actor.key)
    Step.objects.create(plan=source.plan, action=source, what="carried_into", after=_note(action, reason), by=actor.key)
    audit.record(actor, "action.linked", action, scope=action.plan.institution.key, source=source.pk, how=how)
    return link


def _leave(actor: Actor, into: Plan, source: PlannedAction, left: Left) -> None:
    reason = clean(left.reason)
    fits(reason, field(left.source, "reason")).or_raise()
    row = Dropped.objects.create(action=source, next_plan=into, fate=left.fate, reason=reason, by=actor.key)
    after = {"note": f"{row.get_fate_display()}. {reason}".strip()}
    Step.objects.create(plan=source.plan, action=source, what="left_behind", after=after, by=actor.key)
    audit.record(actor, "action.left_behind", source, scope=into.institution.key, fate=left.fate)


def _promise_step(actor: Actor, action: PlannedAction, before: FirstPromise | None, after: dict[str, Any]) -> None:
    told = {"due": before.written or before.on.isoformat(), "note": before.words} if before else {}
    Step.objects.create(plan=action.plan, action=action, what="first_promise", before=told, after=after, by=actor.key)
    audit.record(actor, "action.first_promise", action, scope=action.plan.institution.key)


def _note(other: PlannedAction, reason: str = "") -> dict[str, str]:
    return {"note": f"{other.plan.title}: {_named(other)}\n{reason}".strip()}


def _named(action: PlannedAction) -> str:
    return f"{action.ref} {shortened(action.text)}".strip()


def _overtaken(next_plan: Plan | None) -> str:
    if next_plan is None:
        return _("Somebody decided about these actions since you opened this page. Look again, then save.")
    told = _(
        "Somebody opened the next plan, “%(plan)s”, while you were choosing. What you typed is still here. Look at "
        "what they decided, then save: your choices for the other actions go into that plan."
    )
    return told % {"plan": next_plan.title}
