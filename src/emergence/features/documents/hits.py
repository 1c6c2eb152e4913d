"""What a search shows: the best passages, those that follow each other joined, each text once."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from ...domain.documents import Document, Passage
from ...domain.retrieval import Scored

JOINED_SHARE = 0.7
LONGEST = 3


@dataclass(frozen=True, slots=True)
class DocumentHit:
    """A place in a document: the characters [start, end) of its text. `passage_id` is the best of the passages that it is made of."""

    document_id: str
    passage_id: str
    name: str
    text: str
    score: float
    reasons: Mapping[str, float]
    start: int
    end: int
    page: int | None = None
    heading: str = ""


def joined(
    best: Sequence[Scored], passages: Mapping[str, Passage], documents: Mapping[str, Document], limit: int
) -> tuple[DocumentHit, ...]:
    """The best hits: a passage whose neighbour is nearly as good stands together with it."""
    hits: list[DocumentHit] = []
    taken: set[str] = set()
    by_place = {(found.candidate.group, found.candidate.n): found for found in best}
    for found in best:
        if len(hits) >= limit:
            break
        if found.candidate.id in taken:
            continue
        run = neighbours(found, by_place, taken)
        taken.update(one.candidate.id for one in run)
        hits.append(hit(found, [passages[one.candidate.id] for one in run], documents[found.candidate.group]))
    return tuple(hits)


def neighbours(best: Scored, by_place: Mapping[tuple[str, int], Scored], taken: Container[str]) -> list[Scored]:
    """A passage with those beside it that are nearly as good and are not shown yet, in the order of the text."""
    run = [best]
    for step in (1, -1):
        n = best.candidate.n + step
        while len(run) < LONGEST and (beside := by_place.get((best.candidate.group, n))):
            if beside.candidate.id in taken or beside.score < best.score * JOINED_SHARE:
                break
            run = [*run, beside] if step > 0 else [beside, *run]
            n += step
    return run


def hit(best: Scored, run: Sequence[Passage], document: Document) -> DocumentHit:
    """How a run of passages is shown; the text of several is still to be read, with what is between them."""
    (passage,) = (one for one in run if one.id == best.candidate.id)
    reasons = {"cosine": best.reason.cosine, "stem": best.reason.stem, "gram": best.reason.gram}
    text = passage.text if len(run) == 1 else ""
    place = (run[0].start, run[-1].end, run[0].page, passage.heading)
    rounded = {name: round(value, 4) for name, value in reasons.items()}
    return DocumentHit(document.id, passage.id, document.name, text, round(best.score, 4), rounded, *place)
