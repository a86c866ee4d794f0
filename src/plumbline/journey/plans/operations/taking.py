"""Take in what was read from a document and accepted by a person, and take it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.foundation.problems import Refused
from plumbline.foundation.text import clean
from plumbline.institutions.actor import Actor
from plumbline.institutions.models import Institution
from plumbline.journey.plans.content import believed, columns, passage_column, section_title, written_columns
from plumbline.journey.plans.drafts import ActionDraft, PlanDraft
from plumbline.journey.plans.keys import free_key
from plumbline.journey.plans.models import Kind, Plan, PlannedAction, Rag, Rating, Section, Step
from plumbline.journey.plans.operations.parts import before_of, put_parts, wanted_parts
from plumbline.journey.plans.operations.plans import taken_keys, wait_turn
from plumbline.journey.plans.queries import Touched, touched_since_taken
from plumbline.journey.plans.rules import can_take_in
from plumbline.journey.plans.states import Status
from plumbline.journey.plans.themes import ORDER
from plumbline.platform.audit import operations as audit

NAMED = 5
"""How many changed actions a refusal names before it counts the rest."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What taking back did: plans and actions that went, and the changed actions that stayed."""

    plans: int
    actions: int
    kept: int


@transaction.atomic
def take_in(*, actor: Actor, institution: Institution, plans: Sequence[PlanDraft], origin: str) -> list[Plan]:
    """Store what was read as plans of the institution, all or nothing. `origin` is the key of the reading.

    A document may contradict itself, and is stored as it is: a red without explanation, an end before the start
    (its words are kept, its day is not). Drafts without any words are left out. Raises Refused where the actor may
    not, or where this origin was taken in already.
    """
    can_take_in(actor, institution).or_raise()
    if not origin:
        raise ValueError("What is taken in has an origin, so that it can be taken back.")
    wait_turn(institution)
    if institution.plans.filter(origin=origin).exists():
        raise Refused(_("The plans of this document were accepted already."))
    return [_take_in_plan(actor, institution, draft, origin) for draft in plans]


@transaction.atomic
def take_back(*, actor: Actor, institution: Institution, origin: str, keep_changed: bool = False) -> TakenBack:
    """Undo `take_in`: remove exactly what came from `origin`. What people did since is never destroyed.

    Where anything was changed or added since, this is refused with a sentence that names it. With `keep_changed`
    the untouched actions go, and the changed ones stay in their plan, which is then the institution's own and no
    longer bound to the document.
    """
    can_take_in(actor, institution).or_raise()
    touched = touched_since_taken(institution, origin)
    if touched and not keep_changed:
        raise Refused(_refusal(touched))
    taken = list(institution.plans.filter(origin=origin).select_for_update())
    stays = {entry.plan_id for entry in touched}
    kept = {entry.action_id for entry in touched if entry.action_id is not None}
    gone_actions = PlannedAction.objects.filter(plan__in=taken).exclude(pk__in=kept)
    actions = gone_actions.count()
    gone_actions.delete()
    for plan in taken:
        _let_go(actor, plan, keep=plan.pk in stays)
    return TakenBack(plans=len(taken) - len(stays), actions=actions, kept=len(kept))


def _take_in_plan(actor: Actor, institution: Institution, draft: PlanDraft, origin: str) -> Plan:
    title = clean(draft.title) or (_("Previous action plan") if draft.kind == Kind.PREVIOUS else _("Action plan"))
    dates = believed({**written_columns("starts", draft.starts), **written_columns("ends", draft.ends)})
    plan = Plan.objects.create(
        institution=institution,
        key=free_key(title, taken_keys(institution), fallback="plan"),
        title=title,
        kind=draft.kind,
        origin=origin,
        created_by=actor.key,
        **dates,
    )
    drafts = [one for one in draft.actions if clean(one.text) or clean(one.ref)]
    sections = _sections(plan, draft, drafts)
    actions = PlannedAction.objects.bulk_create(_rows(plan, drafts, sections), batch_size=200)
    _ratings(actor, actions, drafts)
    for action, one in zip(actions, drafts, strict=True):
        put_parts(action, wanted_parts(actor, plan, one, before_of(None)))
    steps = [Step(plan=plan, action=action, what="taken_in", by=actor.key) for action in actions]
    Step.objects.bulk_create([Step(plan=plan, what="taken_in", by=actor.key), *steps], batch_size=500)
    audit.record(actor, "plan.taken_in", plan, scope=institution.key, origin=origin, actions=len(actions))
    return plan


def _sections(plan: Plan, draft: PlanDraft, drafts: list[ActionDraft]) -> dict[str, Section]:
    """The institution's own sections by title, in the order in which their first actions come."""
    themes = {section_title(title): theme for title, theme in draft.section_themes if theme in ORDER}
    titles = dict.fromkeys(section_title(one.section) for one in drafts)
    rows = [
        Section(plan=plan, title=title, theme=themes.get(title, ""), order=place)
        for place, title in enumerate(title for title in titles if title)
    ]
    return {section.title: section for section in Section.objects.bulk_create(rows)}


def _rows(plan: Plan, drafts: list[ActionDraft], sections: dict[str, Section]) -> list[PlannedAction]:
    rows, keys = [], set[str]()
    for place, draft in enumerate(drafts):
        values = believed(columns(draft))
        key = free_key(values["ref"], keys, fallback=f"action-{place + 1}")
        keys.add(key)
        rows.append(
            PlannedAction(
                plan=plan,
                section=sections.get(section_title(draft.section)),
                key=key,
                order=place,
                status=draft.status if draft.status in Status.values else "",
                explanation=clean(draft.explanation) if draft.rag not in Rag.values else "",
                passage=passage_column(draft),
                from_reading=True,
                **{**values, "text": values["text"] or values["ref"]},
            )
        )
    return rows


def _ratings(actor: Actor, actions: list[PlannedAction], drafts: list[ActionDraft]) -> None:
    Rating.objects.bulk_create(
        [
            Rating(
                action=action,
                rag=draft.rag,
                rated_on=draft.rag_on,
                explanation=clean(draft.explanation),
                seen_in=clean(draft.rag_seen)[:60],
                by=actor.key,
            )
            for action, draft in zip(actions, drafts, strict=True)
            if draft.rag in Rag.values
        ],
        batch_size=200,
    )


def _let_go(actor: Actor, plan: Plan, *, keep: bool) -> None:
    audit.record(actor, "plan.taken_back", plan, scope=plan.institution.key, origin=plan.origin, kept=keep)
    if not keep:
        plan.delete()
        return
    plan.actions.update(from_reading=False)
    plan.origin = ""
    plan.save(update_fields=["origin"])
    Step.objects.create(plan=plan, what="kept", by=actor.key)


def _refusal(touched: list[Touched]) -> str:
    names = [entry.named for entry in touched[:NAMED]]
    rest = len(touched) - len(names)
    if rest:
        names.append(ngettext("%(count)s more", "%(count)s more", rest) % {"count": rest})
    told = _(
        "Since this was accepted, somebody worked on: %(names)s. Undo and keep these, or leave everything as it is."
    )
    return told % {"names": "; ".join(names)}
