"""What a stranger may ask for: one list, compared with the routes."""

import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import APIWebSocketRoute
from house import House, open_house
from starlette.routing import Route

from emergence.app import routes
from emergence.web.gate import PUBLIC
from emergence.web.given import Room
from emergence.web.metrics import Metrics
from emergence.web.place import Place

FOR_STRANGERS = {
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


def every_route(house: House) -> set[tuple[str, str]]:
    room = Room(house.services, house.sockets, Metrics(), Place.of(house.settings), 0, True)
    found = routes(room).routes
    assert all(isinstance(route, Route | APIWebSocketRoute) for route in found)
    return {(method, route.path) for route in found if isinstance(route, Route) for method in route.methods or ()}


async def status_for_a_stranger(house: House, method: str, path: str, **more: Any) -> int:
    filled = re.sub(r"\{\w+\}", "x", path)
    async with house.http.request(method, house.base + filled, **more) as response:
        return response.status


async def test_the_list_is_this_one_and_names_routes_that_are_there(house: House) -> None:
    assert PUBLIC == FOR_STRANGERS
    assert every_route(house) >= PUBLIC


async def test_every_other_route_is_closed_to_strangers(house: House) -> None:
    looks = {("HEAD", path) for method, path in PUBLIC if method == "GET"}
    closed = every_route(house) - PUBLIC - looks - {("GET", "/metrics")}
    assert len(closed) > 10
    assert {route: await status_for_a_stranger(house, *route) for route in closed} == dict.fromkeys(closed, 401)


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "PURGE"])
async def test_what_is_public_is_so_for_its_own_method_only(house: House, method: str) -> None:
    assert await status_for_a_stranger(house, method, "/api/auth/login") == 401


@pytest.mark.parametrize(
    "path", ["/docs", "/redoc", "/api/openapi.json", "/api", "/api/x.js", "//x.js", "/assets/../api/threads/", "/ws/x", "/.env", "/x/y.js"]
)
async def test_what_is_not_there_is_closed_as_well(house: House, path: str) -> None:
    assert await status_for_a_stranger(house, "GET", path) == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Dev-Bypass": "1"},
        {"X-User-ID": "1", "X-User-Role": "admin"},
        {"Authorization": "Basic YWRtaW46YWRtaW4="},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer ' OR 1=1 --"},
        {"Cookie": "emergence=; emergence=x"},
        {"Cookie": "__Host-emergence=x"},
    ],
)
async def test_there_is_no_other_way_in(house: House, headers: dict[str, str]) -> None:
    assert await status_for_a_stranger(house, "GET", "/api/threads/?dev_bypass=1", headers=headers) == 401


async def test_a_token_in_an_address_does_not_count(house: House) -> None:
    person = await house.person()
    assert await status_for_a_stranger(house, "GET", f"/api/threads/?token={person.token}&access_token={person.token}") == 401


async def test_nobody_comes_in_by_default(house: House) -> None:
    for email in ("admin", "admin@localhost", "root@localhost"):
        assert await status_for_a_stranger(house, "POST", "/api/auth/login", json={"email": email, "password": "admin"}) == 401
    assert await house.services.accounts.people() == ()


async def test_metrics_are_open_on_loopback_and_for_admins_elsewhere(home: Path) -> None:
    async with open_house(home, public_base_url="https://emergence.example") as house:
        member, admin = await house.person(), await house.person(role="admin")
        stranger = await status_for_a_stranger(house, "GET", "/metrics")
        assert [stranger, (await member.ask("GET", "/metrics"))[0], (await admin.ask("GET", "/metrics"))[0]] == [401, 403, 200]


async def test_metrics_can_be_switched_off(home: Path) -> None:
    async with open_house(home, prometheus_enabled=False) as house:
        assert await status_for_a_stranger(house, "GET", "/metrics") == 404


async def test_health_says_when_it_is_not_ready(house: House) -> None:
    assert await status_for_a_stranger(house, "GET", "/api/health") == 200
    house.sockets.draining = True
    assert await status_for_a_stranger(house, "GET", "/api/health") == 503
    assert await status_for_a_stranger(house, "GET", "/health") == 200
