"""The way into a live session: credentials before anything else."""

import re

from fastapi import APIRouter, WebSocket

from ..domain.accounts import Identity
from ..domain.problems import Problem, Unauthenticated
from ..features.accounts import Accounts
from .credentials import Headers, chosen, shown_by_socket
from .given import Room
from .place import Place, refuse_foreign
from .socket import NOT_YOURS, converse

NOT_SIGNED_IN = 4401
NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
router = APIRouter()


@router.websocket("/ws/{session_id}")
async def live(websocket: WebSocket) -> None:
    """Refuse other sites and wrong names outright; tell who is not signed in with 4401; hold a live session with all others."""
    room: Room = websocket.app.state.room
    headers: Headers = dict(websocket.scope["headers"])
    try:
        identity, token = await identity_of_socket(websocket, headers, room.services.accounts, room.place)
    except Unauthenticated:
        await websocket.accept(subprotocol=chosen(websocket.scope["subprotocols"]))
        return await websocket.close(NOT_SIGNED_IN)
    except Problem:
        return await websocket.close(NOT_YOURS)
    return await converse(websocket, room.services, room.sockets, identity, token)


async def identity_of_socket(websocket: WebSocket, headers: Headers, accounts: Accounts, place: Place) -> tuple[Identity, str]:
    """Who opens a socket, and the token that shows it. Nothing in the URL counts.

    Raises Unauthenticated, and another Problem for a foreign page, a cookie that nobody says from where, or a wrong name.
    """
    place.expect_host(headers)
    if not NAME.fullmatch(websocket.path_params["session_id"]):
        raise Problem("This is not the name of a live session.")
    shown = shown_by_socket(headers, websocket.scope["subprotocols"], place.cookie)
    origin = headers.get(b"origin")
    ours = None if origin is None else place.is_our_origin(origin.decode("latin-1").lower(), headers)
    refuse_foreign(ours, proof=shown is not None and shown.by == "cookie")
    identity = await accounts.identify(shown.token) if shown else None
    if shown is None or identity is None:
        raise Unauthenticated("Please sign in.")
    return identity, shown.token
