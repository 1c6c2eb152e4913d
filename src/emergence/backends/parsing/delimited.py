"""Tables as text: the delimiter is the one that cuts most rows alike, a row becomes a line."""

import csv
from collections import Counter
from io import StringIO

from .manuscript import Manuscript

DELIMITERS = ",;\t|:"
SAMPLE = 50
FIELD = 10_000_000


def read_csv(text: str, to: Manuscript) -> None:
    csv.field_size_limit(FIELD)
    source = text.removeprefix("\ufeff").replace("\0", "")
    for row in csv.reader(StringIO(source, newline=""), delimiter=delimiter_of(source)):
        to.row(row)


def delimiter_of(text: str) -> str:
    """Which sign parts the fields. Excel may say so in a first line."""
    beginning = text[:20_000]
    scores = {sign: evenness(beginning, sign) for sign in DELIMITERS}
    best = max(scores, key=lambda sign: scores[sign])
    return best if scores[best] else ","


def evenness(text: str, sign: str) -> float:
    """How many of the first rows have the commonest number of fields, weighed by that number."""
    rows: list[int] = []
    for row in csv.reader(StringIO(text, newline=""), delimiter=sign):
        if len(rows) >= SAMPLE:
            break
        rows.append(len(row))
    wide, often = Counter(rows).most_common(1)[0] if rows else (1, 0)
    return 0 if wide < 2 else often / len(rows) * (1 + min(wide, 10) / 100)
