"""Where the vendors' errors become ours. Their sentences may quote keys or prompts, so they go no further than this."""

import logging
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from ...domain.problems import ModelBroke, ModelBusy, ModelProblem, ModelRefused

log = logging.getLogger(__name__)
SPENT = frozenset({"insufficient_quota", "billing_error", "billing_hard_limit_reached", "billing_not_active"})
BUSY = frozenset(
    {
        "rate_limit_error",
        "rate_limit_exceeded",
        "overloaded_error",
        "engine_overloaded",
        "server_error",
        "api_error",
        "internal_server_error",
        "timeout_error",
        "resource_exhausted",
        "unavailable",
        "internal",
        "deadline_exceeded",
    }
)
TOO_LONG = frozenset({"context_length_exceeded", "request_too_large", "string_above_max_length"})
REFUSED = frozenset({"authentication_error", "permission_error", "invalid_request_error", "not_found_error", "content_filter"})


def refusal(provider: str, status: int, names: Iterable[object], retry_after: float | None = None) -> ModelProblem:
    """The problem behind an answer with an error status; `names` are the codes and types that the vendor gave it."""
    known = _known(names)
    log.warning("%s answered %d %s", provider, status, "/".join(sorted(known & (SPENT | BUSY | TOO_LONG | REFUSED))))
    if known & SPENT:
        return _spent(provider)
    if status in {408, 409, 425, 429} or status >= 500:
        return _busy(provider, retry_after)
    return _refused(provider, status, known)


def failure(provider: str, names: Iterable[object]) -> ModelProblem:
    """The problem behind an error that was sent inside a stream, after the vendor had said 200."""
    known = _known(names)
    log.warning("%s sent an error within its stream: %s", provider, "/".join(sorted(known & (SPENT | BUSY | TOO_LONG | REFUSED))))
    if known & SPENT:
        return _spent(provider)
    if known & BUSY:
        return _busy(provider, None)
    if known & (REFUSED | TOO_LONG):
        return _refused(provider, 400, known)
    return ModelBroke(f"{provider} reported an error while it was answering.")


def unreachable(provider: str) -> ModelProblem:
    """No connection, or none in time."""
    return ModelBusy(f"No server answers at the address of {provider}.", "model_unreachable")


def cut(provider: str) -> ModelProblem:
    """The stream ended before the answer did."""
    return ModelBroke(f"The answer of {provider} was cut off.")


def empty(provider: str, finish: str) -> ModelProblem:
    """An answer without a word."""
    if finish == "filter":
        return ModelRefused(f"{provider} withheld its answer.", "model_filtered")
    return ModelBroke(f"{provider} answered without a word.", "model_empty")


def retry_after(headers: Mapping[str, str], now: datetime | None = None) -> float | None:
    """The seconds that a vendor asks to wait, from `retry-after-ms` or `Retry-After` in either of its forms."""
    try:
        if text := headers.get("retry-after-ms"):
            return max(0.0, float(text) / 1000)
        text = headers.get("retry-after") or ""
        if text.replace(".", "", 1).isdigit():
            return float(text)
        return max(0.0, (parsedate_to_datetime(text) - (now or datetime.now(UTC))).total_seconds()) if text else None
    except (ValueError, TypeError):
        return None


def _known(names: Iterable[object]) -> frozenset[str]:
    return frozenset(name.lower() for name in names if isinstance(name, str))


def _spent(provider: str) -> ModelProblem:
    return ModelRefused(f"The spending limit at {provider} is reached.", "model_quota")


def _busy(provider: str, seconds: float | None) -> ModelProblem:
    return ModelBusy(f"{provider} is overloaded or limits the rate; try again a little later.", retry_after=seconds)


def _refused(provider: str, status: int, known: frozenset[str]) -> ModelProblem:
    if status == 413 or known & TOO_LONG:
        return ModelRefused(f"The conversation is too long for this model of {provider}.", "model_too_long")
    if status in {401, 403} or known & {"authentication_error", "permission_error"}:
        return ModelRefused(f"{provider} did not accept the key.", "model_key")
    if status == 404 or "not_found_error" in known:
        return ModelRefused(f"{provider} does not know this model.", "model_unknown")
    return ModelRefused(f"{provider} refused the request.")
