"""What a model is given instead of a bare text, and what is made of its numbers."""

import math
import re
from array import array
from collections.abc import Iterable, Sequence
from typing import Literal

from ...ports.embedding import Vector

E5 = re.compile(r"(?:^|[-_/])e5(?:[-_]|$)")
PREFIX = {"passage": "passage: ", "question": "query: "}


def worded(model: str, texts: Sequence[str], kind: Literal["passage", "question"]) -> list[str]:
    """The texts as this model learnt them: models of the E5 family are told which is the question."""
    prefix = PREFIX[kind] if E5.search(model.lower()) else ""
    return [f"{prefix}{text}" for text in texts]


def unit(numbers: Iterable[float]) -> Vector:
    """The vector of length one in the direction of these numbers."""
    vector = array("f", numbers)
    length = math.sqrt(math.fsum(number * number for number in vector))
    return array("f", (number / length for number in vector)) if length else vector
