"""The lines at the top and the foot of pages that say the same on page after page: left out but for the first time."""

import re

from .pdf_lines import Line

EDGE = 2
LONGEST = 200
NUMBER = re.compile(r"(\d+)")
NEIGHBOURS = (-2, -1, 1, 2)
TWICE = 2


def without_running(lines: list[Line], around: dict[int, list[Line]]) -> list[Line]:
    """The page's lines without those at its edges that also stand at the edges of the pages around it, before and twice at least."""
    tops, feet = edges_of(lines)
    dropped = {
        id(line)
        for place, edge in enumerate((tops, feet))
        for line in edge
        if is_running(line, {apart: edges_of(others)[place] for apart, others in around.items()})
    }
    return [line for line in lines if id(line) not in dropped]


def edges_of(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """The uppermost and the lowest lines."""
    by_height = sorted(lines, key=lambda line: -line.first.top)
    return by_height[:EDGE], by_height[EDGE:][-EDGE:]


def is_running(line: Line, around: dict[int, list[Line]]) -> bool:
    if len(line.text) > LONGEST:
        return False
    seen = [apart for apart, others in around.items() if any(is_same(line.text, other.text, apart) for other in others)]
    return len(seen) >= TWICE and min(seen) < 0


def is_same(text: str, other: str, apart: int) -> bool:
    """Whether two lines say the same, but for a number that counts the pages."""
    mine, theirs = NUMBER.split(text.strip().lower()), NUMBER.split(other.strip().lower())
    return len(mine) == len(theirs) and all(a == b or counts(a, b, apart) for a, b in zip(mine, theirs, strict=True))


def counts(mine: str, theirs: str, apart: int) -> bool:
    return mine.isdecimal() and theirs.isdecimal() and len(mine) < 6 and len(theirs) < 6 and int(theirs) - int(mine) == apart
