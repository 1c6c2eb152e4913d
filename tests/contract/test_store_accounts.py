"""What ports/accounts.py and ports/usage.py promise, on both families."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from stories import let_in

from emergence.domain.accounts import Identity, Session, Ticket, User
from emergence.domain.problems import Conflict, NotFound


async def test_a_person_is_found_in_any_case_of_letters(store, clock, ada):
    async with store.read() as look:
        assert (await look.users.find("ADA@Example.org")).id == ada
        assert await look.users.find("nobody@example.org") is None


async def test_an_email_is_known_once(store, clock, ada):
    with pytest.raises(Conflict):
        await let_in(store, clock, "Ada@example.org")


async def test_everyone_is_listed_by_email(store, ada, eve):
    async with store.read() as look:
        assert [user.email for user in await look.users.list()] == ["ada@example.org", "eve@example.org"]


async def test_an_admin_is_ready_with_a_password(store, ada):
    async with store.begin() as tx:
        await tx.users.set_role(ada, "admin")
        assert not await tx.users.admin_ready()
        await tx.users.set_password(ada, "hash")
        assert await tx.users.admin_ready()
        assert (await tx.users.get(ada)).password_hash == "hash"


@pytest.mark.parametrize("ask", [lambda users: users.get("x"), lambda users: users.set_password("x", "h"),
                                 lambda users: users.set_role("x", "admin"), lambda users: users.remove("x")])  # fmt: skip
async def test_nobody_is_not_found(store, ask):
    with pytest.raises(NotFound):
        async with store.begin() as tx:
            await ask(tx.users)


async def test_who_is_removed_leaves_nothing(store, clock, thread, ada):
    async with store.begin() as tx:
        await tx.sessions.add(session(clock, ada, "s1"))
        await tx.users.remove(ada)
    async with store.read() as look:
        assert await look.sessions.identify("s1") is None
        assert (await look.threads.search("paris", owner=ada, limit=9, cursor=None)).items == ()
        with pytest.raises(NotFound):
            await look.threads.get(thread.id, owner=ada)


def session(clock, user_id, name):
    now = clock.now()
    return Session(name, user_id, now, now, now + timedelta(minutes=30), now + timedelta(days=7), "127.0.0.1", "Lynx")


async def test_a_session_and_its_person_come_in_one_look(store, clock, ada):
    begun, later = session(clock, ada, "s1"), clock.advance(60)
    async with store.begin() as tx:
        await tx.sessions.add(begun)
        await tx.sessions.touch("s1", later, later + timedelta(minutes=30))
        expected = replace(begun, seen_at=later, idle_until=later + timedelta(minutes=30))
        assert await tx.sessions.identify("s1") == Identity(await tx.users.get(ada), expected)
        assert await tx.sessions.identify("none") is None


async def test_everyone_was_last_seen_by_the_latest_of_their_sessions(store, clock, ada, eve):
    older = session(clock, ada, "s1")
    clock.advance(60)
    async with store.begin() as tx:
        await tx.sessions.add(session(clock, ada, "s2"))
        await tx.sessions.add(older)
        await tx.sessions.revoke(ada, clock.now())
        assert await tx.sessions.seen() == {ada: clock.now()}


async def test_sessions_end_one_or_all_but_one(store, clock, ada, eve):
    async with store.begin() as tx:
        for name, user in (("a1", ada), ("a2", ada), ("a3", ada), ("e1", eve)):
            await tx.sessions.add(session(clock, user, name))
        assert await tx.sessions.revoke(ada, clock.now(), session_id="a1") == ("a1",)
        assert await tx.sessions.revoke(ada, clock.now(), session_id="e1") == ()
        assert await tx.sessions.revoke(ada, clock.now(), except_id="a3") == ("a2",)
        assert (await tx.sessions.identify("a2")).session.revoked_at == clock.now()
        assert await tx.sessions.revoke(ada, clock.now()) == ("a3",)


async def bind(store, clock, user):
    async with store.begin() as tx:
        return await tx.live_sessions.bind("live", user, clock.now())


async def test_a_live_session_belongs_to_the_first_who_asks(store, clock, ada, eve):
    assert await bind(store, clock, ada)
    assert await bind(store, clock, ada)
    assert not await bind(store, clock, eve)


async def take(store, clock, name, purpose="sign_in"):
    async with store.begin() as tx:
        return await tx.tickets.take(name, clock.now(), purpose)


async def keep(store, clock, name, user_id, purpose="sign_in"):
    ticket = Ticket(name, purpose, user_id, clock.now() + timedelta(minutes=15))
    async with store.begin() as tx:
        await tx.tickets.add(ticket)
    return ticket


async def test_of_thirty_takers_at_once_one_gets_the_ticket(store, clock, ada):
    ticket = await keep(store, clock, "h1", ada)
    taken = await asyncio.gather(*(take(store, clock, "h1") for _ in range(30)))
    assert [one for one in taken if one] == [ticket]


@pytest.mark.parametrize("purpose", ["first_admin", "reset"])
async def test_of_thirty_tickets_kept_at_once_one_is_left(store, clock, ada, purpose):
    whose = ada if purpose == "reset" else None
    await asyncio.gather(*(keep(store, clock, f"t{n}", whose, purpose) for n in range(30)))
    taken = [await take(store, clock, f"t{n}", purpose) for n in range(30)]
    assert len([one for one in taken if one]) == 1


async def test_a_newer_ticket_voids_the_older_ones(store, clock, ada):
    await keep(store, clock, "f1", None, "first_admin")
    await keep(store, clock, "h1", ada)
    await keep(store, clock, "h2", ada)
    await keep(store, clock, "f2", None, "first_admin")
    asked = (("h1", "sign_in"), ("h2", "sign_in"), ("f1", "first_admin"), ("f2", "first_admin"))
    asked = (("h1", "sign_in"), ("h2", "sign_in"), ("f1", "first_admin"), ("f2", "first_admin"))
    assert [bool(await take(store, clock, *one)) for one in asked] == [False, True, False, True]


async def test_all_tickets_of_one_person_are_void_at_once(store, clock, ada, eve):
    ends = clock.now() + timedelta(minutes=30)
    named = {"a": (ada, "sign_in"), "b": (ada, "reset"), "c": (eve, "reset")}
    async with store.begin() as tx:
        for name, (whose, purpose) in named.items():
            await tx.tickets.add(Ticket(name, purpose, whose, ends))
        await tx.tickets.void(ada)
    async with store.read() as look:
        assert [bool(await look.tickets.find(name, clock.now())) for name in named] == [False, False, True]


async def test_who_holds_a_person_sees_what_others_did_and_nobody_comes_between(store, ada):
    async def add_a_sign(_):
        async with store.begin() as tx:
            held = await tx.users.hold(ada)
            await tx.users.set_password(ada, f"{held.password_hash or ''}x")

    await asyncio.gather(*map(add_a_sign, range(20)))
    async with store.begin() as tx:
        assert (await tx.users.hold(ada)).password_hash == "x" * 20
        assert await tx.users.hold("nobody") is None


async def test_a_ticket_serves_its_purpose_in_its_time_only(store, clock, ada):
    ticket = await keep(store, clock, "h1", ada)
    assert await take(store, clock, "h1", "first_admin") is None
    async with store.read() as look:
        assert await look.tickets.find("h1", clock.now()) == ticket
        assert await look.tickets.find("h1", clock.advance(15 * 60)) is None
    assert await take(store, clock, "h1") is None


async def test_a_person_comes_back_as_given(store, clock):
    person = User(clock.new_id(), "zoé@example.org", "admin", clock.now(), "hash")
    async with store.begin() as tx:
        await tx.users.add(person)
        assert await tx.users.get(person.id) == person
