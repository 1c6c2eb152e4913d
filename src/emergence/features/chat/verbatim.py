"""Asked for a passage word for word, the store answers and no model: here is what is asked for, and where it stands."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from ...domain.chat import Cited, Message
from ...domain.documents import Document, Heading
from ...domain.passages import Outline
from ...domain.text import as_said
from ...ports.store import Store
from ..documents.hits import DocumentHit
from ..documents.search import Finder

WHOLE = re.compile(
    r"\b(?:en entier|en totalit[ée]|int[ée]gral(?:ement|it[ée])?|dans (?:son|leur) int[ée]gralit[ée]|mot (?:pour|à|a) mot|textuellement"
    r"|in extenso|in full|in (?:its|their) entirety|word[ -]for[ -]word|word by word|verbatim|literally|full text of"
    r"|exact (?:text|words|wording))\b"
    r"|\b(?:texte|mots|termes) exacte?s?\b",
    re.IGNORECASE,
)
ASKS = re.compile(
    r"\b(?:cit(?:e|er|ez|es)|recopie[rz]?|copie[rz]?|reprodui(?:s|re|sez)|r[ée]cite[rz]?|donne[rz]?|montre[rz]?|affiche[rz]?"
    r"|lis|lire|quote|cite|copy|reproduce|recite|give|show|print|read|what (?:does|do|is|are)|que dit|quel(?:le)?s?)\b"
    r"(?:[- ](?:moi|me|nous|us|out)\b)?",
    re.IGNORECASE,
)
NAMELESS = re.compile(
    r"\b(?:le|la|les|l|ce|cet|cette|the|this|that|it|me|moi|in|of|du|de|des|d|please|stp|svp|s'il te pla[iî]t)\b|['’]"
    r"|\b(?:passages?|extraits?|excerpts?|textes?|text)\b",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"\[(\d{1,2})\]")
SECTION = re.compile(
    r"\b(article|art\.|section|sec\.|chapitre|chapter|clause|annexe|annex|appendix|partie|part|titre|title|paragraphe|paragraph)\s*"
    r"(?:n[°o]\s*)?(\d+(?:[.-]\d+)*|[ivxlc]+|[a-z])\b",
    re.IGNORECASE,
)
SHORT_WORDS, MOST_DOCUMENTS, LONGEST, END = 4, 50, 20_000, 2**31 - 1


def wants_all(text: str) -> bool:
    """Whether a message asks for words as they stand."""
    whole = WHOLE.search(text)
    return bool(whole and (ASKS.search(text) or len(text.split()) <= SHORT_WORDS))


def subject(text: str) -> str:
    """What a message is about, without how it asks for it. Nothing, if it points at what was said before."""
    return " ".join(NAMELESS.sub(" ", ASKS.sub(" ", WHOLE.sub(" ", text))).split()).strip(" ?!.,;:") if wants_all(text) else text


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Finds what is to be cited whole, `among` these documents if given."""

    store: Store
    finder: Finder
    among: Collection[str] | None
    owner: str

    async def find(self, text: str, said: Sequence[Message]) -> DocumentHit | None:
        """The whole section that is named; else what an earlier answer cited, if the message points at it; else the best passage."""
        if named := SECTION.search(text):
            return await self._section(text, named[1], named[2]) or await self._best(subject(text))
        shown = next((message for message in reversed(said) if message.context and message.context.passages), None)
        pointed = NUMBERED.search(text)
        if shown and (pointed or not subject(text)):
            return await self._again(cited_in(shown, int(pointed[1]) if pointed else None))
        before = next((message.content for message in reversed(said) if message.role == "user"), "")
        return await self._best(subject(text) or before)

    async def _best(self, question: str) -> DocumentHit | None:
        answer = await self.finder.search(question, 1, self.among, owner=self.owner)
        return next((item for item in answer.items if item.reasons["stem"] > 0), None)

    async def _again(self, cited: Cited) -> DocumentHit | None:
        """What was cited, if it is still there."""
        async with self.store.read() as look:
            if cited.document_id not in await look.documents.of_ids([cited.document_id], owner=self.owner):
                return None
            text = await look.documents.text(cited.document_id, cited.start, cited.end, owner=self.owner)
        place = (cited.start, cited.end, cited.page, cited.heading)
        return DocumentHit(cited.document_id, cited.passage_id, cited.name, text, cited.score, cited.reasons, *place)

    async def _section(self, question: str, kind: str, number: str) -> DocumentHit | None:
        """The text under the heading of this kind and number: in the documents that the question finds first, then in the others."""
        answer = await self.finder.search(question, 5, self.among, owner=self.owner)
        async with self.store.read() as look:
            ids = self.among or [each.id for each in (await look.documents.page(None, MOST_DOCUMENTS, owner=self.owner)).items]
            documents = await look.documents.of_ids(ids, owner=self.owner)
            for name in dict.fromkeys([*(item.document_id for item in answer.items), *documents]):
                headings = await look.documents.headings(name, owner=self.owner) if name in documents else ()
                if span := section(headings, kind, number):
                    return await self._whole(documents[name], span, Outline(headings).above(span[0]))
        return None

    async def _whole(self, document: Document, span: tuple[int, int], heading: str) -> DocumentHit | None:
        start, end = span
        async with self.store.read() as look:
            text = (await look.documents.text(document.id, start, min(end, start + LONGEST), owner=self.owner)).rstrip()
            passages = await look.passages.around(document.id, 0, document.passages, owner=self.owner)
        first = next((passage for passage in passages if passage.end > start), None)
        if first is None or not text:
            return None
        found = DocumentHit(document.id, first.id, document.name, text, 1.0, {"heading": 1.0}, start, start + len(text))
        return replace(found, page=first.page, heading=heading)


def cited_in(reply: Message, number: int | None) -> Cited:
    """The passage of a reply with this number; else the first that it cites, or was given."""
    passages = {cited.n: cited for cited in reply.context.passages} if reply.context else {}
    numbers = [number, *(int(found) for found in NUMBERED.findall(reply.content)), *passages]
    return next(passages[n] for n in numbers if n in passages)


def section(headings: Sequence[Heading], kind: str, number: str) -> tuple[int, int] | None:
    """Where the section of this number begins and ends: up to the next heading that is not below its own."""
    end = r"(?!\w|[.-]\d)"
    named = re.compile(rf"^\W*{re.escape(kind[:3])}\w*\W*(?:n[°o]\s*)?{re.escape(number)}{end}", re.IGNORECASE)
    bare = re.compile(rf"^\W*{re.escape(number)}{end}", re.IGNORECASE)
    for pattern in (named, bare):
        for n, heading in enumerate(headings):
            if pattern.search(heading.text.strip()):
                return heading.start, next((after.start for after in headings[n + 1 :] if after.level <= heading.level), END)
    return None


def quotation(text: str, cited: Cited) -> str:
    """A passage as a quotation in Markdown that shows its very words, with its citation."""
    place = ", ".join(part for part in (as_said(cited.name), f"p. {cited.page}" if cited.page else "", as_said(cited.heading)) if part)
    if re.search(r"^(?: {4}|\t)| \| ", text, re.MULTILINE):
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`+", text)), default=0))
        return f"{fence}text\n{text}\n{fence}\n\n[{cited.n}] {place}"
    lines = "\n".join(f"> {as_said(line)}".rstrip() for line in text.splitlines())
    return f"{lines}\n\n[{cited.n}] {place}"
