"""The jobs that documents leave. Their ids are made from what they are about, so each is in the table once."""

from ...domain.documents import Status
from ...domain.jobs import Job
from ...ports.clock import Clock

PARSE, INDEX, FORGET, REBUILD, SWEEP = (f"documents.{name}" for name in ("parse", "index", "forget", "rebuild", "sweep"))
HEAVY = frozenset({PARSE, INDEX, REBUILD})
"""Those that take long: only a few at once, so that letters and titles do not wait."""
UNDER_WAY: tuple[Status, ...] = ("received", "parsing", "indexing")
SETTLED: tuple[Status, ...] = ("ready", "failed")
UNREAD: tuple[Status, ...] = ("received", "parsing")
READY: tuple[Status, ...] = ("ready",)
PARSING: tuple[Status, ...] = ("parsing",)
INDEXING: tuple[Status, ...] = ("indexing",)
BATCH = 64
STRETCH_SECONDS = 60.0
"""A job that has gone on for so long lets others go first."""


def name_of(kind: str, about: str) -> str:
    """The id of the job of this kind about this document or owner."""
    return f"{kind}-{about}"


def job(kind: str, document_id: str, owner: str, clock: Clock) -> Job:
    """A job about a document, due now."""
    return Job(name_of(kind, document_id), kind, clock.now(), {"document_id": document_id}, owner)


def rebuilding(owner: str, clock: Clock) -> Job:
    """The job that makes an owner's vectors what they should be."""
    return Job(name_of(REBUILD, owner), REBUILD, clock.now(), {}, owner)


def passage_ids(document_id: str, first: int, last: int) -> list[str]:
    """The ids of a document's passages [first, last): whoever cuts it again gives them the same."""
    return [f"{document_id}-{n}" for n in range(first, last)]
