"""Reading a document: from neutral blocks to what a submission says, each word booked once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from plumbline.foundation.formats.blocks import Block, Document, Piece, Table

from . import contacts, figures, forms, guidance, institution, publication, quotations, sector, signatures
from .accounting import read_as_values
from .answers import pieces_of, read_answer
from .belonging import is_about_technicians, is_other_paper
from .contents import Content, content_of
from .ledger import Ledger
from .periods import appendix_kinds, period_words, periods, tell_apart
from .plans import explain_reds, looks_like_plan, read_achievements, read_plan
from .segments import PLAN_HEAD, Part, Segment, segments
from .stream import Unit, units
from .understood import Achievement, Answer, Figure, Note, Plan, Signature, Understood
from .wording import fold, theme_in_heading, words_in
from .zones import Context, Zone

_ELSEWHERE = re.compile(
    r"\b(?:see|please see|refer to|attached|appended|enclosed|in|"
    r"as)\b[^.]{0,40}\b(?P<where>appendix(?: [a-z0-9]{1,3}\b)?|annex(?: [a-z0-9]{1,3}\b)?|"
    r"attach(?:ed|ment)|enclosed|separate (?:document|file)|accompanying (?:document|plan))|"
    r"^\W*(?P<bare>attached|enclosed|appended|appendix(?: [a-z0-9]{1,3})?)\W*$"
)
_AMBIGUOUS_HEAD = re.compile(
    r"^\W*(?:\d+\W+)?(?:background|introduction|overview|context|impacts?|profile|governance|"
    r"baseline|web ?(?:site|page)|publication|progress to date|link)\W*$",
    re.IGNORECASE,
)
_FORM_HEAD = re.compile(
    r"^\W*(?:questions?|responses?|answers?|your (?:answer|response)|institution'?s? response|"
    r"sections?|prompts?|comments?|details?|field|information|no\.?|ref\.?)\W*$",
    re.IGNORECASE,
)
_COUNTING = frozenset({"profile", "definition", "numbers", "structures", "structure_changes", "changes"})


@dataclass(slots=True)
class _Reading:
    """What is being gathered for one document."""

    document: Document
    ledger: Ledger
    found: Understood
    segments: list[Segment] = field(default_factory=list)
    contents: list[Content] = field(default_factory=list)
    context: Context = field(init=False)

    def __post_init__(self) -> None:
        self.context = Context(self.document)


def understand(document: Document) -> Understood:
    """All that the document is understood to say, what was not placed and what was left out."""
    reading = _Reading(document, Ledger(document), Understood(name=document.name))
    reading.found.warnings += document.warnings
    if sector.is_sector_report(document):
        _read_report(reading)
    else:
        _read_submission(reading)
    reading.found.not_placed = reading.ledger.unclaimed()
    reading.found.left_out = reading.ledger.left_out()
    reading.found.left_out += read_as_values(document, reading.found, reading.ledger)
    return reading.found


def _read_report(reading: _Reading) -> None:
    found, ledger = reading.found, reading.ledger
    found.kind = "sector_report"
    found.fields["kind"] = Note((), 0.95)
    found.sector = sector.read_sector(reading.document, ledger)
    found.quotations = quotations.read_quotations(ledger.pieces, ledger)


def _read_submission(reading: _Reading) -> None:
    document, ledger, found = reading.document, reading.ledger, reading.found
    stream = units(document, lambda table: looks_like_plan([table], reading.context))
    reading.segments = _settled(segments(stream))
    _read_front(reading)
    _read_form(reading)
    for segment in reading.segments:
        if segment.kind == "signatures":
            found.signatures += signatures.read_signatures(segment.units, ledger)
    found.signatures = _one_each(found)
    _read_plans(reading)
    _read_answers(reading)
    _read_institution(reading)
    if found.publication is None:
        bare = [answer for answer in found.answers if answer.key is None and publication.is_address(answer.text)]
        if bare:
            found.publication = publication.read_publication(bare[0], (), ())
    if found.publication is None:
        said = (publication.stated(piece, ledger) for piece in ledger.pieces)
        found.publication = next((each for each in said if each is not None), None)
    found.quotations = quotations.read_quotations(ledger.pieces, ledger)
    _read_figures(reading)
    _tidy(reading)
    _judge(reading)


def _settled(found: list[Segment]) -> list[Segment]:
    """Headings such as "Background" stand for a question only in a document that asks several."""
    asked = {
        segment.key for segment in found if segment.kind == "question" and segment.key and not _is_ambiguous(segment)
    }
    if len(asked) >= 3:
        return found
    if len(asked) == 1 and all(segment.asked.is_short for segment in found if segment.asked and segment.key):
        # One heading that could stand for a question ("Progress since signing") makes no form.
        asked = set()
    for segment in found:
        if segment.kind == "question" and (
            _is_ambiguous(segment) or not asked or (segment.key is None and len(asked) < 2)
        ):
            segment.kind = "other"
            opening = [Unit(piece) for piece, _, _ in segment.question]
            segment.units = opening + segment.units
            segment.question, segment.rest = [], None
    return found


def _is_ambiguous(segment: Segment) -> bool:
    return segment.rest is None and bool(
        _AMBIGUOUS_HEAD.match(" ".join(piece.text for piece, _, _ in segment.question))
    )


def _read_front(reading: _Reading) -> None:
    """The form's guidance, then its fields."""
    ledger, found = reading.ledger, reading.found
    has_questions = any(segment.kind == "question" for segment in reading.segments)
    fronts = [segment for segment in reading.segments if segment.kind == "front"]
    if has_questions and fronts:
        guidance.claim_guidance((u.piece for u in fronts[0].units if u.piece), ledger, is_front=True)
    fields = contacts.read_fields([unit for segment in fronts for unit in segment.units])
    fields = [each for each in fields if ledger.is_free(*each.label)]
    named = institution.from_fields(fields, ledger)
    found.lead = contacts.read_lead(fields, ledger)
    if found.lead is None and has_questions:
        found.lead = contacts.lead_in_text(
            [unit.piece for segment in fronts for unit in segment.units if unit.piece], ledger
        )
    if named is not None:
        found.institution = named.name
        found.fields["institution"] = named.note


def _read_form(reading: _Reading) -> None:
    found = reading.found
    asking = [segment for segment in reading.segments if segment.kind == "question"]
    pieces = [part[0] for segment in asking for part in segment.question]
    form = forms.recognised(reading.document, [segment.key for segment in asking], pieces)
    found.stage, found.form = form.stage, form.form
    if form.stage_note:
        found.fields["stage"] = form.stage_note
    if form.form_note:
        found.fields["form"] = form.form_note


def _one_each(found: Understood) -> list[Signature]:
    kept: dict[str, Signature] = {}
    for signature in found.signatures:
        kept.setdefault(signature.role, signature)
    return list(kept.values())


def _read_plans(reading: _Reading) -> None:
    ledger, found = reading.ledger, reading.found
    dates = [signature.date for signature in found.signatures if signature.date and signature.date.on]
    reading.context = Context(
        document=reading.document,
        institutions=(found.institution,) if found.institution else (),
        stage=found.stage,
        form=found.form,
        periods=periods(ledger.pieces),
        as_of=dates[0] if dates else None,
    )

    def likeness(blocks: Sequence[Block]) -> float:
        return looks_like_plan(blocks, reading.context)

    kinds = appendix_kinds(reading.segments)
    for segment in reading.segments:
        if segment.kind in ("signatures", "contents"):
            reading.contents.append(Content())
            continue
        segment.units = [u for u in segment.units if u.piece is None or not ledger.is_touched(u.piece)]
        kind = "previous" if segment.key == "rag" else "forward" if segment.key == "plan" else kinds.get(id(segment))
        reading.contents.append(content_of(segment, likeness, plan_kind=kind))
    said: list[Plan] = []
    for content in reading.contents:
        for zone in content.zones:
            if zone.kind == "achievements":
                found.achievements += _achievements(zone, reading)
                continue
            plans = read_plan(zone, ledger, reading.context)
            found.plans += plans
            said += plans if zone.plan_kind else []
    tell_apart(found.plans, said, reading.context)


def _achievements(zone: Zone, reading: _Reading) -> list[Achievement]:
    made = read_achievements(zone, reading.ledger, reading.context)
    if zone.title is not None and (period := period_words(zone.title)) is not None:
        for achievement in made:
            achievement.period = achievement.period or period
    if zone.section is not None and (theme := theme_in_heading(zone.section.text)) is not None:
        for achievement in made:
            achievement.theme = achievement.theme or theme
    return list(made)


def _read_answers(reading: _Reading) -> None:
    ledger, found = reading.ledger, reading.found
    for segment, content in zip(reading.segments, reading.contents, strict=True):
        if segment.kind != "question":
            continue
        answer = read_answer(segment, content.items, ledger)
        found.answers.append(answer)
        parts: list[Part] = [item for item in content.items if not isinstance(item, Table)]
        if segment.key == "publication" and found.publication is None:
            links = [(link.url, ledger.source(piece)) for piece, _, _ in parts for link in piece.links]
            found.publication = publication.read_publication(answer, parts, links)
        if segment.key in ("rag", "red_explanations"):
            tables = [item for item in content.items if isinstance(item, Table)]
            pieces = [part[0] for part in parts] + [piece for table in tables for piece in pieces_of(table)]
            explain_reds(found.plans, pieces, ledger)
        _warn(answer, found)


def _warn(answer: Answer, found: Understood) -> None:
    if answer.limit is not None and answer.words > answer.limit:
        said = f"has {answer.words} words; the limit is {answer.limit}."
        found.warnings.append(f"The answer to “{_short(answer.question)}” {said}")
    if answer.key == "plan" and not any(plan.kind == "forward" for plan in found.plans):
        match = _ELSEWHERE.search(fold(answer.text))
        where = (match["where"] or match["bare"]) if match else None
        if where and answer.words < 120:
            is_named = re.match(r"app|annex", where) and where != "appended"
            place = f"in {_named(where)}" if is_named else "in another document"
            found.warnings.append(
                f"The action plan is said to be {place}, which is not in this file: no plan was read."
            )


def _short(text: str) -> str:
    words = text.split()
    return text if len(words) <= 14 else " ".join(words[:14]) + " …"


def _named(label: str) -> str:
    word, _, number = label.partition(" ")
    return f"{word.capitalize()} {number.upper()}" if number else f"an {word}"


def _read_institution(reading: _Reading) -> None:
    """Where the form's field is empty: from the text, but not from the form's guidance."""
    found, ledger = reading.found, reading.ledger
    if found.institution is not None:
        return
    skip = frozenset(id(claim.piece) for claim in ledger.claims() if claim.as_ == "form_guidance")
    named = institution.from_text(reading.document, skip, ledger)
    if named is None:
        return
    found.institution = named.name
    found.fields["institution"] = named.note
    if any(segment.kind == "question" for segment in reading.segments):
        said = f"“{named.name}” is the name in the text."
        found.warnings.append(f"The field for the institution is empty or missing: {said}")


def _read_figures(reading: _Reading) -> None:
    made: list[Figure] = []
    for segment, content in zip(reading.segments, reading.contents, strict=True):
        if segment.kind != "question" or segment.key in ("plan", "rag", "talent", "voice", "publication"):
            continue
        parts = [item for item in content.items if not isinstance(item, Table)]
        made += figures.read_figures(parts, reading.ledger, is_about_people=segment.key in _COUNTING)
        if segment.key in _COUNTING:
            made += figures.read_counts([item for item in content.items if isinstance(item, Table)], reading.ledger)
    reading.found.figures = figures.unique(made)


def _tidy(reading: _Reading) -> None:
    """Book what is the form's own: labels of appendices, lists of contents, hints, titles."""
    ledger = reading.ledger
    for zone in (zone for content in reading.contents for zone in content.zones):
        heads = [block for block in zone.blocks if isinstance(block, Piece) and PLAN_HEAD.match(block.text)]
        for piece in [*heads, *([zone.title] if zone.kind == "achievements" and zone.title else [])]:
            if words_in(piece.text) <= 10 and ledger.is_free(piece):
                ledger.claim(piece, as_="label")
    for segment in reading.segments:
        as_ = "contents" if segment.kind == "contents" else "label"
        listed = [unit.piece for unit in segment.units if unit.piece] if segment.kind == "contents" else []
        asked = [part[0] for part in segment.question] if segment.kind == "contents" else []
        for piece in [*segment.titles, *listed, *asked]:
            ledger.claim_free(piece, as_)
    if any(segment.kind == "question" for segment in reading.segments):
        for piece in ledger.pieces:
            if piece.place.cell is not None and _FORM_HEAD.match(piece.text) and ledger.is_free(piece):
                ledger.claim(piece, as_="column_heading")
        guidance.claim_guidance(ledger.pieces, ledger, is_front=False)


def _judge(reading: _Reading) -> None:
    """What kind of document it is, and how sure the whole is."""
    found = reading.found
    keys = {answer.key for answer in found.answers if answer.key}
    if len(keys) >= 2 or (found.lead and keys) or (found.lead and found.signatures):
        found.kind, sure = "submission", min(0.99, 0.6 + 0.1 * len(keys))
    elif is_other_paper(reading.document) or not is_about_technicians(reading.document, found):
        _refuse(reading)
        return
    elif found.plans:
        found.kind, sure = "plan", 0.9
    elif found.achievements:
        found.kind, sure = "update", 0.85
    else:
        _refuse(reading)
        return
    found.confidence = sure
    found.fields["kind"] = Note((), sure)
    if not any(plan.kind == "forward" for plan in found.plans) and found.kind == "submission" and "plan" not in keys:
        found.warnings.append("No action plan was found in this document.")


def _refuse(reading: _Reading) -> None:
    """It is no submission: nothing is understood, every word is shown as not placed."""
    reading.ledger.rewind(0)
    name, warnings = reading.found.name, list(reading.document.warnings)
    warnings.append("This does not look like a submission: neither its questions nor an action plan were found.")
    reading.found = Understood(name=name, confidence=0.5, warnings=warnings)
