"""Google's Gemini."""

import re
from collections.abc import AsyncGenerator
from contextlib import aclosing
from contextvars import ContextVar
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ...domain.problems import ModelBroke, ModelRefused
from ...domain.usage import Tokens
from ...ports.llm import Finished, Prompt
from . import border
from .http import client_for
from .lazy import Lazy
from .provider import Call

if TYPE_CHECKING:
    import httpx2
    from google.genai import Client
    from google.genai.types import GenerateContentConfig, GenerateContentResponse

HOST = "https://generativelanguage.googleapis.com"
THINKS = re.compile(r"gemini-([3-9]|2\.5)")
LEVELLED = re.compile(r"gemini-[3-9]")
THINKING_TOKENS = 4000
FINISH = {"STOP": "stop", "MAX_TOKENS": "length"}
BEGUN: ContextVar[list["httpx2.Response"]] = ContextVar("begun")
BROKEN = frozenset({"OTHER", "MALFORMED_FUNCTION_CALL", "MALFORMED_RESPONSE", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS"})


class Google:
    """One client for all."""

    name = "google"

    def __init__(self, key: str, base_url: str) -> None:
        self._client: Lazy[tuple[Client, httpx2.AsyncClient]] = Lazy(lambda: make(key, base_url), close)

    async def open(self) -> None:
        await self._client.get()

    async def stream(self, call: Call) -> AsyncGenerator[str | Finished, None]:
        import httpx2
        from google.genai.errors import APIError

        client, _ = await self._client.get()
        try:
            async with aclosing(self._answer(client, call)) as pieces:
                async for piece in pieces:
                    yield piece
        except APIError as error:
            raise problem(self.name, error) from None
        except (httpx2.ConnectError, httpx2.ConnectTimeout):
            raise border.unreachable(self.name) from None
        except httpx2.HTTPError:
            raise border.cut(self.name) from None
        except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
            raise ModelBroke(f"{self.name} sent something that cannot be read.") from None

    async def close(self) -> None:
        await self._client.close()

    async def _answer(self, client: "Client", call: Call) -> AsyncGenerator[str | Finished, None]:
        chunks: Any = await client.aio.models.generate_content_stream(model=call.model, contents=lines(call.prompt), config=asked(call))
        answer, begun = Reading(self.name), Begun()
        try:
            chunk = await begun.first(chunks)
            while chunk is not None:
                if text := answer.read(chunk):
                    yield text
                chunk = await anext(chunks, None)
        finally:
            await begun.end()
        yield answer.finished()


class Begun:
    """The HTTP response behind a stream of the SDK's, which leaves it open when the stream is not read to its end."""

    def __init__(self) -> None:
        self._responses: list[httpx2.Response] = []

    async def first(self, chunks: Any) -> Any:
        """The first chunk; the request is made on the way to it."""
        token = BEGUN.set(self._responses)
        try:
            return await anext(chunks, None)
        finally:
            BEGUN.reset(token)

    async def end(self) -> None:
        """Close the connection unless it can be used again."""
        for response in self._responses:
            await response.aclose()


async def remember(response: "httpx2.Response") -> None:
    """A hook of the HTTP client: who asked is told of the response."""
    BEGUN.get().append(response)


class Reading:
    """What has been read of one answer."""

    def __init__(self, provider: str) -> None:
        self._provider = provider
        self._finish: str | None = None
        self._tokens: Tokens | None = None

    def read(self, chunk: "GenerateContentResponse") -> str:
        """The text of this part of the answer."""
        if chunk.prompt_feedback and chunk.prompt_feedback.block_reason:
            raise ModelRefused(f"{self._provider} withheld its answer.", "model_filtered")
        if usage := chunk.usage_metadata:
            self._tokens = counted(usage.prompt_token_count, usage.candidates_token_count, usage.thoughts_token_count)
        if not chunk.candidates:
            return ""
        candidate = chunk.candidates[0]
        if candidate.finish_reason:
            self._finish = str(candidate.finish_reason.value)
        parts = (candidate.content.parts if candidate.content else None) or []
        return "".join(part.text for part in parts if part.text and not part.thought)

    def finished(self) -> Finished:
        """How it ended. Raises ModelBroke if it did not."""
        if self._finish is None or self._finish in BROKEN:
            raise border.cut(self._provider)
        return Finished(FINISH.get(self._finish, "filter"), self._tokens)


def counted(asked: int | None, answered: int | None, thought: int | None) -> Tokens | None:
    """The tokens as they are billed: thoughts count as output."""
    return None if asked is None or answered is None else Tokens(asked, answered + (thought or 0))


def make(key: str, base_url: str) -> "tuple[Client, httpx2.AsyncClient]":
    """The SDK's client. With an HTTP client of ours it neither retries nor takes aiohttp where that happens to be installed."""
    import httpx2
    from google.genai import Client
    from google.genai.types import HttpOptions

    http = client_for(base_url, httpx2.AsyncClient)
    http.event_hooks = {"response": [remember]}
    options = HttpOptions(base_url=base_url or HOST, httpx_async_client=http)
    return Client(api_key=key or "none", vertexai=False, http_options=options), http


async def close(made: "tuple[Client, httpx2.AsyncClient]") -> None:
    """Let go of the SDK's connections and of ours."""
    client, http = made
    client.close()
    await http.aclose()


def asked(call: Call) -> "GenerateContentConfig":
    """What goes beside the conversation. A model that thinks needs room for its thoughts, and few of them."""
    from google.genai import types

    return types.GenerateContentConfig(
        system_instruction=call.prompt.system or None,
        max_output_tokens=call.prompt.max_tokens + (THINKING_TOKENS if THINKS.match(call.model) else 0),
        thinking_config=types.ThinkingConfig(thinking_level=types.ThinkingLevel.LOW) if LEVELLED.match(call.model) else None,
        automatic_function_calling=types.AutomaticFunctionCallingConfig(disable=True),
        automatic_continuation=False,
    )


def lines(prompt: Prompt) -> list[dict[str, Any]]:
    """The prompt as alternating turns that begin with the user's and are never empty."""
    said = [line for line in prompt.messages if line.text.strip()]
    turns: list[dict[str, Any]] = [
        {"role": "user" if role == "user" else "model", "parts": [{"text": line.text} for line in group]}
        for role, group in groupby(said, lambda line: line.role)
    ]
    return turns if turns and turns[0]["role"] == "user" else [{"role": "user", "parts": [{"text": "…"}]}, *turns]


def problem(provider: str, error: Any) -> Exception:
    """Google names its errors by a status, tells how long to wait in the body, and a day's quota by its id."""
    details = str(error.details)
    spent = error.code == 429 and "PerDay" in details
    wait = re.search(r"['\"]retryDelay['\"]: ?['\"](\d+(?:\.\d+)?)s", details)
    seconds = float(wait[1]) if wait else border.retry_after(getattr(error.response, "headers", None) or {})
    key = "API_KEY_INVALID" in details
    names = ("insufficient_quota",) if spent else ("authentication_error",) if key else (error.status,)
    return border.refusal(provider, int(error.code or 500), names, seconds)
