"""Requests that nobody thought of, made from the product's own OpenAPI: whoever sends them, nothing breaks and nothing is noted."""

import asyncio
import json
import sys
import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from site_of import PASSWORD, Site, running

from emergence.app import routes
from emergence.bootstrap import opened
from emergence.settings import read_settings

SEED = "1"
EXAMPLES = 4
ENDS_A_SESSION = (
    "/api/auth/logout",
    "/api/auth/change-password",
    "/api/auth/sessions/{session_id}",
    "/api/auth/admin/allowlist/{email}",
    "/api/auth/admin/sessions/revoke",
)
"""What may end the session it is asked with, and is therefore asked with one of its own."""
KINDLY = (
    *("--checks", "not_a_server_error", "--phases", "coverage,fuzzing", "--continue-on-failure"),
    *("--seed", SEED, "--max-examples", str(EXAMPLES), "--suppress-health-check", "all", "--warnings", "off", "--no-color"),
)


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    """The product in a process of its own. What it noted meanwhile must be no fault."""
    async with running(tmp_path, "http://127.0.0.1:9/v1") as started:
        yield started
        assert await status(started, "/api/health", "") == 200
    noted = (tmp_path / "console").read_text("utf-8")
    assert [line for line in noted.splitlines() if "Traceback" in line or '"level": "error"' in line] == []


async def admin(site: Site) -> str:
    """The token of a new one."""
    email = f"{uuid.uuid4().hex[:12]}@example.org"
    async with opened(read_settings(_env_file=None, emergence_home=site.folder / "home")) as services:
        await services.accounts.add(email, "admin", PASSWORD)
    body = {"email": email, "password": PASSWORD, "mode": "bearer"}
    async with aiohttp.ClientSession() as http, http.post(f"{site.base}/api/auth/login", json=body) as answer:
        return str((await answer.json())["token"])


async def status(site: Site, path: str, token: str) -> int:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with aiohttp.ClientSession() as http, http.get(site.base + path, headers=headers) as answer:
        return answer.status


async def fuzz(site: Site, token: str, *chosen: str) -> str:
    """What schemathesis has to complain about; empty if it is nothing."""
    document = site.folder / "openapi.json"
    document.write_text(json.dumps(routes(None).openapi()), "utf-8")  # type: ignore[arg-type]
    shown = ("--header", f"Authorization: Bearer {token}") if token else ()
    command = [str(Path(sys.executable).with_name("schemathesis")), "run", str(document), "--url", site.base, *KINDLY, *shown, *chosen]
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, cwd=site.folder, stdout=pipe, stderr=asyncio.subprocess.STDOUT)
    said, _ = await process.communicate()
    return said.decode() if process.returncode else ""


async def test_a_stranger_breaks_nothing(site: Site) -> None:
    assert await fuzz(site, "") == ""


async def test_an_admin_breaks_nothing_and_is_still_signed_in(site: Site) -> None:
    token = await admin(site)
    without = [part for path in ENDS_A_SESSION for part in ("--exclude-path", path)]
    assert await fuzz(site, token, *without) == ""
    assert await status(site, "/api/auth/session", token) == 200


async def test_whoever_ends_their_session_breaks_nothing(site: Site) -> None:
    tokens = [await admin(site) for _ in ENDS_A_SESSION]
    complaints = [await fuzz(site, token, "--include-path", path) for path, token in zip(ENDS_A_SESSION, tokens, strict=True)]
    assert complaints == [""] * len(ENDS_A_SESSION)
