"""The check page: the document on one side, what was understood on the other."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plumbline.foundation.listing import page_of
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import actor_of
from plumbline.institutions.models import Institution
from plumbline.institutions.pages import institution_page, page
from plumbline.institutions.queries import actor_names
from plumbline.journey.intake import cards, facsimile, queries, rules
from plumbline.journey.intake import check as checks
from plumbline.journey.intake import draft as drafts
from plumbline.journey.intake.draft import Draft
from plumbline.journey.intake.models import Edit, Reading
from plumbline.journey.intake.views.loading import whole, with_draft
from plumbline.journey.intake.wording import DONE, FIELDS, KINDS

UPLOADING = Capability.UPLOAD_DOCUMENTS
SHEETS_A_PAGE = 4


@institution_page(UPLOADING)
@require_safe
def check(request: HttpRequest, institution: Institution, key: str) -> HttpResponse:
    """One part of what was understood, beside its sheets of the document."""
    reading = whole(institution, key)
    draft = queries.draft_of(reading)
    if draft is None:
        return redirect(reading)
    shown = checks.shown(draft, reading.outline, request.GET, path=request.path)
    return page(
        request,
        "intake/check.html",
        **frame(request, institution, reading, draft),
        shown=shown,
        sheets=sheets(reading, shown),
        after=checks.gaps(shown.sheets, reading.outline, shown.query).get(0),
        add_names={name: KINDS[name] for name in shown.addable},
        undo=queries.last_edit(reading),
        done=DONE,
        other_name=reading.named if queries.names_another(reading) else "",
        noticed=(reading.result or {}).get("warnings", []) if shown.part == checks.OVERVIEW else [],
        may_accept=rules.can_accept(actor_of(request), reading),
    )


@institution_page(UPLOADING)
@require_safe
def document(request: HttpRequest, institution: Institution, key: str) -> HttpResponse:
    """The document alone, some sheets at a time, with links to what was understood of each passage."""
    reading, draft = with_draft(institution, key)
    asked = min(max(checks.number(request.GET.get("sheet")), 1), max(1, len(reading.outline)))
    first = (asked - 1) // SHEETS_A_PAGE * SHEETS_A_PAGE + 1
    numbers = [entry["number"] for entry in reading.outline if first <= entry["number"] < first + SHEETS_A_PAGE]
    marks = checks.marks(draft, here=set(), path=reading.address("check"))
    return page(
        request,
        "intake/document.html",
        **frame(request, institution, reading, draft),
        sheets=drawn(reading, numbers, marks),
        previous=first - SHEETS_A_PAGE if first > 1 else 0,
        following=first + SHEETS_A_PAGE if first + SHEETS_A_PAGE <= len(reading.outline) else 0,
    )


@institution_page(UPLOADING)
@require_safe
def history(request: HttpRequest, institution: Institution, key: str) -> HttpResponse:
    """Every correction: who, when, what."""
    reading = whole(institution, key)
    listed = page_of(queries.edits(reading), request.GET, size=50)
    return page(
        request,
        "intake/history.html",
        institution=institution,
        reading=reading,
        page_obj=listed,
        lines=_lines(listed),
    )


@institution_page(UPLOADING)
@require_safe
def differences(request: HttpRequest, institution: Institution, key: str) -> HttpResponse:
    """What a second reading of the same file found otherwise than the first."""
    reading, draft = with_draft(institution, key)
    again = queries.against_earlier(reading)
    if again is None:
        return redirect(reading.address("check"))
    return page(
        request,
        "intake/differences.html",
        **frame(request, institution, reading, draft),
        again=again,
        rows=[_difference(one) for one in again.comparison.differences] if again.comparison else [],
    )


def frame(request: HttpRequest, institution: Institution, reading: Reading, draft: Draft) -> dict[str, Any]:
    """What every page about a draft knows."""
    return {
        "institution": institution,
        "reading": reading,
        "counts": drafts.counts(draft),
        "may_correct": rules.can_correct(actor_of(request), reading),
    }


def sheets(reading: Reading, shown: checks.Shown) -> list[dict[str, Any]]:
    """The sheets of the check page with what is left out before each."""
    gaps = checks.gaps(shown.sheets, reading.outline, shown.query)
    found = drawn(reading, shown.sheets, shown.marks)
    return [{**sheet, "gap": gaps.get(sheet["number"])} for sheet in found]


def drawn(reading: Reading, numbers: list[int], marks: facsimile.Marks) -> list[dict[str, Any]]:
    """Sheets as HTML, with their pages."""
    pages = {entry["number"]: entry["pages"] for entry in reading.outline}
    return [
        {"number": sheet.number, "pages": pages.get(sheet.number), "html": facsimile.drawn(sheet.blocks, marks)}
        for sheet in queries.sheets(reading, numbers)
    ]


def _lines(listed: Any) -> list[dict[str, Any]]:
    """Corrections as places on the line: when, what was done to what, by whom."""
    names = actor_names({edit.by for edit in listed})
    return [
        {
            "title": f"“{edit.gist}”" if edit.gist else str(KINDS["document"]),
            "text": " · ".join(filter(None, (_done(edit), names.get(edit.by, "")))),
            "when": edit.made_at,
            "state": "ahead" if edit.undone_at else "done",
        }
        for edit in listed
    ]


def _done(edit: Edit) -> str:
    done = str(DONE.get(edit.what, edit.what))
    return _("%(done)s, later taken back") % {"done": done} if edit.undone_at else done


def _difference(one: Any) -> dict[str, Any]:
    thing = one.new or one.old
    said = cards.said_of
    fields = [
        {"name": FIELDS.get(name, name), "old": said(one.kind, name, old), "new": said(one.kind, name, new)}
        for name, old, new in one.fields
    ]
    whole = drafts.full_text(thing.kind, thing.data)
    text = whole if not fields else str(thing.data.get("question") or whole)[:200]
    return {"change": one.change, "kind": KINDS[one.kind], "text": text, "fields": fields, "new": one.new}
