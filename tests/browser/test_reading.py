"""Reading: what is looked at stays in place, what is new is said, and every sentence is heard once."""

import asyncio
import re
from datetime import UTC, datetime, timedelta

import pytest
from brought import bring, lengthy
from playwright.async_api import Browser, Locator, Route, expect
from reader import SECONDS, Reader, reading, tab
from site_of import Site

pytestmark = pytest.mark.asyncio(loop_scope="session")

TOP = "(one) => one.getBoundingClientRect().top"
EARLIER = re.compile(r"/messages\?.*cursor=")
GROW = "(one) => { one.style.height = `${one.offsetHeight + 600}px` }"

STILL = """async () => {
  const scroller = document.querySelector('.scroller')
  const look = () => [scroller.scrollTop, scroller.scrollHeight, scroller.querySelectorAll('.prose').length].join()
  for (let [was, times] = ['', 0]; times < 4; times = was === look() ? times + 1 : 0) {
    was = look()
    await new Promise((go) => setTimeout(go, 100))
  }
}"""


async def up(reader: Reader, by: int = 900) -> None:
    await reader.page.mouse.move(780, 300)
    await reader.page.mouse.wheel(0, -by)
    await expect(latest(reader)).to_be_visible()
    await reader.page.wait_for_timeout(400)


def latest(reader: Reader) -> Locator:
    return reader.page.get_by_role("button", name="To the latest")


def message(reader: Reader, n: int) -> Locator:
    return reader.talk.locator("[data-message]").filter(has_text=re.compile(rf"Message {n}\.")).first


async def test_earlier_messages_come_in_above_without_moving_what_is_read(reader: Reader) -> None:
    await bring(reader, lengthy(200))
    await expect(message(reader, 160)).to_be_attached()
    wanted = asyncio.Event()
    await reader.page.route(EARLIER, lambda route: held(route, wanted))
    await reader.page.evaluate("document.querySelector('.scroller').scrollTo(0, 0)")
    await reader.page.evaluate(STILL)
    read = await in_view(reader)
    before = await read.evaluate(TOP)
    wanted.set()
    await expect(message(reader, 120)).to_be_attached(timeout=SECONDS)
    await reader.page.evaluate(STILL)
    assert abs(await read.evaluate(TOP) - before) < 2


async def held(route: Route, wanted: asyncio.Event) -> None:
    await wanted.wait()
    await route.continue_()


async def test_what_grows_above_does_not_move_what_is_read(reader: Reader) -> None:
    await bring(reader, lengthy(40))
    await up(reader, 1500)
    await reader.page.evaluate(STILL)
    read = await in_view(reader)
    before = await read.evaluate(TOP)
    await reader.talk.locator("[data-message]").nth(10).evaluate(GROW)
    await reader.page.evaluate(STILL)
    assert abs(await read.evaluate(TOP) - before) < 2


async def in_view(reader: Reader) -> Locator:
    middle = "() => [400, 440, 480].map((y) => document.elementFromPoint(780, y).closest('[data-message]')).find(Boolean).dataset.message"
    return reader.talk.locator(f'[data-message="{await reader.page.evaluate(middle)}"]')


async def test_whoever_reads_above_is_told_who_writes_and_what_is_new(reader: Reader) -> None:
    await bring(reader, lengthy(30))
    await reader.write("count 300 every 20", "Neo")
    await expect(reader.reply("Neo")).to_contain_text("w3", timeout=SECONDS)
    await up(reader)
    await expect(latest(reader)).to_contain_text("Neo is writing")
    await reader.shot("pill")
    await reader.done("Neo", "w300")
    await expect(latest(reader)).to_have_text("To the latest")


async def test_what_came_while_reading_above_is_counted(reader: Reader, site: Site) -> None:
    thread = await bring(reader, lengthy(30))
    await up(reader)
    async with tab(reader.page.context, site, reader.email) as other:
        await other.open(f"/#/t/{thread}")
        await other.write("echo ailleurs", "Neo")
        await other.done("Neo", "ailleurs")
    await expect(latest(reader)).to_contain_text("2 new messages", timeout=SECONDS)
    await latest(reader).click()
    await expect(reader.reply("Neo")).to_be_in_viewport()
    await expect(latest(reader)).to_have_count(0)


async def test_what_one_sends_goes_to_view(reader: Reader) -> None:
    await bring(reader, lengthy(30))
    await up(reader)
    await reader.write("echo me voici", "Neo")
    await expect(reader.talk.get_by_text("echo me voici")).to_be_in_viewport()
    await reader.done("Neo", "me voici")
    await expect(reader.reply("Neo").get_by_test_id("bill")).to_be_in_viewport()


async def test_back_in_a_thread_one_reads_on_where_one_was(reader: Reader) -> None:
    await bring(reader, lengthy(60))
    await up(reader, 2000)
    read = await in_view(reader)
    before = await read.evaluate(TOP)
    await reader.page.get_by_role("button", name="New thread").click()
    await reader.page.go_back()
    await expect(latest(reader)).to_be_visible()
    await expect(read).to_be_in_viewport()
    await reader.page.wait_for_timeout(1200)
    assert abs(await read.evaluate(TOP) - before) < 2


async def test_days_are_told_apart(reader: Reader) -> None:
    now = datetime.now(UTC)
    days = (timedelta(days=400), timedelta(days=1), timedelta())
    await bring(reader, ({"role": "user", "content": "Bonjour.", "created_at": (now - ago).isoformat()} for ago in days))
    headings = reader.talk.get_by_role("heading")
    await expect(headings).to_have_count(3)
    await expect(headings.nth(0)).to_have_text(re.compile(r"\w+day, \w+ \d+, \d{4}"))
    await expect(headings.nth(1)).to_have_text("Yesterday")
    await expect(headings.nth(2)).to_have_text("Today")


async def test_sentences_are_heard_once_they_are_finished(reader: Reader) -> None:
    await reader.write("echo Il **pleut**. Le jardin boit.\n\n```js\na. b\n```\n\nFin", "Anima")
    news = reader.page.get_by_test_id("news")
    await expect(news).to_contain_text("Anima has answered.", timeout=SECONDS)
    assert " ".join(await news.locator("p").all_inner_texts()) == "Anima: Il pleut. Le jardin boit. Code. Fin Anima has answered."


async def test_several_voices_do_not_mix_their_sentences(reader: Reader) -> None:
    await reader.write("echo Une phrase. Une autre ! Fin", "Anima", "Neo", "Nexus")
    heard = reader.page.get_by_test_id("news").locator("p")
    for name in ("Anima", "Neo", "Nexus"):
        await expect(heard.filter(has_text=f"{name} has answered.")).to_have_count(1, timeout=SECONDS)
    whole = re.compile(r"^((Anima|Neo|Nexus): )?(Une phrase\.|Une autre !|Fin| )+$|^\w+ has answered\.$")
    assert [one for one in await heard.all_inner_texts() if not whole.match(one)] == []


async def test_actions_are_in_reach_of_a_finger(browser: Browser, site: Site) -> None:
    async with reading(browser, site, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True) as reader:
        await reader.open()
        await reader.choose("Neo")
        await reader.box.fill("echo touché")
        await reader.page.get_by_role("button", name="Send").click()
        await reader.done("Neo", "touché")
        for name in ("You", "Neo"):
            footer = reader.talk.get_by_role("article", name=name).locator("footer")
            await expect(footer.get_by_role("button", name="Copy")).to_be_in_viewport()
            await expect(footer).to_have_css("opacity", "1")
