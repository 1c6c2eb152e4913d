"""What is read: a person's documents, what a parser found in them, and the passages they are searched by.

A document's text is that of its parts in order, joined by nothing. Offsets count code points of that whole text, [start, end).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Status = Literal["received", "parsing", "indexing", "ready", "failed"]
Format = Literal["pdf", "docx", "pptx", "xlsx", "csv", "markdown", "text", "html", "code"]
Lane = Literal["stem", "gram"]
PASSAGE_LENGTH = 800


@dataclass(frozen=True, slots=True)
class Document:
    """A document of one owner. `hash` is the SHA-256 of its bytes in hex: the same bytes twice are one document.

    `reason` is a Problem's code when it has failed. `done` of `total` says how far it has come in its present state.
    `pages` is None where a format has none; `written_at`, `title`, `author` and `language` are what the file says or shows.
    """

    id: str
    name: str
    bytes: int
    hash: str
    status: Status
    created_at: datetime
    updated_at: datetime
    format: Format | None = None
    reason: str | None = None
    pages: int | None = None
    passages: int = 0
    title: str | None = None
    author: str | None = None
    language: str | None = None
    written_at: datetime | None = None
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a document's text: a page, a slide, a sheet, or some twenty thousand characters cut at the end of a paragraph.

    `page` counts from 1 where the format has pages, slides or sheets, else it is None. `start` is its place in the whole text.
    A page of a PDF is one part, or none if nothing is written on it; a long slide or sheet may be several parts of one page.
    """

    n: int
    text: str
    start: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """Where a heading begins in the whole text; `level` counts from 1."""

    start: int
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a parser read. Tables are rows: one line a row, cells between ` | `."""

    format: Format
    parts: tuple[Part, ...]
    headings: tuple[Heading, ...] = ()
    pages: int | None = None
    title: str | None = None
    author: str | None = None
    language: str | None = None
    written_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """About 800 characters of a document, cut where its structure allows; `n` counts from 0. `heading` is the path of headings above it."""

    id: str
    document_id: str
    n: int
    text: str
    start: int
    end: int
    page: int | None = None
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, as shares of its width and height from the upper left corner."""

    left: float
    top: float
    width: float
    height: float
