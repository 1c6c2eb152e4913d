"""Another password, over HTTP: by who knows the present one, or by a link in a letter."""

from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from .accounts import Code, Email, Mode, Password, Welcome, welcome
from .given import From, Given, In, Signed

router = APIRouter(prefix="/api/auth", tags=["auth"])

Secret = Annotated[str | None, Field(max_length=200)]


class ChangeBody(BaseModel):
    """The present password, and the one in its place."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)
    current_password: Password
    new_password: Password
    mode: Mode = "cookie"


class AskBody(BaseModel):
    """Who has forgotten their password."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)
    email: Email


class LinkBody(BaseModel):
    """The secret of a link for another password."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)
    secret: Secret = None


class ResetBody(LinkBody):
    """The secret of a link, and the password to sign in with from now on."""

    password: Password
    code: Code | None = None


class WhoseLink(BaseModel):
    """Whose password a link is for."""

    email: str


@router.post("/change-password", response_model_exclude_none=True)
async def change(given: Given, signed: Signed, room: In, where: From, body: ChangeBody, response: Response) -> Welcome:
    """Another password for me; all my sessions end, and a new one begins here."""
    came = await given.who.passwords.change(signed, body.current_password, body.new_password, where)
    return welcome(came, body.mode, room, response)


@router.post("/request-password-reset", status_code=202)
async def ask(given: Given, where: From, body: AskBody) -> None:
    """Have a link sent, if there is such a person; the answer is the same."""
    await given.who.passwords.ask(body.email, where)


@router.post("/reset-password/check")
async def check(given: Given, body: LinkBody) -> WhoseLink:
    """Whose password a link is for. The link stays as it is."""
    return WhoseLink(email=await given.who.passwords.check(body.secret or ""))


@router.post("/reset-password", status_code=204)
async def reset(given: Given, where: From, body: ResetBody) -> None:
    """Choose another password by a link; one signs in with it then."""
    await given.who.passwords.reset(body.secret or "", body.password, body.code, where)
