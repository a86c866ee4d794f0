"""What an invented submission holds, and the same as the truth that lies beside its document."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from samples.make.dates import on


@dataclass(frozen=True, slots=True)
class Act:
    """One action as its author means it. Dates are as written in the document; `on` forms follow by `dates`."""

    text: str
    theme: str = ""  # standard themes, blank-separated
    section: str | None = None
    ref: str | None = None
    owner: str | None = None
    starts: str | None = None
    ends: str | None = None
    due: str | None = None
    years: tuple[int, ...] = ()
    measure: str | None = None
    progress: str | None = None
    comments: str | None = None
    status: str | None = None
    rag: str | None = None
    explanation: str | None = None
    objective: str | None = None


@dataclass(frozen=True, slots=True)
class Scheme:
    """A plan: "previous" or "forward", with the years of its title."""

    kind: str
    title: str
    starts: str | None
    ends: str | None
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document: its form's fields, answers (key → question, text) and plans."""

    slug: str
    institution: str
    stage: int | None
    form: str | None
    lead: tuple[str | None, str | None, str | None] = (None, None, None)
    leader: tuple[str, str] | None = None
    signed: tuple[str | None, str | None] = (None, None)
    url: str | None = None
    publication: str | None = None
    answers: dict[str, tuple[str, str]] = field(default_factory=dict)
    figures: tuple[tuple[str, int, str | None], ...] = ()
    schemes: tuple[Scheme, ...] = ()
    achievements: tuple[tuple[str, str], ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)


def when(written: str | None, role: str = "end") -> dict[str, str | None] | None:
    """A date as the truth states it, with its ISO form where it has one."""
    return None if written is None else {"written": written, "on": on(written, role)}


def truth(paper: Paper) -> dict[str, Any]:
    """What a reader should find in the paper's document, in the names of the reading's JSON."""
    name, email, phone = paper.lead
    return {
        "institution": paper.institution,
        "stage": paper.stage,
        "form": paper.form,
        "lead": {"name": name, "email": email, "phone": phone} if any(paper.lead) else None,
        "signatures": paper.facts.get("signatures", []),
        "publication": {"url": paper.url, "state": paper.publication} if paper.publication else None,
        "answers": [{"key": key, "question": asked, "text": said} for key, (asked, said) in paper.answers.items()],
        "figures": [{"name": called, "value": value, "as_at": when(at)} for called, value, at in paper.figures],
        "plans": [
            {
                "kind": scheme.kind,
                "title": scheme.title,
                "starts": when(scheme.starts, "start"),
                "ends": when(scheme.ends),
                "actions": [action(act) for act in scheme.acts],
            }
            for scheme in paper.schemes
        ],
        "achievements": [{"theme": theme or None, "text": text} for theme, text in paper.achievements],
    }


def action(act: Act) -> dict[str, Any]:
    """One action as the truth states it."""
    return {
        "ref": act.ref,
        "text": act.text,
        "themes": act.theme.split(),
        "section": act.section,
        "objective": act.objective,
        "owner": act.owner,
        "starts": when(act.starts, "start"),
        "ends": when(act.ends),
        "due": when(act.due),
        "years": list(act.years),
        "measure": act.measure,
        "progress": act.progress,
        "comments": act.comments,
        "status": act.status,
        "rag": act.rag,
        "explanation": act.explanation,
    }
