"""Keep documents, their text, and the words their passages are found by. Whose they are is an argument, never a check afterwards."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from ..domain.chat import Page
from ..domain.documents import Document, Heading, Lane, Part, Passage, Status


@dataclass(frozen=True, slots=True)
class Stored:
    """What one person has stored."""

    count: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Indexed:
    """A passage with its terms: stems and 4-grams, each in the order of the text, between spaces.

    `context` is what it is found by besides its words: the headings above it, a table's first row.
    """

    passage: Passage
    stems: str
    grams: str
    context: str = ""


@dataclass(frozen=True, slots=True)
class Corpus:
    """One person's passages as a whole: how many, their mean length in terms by lane, and the label of the model that embeds them."""

    passages: int
    mean: Mapping[Lane, float]
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a document stands. One that is gone is nobody's to see: what it leaves behind is still being dropped."""

    owner: str
    document_id: str
    status: Status | Literal["gone"]
    passages: int
    done: int


class Documents(Protocol):
    """Documents and the parts of their text. NotFound where the owner has no such document."""

    async def add(self, document: Document, *, owner: str) -> Document:
        """Keep a new one. Answers the one that is there if the owner has these bytes already."""

    async def get(self, document_id: str, *, owner: str) -> Document:
        """One document."""

    async def of_ids(self, ids: Collection[str], *, owner: str) -> dict[str, Document]:
        """These documents by id, as far as they are the owner's."""

    async def page(self, cursor: str | None, limit: int, *, owner: str) -> Page[Document]:
        """The owner's documents, the latest first."""

    async def stored(self, *, owner: str) -> Stored:
        """How much the owner has."""

    async def counts(self, *, owner: str) -> Mapping[Status, int]:
        """How many of the owner's are in each state."""

    async def change(self, document_id: str, changes: Mapping[str, Any], states: Collection[Status], *, owner: str) -> Document | None:
        """Set these fields of a document that is in one of these states: it as it then is. None if it is not, or is not there."""

    async def read(self, document_id: str, parts: Sequence[Part], headings: Sequence[Heading], *, owner: str) -> None:
        """Keep its text, in place of what there was."""

    async def parts(self, document_id: str, cursor: str | None, limit: int, *, owner: str) -> Page[Part]:
        """Its text in order."""

    async def text(self, document_id: str, start: int, end: int, *, owner: str) -> str:
        """The characters [start, end) of its text."""

    async def headings(self, document_id: str, *, owner: str) -> tuple[Heading, ...]:
        """Its headings in order."""

    async def discard(self, document_id: str, *, owner: str) -> int:
        """From now on it is not there, nor are its passages; its bytes may come again. Answers how many passages it may have left."""

    async def erase(self, document_id: str, *, owner: str) -> None:
        """Forget one that was discarded, and what is left of its text."""

    async def all(self) -> Sequence[Standing]:
        """Every document, those that are gone as well. For the doctor."""


class Attached(Protocol):
    """The documents that a thread is about. NotFound where the owner has no such thread, or not all of these documents."""

    async def add(self, thread_id: str, ids: Collection[str], *, owner: str) -> None:
        """These too; those that it has already stay."""

    async def keep(self, thread_id: str, ids: Collection[str], *, owner: str) -> None:
        """None but these, as far as it has them."""

    async def of(self, thread_id: str, *, owner: str) -> tuple[Document, ...]:
        """A thread's documents, the latest first; none for a thread that is not the owner's."""


class Passages(Protocol):
    """Passages and the words they are found by, of one owner."""

    async def put(self, document_id: str, passages: Sequence[Indexed], *, owner: str) -> None:
        """Add these to a document that has none of the same `n`, counting their terms. Raises Conflict if it has, NotFound."""

    async def drop(self, document_id: str, limit: int, *, owner: str) -> int:
        """Forget at most so many of a document's, and their terms; how many these were. The document may be gone."""

    async def count(self, document_id: str, *, owner: str) -> int:
        """How many a document has."""

    async def page(self, document_id: str, cursor: str | None, limit: int, *, owner: str) -> Page[Passage]:
        """A document's passages in reading order."""

    async def ids(self, *, owner: str) -> Sequence[str]:
        """All of the owner's, in documents that are ready or being indexed. For the doctor."""

    async def corpus(self, *, owner: str) -> Corpus:
        """The owner's passages as a whole."""

    async def embedded_by(self, label: str, *, owner: str) -> None:
        """The owner's passages are embedded by this model, unless there are some that were by another."""

    async def relabel(self, label: str, *, owner: str) -> None:
        """All of the owner's passages are embedded by this model now."""

    async def labels(self) -> Sequence[str]:
        """The models by which anybody's passages are embedded."""

    async def frequencies(self, lane: Lane, terms: Collection[str], *, owner: str) -> dict[str, int]:
        """In how many of the owner's passages each of these terms is; those in none are left out."""

    async def with_terms(self, lane: Lane, terms: Sequence[str], limit: int, among: Collection[str] | None, *, owner: str) -> list[str]:
        """Ids of passages that hold any of these terms, the best by the index's own rank first; only `among` these documents, if given."""

    async def of_ids(self, ids: Collection[str], among: Collection[str] | None, *, owner: str) -> list[Indexed]:
        """These passages, as far as they are the owner's and `among` these documents; in no order."""

    async def around(self, document_id: str, first: int, last: int, *, owner: str) -> list[Passage]:
        """The passages of a document with `first` ≤ n ≤ `last`, in order."""
