"""Logs: one JSON object a line, on standard error. No bodies, no secrets, no addresses of pages with their queries."""

import json
import logging
from datetime import UTC, datetime

KEPT = ("request_id", "message_id", "method", "path", "status", "seconds")


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
        line |= {key: value for key in KEPT if (value := getattr(record, key, None)) is not None}
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


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
