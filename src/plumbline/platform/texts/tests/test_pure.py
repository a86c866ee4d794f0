"""Comparing, merging and folding: what goes in is never lost on the way."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.platform.texts.comparing import Piece, compared
from plumbline.platform.texts.folding import adds_only
from plumbline.platform.texts.merging import merged, sentences

PROSE = st.lists(
    st.sampled_from(["One day. ", "We met.\n", "| a | b |\n", "Ŵyl fawr! ", "word ", "\n\n", "- item\n", "Who? "]),
    max_size=12,
).map("".join)


def of(pieces, *kinds):
    return "".join(piece.text for piece in pieces if piece.kind in kinds)


@given(PROSE, PROSE)
def test_the_pieces_of_a_comparison_give_both_texts(old, new):
    pieces = compared(old, new)
    assert (of(pieces, "same", "gone"), of(pieces, "same", "new")) == (old, new)


def test_a_changed_word_is_said_word_by_word():
    assert compared("We met twice.\nNobody came.\n", "We met three times.\nNobody came.\n") == [
        Piece("same", "We met "),
        Piece("gone", "twice"),
        Piece("new", "three times"),
        Piece("same", ".\nNobody came.\n"),
    ]


def test_two_changes_with_a_word_between_them_are_read_as_one():
    assert compared("a long old sentence of the team", "quite new words of another group") == [
        Piece("gone", "a long old sentence "),
        Piece("new", "quite new words "),
        Piece("same", "of "),
        Piece("gone", "the team"),
        Piece("new", "another group"),
    ]


@pytest.mark.parametrize("kind", ["prose", "one line", "the same word", "lines without end"])
def test_thirty_thousand_words_are_compared_without_a_wait(kind):
    drawn = random.Random(7)
    words = [f"w{drawn.randrange(900)}" for _ in range(30_000)]
    other = [word if drawn.random() > 0.2 else f"n{drawn.randrange(900)}" for word in words]
    glue = {"prose": " ", "one line": " ", "the same word": " ", "lines without end": "\n"}[kind]
    if kind == "the same word":
        words, other = ["a", "b"] * 15_000, ["b", "b", "a"] * 10_000
    old, new = glue.join(words), glue.join(other)
    if kind == "prose":
        old, new = (". \n".join(text[at : at + 600] for at in range(0, len(text), 600)) for text in (old, new))
    began = time.process_time()
    pieces = compared(old, new)
    assert (of(pieces, "same", "gone"), of(pieces, "same", "new")) == (old, new)
    assert merged(old, new, old).body == new
    assert time.process_time() - began < 20  # a runaway takes minutes


@given(PROSE, PROSE, PROSE)
def test_a_combination_holds_every_sentence_that_either_wrote(base, mine, theirs):
    combination = merged(base, mine, theirs)
    body = combination.body
    for side in (mine, theirs):
        old = sentences(base)
        for sentence in sentences(side):
            if sentence.strip() and sentence not in old:
                assert sentence.strip() in body


@given(PROSE, PROSE)
def test_a_combination_with_nobody_elses_change_is_mine(base, mine):
    assert merged(base, mine, base).body == mine
    assert merged(base, base, mine).body == mine
    assert merged(base, mine, mine).body == mine


@given(PROSE)
def test_sentences_give_the_text_back(text):
    assert "".join(sentences(text)) == text


def test_changes_that_do_not_touch_are_both_carried_out():
    combination = merged("One. Two. Three.", "One changed. Two. Three.", "One. Two. Three and four.")
    assert (combination.body, combination.conflicts) == ("One changed. Two. Three and four.", 0)
    assert [part.origin for part in combination.parts] == ["mine", "same", "theirs"]


def test_changes_at_one_place_are_both_kept():
    combination = merged("One. Two.", "One mine. Two.", "One theirs. Two.")
    assert (combination.body, combination.conflicts) == ("One theirs. One mine. Two.", 1)
    combination = merged("", "Mine.", "Theirs.")
    assert (combination.body, combination.conflicts) == ("Theirs. Mine.", 1)
    combination = merged("A.\n", "A.\nMine.\n", "A.\nTheirs.\n")
    assert (combination.body, combination.conflicts) == ("A.\nTheirs.\nMine.\n", 1)
    combination = merged("", "Mine.", "| a |\n|---|\n| b |")
    assert combination.body == "| a |\n|---|\n| b |\n\nMine."


@pytest.mark.parametrize(
    ("earlier", "later", "folds"),
    [
        ("", "Anything", True),
        ("We lik", "We like tea.", True),
        ("We like tea.", "We like tea. And cake.", True),
        ("We like tea.", "We like green tea.", False),  # a whole sentence was torn open
        ("One. Three.", "One. Two. Three.", True),
        ("One. Thr", "One. Two. Thr", True),
        ("| a | b |\n| c | d |\n", "| a | b |\n| x | y |\n| c | d |\n", True),
        ("We like tea.", "We like te", False),
        ("abc", "abd", False),
        ("Same.", "Same.", True),
    ],
)
def test_only_what_was_added_to_is_folded(earlier, later, folds):
    assert adds_only(earlier, later) is folds


@given(PROSE, PROSE, PROSE, PROSE)
def test_what_is_folded_can_be_read_in_what_it_was_folded_into(first, rest, typed, other):
    earlier = first + rest
    for later in (first + typed + rest, other):
        if adds_only(earlier, later):
            assert all(line.strip() in later for line in sentences(earlier))
            words = iter(later.split())
            assert all(any(word in candidate for candidate in words) for word in earlier.split())


def test_a_long_row_of_full_stops_is_parted_without_a_wait():
    began = time.process_time()
    text = "Contents " + "." * 100_000 + "3 and so on. The end."
    assert sentences(text) == [text[:-9], " ", "The end."]
    assert time.process_time() - began < 2
