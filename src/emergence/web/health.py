"""Whether the product lives, whether it can be used, and what it counts."""

from fastapi import APIRouter, Request, Response

from .. import __version__
from ..domain.problems import Forbidden, NotFound, Unavailable
from .given import In, Room, signed

router = APIRouter(tags=["health"])


@router.get("/health")
@router.head("/health", include_in_schema=False)
async def health() -> dict[str, str]:
    """The process answers; whether others do is not asked."""
    return {"status": "ok"}


@router.get("/api/health")
@router.head("/api/health", include_in_schema=False)
async def ready(room: In) -> dict[str, str]:
    """The product can be used: the truth answers, and it is not about to leave. What it can do without is told, and not waited for."""
    if room.sockets.draining:
        raise Unavailable("The server is about to restart.", "restarting", retry_after=5)
    await room.services.store.ping()
    read = await room.services.documents.finder.notice() or "ok"
    return {"status": "ok", "version": __version__, "store": "ok", "limits": await limits(room), "documents": read}


async def limits(room: Room) -> str:
    """How rates are limited: as configured, by each instance alone while what they share is down, or not at all."""
    if room.services.limits is None:
        return "off"
    try:
        await room.services.limits.ping()
    except Unavailable:
        return "alone"
    return "ok"


@router.get("/metrics", response_class=Response)
async def metrics(room: In, request: Request) -> Response:
    """What Prometheus is told: on loopback anyone, elsewhere admins."""
    from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

    if not room.serves_metrics:
        raise NotFound("Metrics are switched off.")
    if not room.place.on_loopback and (await signed(request)).user.role != "admin":
        raise Forbidden("Metrics are for admins.")
    room.metrics.turns.set(room.services.turns.count)
    return Response(generate_latest(room.metrics.registry), media_type=CONTENT_TYPE_LATEST)
