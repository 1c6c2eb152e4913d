"""Anthropic's messages."""

import re
from collections.abc import AsyncGenerator
from contextlib import aclosing
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ...domain.problems import ModelBroke
from ...domain.usage import Tokens
from ...ports.llm import Finished, Prompt
from . import border
from .http import client_for, drain, events
from .lazy import Lazy
from .provider import Call
from .sse import parse

if TYPE_CHECKING:
    from anthropic import AsyncAnthropic

HOST = "https://api.anthropic.com"
THINKS = re.compile(r"claude-[a-z]+-[5-9]")
THINKING_TOKENS = 4000
FINISH = {"max_tokens": "length", "model_context_window_exceeded": "length", "refusal": "filter"}


class Anthropic:
    """One client for all."""

    name = "anthropic"

    def __init__(self, key: str, base_url: str) -> None:
        self._client: Lazy[AsyncAnthropic] = Lazy(lambda: make(key, base_url), lambda client: client.close())

    async def open(self) -> None:
        await self._client.get()

    async def stream(self, call: Call) -> AsyncGenerator[str | Finished, None]:
        import httpx2
        from anthropic import APIConnectionError, APIError, APIStatusError

        client = await self._client.get()
        try:
            async with aclosing(self._answer(client, call)) as pieces:
                async for piece in pieces:
                    yield piece
        except APIStatusError as error:
            seconds = border.retry_after(error.response.headers)
            raise border.refusal(self.name, error.status_code, names(error.body), seconds) from None
        except (APIConnectionError, httpx2.TransportError):
            raise border.unreachable(self.name) from None
        except APIError:
            raise ModelBroke(f"{self.name} sent something that cannot be read.") from None

    async def close(self) -> None:
        await self._client.close()

    async def _answer(self, client: "AsyncAnthropic", call: Call) -> AsyncGenerator[str | Finished, None]:
        limit, body = asked(call)
        # `extra_body` goes out as it is; the SDK's own walk through every message costs milliseconds of CPU.
        ask = client.messages.with_streaming_response
        async with ask.create(model=call.model, messages=[], max_tokens=limit, stream=True, extra_body=body) as response:
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


class Reading:
    """What has been read of one answer."""

    def __init__(self, provider: str) -> None:
        self._provider = provider
        self._finish: str | None = None
        self._input: int | None = None
        self._output: int | None = None
        self.over = False

    def read(self, events: list[bytes]) -> str:
        """The text in these events, together."""
        texts: list[str] = []
        for event in events:
            chunk = parse(event)
            if chunk.get("type") == "error":
                raise border.failure(self._provider, names(chunk))
            try:
                texts.append(self._take(chunk))
            except (KeyError, TypeError, AttributeError, ValueError):
                raise ModelBroke(f"{self._provider} sent an answer of another shape.") from None
        return "".join(texts)

    def finished(self) -> Finished:
        """How it ended. Raises ModelBroke if it did not."""
        if not self.over:
            raise border.cut(self._provider)
        known = self._input is not None and self._output is not None
        return Finished(FINISH.get(self._finish or "", "stop"), Tokens(self._input or 0, self._output or 0) if known else None)

    def _take(self, chunk: dict[str, Any]) -> str:
        match chunk.get("type"):
            case "content_block_delta":
                return str(chunk["delta"]["text"]) if chunk["delta"]["type"] == "text_delta" else ""
            case "content_block_start":
                block = chunk["content_block"]
                return str(block.get("text") or "") if block["type"] == "text" else ""
            case "message_start":
                self._input = read(chunk["message"].get("usage") or {})
            case "message_delta":
                self._finish = chunk["delta"].get("stop_reason") or self._finish
                self._output = int((chunk.get("usage") or {})["output_tokens"])
            case "message_stop":
                self.over = True
        return ""


def read(usage: dict[str, Any]) -> int | None:
    """All the tokens of the question, those from a cache included."""
    if "input_tokens" not in usage:
        return None
    cached = ("cache_creation_input_tokens", "cache_read_input_tokens")
    return int(usage["input_tokens"]) + sum(int(usage.get(name) or 0) for name in cached)


def make(key: str, base_url: str) -> "AsyncAnthropic":
    """The SDK's client, its own retries off."""
    from anthropic import AsyncAnthropic, DefaultAioHttpClient

    # Over aiohttp a token costs half the CPU that httpx's own transport takes.
    http = client_for(base_url, DefaultAioHttpClient)
    client = AsyncAnthropic(api_key=key or "none", base_url=base_url or HOST, max_retries=0, http_client=http)
    _ = client.messages  # imported when it is first touched: now, in this thread
    return client


def asked(call: Call) -> tuple[int, dict[str, Any]]:
    """The limit of tokens, and the body beside it. A model that thinks needs room for its thoughts, and few of them."""
    body: dict[str, Any] = {"messages": lines(call.prompt)}
    if call.prompt.system:
        body["system"] = call.prompt.system
    if not THINKS.match(call.model):
        return call.prompt.max_tokens, body
    return call.prompt.max_tokens + THINKING_TOKENS, body | {"output_config": {"effort": "low"}}


def lines(prompt: Prompt) -> list[dict[str, str]]:
    """The prompt as alternating turns that begin with the user's and are never empty."""
    said = [line for line in prompt.messages if line.text.strip()]
    turns = [{"role": role, "content": "\n\n".join(line.text for line in group)} for role, group in groupby(said, lambda line: line.role)]
    return turns if turns and turns[0]["role"] == "user" else [{"role": "user", "content": "…"}, *turns]


def names(body: object) -> tuple[object, ...]:
    """The type of an error, from its body."""
    error = body.get("error") if isinstance(body, dict) else None
    return (error.get("type"),) if isinstance(error, dict) else ()
