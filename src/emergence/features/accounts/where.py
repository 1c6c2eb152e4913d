"""Where somebody asks from, and in which language to write to them."""

from dataclasses import dataclass, field

from .letters import Language, language_of

LENGTH = 200


@dataclass(frozen=True, slots=True)
class Where:
    """An address, what the browser or program says of itself, the request's own id, the language it asks for, and by what it is known."""

    address: str
    user_agent: str
    request_id: str | None = None
    language: Language = "en"
    device: str = field(default="", repr=False)


def where(address: str, user_agent: str, request_id: str | None, accepted: str, device: str = "") -> Where:
    """As it is kept: what a program says of itself may be long, and hold anything. `accepted` is an Accept-Language."""
    return Where(address, printable(user_agent), request_id, language_of(accepted), device)


def printable(text: str) -> str:
    """The beginning of what anybody may have written, without signs that act."""
    return "".join(sign if sign.isprintable() else " " for sign in text[:LENGTH])


HERE = Where("", "command line")
"""Somebody at the machine itself."""
