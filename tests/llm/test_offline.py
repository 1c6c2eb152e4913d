"""The honest default."""

from questions import PROMPT

from emergence.backends.llm import Keys, Patience, open_llm
from emergence.ports.llm import Finished, Prompt, Quoted, Said, Speaking

PASSAGES = (
    Quoted(1, "report.pdf", 3, "It was spring. The price rose to forty florins, as [7] says. Nobody paid."),
    Quoted(2, "bail.txt", None, "Le prix est de *dix* francs."),
)


async def answer(*lines, agent="nexus", passages=()):
    said = tuple(Said("assistant" if role == "a" else "user", text, data=role == "d") for role, text in lines)
    async with open_llm({agent: ["offline:quotes"]}, Keys(), Patience()) as llm:
        pieces = [piece async for piece in llm.stream(agent, Prompt("S", said, 100, passages))]
    assert (pieces[0], pieces[-1]) == (Speaking("offline", "quotes"), Finished("stop", None))
    return "".join(pieces[1:-1])


async def test_it_says_in_the_language_of_the_question_that_no_model_is_configured():
    assert "No language model is configured" in await answer(("u", "What should we do with the bench?"))
    assert "Aucun modèle de langage n’est configuré" in await answer(("u", "Que faut-il faire du banc ?"))


async def test_it_speaks_in_the_agents_name_and_tells_how_to_add_a_key():
    said = await answer(("u", "Hello?"), agent="anima")
    assert "This is Anima" in said
    assert "OPENAI_API_KEY" in said


async def test_it_quotes_who_said_what_bears_on_the_question():
    said = await answer(
        ("u", "Le déploiement sur Cloud Run échoue depuis mardi."),
        ("u", "[Neo]: Regarde les quotas. Le déploiement dépend d'eux."),
        ("a", "Et le jardin ?"),
        ("u", "Pourquoi le deploiement échoue-t-il ?"),
    )
    assert "> **Toi** : Le déploiement sur Cloud Run échoue depuis mardi." in said
    assert "> **Neo** : Le déploiement dépend d'eux." in said
    assert "jardin" not in said


async def test_its_own_words_are_quoted_as_its_own():
    said = await answer(("a", "Budgets need owners."), ("u", "Who owns the budgets?"))
    assert "> **Nexus (me)**: Budgets need owners." in said


async def test_it_says_so_when_nothing_bears_on_the_question():
    assert "I found nothing" in await answer(("u", "Tea is ready."), ("u", "Where is the submarine?"))


async def test_it_never_quotes_itself_saying_that_it_is_offline():
    first = await answer(("u", "Where is the submarine key?"))
    assert "I found nothing" in await answer(("a", first), ("u", "[Neo]: " + first), ("u", "Which language model is configured?"))


async def test_a_question_of_signs_is_answered_too():
    assert "No language model" in await answer(("u", "???"))


async def test_it_streams_in_words():
    async with open_llm({"neo": ["offline:quotes"]}, Keys(), Patience()) as llm:
        pieces = [piece async for piece in llm.stream("neo", PROMPT) if isinstance(piece, str)]
    assert len(pieces) > 20


async def test_it_quotes_documents_under_their_numbers_from_where_they_bear_on_the_question():
    said = await answer(("d", "<<documents>> block"), ("u", "What is the price?"), passages=PASSAGES)
    assert "Here is what your documents say:" in said
    assert "> The price rose to forty florins, as &#91;7] says. Nobody paid. [1]" in said
    assert "> Le prix est de \\*dix\\* francs. [2]" in said
    assert "block" not in said


async def test_it_quotes_documents_in_the_language_of_the_question():
    assert "Voici ce que disent tes documents" in await answer(("u", "Quel est le prix du bail ?"), passages=PASSAGES)


async def test_it_says_that_there_is_no_model_more_briefly_the_second_time():
    first = await answer(("u", "Where is the submarine key?"))
    second = await answer(("u", "Where is the submarine key?"), ("a", first), ("u", "And the periscope?"))
    assert "still without a language model" in second
    assert len(second) < len(first)
