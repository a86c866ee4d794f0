"""Whatever a document holds, its words are understood, not placed or left out, and no other words appear."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plumbline.foundation.formats.blocks import Block, Cell, Document, LeftOut, Piece, PieceKind, Place, Row, Table
from plumbline.journey.intake.reading import as_json, from_json, understand
from plumbline.journey.intake.reading.accounting import invented_words, lost_words

SENTENCES = [
    "Organisation: Norhaven University",
    "Name of lead:",
    "Dr Efa Example MBE",
    "E-mail: efa@norhaven.example  Tel: 01632 960 111",
    "1. Tell us briefly about your institution (max 20 words)",
    "Please describe how your institution defines technicians:",
    "How many technicians are there, and where are they based?",
    "Please RAG rate the actions of your previous 24-month plan and explain each red.",
    "What evidence shows the impact of your previous plan?",
    "Please provide your 36-month action plan (this may be attached).",
    "How was the technician voice present? Please give examples.",
    "Please confirm that the plan is published and give the URL:",
    "https://norhaven.example/tc (in progress)",
    "We employ 41 technicians and about 900 staff (May 2021).",
    "Visibility",
    "Recognition – two people were registered in 2020.",
    "Career development:",
    "Well-being",
    "Action plan 2021–2024",
    "Appendix 1: progress on the plan of 2018-2020",
    "See Appendix B",
    "Explanation of reds:",
    "“Write a map of careers” – nobody had the time.",
    "“A very good plan that could say more about outcomes and about voices,” wrote Ada Reader of the panel.",
    "Signed: Efa Example (Institutional Lead) Date: 4/5/2021",
    "Signed .......... (Leader of Institution)",
    "Date:",
    "CASE STUDY: Norhaven University",
    "List of signatories",
    "Publish a directory of technicians. Owner: HR. By July 2022. (Complete) - Green",
    "• stray • bullets ☒ and X",
    "–",
]
TEXT = st.one_of(st.sampled_from(SENTENCES), st.text(alphabet="aB é’1.:–()☒ ", max_size=20))
HEADS = st.sampled_from(
    ["Theme", "Action", "Owner", "By when", "Status", "RAG", "2021", "2022", "Notes", "Achievements"]
)


@st.composite
def pieces(draw: st.DrawFn, block: int, cell: tuple[int, int] | None = None, line: int = 0) -> Piece:
    kind = draw(st.sampled_from(list(PieceKind)))
    marker = draw(st.sampled_from(["•", "1.", None])) if kind == PieceKind.ITEM else None
    level = draw(st.integers(1, 3)) if kind == PieceKind.HEADING else 0
    return Piece(draw(TEXT), Place(None, block, cell, line), kind, level, marker, draw(st.booleans()))


@st.composite
def tables(draw: st.DrawFn, block: int) -> Table:
    columns = draw(st.integers(1, 4))
    rows: list[Row] = []
    for row in range(draw(st.integers(1, 4))):
        cells = []
        for column in range(columns):
            if row == 0 and draw(st.booleans()):
                held: tuple[Piece, ...] = (Piece(draw(HEADS), Place(None, block, (row, column))),)
            else:
                held = tuple(draw(pieces(block, (row, column), line)) for line in range(draw(st.integers(0, 2))))
            fill = draw(st.sampled_from([None, "#ff0000", "#00b050"]))
            cells.append(Cell(row, column, held, fill=fill, tick=draw(st.sampled_from([None, True, False]))))
        rows.append(Row(tuple(cells)))
    return Table(tuple(rows), columns, Place(None, block))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    count = draw(st.integers(0, 14))
    blocks: list[Block] = [
        draw(tables(at)) if draw(st.integers(0, 4)) == 0 else draw(pieces(at)) for at in range(count)
    ]
    left = (LeftOut("Norhaven 3", "running_foot"),) if draw(st.booleans()) else ()
    return Document("random.docx", "docx", tuple(blocks), left)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(documents())
def test_no_word_is_lost_and_none_is_invented(document: Document) -> None:
    understood = understand(document)
    assert not lost_words(document, understood)
    assert invented_words(document, understood) == set()
    shape = as_json(understood)
    assert as_json(from_json(shape)) == shape
