"""From a frame that came up to the feature that it is for."""

from typing import Any

from pydantic import ValidationError
from pydantic_core import from_json

from ..domain.problems import Invalid
from ..protocol import Active, Command, Edit, Ping, Regenerate, Send, Stop, Up
from ..services import Services

KNOWN = sorted(model.model_fields["type"].default for model in (Send, Edit, Regenerate, Stop, Active, Ping))


def parse(text: str) -> Command:
    """The command in a frame. Raises Invalid, with the command's `ref` in `details` if it has a readable one."""
    try:
        return Up.validate_json(text)
    except ValidationError as error:
        raise explain(text, error) from None


def explain(text: str, error: ValidationError) -> Invalid:
    """What is wrong with a frame, without repeating it."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    if first["type"] == "json_invalid":
        return Invalid("A frame must be one JSON object.", "bad_frame")
    said = skim(text)
    details = {"ref": said["ref"]} if isinstance(said.get("ref"), str) and len(said["ref"]) <= 64 else None
    if said.get("type") not in KNOWN:
        return Invalid(f"Unknown frame; known are {', '.join(KNOWN)}.", "unknown_frame", details=details)
    where = ".".join(str(part) for part in first["loc"][1:])
    return Invalid(f"{where or 'frame'}: {first['msg']}", "invalid_frame", details=details)


def skim(text: str) -> dict[str, Any]:
    """The frame as plain data; empty if it is no object."""
    try:
        said = from_json(text)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


async def obey(services: Services, command: Send | Edit | Regenerate | Stop, owner: str) -> str:
    """Do what the command says; the thread that it is about. Raises Problem."""
    match command:
        case Send():
            return await services.inbox.send(command, owner=owner)
        case Edit():
            return await services.inbox.edit(command, owner=owner)
        case Regenerate():
            return await services.inbox.regenerate(command, owner=owner)
        case Stop():
            return await services.turns.stop(command.message_id, owner=owner)
