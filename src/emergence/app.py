"""The ASGI application: the edge, the gate, and behind them the routes."""

from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from . import __version__
from .services import Services
from .settings import Settings
from .web import accounts, admin, chat, cockpit, dev, documents, factors, health, keys, mine, oidc, passwords, usage
from .web.accesses import Accesses
from .web.denials import note_denials
from .web.gate import Gate
from .web.given import Room
from .web.headers import Edge
from .web.live import Live
from .web.metrics import Metrics
from .web.pages import pages
from .web.place import Place
from .web.problems import answer_problems
from .web.sockets import Sockets

DAY = 86_400


def create_app(services: Services, settings: Settings, sockets: Sockets, metrics: Metrics) -> ASGIApp:
    """The product as ASGI. Who is let in is decided in front of the routes."""
    place = Place.of(settings)
    room = Room(services, sockets, metrics, place, settings.auth_session_days * DAY, settings.prometheus_enabled)
    return Sorted(Live(room), Edge(Gate(routes(room), services, place), place, Accesses(metrics)))


class Sorted:
    """Sockets to the one application, requests to the other."""

    def __init__(self, sockets: ASGIApp, requests: ASGIApp) -> None:
        self._sockets, self._requests = sockets, requests

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on."""
        await (self._sockets if scope["type"] == "websocket" else self._requests)(scope, receive, send)


def routes(room: Room) -> FastAPI:
    """What is behind the gate. Its OpenAPI is for who is signed in; links are never built from the name that was asked."""
    people = (accounts, oidc, passwords, factors, mine, keys, admin, dev)
    routers = (chat.router, documents.router, usage.router, *(each.router for each in people), cockpit.router, health.router, pages())
    app = FastAPI(
        title="ÉMERGENCE",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        redirect_slashes=False,
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},  # its logs would hold what was sent
        routes=[route for router in routers for route in router.routes],  # one flat list: each level of routers costs every request
    )
    app.state.room = room
    answer_problems(app)
    note_denials(app)
    return app
