"""Documents in the conversation while nobody reads them."""

from reading import put
from talk import Talk


async def test_a_document_that_is_not_read_yet_is_said_to_be(talk: Talk) -> None:
    _, waiting = await put(talk.person, "later.txt", "The owl hunts at dusk.")
    await talk.person.ask("PUT", f"/api/threads/{talk.thread}/documents", json={"document_ids": [waiting["id"]]})
    await talk.send("When does the owl hunt?")
    assert (await talk.live.until("reply.context"))["degraded"] == "unread"
    await talk.ended()
