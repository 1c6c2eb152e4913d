"""The edge: every answer carries the same protections, and a fault of ours becomes an answer as well."""

import re
import secrets
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .accesses import Accesses
from .place import Place
from .problems import note, unexpected

Lines = list[tuple[bytes, bytes]]
YEAR = 31_536_000
LASTING = frozenset({200, 304})
FRAME, FRAMED = "/diagram.html", "/assets/diagram-"
PICTURE = re.compile(r"/api/documents/[^/]+/pages/\d+/picture")
KEPT_BY_ONE = (b"cache-control", b"private, max-age=86400")  # a page of a document never looks otherwise
NO_STORE = (b"cache-control", b"no-store")


class Edge:
    """In front of all else. Adds headers as an answer starts; says 500 if none started."""

    def __init__(self, app: ASGIApp, place: Place, accesses: Accesses) -> None:
        self._app, self._accesses = app, accesses
        self._lines = protections(policy(place))
        self._frame = protections(frame_policy())
        if place.secure:
            secure = (b"strict-transport-security", f"max-age={YEAR}".encode())
            self._lines, self._frame = [*self._lines, secure], [*self._frame, secure]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        request_id = secrets.token_hex(8)
        scope.setdefault("state", {})["request_id"] = request_id
        named = (b"x-request-id", request_id.encode())
        started, begun = False, time.perf_counter()

        async def protect(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                self._accesses.note(scope, message["status"], begun)
                message["headers"] = [*message.get("headers", ()), named, *self._of(scope["path"], message["status"])]
            await send(message)

        try:
            await self._app(scope, receive, protect)
        except Exception as error:
            note(request_id, scope["method"], scope["path"], error)
            if not started:
                await unexpected(request_id)(scope, receive, protect)
        return None

    def _of(self, path: str, status: int) -> Lines:
        """The lines of an answer. Scripts are fetched by the frame of diagrams as a stranger would: its origin is none."""
        lines = self._frame if path == FRAME else self._lines
        if PICTURE.fullmatch(path) and status in LASTING:
            return [*lines, KEPT_BY_ONE]
        if not path.startswith("/assets/") or status not in LASTING:
            return [*lines, NO_STORE]
        return [*lines, (b"access-control-allow-origin", b"*")] if path.startswith(FRAMED) else lines


def protections(policy: str) -> Lines:
    """The headers of every answer."""
    lines = {
        "content-security-policy": policy,
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    }
    return [(name.encode(), value.encode()) for name, value in lines.items()]


def policy(place: Place) -> str:
    """What a page of ours may load, and from where: from us alone. `img-src` is what keeps words from leaking out by a picture."""
    socket = place.origin.replace("http", "ws", 1)
    rules = [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        f"connect-src 'self' {socket}",
        "media-src 'self' blob:",
        "worker-src 'self'",
        "manifest-src 'self'",
        "frame-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types svelte-trusted-html dompurify emergence-worker",
        *(["upgrade-insecure-requests"] if place.secure else []),
    ]
    return "; ".join(rules)


def frame_policy() -> str:
    """What the frame that draws diagrams may do: run our script and style what it draws; it is nobody and reaches nothing."""
    rules = [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'unsafe-inline'",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
        "sandbox allow-scripts",
    ]
    return "; ".join(rules)
