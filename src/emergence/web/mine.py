"""A person's own sessions, over HTTP."""

from fastapi import APIRouter
from pydantic import BaseModel

from ..protocol import Id
from .accounts import SessionView, session_view
from .given import From, Given, Signed

router = APIRouter(prefix="/api/auth/sessions", tags=["auth"])


class MySession(SessionView):
    """One of my sessions; `current` is the one that asks."""

    current: bool


class MySessions(BaseModel):
    """Those that hold, the last seen first."""

    items: tuple[MySession, ...]


@router.get("")
async def sessions(given: Given, signed: Signed) -> MySessions:
    """Where I am signed in."""
    found = await given.who.mine.list(signed)
    items = (MySession(current=one.id == signed.session.id, **session_view(one).model_dump()) for one in found)
    return MySessions(items=tuple(items))


@router.delete("", status_code=204)
async def revoke_others(given: Given, signed: Signed, where: From) -> None:
    """End all of my sessions but this one."""
    await given.who.mine.revoke_others(signed, where)


@router.delete("/{session_id}", status_code=204)
async def revoke(given: Given, signed: Signed, where: From, session_id: Id) -> None:
    """End one of my sessions, at once and in every tab."""
    await given.who.mine.revoke(session_id, signed, where)
