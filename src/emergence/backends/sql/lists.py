"""Many values in one statement: as a JSON list, or as rows in portions whose statements are few."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")
LARGEST = 64


def as_list(values: Iterable[str]) -> str:
    """The values as `values_of` takes them."""
    return json.dumps(list(values))


def as_pairs(values: Mapping[str, int]) -> str:
    """The pairs as `pairs_of` takes them, in the order of their keys: whoever locks these rows locks them in the same order."""
    return json.dumps(dict(sorted(values.items())))


def in_portions(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """The items in portions of a power of two, so that a statement for each size is prepared a few times only."""
    place = 0
    while place < len(items):
        size = min(LARGEST, 1 << ((len(items) - place).bit_length() - 1))
        yield items[place : place + size]
        place += size
