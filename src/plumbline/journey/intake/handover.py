"""What a corrected draft hands to the rooms that keep it: plans and a self-assessment, as their own drafts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from plumbline.journey.assessments.operations import (
    AchievementDraft,
    AnswerDraft,
    AssessmentDraft,
    FigureDraft,
    QuotationDraft,
)
from plumbline.journey.intake.draft import Data, Draft, Thing
from plumbline.journey.intake.edits import document_of
from plumbline.journey.plans.operations import ActionDraft, Passage, PlanDraft, Written

WORDS_SHOWN = 400
AddressOf = Callable[[Data], str]


def plans_of(draft: Draft, *, name: str, address_of: AddressOf) -> list[PlanDraft]:
    """The plans with their actions. A plan without an action is nothing to keep up to date, and is left out.
    `name`: the document's; `address_of(source)` gives the address that shows a passage."""
    return [
        _plan(draft, plan, name=name, address_of=address_of)
        for plan in draft.listed("plans")
        if any(action.text for action in draft.actions(plan.id))
    ]


def assessment_of(draft: Draft, *, name: str, address: str) -> AssessmentDraft | None:
    """The self-assessment, or None where the document holds nothing for one."""
    document = document_of(draft).data
    made = AssessmentDraft(
        stage=document.get("stage"),
        form=document.get("form") or "",
        document=name,
        address=address,
        answers=tuple(
            _answer(thing.data) for thing in draft.listed("answers") if thing.text or thing.data.get("question")
        ),
        figures=tuple(_figure(thing.data) for thing in draft.listed("figures")),
        achievements=tuple(
            AchievementDraft(*(_said(thing.data, part) for part in ("text", "theme", "section", "period")))
            for thing in draft.listed("achievements")
            if thing.text
        ),
        quotations=tuple(
            QuotationDraft(_said(thing.data, "text"), _said(thing.data, "said_by"))
            for thing in draft.listed("quotations")
            if thing.text
        ),
    )
    return made if made.answers or made.figures or made.achievements or made.quotations else None


def holds_anything(draft: Draft) -> bool:
    """Is there anything to hand over?"""
    plans = any(action.text for plan in draft.listed("plans") for action in draft.actions(plan.id))
    return plans or assessment_of(draft, name="", address="") is not None


def facts_of(draft: Draft) -> Data:
    """What stays with the reading when its words are erased: stage facts, signatures, publication; a later stage
    makes a submission "recorded from paper" of them."""
    document = document_of(draft).data
    publication = draft.listed("publication")
    return {
        "institution": document.get("institution"),
        "stage": document.get("stage"),
        "form": document.get("form"),
        "kind": document.get("kind"),
        "signatures": [_bare(thing.data) for thing in draft.listed("signatures")],
        "publication": _bare(publication[0].data) if publication else None,
    }


def _plan(draft: Draft, plan: Thing, *, name: str, address_of: AddressOf) -> PlanDraft:
    actions = [action for action in draft.actions(plan.id) if action.text]
    return PlanDraft(
        title=_said(plan.data, "title"),
        kind=plan.data.get("kind") or "forward",
        starts=_written(plan.data.get("starts")),
        ends=_written(plan.data.get("ends")),
        actions=tuple(_action(action, name=name, address_of=address_of) for action in actions),
        section_themes=_section_themes(actions),
    )


def _action(thing: Thing, *, name: str, address_of: AddressOf) -> ActionDraft:
    data = thing.data
    texts: dict[str, Any] = {
        part: _said(data, part)
        for part in (
            "text", "ref", "section", "objective", "owner", "measure", "progress", "comments", "resource", "priority",
            "status", "rag", "rag_seen", "explanation",
        )
    }  # fmt: skip
    dates: dict[str, Any] = {part: _written(data.get(part)) for part in ("starts", "ends", "due")}
    return ActionDraft(
        **texts,
        **dates,
        themes=tuple(data.get("themes") or ()),
        years=tuple(data.get("years") or ()),
        links=tuple(data.get("links") or ()),
        other=tuple((str(heading), str(said)) for heading, said in (data.get("other") or {}).items()),
        passage=_passage(thing, name=name, address_of=address_of),
    )


def _passage(thing: Thing, *, name: str, address_of: AddressOf) -> Passage | None:
    source = thing.data.get("source")
    if not source:
        return None
    words = thing.text if len(thing.text) <= WORDS_SHOWN else thing.text[:WORDS_SHOWN].rsplit(None, 1)[0] + " …"
    return Passage(document=name, page=source.get("page"), words=words, address=address_of(source))


def _section_themes(actions: list[Thing]) -> tuple[tuple[str, str], ...]:
    """A section belongs to a theme where all of its actions have this one theme and no other."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for action in actions:
        if section := action.data.get("section"):
            found.setdefault(section, set()).add(tuple(action.data.get("themes") or ()))
    return tuple(
        (section, next(iter(sets))[0])
        for section, sets in found.items()
        if len(sets) == 1 and len(next(iter(sets))) == 1
    )


def _answer(data: Data) -> AnswerDraft:
    return AnswerDraft(
        question=_said(data, "question"),
        text=_said(data, "text"),
        key=_said(data, "key"),
        theme=_said(data, "theme"),
        limit=data.get("limit"),
    )


def _figure(data: Data) -> FigureDraft:
    as_at = _written(data.get("as_at"))
    return FigureDraft(_said(data, "name"), float(data.get("value") or 0), as_at.written, as_at.on)


def _written(value: Data | None) -> Written:
    if not value:
        return Written()
    return Written(value.get("written") or "", date.fromisoformat(value["on"]) if value.get("on") else None)


def _said(data: Data, name: str) -> str:
    value: Any = data.get(name)
    return "" if value is None else str(value)


def _bare(data: Data) -> Data:
    return {name: value for name, value in data.items() if name not in {"source", "confidence", "fields"}}
