"""A thread gets a title from what was said first, unless a person chose one."""

from house import House, Person
from talk import Talk
from vendors import Reply, Vendors, said

from emergence.worker import working


async def titled(house: House, person: Person, text: str, title: str | None = None) -> str:
    """The title of a thread when its first message was answered and the thread has one."""
    async with working(house.services), person.live() as live:
        talk = Talk(person, live, await person.thread(title=title))
        await talk.ask(text)
        while not any(frame.get("thread", {}).get("title") for frame in live.seen):
            await live.next()
    _, thread = await person.ask("GET", f"/api/threads/{talk.thread}")
    return str(thread["title"])


async def test_the_model_gives_the_title(house: House, person: Person, model: Vendors) -> None:
    model.always("openai", said('"Choisir un ', 'vélo"\n'))
    assert await titled(house, person, "Quel vélo me faut-il ?") == "Choisir un vélo"


async def test_without_a_model_the_first_words_are_the_title(house: House, person: Person, model: Vendors) -> None:
    model.always("openai", Reply(status=500))
    long = "Je voudrais comprendre pourquoi mon chat me regarde quand je travaille tard"
    assert await titled(house, person, long) == "Je voudrais comprendre pourquoi mon chat me regarde quand…"


async def test_a_title_that_a_person_chose_stays(house: House, person: Person) -> None:
    assert await titled(house, person, "Quel vélo ?", "À moi") == "À moi"
