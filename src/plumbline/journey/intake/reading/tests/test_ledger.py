"""The ledger: every word is booked once, left over, or left out."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.foundation.formats.blocks import Document, LeftOut, LeftOutReason, Piece, PieceKind, Place
from plumbline.journey.intake.reading.accounting import words_of
from plumbline.journey.intake.reading.ledger import ClaimedTwiceError, Ledger

WORDS = st.lists(st.text(alphabet="abcé1–•:“ ", min_size=1, max_size=8), min_size=0, max_size=8).map(" ".join)


def paper(*texts: str, left_out: tuple[LeftOut, ...] = ()) -> Document:
    pieces = tuple(Piece(text, Place(None, at)) for at, text in enumerate(texts))
    return Document("paper.txt", "text", pieces, left_out)


def test_what_nobody_books_is_left_over_in_reading_order() -> None:
    ledger = Ledger(paper("First line", "Second: value here", "Third"))
    ledger.claim(ledger.pieces[1], 0, 7, "label")
    assert [left.text for left in ledger.unclaimed()] == ["First line", "value here", "Third"]
    assert [(left.text, left.reason) for left in ledger.left_out()] == [("Second:", "label")]


def test_a_character_is_booked_once() -> None:
    ledger = Ledger(paper("One two three"))
    ledger.claim(ledger.pieces[0], 0, 7)
    with pytest.raises(ClaimedTwiceError):
        ledger.claim(ledger.pieces[0], 4, 13)
    assert ledger.is_free(ledger.pieces[0], 7, 13)
    assert ledger.free_spans(ledger.pieces[0]) == [(8, 13)]


def test_a_claim_gives_the_address_without_the_blanks_around_it() -> None:
    ledger = Ledger(paper("Name:  Ada Example "))
    source = ledger.claim(ledger.pieces[0], 5, None)
    assert (source.block, source.start, source.end) == (0, 7, 18)


def test_claims_can_be_taken_back_to_a_mark() -> None:
    ledger = Ledger(paper("One two", "Three"))
    ledger.claim(ledger.pieces[0], 0, 3)
    mark = ledger.mark()
    ledger.claim(ledger.pieces[0], 4, 7)
    ledger.claim(ledger.pieces[1])
    ledger.rewind(mark)
    assert [left.text for left in ledger.unclaimed()] == ["two", "Three"]


def test_bullets_and_stray_signs_make_one_entry_each() -> None:
    pieces = tuple(
        Piece(text, Place(None, at), PieceKind.ITEM, marker=marker)
        for at, (marker, text) in enumerate([("•", "Booked"), ("1.", "Booked too"), ("•", "Free"), (None, "……")])
    )
    ledger = Ledger(Document("list.txt", "text", pieces))
    ledger.claim(pieces[0])
    ledger.claim(pieces[1], marker=True)
    assert [left.text for left in ledger.unclaimed()] == ["• Free"]
    assert [(left.text, left.reason) for left in ledger.left_out()] == [("……", "punctuation"), ("•", "list_marker")]


def test_what_the_file_left_out_is_carried_over_with_its_reason() -> None:
    left = LeftOut("Page 3", LeftOutReason.PAGE_NUMBER, Place(3, 0))
    entry = Ledger(paper("Text", left_out=(left,))).left_out()[0]
    assert (entry.text, entry.reason, entry.sources[0].page) == ("Page 3", "page_number", 3)


@given(st.lists(WORDS, min_size=1, max_size=6), st.data())
def test_words_in_are_words_out_whatever_is_booked(texts: list[str], data: st.DataObject) -> None:
    markers = data.draw(st.lists(st.sampled_from([None, "•", "1."]), min_size=len(texts), max_size=len(texts)))
    pieces = tuple(
        Piece(text, Place(None, at), marker=marker)
        for at, (text, marker) in enumerate(zip(texts, markers, strict=True))
    )
    document = Document("random.txt", "text", pieces)
    ledger = Ledger(document)
    booked: list[str] = []
    for piece in pieces:
        start = data.draw(st.integers(0, len(piece.text)))
        end = data.draw(st.integers(start, len(piece.text)))
        as_ = data.draw(st.sampled_from(["answer", "label", "tick", "punctuation"]))
        source = ledger.claim(piece, start, end, as_)
        booked += [piece.text[source.start : source.end]] if as_ == "answer" else []
    out = "".join([*booked, *(left.text for left in ledger.unclaimed() + ledger.left_out())])
    into = "".join((piece.marker or "") + piece.text for piece in pieces)
    assert Counter("".join(out.split())) == Counter("".join(into.split()))


@given(WORDS)
def test_words_are_counted_in_any_case_and_without_signs(text: str) -> None:
    assert words_of(text) == words_of(f"“{text.upper()}”")
