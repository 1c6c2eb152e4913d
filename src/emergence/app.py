"""The ASGI application: the edge, the gate, and behind them the routes."""

from fastapi import FastAPI
from starlette.types import ASGIApp

from . import __version__
from .services import Services
from .settings import Settings
from .web import accounts, chat, health, live
from .web.gate import Gate
from .web.given import Room
from .web.headers import Edge
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
    return Edge(Gate(routes(room), services.accounts, place), place)


def routes(room: Room) -> FastAPI:
    """What is behind the gate. Its OpenAPI is for who is signed in; links are never built from the name that was asked."""
    routers = (chat.router, accounts.router, health.router, live.router, pages())
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
    return app
