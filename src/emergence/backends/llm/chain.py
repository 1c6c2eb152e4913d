"""The chain: the first model of an agent's list that answers, with bounded patience."""

import asyncio
import random
import time
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from ...domain.problems import ModelBroke, ModelBusy, ModelProblem, ModelRefused, ModelSilent
from ...ports.llm import Finished, Piece, Prompt, Speaking
from . import border
from .breaker import Breaker
from .keys import Patience
from .provider import Call, Provider
from .silence import Silence
from .text import Cleaner

LONGEST_ANSWER = 1_000_000
TRIED_AGAIN = frozenset({ModelBusy.default_code, "model_unreachable", ModelBroke.default_code})


@dataclass(frozen=True, slots=True)
class Link:
    """One model of a chain, its provider, and what is known of the provider's health."""

    provider: Provider
    model: str
    breaker: Breaker


class Chain:
    """The models of every agent. Providers and their breakers are shared between agents."""

    def __init__(
        self,
        chains: Mapping[str, Sequence[str]],
        providers: Mapping[str, Provider],
        patience: Patience,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._patience, self._monotonic = patience, monotonic
        self._names = {agent: tuple(names) for agent, names in chains.items()}
        breakers = {name: Breaker(patience.failures, patience.rest, monotonic) for name in providers}
        self._links = {
            agent: tuple(
                Link(providers[provider], model, breakers[provider]) for provider, _, model in (name.partition(":") for name in names)
            )
            for agent, names in self._names.items()
        }

    def models(self, agent: str) -> tuple[str, ...]:
        return self._names[agent]

    async def stream(self, agent: str, prompt: Prompt) -> AsyncGenerator[Piece, None]:
        deadline = self._monotonic() + self._patience.retry_budget
        problem: ModelProblem | None = None
        for link in self._links[agent]:
            attempts = Attempts(link, deadline, self._patience, self._monotonic)
            while attempts.may_begin():
                answer = Answer(link, Call(agent, link.model, prompt), self._patience)
                try:
                    async with aclosing(answer.pieces()) as pieces:
                        async for piece in pieces:
                            yield piece
                    return
                except ModelProblem as failed:
                    if answer.begun:
                        raise
                    problem = failed
                await attempts.wait_after(problem)
            problem = problem or resting(link)
        raise problem or ModelRefused("No model is configured for this agent.")


def resting(link: Link) -> ModelProblem:
    """The provider is not even asked: it has failed too often a moment ago."""
    return ModelBusy(f"{link.provider.name} has failed repeatedly and is left alone for a moment.", retry_after=link.breaker.wait)


class Attempts:
    """The calls to one model before its first text: how many, and how far apart."""

    def __init__(self, link: Link, deadline: float, patience: Patience, monotonic: Callable[[], float]) -> None:
        self._link, self._deadline, self._patience, self._monotonic = link, deadline, patience, monotonic
        self._made = 0
        self._over = False

    def may_begin(self) -> bool:
        if self._over or self._made >= self._patience.attempts or not self._link.breaker.enter():
            return False
        self._made += 1
        return True

    async def wait_after(self, problem: ModelProblem) -> None:
        """Sleep before the next attempt, as long as the vendor asks; if that cannot be, there is none."""
        seconds = self._pause() if problem.retry_after is None else problem.retry_after
        self._over = (
            problem.code not in TRIED_AGAIN
            or self._made >= self._patience.attempts
            or self._link.breaker.wait > 0
            or self._monotonic() + seconds > self._deadline
        )
        if not self._over:
            await asyncio.sleep(seconds)

    def _pause(self) -> float:
        return float(self._patience.pause * 2 ** (self._made - 1) * random.uniform(0.5, 1.0))  # noqa: S311


class Answer:
    """One call, watched: its silences, its cleanliness, and what it tells of the provider's health."""

    def __init__(self, link: Link, call: Call, patience: Patience) -> None:
        self._link, self._call, self._patience = link, call, patience
        self.begun = False

    async def pieces(self) -> AsyncGenerator[Piece, None]:
        breaker = self._link.breaker
        told = False
        try:
            async with aclosing(self._spoken()) as spoken:
                async for piece in spoken:
                    if not told:
                        breaker.succeeded()
                        told = True
                    yield piece
        except ModelRefused:
            raise
        except ModelProblem:
            breaker.failed()
            told = True
            raise
        finally:
            if not told:
                breaker.left()

    async def _spoken(self) -> AsyncGenerator[Piece, None]:
        cleaner, length = Cleaner(), 0
        await self._link.provider.open()
        async with aclosing(self._link.provider.stream(self._call)) as raw, aclosing(self._watched(raw)) as pieces:
            async for piece in pieces:
                text = cleaner.clean(piece) if isinstance(piece, str) else cleaner.rest()
                length += len(text)
                if length > LONGEST_ANSWER:
                    raise ModelBroke("The model does not stop.")
                if text and not self.begun:
                    self.begun = True
                    yield Speaking(self._link.provider.name, self._call.model)
                if text:
                    yield text
                if isinstance(piece, Finished):
                    if not self.begun:
                        raise border.empty(self._link.provider.name, piece.finish)
                    yield piece if piece.tokens is None or piece.tokens.plausible else Finished(piece.finish, None)
                    return

    async def _watched(self, raw: AsyncGenerator[str | Finished, None]) -> AsyncGenerator[str | Finished, None]:
        """The same pieces. Raises ModelSilent when none comes in time, ModelBroke when there is no last one."""
        silence, name = Silence(), self._link.provider.name
        clock, seconds = asyncio.get_running_loop().time, self._patience.first_token
        silence.until(clock() + seconds)
        try:
            async for piece in raw:
                silence.met()
                yield piece
                if self.begun:
                    seconds = self._patience.next_token
                    silence.until(clock() + seconds)
        except asyncio.CancelledError:
            if silence.broke():
                raise ModelSilent(f"{name} fell silent for {seconds:g} seconds.") from None
            raise
        finally:
            silence.end()
        raise border.cut(name)
