"""What the three vendors send on the wire, written down from their documentation: streams of events, and errors."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Usage = tuple[int, int]


def event(data: object, name: str = "", end: str = "\n\n") -> bytes:
    # ASCII escapes, as several vendors send them: they also carry half of a surrogate pair.
    head = f"event: {name}\n" if name else ""
    return f"{head}data: {json.dumps(data)}{end}".encode()


def openai_chunk(delta: dict[str, object], finish: str | None = None) -> dict[str, object]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}


def openai_stream(texts: Sequence[str], finish: str, usage: Usage | None) -> list[bytes]:
    chunks = [openai_chunk({"role": "assistant", "content": ""}), *(openai_chunk({"content": text}) for text in texts)]
    chunks.append(openai_chunk({}, finish))
    if usage:
        counted = {"prompt_tokens": usage[0], "completion_tokens": usage[1], "total_tokens": sum(usage)}
        chunks.append({**openai_chunk({}), "choices": [], "usage": counted})
    return [*map(event, chunks), b"data: [DONE]\n\n"]


def openai_error(status: int, kind: str) -> dict[str, object]:
    return {"error": {"message": f"refused with {status}", "type": kind, "param": None, "code": kind}}


def anthropic_stream(texts: Sequence[str], finish: str, usage: Usage | None) -> list[bytes]:
    counted = usage or (0, 0)
    message = {"id": "m1", "type": "message", "role": "assistant", "content": [], "model": "m", "stop_reason": None}
    begin = {"type": "message_start", "message": {**message, "usage": {"input_tokens": counted[0], "output_tokens": 1}}}
    block = {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}}
    deltas = [{"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": text}} for text in texts]
    reason = {"stop": "end_turn", "length": "max_tokens", "content_filter": "refusal"}.get(finish, finish)
    ended = {"type": "message_delta", "delta": {"stop_reason": reason}, "usage": {"output_tokens": counted[1]}}
    events = [begin, block, {"type": "ping"}, *deltas, {"type": "content_block_stop", "index": 0}, ended, {"type": "message_stop"}]
    return [event(each, str(each["type"])) for each in events]


def anthropic_error(status: int, kind: str) -> dict[str, object]:
    return {"type": "error", "error": {"type": kind, "message": f"refused with {status}"}, "request_id": "r1"}


def google_stream(texts: Sequence[str], finish: str, usage: Usage | None) -> list[bytes]:
    reason = {"stop": "STOP", "length": "MAX_TOKENS", "content_filter": "SAFETY"}.get(finish, finish)
    parts = [{"candidates": [{"content": {"role": "model", "parts": [{"text": text}]}, "index": 0}]} for text in texts]
    last: dict[str, object] = {"candidates": [{"content": {"role": "model", "parts": [{"text": ""}]}, "finishReason": reason, "index": 0}]}
    if usage:
        last["usageMetadata"] = {"promptTokenCount": usage[0], "candidatesTokenCount": usage[1], "totalTokenCount": sum(usage)}
    return [event(each, end="\r\n\r\n") for each in [*parts, last]]


def google_error(status: int, kind: str) -> dict[str, object]:
    return {"error": {"code": status, "message": f"refused with {status}", "status": kind}}


@dataclass(frozen=True)
class Wire:
    """One vendor's format. The last `tail` events say that the answer has ended; `kinds` are its names of errors by status."""

    stream: Callable[[Sequence[str], str, Usage | None], list[bytes]]
    error: Callable[[int, str], dict[str, object]]
    tail: int
    kinds: dict[int, str]


WIRES = {
    "openai": Wire(openai_stream, openai_error, 3, {401: "invalid_api_key", 429: "rate_limit_exceeded", 503: "server_error"}),
    "anthropic": Wire(
        anthropic_stream, anthropic_error, 3, {401: "authentication_error", 429: "rate_limit_error", 503: "overloaded_error"}
    ),
    "google": Wire(google_stream, google_error, 1, {401: "UNAUTHENTICATED", 429: "RESOURCE_EXHAUSTED", 503: "UNAVAILABLE"}),
}
