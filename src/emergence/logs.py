"""Logs: one JSON object a line, on standard error. No bodies, no secrets, no addresses of pages with their queries."""

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any

from .domain.problems import Problem

KEPT = ("request_id", "message_id", "method", "path", "status", "seconds")
LENGTH = 500


class JsonLines(logging.Formatter):
    """Time, level, logger, message, and the fields that callers gave."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line = short(line | {key: value for key in KEPT if (value := getattr(record, key, None)) is not None})
        if record.exc_info and record.exc_info[1]:
            line["trace"] = trace(record.exc_info[1])
        return inert(json.dumps(line, ensure_ascii=False, default=str))


def short(line: dict[str, Any]) -> dict[str, Any]:
    """Nobody fills the log with one line."""
    return line | {key: f"{said[:LENGTH]}…" for key, said in line.items() if isinstance(said, str) and len(said) > LENGTH}


def inert(line: str) -> str:
    """Without signs that a terminal obeys or a reader takes for the end of a line."""
    return line if line.isprintable() else "".join(sign if sign.isprintable() else json.dumps(sign)[1:-1] for sign in line)


def trace(error: BaseException) -> str:
    """Where it happened and after what. What it says is kept of a few only: others repeat what they were given."""
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    said = f": {error}" if says_little(error) else ""
    here = "".join(traceback.format_tb(error.__traceback__)) + type(error).__name__ + said
    return f"{trace(earlier)}\nthen\n{here}" if earlier else here


def says_little(error: BaseException) -> bool:
    """Whether its words are the system's or ours, and repeat nothing that somebody sent."""
    return isinstance(error, OSError | Problem)


def begin_logging(level: str) -> None:
    """Send everything from this level on to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for chatty in (
        "httpx",
        "httpx2",
        "httpcore",
        "httpcore2",
        "asyncio",
        "aiosqlite",
        "alembic",
        "uvicorn",
        "google_genai",
        "openai",
        "anthropic",
    ):
        logging.getLogger(chatty).setLevel(max(logging.WARNING, logging.root.level))
