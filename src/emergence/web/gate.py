"""The gate in front of everything: who is not let in is refused before a byte of the body is read."""

import re
from collections.abc import Mapping

from starlette.types import ASGIApp, Receive, Scope, Send

from ..domain.problems import Problem, TooMany, Unauthenticated
from ..features.accounts import network
from ..ports.limits import Rate
from ..services import Services
from .bodies import LARGE, ORDINARY, PAUSE_SECONDS, STRANGER, Allowance, Gone, again, bad_text, counted, has_body, receive_json
from .credentials import Headers, Shown, bypass, shown
from .denials import note_denial
from .place import Place, refuse_foreign
from .problems import answer
from .scopes import expect_scope

PUBLIC = frozenset(
    {
        ("GET", "/"),
        ("GET", "/assets/{name}"),
        ("GET", "/{name}"),
        ("GET", "/health"),
        ("GET", "/api/health"),
        ("GET", "/api/auth/oidc"),
        ("GET", "/api/auth/oidc/start"),
        ("GET", "/api/auth/oidc/callback"),
        ("POST", "/api/auth/login"),
        ("POST", "/api/auth/enter"),
        ("POST", "/api/auth/enter/check"),
        ("POST", "/api/auth/request-password-reset"),
        ("POST", "/api/auth/reset-password"),
        ("POST", "/api/auth/reset-password/check"),
    }
)
"""All that a stranger may ask for. `{name}` is the name of a file of the page, with a dot in it."""
PUBLIC_IN_DEV = frozenset({("POST", "/api/auth/dev/login")})
PUBLIC_ON_LOOPBACK = frozenset({("GET", "/metrics")})
UPLOAD = ("POST", "/api/documents/")
FILES_AT_ONCE = 20
"""So many of the largest documents may come in one form."""
PROBES = frozenset({"/health", "/api/health"})
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
FILE = re.compile(r"(/assets)?/[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)+")
SMALL = 64 * 1024
STRANGERS = Rate("what strangers send from an address", 120, 60)
CHANGES = Rate("what a person changes", 600, 60)


class Gate:
    """Default deny. What passes has its Identity in `scope["state"]`, and its body whole, counted and well-formed."""

    def __init__(self, app: ASGIApp, services: Services, place: Place) -> None:
        self._app, self._services, self._place = app, services, place
        self._accounts, self._limits = services.accounts, services.limits
        self._upload = Allowance(services.documents.shelf.quota.each * FILES_AT_ONCE + SMALL, PAUSE_SECONDS)
        self._dev = services.who.dev
        self._public = PUBLIC | (PUBLIC_ON_LOOPBACK if place.on_loopback else set()) | (PUBLIC_IN_DEV if self._dev else set())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer it. Live sessions are asked for their credentials where they begin."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        headers: Mapping[bytes, bytes] = dict(scope["headers"])
        try:
            receive = await self._admit(scope, headers, receive)
        except Gone:
            return None
        except Problem as problem:
            await note_denial(self._services, self._place, scope, problem)
            return await self._refuse(problem, headers)(scope, receive, send)
        return await self._app(scope, receive, send)

    async def _admit(self, scope: Scope, headers: Headers, receive: Receive) -> Receive:
        method, path = scope["method"], scope["path"]
        if path not in PROBES:
            self._place.expect_host(headers)
        if b"%00" in scope["query_string"] or "\x00" in path:
            raise bad_text()
        public = self.is_public(method, path)
        credentials = None if public else await self._identify(scope, headers)
        if method not in SAFE:
            await self._expect_room(scope)
        if method not in SAFE and (credentials is None or credentials.by == "cookie"):
            refuse_foreign(self._place.is_ours(headers), proof=credentials is not None)
        if not has_body(headers):
            return receive
        if (method, path) == UPLOAD:
            return counted(headers, receive, self._upload)
        allowance = STRANGER if public else LARGE.get(path, ORDINARY)
        return again(await receive_json(headers, receive, allowance), receive)

    def is_public(self, method: str, path: str) -> bool:
        """Whether a stranger may ask for this."""
        method = "GET" if method == "HEAD" else method
        return (method, path) in self._public or (method == "GET" and FILE.fullmatch(path) is not None)

    async def _expect_room(self, scope: Scope) -> None:
        identity = scope.get("state", {}).get("identity")
        rate, key = (CHANGES, identity.user.id) if identity else (STRANGERS, network(self._place.address_of(scope)))
        if self._limits and (wait := await self._limits.take(rate, key)):
            raise TooMany("Too many requests; please wait a little.", retry_after=wait)

    async def _identify(self, scope: Scope, headers: Headers) -> Shown:
        credentials = shown(headers, self._place.cookie)
        identity = await self._accounts.identify(credentials.token) if credentials else None
        if self._dev and (email := bypass(headers)):
            credentials, identity = Shown(email, "bearer"), await self._dev.identify(email)
        if credentials is None or identity is None:
            raise Unauthenticated("Please sign in.")
        scope.setdefault("state", {})["identity"] = identity
        expect_scope(identity.scope, scope["method"], scope["path"])
        return credentials

    def _refuse(self, problem: Problem, headers: Headers) -> ASGIApp:
        response = answer(problem)
        if isinstance(problem, Unauthenticated):
            response.headers["WWW-Authenticate"] = "Bearer"
        if b"transfer-encoding" in headers or int(headers.get(b"content-length", b"0")) > SMALL:
            response.headers["Connection"] = "close"
        return response
