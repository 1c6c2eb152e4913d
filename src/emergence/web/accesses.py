"""What is noted of every request: one line in the log and one observation, without its query, its body or who asked."""

import logging
import time

from starlette.types import Scope

from .metrics import Metrics

ELSEWHERE = "other"
UNREMARKABLE = frozenset({"/health", "/api/health", "/metrics"})
log = logging.getLogger("emergence.access")


class Accesses:
    """Routes are noted by their pattern, so that no id and no secret gets into a series or a line."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    def note(self, scope: Scope, status: int, begun: float) -> None:
        """A request has begun to be answered."""
        seconds = time.perf_counter() - begun
        method, route = scope["method"], route_of(scope)
        self._metrics.requests.labels(method if method in METHODS else ELSEWHERE, route, str(status)).observe(seconds)
        if route not in UNREMARKABLE:
            told = {"request_id": scope["state"]["request_id"], "method": method[:10], "path": route, "status": status}
            log.info("request", extra=told | {"seconds": round(seconds, 4)})


METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def route_of(scope: Scope) -> str:
    """The pattern of the route that answered; what reached none is not told apart."""
    route = scope.get("route")
    return str(getattr(route, "path", ELSEWHERE)) if route is not None else ELSEWHERE
