"""Colours: from what files write to "#rrggbb", and which of red, amber and green they are meant as."""

from __future__ import annotations

import pytest

from plumbline.foundation.formats.colour import css_colour, hue_name, mixed, shaded, tinted

MEANT = {
    "red": "#ff0000 #c00000 #ffc7ce #f2dbdb #e6b8b7 #da9694 #ff5050 #ff6347 #ff9999 #960000 #f8d7da",
    "amber": "#ffc000 #ffff00 #ffeb9c #fff2cc #fce4d6 #fde9d9 #f4b083 #ed7d31 #ff6600 #ffa500 #fff3cd #f79646",
    "green": "#00b050 #92d050 #e2efd9 #e2efda #c6efce #00ff00 #70ad47 #ebf1de #d8e4bc #a9d08e #d4edda #006100",
    "none": "#ffffff #000000 #d9d9d9 #f2f2f2 #deeaf6 #4472c4 #7030a0 #00ffff #e7e6e6 #eeece1 #ddd9c3 #1f3864 #fafafa",
}


@pytest.mark.parametrize(("colour", "name"), [(c, name) for name, listed in MEANT.items() for c in listed.split()])
def test_what_a_colour_is_meant_as(colour: str, name: str) -> None:
    assert hue_name(colour) == (None if name == "none" else name)


def test_no_colour_means_nothing() -> None:
    assert hue_name(None) is None


@pytest.mark.parametrize(
    ("written", "colour"),
    [
        ("#FF0000", "#ff0000"),
        ("ff0000", "#ff0000"),
        ("#f00", "#ff0000"),
        ("LimeGreen", "#32cd32"),
        ("rgb(100%, 0%, 0%)", "#ff0000"),
        ("rgba(0 128 0 / 0.5)", "#008000"),
        ("hsl(0, 100%, 50%)", "#ff0000"),
        ("url(x.png) #00ff00 repeat", "#00ff00"),
        ("transparent", None),
        ("inherit", None),
        ("rgb(a, b, c)", None),
        ("", None),
    ],
)
def test_colours_as_pages_write_them(written: str, colour: str | None) -> None:
    assert css_colour(written) == colour


def test_tints_shades_and_mixtures() -> None:
    assert tinted("#4472c4", 0x33 / 255) == "#dae3f3"
    assert shaded("#000000", 0.5) == "#000000"
    assert shaded("#ffffff", 0.5) == "#808080"
    assert mixed("#ff0000", "#ffffff", 0.25) == "#ffbfbf"
