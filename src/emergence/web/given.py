"""What a route is given: the features, who asks, and from where."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import Headers
from starlette.types import Scope

from ..domain.accounts import Identity
from ..domain.problems import Unauthenticated
from ..features.accounts import Where
from ..features.accounts import where as kept_where
from ..services import Services
from .credentials import cookie_of
from .metrics import Metrics
from .place import Place
from .sockets import Sockets


@dataclass(frozen=True, slots=True)
class Room:
    """What all routes of one application have in common."""

    services: Services
    sockets: Sockets
    metrics: Metrics
    place: Place
    session_seconds: int
    serves_metrics: bool


async def room(request: Request) -> Room:
    """The room that the application was made with."""
    found: Room = request.app.state.room
    return found


async def services(request: Request) -> Services:
    """The features."""
    return (await room(request)).services


async def signed(request: Request) -> Identity:
    """Whom the gate let in. Raises Unauthenticated, should a public route ask for it."""
    identity = request.scope.get("state", {}).get("identity")
    if not isinstance(identity, Identity):
        raise Unauthenticated("Please sign in.")
    return identity


async def where(request: Request) -> Where:
    """Where somebody asks from."""
    return where_of(request.scope, (await room(request)).place)


def where_of(scope: Scope, place: Place) -> Where:
    """Where a request or a live session comes from."""
    said, request_id = Headers(scope=scope), scope.get("state", {}).get("request_id")
    device = cookie_of(dict(scope["headers"]), place.device_cookie) or ""
    return kept_where(place.address_of(scope), said.get("user-agent", ""), request_id, said.get("accept-language", ""), device)


Given = Annotated[Services, Depends(services)]
Signed = Annotated[Identity, Depends(signed)]
From = Annotated[Where, Depends(where)]
In = Annotated[Room, Depends(room)]
