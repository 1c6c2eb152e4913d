"""How the people of the tests come in, begin threads and speak."""

from clocks import SettableClock

from emergence.domain.accounts import User
from emergence.domain.chat import Message, Thread
from emergence.ports.store import Store


async def let_in(store: Store, clock: SettableClock, email: str) -> str:
    user = User(clock.new_id(), email, "member", clock.now())
    async with store.begin() as tx:
        await tx.users.add(user)
    return user.id


async def begin_thread(store: Store, clock: SettableClock, owner: str, title: str) -> Thread:
    begun = Thread(clock.new_id(), title, clock.now(), clock.now())
    async with store.begin() as tx:
        await tx.threads.add(begun, owner=owner)
    return begun


def saying(clock: SettableClock, thread: Thread, seq: int, text: str = "Bonjour", **more: object) -> Message:
    said = {"role": "user", "speaker": "user", "status": "complete", **more}
    return Message(clock.new_id(), thread.id, seq, content=text, created_at=clock.now(), **said)  # type: ignore[arg-type]


async def say(store: Store, clock: SettableClock, thread: Thread, owner: str, text: str = "Bonjour", **more: object) -> Message:
    async with store.begin() as tx:
        _, seq = await tx.messages.open(thread.id, clock.now(), 1, owner=owner)
        message = saying(clock, thread, seq, text, **more)
        await tx.messages.add(message, owner=owner)
    return message
