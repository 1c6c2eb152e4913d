"""The processes that read: what they may not do, and what happens when they end."""

import asyncio
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from forged import crowded, docx, pdf, said

from emergence.backends.parsing import open_parser
from emergence.backends.parsing.limits import MIB, ReadingLimits
from emergence.domain.problems import Invalid, Unavailable

LONG = crowded(450_000)
SHORT = docx(said("mot"))
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="what Linux shows of a process")
FREE = "import sys; from emergence.backends.parsing.cage import leave_the_network; sys.exit(not leave_the_network())"
ALONE = """
import asyncio, pathlib, sys
from emergence.backends.parsing import open_parser
async def main():
    async with open_parser() as parser:
        return await parser.parse(pathlib.Path(sys.argv[1]), "x.docx")
assert asyncio.run(main()).parts[0].text == "mot"
print([name for name in ("pypdfium2", "lxml", "selectolax", "charset_normalizer") if name in sys.modules])
"""

KILLED = """
import asyncio, pathlib, sys
from emergence.backends.parsing import open_parser
async def main():
    async with open_parser() as parser:
        await parser.parse(pathlib.Path(sys.argv[1]), "x.docx")
asyncio.run(main())
"""


def children():
    """The zygotes of this process."""
    return [child for child in psutil.Process().children() if "emergence.backends.parsing.zygote" in child.cmdline()]


def first(found):
    """The first process of these, as soon as there is one."""
    while not (processes := found()):
        time.sleep(0.01)
    return processes[0]


async def zygote():
    return await asyncio.to_thread(first, children)


async def fork():
    """The fork that reads."""
    return await asyncio.to_thread(first, (await zygote()).children)


def of_two_generations(process):
    """The zygote of a process and its fork, as soon as both are there."""
    found = process.children(recursive=True)
    return [found] if len(found) == 2 else []


async def gone(process):
    await asyncio.to_thread(first, lambda: [process][: is_over(process)])


def is_over(process):
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def limits_of(process):
    rows = Path(f"/proc/{process.pid}/limits").read_text(encoding="ascii").splitlines()
    return {row[:26].strip(): row[26:47].strip() for row in rows}


def network_of(pid):
    return Path(f"/proc/{pid}/ns/net").readlink()


async def text_of(parser, file):
    return (await parser.parse(file, "x.docx")).parts[0].text


@pytest.fixture
def long(tmp_path: Path) -> Path:
    (tmp_path / "long").write_bytes(LONG)
    return tmp_path / "long"


@pytest.fixture
def short(tmp_path: Path) -> Path:
    (tmp_path / "short").write_bytes(SHORT)
    return tmp_path / "short"


async def test_nothing_is_left_when_the_parser_is_closed(short):
    async with open_parser() as parser:
        await text_of(parser, short)
        assert len(children()) == 1
    assert children() == []


async def test_the_server_loads_none_of_the_libraries(short):
    said = await asyncio.to_thread(subprocess.run, [sys.executable, "-c", ALONE, str(short)], capture_output=True, text=True, check=False)
    assert said.stdout.strip() == "[]", said.stderr


async def test_a_zygote_that_is_killed_is_begun_anew(short):
    async with open_parser() as parser:
        await text_of(parser, short)
        killed = await zygote()
        killed.kill()
        assert [await text_of(parser, short) for _ in range(3)] == ["mot"] * 3
        assert (await zygote()).pid != killed.pid


async def test_a_zygote_that_is_killed_takes_its_readings_with_it(long, short):
    async with open_parser() as parser:
        reading = asyncio.create_task(parser.parse(long, "x.docx"))
        reader = await fork()
        await asyncio.sleep(0.2)
        (await zygote()).kill()
        with pytest.raises(Unavailable):
            await reading
        await gone(reader)
        assert await text_of(parser, short) == "mot"


async def test_a_reading_that_is_killed_may_be_tried_again(long, short):
    async with open_parser() as parser:
        reading = asyncio.create_task(parser.parse(long, "x.docx"))
        (await fork()).kill()
        with pytest.raises(Unavailable):
            await reading
        assert await text_of(parser, short) == "mot"


async def test_a_reading_that_is_cancelled_ends_at_once(long, short):
    async with open_parser() as parser:
        reading = asyncio.create_task(parser.parse(long, "x.docx"))
        reader = await fork()
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
        await gone(reader)
        assert await text_of(parser, short) == "mot"


async def test_a_server_that_is_killed_leaves_nobody_behind(long):
    server = await asyncio.create_subprocess_exec(sys.executable, "-c", KILLED, str(long))
    left = await asyncio.to_thread(first, lambda: of_two_generations(psutil.Process(server.pid)))
    server.kill()
    await server.wait()
    for process in left:
        await gone(process)


@pytest.mark.parametrize(
    "limits",
    [
        pytest.param(ReadingLimits(memory=150 * MIB), id="memory"),
        pytest.param(ReadingLimits(processor_seconds=1), id="processor"),
        pytest.param(ReadingLimits(seconds=0.5), id="time"),
        pytest.param(ReadingLimits(characters=1_000_000), id="characters"),
    ],
)
async def test_a_reading_that_needs_more_than_it_may_ends_and_harms_nobody(limits, long, short):
    async with open_parser(limits) as parser:
        await text_of(parser, short)
        mother = await zygote()
        with pytest.raises(Invalid) as caught:
            await parser.parse(long, "x.docx")
        assert caught.value.code == "document_limit"
        assert await text_of(parser, short) == "mot"
        assert await zygote() == mother


async def test_no_more_are_read_at_once_than_may_be(long):
    async with open_parser(ReadingLimits(at_once=2)) as parser:
        readings = [asyncio.create_task(parser.parse(long, "x.docx")) for _ in range(4)]
        await fork()
        await asyncio.sleep(0.5)
        assert len((await zygote()).children()) <= 2
        for reading in readings:
            reading.cancel()
        await asyncio.gather(*readings, return_exceptions=True)


async def test_who_looks_at_a_page_waits_for_no_reading(long, put):
    page = put(pdf([(72, 700, 12, "mot")]), "x.pdf")
    async with open_parser(ReadingLimits(at_once=1)) as parser:
        reading = asyncio.create_task(parser.parse(long, "x.docx"))
        await fork()
        assert len(await parser.boxes(page, 1, 0, 3)) == 1
        assert not reading.done()
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)


async def test_the_server_stays_small_while_a_long_document_is_read(long):
    async with open_parser() as parser:
        before = psutil.Process().memory_info().rss
        with pytest.raises(Invalid):
            await parser.parse(long, "x.docx")
        assert psutil.Process().memory_info().rss - before < 50 * MIB


@LINUX
async def test_a_reading_is_bounded_and_knows_nothing_of_us(long, monkeypatch):
    monkeypatch.setenv("SECRET", "do not tell")
    async with open_parser() as parser:
        reading = asyncio.create_task(parser.parse(long, "x.docx"))
        reader = await fork()
        await asyncio.sleep(0.3)
        rows = limits_of(reader)
        assert (rows["Max address space"], rows["Max cpu time"], rows["Max open files"]) == (str(768 * MIB), "20", "32")
        assert (rows["Max file size"], rows["Max core file size"], rows["Max processes"]) == ("0", "0", "0")
        assert "SECRET" not in (await zygote()).environ()
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)


@LINUX
async def test_readings_have_no_network(short):
    allowed = await asyncio.to_thread(subprocess.run, [sys.executable, "-c", FREE], check=False)
    if allowed.returncode:
        pytest.skip("this system gives nobody a network of their own")
    async with open_parser() as parser:
        await text_of(parser, short)
        assert network_of((await zygote()).pid) != network_of("self")
