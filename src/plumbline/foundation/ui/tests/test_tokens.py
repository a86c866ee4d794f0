"""Contrast of everything that is drawn on something else, light and dark."""

import pytest

from plumbline.foundation.ui.tokens import PAIRS, contrast, tokens


def test_contrast_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_the_table_is_read_whole():
    assert len(tokens()) == 22
    assert tokens()["paper"] == ("#fbfaf7", "#11191e")


@pytest.mark.parametrize("appearance", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_what_is_drawn_can_be_read(ink, ground, least, appearance):
    which = ["light", "dark"].index(appearance)
    assert contrast(tokens()[ink][which], tokens()[ground][which]) >= least


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("ground", ["paper", "card", "wash", "red-ground"])
def test_one_of_the_two_rings_of_the_focus_shows_on_every_ground(ground, which):
    known = tokens()
    assert max(contrast(known[ring][which], known[ground][which]) for ring in ("ink", "focus")) >= 3
