"""Server-sent events: from the bytes of a connection to the data of each event."""

import json
from typing import Any

from pydantic_core import from_json

from ...domain.problems import ModelBroke

LONGEST_EVENT = 1 << 20


class Events:
    """Takes bytes as the network cuts them. Only `data` matters here; the vendors repeat the event's name inside it."""

    def __init__(self) -> None:
        self._line: list[bytes] = []
        self._data: list[bytes] = []
        self._size = 0

    def feed(self, read: bytes) -> list[bytes]:
        """The data of the events that these bytes complete. Raises ModelBroke for one that is too long."""
        if b"\n" not in read and b"\r" not in read:
            self._keep(read)
            return []
        text = b"".join([*self._line, read])
        self._line.clear()
        lines = split(text)
        tail = lines.pop()
        events = [event for line in lines if (event := self._take(line)) is not None]
        self._size = sum(map(len, self._data))
        self._keep(tail)
        return events

    def rest(self) -> list[bytes]:
        """What the end of the connection completes: a last event whose empty line never came."""
        lines = split(b"".join(self._line) + b"\n\n")
        return [event for line in lines if (event := self._take(line)) is not None]

    def _keep(self, tail: bytes) -> None:
        self._line.append(tail)
        self._size += len(tail)
        if self._size > LONGEST_EVENT:
            raise ModelBroke("The model sent an event that is too long.")

    def _take(self, line: bytes) -> bytes | None:
        if line.startswith(b"data:"):
            self._data.append(line[6:] if line[5:6] == b" " else line[5:])
        elif not line and self._data:
            event = b"\n".join(self._data)
            self._data.clear()
            return event
        return None


def split(text: bytes) -> list[bytes]:
    """Lines, and at the end what may still become one; a carriage return there may be half of a line's end."""
    if b"\r" not in text:
        return text.split(b"\n")
    held = b"\r" if text.endswith(b"\r") else b""
    lines = text[: len(text) - len(held)].replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    lines[-1] += held
    return lines


def parse(event: bytes) -> dict[str, Any]:
    """The object that an event's data holds. Raises ModelBroke."""
    try:
        found = from_json(event)
    except ValueError:
        found = _slowly(event)
    if not isinstance(found, dict):
        raise ModelBroke("The model sent something that is not an object.")
    return found


def _slowly(event: bytes) -> object:
    """As `json` reads it, which lets half a character pass where pydantic does not."""
    try:
        return json.loads(event)
    except (ValueError, RecursionError):
        raise ModelBroke("The model sent something that is not JSON.") from None
