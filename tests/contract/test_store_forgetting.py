"""What ended long ago is dropped from the store, and nothing else."""

from dataclasses import replace
from datetime import timedelta

from emergence.domain.accounts import Session, Ticket

DAY = timedelta(days=1)


async def test_sessions_that_ended_before_then_are_dropped(store, clock, ada):
    now = clock.now()
    lasting = Session("lasting", ada, now, now, now + DAY, now + DAY, "::1", "test")
    ended = [
        replace(lasting, id="past", ends_at=now - DAY),
        replace(lasting, id="idle", idle_until=now - DAY),
        replace(lasting, id="revoked", revoked_at=now - DAY),
    ]
    async with store.begin() as tx:
        for session in (lasting, *ended):
            await tx.sessions.add(session)
        await tx.sessions.forget(now)
    async with store.read() as look:
        assert await look.sessions.identify("lasting")
        assert [await look.sessions.identify(session.id) for session in ended] == [None] * 3


async def test_a_live_session_bound_before_then_is_anybodys_again(store, clock, ada, eve):
    async with store.begin() as tx:
        await tx.live_sessions.bind("old", ada, clock.now() - DAY)
        await tx.live_sessions.bind("new", ada, clock.now())
        await tx.live_sessions.forget(clock.now())
        assert await tx.live_sessions.bind("old", eve, clock.now())
        assert not await tx.live_sessions.bind("new", eve, clock.now())


async def test_expired_tickets_are_dropped(store, clock, ada):
    now = clock.now()
    async with store.begin() as tx:
        await tx.tickets.add(Ticket("lasting", "sign_in", ada, now + DAY))
        await tx.tickets.add(Ticket("expired", "first_admin", None, now - DAY))
        await tx.tickets.forget(now)
        assert await tx.tickets.find("lasting", now - 2 * DAY)
        assert await tx.tickets.find("expired", now - 2 * DAY) is None
