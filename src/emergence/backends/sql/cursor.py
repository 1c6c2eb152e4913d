"""Where the next page begins: the moment and the id of the last row shown, as a short string that is checked when it comes back."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from ...domain.chat import Page
from ...domain.problems import Invalid
from .dialect import EPOCH, MICROSECOND

T = TypeVar("T")
PLACE = re.compile(r"(\d{1,17})-([\w-]{1,64})", re.ASCII)
AFTER_ALL = (datetime.max.replace(tzinfo=UTC), "")


def place_of(cursor: str | None) -> tuple[datetime, str]:
    """The moment and id that a cursor names; without one, a place after everything."""
    if cursor is None:
        return AFTER_ALL
    named = PLACE.fullmatch(cursor)
    if not named:
        raise _no_cursor()
    return EPOCH + int(named[1]) * MICROSECOND, named[2]


def seq_of(cursor: str | None) -> int:
    """The place in a thread that a cursor names; without one, a place after everything."""
    if cursor is None:
        return 2**31 - 1
    if not re.fullmatch(r"\d{1,9}", cursor, re.ASCII):
        raise _no_cursor()
    return int(cursor)


def n_of(cursor: str | None) -> int:
    """The number from which a cursor goes on; without one, from the first."""
    if cursor is not None and not re.fullmatch(r"\d{1,9}", cursor, re.ASCII):
        raise _no_cursor()
    return int(cursor or 0)


def page_of(found: Sequence[T], limit: int, key: Callable[[T], tuple[datetime, str]]) -> Page[T]:
    """The first `limit` of what was found; if there was more, where that begins."""
    if len(found) <= limit:
        return Page(tuple(found))
    at, name = key(found[limit - 1])
    return Page(tuple(found[:limit]), f"{(at - EPOCH) // MICROSECOND}-{name}")


def _no_cursor() -> Invalid:
    return Invalid("This cursor is none that a page gave.", "bad_cursor")
