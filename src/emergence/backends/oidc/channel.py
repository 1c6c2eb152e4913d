"""Requests from here to the issuer: few seconds, few bytes, no redirects, no cookies."""

import logging
from typing import TYPE_CHECKING, Any

from ...domain.problems import Unavailable

if TYPE_CHECKING:
    from aiohttp import ClientResponse, ClientSession

SECONDS = 5.0
MOST = 256 * 1024
HEADERS = {"Accept": "application/json", "Accept-Encoding": "identity"}

log = logging.getLogger(__name__)


class Channel:
    def __init__(self, http: "ClientSession") -> None:
        self._http = http

    async def get(self, address: str, **headers: str) -> bytes:
        """The body at this address."""
        status, body = await self.ask("GET", address, headers)
        if status != 200:
            raise unavailable(f"answered {status}")
        return body

    async def ask(self, method: str, address: str, headers: dict[str, str], form: dict[str, str] | None = None) -> tuple[int, bytes]:
        """Status and body, whatever they are. Raises Unavailable when there is none in time, or too much of it."""
        from aiohttp import ClientError

        try:
            async with self._http.request(method, address, headers=HEADERS | headers, data=form, allow_redirects=False) as response:
                return response.status, await whole(response)
        except TimeoutError:
            raise unavailable("did not answer in time") from None
        except (ClientError, OSError, ValueError) as error:
            raise unavailable(f"could not be asked: {type(error).__name__}") from None


async def whole(response: "ClientResponse") -> bytes:
    """The body, counted as it comes."""
    parts, size = [], 0
    async for part in response.content.iter_any():
        size += len(part)
        if size > MOST:
            raise unavailable("answered too much")
        parts.append(part)
    return b"".join(parts)


def session(nearby: bool) -> "ClientSession":
    """A client that keeps nothing of what it is told, and uses no proxy on the way to this machine."""
    from aiohttp import ClientSession, ClientTimeout, DummyCookieJar

    options: dict[str, Any] = {"auto_decompress": False, "trust_env": not nearby}
    return ClientSession(timeout=ClientTimeout(total=SECONDS), cookie_jar=DummyCookieJar(), **options)


def unavailable(why: str) -> Unavailable:
    """The one answer to people; `why`, in words of ours, is for the operator."""
    log.warning("the issuer of identities %s", why)
    return Unavailable("Signing in elsewhere does not work now: try again later.", "outside_unavailable", retry_after=30)
