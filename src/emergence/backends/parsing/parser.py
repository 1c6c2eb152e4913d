"""The parser of the port: forks of the zygote read, a few at once; what they answer is checked."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ...domain.documents import Box, Parsed
from ...domain.problems import Invalid
from ...ports.parsing import Progress
from .answers import Answers, interrupted, problem
from .cradle import Cradle
from .limits import ReadingLimits

LOOKS_AT_ONCE = 2
TRIES = 2
BEGINNING = 30.0
log = logging.getLogger(__name__)


class ForkingParser:
    """Who looks at a page never waits for those who read whole documents."""

    def __init__(self, cradle: Cradle, limits: ReadingLimits) -> None:
        self._cradle = cradle
        self._limits = limits
        self._readings = asyncio.Semaphore(limits.at_once)
        self._looks = asyncio.Semaphore(LOOKS_AT_ONCE)

    @classmethod
    @asynccontextmanager
    async def open(cls, limits: ReadingLimits) -> AsyncIterator["ForkingParser"]:
        cradle = Cradle()
        try:
            yield cls(cradle, limits)
        finally:
            await cradle.replace()

    async def parse(self, file: Path, name: str, progress: Progress | None = None) -> Parsed:
        async with self._readings:
            return (await self._asked(file, {"do": "parse", "name": name}, self._limits.seconds, progress)).parsed()

    async def picture(self, file: Path, page: int, width: int) -> bytes:
        async with self._looks:
            asked = {"do": "picture", "page": page, "width": width}
            return bytes((await self._asked(file, asked, self._limits.look_seconds)).image)

    async def boxes(self, file: Path, page: int, start: int, end: int) -> tuple[Box, ...]:
        async with self._looks:
            asked = {"do": "boxes", "page": page, "start": start, "end": end}
            return (await self._asked(file, asked, self._limits.look_seconds)).boxes

    async def _asked(self, file: Path, what: dict[str, Any], seconds: float, progress: Progress | None = None) -> Answers:
        """All the answers. A zygote that dies before a fork has begun costs nothing but another try."""
        asked = {**asdict(self._limits), **what, "seconds": seconds}
        for _ in range(TRIES):
            answers = Answers(self._limits, progress)
            try:
                await self._listen(file, asked, answers)
            except Invalid:
                if answers.why:
                    log.warning("a reading failed: %s", answers.why)
                raise
            if answers.ended:
                return answers
            if answers.begun:
                break
        raise interrupted()

    async def _listen(self, file: Path, asked: dict[str, Any], answers: Answers) -> None:
        """Take lines until the end, or until nobody is there any more."""
        try:
            async with self._cradle.channel(file) as (reader, writer):
                writer.write(json.dumps(asked).encode() + b"\n")
                async with asyncio.timeout(BEGINNING):
                    answers.take(await reader.readline())
                async with asyncio.timeout(asked["seconds"]):
                    while not answers.ended and (line := await reader.readline()).endswith(b"\n"):
                        answers.take(line)
        except TimeoutError:
            if answers.begun:
                raise problem("document_limit") from None
            await self._cradle.replace()
        except ValueError:  # a line longer than any that is sent
            raise problem("document_corrupt") from None
        except ConnectionError:
            return
