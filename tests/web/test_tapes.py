"""The tapes that the page's reducer replays are what the protocol says."""

import json
from pathlib import Path
from typing import Annotated

import pytest
from pydantic import Field, TypeAdapter

from emergence.protocol import Down

TAPES = sorted((Path(__file__).parents[1] / "tapes").glob("*.jsonl"))
EVENT: TypeAdapter[object] = TypeAdapter(Annotated[Down, Field(discriminator="type")])


@pytest.mark.parametrize("tape", TAPES, ids=lambda path: path.stem)
def test_every_event_on_a_tape_is_one_of_the_protocol(tape: Path) -> None:
    for line in tape.read_text("utf-8").splitlines():
        event = json.loads(line)
        assert event.pop("id")
        EVENT.validate_python(event if event["type"] != "thread.changed" else {"thread": None, **event})
