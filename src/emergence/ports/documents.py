"""Keep documents, their text, and the words their passages are found by. Whose they are is an argument, never a check afterwards."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from ..domain.chat import Page
from ..domain.documents import Document, Heading, Lane, Part, Passage, Status


@dataclass(frozen=True, slots=True)
class Stored:
    """What one person has stored."""

    count: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Indexed:
    """A passage with its terms: stems and 4-grams, each in the order of the text, between spaces."""

    passage: Passage
    stems: str
    grams: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """One person's passages as a whole: how many, and their mean length in terms by lane."""

    passages: int
    mean: Mapping[Lane, float]


class Documents(Protocol):
    """Documents and the parts of their text. NotFound where the owner has no such document."""

    async def add(self, document: Document, *, owner: str) -> Document:
        """Keep a new one. Answers the one that is there if the owner has these bytes already."""

    async def get(self, document_id: str, *, owner: str) -> Document:
        """One document."""

    async def page(self, cursor: str | None, limit: int, *, owner: str) -> Page[Document]:
        """The owner's documents, the latest first."""

    async def stored(self, *, owner: str) -> Stored:
        """How much the owner has."""

    async def counts(self, *, owner: str) -> Mapping[Status, int]:
        """How many of the owner's are in each state."""

    async def change(self, document_id: str, changes: Mapping[str, Any], *, owner: str) -> Document:
        """Set these fields of a document; the document as it then is."""

    async def read(self, document_id: str, parts: Sequence[Part], headings: Sequence[Heading], *, owner: str) -> None:
        """Keep its text, in place of what there was."""

    async def parts(self, document_id: str, cursor: str | None, limit: int, *, owner: str) -> Page[Part]:
        """Its text in order."""

    async def text(self, document_id: str, start: int, end: int, *, owner: str) -> str:
        """The characters [start, end) of its text."""

    async def headings(self, document_id: str, *, owner: str) -> tuple[Heading, ...]:
        """Its headings in order."""

    async def delete(self, document_id: str, *, owner: str) -> None:
        """Forget a document, its text, its passages and their words."""

    async def all_ids(self) -> Sequence[tuple[str, str, Status]]:
        """Every document: its owner, its id, its state. For the doctor."""


class Passages(Protocol):
    """Passages and the words they are found by, of one owner."""

    async def put(self, document_id: str, passages: Sequence[Indexed], *, owner: str) -> None:
        """Add these to a document that has none of the same `n`, counting their terms."""

    async def drop(self, document_id: str, *, owner: str) -> None:
        """Forget all of a document's, and their terms."""

    async def page(self, document_id: str, cursor: str | None, limit: int, *, owner: str) -> Page[Passage]:
        """A document's passages in reading order."""

    async def ids(self, *, owner: str) -> Sequence[str]:
        """All of the owner's, in documents that are ready or being indexed. For the doctor."""

    async def corpus(self, *, owner: str) -> Corpus:
        """The owner's passages as a whole."""

    async def frequencies(self, lane: Lane, terms: Collection[str], *, owner: str) -> dict[str, int]:
        """In how many of the owner's passages each of these terms is; those in none are left out."""

    async def with_terms(self, lane: Lane, terms: Sequence[str], limit: int, among: Collection[str] | None, *, owner: str) -> list[str]:
        """Ids of passages that hold any of these terms, the best by the index's own BM25 first; only `among` these documents, if given."""

    async def of_ids(self, ids: Collection[str], among: Collection[str] | None, *, owner: str) -> list[Indexed]:
        """These passages, as far as they are the owner's and `among` these documents; in no order."""

    async def around(self, document_id: str, first: int, last: int, *, owner: str) -> list[Passage]:
        """The passages of a document with `first` ≤ n ≤ `last`, in order."""
