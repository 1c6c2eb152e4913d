"""What ports/accounts.py promises of second factors, personal keys, other issuers' identities and disabled people."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from emergence.domain.accounts import ApiKey, Factor, Outside, Session
from emergence.domain.problems import Conflict

DAY = timedelta(days=1)


async def write(store, do):
    async with store.begin() as tx:
        return await do(tx)


def key(clock, owner, name, **more):
    return ApiKey(name, owner, name, f"hash of {name}", "em_ab", "chat", clock.now(), **more)


def session(clock, owner, name):
    now = clock.now()
    return Session(name, owner, now, now, now + DAY, now + 2 * DAY, "192.0.2.1", "a browser")


async def test_a_factor_counts_once_it_is_confirmed(store, clock, ada):
    await write(store, lambda tx: tx.factors.begin(Factor(ada, "sealed", clock.now())))
    assert await write(store, lambda tx: tx.factors.use_step(ada, 7, clock.now()))
    async with store.read() as look:
        assert await look.factors.find(ada) == Factor(ada, "sealed", clock.now(), clock.now(), 7)


async def test_a_factor_that_waits_is_replaced_and_one_that_counts_is_not(store, clock, ada):
    for sealed in ("first", "second"):
        await write(store, lambda tx, sealed=sealed: tx.factors.begin(Factor(ada, sealed, clock.now())))
    await write(store, lambda tx: tx.factors.use_step(ada, 7, clock.now()))
    with pytest.raises(Conflict):
        await write(store, lambda tx: tx.factors.begin(Factor(ada, "third", clock.now())))
    async with store.read() as look:
        assert (await look.factors.find(ada)).sealed_secret == "second"


async def test_a_time_step_is_used_once(store, clock, ada):
    await write(store, lambda tx: tx.factors.begin(Factor(ada, "sealed", clock.now())))
    uses = [write(store, lambda tx: tx.factors.use_step(ada, 9, clock.now())) for _ in range(8)]
    assert sorted(await asyncio.gather(*uses)) == [False] * 7 + [True]
    assert not await write(store, lambda tx: tx.factors.use_step(ada, 8, clock.now()))


async def test_a_recovery_code_is_used_once(store, ada, eve):
    await write(store, lambda tx: tx.factors.set_codes(ada, ("old",)))
    await write(store, lambda tx: tx.factors.set_codes(ada, ("a", "b")))
    assert not await write(store, lambda tx: tx.factors.use_code(ada, "old"))
    assert not await write(store, lambda tx: tx.factors.use_code(eve, "a"))
    uses = [write(store, lambda tx: tx.factors.use_code(ada, "a")) for _ in range(8)]
    assert sorted(await asyncio.gather(*uses)) == [False] * 7 + [True]
    async with store.read() as look:
        assert await look.factors.codes_left(ada) == 1


async def test_nothing_is_left_of_a_factor_that_was_removed(store, clock, ada):
    await write(store, lambda tx: tx.factors.begin(Factor(ada, "sealed", clock.now())))
    await write(store, lambda tx: tx.factors.set_codes(ada, ("a",)))
    await write(store, lambda tx: tx.factors.remove(ada))
    async with store.read() as look:
        assert (await look.factors.find(ada), await look.factors.codes_left(ada)) == (None, 0)


async def test_a_key_is_found_by_its_hash(store, clock, ada):
    mine = key(clock, ada, "k")
    await write(store, lambda tx: tx.api_keys.add(mine))
    await write(store, lambda tx: tx.api_keys.used("k", clock.now()))
    async with store.read() as look:
        found, user = await look.api_keys.find("hash of k")
        assert (found, user.id) == (replace(mine, used_at=clock.now()), ada)
        assert await look.api_keys.find("hash of another") is None


async def test_keys_are_their_owners(store, clock, ada, eve):
    for name, owner in (("a", ada), ("b", ada), ("e", eve)):
        await write(store, lambda tx, name=name, owner=owner: tx.api_keys.add(key(clock, owner, name)))
    assert await write(store, lambda tx: tx.api_keys.revoke(eve, clock.now(), key_id="a")) == ()
    assert await write(store, lambda tx: tx.api_keys.revoke(ada, clock.now(), key_id="a")) == ("a",)
    async with store.read() as look:
        assert [one.id for one in await look.api_keys.of_user(ada)] == ["b"]
        assert [one.id for one in await look.api_keys.of_user(eve)] == ["e"]


async def test_an_identity_elsewhere_is_one_persons_here(store, clock, ada, eve):
    linked = Outside("https://issuer.example", "s1", ada, clock.now())
    for _ in range(2):
        await write(store, lambda tx: tx.outsides.link(linked))
    with pytest.raises(Conflict):
        await write(store, lambda tx: tx.outsides.link(replace(linked, user_id=eve)))
    async with store.read() as look:
        assert (await look.outsides.find("https://issuer.example", "s1")).id == ada
        assert await look.outsides.find("https://issuer.example", "s2") is None
        assert await look.outsides.of_user(ada) == (linked,)
        assert await look.outsides.linked() == {ada}


async def test_of_thirty_identities_of_one_issuer_linked_to_a_person_at_once_one_is(store, clock, ada):
    linked = [Outside("https://issuer.example", f"s{n}", ada, clock.now()) for n in range(30)]
    results = await asyncio.gather(*(write(store, lambda tx, one=one: tx.outsides.link(one)) for one in linked), return_exceptions=True)
    assert sum(result is None for result in results) == 1
    assert {result.code for result in results if result} == {"identity_taken"}
    async with store.read() as look:
        assert len(await look.outsides.of_user(ada)) == 1


async def test_a_persons_identities_elsewhere_are_forgotten_and_nobody_elses(store, clock, ada, eve):
    for issuer, owner in (("one", ada), ("another", ada), ("one", eve)):
        linked = Outside(f"https://{issuer}.example", f"of {owner}", owner, clock.now())
        await write(store, lambda tx, linked=linked: tx.outsides.link(linked))
    await write(store, lambda tx: tx.outsides.unlink(ada))
    async with store.read() as look:
        assert await look.outsides.of_user(ada) == ()
        assert len(await look.outsides.of_user(eve)) == 1


async def test_a_disabled_person_is_known_as_such_and_let_in_again(store, clock, ada):
    await write(store, lambda tx: tx.users.disable(ada, clock.now()))
    async with store.read() as look:
        assert (await look.users.get(ada)).disabled_at == clock.now()
    await write(store, lambda tx: tx.users.disable(ada, None))
    async with store.read() as look:
        assert (await look.users.get(ada)).disabled_at is None


async def test_an_admin_is_left_who_can_come_in(store, clock, ada, eve):
    await write(store, lambda tx: tx.users.set_role(eve, "admin"))
    assert not await write(store, lambda tx: tx.users.admin_left(ada))
    await write(store, lambda tx: tx.users.set_password(eve, "hash"))
    assert await write(store, lambda tx: tx.users.admin_left(ada))
    assert not await write(store, lambda tx: tx.users.admin_left(eve))
    await write(store, lambda tx: tx.users.disable(eve, clock.now()))
    assert not await write(store, lambda tx: tx.users.admin_left(ada))


async def test_sessions_that_hold_are_listed(store, clock, ada, eve):
    for name, owner in (("a1", ada), ("a2", ada), ("e1", eve)):
        await write(store, lambda tx, name=name, owner=owner: tx.sessions.add(session(clock, owner, name)))
    await write(store, lambda tx: tx.sessions.revoke(ada, clock.now(), session_id="a1"))
    async with store.read() as look:
        assert [one.id for one in await look.sessions.of_user(ada, clock.now())] == ["a2"]
        first = await look.sessions.everyone(clock.now(), 1, None)
        second = await look.sessions.everyone(clock.now(), 1, first.next)
        assert [(one.user.id, one.session.id) for one in first.items + second.items] == [(eve, "e1"), (ada, "a2")]
        assert second.next is None
        assert (await look.sessions.everyone(clock.now() + DAY, 9, None)).items == ()
