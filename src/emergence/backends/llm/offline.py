"""The honest default when no model is configured: it says so, and quotes what this conversation already holds on the matter."""

import asyncio
import re
import unicodedata
from collections.abc import AsyncGenerator
from dataclasses import dataclass

from ...domain.agents import AGENTS
from ...domain.text import as_said
from ...ports.llm import Finished, Quoted, Said
from .provider import Call

WORD = re.compile(r"[^\W\d_]+|\d+")
SPEAKER = re.compile(r"\[([^\]\n]{1,40})\]: ")
SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
MOST_QUOTES = 3
LONGEST_QUOTE = 400
SIGN = "OPENAI_API_KEY"
FRENCH = frozenset(
    WORD.findall(
        "le la les un une des du de au aux et ou mais donc car que qui quoi dont je tu il elle on nous vous ils elles mon ma mes ton ta "
        "tes son sa ses notre votre leur leurs ce cet cette ces est es suis sommes etes sont etait sera ai as avons avez ont pas ne plus "
        "dans sur sous avec sans pour par en se si me te lui y comment pourquoi quand combien quel quelle quels quelles tout tous toute "
        "toutes faire fait dire dis peux peut veux veut aussi tres bien etre avoir oui non merci bonjour salut"
    )
)
ENGLISH = frozenset(
    WORD.findall(
        "the a an and or but so that which who whom whose what i you he she it we they my your his her its our their this these those is "
        "am are was were be been being have has had do does did not no yes of in on at to for from with without by as if then than how "
        "why when where can could should would will may might must me him us them there here all any some more most very just about into "
        "over out up down say said tell please thanks hello hi"
    )
)
TEXTS = {
    "fr": {
        "notice": (
            "Ici {name}. Aucun modèle de langage n’est configuré : je ne peux donc pas réfléchir à ta question, seulement citer. "
            f"Pour que je réponde vraiment, ajoute une clé ({SIGN}, ANTHROPIC_API_KEY ou GOOGLE_API_KEY) dans `.env`, ou l’adresse "
            "d’un serveur local dans OPENAI_BASE_URL et son modèle dans AGENT_{upper}_MODELS (`openai:llama3.3`), puis redémarre."
        ),
        "short": f"Ici {{name}}, toujours sans modèle de langage (il manque {SIGN} ou une autre clé dans `.env`) : je ne fais que citer.",
        "documents": "Voici ce que disent tes documents :",
        "found": "Voici ce que cette conversation contient déjà à ce sujet :",
        "nothing": "Je n’ai rien trouvé dans cette conversation qui s’y rapporte.",
        "person": "Toi",
        "self": "{name} (moi)",
        "colon": " :",
    },
    "en": {
        "notice": (
            "This is {name}. No language model is configured, so I cannot think about your question: I can only quote. "
            f"For a real answer, add a key ({SIGN}, ANTHROPIC_API_KEY or GOOGLE_API_KEY) to `.env`, or the address of a local "
            "server as OPENAI_BASE_URL and its model as AGENT_{upper}_MODELS (`openai:llama3.3`), and restart."
        ),
        "short": f"This is {{name}}, still without a language model ({SIGN} or another key is missing in `.env`): I only quote.",
        "documents": "Here is what your documents say:",
        "found": "Here is what this conversation already holds on the matter:",
        "nothing": "I found nothing in this conversation that bears on it.",
        "person": "You",
        "self": "{name} (me)",
        "colon": ":",
    },
}


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that were said before, by whom (None: the person; "": the agent itself), and what they share with the question."""

    speaker: str | None
    text: str
    shared: int


class Offline:
    """Needs no key, costs nothing, invents nothing."""

    name = "offline"

    async def open(self) -> None:
        return

    async def stream(self, call: Call) -> AsyncGenerator[str | Finished, None]:
        for word in re.findall(r"\S*\s+|\S+", answer(call)):
            yield word
            await asyncio.sleep(0)
        yield Finished("stop", None)

    async def close(self) -> None:
        return


def answer(call: Call) -> str:
    """The whole answer, in the language of the question."""
    *before, question = call.prompt.messages
    earlier = [said for said in before if not said.data]
    texts = TEXTS[language(question.text)]
    name = AGENTS[call.agent].name if call.agent in AGENTS else call.agent
    quotes = [quoted(quote, name, texts) for quote in best(earlier, question.text)]
    known = any(SIGN in said.text for said in earlier)
    notice = texts["short" if known else "notice"].format(name=name, upper=call.agent.upper())
    documents = [cited(passage, content(question.text)) for passage in call.prompt.passages[:MOST_QUOTES]]
    read = [texts["documents"], *documents] if documents else []
    found = [texts["found"] if quotes else texts["nothing"]] if quotes or (earlier and not read) else []
    return "\n\n".join([notice, *read, *found, *quotes])


def cited(passage: Quoted, wanted: frozenset[str]) -> str:
    """What a document says, under the number it is cited by."""
    return f"> {as_said(excerpt(passage.text, wanted))} [{passage.n}]"


def language(text: str) -> str:
    """French or English, by the small words."""
    words = {folded(word) for word in WORD.findall(text)}
    accented = any(letter in text for letter in "éèêàâçùûîôœ")
    return "fr" if len(words & FRENCH) + accented > len(words & ENGLISH) else "en"


def best(earlier: list[Said], question: str) -> list[Quote]:
    """The lines that share the most content words with the question, in the order they were said."""
    wanted = content(question)
    quotes = [quote for said in earlier if SIGN not in said.text and (quote := passage(said, wanted)).shared]
    chosen = sorted(quotes, key=lambda quote: -quote.shared)[:MOST_QUOTES]
    return [quote for quote in quotes if quote in chosen]


def passage(said: Said, wanted: frozenset[str]) -> Quote:
    """Who said it, and from the first sentence that bears on the question as much as a quotation holds."""
    named = SPEAKER.match(said.text)
    speaker = "" if said.role == "assistant" else named[1] if named else None
    words = excerpt(said.text[named.end() if named else 0 :], wanted)
    return Quote(speaker, words, len(content(said.text) & wanted))


def excerpt(text: str, wanted: frozenset[str]) -> str:
    """From the first sentence with such words as much as a quotation holds."""
    sentences = [part for part in SENTENCE.split(text) if part.strip()]
    first = next((at for at, sentence in enumerate(sentences) if content(sentence) & wanted), 0)
    words = " ".join(sentences[first:])
    return words if len(words) <= LONGEST_QUOTE else f"{words[:LONGEST_QUOTE].rsplit(' ', 1)[0]} …"


def quoted(quote: Quote, name: str, texts: dict[str, str]) -> str:
    """A quotation as a Markdown block."""
    who = texts["person"] if quote.speaker is None else quote.speaker or texts["self"].format(name=name)
    return f"> **{who}**{texts['colon']} {quote.text}"


def content(text: str) -> frozenset[str]:
    """The words that carry meaning, accents and case aside."""
    words = {folded(word) for word in WORD.findall(text)}
    return frozenset(word for word in words - FRENCH - ENGLISH if len(word) > 2)


def folded(word: str) -> str:
    """A word without case and accents."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(letter))
