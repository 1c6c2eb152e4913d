"""A browser that goes to an issuer of identities and comes back, with its cookies and nothing else."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from house import House
from yarl import URL

START, CALLBACK = "/api/auth/oidc/start", "/api/auth/oidc/callback"


@dataclass
class Traveller:
    """`cookies` are what it has now, `lines` the Set-Cookie lines of the last answer."""

    house: House
    cookies: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    async def get(self, path: str, **headers: str) -> tuple[int, str]:
        """Status, and where the answer leads."""
        given = {"Cookie": self.cookie_line} | headers
        address = URL(self.house.base + path, encoded=True)
        async with self.house.http.get(address, headers=given, allow_redirects=False) as response:
            self.lines = response.headers.getall("Set-Cookie", [])
            for name, morsel in response.cookies.items():
                self.cookies[name] = morsel.value
            self.cookies = {name: value for name, value in self.cookies.items() if value}
            return response.status, response.headers.get("Location", "")

    async def start(self) -> str:
        """Where the product sends it."""
        status, address = await self.get(START)
        assert status == 302
        return address

    async def visit(self, address: str) -> str:
        """Sign in at the issuer; the path that it sends back to."""
        async with self.house.http.get(URL(address, encoded=True), allow_redirects=False) as response:
            assert response.status == 302, await response.text()
            back = urlsplit(response.headers["Location"])
        assert back.path == CALLBACK
        return f"{back.path}?{back.query}"

    async def sign_in(self) -> str:
        """There and back; where it ends up."""
        status, address = await self.get(START)
        if status == 302:
            status, address = await self.get(await self.visit(address))
        assert status == 303
        return address

    async def who(self) -> str:
        """The e-mail of whom it is signed in as; empty for nobody."""
        async with self.house.http.get(f"{self.house.base}/api/auth/session", headers={"Cookie": self.cookie_line}) as response:
            said: Any = await response.json()
        return str(said["user"]["email"]) if response.status == 200 else ""

    @property
    def cookie_line(self) -> str:
        """What it would send."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())


def asked(address: str) -> dict[str, str]:
    """What an address asks for."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
