"""`plumbline read FILE… [--json]`: print what documents are understood to say. No Django, no database."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from plumbline.foundation.formats import Unreadable, read
from plumbline.journey.intake.reading import as_json, understand
from plumbline.journey.intake.reading.understood import Action, Plan, Source, Thing, Understood, When

_FORMS = {
    "stage_1_full": "Stage 1 form, full",
    "stage_1_short": "Stage 1 form, short",
    "stage_2": "Stage 2 form",
    "stage_3": "Stage 3 form",
}
_KINDS = {
    "submission": "a submission",
    "plan": "an action plan",
    "update": "an update on progress",
    "sector_report": "a report on the sector",
}
_SIGNED = {True: "signed", False: "not signed", None: "cannot tell whether signed"}


def main(argv: list[str]) -> int:
    """Read every file; 0 when all could be read, 1 when one could not (the others are printed all the same)."""
    parser = argparse.ArgumentParser(prog="plumbline read", description="Print what documents are understood to say.")
    parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
    parser.add_argument(
        "--json", action="store_true", help="print JSON (schema plumbline/reading/1); several files give a list"
    )
    chosen = parser.parse_args(argv)
    readings: list[Understood] = []
    is_whole = True
    for path in chosen.files:
        try:
            readings.append(understand(read(path)))
        except Unreadable as problem:
            is_whole = False
            print(f"{path.name}: {problem.message}", file=sys.stderr)
        except OSError as problem:
            is_whole = False
            print(f"{path}: {_about(problem)}", file=sys.stderr)
    _show(_printed(readings, as_list=len(chosen.files) > 1, as_shape=chosen.json))
    return 0 if is_whole else 1


def _printed(readings: list[Understood], *, as_list: bool, as_shape: bool) -> str:
    if not as_shape:
        return "\n\n".join("\n".join(_lines(reading)) for reading in readings)
    shapes = [as_json(reading) for reading in readings]
    if not shapes and not as_list:
        return ""
    return json.dumps(shapes if as_list else shapes[0], ensure_ascii=False, indent=2)


def _show(text: str) -> None:
    """Print, and bear a reader such as `head` that has seen enough."""
    try:
        if text:
            print(text, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _about(problem: OSError) -> str:
    if isinstance(problem, FileNotFoundError):
        return "There is no such file."
    if isinstance(problem, IsADirectoryError):
        return "This is a folder. Name the files in it."
    if isinstance(problem, PermissionError):
        return "This file may not be opened by you."
    return f"This file could not be opened ({problem.strerror or problem})."


def _lines(found: Understood) -> Iterator[str]:
    yield found.name
    yield "=" * max(len(found.name), 8)
    yield f"This is {_KINDS.get(found.kind or '', 'nothing that the reader knows')}{_form(found)}."
    yield from (f"! {warning}" for warning in found.warnings)
    yield from _people(found)
    yield from _answers(found)
    yield from _plans(found)
    yield from _further(found)
    yield ""
    yield f"Not placed: {_count(len(found.not_placed), 'passage')}"
    for left in found.not_placed[:12]:
        yield f"  {_where(left)}  {_short(left.text, 92)}"
    if len(found.not_placed) > 12:
        yield f"  … and {len(found.not_placed) - 12} more (--json shows all)"
    reasons = Counter((left.reason or "").replace("_", " ") for left in found.left_out)
    yield "Left out: " + (", ".join(f"{reason} × {count}" for reason, count in reasons.most_common()) or "nothing")


def _form(found: Understood) -> str:
    if found.form:
        return f", {_FORMS[found.form]}"
    return f", stage {found.stage}" if found.stage else ""


def _people(found: Understood) -> Iterator[str]:
    yield ""
    note = found.fields.get("institution")
    yield f"Institution  {found.institution or '–'}{f'  ({note.confidence:.0%} sure)' if note else ''}"
    if found.lead:
        parts = [part for part in (found.lead.name, found.lead.email, found.lead.phone) if part]
        yield f"Lead         {' · '.join(parts)}  {_where(found.lead)}"
    for signature in found.signatures:
        name = ", ".join(part for part in (signature.name, signature.office) if part) or "no name"
        signed = f"{_SIGNED[signature.signed]}; {_day(signature.date)}"
        yield f"Signature    {signature.role}: {name}; {signed}  {_where(signature)}"
    if found.publication:
        state = (found.publication.state or "cannot tell").replace("_", " ")
        url = f", {found.publication.url}" if found.publication.url else ""
        yield f"Published    {state}{url}  {_where(found.publication)}"
    for figure in found.figures:
        as_at = f", {figure.as_at.written}" if figure.as_at else ""
        yield f"Figure       {figure.name.replace('_', ' ')}: {figure.value:,}{as_at}  {_where(figure)}"


def _answers(found: Understood) -> Iterator[str]:
    if not found.answers:
        return
    yield ""
    yield f"{_count(len(found.answers), 'answer')}"
    for answer in found.answers:
        heads = [part.heading or "" for part in answer.parts]
        divided = f" · divided: {', '.join(heads)}" if heads else ""
        limit = f" of {answer.limit}" if answer.limit else ""
        yield f"  {answer.confidence:.0%} {_where(answer)}  {_short(answer.question, 84)}{divided}"
        yield f"       {answer.words}{limit} words: {_short(answer.text, 84) or 'blank'}"


def _plans(found: Understood) -> Iterator[str]:
    for plan in found.plans:
        yield ""
        period = f" ({_day(plan.starts)} to {_day(plan.ends)})" if plan.starts or plan.ends else ""
        title = plan.title or "without a title"
        yield f"{plan.kind.capitalize()} plan: {title}{period}, {_count(len(plan.actions), 'action')}"
        yield from _actions(plan)


def _actions(plan: Plan) -> Iterator[str]:
    heading: str | None = None
    for action in plan.actions:
        here = action.section or ", ".join(map(_theme, action.themes)) or "No theme"
        if here != heading:
            heading = here
            yield f"  {heading}"
        ref = f"{action.ref} " if action.ref else ""
        yield f"    {action.confidence:.0%} {_where(action)}  {ref}{_short(action.text, 80)}"
        if facts := _facts(action):
            yield f"         {facts}"


def _facts(action: Action) -> str:
    years = ", ".join(map(str, action.years))
    dates = [_day(when) for when in (action.starts, action.ends, action.due) if when]
    parts = [action.owner, years, *dates, (action.status or "").replace("_", " "), action.rag, action.measure]
    text = " · ".join(_short(part, 48) for part in parts if part)
    return f"{text} · why red: {_short(action.explanation, 60)}" if action.explanation else text


def _further(found: Understood) -> Iterator[str]:
    if found.achievements:
        yield ""
        yield f"{_count(len(found.achievements), 'achievement')}"
        for achievement in found.achievements:
            theme = _theme(achievement.theme) if achievement.theme else "–"
            yield f"  {_where(achievement)}  {theme}: {_short(achievement.text, 84)}"
    for quotation in found.quotations:
        yield f"Quotation    {quotation.said_by or 'somebody'}: “{_short(quotation.text, 76)}”  {_where(quotation)}"
    if found.sector:
        sector = found.sector
        yield (
            f"Sector       {len(sector.signatories)} signatories, {_count(len(sector.phases), 'phase')}, "
            f"{_count(len(sector.board), 'board member')}, {len(sector.case_studies)} case studies"
        )


def _theme(theme: str) -> str:
    return theme.replace("_", " ").capitalize()


def _day(when: When | None) -> str:
    if when is None:
        return "no date"
    return when.written if when.on is None or when.on in when.written else f"{when.written} = {when.on}"


def _where(thing: Thing) -> str:
    """The first passage of a thing: [page 3, block 12, row 2]."""
    if not thing.sources:
        return ""
    source: Source = thing.sources[0]
    page = f"page {source.page}, " if source.page else ""
    cell = f", row {source.cell[0] + 1}" if source.cell else ""
    return f"[{page}block {source.block + 1}{cell}]"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _short(text: str, length: int) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[: length - 1].rstrip() + "…"
