"""A document's pages as they look, and where words stand on them."""

from dataclasses import dataclass

from ...domain.documents import Box, Document
from ...domain.problems import NotFound
from ...ports.parsing import Parser
from .shelf import Shelf


@dataclass(frozen=True, slots=True)
class Viewer:
    """Of the owner's documents only; raises NotFound for others', and for what has no such page."""

    shelf: Shelf
    parser: Parser

    async def picture(self, document_id: str, page: int, width: int, *, owner: str) -> bytes:
        """A page as a PNG so many pixels wide."""
        document, original = await self.shelf.original(document_id, owner=owner)
        expect_page(document, page)
        async with original as file:
            return await self.parser.picture(file, page, width)

    async def boxes(self, document_id: str, page: int, span: tuple[int, int], *, owner: str) -> tuple[Box, ...]:
        """Where these characters of a page's text stand on it."""
        document, original = await self.shelf.original(document_id, owner=owner)
        expect_page(document, page)
        async with original as file:
            return await self.parser.boxes(file, page, *span)


def expect_page(document: Document, page: int) -> None:
    """Raises NotFound unless the document is a PDF with such a page."""
    if document.format != "pdf" or not 1 <= page <= (document.pages or 0):
        raise NotFound("This document has no such page to show.", "page_not_found")
