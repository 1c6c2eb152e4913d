"""What ports/audit.py promises, on both families."""

from emergence.domain.audit import Entry


def line(clock, name, action="session.begin", **more):
    told = {"actor": "u1", "actor_email": "ada@example.org", "target": None, **more}
    return Entry(name, clock.now(), action, "done", address="192.0.2.1", user_agent="a browser", **told)


async def keep(store, *entries):
    async with store.begin() as tx:
        await tx.trail.add(*entries)


async def names(store, **wanted):
    async with store.read() as look:
        return [entry.id for entry in (await look.trail.page(9, None, **wanted)).items]


async def test_a_line_comes_back_as_it_was_written(store, clock):
    whole = line(clock, "1", target="eve@example.org", request_id="r", note="a few words")
    await keep(store, whole, whole)
    async with store.read() as look:
        assert (await look.trail.page(9, None)).items == (whole,)


async def test_lines_are_paged_the_latest_first(store, clock):
    await keep(store, *(line(clock, name) for name in "abc"))
    async with store.read() as look:
        first = await look.trail.page(2, None)
        rest = await look.trail.page(2, first.next)
    assert [entry.id for entry in first.items + rest.items] == ["c", "b", "a"]


async def test_lines_are_found_by_who_what_and_when(store, clock):
    await keep(store, line(clock, "1"), line(clock, "2", "user.role", target="eve@example.org"))
    clock.advance(3600)
    await keep(store, line(clock, "3", "user.remove", actor_email="eve@example.org"))
    assert await names(store, who="eve@example.org") == ["3", "2"]
    assert await names(store, action="user.") == ["3", "2"]
    assert await names(store, action="user_") == []
    assert await names(store, since=clock.now()) == ["3"]


async def test_lines_are_forgotten_after_their_time(store, clock):
    await keep(store, line(clock, "1"))
    clock.advance(3600)
    await keep(store, line(clock, "2"))
    async with store.begin() as tx:
        assert await tx.trail.forget(clock.now()) == 1
    assert await names(store) == ["2"]
