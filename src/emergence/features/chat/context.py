"""What an agent is given to answer: the last messages of the thread within a token budget."""

from dataclasses import dataclass

from ...domain.chat import Message
from ...domain.text import tokens_of
from ...ports.store import Store

MOST_MESSAGES = 50


@dataclass(frozen=True, slots=True)
class Context:
    """The part of the thread that goes into the prompt, in reading order, ending with the message to be answered."""

    messages: tuple[Message, ...]
    tokens: int


async def gather(store: Store, asked: Message, budget: int, *, owner: str) -> Context:
    """The context in which `asked` is answered: itself, and what was said before it that fits into `budget` tokens."""
    async with store.read() as look:
        said = await look.messages.before(asked.thread_id, asked.seq, owner=owner, limit=MOST_MESSAGES)
    return within([message for message in said if message.id != asked.id], asked, budget)


def within(said: list[Message], asked: Message, budget: int) -> Context:
    """The latest of `said` that fit beside `asked`, which is always there."""
    tokens = tokens_of(asked.content)
    kept = [asked]
    for message in reversed([message for message in said if worth_telling(message)]):
        more = tokens_of(message.content)
        if tokens + more > budget:
            break
        tokens += more
        kept.append(message)
    return Context(tuple(reversed(kept)), tokens)


def worth_telling(message: Message) -> bool:
    """Whether a message says something that has come to an end."""
    return bool(message.content) and message.status in {"complete", "interrupted"} and message.role in {"user", "assistant"}
