"""What somebody shows to be let in: a cookie, a bearer token, or a subprotocol of a live session."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ..protocol import SUBPROTOCOL

Headers = Mapping[bytes, bytes]
BEARER = b"bearer "
BEARER_PROTOCOL = "bearer."


@dataclass(frozen=True, slots=True)
class Shown:
    """A token, and how it came: a cookie comes by itself, whoever asks the browser to send the request."""

    token: str
    by: Literal["cookie", "bearer"]


def shown(headers: Headers, cookie: str) -> Shown | None:
    """What a request shows. Who sends a header means that one."""
    given = headers.get(b"authorization")
    if given is not None:
        return Shown(given[len(BEARER) :].strip().decode("latin-1"), "bearer") if given[: len(BEARER)].lower() == BEARER else None
    token = cookie_of(headers, cookie)
    return Shown(token, "cookie") if token else None


def bypass(headers: Headers) -> str | None:
    """Whom a request claims to be from while the product is being worked on. A page of another site cannot send these headers."""
    return headers.get(b"x-user-id", b"").decode("latin-1") if headers.get(b"x-dev-bypass") in {b"1", b"true"} else None


def shown_by_socket(headers: Headers, subprotocols: list[str], cookie: str) -> Shown | None:
    """What a live session shows: `emergence.v1, bearer.TOKEN`, or the cookie."""
    for protocol in subprotocols:
        if protocol.startswith(BEARER_PROTOCOL):
            return Shown(protocol.removeprefix(BEARER_PROTOCOL), "bearer")
    token = cookie_of(headers, cookie)
    return Shown(token, "cookie") if token else None


def cookie_of(headers: Headers, name: str) -> str | None:
    """The value of a cookie."""
    start = f"{name}="
    parts = (part.strip() for part in headers.get(b"cookie", b"").decode("latin-1").split(";"))
    return next((part[len(start) :] for part in parts if part.startswith(start)), None)


def chosen(subprotocols: list[str]) -> str | None:
    """The subprotocol that we speak, if it was offered."""
    return SUBPROTOCOL if SUBPROTOCOL in subprotocols else None
