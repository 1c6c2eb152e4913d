"""Coming in and going, over HTTP."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from ..domain.accounts import Role, Session, User
from ..features.accounts import Coming, SignedIn
from ..features.accounts.devices import SPAN
from .given import From, Given, In, Room, Signed

router = APIRouter(prefix="/api/auth", tags=["auth"])

Mode = Literal["cookie", "bearer"]
Email = Annotated[str, Field(max_length=320)]
Password = Annotated[str, Field(max_length=1024)]
Code = Annotated[str, Field(max_length=40)]
Secret = Annotated[str, Field(min_length=1, max_length=100)]


class LoginBody(BaseModel):
    """A password to come in with. A token is in the answer only if `mode` asks for it."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)
    email: Email
    password: Password
    code: Code | None = None
    mode: Mode = "cookie"


class EnterBody(BaseModel):
    """A one-time link's secret, and the password to come in with from now on. The first admin says an e-mail as well."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)
    secret: Secret
    email: Email | None = None
    password: Password
    code: Code | None = None
    mode: Mode = "cookie"


class CheckBody(BaseModel):
    """A one-time link's secret."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)
    secret: Secret


class UserView(BaseModel):
    """A person. Without a password they come in by an issuer elsewhere, until a letter has brought them one."""

    id: str
    email: str
    role: Role
    has_password: bool


class SessionView(BaseModel):
    """One of one's own sign-ins."""

    id: str
    created_at: datetime
    seen_at: datetime
    idle_until: datetime
    ends_at: datetime
    address: str
    user_agent: str


class Present(BaseModel):
    """Who is signed in, and through which session."""

    user: UserView
    session: SessionView


class Welcome(Present):
    """Somebody has come in; `token` is there in bearer mode."""

    token: str | None = None


class LinkView(BaseModel):
    """Whom a one-time link is for."""

    needs_email: bool
    email: str | None = None


@router.post("/login", response_model_exclude_none=True)
async def login(given: Given, room: In, where: From, body: LoginBody, response: Response) -> Welcome:
    """Come in with a password."""
    return welcome(await given.accounts.login(body.email, body.password, body.code, where), body.mode, room, response)


@router.post("/enter/check", response_model_exclude_none=True)
async def check(given: Given, body: CheckBody) -> LinkView:
    """Whom a one-time link is for. The link stays as it is."""
    invited = await given.accounts.check(body.secret)
    return LinkView(needs_email=invited.email is None, email=invited.email)


@router.post("/enter", response_model_exclude_none=True)
async def enter(given: Given, room: In, where: From, body: EnterBody, response: Response) -> Welcome:
    """Come in by a one-time link, and choose a password."""
    coming = Coming(body.secret, body.password, body.email, body.code)
    return welcome(await given.accounts.enter(coming, where), body.mode, room, response)


@router.post("/logout", status_code=204)
async def logout(given: Given, signed: Signed, where: From, room: In, response: Response) -> None:
    """End this session, here and in every tab."""
    await given.accounts.logout(signed, where)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    response.delete_cookie(room.place.cookie, path="/", secure=room.place.secure, httponly=True, samesite="lax")


@router.get("/session")
async def session(signed: Signed) -> Present:
    """Who I am."""
    return Present(user=user_view(signed.user), session=session_view(signed.session))


def welcome(came: SignedIn, mode: Mode, room: Room, response: Response) -> Welcome:
    """The answer to somebody who has come in: the token goes into a cookie that no script can read, or to who asked for it."""
    user, own = user_view(came.identity.user), session_view(came.identity.session)
    if mode == "bearer":
        return Welcome(user=user, session=own, token=came.token)
    remember(response, room, room.place.cookie, came.token, room.session_seconds)
    device = room.services.accounts.remembered(came.identity.user)
    remember(response, room, room.place.device_cookie, device, int(SPAN.total_seconds()))
    return Welcome(user=user, session=own)


def remember(response: Response, room: Room, name: str, value: str, seconds: int) -> None:
    """Have the browser keep something that no script can read."""
    response.set_cookie(name, value, max_age=seconds, path="/", secure=room.place.secure, httponly=True, samesite="lax")


def user_view(user: User) -> UserView:
    """The person, without what nobody needs to see."""
    return UserView(id=user.id, email=user.email, role=user.role, has_password=user.password_hash is not None)


def session_view(session: Session) -> SessionView:
    """The session."""
    return SessionView.model_validate(session, from_attributes=True)
