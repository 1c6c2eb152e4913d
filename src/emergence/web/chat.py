"""Threads and what is said in them, over HTTP."""

import asyncio
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic_core import from_json

from ..domain.agents import AgentId
from ..domain.chat import Hit, Message, Page, Thread
from ..domain.documents import Document
from ..domain.problems import Invalid
from ..features.chat.bundle import as_json, as_zip, file_name
from ..features.chat.chatgpt import is_chatgpt, read
from ..features.chat.transfer import Brought, NewThread, markdown
from ..protocol import Id
from .given import From, Given, Signed

ANY_JSON = {"requestBody": {"content": {"application/json": {"schema": {}}}, "required": True}}
router = APIRouter(prefix="/api/threads", tags=["threads"])

Limit = Annotated[int, Query(ge=1, le=200)]
Cursor = Annotated[str | None, Query(max_length=200)]
Title = Annotated[str, Field(max_length=2000)]
Format = Annotated[Literal["json", "md"], Query()]


class NewThreadBody(BaseModel):
    """A thread to begin."""

    model_config = ConfigDict(extra="forbid")
    title: Title | None = None
    agent: AgentId | None = None


class ThreadChanges(BaseModel):
    """What is to be different; what is left out stays."""

    model_config = ConfigDict(extra="forbid")
    title: Title | None = None
    archived: bool | None = None


class Imported(BaseModel):
    """Where everything is that was brought in."""

    items: tuple[NewThread, ...]


class Versions(BaseModel):
    """All versions of a message, the first one first."""

    items: tuple[Message, ...]


class Attach(BaseModel):
    """Which documents a thread is to be about."""

    model_config = ConfigDict(extra="forbid")
    document_ids: Annotated[tuple[Id, ...], Field(max_length=200)]


class Attached(BaseModel):
    """The documents that a thread is about, the latest first."""

    items: tuple[Document, ...]


THREAD, THREADS = TypeAdapter(Thread), TypeAdapter(Page[Thread])
MESSAGES, HITS = TypeAdapter(Page[Message]), TypeAdapter(Page[Hit])


def answer(kind: TypeAdapter[Any], value: object, status: int = 200) -> Response:
    """The value as JSON, written at once by pydantic."""
    return Response(kind.dump_json(value), status, media_type="application/json")


@router.get("/", response_model=Page[Thread])
async def threads(
    given: Given, signed: Signed, limit: Limit = 50, cursor: Cursor = None, archived: Annotated[bool, Query()] = False
) -> Response:
    """My threads, the last used first."""
    return answer(THREADS, await given.threads.list(archived, limit, cursor, owner=signed.user.id))


@router.post("/", response_model=Thread, status_code=201)
async def begin(given: Given, signed: Signed, body: NewThreadBody) -> Response:
    """Begin a thread."""
    return answer(THREAD, await given.threads.create(body.title, body.agent, owner=signed.user.id), 201)


@router.get("/search", response_model=Page[Hit])
async def search(
    given: Given, signed: Signed, q: Annotated[str, Query(max_length=500)], limit: Limit = 20, cursor: Cursor = None
) -> Response:
    """What was said, and titles, with all the words of `q`; the latest first."""
    return answer(HITS, await given.threads.search(q, limit, cursor, owner=signed.user.id))


@router.post("/import", response_model=Imported, status_code=201, openapi_extra=ANY_JSON)
async def bring(given: Given, signed: Signed, request: Request) -> Imported:
    """Bring threads in: our own JSON, or ChatGPT's conversations.json as it is. A large one is read beside the event loop."""
    read_in = await asyncio.to_thread(brought, await request.body())
    return Imported(items=await given.transfer.bring(read_in, owner=signed.user.id))


def brought(body: bytes) -> Brought:
    """The threads in an import. Raises Invalid, naming the first place that is wrong."""
    data = from_json(body or b"null")
    if is_chatgpt(data):
        return read(data)
    try:
        return Brought.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise Invalid(f"{where or 'import'}: {first['msg']}", "bad_import") from None


@router.get("/export", response_class=StreamingResponse)
async def export_all(given: Given, signed: Signed, where: From, format: Format = "json") -> StreamingResponse:
    """All my threads to take away, archived ones too: JSON that can be brought in again, or a zip of Markdown files to read.

    Sent thread by thread. If one cannot be read, the connection is cut: what looks complete is complete.
    The JSON can be larger than what one import may send; its threads can be brought in in several.
    """
    taken = await given.transfer.everything(owner=signed.user.id)
    await given.who.trail.did("thread.export", where, signed.user)
    content, ending = (as_zip(taken), "zip") if format == "md" else (as_json(taken), "json")
    named = f'attachment; filename="emergence-{given.clock.now():%Y-%m-%d}.{ending}"'
    return StreamingResponse(content, media_type=f"application/{ending}", headers={"Content-Disposition": named})


@router.get("/{thread_id}", response_model=Thread)
async def thread(given: Given, signed: Signed, thread_id: Id) -> Response:
    """One thread."""
    return answer(THREAD, await given.threads.get(thread_id, owner=signed.user.id))


@router.patch("/{thread_id}", response_model=Thread)
async def change(given: Given, signed: Signed, thread_id: Id, body: ThreadChanges) -> Response:
    """Rename, archive or bring back."""
    return answer(THREAD, await given.threads.change(thread_id, body.title, body.archived, owner=signed.user.id))


@router.delete("/{thread_id}", status_code=204)
async def delete(given: Given, signed: Signed, where: From, thread_id: Id) -> None:
    """Forget a thread and all its messages."""
    await given.threads.delete(thread_id, where, by=signed.user)


@router.get("/{thread_id}/messages", response_model=Page[Message])
async def messages(given: Given, signed: Signed, thread_id: Id, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """The latest messages in reading order; `next` goes back."""
    return answer(MESSAGES, await given.threads.messages(thread_id, limit, cursor, owner=signed.user.id))


@router.get("/{thread_id}/messages/{message_id}/versions")
async def versions(given: Given, signed: Signed, thread_id: Id, message_id: Id) -> Versions:
    """All versions of a message, the first one first."""
    return Versions(items=await given.threads.versions(thread_id, message_id, owner=signed.user.id))


@router.get("/{thread_id}/documents")
async def documents(given: Given, signed: Signed, thread_id: Id) -> Attached:
    """The documents that the thread is about."""
    return Attached(items=await given.threads.documents(thread_id, owner=signed.user.id))


@router.put("/{thread_id}/documents")
async def set_documents(given: Given, signed: Signed, thread_id: Id, body: Attach) -> Attached:
    """From now on the thread is about these documents; about none, if there are none."""
    return Attached(items=await given.threads.set_documents(thread_id, body.document_ids, owner=signed.user.id))


@router.get("/{thread_id}/export")
async def export(given: Given, signed: Signed, where: From, thread_id: Id, format: Format = "json") -> Response:
    """A thread to take away: JSON that can be brought in again, or Markdown to read."""
    taken = await given.transfer.take(thread_id, owner=signed.user.id)
    await given.who.trail.did("thread.export", where, signed.user, thread_id)
    if format == "md":
        return download(markdown(taken), "text/markdown; charset=utf-8", taken.title, "md")
    return download(Brought(threads=(taken,)).model_dump_json(exclude_none=True), "application/json", taken.title, "json")


def download(text: str, kind: str, title: str, ending: str) -> Response:
    """An attachment, never shown in place, named after a title as far as a file's name can be (RFC 6266)."""
    name = file_name(title)
    named = f"attachment; filename=\"thread.{ending}\"; filename*=UTF-8''{quote(name, safe='')}.{ending}"
    return Response(text, media_type=kind, headers={"Content-Disposition": named})
