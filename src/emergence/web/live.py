"""The way into a live session: credentials before anything else."""

import re
from contextlib import suppress

from starlette.types import Message, Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from ..domain.accounts import Identity
from ..domain.problems import Forbidden, Problem, Unauthenticated, Unavailable
from ..features.accounts import Accounts
from .credentials import Headers, chosen, shown_by_socket
from .denials import note_denial
from .given import Room
from .lane import CODES
from .place import Place, refuse_foreign
from .scopes import may_talk
from .socket import NOT_YOURS, Guest, converse

NOT_SIGNED_IN = 4401
PATH = re.compile(r"/ws/([A-Za-z0-9_-]{1,64})")


class Live:
    """The application of sockets. It stands beside FastAPI: a socket that is open for hours needs none of its layers."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, unless whoever asked has gone away meanwhile."""
        with suppress(WebSocketDisconnect):
            await self._answer(scope, receive, to_who_may_have_gone(send))

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse other sites and wrong names outright; tell who is not signed in with 4401; hold a live session with all others."""
        websocket, room = WebSocket(scope, receive, send), self._room
        try:
            session_id = name_of_session(scope["path"])
            identity, token = await identity_of_socket(websocket, dict(scope["headers"]), room.services.accounts, room.place)
        except Unauthenticated:
            await websocket.accept(subprotocol=chosen(scope["subprotocols"]))
            return await websocket.close(NOT_SIGNED_IN)
        except Unavailable:
            await websocket.accept(subprotocol=chosen(scope["subprotocols"]))
            return await websocket.close(CODES["overloaded"])
        except Problem as problem:
            await note_denial(room.services, room.place, scope, problem)
            return await websocket.close(NOT_YOURS)
        return await converse(websocket, send, room, Guest(session_id, identity, token))


def to_who_may_have_gone(send: Send) -> Send:
    """Sends, and raises OSError where the server has closed the socket by itself, as it does for a frame that is too long."""

    async def pass_on(message: Message) -> None:
        try:
            await send(message)
        except RuntimeError as error:
            raise BrokenPipeError from error

    return pass_on


def name_of_session(path: str) -> str:
    """The browser's name for its session. Raises Problem for a path that is none."""
    named = PATH.fullmatch(path)
    if not named:
        raise Problem("This is not the name of a live session.")
    return named[1]


async def identity_of_socket(websocket: WebSocket, headers: Headers, accounts: Accounts, place: Place) -> tuple[Identity, str]:
    """Who opens a socket, and the token that shows it. Nothing in the URL counts.

    Raises Unauthenticated, and another Problem for a foreign page, a cookie that nobody says from where, or a wrong name.
    """
    place.expect_host(headers)
    shown = shown_by_socket(headers, websocket.scope["subprotocols"], place.cookie)
    origin = headers.get(b"origin")
    ours = None if origin is None else place.is_our_origin(origin.decode("latin-1").lower(), headers)
    refuse_foreign(ours, proof=shown is not None and shown.by == "cookie")
    identity = await accounts.identify(shown.token) if shown else None
    if shown is None or identity is None:
        raise Unauthenticated("Please sign in.")
    websocket.scope.setdefault("state", {})["identity"] = identity
    if not may_talk(identity.scope):
        raise Forbidden("This key may not do that.", "beyond_key")
    return identity, shown.token
