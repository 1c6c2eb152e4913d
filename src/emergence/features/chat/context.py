"""What an agent is given to answer: passages of documents, and the last messages of the thread, within a token budget."""

import secrets
from dataclasses import dataclass

from ...domain.chat import Drawn, Message
from ...domain.text import tokens_of
from ...ports.store import Store
from .sources import Given, Sources

MOST_MESSAGES = 50
NOTHING = Given()


@dataclass(frozen=True, slots=True)
class Context:
    """The part of the thread that goes into the prompt, in reading order, ending with the message to be answered; and what is given
    to the answer. `nonce` is a word that nobody who wrote any of this could know."""

    messages: tuple[Message, ...]
    tokens: int
    given: Given = NOTHING
    nonce: str = ""

    def drawn(self, budget: int) -> Drawn:
        """What is kept of it with the reply."""
        passages = tuple(source.cited for source in self.given.sources)
        return Drawn(len(self.messages), self.tokens + self.given.tokens, budget, passages, self.given.degraded)


async def gather(store: Store, sources: Sources, asked: Message, budget: int, *, owner: str) -> Context:
    """The context in which `asked` is answered: itself, what documents say to it, and what was said before it that still fits."""
    async with store.read() as look:
        before = await look.messages.before(asked.thread_id, asked.seq, owner=owner, limit=MOST_MESSAGES)
    said = [message for message in before if message.id != asked.id]
    given = await sources.find(asked, [message for message in said if worth_telling(message)], budget, owner=owner)
    return within([] if given.verbatim else said, asked, budget, given)


def within(said: list[Message], asked: Message, budget: int, given: Given = NOTHING) -> Context:
    """The latest of `said` that fit beside `asked` and what is given, which are always there."""
    tokens = tokens_of(asked.content)
    kept = [asked]
    for message in reversed([message for message in said if worth_telling(message)]):
        more = tokens_of(message.content)
        if tokens + more > budget - given.tokens:
            break
        tokens += more
        kept.append(message)
    return Context(tuple(reversed(kept)), tokens, given, secrets.token_hex(8))


def worth_telling(message: Message) -> bool:
    """Whether a message says something that has come to an end."""
    return bool(message.content) and message.status in {"complete", "interrupted"} and message.role in {"user", "assistant"}
