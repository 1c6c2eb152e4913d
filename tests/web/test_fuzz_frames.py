"""Frames that nobody thought of, made from the protocol's own schema and bent: a live session refuses them and goes on."""

import asyncio
import json
import uuid
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from site_of import PASSWORD, Site, running
from vendors import Reply, vendors
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from emergence.protocol import FRAME_BYTES, Up

EMAIL = "fuzz@example.org"
EXAMPLES = 300
Last = tuple[bytes, bool]
PING: Last = (b'{"type":"ping"}', True)
NOT_UTF8 = st.binary(max_size=40).map(lambda some: (some + b"\xff", True))
TOO_LONG = st.integers(1, 9).map(lambda more: (b"x" * (FRAME_BYTES + more), True))
NOT_TEXT = st.binary(max_size=40).map(lambda some: (some, False))
GOES_ON_OR_REFUSES = {None, 1003, 1009}
"""It answers still, or what came last was not text, or too long. Never 1011: that would be a fault of ours."""
ANY_TEXT = st.text(st.characters(), max_size=40)
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ANY_TEXT, inner, max_size=4),
    max_leaves=8,
)


def fitting(schema: dict[str, Any], known: dict[str, Any], ids: list[str]) -> st.SearchStrategy[Any]:
    """What a JSON schema allows; where a name is asked for, often one that is somebody's."""
    match schema:
        case {"$ref": name}:
            made = fitting(known[name.rpartition("/")[2]], known, ids)
        case {"anyOf": options} | {"oneOf": options}:
            made = st.one_of([fitting(option, known, ids) for option in options])
        case {"const": value}:
            made = st.just(value)
        case {"enum": values}:
            made = st.sampled_from(values)
        case {"pattern": pattern}:
            made = st.sampled_from(ids) | st.from_regex(pattern, fullmatch=True).filter(lambda text: len(text) <= schema["maxLength"])
        case {"items": items}:
            made = st.lists(fitting(items, known, ids), min_size=schema.get("minItems", 0), max_size=schema["maxItems"])
        case {"properties": properties}:
            made = st.fixed_dictionaries({name: fitting(part, known, ids) for name, part in properties.items()})
        case _:
            made = {"string": ANY_TEXT, "null": st.none()}[schema["type"]]
    return made


def bent(frames: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[Any]:
    """Frames with something else in the place of one part, or one part more."""
    more = st.dictionaries(st.sampled_from(["type", "ref", "thread_id", "message_id", "text", "agents", "id", "owner"]), JSON, max_size=2)
    return st.builds(lambda frame, other: frame | other, frames, more)


def written(ids: list[str]) -> st.SearchStrategy[str]:
    """What a frame may hold."""
    schema = Up.json_schema()
    frames = fitting(schema, schema["$defs"], ids)
    return st.one_of(frames.map(json.dumps), bent(frames).map(json.dumps), JSON.map(json.dumps), st.text(max_size=100))


def talk(url: str, token: str, frames: list[str], last: Last) -> int | None:
    """Say all this in a live session: the code with which it was closed, None if it still answers at the end."""
    with connect(url, subprotocols=["emergence.v1", f"bearer.{token}"], compression=None) as live:  # type: ignore[list-item]
        try:
            for frame in frames:
                live.send(frame)
            live.send(last[0], text=last[1])
            while '"type":"pong"' not in live.recv(10):
                pass
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 1006
    return None


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    """The product in a process of its own, with a model. What it noted meanwhile must be no fault."""
    async with vendors() as model, running(tmp_path, f"{model.url}/v1") as started:
        model.always("openai", Reply(texts=("Oui.",)))
        await started.let_in(EMAIL)
        yield started
    noted = (tmp_path / "console").read_text("utf-8")
    assert [line for line in noted.splitlines() if "Traceback" in line or '"level": "error"' in line] == []


async def signed_in(site: Site) -> tuple[str, str]:
    """A token, and a thread."""
    async with aiohttp.ClientSession(site.base) as http:
        async with http.post("/api/auth/login", json={"email": EMAIL, "password": PASSWORD, "mode": "bearer"}) as answer:
            token = (await answer.json())["token"]
        async with http.post("/api/threads/", json={"title": "x"}, headers={"Authorization": f"Bearer {token}"}) as answer:
            return token, (await answer.json())["id"]


async def test_whatever_is_said_a_live_session_goes_on_or_closes_for_a_good_reason(site: Site) -> None:
    token, thread = await signed_in(site)
    url = f"ws://127.0.0.1:{site.port}/ws/{uuid.uuid4().hex}"

    @settings(max_examples=EXAMPLES, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(written([thread, "ref-1", "nobody"]), max_size=12), st.just(PING) | NOT_UTF8 | NOT_TEXT | TOO_LONG)
    def whatever(frames: list[str], last: Last) -> None:
        assert talk(url, token, frames, last) in GOES_ON_OR_REFUSES

    await asyncio.to_thread(whatever)
