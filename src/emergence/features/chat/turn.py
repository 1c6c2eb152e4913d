"""One agent's turn: read, speak, write. No transaction is open while the model speaks; events come out."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, fields, replace
from typing import cast

from ...domain.agents import AgentId
from ...domain.chat import Drawn, Message, Status
from ...domain.problems import ModelBroke, Problem, Unavailable
from ...domain.usage import Spend
from ...ports.clock import Clock
from ...ports.llm import Finished, Llm, Speaking
from ...ports.store import Store
from ...protocol import Event, ReplyContext, ReplyStarted
from ..usage.prices import Prices
from .context import Context, gather
from .live import Live, done, failed
from .prompt import prompt
from .sources import Sources
from .verbatim import quotation

PAUSES = (0.5, 1.5, 4.0)
SENTENCES = {
    "stopped": "The answer was stopped.",
    "restarting": "The server was restarted before the answer was complete.",
    "silent": "The answer fell silent and was given up.",
    "unexpected": "Something unexpected went wrong while answering.",
}


@dataclass(frozen=True, slots=True)
class Turn:
    """How a reply comes about."""

    store: Store
    sources: Sources
    llm: Llm
    clock: Clock
    prices: Prices
    context_tokens: int
    reply_tokens: int

    async def take(self, live: Live) -> AsyncGenerator[Event, None]:
        """The events of a whole turn. Raises Problem when the model fails; then `fail` says how it ended."""
        reply, agent = live.reply, cast(AgentId, live.reply.speaker)
        yield ReplyStarted(thread_id=reply.thread_id, message_id=reply.id, message=reply, replaces=live.replaces)
        context = await gather(self.store, self.sources, live.asked, budget := self._budget(agent), owner=live.owner)
        live.context = context.drawn(budget)
        yield told(live, live.context)
        async for event in quoted(live, context) if context.given.verbatim else self._spoken(live, agent, context):
            yield event
        if live.finished is None:
            raise ModelBroke("The model's answer ended without an end.")
        if await self.keep(live, message := self._ended(live, "complete", live.finished.finish, None)):
            yield done(message, live.length)

    async def _spoken(self, live: Live, agent: AgentId, context: Context) -> AsyncGenerator[Event, None]:
        async with aclosing(self.llm.stream(agent, prompt(agent, context, self.reply_tokens))) as pieces:
            async for piece in pieces:
                match piece:
                    case str():
                        yield live.say(piece)
                    case Speaking():
                        live.spoken = piece
                    case Finished():
                        live.finished = piece

    async def fail(self, live: Live, problem: Problem) -> AsyncGenerator[Event, None]:
        """What was said so far is kept as interrupted; without a word the reply has failed."""
        status: Status = "interrupted" if live.length else "failed"
        if await self.keep(live, message := self._ended(live, status, None, problem.code)):
            yield failed(message, problem.message)

    async def end(self, live: Live) -> AsyncGenerator[Event, None]:
        """The turn ends early: stopped by the person it is complete as it stands, otherwise it is interrupted."""
        if live.why == "stopped":
            if await self.keep(live, message := self._ended(live, "complete", "stopped", None)):
                yield done(message, live.length)
        elif await self.keep(live, message := self._ended(live, "interrupted", None, live.why)):
            yield failed(message, SENTENCES[live.why])

    async def keep(self, live: Live, message: Message) -> bool:
        """Write the end of a reply and what it cost, in one commit; a store in trouble is tried again for some seconds.

        False if somebody else ended it first.
        """
        live.ending = live.keeping = True
        for pause in PAUSES:
            try:
                return await self._write(live, message)
            except Unavailable:
                await asyncio.sleep(pause)
        return await self._write(live, message)

    async def _write(self, live: Live, message: Message) -> bool:
        async with self.store.begin() as tx:
            won = await tx.messages.finish(message)
            if won and live.spoken:
                await tx.spends.add(spend(live, message, live.spoken))
        return won

    def _ended(self, live: Live, status: Status, finish: str | None, reason: str | None) -> Message:
        message = live.ended(status, finish, reason, self.clock.now())
        cost = self.prices.cost(live.spoken.provider, live.spoken.model, message.tokens) if live.spoken else None
        return replace(message, cost=0.0 if live.quoted else cost)

    def _budget(self, agent: AgentId) -> int:
        model = self.llm.models(agent)[0].partition(":")[2]
        largest = self.prices.context_tokens(model)
        return min(self.context_tokens, largest - self.reply_tokens) if largest else self.context_tokens


def told(live: Live, drawn: Drawn) -> ReplyContext:
    """The event that tells from what a reply is drawn."""
    return ReplyContext(
        thread_id=live.reply.thread_id, message_id=live.reply.id, **{each.name: getattr(drawn, each.name) for each in fields(drawn)}
    )


async def quoted(live: Live, context: Context) -> AsyncGenerator[Event, None]:
    """The answer is what a document says, word for word."""
    live.quoted = True
    yield live.say("\n\n".join(quotation(source.text, source.cited) for source in context.given.sources))
    live.finished = Finished("stop", None)


def spend(live: Live, message: Message, spoken: Speaking) -> Spend:
    """What this reply cost, kept under the reply's own id, so once."""
    return Spend(
        id=message.id,
        owner=live.owner,
        agent=message.speaker,
        provider=spoken.provider,
        model=spoken.model,
        at=message.finished_at or message.created_at,
        tokens=message.tokens,
        cost=message.cost,
        thread_id=message.thread_id,
    )
