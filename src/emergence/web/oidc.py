"""Signing in by an issuer of identities elsewhere (OpenID Connect), over HTTP: there, and back with a code."""

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel
from starlette.responses import RedirectResponse

from ..domain.problems import NotFound, Problem
from ..features.accounts import OutsideSignIn, Returned
from ..features.accounts.pending import SPAN
from .accounts import remember, welcome
from .given import From, Given, In, Room

router = APIRouter(prefix="/api/auth/oidc", tags=["auth"])


class IssuerView(BaseModel):
    """What the issuer is called; nothing where there is none."""

    name: str | None


@router.get("")
async def issuer(given: Given) -> IssuerView:
    """The issuer that one can sign in by, if there is one."""
    outside = given.who.outside
    return IssuerView(name=outside.title if outside else None)


@router.get("/start", status_code=302, response_class=RedirectResponse)
async def start(given: Given, room: In) -> Response:
    """Go there. A cookie remembers for ten minutes what the way back must show."""
    outside = configured(given.who.outside)
    try:
        begun = await outside.begin()
    except Problem as problem:
        return refused(problem)
    response = RedirectResponse(begun.address, 302)
    remember(response, room, cookie(room), begun.remembered, int(SPAN.total_seconds()))
    return response


@router.get("/callback", status_code=303, response_class=RedirectResponse)
async def callback(given: Given, room: In, where: From, request: Request) -> Response:
    """Come back, and be let in or told why not. What the issuer says of the reason is not repeated."""
    outside, said = configured(given.who.outside), request.query_params
    remembered = request.cookies.get(cookie(room), "")
    returned = Returned(said.get("code", ""), said.get("state", ""), said.get("iss", ""), remembered)
    response: Response = RedirectResponse("/", 303)
    try:
        welcome(await outside.finish(returned, where), "cookie", room, response)
    except Problem as problem:
        response = refused(problem)
    response.delete_cookie(cookie(room), path="/", secure=room.place.secure, httponly=True, samesite="lax")
    return response


def configured(outside: OutsideSignIn | None) -> OutsideSignIn:
    """Raises NotFound where no issuer is."""
    if outside is None:
        raise NotFound("No issuer of identities is configured here.", "no_issuer")
    return outside


def cookie(room: Room) -> str:
    """The name of the cookie that a browser carries on its way there and back."""
    return f"{room.place.cookie}-oidc"


def refused(problem: Problem) -> Response:
    """To the page, which says what the code means."""
    return RedirectResponse(f"/#/refused/{problem.code}", 303)
