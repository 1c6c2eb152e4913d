"""Where the product is on the network: its names, who may send it requests from a page, and who is behind a proxy."""

import re
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Self
from urllib.parse import urlsplit

from starlette.types import Scope

from ..domain.problems import Forbidden
from ..settings import LOOPBACK, Settings
from .credentials import Headers
from .problems import WrongHost

HOST = re.compile(r"(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::[0-9]{1,5})?")
ANYWHERE = frozenset({"0.0.0.0", "::", ""})  # noqa: S104 - names that mean nothing as a Host


@dataclass(frozen=True, slots=True)
class Place:
    """Names in lower case without a port; the origin as browsers write it."""

    names: frozenset[str]
    origin: str
    on_loopback: bool
    hops: int

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """As the settings say."""
        base = urlsplit(settings.base_url)
        names = {base.hostname or "", settings.host.lower()} - ANYWHERE
        return cls(
            names=frozenset(names | LOOPBACK),
            origin=origin_of(base.scheme, base.netloc),
            on_loopback=settings.on_loopback,
            hops=settings.trusted_proxy_hops,
        )

    @property
    def secure(self) -> bool:
        """Whether it is reached over https."""
        return self.origin.startswith("https:")

    @property
    def cookie(self) -> str:
        """The name of the session's cookie; only https can have the prefix that protects it."""
        return "__Host-emergence" if self.secure else "emergence"

    @property
    def device_cookie(self) -> str:
        """The name of the cookie by which a browser is known again."""
        return f"{self.cookie}-device"

    def expect_host(self, headers: Headers) -> None:
        """Raises WrongHost for a name that is not ours: a page could have been made to call us so."""
        if name_in(headers.get(b"host", b"").decode("latin-1")) not in self.names:
            raise WrongHost("This product does not answer under this name; see PUBLIC_BASE_URL.")

    def is_ours(self, headers: Headers) -> bool | None:
        """Whether one of our own pages sends this; None if nothing is said about it."""
        site, origin = headers.get(b"sec-fetch-site"), headers.get(b"origin")
        if site is not None:
            return site in {b"same-origin", b"none"}
        return None if origin is None else self.is_our_origin(origin.decode("latin-1").lower(), headers)

    def is_our_origin(self, origin: str, headers: Headers) -> bool:
        """Whether pages of this origin are ours. On loopback every name of it is, at the port that was asked."""
        asked = headers.get(b"host", b"").decode("latin-1").lower()
        return origin == self.origin or (self.on_loopback and origin == f"http://{asked}")

    def address_of(self, scope: Scope) -> str:
        """Who asks: the address that the outermost trusted proxy saw. What stands before it, anyone may have written."""
        lines = b",".join(value for name, value in scope["headers"] if name == b"x-forwarded-for")
        seen = [part.strip() for part in lines.decode("latin-1").split(",")]
        if self.hops and len(seen) >= self.hops and is_address(seen[-self.hops]):
            return seen[-self.hops]
        return scope["client"][0] if scope.get("client") else ""


def refuse_foreign(ours: bool | None, *, proof: bool) -> None:
    """Raises Forbidden for another site's page; with `proof`, for whoever does not say that it is ours."""
    if ours is False or (proof and ours is None):
        raise Forbidden("This came from another site's page, or does not say from where.", "foreign_origin")


def origin_of(scheme: str, netloc: str) -> str:
    """The origin as browsers write it: in lower case, without the scheme's own port."""
    return f"{scheme}://{netloc}".lower().removesuffix(":443" if scheme == "https" else ":80")


def name_in(host: str) -> str:
    """The name in a Host header, without its port; empty if it is none."""
    found = HOST.fullmatch(host.lower())
    return (found[1] or found[2]) if found else ""


def is_address(text: str) -> bool:
    """Whether this is an IP address; one with a zone is none, for a zone can be any text."""
    try:
        ip_address(text)
    except ValueError:
        return False
    return "%" not in text
