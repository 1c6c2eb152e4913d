"""What documents say about a question: candidates of three lanes, all of the owner's, scored by value."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from ...domain.documents import Document, Lane
from ...domain.problems import Unavailable
from ...domain.retrieval import Candidate, Likeness, Question, Scored, Statistics, Weights, chosen_terms, ranked
from ...ports.analysis import Analyzer, Terms
from ...ports.documents import Corpus, Indexed
from ...ports.embedding import Vector
from ...ports.store import Reading, Store
from .hits import DocumentHit, joined
from .meanings import Meanings, model_changed
from .upkeep import Upkeep

LANES: tuple[Lane, ...] = ("stem", "gram")
EACH_LANE = 60
POSTINGS = 8_000
FEW = 2_000
REBUILDING = "Some passages are found by their words only until the index of meanings is made again, which has begun."
WORDS_ONLY = "Passages are found by their words only: their meanings cannot be compared now."


@dataclass(frozen=True, slots=True)
class Degraded:
    """Why an answer may be less good than usual; the sentence says what to do, if there is something."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class DocumentHits:
    """What was found, the best first."""

    items: tuple[DocumentHit, ...]
    degraded: Degraded | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the stores are asked."""

    text: str
    terms: Terms
    among: Collection[str] | None
    owner: str


@dataclass(frozen=True, slots=True)
class Meant:
    """What the index of meanings answers: the nearest passages, and the question itself to compare others with."""

    near: Mapping[str, float]
    vector: "Vector | None" = None
    degraded: Degraded | None = None


@dataclass(frozen=True, slots=True)
class Finder:
    """Searches an owner's documents. A broken index of meanings makes answers less good, never fail; it is made again by a job."""

    store: Store
    analyzer: Analyzer
    meanings: Meanings
    upkeep: Upkeep

    async def search(self, question: str, limit: int, among: Collection[str] | None = None, *, owner: str) -> DocumentHits:
        """The passages that answer a question best, neighbours joined; only `among` these documents, if given."""
        asked = Asked(question, self.analyzer.terms(question), among, owner)
        async with self.store.read() as look:
            corpus = await look.passages.corpus(owner=owner)
            if not corpus.passages or among == []:
                return DocumentHits(())
            (frequencies, by_words), meant = await asyncio.gather(self._by_words(look, asked), self._meant(look, asked, corpus))
            found = await look.passages.of_ids({*by_words, *meant.near}, among, owner=owner)
            documents = await look.documents.of_ids({each.passage.document_id for each in found}, owner=owner)
        found = [each for each in found if documents[each.passage.document_id].status in {"ready", "indexing"}]
        cosines, degraded = await self._cosines(found, meant, asked, documents)
        best = ordered(asked, frequencies, corpus, [candidate(each, cosines) for each in found])
        hits = joined(best, {each.passage.id: each.passage for each in found}, documents, limit)
        return DocumentHits(tuple([await self._whole(hit, owner) for hit in hits]), degraded)

    async def _whole(self, hit: DocumentHit, owner: str) -> DocumentHit:
        """A hit with its text, if that is of several passages."""
        if hit.text:
            return hit
        async with self.store.read() as look:
            return replace(hit, text=await look.documents.text(hit.document_id, hit.start, hit.end, owner=owner))

    async def _by_words(self, look: Reading, asked: Asked) -> tuple[dict[Lane, dict[str, int]], set[str]]:
        """How frequent the question's terms are, and the candidates of both lanes of words."""
        stems, grams = await asyncio.gather(
            look.passages.frequencies("stem", set(asked.terms.stems), owner=asked.owner),
            look.passages.frequencies("gram", set(asked.terms.grams), owner=asked.owner),
        )
        by_stems, by_grams = await asyncio.gather(
            look.passages.with_terms("stem", chosen_terms(asked.terms.stems, stems, POSTINGS), EACH_LANE, asked.among, owner=asked.owner),
            look.passages.with_terms("gram", chosen_terms(asked.terms.grams, grams, POSTINGS), EACH_LANE, asked.among, owner=asked.owner),
        )
        return {"stem": stems, "gram": grams}, {*by_stems, *by_grams}

    async def _meant(self, look: Reading, asked: Asked, corpus: Corpus) -> Meant:
        """The nearest passages by what they mean."""
        label = self.meanings.embedder.label
        if corpus.label not in {None, label}:
            return Meant({}, degraded=Degraded("model_changed", model_changed(label, [corpus.label or ""])))
        try:
            vector = await self.meanings.question(asked.text)
        except Unavailable:
            return Meant({}, degraded=Degraded("words_only", WORDS_ONLY))
        try:
            near = await self._nearest(look, vector, asked)
        except Unavailable:
            return Meant({}, vector, await self._rebuilding(asked.owner))
        return Meant(near, vector)

    async def _nearest(self, look: Reading, vector: Vector, asked: Asked) -> dict[str, float]:
        """The nearest of all; of few documents, the nearest of theirs."""
        space = self.meanings.space(asked.owner)
        if asked.among is None:
            return dict(await self.meanings.vectors.near(space, vector, EACH_LANE))
        documents = await look.documents.of_ids(asked.among, owner=asked.owner)
        ids = [f"{each.id}-{n}" for each in documents.values() for n in range(each.passages)]
        if len(ids) > FEW:
            return dict(await self.meanings.vectors.near(space, vector, FEW))
        cosines = await self.meanings.vectors.cosines(space, vector, ids)
        return dict(sorted(cosines.items(), key=lambda pair: -pair[1])[:EACH_LANE])

    async def _cosines(
        self, found: Sequence[Indexed], meant: Meant, asked: Asked, documents: Mapping[str, Document]
    ) -> tuple[Mapping[str, float], Degraded | None]:
        """How near each candidate is. Those of a document that is ready all have a vector, or the index is behind."""
        if meant.vector is None or meant.degraded:
            return meant.near, meant.degraded
        rest = {each.passage.id: each.passage.document_id for each in found if each.passage.id not in meant.near}
        try:
            others = await self.meanings.vectors.cosines(self.meanings.space(asked.owner), meant.vector, rest)
        except Unavailable:
            return meant.near, await self._rebuilding(asked.owner)
        behind = any(documents[rest[name]].status == "ready" for name in rest if name not in others)
        nothing = not meant.near and not others
        degraded = await self._rebuilding(asked.owner) if behind or (nothing and await self._has_ready(asked.owner)) else None
        return {**meant.near, **others}, degraded

    async def _has_ready(self, owner: str) -> bool:
        async with self.store.read() as look:
            return bool((await look.documents.counts(owner=owner)).get("ready"))

    async def _rebuilding(self, owner: str) -> Degraded:
        await self.upkeep.queue_rebuild(owner)
        return Degraded("rebuilding", REBUILDING)

    async def notice(self) -> str | None:
        """What an operator has to know: that passages were embedded by another model. None if all is well."""
        async with self.store.read() as look:
            others = [label for label in await look.passages.labels() if label != self.meanings.embedder.label]
        return model_changed(self.meanings.embedder.label, others) if others else None


def ordered(asked: Asked, frequencies: Mapping[Lane, Mapping[str, int]], corpus: Corpus, candidates: Sequence[Candidate]) -> list[Scored]:
    """The candidates scored by value, the best first, each text once."""
    stems, grams = (Statistics(corpus.passages, corpus.mean[lane], frequencies[lane]) for lane in LANES)
    question = Question(Likeness(asked.terms.stems, stems), Likeness(asked.terms.grams, grams))
    return sorted(ranked(question, candidates, Weights()), key=lambda found: -found.score)


def candidate(each: Indexed, cosines: Mapping[str, float]) -> Candidate:
    """A passage as it is scored."""
    one = each.passage
    return Candidate(one.id, one.document_id, one.n, one.text, each.stems, each.grams, cosines.get(one.id))
