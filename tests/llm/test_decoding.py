"""Events and texts, however the network and the vendors cut them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emergence.backends.llm.sse import LONGEST_EVENT, Events, parse
from emergence.backends.llm.text import Cleaner
from emergence.domain.problems import ModelBroke

STREAM = 'event: a\r\ndata: {"é": "😀"}\r\n\r\n: a comment\n\ndata: one\ndata: two\n\ndata:\n\nretry: 3\rdata: cr\r\rdata: last'.encode()
HELD = ['{"é": "😀"}', "one\ntwo", "", "cr", "last"]


def decoded(reads):
    events = Events()
    return [data.decode() for read in reads for data in events.feed(read)] + [data.decode() for data in events.rest()]


@given(st.lists(st.integers(0, len(STREAM)), max_size=40))
def test_events_are_the_same_however_they_are_cut(cuts):
    edges = [0, *sorted(cuts), len(STREAM)]
    assert decoded(STREAM[start:end] for start, end in pairwise(edges)) == HELD


def test_events_arrive_one_byte_at_a_time():
    assert decoded(bytes([byte]) for byte in STREAM) == HELD


def test_an_event_that_is_too_long_is_refused():
    with pytest.raises(ModelBroke):
        decoded([b"x" * 1000] * (LONGEST_EVENT // 1000 + 2))


def test_an_event_of_endless_lines_is_refused():
    with pytest.raises(ModelBroke):
        decoded([b"data: " + b"x" * 1000 + b"\n"] * (LONGEST_EVENT // 1000 + 2))


@pytest.mark.parametrize("event", [b"", b"null", b"1", b'"a"', b"{", b"[" * 100_000, b'{"a": \xff}'])
def test_what_is_not_an_object_is_refused(event):
    with pytest.raises(ModelBroke):
        parse(event)


def test_half_a_character_is_let_through_for_the_cleaner():
    assert parse(b'{"a": "\\ud83d"}') == {"a": "\ud83d"}


def cleaned(pieces):
    cleaner = Cleaner()
    return [cleaner.clean(piece) for piece in pieces] + [cleaner.rest()]


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30), st.data())
def test_text_is_the_same_however_its_code_units_are_cut(text, data):
    units = text.encode("utf-16-le")
    cuts = sorted(data.draw(st.lists(st.integers(0, len(units) // 2), max_size=8)))
    edges = [0, *(2 * cut for cut in cuts), len(units)]
    pieces = [units[start:end].decode("utf-16-le", "surrogatepass") for start, end in pairwise(edges)]
    assert "".join(cleaned(pieces)) == text


@given(st.lists(st.text(st.characters(), max_size=5), max_size=8))
def test_no_piece_holds_nul_or_half_a_character(pieces):
    for piece in cleaned(pieces):
        assert "\0" not in piece
        piece.encode()


@pytest.mark.parametrize(
    ("pieces", "text"),
    [(["\ud83d", "\ude00"], "😀"), (["\ud83d", "x"], "\ufffdx"), (["\ude00"], "\ufffd"), (["\ud83d", "\0", "\ude00"], "😀")],
)
def test_halves_meet_or_are_replaced(pieces, text):
    assert "".join(cleaned(pieces)) == text
