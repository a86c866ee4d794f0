"""Whatever a file is made of, the words that go in come out: random Word files, texts, pages and Markdown."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from plumbline.foundation.formats import read
from plumbline.foundation.formats.blocks import Document, Table
from plumbline.foundation.formats.docx import read_docx
from plumbline.foundation.formats.html import read_html
from plumbline.foundation.formats.markdown import read_markdown
from plumbline.foundation.formats.tests.word import normal, p, package, part, r, tbl, tc, tr, words_of, words_of_package
from plumbline.foundation.formats.text import read_text

WORDS = st.sampled_from(
    [
        "plan",
        "Staff",
        "–",
        "✓",
        "X",
        "☐",
        "1.",
        "a)",
        "•",
        "-",
        "o",
        "12",
        "3.4",
        "(b)",
        "ŵyl",
        "café",
        "don’t",
        "end.",
        "Who?",
        "e-mail:",
        "x@y.example",
        "10%",
        "A.",
        "ii)",
        "§",
        "\uf0fc",
        "\xad",
        "so\xadft",
        "*",
        "#",
        "|",
        "<b>",
        "&",
    ]
)
PHRASE = st.lists(WORDS, min_size=0, max_size=6).map(" ".join)
LOOKS = st.sampled_from(["", "<w:b/>", "<w:strike/>", "<w:vanish/>", '<w:highlight w:val="yellow"/>'])


@st.composite
def inline(draw: st.DrawFn, depth: int = 0) -> str:
    """A stretch of a paragraph; words are parted by blanks at its ends, so that no two stretches make one word."""
    run = r(f" {draw(PHRASE)} ", draw(LOOKS))
    kind = draw(
        st.sampled_from(
            ["run", "run", "ins", "del", "moveFrom", "moveTo", "link", "sdt", "placeholder", "box", "br", "sym"]
        )
    )
    if kind in ("ins", "moveTo"):
        return f"<w:{kind}>{run}</w:{kind}>"
    if kind == "del":
        return f"<w:del>{run.replace('w:t>', 'w:delText>').replace('<w:t ', '<w:delText ')}</w:del>"
    if kind == "moveFrom":
        return f"<w:moveFrom>{run}</w:moveFrom>"
    if kind == "link":
        return f"<w:hyperlink w:anchor='x'>{run}</w:hyperlink>"
    if kind == "sdt":
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{run}</w:sdtContent></w:sdt>"
    if kind == "placeholder":
        return f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run}</w:sdtContent></w:sdt>"
    if kind == "box" and depth < 2:
        inner = draw(paragraph(depth + 1))
        box = f"<w:txbxContent>{inner}</w:txbxContent>"
        return (
            f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"  # noqa: E501
            f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
    if kind == "br":
        return "<w:r><w:br/></w:r>"
    if kind == "sym":
        return f'{r(" ")}<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>{r(" ")}'
    return run


@st.composite
def paragraph(draw: st.DrawFn, depth: int = 0) -> str:
    """A paragraph, sometimes in a list."""
    listed = draw(st.sampled_from(["", "", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>']))
    return p(*draw(st.lists(inline(depth), max_size=4)), properties=listed)


@st.composite
def table(draw: st.DrawFn, depth: int = 0) -> str:
    """A table with merges, wrapped and deleted rows, and tables inside."""
    rows = []
    for _ in range(draw(st.integers(1, 4))):
        cells = []
        for _ in range(draw(st.integers(1, 4))):
            span = draw(st.integers(1, 3))
            merge = draw(st.sampled_from(["", "", '<w:vMerge w:val="restart"/>', "<w:vMerge/>"]))
            inside = draw(st.lists(block(depth + 1), min_size=1, max_size=2))
            cell = tc(*inside, properties=f'<w:gridSpan w:val="{span}"/>{merge}')
            if draw(st.integers(0, 5)) == 0:
                cell = f"<w:sdt><w:sdtPr/><w:sdtContent>{cell}</w:sdtContent></w:sdt>"
            cells.append(cell)
        row = tr(
            *cells,
            properties=draw(st.sampled_from(["", "", "", "<w:del/>", "<w:tblHeader/>", '<w:gridBefore w:val="1"/>'])),
        )
        rows.append(row if draw(st.integers(0, 5)) else f"<w:sdt><w:sdtPr/><w:sdtContent>{row}</w:sdtContent></w:sdt>")
    return tbl(*rows)


def block(depth: int = 0) -> st.SearchStrategy[str]:
    """A paragraph or, not too deep, a table."""
    return paragraph() if depth >= 3 else st.one_of(paragraph(), paragraph(), st.deferred(lambda: table(depth)))


NUMBERING = part(
    "numbering",
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
)
CALM = settings(
    max_examples=25,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def grids_hold(document: Document) -> None:
    """No two cells of a table stand in one place, and every cell is inside its table."""
    stack = [item for item in document.blocks if isinstance(item, Table)]
    while stack:
        found = stack.pop()
        covered = Counter(
            (row, column)
            for line in found.rows
            for cell in line.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        )
        assert all(count == 1 for count in covered.values())
        assert all(row < len(found.rows) and column < found.columns for row, column in covered)
        stack += [inner for line in found.rows for cell in line.cells for inner in cell.tables]


@pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning")
@CALM
@given(st.lists(block(), max_size=4), PHRASE)
def test_word_files_keep_their_words(blocks: list[str], head: str) -> None:
    raw = package("".join(blocks), parts={"numbering": NUMBERING, "header1": part("hdr", p(r(head)))})
    document = read_docx(raw, "a.docx")
    assert words_of(document) == words_of_package(raw)
    grids_hold(document)
    places = [piece.place for piece in document.pieces()]
    assert len(set(places)) == len(places)


def letters(text: str) -> Counter[str]:
    """Every letter that is seen, the way texts are compared where markup may stand against words."""
    return Counter(re.sub(r"\s", "", normal(text)))


LINE = st.one_of(
    PHRASE,
    st.lists(PHRASE, min_size=2, max_size=4).map("\t".join),
    st.lists(PHRASE, min_size=2, max_size=4).map(lambda cells: "| " + " | ".join(cells) + " |"),
    st.lists(PHRASE, min_size=2, max_size=3).map("    ".join),
    st.sampled_from(
        [
            "",
            "",
            "",
            "--\t---\t--",
            "|---|---|",
            "<p>one</p> <p>two</p>\tx",
            "\t<ul><li>a</li><li>b</li></ul>",
            "# Head",
            "***",
        ]
    ),
    PHRASE.map(lambda words: f"**{words}** *of* [it](https://a.example/b) <https://c.example>"),
    PHRASE.map(lambda words: f"- [x] {words}"),
    PHRASE.map(lambda words: f'<input checked="" type="checkbox"/>\t{words}\t<b>bold</b>'),
)


@CALM
@given(st.lists(LINE, max_size=14).map("\n".join))
def test_texts_keep_every_letter_in_words_or_in_markup(text: str) -> None:
    if not text.strip():
        return
    document = read_text(text.encode(), "a.txt")
    missing = letters(text) - letters(" ".join(document.words())) - letters("☒☐")
    assert not missing
    grids_hold(document)


PAGE_PART = st.recursive(
    PHRASE.map(lambda words: words.replace("&", "&amp;").replace("<", "&lt;")),
    lambda inner: st.tuples(
        st.sampled_from(
            ["p", "div", "li", "ul", "ol", "b", "table", "tr", "td", "th", "h2", "span", "blockquote", "a"]
        ),
        st.lists(inner, max_size=3),
    ).map(lambda made: f"<{made[0]}> {' '.join(made[1])} </{made[0]}>"),
    max_leaves=12,
)


@CALM
@given(PAGE_PART)
def test_web_pages_keep_their_words(page: str) -> None:
    if not page.strip():
        return
    document = read_html(f"<html><body>{page}</body></html>".encode(), "a.html")
    parsed = lxml_html.document_fromstring(f"<html><body>{page}</body></html>")
    expected = Counter(normal(" ".join(str(text) for text in parsed.itertext())).split())
    assert words_of(document) == expected
    grids_hold(document)


@CALM
@given(st.lists(st.one_of(PHRASE.filter(lambda words: not set(words) & set("<|*#&")), st.just("")), max_size=8))
def test_markdown_keeps_its_words(lines: list[str]) -> None:
    document = read_markdown(("plain\n\n" + "\n".join(lines)).encode(), "a.md")
    words = re.findall(r"\w{2,}", normal(" ".join(lines)))
    assert Counter(re.findall(r"\w{2,}", normal(" ".join(document.words())))) == Counter(["plain", *words])


def test_the_same_words_come_through_the_door() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.txt"
        path.write_text("One\n\nTwo three", encoding="utf-8")
        assert read(path).words() == ["One", "Two", "three"]
