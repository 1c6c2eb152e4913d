"""Hostile text, wherever it comes from, stays text: no dialog, no request elsewhere, no complaint of the page's policy.

The `reader` checks all three when a test ends.
"""

import json
from pathlib import Path

import pytest
from playwright.async_api import expect
from reader import Reader

pytestmark = pytest.mark.asyncio(loop_scope="session")

EVIL = "https://evil.example"
PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    f"![x]({EVIL}/pixel.png)",
    '![x](x"onerror="alert(3))',
    "[click](javascript:alert(4))",
    "[click](JaVaScRiPt&colon;alert(5))",
    "[click](data:text/html;base64,PHNjcmlwdD5hbGVydCg2KTwvc2NyaXB0Pg==)",
    "[click](vbscript:alert(7))",
    f'<{EVIL}/" onmouseover="alert(8)>',
    f"[a]({EVIL} \"title' onmouseover='alert(9)\")",
    "<svg/onload=alert(10)>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(11)>",
    f"<iframe src={EVIL}></iframe>",
    f"<link rel=stylesheet href={EVIL}/a.css><style>@import '{EVIL}/b.css'</style>",
    '```"><img src=x onerror=alert(12)>\ncode\n```',
    f"| a |\n|:-:|\n| <img src={EVIL}/cell.png onerror=alert(13)> |",
    "<form action=https://evil.example><input name=id><button>go</button></form>",
    '<a href="#/enter/stolen" id=app name=page>x</a> [in](#/enter/stolen) [up](/api/auth/logout)',
    "&#60;img src=x onerror=alert(14)&#62; \u202e<b>right to left</b>",
    f'<div style="background:url({EVIL}/style.png)">x</div>',
)
ONLY_TEXT = """() => {
  const all = [...document.querySelectorAll('.prose *')]
  const risky = all.filter((one) => /^(script|img|iframe|svg|math|style|link|form|input|object|embed)$/i.test(one.localName))
  const inline = (one) => one.getAttributeNames().some((name) => /^on|^style$/.test(name))
  const handlers = [...document.querySelectorAll('#app *')].filter(inline)
  const links = all.filter((one) => one.hasAttribute('href'))
  const wild = links.filter((one) => !/^(https?:|mailto:)/.test(one.getAttribute('href')) || !one.rel.includes('noopener'))
  return [...risky, ...handlers, ...wild].map((one) => one.outerHTML)
}"""


async def bring(reader: Reader, folder: Path, title: str, role: str, texts: tuple[str, ...]) -> None:
    messages = [{"role": role, "speaker": "neo" if role == "assistant" else None, "content": text} for text in texts]
    (folder / "hostile.json").write_text(json.dumps({"threads": [{"title": title, "messages": messages}]}), encoding="utf-8")
    await reader.page.locator("input[type=file]").set_input_files(folder / "hostile.json")


@pytest.mark.parametrize("role", ["assistant", "user", "note"])
async def test_hostile_messages_stay_text(reader: Reader, tmp_path: Path, role: str) -> None:
    await bring(reader, tmp_path, "Hostile", role, PAYLOADS)
    await expect(reader.talk.get_by_role("article")).to_have_count(len(PAYLOADS))
    await reader.sees("alert(1)")
    for link in await reader.talk.locator("a").all():
        await link.hover()
    assert await reader.page.evaluate(ONLY_TEXT) == []


async def test_hostile_answers_stay_text_while_they_stream(reader: Reader) -> None:
    for payload in PAYLOADS[:6]:
        await reader.write(f"echo {payload} fin", "Neo")
        await reader.done("Neo", "fin")
    assert await reader.page.evaluate(ONLY_TEXT) == []


async def test_a_hostile_title_stays_text_in_the_list_and_in_what_is_found(reader: Reader, tmp_path: Path) -> None:
    title = "<img src=x onerror=alert(15)> <b>titre</b>"
    await bring(reader, tmp_path, title, "user", ("<u>trouvé</u><script>alert(16)</script>",))
    link = reader.page.get_by_role("navigation").get_by_role("link")
    await expect(link).to_have_text(title)
    await reader.page.get_by_label("Search in threads").fill("trouvé")
    await expect(link.locator("mark")).to_have_text("trouvé")
    await expect(link.locator("img, script, u, b")).to_have_count(0)


async def test_a_picture_from_elsewhere_becomes_a_link(reader: Reader, tmp_path: Path) -> None:
    await bring(reader, tmp_path, "Image", "assistant", (f"![un chat]({EVIL}/cat.png)",))
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
