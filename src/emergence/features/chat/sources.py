"""What a person's documents give to an answer. A search that is slow or fails never holds up the conversation."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from ...domain.chat import Cited, Message
from ...domain.text import tokens_of
from ...ports.store import Store
from ..documents.hits import DocumentHit
from ..documents.search import DocumentHits, Finder
from .verbatim import Verbatim, subject, wants_all

PATIENCE_SECONDS = 2.0
MOST, MOST_TOKENS, SHARE = 6, 1500, 4
NEAR = 0.5
"""From this cosine on a passage is evidence without a word in common: off its topic, no English question comes so near to the best
of sixty passages, and one French in ten; on it, two of three do."""
FEW_STEMS = 3
UNREAD = {"received", "parsing", "indexing"}
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Source:
    """A passage as it is cited, and its words."""

    cited: Cited
    text: str


@dataclass(frozen=True, slots=True)
class Given:
    """What is given to an answer. `verbatim`: it is the answer. `degraded` is a code that says why there may be less than there should."""

    sources: tuple[Source, ...] = ()
    verbatim: bool = False
    degraded: str | None = None

    @property
    def tokens(self) -> int:
        """An estimate."""
        return 0 if self.verbatim else sum(source.cited.tokens for source in self.sources)


@dataclass(frozen=True, slots=True)
class Sources:
    """Finds passages for a message: in the documents of its thread if there are some, else in all of the person's."""

    store: Store
    finder: Finder

    async def find(self, asked: Message, said: Sequence[Message], budget: int, *, owner: str) -> Given:
        """What bears on the message, which comes after what was `said`, within a part of this budget of tokens."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                return await self._find(asked, said, budget, owner)
        except TimeoutError:
            return Given(degraded="slow")
        except Exception:
            log.warning("documents could not be searched for an answer", exc_info=True, extra={"message_id": asked.id})
            return Given(degraded="failed")

    async def _find(self, asked: Message, said: Sequence[Message], budget: int, owner: str) -> Given:
        async with self.store.read() as look:
            if not await look.documents.counts(owner=owner):
                return Given()
            attached = await look.attached.of(asked.thread_id, owner=owner)
        among = [document.id for document in attached] or None
        if wants_all(asked.content):
            found = await Verbatim(self.store, self.finder, among, owner).find(asked.content, said)
            if found:
                return Given(numbered([found]), verbatim=True)
        answer = await self.finder.search(self._question(asked, said), MOST, among, owner=owner)
        unread = any(document.status in UNREAD for document in attached)
        return Given(chosen(answer.items, budget), degraded="unread" if unread else reason(answer))

    def _question(self, asked: Message, said: Sequence[Message]) -> str:
        """What is searched. A message that says little goes on with the one before it."""
        before = next((message.content for message in reversed(said) if message.role == "user"), "")
        few = len({*self.finder.analyzer.terms(subject(asked.content)).stems}) < FEW_STEMS
        return f"{before}\n{asked.content}" if few and before else asked.content


def reason(answer: DocumentHits) -> str | None:
    """Why an answer may be less good, as a code."""
    return answer.degraded.code if answer.degraded else None


def evident(found: DocumentHit) -> bool:
    """Whether there is a reason to believe that a passage bears on the question: a word in common, or what it means."""
    return found.reasons["stem"] > 0 or found.reasons["cosine"] >= NEAR


def chosen(items: Sequence[DocumentHit], budget: int) -> tuple[Source, ...]:
    """The best that have evidence and fit into their part of the budget."""
    room, kept = min(MOST_TOKENS, budget // SHARE), list[DocumentHit]()
    for item in filter(evident, items):
        if (tokens := cost(item)) <= room:
            room -= tokens
            kept.append(item)
    return numbered(kept)


def numbered(items: Sequence[DocumentHit]) -> tuple[Source, ...]:
    """These passages under the numbers by which they are cited."""
    return tuple(Source(cited(n, item), item.text) for n, item in enumerate(items, 1))


def cost(item: DocumentHit) -> int:
    """How many tokens a passage takes, with its name and place: an estimate."""
    return tokens_of(f"{item.name}{item.heading}{item.text}") + 5


def cited(n: int, item: DocumentHit) -> Cited:
    """A passage as a reply keeps it: without its words."""
    return Cited(
        n=n,
        document_id=item.document_id,
        passage_id=item.passage_id,
        name=item.name,
        start=item.start,
        end=item.end,
        score=item.score,
        reasons=dict(item.reasons),
        tokens=cost(item),
        page=item.page,
        heading=item.heading,
    )
