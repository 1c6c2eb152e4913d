"""Personal keys for programs, over HTTP."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from ..domain.accounts import ApiKey, Scope
from ..protocol import Id
from .given import From, Given, Signed

router = APIRouter(prefix="/api/auth/keys", tags=["auth"])


class KeyBody(BaseModel):
    """A key to make: what it is called, what it may do, and for how many days (no end if left out)."""

    model_config = ConfigDict(extra="forbid")
    name: Annotated[str, Field(max_length=200)]
    scope: Literal["chat", "read"]
    days: Annotated[int, Field(ge=1, le=3650)] | None = None


class KeyView(BaseModel):
    """One of my keys. `hint` is how it begins."""

    model_config = ConfigDict(from_attributes=True)
    id: str
    name: str
    hint: str
    scope: Scope
    created_at: datetime
    expires_at: datetime | None
    used_at: datetime | None


class NewKeyView(KeyView):
    """A key that was just made; `secret` is shown this once."""

    secret: str


class KeyList(BaseModel):
    """My keys, the latest first."""

    items: tuple[KeyView, ...]


@router.get("")
async def keys(given: Given, signed: Signed) -> KeyList:
    """The keys that let programs in as me."""
    return KeyList(items=tuple(map(key_view, await given.who.keys.list(signed))))


@router.post("", status_code=201)
async def make(given: Given, signed: Signed, where: From, body: KeyBody) -> NewKeyView:
    """A new key."""
    made = await given.who.keys.make(body.name, body.scope, body.days, signed, where)
    return NewKeyView(secret=made.secret, **key_view(made.key).model_dump())


@router.delete("/{key_id}", status_code=204)
async def revoke(given: Given, signed: Signed, where: From, key_id: Id) -> None:
    """End a key, at once."""
    await given.who.keys.revoke(key_id, signed, where)


def key_view(key: ApiKey) -> KeyView:
    """The key, without what lets anybody in."""
    return KeyView.model_validate(key)
