"""Documents as stories tell of them: rows, passages and terms without a parser."""

from dataclasses import replace

from emergence.domain.documents import Document, Passage
from emergence.ports.documents import Indexed
from emergence.ports.store import Store


def paper(clock, hash="h1", **more):
    """A document as it is when it has been uploaded."""
    now = clock.now()
    made = Document(id=clock.new_id(), name="a paper.txt", bytes=9, hash=hash, status="received", created_at=now, updated_at=now)
    return replace(made, **more)


def passage(document, n, words, **more):
    """A passage that says these words; its terms are the words, and their first four letters."""
    said = Passage(f"{document.id}-{n}", document.id, n, words, n * 100, n * 100 + len(words))
    return Indexed(replace(said, **more), words, " ".join(word[:4] for word in words.split()))


async def add(store: Store, document, owner, *texts):
    """Keep a document whose passages say these texts."""
    async with store.begin() as tx:
        await tx.documents.add(document, owner=owner)
        await tx.passages.put(document.id, [passage(document, n, text) for n, text in enumerate(texts)], owner=owner)
    return document
