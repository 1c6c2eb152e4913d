"""Whom the admin lets in, who is in, and what was done: for admins, over HTTP."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter

from ..domain.accounts import Identity, Role
from ..domain.audit import Entry, Outcome
from ..features.accounts import Listed, neighbourhood
from ..protocol import Id
from .accounts import Email, SessionView, session_view
from .given import From, Given, Signed

router = APIRouter(prefix="/api/auth/admin", tags=["admin"])

Limit = Annotated[int, Query(ge=1, le=200)]
Cursor = Annotated[str | None, Query(max_length=200)]
ENTRY = TypeAdapter(Entry)


class PersonView(BaseModel):
    """A person on the allowlist. `active`: they have come in, by a password or an issuer; `seen_at`: when they were last here, if known."""

    email: str
    role: Role
    created_at: datetime
    active: bool
    disabled_at: datetime | None
    seen_at: datetime | None


class PeopleList(BaseModel):
    """Everyone, by e-mail. Where letters do not reach them, the console of the server shows them."""

    items: tuple[PersonView, ...]
    letters_reach: bool


class AllowBody(BaseModel):
    """Whom to let in, and as what."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)
    email: Email
    role: Role = "member"


class LetterBody(BaseModel):
    """What to write to a person."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)
    kind: Literal["invitation", "reset"]


class TheirSession(SessionView):
    """A session, whose it is, and from about where: the whole address is in the trail."""

    email: str


class SessionPage(BaseModel):
    """Sessions that hold, the last begun first."""

    items: tuple[TheirSession, ...]
    next: str | None = None


class RevokeBody(BaseModel):
    """Whose sessions to end: one of them, or all."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)
    email: Email
    session_id: Id | None = None


class Revoked(BaseModel):
    """How many sessions have ended."""

    ended: int


class AuditQuery(BaseModel):
    """Which lines to show."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    cursor: Annotated[str | None, Field(max_length=200)] = None
    who: Email | None = None
    action: Annotated[str | None, Field(max_length=64)] = None
    since: AwareDatetime | None = None


class EntryView(BaseModel):
    """A line of the audit trail."""

    model_config = ConfigDict(from_attributes=True)
    id: str
    at: datetime
    action: str
    outcome: Outcome
    actor_email: str | None
    target: str | None
    address: str
    user_agent: str
    request_id: str | None
    note: str | None


class EntryPage(BaseModel):
    """Lines of the audit trail, the latest first."""

    items: tuple[EntryView, ...]
    next: str | None = None


@router.get("/allowlist")
async def allowlist(given: Given, signed: Signed) -> PeopleList:
    """Everyone who was let in."""
    people = given.who.people
    return PeopleList(items=tuple(map(person_view, await people.list(signed.user))), letters_reach=people.letters_reach)


@router.post("/allowlist")
async def allow(given: Given, signed: Signed, where: From, body: AllowBody) -> PersonView:
    """Let a person in and invite them by a letter, or change their role; who was shut out is let in again."""
    return person_view(await given.who.people.put(body.email, body.role, signed.user, where))


@router.post("/allowlist/{email}/letters", status_code=202)
async def write(given: Given, signed: Signed, where: From, email: Email, body: LetterBody) -> None:
    """Send a person another invitation, or a link for another password."""
    await given.who.people.write(email, body.kind, signed.user, where)


@router.delete("/allowlist/{email}", status_code=204)
async def shut_out(
    given: Given, signed: Signed, where: From, email: Email, forget: Annotated[bool, Query(description="and everything of theirs")] = False
) -> None:
    """Let nobody in as this person, at once; with `forget` nothing of theirs is left."""
    await (given.who.people.forget if forget else given.who.people.shut_out)(email, signed.user, where)


@router.get("/sessions")
async def sessions(given: Given, signed: Signed, limit: Limit = 50, cursor: Cursor = None) -> SessionPage:
    """Who is signed in."""
    found = await given.who.people.sessions(signed.user, limit, cursor)
    return SessionPage(items=tuple(map(their_session, found.items)), next=found.next)


@router.post("/sessions/revoke")
async def revoke(given: Given, signed: Signed, where: From, body: RevokeBody) -> Revoked:
    """End one session of a person, or all of them."""
    return Revoked(ended=len(await given.who.people.revoke(body.email, body.session_id, signed.user, where)))


@router.get("/audit")
async def audit(given: Given, signed: Signed, asked: Annotated[AuditQuery, Query()]) -> EntryPage:
    """Who did what to what, from where."""
    found = await given.who.trail.page(signed.user, asked.limit, asked.cursor, who=asked.who, action=asked.action, since=asked.since)
    return EntryPage(items=tuple(map(EntryView.model_validate, found.items)), next=found.next)


@router.get("/audit/export", response_class=StreamingResponse)
async def export_audit(given: Given, signed: Signed, where: From) -> StreamingResponse:
    """The whole trail as JSON lines, to keep elsewhere."""
    await given.who.trail.page(signed.user, 1, None)
    await given.who.trail.did("audit.export", where, signed.user)

    async def lines() -> AsyncIterator[bytes]:
        async for entry in given.who.trail.lines(signed.user):
            yield ENTRY.dump_json(entry) + b"\n"

    headers = {"Content-Disposition": 'attachment; filename="audit.jsonl"'}
    return StreamingResponse(lines(), media_type="application/x-ndjson", headers=headers)


def their_session(one: Identity) -> TheirSession:
    """What an admin is told of somebody's session."""
    session = replace(one.session, address=neighbourhood(one.session.address))
    return TheirSession(email=one.user.email, **session_view(session).model_dump())


def person_view(listed: Listed) -> PersonView:
    """What an admin is told of a person."""
    user, active = listed.user, listed.linked or listed.user.password_hash is not None
    return PersonView(
        email=user.email,
        role=user.role,
        created_at=user.created_at,
        active=active,
        disabled_at=user.disabled_at,
        seen_at=listed.seen_at,
    )
