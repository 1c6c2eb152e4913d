"""Who tries a door that is not theirs: a line in the audit trail for every answer that says forbidden, so many a minute."""

from fastapi import FastAPI, Request, Response
from starlette.types import Scope

from ..domain.problems import Forbidden, Problem
from ..features.accounts import network, printable
from ..ports.limits import Rate
from ..services import Services
from .given import Room, where_of
from .place import Place
from .problems import answer

KEPT = Rate("refusals that are written down", 30, 60)
TOLD_ALREADY = frozenset({"wrong_password"})
"""Who refuses with these writes a line of their own."""


async def note_denial(services: Services, place: Place, scope: Scope, problem: Problem) -> None:
    """Write down who was refused what, if it is that which they were told. More than so many from one person say nothing new."""
    if not isinstance(problem, Forbidden) or problem.code in TOLD_ALREADY:
        return
    where, identity = where_of(scope, place), scope.get("state", {}).get("identity")
    user = identity.user if identity else None
    if services.limits and await services.limits.take(KEPT, user.id if user else network(where.address)):
        return
    asked = printable(f"{scope.get('method', 'WS')} {scope['path']}")
    await services.who.trail.refused("access.denied", where, user, asked, problem.code)


async def denied(request: Request, error: Exception) -> Response:
    """The answer to what a route refuses."""
    room: Room = request.app.state.room
    assert isinstance(error, Forbidden)
    await note_denial(room.services, room.place, request.scope, error)
    return answer(error)


def note_denials(app: FastAPI) -> None:
    """Have what the routes refuse written down."""
    app.add_exception_handler(Forbidden, denied)
