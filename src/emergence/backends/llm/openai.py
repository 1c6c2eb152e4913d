"""OpenAI, and every server that speaks its chat completions."""

import re
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from ...domain.problems import ModelBroke
from ...domain.usage import Tokens
from ...ports.llm import Finished, Prompt
from . import border
from .http import DONE, client_for, drain, events
from .keys import OPENAI, is_openai
from .lazy import Lazy
from .provider import Call
from .sse import parse

if TYPE_CHECKING:
    from openai import AsyncOpenAI

THINKS = re.compile(r"o\d|gpt-[5-9]")
THINKING_TOKENS = 4000
FINISH = {"length": "length", "content_filter": "filter"}
INSTEAD = {"max_tokens": "max_completion_tokens", "max_completion_tokens": "max_tokens"}
OPTIONAL = ("stream_options", "reasoning_effort", *INSTEAD)


class OpenAI:
    """One client for all; what a server does not understand it is not asked again."""

    def __init__(self, key: str, base_url: str) -> None:
        self._official = is_openai(base_url)
        self.name = "openai" if self._official else "openai-compatible"
        self._unwelcome: dict[str, frozenset[str]] = {}
        self._client: Lazy[AsyncOpenAI] = Lazy(lambda: make(key, base_url), lambda client: client.close())

    async def open(self) -> None:
        await self._client.get()

    async def stream(self, call: Call) -> AsyncGenerator[str | Finished, None]:
        import httpx2
        from openai import APIConnectionError, APIError, APIStatusError

        client = await self._client.get()
        while True:
            asked = self.body(call)
            try:
                async with aclosing(self._answer(client, call.model, asked)) as pieces:
                    async for piece in pieces:
                        yield piece
                return
            except APIStatusError as error:
                if error.status_code == 400 and self._learns(call.model, asked, error):
                    continue
                seconds = border.retry_after(error.response.headers)
                raise border.refusal(self.name, error.status_code, (error.code, error.type), seconds) from None
            except (APIConnectionError, httpx2.TransportError):
                raise border.unreachable(self.name) from None
            except APIError:
                raise ModelBroke(f"{self.name} sent something that cannot be read.") from None

    async def close(self) -> None:
        await self._client.close()

    async def _answer(self, client: "AsyncOpenAI", model: str, body: dict[str, Any]) -> AsyncGenerator[str | Finished, None]:
        # `extra_body` goes out as it is; the SDK's own walk through every message costs 4 ms of CPU a request.
        ask = client.chat.completions.with_streaming_response
        async with ask.create(model=model, messages=[], stream=True, extra_body=body) as response:
            reads = response.iter_bytes()
            answer = Reading(self.name)
            async with aclosing(events(self.name, reads)) as found:
                async for together in found:
                    if text := answer.read(together):
                        yield text
                    if answer.over:
                        await drain(reads)
                        break
            yield answer.finished()

    def body(self, call: Call) -> dict[str, Any]:
        """What is sent beside the model's name. A model that thinks needs room for its thoughts, and few of them."""
        thinks = self._official and THINKS.match(call.model)
        limit = call.prompt.max_tokens + (THINKING_TOKENS if thinks else 0)
        body: dict[str, Any] = {"messages": lines(call.prompt), "stream_options": {"include_usage": True}}
        body["max_completion_tokens" if self._official else "max_tokens"] = limit
        if thinks:
            body["reasoning_effort"] = "low"
        for name in self._unwelcome.get(call.model, ()):
            if name in body and name in INSTEAD:
                body[INSTEAD[name]] = body[name]
            body.pop(name, None)
        return body

    def _learns(self, model: str, asked: dict[str, Any], error: Any) -> bool:
        """Whether the server complained of something that can be left out, and was not before."""
        known = self._unwelcome.get(model, frozenset())
        said = f"{error.param} {error.message}"
        fresh = {name for name in OPTIONAL if name in asked and re.search(rf"\b{name}\b", said)} - known
        self._unwelcome[model] = known | fresh
        return bool(fresh)


class Reading:
    """What has been read of one answer."""

    def __init__(self, provider: str) -> None:
        self._provider = provider
        self._finish: str | None = None
        self._tokens: Tokens | None = None
        self.over = False

    def read(self, events: list[bytes]) -> str:
        """The text in these events, together."""
        texts: list[str] = []
        for event in events:
            if event == DONE:
                self.over = True
                break
            chunk = parse(event)
            if (error := chunk.get("error")) is not None:
                raise border.failure(self._provider, names(error))
            try:
                texts.append(self._take(chunk))
            except (KeyError, TypeError, AttributeError, IndexError, ValueError, OverflowError):
                raise ModelBroke(f"{self._provider} sent an answer of another shape.") from None
        return "".join(texts)

    def finished(self) -> Finished:
        """How it ended. Raises ModelBroke if it did not."""
        if self._finish is None and not self.over:
            raise border.cut(self._provider)
        return Finished(FINISH.get(self._finish or "", "stop"), self._tokens)

    def _take(self, chunk: dict[str, Any]) -> str:
        if usage := chunk.get("usage"):
            self._tokens = Tokens(int(usage["prompt_tokens"]), int(usage["completion_tokens"]))
        choices = chunk.get("choices")
        if not choices:
            return ""
        choice = choices[0]
        self._finish = choice.get("finish_reason") or self._finish
        delta = choice.get("delta") or {}
        text = delta.get("content") or delta.get("refusal") or ""
        return text if isinstance(text, str) else text["text"]


def make(key: str, base_url: str) -> "AsyncOpenAI":
    """The SDK's client. Its own retries are off; a server that needs no key is given a word in its place."""
    from openai import AsyncOpenAI, DefaultAioHttpClient

    # Over aiohttp a token costs half the CPU that httpx's own transport takes.
    http = client_for(base_url, DefaultAioHttpClient)
    client = AsyncOpenAI(api_key=key or "none", base_url=base_url or f"https://{OPENAI}/v1", max_retries=0, http_client=http)
    _ = client.chat.completions  # imported when it is first touched: now, in this thread
    return client


def lines(prompt: Prompt) -> list[dict[str, str]]:
    """The prompt as OpenAI's messages."""
    system = [{"role": "system", "content": prompt.system}] if prompt.system else []
    return system + [{"role": said.role, "content": said.text} for said in prompt.messages]


def names(error: object) -> tuple[object, ...]:
    """The code and type of an error that came within the stream."""
    return (error.get("code"), error.get("type")) if isinstance(error, dict) else ()
