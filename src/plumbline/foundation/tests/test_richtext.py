"""Markdown is shown as it was meant, and nothing that a writer types can act in a reader's browser."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.foundation.richtext import to_html, to_line

REL = 'rel="noopener noreferrer nofollow"'
SCROLL = '<div class="scroll" tabindex="0" role="region" aria-label="Table">'
TAGS = {"p", "br", "a", "code", "pre", "div", "table", "thead", "tbody", "tr", "th", "td"}
TABLE = f'{SCROLL}<table><thead><tr><th scope="col">a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table></div>'


def html(text, **more):
    return re.sub(r">\s+<", "><", str(to_html(text, **more))).strip()


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("One\ntwo\n\nthree", "<p>One<br>\ntwo</p><p>three</p>"),
        ("**a** *b* ~~c~~", "<p><strong>a</strong><em>b</em><s>c</s></p>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
        ("# a\n#### b\n###### c\n## d", "<h3>a</h3><h4>b</h4><h5>c</h5><h4>d</h4>"),
        ("### a\n# b", "<h3>a</h3><h3>b</h3>"),
        (
            "[a](https://a.example)",
            '<p><a href="https://a.example" rel="noopener noreferrer nofollow">a</a></p>',
        ),
        (
            "see https://a.example/b?c=1&d=2.",
            f'<p>see <a href="https://a.example/b?c=1&amp;d=2" {REL}>https://a.example/b?c=1&amp;d=2</a>.</p>',
        ),
        (
            "[https://a.example](https://b.example)",
            '<p><a href="https://b.example" rel="noopener noreferrer nofollow">https://a.example</a></p>',
        ),
        ("![a <b> map](https://spy.example/x.png)", "<p>a &lt;b&gt; map</p>"),
        ("a<br>b<br />c", "<p>a<br>b<br>c</p>"),
        ("A & B < C", "<p>A &amp; B &lt; C</p>"),
        (
            "| a |\n|---|\n| 1 |",
            TABLE,
        ),
    ],
)
def test_marks_become_what_they_mean(typed, shown):
    assert html(typed) == shown


def test_headings_come_under_the_pages_own():
    assert html("# a\n## b", level=2) == "<h2>a</h2><h3>b</h3>"


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](data:text/html;base64,PHNjcmlwdD4=)",
        "[a](vbscript:x)",
        "<javascript:alert(1)>",
        "![x](javascript:alert(1))",
        '[a](https://a.example "x\\" onmouseover=alert(1) y=\\"")',
        "<a href='https://a.example' onclick='x'>a</a>",
        "<svg/onload=alert(1)>",
        "<!--><script>alert(1)</script>-->",
        "`<script>`",
        "```html\n<script>alert(1)</script>\n```",
        "| <img src=x onerror=alert(1)> |\n|---|\n| x |",
        'https://a.example/"onmouseover=alert(1)',
        "&#60;script&#62;alert(1)&#60;/script&#62;",
        "<iframe src=https://a.example>",
        "[x]: javascript:alert(1)\n[x]",
        "<style>*{display:none}</style>",
    ],
)
def test_nothing_that_is_typed_acts(attack):
    shown = str(to_html(attack))
    tags = re.findall(r"<([a-z0-9]+)([^>]*)>", shown)
    assert {name for name, _rest in tags} <= TAGS
    for _name, rest in tags:
        plain = re.sub(r'"[^"]*"', '""', rest)
        assert not re.search(r"\bon\w+|style|src", plain)
        assert not re.search(r'href="(?!https?:|mailto:|/)', rest)


@given(st.text(alphabet="<>\"'&`*_[]()!|#-\n :/=abjs0", max_size=60))
def test_whatever_is_typed_makes_only_what_is_allowed(typed):
    for name, rest in re.findall(r"<([a-zA-Z0-9]+)([^>]*)>", str(to_html(typed))):
        assert name not in {"script", "img", "svg", "style", "iframe"}
        assert not re.search(r"\son\w+\s*=", re.sub(r'"[^"]*"', '""', rest))


@pytest.mark.parametrize(
    "typed",
    ["word " * 30_000, "Some words here.\n\n" * 10_000, "[" * 15_000, "*a " * 6_000, "> " * 5_000 + "x", "| a " * 5_000,
     "- " * 5_000 + "x", "`" * 15_000, "![](" * 4_000, "https://a.example/" * 1_000, "_" * 19_999],
    ids=range(11),
)  # fmt: skip
def test_long_and_hostile_texts_are_shown_without_a_wait(typed):
    began = time.process_time()
    to_html(typed)
    assert time.process_time() - began < 10  # a runaway takes minutes


def test_thousands_of_short_lines_in_one_paragraph_are_shown_without_a_wait():
    began = time.process_time()
    shown = html("a\n" * 9_000 + "[see https://a.example](https://b.example) https://c.example")
    assert shown.count("<br>") == 9_000
    assert shown.count("<a ") == 2, "the words of a link are no link of their own"
    assert time.process_time() - began < 2


def test_the_beginning_of_a_text_stands_on_one_line():
    assert to_line("# Heading\n\n- **One** & <two>\n- three", 60) == "Heading One & <two> three"
    assert to_line("word " * 100, 22) == "word word word word…"
