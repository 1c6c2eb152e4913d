"""Five thousand messages: all within reach, few of them drawn, and answers that come on time."""

import pytest
from brought import bring, lengthy
from playwright.async_api import expect
from reader import SECONDS, Reader

pytestmark = pytest.mark.asyncio(loop_scope="session")

MESSAGES = 5_000
LOAD_ALL = """async () => {
  const scroller = document.querySelector('.scroller')
  while (document.querySelector('.earlier')) {
    scroller.scrollTo(0, 0)
    await new Promise((go) => setTimeout(go, 30))
  }
}"""
COUNT_FRAMES = """(seconds) => new Promise((tell) => {
  let frames = 0
  const until = performance.now() + seconds * 1000
  const frame = () => (performance.now() < until ? (frames++, requestAnimationFrame(frame)) : tell(frames))
  requestAnimationFrame(frame)
})"""


async def test_three_answers_stream_in_a_thread_of_five_thousand_messages(reader: Reader) -> None:
    await bring(reader, lengthy(MESSAGES))
    await reader.page.evaluate(LOAD_ALL)
    await expect(reader.talk.locator("[data-message]")).to_have_count(MESSAGES)
    await reader.write("count 400 every 10", "Anima", "Neo", "Nexus")
    await expect(reader.talk.locator("[data-status=streaming]")).to_have_count(3, timeout=SECONDS)
    assert await reader.page.evaluate(COUNT_FRAMES, 2) > 10  # 120 on a machine of its own; a page that draws all has none
    for name in ("anima", "neo", "nexus"):
        await expect(reader.talk.locator(f"article.{name}").last).to_contain_text("w400", timeout=SECONDS)
    assert await reader.talk.locator(".prose").count() < MESSAGES / 2
