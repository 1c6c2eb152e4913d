"""Coming in without a password while the product is being worked on: not there without AUTH_DEV_MODE."""

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict

from ..domain.accounts import Role
from ..domain.problems import NotFound
from .accounts import Email, Mode, Welcome, welcome
from .given import From, Given, In

router = APIRouter(prefix="/api/auth/dev", tags=["dev"])


class DevLoginBody(BaseModel):
    """Who to be; somebody new gets this role."""

    model_config = ConfigDict(extra="forbid")
    email: Email
    role: Role = "member"
    mode: Mode = "cookie"


@router.post("/login", response_model_exclude_none=True)
async def login(given: Given, room: In, where: From, body: DevLoginBody, response: Response) -> Welcome:
    """Come in as anybody."""
    if given.who.dev is None:
        raise NotFound("There is no such place.")
    return welcome(await given.who.dev.login(body.email, body.role, where), body.mode, room, response)
