"""Embedders by name: OpenAI's against a server on loopback that speaks its wire, and names that lead nowhere."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from emergence.backends.embedding import Place, open_embedder
from emergence.backends.embedding.wording import worded
from emergence.domain.problems import Unavailable
from emergence.ports.embedding import Embedder


@dataclass
class Server:
    """Answers each text with its length and 3, as a direction; in no order, as the wire allows."""

    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    status: int = 200
    short: bool = False

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append(json.loads(await request.read()))
        texts = self.asked[-1]["input"][: -1 if self.short else None]
        data = [{"object": "embedding", "index": n, "embedding": [len(text), 3.0]} for n, text in enumerate(texts)]
        usage = {"prompt_tokens": 1, "total_tokens": 1}
        said = {"object": "list", "model": "m", "data": data[::-1], "usage": usage} if self.status == 200 else {"error": {"message": "no"}}
        return web.json_response(said, status=self.status)


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    server, app = Server(), web.Application()
    app.router.add_post("/v1/embeddings", server.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
    yield server
    await runner.cleanup()


@asynccontextmanager
async def opened(server: Server, name: str = "openai:m") -> AsyncIterator[Embedder]:
    async with open_embedder(name, Place(Path("models"), "key", server.url)) as model:
        yield model


async def test_a_server_of_embeddings_is_asked_and_its_vectors_have_length_one(server: Server) -> None:
    async with opened(server) as model:
        found = await model.embed(["four", ""])
    assert [list(vector) for vector in found] == [pytest.approx([0.8, 0.6]), pytest.approx([0.316228, 0.948683])]
    assert (model.label, model.dimensions) == ("openai:m", 2)


async def test_many_texts_are_several_requests_and_long_ones_are_cut(server: Server) -> None:
    async with opened(server) as model:
        assert len(await model.embed(["x" * 20_000] * 300)) == 300
    assert [len(asked["input"]) for asked in server.asked] == [128, 128, 44]
    assert {len(text) for asked in server.asked for text in asked["input"]} == {8000}


@pytest.mark.parametrize("status", [400, 401, 404])
async def test_a_refusal_is_unavailable(server: Server, status: int) -> None:
    server.status = status
    async with opened(server) as model:
        with pytest.raises(Unavailable, match="openai:m do not answer"):
            await model.embed(["a"])


async def test_an_answer_with_too_few_vectors_is_unavailable(server: Server) -> None:
    server.short = True
    async with opened(server) as model:
        with pytest.raises(Unavailable, match="not one vector a text"):
            await model.embed(["a", "b"])


async def test_without_a_key_openai_is_not_asked(tmp_path: Path) -> None:
    async with open_embedder("openai:text-embedding-3-small", Place(tmp_path)) as model:
        with pytest.raises(Unavailable, match="OPENAI_API_KEY"):
            await model.embed(["a"])


@pytest.mark.parametrize("name", ["", "openai:", "cohere:m", "sentence-transformers:", ":m"])
def test_a_name_without_a_model_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no embeddings for"):
        open_embedder(name, Place(tmp_path))


@pytest.mark.skipif(find_spec("sentence_transformers") is not None, reason="sentence-transformers is installed")
async def test_another_model_asks_for_the_extra_that_runs_it(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="intfloat/multilingual-e5-small needs sentence-transformers"):
        async with open_embedder("intfloat/multilingual-e5-small", Place(tmp_path)):
            pass


def test_models_of_the_e5_family_are_told_which_is_the_question() -> None:
    assert worded("intfloat/multilingual-e5-small", ["a"], "question") == ["query: a"]
    assert worded("intfloat/multilingual-e5-small", ["a"], "passage") == ["passage: a"]
    assert worded("text-embedding-3-small", ["a"], "question") == ["a"]
