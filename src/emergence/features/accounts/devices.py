"""Browsers that somebody came in with before. Strangers who guess at an account use up its tries, but not those of a known browser."""

import json
import secrets
from dataclasses import dataclass
from datetime import timedelta

from ...domain.problems import Problem
from ...ports.clock import Clock
from ...ports.seals import Seals
from .tries import key_of

SPAN = timedelta(days=180)
LONGEST = 1024
PURPOSE = "known device"


@dataclass(frozen=True, slots=True)
class Devices:
    """What a browser shows is sealed, and nothing of it is kept here. It lets nobody in: it only says whose tries are counted."""

    seals: Seals
    clock: Clock

    def remembered(self, email: str) -> str:
        """For a browser that somebody with this e-mail has just come in with."""
        until = (self.clock.now() + SPAN).timestamp()
        return self.seals.seal(json.dumps([PURPOSE, key_of(email), secrets.token_urlsafe(16), until]))

    def known(self, shown: str, email: str) -> str | None:
        """The browser's own name, if it was remembered for this e-mail and not too long ago."""
        if not shown or len(shown) > LONGEST:
            return None
        try:
            purpose, whose, name, until = json.loads(self.seals.open(shown))
        except (Problem, ValueError, TypeError):
            return None
        holds = purpose == PURPOSE and whose == key_of(email) and self.clock.now().timestamp() < until
        return f"device {name}" if holds else None
