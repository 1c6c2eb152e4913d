"""The same conversation with the truth in Postgres, by configuration alone."""

from pathlib import Path

from house import open_house
from talk import Talk
from vendors import Vendors

CHAINS = {f"agent_{agent}_models": "openai:test" for agent in ("anima", "neo", "nexus")}


async def test_a_conversation_is_kept_in_postgres(tmp_path: Path, postgres_url: str, model: Vendors) -> None:
    async with open_house(tmp_path, database_url=postgres_url, openai_base_url=f"{model.url}/v1", **CHAINS) as house:
        person = await house.person()
        thread = await person.thread(title="Essai")
        async with person.live() as live:
            talk = Talk(person, live, thread)
            await talk.ask("Bonjour à tous", agents=("anima", "neo", "nexus"))
            first = (await talk.messages())[1]
            await talk.command(type="regenerate", message_id=first["id"])
            await talk.ended()
        said = await talk.said()
        _, found = await person.ask("GET", "/api/threads/search?q=a+tous")
    assert [speaker for speaker, _, _ in said] == ["user", "anima", "neo", "nexus"]
    assert {status for _, _, status in said} == {"complete"}
    assert [hit["speaker"] for hit in found["items"]] == ["user"]
