"""Documents over HTTP: put, looked at, searched, taken back."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Annotated, Any
from urllib.parse import quote

from anyio import to_thread
from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, TypeAdapter

from ..domain.chat import Page
from ..domain.documents import Box, Document, Heading, Part, Passage
from ..domain.problems import Problem
from ..features.documents.search import DocumentHits
from ..features.documents.shelf import Standings
from ..protocol import Id
from ..services import Services
from .bodies import Gone
from .given import Given, Signed
from .problems import answer as refused
from .uploads import Form

FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {"type": "object", "required": ["file"], "properties": {"file": {"type": "string", "format": "binary"}}}
            }
        },
    }
}
GULP = 256 * 1024
router = APIRouter(prefix="/api/documents", tags=["documents"])

Limit = Annotated[int, Query(ge=1, le=200)]
Cursor = Annotated[str | None, Query(max_length=200)]
Number = Annotated[int, Query(ge=0, le=100_000_000)]


class Refused(BaseModel):
    """Why a file was not taken."""

    code: str
    message: str


class Uploaded(BaseModel):
    """What became of one of several files: a document, or the reason why there is none."""

    name: str
    document: Document | None = None
    problem: Refused | None = None


class Uploads(BaseModel):
    """What became of several files, in their order."""

    items: tuple[Uploaded, ...]


class TextPage(BaseModel):
    """Some of a document's text in order, and the headings in it."""

    items: tuple[Part, ...]
    headings: tuple[Heading, ...]
    next: str | None = None


class Boxes(BaseModel):
    """Where words stand on a page, a box a line."""

    items: tuple[Box, ...]


DOCUMENT, DOCUMENTS, PASSAGES = TypeAdapter(Document), TypeAdapter(Page[Document]), TypeAdapter(Page[Passage])
ANSWER = TypeAdapter(DocumentHits)


def answer(kind: TypeAdapter[Any], value: object, status: int = 200) -> Response:
    """The value as JSON, written at once by pydantic."""
    return Response(kind.dump_json(value), status, media_type="application/json")


@router.post("/", response_model=Document | Uploads, status_code=201, openapi_extra=FORM)
async def upload(given: Given, signed: Signed, request: Request) -> Response:
    """Take a file in the form's field `file`: its document, which is then read. Of several files: what became of each."""
    taken: list[tuple[str, Document | Problem]] = []
    try:
        async for name, content in Form(request).files():
            taken.append((name, await kept(given, name, content, signed.user.id)))
    except Gone:
        return Response(status_code=408)
    except Problem as problem:
        return closed(problem)
    if len(taken) > 1:
        return Response(Uploads(items=tuple(told(*each) for each in taken)).model_dump_json(), 201, media_type="application/json")
    ((_, one),) = taken
    return closed(one) if isinstance(one, Problem) else answer(DOCUMENT, one, 201)


async def kept(given: Services, name: str, content: AsyncIterator[bytes], owner: str) -> Document | Problem:
    """The document, or why there is none; the rest of the file is then read past."""
    try:
        return await given.documents.shelf.put(name, content, owner=owner)
    except Problem as problem:
        return problem


def told(name: str, one: Document | Problem) -> Uploaded:
    """What is said of one of several."""
    if isinstance(one, Problem):
        return Uploaded(name=name, problem=Refused(code=one.code, message=one.message))
    return Uploaded(name=name, document=one)


def closed(problem: Problem) -> Response:
    """The problem as the last answer of a connection: what is still being sent is not waited for."""
    response = refused(problem)
    response.headers["Connection"] = "close"
    return response


@router.get("/", response_model=Page[Document])
async def documents(given: Given, signed: Signed, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """My documents, the latest first."""
    return answer(DOCUMENTS, await given.documents.shelf.list(limit, cursor, owner=signed.user.id))


@router.get("/status")
async def status(given: Given, signed: Signed) -> Standings:
    """How my documents stand; `pending` 0 says that all can be searched."""
    return await given.documents.shelf.standings(owner=signed.user.id)


@router.get("/search", response_model=DocumentHits)
async def search(
    given: Given,
    signed: Signed,
    q: Annotated[str, Query(max_length=4000)],
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
    document_ids: Annotated[list[Id] | None, Query(max_length=200)] = None,
) -> Response:
    """The passages that answer `q` best. `degraded` says why the answer may be less good than usual."""
    return answer(ANSWER, await given.documents.finder.search(q, limit, document_ids, owner=signed.user.id))


@router.get("/{document_id}", response_model=Document)
async def document(given: Given, signed: Signed, document_id: Id) -> Response:
    """One document."""
    return answer(DOCUMENT, await given.documents.shelf.get(document_id, owner=signed.user.id))


@router.delete("/{document_id}", status_code=204)
async def delete(given: Given, signed: Signed, document_id: Id) -> None:
    """Forget a document and all that was made of it."""
    await given.documents.shelf.delete(document_id, owner=signed.user.id)


@router.post("/{document_id}/reindex", response_model=Document)
async def reindex(given: Given, signed: Signed, document_id: Id) -> Response:
    """Read it anew."""
    return answer(DOCUMENT, await given.documents.shelf.reindex(document_id, owner=signed.user.id))


@router.post("/{document_id}/cancel", response_model=Document)
async def cancel(given: Given, signed: Signed, document_id: Id) -> Response:
    """Stop reading it."""
    return answer(DOCUMENT, await given.documents.shelf.cancel(document_id, owner=signed.user.id))


@router.get("/{document_id}/content", response_class=StreamingResponse)
async def content(given: Given, signed: Signed, document_id: Id) -> StreamingResponse:
    """The file as it was given: to be kept, never shown in place."""
    found, original = await given.documents.shelf.original(document_id, owner=signed.user.id)
    stack = AsyncExitStack()
    file = await stack.enter_async_context(original)

    async def pieces() -> AsyncIterator[bytes]:
        async with stack:
            with await to_thread.run_sync(file.open, "rb") as opened:
                while gulp := await to_thread.run_sync(opened.read, GULP):
                    yield gulp

    named = f"attachment; filename=\"document\"; filename*=UTF-8''{quote(found.name, safe='')}"
    headers = {"Content-Disposition": named, "Content-Security-Policy": "sandbox; default-src 'none'", "Content-Length": str(found.bytes)}
    return StreamingResponse(pieces(), media_type="application/octet-stream", headers=headers)


@router.get("/{document_id}/text")
async def text(
    given: Given, signed: Signed, document_id: Id, limit: Annotated[int, Query(ge=1, le=50)] = 10, cursor: Cursor = None
) -> TextPage:
    """Its text in order, with headings."""
    page, headings = await given.documents.shelf.text(document_id, limit, cursor, owner=signed.user.id)
    return TextPage(items=page.items, headings=tuple(headings), next=page.next)


@router.get("/{document_id}/passages", response_model=Page[Passage])
async def passages(given: Given, signed: Signed, document_id: Id, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Its passages in reading order."""
    return answer(PASSAGES, await given.documents.shelf.passages(document_id, limit, cursor, owner=signed.user.id))


@router.get("/{document_id}/pages/{page}/picture", response_class=Response)
async def picture(
    given: Given, signed: Signed, document_id: Id, page: int, width: Annotated[int, Query(ge=50, le=2400)] = 1000
) -> Response:
    """A page of a PDF as a PNG."""
    image = await given.documents.viewer.picture(document_id, page, width, owner=signed.user.id)
    return Response(image, media_type="image/png")


@router.get("/{document_id}/pages/{page}/boxes")
async def boxes(given: Given, signed: Signed, document_id: Id, page: int, start: Number, end: Number) -> Boxes:
    """Where the characters [start, end) of a PDF page's text stand on it."""
    return Boxes(items=await given.documents.viewer.boxes(document_id, page, (start, end), owner=signed.user.id))
