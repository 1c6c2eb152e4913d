"""Every view, in both languages and both themes, on a desk, on a telephone and at 200 %: axe finds nothing wrong."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from accessible import violations
from carried import said
from playwright.async_api import Browser, expect
from reader import Reader, reading
from site_of import Site

pytestmark = pytest.mark.asyncio(loop_scope="session")

LOOKS: dict[str, dict[str, Any]] = {
    "desk": {},
    "dark": {"color_scheme": "dark"},
    "telephone in French": {"viewport": {"width": 390, "height": 844}, "locale": "fr-FR"},
    "at 200 %": {"viewport": {"width": 640, "height": 430}, "color_scheme": "dark"},
}
RICH = """# A heading

A [link](https://example.org), `code`, **bold** and *emphasis*.

| a | b |
| --- | ---: |
| 1 | 2 |

```python
def said(text: str) -> str:
    return text  # once more
```

- [x] done
- [ ] open

> quoted

$$\\frac{1}{2}$$
"""


@pytest_asyncio.fixture(params=LOOKS, loop_scope="session")
async def looked(request: pytest.FixtureRequest, browser: Browser, site: Site) -> AsyncIterator[Reader]:
    async with reading(browser, site, reduced_motion="reduce", **LOOKS[request.param]) as reads:
        await reads.page.goto(site.base)
        await reads.page.locator(".composer textarea").wait_for()
        yield reads


async def test_the_first_screen(looked: Reader) -> None:
    assert await violations(looked.page) == []


async def test_a_thread_with_all_that_can_be_said_in_it(looked: Reader) -> None:
    thread = {"title": "Rich", "messages": [*said([RICH], "user"), *said([RICH], "assistant", "neo"), *said([RICH], "assistant", "anima")]}
    made = await looked.page.request.post(f"{looked.site.base}/api/threads/import", data={"threads": [thread]}, headers=from_us(looked))
    await looked.page.goto(f"{looked.site.base}/#/t/{(await made.json())['items'][0]['id']}")
    await expect(looked.page.locator(".prose table")).to_have_count(3)
    await expect(looked.page.locator(".katex").first).to_be_visible()
    assert await violations(looked.page) == []


def from_us(reader: Reader) -> dict[str, str]:
    return {"Origin": reader.site.base, "Sec-Fetch-Site": "same-origin"}


async def test_answers_of_three_side_by_side_with_the_drawer(looked: Reader) -> None:
    choices = "{ layout: 'side', drawer: true }"
    await looked.page.evaluate(f"localStorage.setItem('emergence.preferences', JSON.stringify({choices}))")
    await looked.page.reload()
    for name in ("Anima", "Neo", "Nexus"):
        await looked.page.locator(".composer").get_by_label(name, exact=True).check(force=True)
    await looked.page.locator(".composer textarea").fill("echo three of us")
    await looked.page.locator(".composer textarea").press("Control+Enter")
    await expect(looked.page.locator("article[data-status=complete]")).to_have_count(3)
    assert await violations(looked.page) == []


async def test_the_settings(looked: Reader) -> None:
    await looked.page.goto(f"{looked.site.base}/#/settings")
    await looked.page.locator("h1").wait_for()
    assert await violations(looked.page) == []


async def test_the_palette(looked: Reader) -> None:
    await looked.page.keyboard.press("Control+k")
    await looked.page.get_by_role("dialog").wait_for()
    assert await violations(looked.page) == []


async def test_signing_in(looked: Reader) -> None:
    await looked.page.context.clear_cookies()
    await looked.page.reload()
    await looked.page.locator("[name=password]").wait_for()
    assert await violations(looked.page) == []
