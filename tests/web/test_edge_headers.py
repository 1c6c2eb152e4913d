"""Every answer carries the same protections, whatever it says."""

import io
import logging
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI, Request
from fastapi.routing import APIRoute
from house import House, Person, open_house

from emergence.settings import read_settings
from emergence.web.accesses import Accesses
from emergence.web.headers import Edge
from emergence.web.metrics import Metrics
from emergence.web.pages import pages
from emergence.web.place import Place
from emergence.web.problems import answer_problems

PROTECTIONS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
PLACE = Place.of(read_settings(_env_file=None))


def client(app: Any) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://localhost:8000")


@pytest.fixture
def built(tmp_path: Path) -> Path:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<!doctype html><title>É</title>")
    (tmp_path / "icon.svg").write_text("<svg/>")
    (tmp_path / "assets" / "main-abc123.js").write_text("1")
    (tmp_path / "assets" / "diagram-abc123.js").write_text("1")
    (tmp_path / "diagram.html").write_text("<!doctype html><title>É</title>")
    return tmp_path


def website(folder: Path) -> httpx2.AsyncClient:
    app = FastAPI(routes=pages(folder).routes, redirect_slashes=False)
    answer_problems(app)
    return client(Edge(app, PLACE, Accesses(Metrics())))


@pytest.mark.parametrize(
    ("method", "path", "more", "status"),
    [
        ("GET", "/api/threads/", {}, 200),
        ("GET", "/", {}, 200),
        ("GET", "/api/threads/x", {}, 404),
        ("GET", "/api/nothing", {}, 404),
        ("DELETE", "/api/threads/", {}, 405),
        ("GET", "/", {"headers": {"Host": "evil.example"}}, 400),
        ("GET", "/api/threads/", {"headers": {"Authorization": "Bearer x"}}, 401),
        ("POST", "/api/threads/", {"data": io.BytesIO(b" " * 1_100_000), "headers": {"Content-Type": "application/json"}}, 413),
        ("POST", "/api/threads/", {"data": "{}"}, 415),
        ("POST", "/api/threads/", {"json": {"no": 1}}, 422),
        ("GET", "/missing.js", {}, 404),
        ("GET", "/assets/missing.js", {}, 404),
    ],
)
async def test_every_status_is_protected(house: House, person: Person, method: str, path: str, more: dict[str, Any], status: int) -> None:
    headers = {"Authorization": f"Bearer {person.token}"} | more.pop("headers", {})
    async with house.http.request(method, house.base + path, headers=headers, **more) as response:
        assert response.status == status
        assert {name: response.headers[name] for name in PROTECTIONS} == PROTECTIONS
        assert "script-src 'self';" in response.headers["content-security-policy"]
        assert response.headers["cache-control"] == "no-store" or path.startswith("/assets/")


async def test_the_policy_lets_nothing_in_from_elsewhere(house: House) -> None:
    async with house.http.get(f"{house.base}/") as response:
        policy = response.headers["content-security-policy"]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == rules["object-src"] == rules["base-uri"] == rules["frame-ancestors"] == "'none'"
    assert (rules["img-src"], rules["require-trusted-types-for"]) == ("'self' data: blob:", "'script'")
    assert rules["trusted-types"] == "svelte-trusted-html dompurify emergence-worker"
    assert rules["connect-src"] == "'self' ws://localhost:8000"
    assert not any(word in policy for word in ("unsafe", "*", "https:"))


async def test_over_https_the_browser_is_told_to_stay_there(home: Path) -> None:
    async with open_house(home, public_base_url="https://emergence.example") as house, house.http.get(f"{house.base}/") as response:
        assert response.headers["strict-transport-security"] == "max-age=31536000"
        assert "wss://emergence.example" in response.headers["content-security-policy"]
        assert "upgrade-insecure-requests" in response.headers["content-security-policy"]


async def broken(scope: Any, *_: Any) -> None:
    raise RuntimeError(scope["query_string"])


def broken_route() -> FastAPI:
    async def break_down(request: Request) -> None:
        raise RuntimeError(request.query_params)

    app = FastAPI(routes=[APIRoute("/x", break_down, methods=["POST"])])
    answer_problems(app)
    return app


@pytest.mark.parametrize("app", [broken, broken_route()], ids=["before", "within"])
async def test_a_fault_of_ours_is_protected_and_says_nothing(caplog: pytest.LogCaptureFixture, app: Any) -> None:
    with caplog.at_level(logging.INFO):
        response = await client(Edge(app, PLACE, Accesses(Metrics()))).post("/x?token=hunter2SECRET", content=b"hunter2SECRET")
    (logged,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert (response.status_code, response.json()["code"]) == (500, "unexpected")
    assert response.json()["details"]["request_id"] == response.headers["x-request-id"] == vars(logged)["request_id"]
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "hunter2SECRET" not in response.text + logged.getMessage()


async def test_the_page_is_never_stale_and_its_parts_never_change(built: Path) -> None:
    async with website(built) as browser:
        page, part, icon = [await browser.get(path) for path in ("/", "/assets/main-abc123.js", "/icon.svg")]
    assert (page.headers["cache-control"], page.headers["content-type"]) == ("no-store", "text/html; charset=utf-8")
    assert (part.headers["cache-control"], part.headers["content-type"]) == (
        "public, max-age=31536000, immutable",
        "text/javascript; charset=utf-8",
    )
    assert icon.headers["content-type"] == "image/svg+xml"


async def test_the_frame_of_diagrams_is_nobody_and_reaches_nothing(built: Path) -> None:
    async with website(built) as browser:
        page, part, other = [await browser.get(path) for path in ("/diagram.html", "/assets/diagram-abc123.js", "/assets/main-abc123.js")]
    rules = dict(rule.split(" ", 1) for rule in page.headers["content-security-policy"].split("; "))
    assert (rules["default-src"], rules["script-src"], rules["style-src"]) == ("'none'", "'self'", "'unsafe-inline'")
    assert (rules["sandbox"], rules["frame-ancestors"]) == ("allow-scripts", "'self'")
    assert {"connect-src", "img-src", "frame-src"}.isdisjoint(rules)
    assert {name: page.headers[name] for name in PROTECTIONS} == PROTECTIONS
    assert part.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in other.headers


@pytest.mark.parametrize(("name", "kind"), [("sw.js", "text/javascript"), ("manifest.webmanifest", "application/manifest+json")])
async def test_what_an_installed_page_asks_for_is_never_stale(built: Path, name: str, kind: str) -> None:
    (built / name).write_text("{}")
    async with website(built) as browser:
        answer = await browser.get(f"/{name}?v=abc123")
    assert (answer.headers["content-type"], answer.headers["cache-control"]) == (f"{kind}; charset=utf-8", "no-store")
    assert "worker-src 'self'; manifest-src 'self'" in answer.headers["content-security-policy"]


async def test_what_has_not_changed_is_not_sent_again(built: Path) -> None:
    async with website(built) as browser:
        tag = (await browser.get("/assets/main-abc123.js")).headers["etag"]
        again = await browser.get("/assets/main-abc123.js", headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["x-content-type-options"]) == (304, b"", "nosniff")


@pytest.mark.parametrize("path", ["/assets/..%2findex.html", "/..%2f..%2fpyproject.toml", "/assets/%2e%2e", "/assets/"])
async def test_nothing_outside_the_build_is_served(built: Path, path: str) -> None:
    async with website(built) as browser:
        assert (await browser.get(path)).status_code >= 400


async def test_without_a_build_the_page_says_how_to_make_one(tmp_path: Path) -> None:
    async with website(tmp_path) as browser:
        assert "npm run build" in (await browser.get("/")).text
