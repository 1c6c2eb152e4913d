"""The edge: every answer carries the same protections, and a fault of ours becomes an answer as well."""

import secrets

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .place import Place
from .problems import note, unexpected

Lines = list[tuple[bytes, bytes]]
YEAR = 31_536_000
LASTING = frozenset({200, 304})


class Edge:
    """In front of all else. Adds headers as an answer starts; says 500 if none started."""

    def __init__(self, app: ASGIApp, place: Place) -> None:
        self._app = app
        self._lines = protections(place)
        self._fresh = [*self._lines, (b"cache-control", b"no-store")]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        request_id = secrets.token_hex(8)
        scope.setdefault("state", {})["request_id"] = request_id
        named = (b"x-request-id", request_id.encode())
        lasting = scope["path"].startswith("/assets/")
        started = False

        async def protect(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                lines = self._lines if lasting and message["status"] in LASTING else self._fresh
                message["headers"] = [*message.get("headers", ()), named, *lines]
            await send(message)

        try:
            await self._app(scope, receive, protect)
        except Exception as error:
            note(request_id, scope["method"], scope["path"], error)
            if not started:
                await unexpected(request_id)(scope, receive, protect)
        return None


def protections(place: Place) -> Lines:
    """The headers of every answer."""
    lines = {
        "content-security-policy": policy(place),
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    }
    if place.secure:
        lines["strict-transport-security"] = f"max-age={YEAR}"
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
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types svelte-trusted-html dompurify",
        *(["upgrade-insecure-requests"] if place.secure else []),
    ]
    return "; ".join(rules)
