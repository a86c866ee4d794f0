"""Charts: every figure is said, nothing leaves the sheet, nothing is told by colour alone."""

import re

import pytest
from django.template import Context, Template, TemplateSyntaxError
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from plumbline.foundation.ui.charts import Line, Row, Series, Tick, bars, grouped, lines, stacked
from plumbline.foundation.ui.charts.parts import letters_wide, round_steps, wrapped

RATED = [
    Series("Completed", "green", "tick"),
    Series("In progress", "amber", "triangle"),
    Series("Left", "red", "square"),
]
FIGURES = st.none() | st.integers(0, 10**6) | st.floats(0, 10**6)


def drawn(chart):
    return html.fromstring(Template("{% load ui %}{% chart drawn %}").render(Context({"drawn": chart})))


def cells(tree):
    return [[cell.text_content() for cell in row] for row in tree.findall(".//table//tr")]


def test_a_chart_has_a_title_a_description_and_its_figures_as_a_table():
    tree = drawn(bars("late", "Days late", "One is late.", [Row("Prize", (1234,)), Row("Ŵyn", (None,))], unit="Days",
                      corner="Action"))  # fmt: skip
    for sheet in tree.findall(".//svg"):
        assert sheet.get("role") == "img"
        ids = {element.get("id"): element.text for element in sheet.iter() if element.get("id")}
        assert ids[sheet.get("aria-labelledby")] == "Days late"
        assert ids[sheet.get("aria-describedby")] == "One is late."
    assert cells(tree) == [["Action", "Days"], ["Prize", "1,234"], ["Ŵyn", "not known"]]


def test_no_part_is_told_by_colour_alone():
    tree = drawn(stacked("rated", "Rated", "As it is.", RATED, [Row("1 May 2026", (4, 3, 2))], corner="As at"))
    wide = tree.find(".//svg")
    words = [text.text for text in wide.findall(".//text")]
    assert words == ["Completed", "In progress", "Left", "1 May 2026", "4", "3", "2", "9"]
    shapes = [path.get("d") for path in wide.findall("./path")]
    assert len(shapes) == 6  # three in the key, three in the bar
    assert len(set(shapes)) == 3
    assert "style" not in html.tostring(tree).decode()


def test_bars_side_by_side_say_their_series():
    tree = drawn(grouped("posts", "Posts", "x", [Series("Permanent"), Series("Fixed term", "grey")],
                         [Row("Chemistry", (34, None), ("", "fewer than 10"))]))  # fmt: skip
    assert [text.text for text in tree.find(".//svg").findall(".//text")] == [
        "Chemistry", "34 Permanent", "fewer than 10 Fixed term",
    ]  # fmt: skip


def test_a_line_is_named_where_it_ends_and_a_gap_stays_a_gap():
    ticks = [Tick(year, str(year)) for year in (2024, 2025, 2026, 2027)]
    band = ("19 of 20 runs", (1.0, 1.0, 1.0, 1.0), (9.0, 9.0, 9.0, 9.0))
    tree = drawn(
        lines("forecast", "People", "x", ticks, [Line("All", (5, None, 7, 8), "teal", (band,))], unit="People")
    )
    assert "All: 8" in [text.text for text in tree.find(".//svg").findall(".//text")]
    path = next(
        one.get("d") for one in tree.find(".//svg").findall("./path") if one.get("class") == "chart__line tone-teal"
    )
    assert (path.count("M"), path.count("L")) == (2, 1)
    assert cells(tree)[1] == ["2024", "5", "1 – 9"]


@pytest.mark.parametrize("count", [0, 1, 2, 100])
def test_no_row_one_row_and_many(count):
    rows = [Row(f"Row {number}", (number,)) for number in range(count)]
    tree = drawn(bars("many", "Many", "x", rows, unit="Number"))
    assert len(tree.findall(".//svg")) == (2 if count else 0)
    assert (tree.findtext(".//p") is not None) == (count == 0)


@pytest.mark.parametrize("count", [1, 2, 60])
def test_a_line_of_one_point_and_of_many(count):
    ticks = [Tick(place, str(place)) for place in range(count)]
    tree = drawn(lines("long", "Long", "x", ticks, [Line("One", tuple(range(count)))], unit="Number"))
    assert len(cells(tree)) == count + 1


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=60), FIGURES, FIGURES), max_size=6), st.booleans())
def test_nothing_leaves_the_sheet(given_rows, is_stacked):
    rows = [Row(label, (one, other)) for label, one, other in given_rows]
    make = stacked if is_stacked else grouped
    chart = make("any", "Any", "x", [Series("One", "teal"), Series("Two", "grey")], rows)
    for _name, sheet in chart.drawings:
        for mark in sheet.rects:
            assert 0 <= mark.x <= mark.x + mark.width <= sheet.width + 0.2
            assert 0 <= mark.y <= mark.y + mark.height <= sheet.height
        assert all(0 <= words.x <= sheet.width and 0 <= words.y <= sheet.height for words in sheet.words)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.none() | st.floats(-(10**6), 10**6), min_size=1, max_size=12))
def test_a_line_stays_inside_its_field(figures):
    chart = lines("any", "Any", "x", [Tick(place, str(place)) for place in range(len(figures))],
                  [Line("One", tuple(figures))], unit="Number")  # fmt: skip
    for _name, sheet in chart.drawings:
        for mark in sheet.traces:
            if mark.css == "chart__line":
                numbers = [float(found) for found in re.findall(r"-?[\d.]+", mark.d)]
                assert all(0 <= x <= sheet.width for x in numbers[0::2])
                assert all(0 <= y <= sheet.height for y in numbers[1::2])


@given(st.text(max_size=200), st.integers(40, 400))
def test_wrapping_keeps_every_letter_and_the_width(text, width):
    rows = wrapped(text, width, most=10_000)
    assert "".join("".join(rows).split()) == "".join(text.split())
    assert all(letters_wide(row) <= width or len(row) == 1 for row in rows)


def test_what_does_not_fit_ends_with_an_ellipsis():
    rows = wrapped("word " * 100, 100, most=2)
    assert len(rows) == 2
    assert rows[-1].endswith("…")


@pytest.mark.parametrize(
    ("low", "high", "steps"),
    [
        (0, 9, [0, 2, 4, 6, 8, 10]),
        (0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (-30, 412, [-100, 0, 100, 200, 300, 400, 500]),
        (0, 0, [0, 0.2, 0.4, 0.6, 0.8, 1]),
    ],
)
def test_an_axis_has_round_numbers(low, high, steps):
    assert round_steps(low, high) == steps


def test_what_a_chart_does_not_know_is_an_error():
    with pytest.raises(ValueError, match="purple"):
        Series("x", "purple")
    with pytest.raises(ValueError, match="below 0"):
        stacked("x", "x", "x", [Series("x")], [Row("x", (-1,))])
    with pytest.raises(ValueError, match="each series"):
        bars("x", "x", "x", [Row("x", (1, 2))], unit="x")
    with pytest.raises(TemplateSyntaxError):
        drawn("a string")


def test_words_from_outside_stay_words():
    tree = Template("{% load ui %}{% chart drawn %}").render(
        Context({"drawn": bars("x", "<b>t</b>", "<b>d</b>", [Row("<b>r</b>", (1,))], unit="<b>u</b>")})
    )
    assert "<b>" not in tree
