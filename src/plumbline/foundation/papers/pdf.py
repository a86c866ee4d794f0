"""A paper as an accessible PDF (PDF/UA-1), set by typst: byte for byte the same for the same paper and day."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import gettext as _

from plumbline.foundation.papers.letters import FAMILIES, FONTS, drawable, foreign
from plumbline.foundation.papers.paper import (
    Facts,
    Grid,
    Heading,
    Listing,
    PageBreak,
    Paper,
    Paragraph,
    Part,
    Picture,
    Signature,
    Words,
    all_words,
    level_headings,
    with_words,
    words,
)

SHAPE = Path(__file__).with_name("paper.typ")


def write_pdf(paper: Paper, *, at: datetime) -> bytes:
    """The file. `at` is the moment that it says it was made. Letters that no font of ours holds are written as their
    names in brackets. Checked by the compiler against PDF/UA-1; that is no certificate."""
    paper = with_words(paper, drawable)
    data: dict[str, Any] = {
        "title": paper.title,
        "author": paper.author,
        "subject": paper.subject,
        "foot": paper.foot,
        "language": _language(paper.language),
        "fonts": list(FAMILIES),
        "parts": [_part(part, level) for part, level in level_headings(paper.parts)],
    }
    data["foreign"] = [letter for letter in foreign("".join(all_words(paper))) if letter > " "]
    return typst.compile(  # type: ignore[misc]
        SHAPE.read_bytes(),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        timestamp=int(at.timestamp()),
        sys_inputs={"paper": json.dumps(data)},
    )


def _language(tag: str) -> dict[str, str | None]:
    language, _dash, region = tag.partition("-")
    return {"lang": language, "region": region or None}


def _part(part: Part, level: int = 0) -> dict[str, Any]:
    match part:
        case Heading():
            return {"is": "heading", "level": max(level, 2), "text": part.text}
        case Paragraph():
            return {"is": "paragraph", "manner": part.manner, "runs": _runs(part.runs)}
        case Listing():
            items = [[_inner(one) for one in item] for item in part.items]
            return {"is": "listing", "ordered": part.ordered, "start": part.start, "items": items}
        case Grid():
            return _grid(part)
        case Facts():
            pairs = [{"label": label, "value": _runs(value)} for label, value in part.pairs]
            return {"is": "facts", "pairs": pairs}
        case Picture():
            content = list(part.content)
            return {"is": "picture", "content": content, "alternative": part.alternative, "caption": part.caption}
        case Signature():
            pairs = [{"label": label, "value": value} for label, value in signed(part)]
            return {"is": "signature", "pairs": pairs, "remark": part.remark}
        case PageBreak():
            return {"is": "break"}


def _inner(part: Part) -> dict[str, Any]:
    """A part inside an item or a cell: a heading there is a line in bold, or the order of headings would break."""
    return _part(Paragraph(words(part.text, bold=True)) if isinstance(part, Heading) else part)


def _grid(grid: Grid) -> dict[str, Any]:
    rows = [[{"rag": cell.rag, "parts": [_inner(one) for one in cell.parts]} for cell in row] for row in grid.rows]
    return {
        "is": "grid",
        "head": list(grid.head),
        "rows": rows,
        "caption": grid.caption,
        "widths": list(grid.widths or (1.0,) * len(grid.head)),
        "wide": grid.wide,
    }


def _runs(runs: Words) -> list[dict[str, Any]]:
    return [
        {
            "text": run.text,
            "bold": run.bold,
            "italic": run.italic,
            "strike": run.strike,
            "code": run.code,
            "url": run.url,
        }
        for run in runs
    ]


def signed(place: Signature) -> tuple[tuple[str, str], ...]:
    """What a place to sign says, label by label; "" is a line to write on."""
    return ((_("Signed"), place.name), (_("Office"), place.office), (_("Date"), place.signed_on))
