"""The HTTP client that a vendor's SDK is given: enough connections, no time limits of its own, no proxy on the way to this machine."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import suppress
from typing import TYPE_CHECKING

from . import border
from .keys import on_loopback
from .sse import Events

if TYPE_CHECKING:
    import httpx2

CONNECT_SECONDS = 10.0
CONNECTIONS = 1000
LINGER_SECONDS = 0.2
DONE = b"[DONE]"


def client_for(base_url: str, kind: "type[httpx2.AsyncClient]") -> "httpx2.AsyncClient":
    """A client for the server at this address; the chain, not the client, decides how long to wait for an answer."""
    import httpx2

    return kind(
        timeout=httpx2.Timeout(None, connect=CONNECT_SECONDS),
        limits=httpx2.Limits(max_connections=CONNECTIONS, max_keepalive_connections=100, keepalive_expiry=30),
        follow_redirects=True,
        trust_env=not on_loopback(base_url),
    )


async def events(provider: str, reads: AsyncIterator[bytes]) -> AsyncGenerator[list[bytes], None]:
    """The events of a response, those of one network read together. Raises ModelBroke when the connection is cut."""
    import httpx2
    from aiohttp import ClientError

    decoder = Events()
    try:
        async for read in reads:
            if found := decoder.feed(read):
                yield found
    except (httpx2.HTTPError, ClientError):
        raise border.cut(provider) from None
    if found := decoder.rest():
        yield found


async def drain(reads: AsyncIterator[bytes]) -> None:
    """Read to the end what has ended, so that its connection can be used again; not for long, should the server linger."""
    import httpx2
    from aiohttp import ClientError

    with suppress(TimeoutError, httpx2.HTTPError, ClientError):
        async with asyncio.timeout(LINGER_SECONDS):
            async for _ in reads:
                pass
