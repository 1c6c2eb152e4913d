"""Hostile text, wherever it comes from, stays text: no dialog, no request elsewhere, no complaint of the page's policy.

The `reader` checks all three when a test ends.
"""

from pathlib import Path

import pytest
from carried import bring, said
from payloads import DIAGRAMS, EVIL, FORMULAS, MARKUP, NAMES, PAYLOADS, SHORT, SPEAKERS
from playwright.async_api import Frame, expect
from reader import SECONDS, Reader

pytestmark = pytest.mark.asyncio(loop_scope="session")

LONGER = 4 * SECONDS
HALF = len(PAYLOADS) // 2
ONLY_TEXT = """() => {
  const all = [...document.querySelectorAll('#app *')]
  const within = all.filter((one) => one.closest('.prose, [data-testid=messages], nav'))
  const loads = /^(script|iframe|style|link|meta|base|template|object|embed|video|audio)$/i
  const never = (one) => loads.test(one.localName) || /^(select|details|dialog|foreignobject|animate|set|use)$/i.test(one.localName)
  const drawn = (one) => /^(svg|math|img|image|form|input|textarea)$/.test(one.localName) && one.closest('.prose')
  const picture = (one) => one.localName === 'img' && one.src.startsWith('blob:') && one.closest('.diagram')
  const ours = (one) => one.closest('.formula .katex') || picture(one)
  const risky = within.filter((one) => never(one) || (drawn(one) && !ours(one)))
  const handlers = all.filter((one) => one.getAttributeNames().some((name) => /^on|^src(doc|set)$|^formaction$/.test(name)))
  const styled = within.filter((one) => one.closest('.prose') && one.hasAttribute('style') && !one.closest('.formula, .diagram'))
  const named = within.filter((one) => one.closest('.prose') && (one.id || one.hasAttribute('name')))
  const links = all.filter((one) => one.closest('.prose') && (one.hasAttribute('href') || one.hasAttribute('xlink:href')))
  const wild = links.filter((one) => !/^(https?:|mailto:)/.test(one.getAttribute('href')) || !one.rel.includes('noopener'))
  return [...risky, ...handlers, ...styled, ...named, ...wild].map((one) => one.outerHTML)
}"""
OWNED = "() => 'owned' in window || 'owned' in {} || typeof document.querySelector !== 'function'"


async def stays_text(reader: Reader) -> None:
    """Nothing is there that could act, in the page or in the frame that draws, and nothing has acted."""
    assert await reader.page.evaluate(ONLY_TEXT) == []
    frames: list[Frame] = reader.page.frames
    assert [frame.url for frame in frames if await frame.evaluate(OWNED)] == []


@pytest.mark.parametrize("role", ["assistant", "user", "note"])
@pytest.mark.parametrize("texts", [PAYLOADS[:HALF], PAYLOADS[HALF:]], ids=["first", "second"])
async def test_hostile_messages_stay_text(reader: Reader, tmp_path: Path, role: str, texts: tuple[str, ...]) -> None:
    speaker = "neo" if role == "assistant" else None
    await bring(reader, tmp_path, {"title": "Hostile", "messages": said(texts, role, speaker)})
    await expect(reader.talk.get_by_role("article")).to_have_count(len(texts))
    await reader.sees("alert(")
    for link in await reader.talk.locator("a").all():
        await link.hover()
    await stays_text(reader)


async def test_hostile_formulas_and_diagrams_are_drawn_without_acting(reader: Reader, tmp_path: Path) -> None:
    await bring(reader, tmp_path, {"title": "Drawn", "messages": said((*FORMULAS, *DIAGRAMS), "assistant", "neo")})
    await expect(reader.talk.locator(".formula").first).to_be_visible()
    await expect(reader.talk.locator(".formula:not(.set)")).to_have_count(0)
    await expect(reader.talk.locator(".diagram :is(img, pre:not([hidden]))")).to_have_count(len(DIAGRAMS), timeout=LONGER)
    await reader.shot("hostile")
    await stays_text(reader)


async def test_hostile_speakers_are_only_named(reader: Reader, tmp_path: Path) -> None:
    messages = [{"role": "assistant", "speaker": name, "content": "fin"} for name in SPEAKERS]
    await bring(reader, tmp_path, {"title": "Speakers", "messages": messages})
    await expect(reader.talk.get_by_role("article")).to_have_count(len(SPEAKERS))
    articles = await reader.talk.get_by_role("article").all()
    named = [await article.get_attribute("aria-label") or "" for article in articles]
    assert sorted(name.casefold() for name in named) == sorted(name.casefold() for name in SPEAKERS)
    await stays_text(reader)


async def test_hostile_titles_are_only_read(reader: Reader, tmp_path: Path) -> None:
    threads = [{"title": title, "messages": said(("fin",), "user")} for title in (*SHORT, *NAMES)]
    await bring(reader, tmp_path, *threads)
    await expect(reader.page.get_by_role("navigation").get_by_role("link")).to_have_count(len(threads))
    for link in await reader.page.get_by_role("navigation").get_by_role("link").all():
        await link.click()
        await reader.sees("fin")
    await stays_text(reader)


async def test_hostile_answers_stay_text_while_they_stream(reader: Reader) -> None:
    for payload in (*MARKUP[:6], *FORMULAS[:2], *DIAGRAMS[:2]):
        await reader.write(f"echo {payload}\n\nfin", "Neo")
        await reader.done("Neo", "fin")
    await stays_text(reader)


async def test_a_hostile_title_stays_text_in_the_list_and_in_what_is_found(reader: Reader, tmp_path: Path) -> None:
    title = "<img src=x onerror=alert(15)> <b>titre</b>"
    await bring(reader, tmp_path, {"title": title, "messages": said(("<u>trouvé</u><script>alert(16)</script>",), "user")})
    link = reader.page.get_by_role("navigation").get_by_role("link")
    await expect(link).to_have_text(title)
    await reader.page.get_by_label("Search in threads").fill("trouvé")
    await expect(link.locator("mark")).to_have_text("trouvé")
    await expect(link.locator("img, script, u, b")).to_have_count(0)


async def test_a_picture_from_elsewhere_becomes_a_link(reader: Reader, tmp_path: Path) -> None:
    await bring(reader, tmp_path, {"title": "Image", "messages": said((f"![un chat]({EVIL}/cat.png)",), "assistant", "neo")})
    link = reader.talk.get_by_role("link", name="un chat")
    await expect(link).to_have_attribute("href", f"{EVIL}/cat.png")
    await expect(link).to_have_attribute("rel", "noopener noreferrer nofollow")
    await expect(link).to_have_attribute("target", "_blank")


async def test_the_page_is_served_with_a_policy_that_holds(reader: Reader) -> None:
    answer = await reader.page.context.request.get(f"{reader.site.base}/")
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "unsafe" not in policy
