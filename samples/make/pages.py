"""Writes the PDF and web documents: one tagged, one not, one page of HTML, one of Markdown."""

from __future__ import annotations

import html
import json
from pathlib import Path

import typst
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.lib.units import cm
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from samples.make import abbeyfield, glanmor, lough_erin, selby_point

THEMES = {
    "visibility": "Visibility",
    "recognition": "Recognition",
    "career_development": "Career Development",
    "sustainability": "Sustainability",
    "evaluating_impact": "Evaluating Impact",
}
RAG = {"green": "#c6e0b4", "amber": "#ffe699", "red": "#f8cbad"}

GLANMOR = """
#let paper = json(bytes(sys.inputs.paper))
#set document(title: paper.title, author: paper.institution)
#set text(lang: "en", region: "GB", size: 10pt)
#set page(margin: 1.6cm, footer: context align(center)[#paper.institution, page #counter(page).display()])
= #paper.title
#table(columns: (5cm, 1fr), ..paper.fields.flatten())
#for (question, answer) in paper.answers [
  == #question
  #for part in answer.split("\\n\\n") [#par(part)]
]
== #paper.plan
#for (theme, rows) in paper.themes [
  === #theme
  #table(
    columns: (3fr, 2fr, 2fr, 1.6fr, 1.1fr, 1.1fr, 1.1fr),
    table.header(..paper.heads),
    ..rows.map(row => {
      row.cells.slice(0, 6) + (table.cell(fill: rgb(row.fill), row.cells.at(6)),)
    }).flatten(),
  )
]
#for line in paper.signatures [#par(line)]
"""


def write_glanmor(place: Path) -> Path:
    """Stage 2 as a tagged PDF: a table a theme, the RAG word in a cell of its colour."""
    paper = glanmor.PAPER
    name, email, phone = paper.lead
    words = {"green": "Green", "amber": "Amber", "red": "Red"}
    themes = [
        (
            THEMES[theme],
            [
                {
                    "cells": [
                        act.text,
                        act.comments or "",
                        act.progress or "",
                        act.owner or "",
                        act.starts or "",
                        act.ends or "",
                        words[act.rag or "red"],
                    ],
                    "fill": RAG[act.rag or "red"],
                }
                for act in glanmor.ACTS
                if act.theme == theme
            ],
        )
        for theme in THEMES
    ]
    signatures = []
    for block, office in zip(paper.facts["signatures"], ("institutional lead", "Vice-Chancellor"), strict=True):
        signatures += [f"Signed by the {office}: {block['name']}", f"Date: {block['date']['written']}"]
    data = {
        "title": "Technician Commitment stage 2 self-assessment",
        "institution": paper.institution,
        "plan": paper.schemes[0].title,
        "fields": [
            ["Name of institution", paper.institution],
            ["Institutional lead", name],
            ["Email", email],
            ["Phone", phone],
            ["Published at", paper.url],
        ],
        "answers": list(paper.answers.values()),
        "heads": ["Action", "Comments", "Progress and next steps", "Responsibility", "Start", "End", "RAG"],
        "themes": themes,
        "signatures": signatures,
    }
    source = place / "glanmor.typ"
    source.write_text(GLANMOR)
    path = place / "glanmor.pdf"
    typst.compile(
        str(source), output=str(path), sys_inputs={"paper": json.dumps(data)}, pdf_standards="ua-1", timestamp=0
    )
    source.unlink()
    return path


def write_abbeyfield(place: Path) -> Path:
    """A rated plan as an untagged PDF: rows filled by colour, a narrow theme column, headings repeated on each page."""
    paper = abbeyfield.PAPER
    small = ParagraphStyle("small", parent=getSampleStyleSheet()["BodyText"], fontSize=8.5, leading=10.5)
    heads = ("Ref", "Theme", "Action", "Owner", "By", "Success measure", "Status")
    rows = [[Paragraph(f"<b>{head}</b>", small) for head in heads]]
    fills = []
    for number, act in enumerate(abbeyfield.ACTS, 1):
        values = (
            act.ref,
            abbeyfield.AREAS[act.ref or ""],
            act.text,
            act.owner,
            act.due,
            act.measure,
            abbeyfield.WORDS[act.status or "not_started"],
        )
        rows.append([Paragraph(html.escape(value or ""), small) for value in values])
        fills.append(("BACKGROUND", (0, number), (-1, number), colors.HexColor(RAG[act.rag or "red"])))
    grid = Table(rows, colWidths=[1.2 * cm, 2 * cm, 8 * cm, 4 * cm, 2 * cm, 5 * cm, 2.2 * cm], repeatRows=1)
    grid.setStyle(
        TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.grey), ("VALIGN", (0, 0), (-1, -1), "TOP"), *fills])
    )
    path = place / "abbeyfield.pdf"

    def foot(canvas, document):  # type: ignore[no-untyped-def]
        canvas.setFont("Helvetica", 8)
        canvas.drawString(1.5 * cm, 1 * cm, paper.facts["foot"])
        canvas.drawRightString(landscape(A4)[0] - 1.5 * cm, 1 * cm, f"Page {document.page}")

    made = SimpleDocTemplate(
        str(path),
        pagesize=landscape(A4),
        leftMargin=1.5 * cm,
        rightMargin=1.5 * cm,
        topMargin=2 * cm,
        bottomMargin=2 * cm,
        title=paper.schemes[0].title,
        author=paper.institution,
        invariant=1,
    )
    headings = getSampleStyleSheet()
    story = [
        Paragraph(paper.institution, headings["Title"]),
        Paragraph(paper.schemes[0].title, headings["Heading2"]),
        Paragraph("Green: complete. Amber: in progress. Red: not started.", headings["BodyText"]),
        Spacer(1, 0.4 * cm),
        grid,
    ]
    made.build(story, onFirstPage=foot, onLaterPages=foot)
    return path


def write_lough_erin(place: Path) -> Path:
    """A web page: one table, pillars in one cell, the success measure last."""
    paper = lough_erin.PAPER
    names = {**THEMES, "career_development": "Career development"}
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td>{html.escape(value or '')}</td>"
            for value in (
                act.text,
                act.owner,
                ", ".join(names[theme] for theme in act.theme.split()),
                act.due,
                act.measure,
            )
        )
        + "</tr>\n"
        for act in lough_erin.ACTS
    )
    path = place / "lough-erin.html"
    path.write_text(
        f"""<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{paper.schemes[0].title} | {paper.institution}</title></head>
<body>
<h1>{paper.institution}</h1>
<h2>{paper.schemes[0].title}</h2>
<table>
<thead><tr><th>Planned activity</th><th>Internal area</th><th>Pillar(s)</th><th>Delivery</th><th>Success measure</th></tr></thead>
<tbody>
{rows}</tbody>
</table>
</body></html>
"""
    )
    return path


def write_selby_point(place: Path) -> Path:
    """An update paper in Markdown: what was achieved, a theme at a time. It holds no plan."""
    paper = selby_point.PAPER
    lines = [f"# {paper.institution}", "", "## Technician Commitment: what we have achieved, 2022 to 2024", ""]
    for theme, name in THEMES.items():
        done = [text for found, text in paper.achievements if found == theme]
        if done:
            lines += [f"### {name}", "", *(f"- {text}" for text in done), ""]
    path = place / "selby-point.md"
    path.write_text("\n".join(lines))
    return path
