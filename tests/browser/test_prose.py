"""What is said, as it is shown: code, tables, formulas, diagrams, and a text that grows in peace."""

import re
from pathlib import Path

import pytest
from carried import bring, said
from playwright.async_api import Locator, Request, expect
from reader import SECONDS, Reader

pytestmark = pytest.mark.asyncio(loop_scope="session")

PYTHON = "def said(text: str) -> str:\n    return text  # once more\n"
PYTHON_KEYWORDS = 12
WIDE_TABLE = f"| {' | '.join('abcdefghijklmnop')} |\n{'|---' * 16}|\n| {' | '.join(['words'] * 16)} |\n"
WIDE = f"```python\n{PYTHON}{'x' * 400} = 1\n```\n\n{WIDE_TABLE}"
FLOW = "```mermaid\nflowchart LR\n  A[Début] --> B{Qui ?}\n  B --> C[(Mémoire)]\n```"
GROWS = f"""# Un titre

Un début qui **tient** avec un [lien](https://example.org{"/un/chemin" * 40}) et `du code`.
- un point
- un autre point
  1. et dedans
  2. encore

```python
{PYTHON * 6}```

| nom | valeur |
|-----|-------:|
| un | 1 |
| deux | 2 |

Une formule $x^2$ et une autre :

$$
\\sum_{{i=1}}^n i
$$

> cité

fin"""
WATCH = """() => {
  window.heights = []
  const first = () => [...document.querySelectorAll('article:not([aria-label=You]) .prose')].slice(0, 1)
  const measure = () => heights.push(...first().map((one) => one.getBoundingClientRect().height))
  new MutationObserver(measure).observe(document.body, { childList: true, subtree: true, characterData: true })
}"""
FALLS = "() => heights.filter((height, at) => at && height < heights[at - 1] - 1).length"


async def shown(reader: Reader, folder: Path, *texts: str) -> Locator:
    await bring(reader, folder, {"title": "Prose", "messages": said(texts, speaker="neo")})
    await expect(reader.talk.locator(".prose > *").first).to_be_visible(timeout=SECONDS)
    return reader.talk.locator(".prose")


async def test_code_says_its_language_has_colours_and_is_copied(reader: Reader, tmp_path: Path) -> None:
    await reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    prose = await shown(reader, tmp_path, f"```py\n{PYTHON}```")
    await expect(prose.get_by_role("figure")).to_contain_text("Python")
    await expect(prose.locator(".hljs-keyword").first).to_have_text("def")
    await prose.get_by_role("button", name="Copy code").click()
    await expect(prose.get_by_role("status")).to_have_text("Copied")
    assert await reader.page.evaluate("navigator.clipboard.readText()") == PYTHON.rstrip("\n")


async def test_what_is_wide_scrolls_in_its_place_and_is_reached_by_the_keyboard(reader: Reader, tmp_path: Path) -> None:
    prose = await shown(reader, tmp_path, WIDE, f"```py\n{PYTHON}```")
    for name in ("Code, Python", "Table"):
        region = prose.get_by_role("region", name=name)
        await expect(region).to_have_count(1)
        await expect(region).to_have_attribute("tabindex", "0")
    assert await reader.page.evaluate("document.querySelector('.scroller').scrollWidth <= document.querySelector('.scroller').clientWidth")


async def test_formulas_are_typeset_and_money_is_not(reader: Reader, tmp_path: Path) -> None:
    matrix = "$$\n\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}\n$$"
    prose = await shown(reader, tmp_path, f"Entre $5 et $6 : $\\frac{{1}}{{2}}$, \\(a_1\\) et\n\n{matrix}")
    await expect(prose.locator(".katex")).to_have_count(3)
    await expect(prose.locator(".katex-display")).to_have_count(1)
    await expect(prose).to_contain_text("Entre $5 et $6 :")
    raised = "() => new Set([...document.querySelectorAll('.mfrac .vlist > span')].map((one) => one.style.top)).size"
    assert await reader.page.evaluate(raised) > 1
    assert await reader.page.evaluate("document.fonts.check('1em KaTeX_Main')")


async def test_a_formula_that_cannot_be_read_keeps_its_source(reader: Reader, tmp_path: Path) -> None:
    prose = await shown(reader, tmp_path, "Voici $\\frac{1}{\\nothing}$.")
    await expect(prose.get_by_title("This formula cannot be read.")).to_have_text("\\frac{1}{\\nothing}")


async def test_a_diagram_is_a_picture_with_its_source_within_reach(reader: Reader, tmp_path: Path) -> None:
    prose = await shown(reader, tmp_path, FLOW)
    picture = prose.get_by_role("img", name="Diagram")
    await expect(picture).to_be_visible(timeout=2 * SECONDS)
    assert await picture.evaluate("(one) => one.src.startsWith('blob:') && one.decode().then(() => one.naturalWidth > 200)")
    await expect(prose.get_by_text("flowchart LR")).to_be_hidden()
    await prose.get_by_role("button", name="Show source").click()
    await expect(prose.get_by_text("flowchart LR")).to_be_visible()
    await expect(prose.get_by_role("button", name="Hide source")).to_have_attribute("aria-expanded", "true")


async def test_diagrams_share_one_frame_and_turn_dark_with_the_page(reader: Reader, tmp_path: Path) -> None:
    prose = await shown(reader, tmp_path, FLOW, FLOW.replace("Début", "Milieu"))
    await expect(prose.get_by_role("img", name="Diagram")).to_have_count(2, timeout=2 * SECONDS)
    light = await prose.get_by_role("img").first.get_attribute("src")
    await reader.page.emulate_media(color_scheme="dark")
    await expect(prose.get_by_role("img").first).not_to_have_attribute("src", str(light))
    assert [frame.url for frame in reader.page.frames[1:]] == [f"{reader.site.base}/diagram.html"]


async def test_a_diagram_that_cannot_be_drawn_shows_its_source(reader: Reader, tmp_path: Path) -> None:
    prose = await shown(reader, tmp_path, "```mermaid\nflowchart TD\n  A --> (((\n```")
    await expect(prose.get_by_text("This diagram cannot be drawn.")).to_be_visible(timeout=2 * SECONDS)
    await expect(prose.get_by_text("A --> (((")).to_be_visible()


async def test_the_frame_of_diagrams_has_no_origin_and_reaches_nothing(reader: Reader, tmp_path: Path) -> None:
    prose = await shown(reader, tmp_path, FLOW)
    await expect(prose.get_by_role("img", name="Diagram")).to_be_visible(timeout=2 * SECONDS)
    frame = reader.page.frames[1]
    assert await frame.evaluate("origin") == "null"
    assert await frame.evaluate("fetch('/health').then(() => 'reached', () => 'refused')") == "refused"
    assert await frame.evaluate("(() => { try { return parent.document.title } catch { return 'refused' } })()") == "refused"
    reader.complaints.clear()


async def test_nothing_is_loaded_for_what_is_not_there(reader: Reader, tmp_path: Path) -> None:
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(name_of(request)))
    prose = await shown(reader, tmp_path, "Une phrase, **rien** de plus, pour $5 et $6.")
    await expect(prose.locator("strong")).to_be_visible()
    assert [name for name in asked if name.startswith(("highlight", "tex", "diagram", "KaTeX"))] == []
    assert len(reader.page.frames) == 1


async def test_tasks_are_told_apart_without_seeing_them(reader: Reader, tmp_path: Path) -> None:
    prose = await shown(reader, tmp_path, "- [x] lire\n- [ ] ~~écrire~~")
    await expect(prose.get_by_role("listitem").filter(has=reader.page.get_by_role("img", name="Done"))).to_have_text("lire")
    await expect(prose.get_by_role("listitem").filter(has=reader.page.get_by_role("img", name="To do"))).to_have_text("écrire")


async def test_what_stands_stays_while_a_text_grows(reader: Reader) -> None:
    await reader.write(f"echo {GROWS}", "Neo")
    first = reader.reply("Neo").locator(".prose > p").first
    await expect(first).to_contain_text("du code", timeout=SECONDS)
    await first.evaluate("(one) => { one.marked = true; getSelection().selectAllChildren(one) }")
    await reader.done("Neo", "fin")
    assert await first.evaluate("(one) => one.marked && getSelection().toString().startsWith('Un début qui tient')")


async def test_a_text_that_grows_never_jumps_back(reader: Reader) -> None:
    await reader.page.evaluate(WATCH)
    await reader.write(f"echo every 30 {GROWS}", "Neo")
    await reader.done("Neo", "fin")
    await expect(reader.reply("Neo").locator(".katex")).to_have_count(2)
    assert await reader.page.evaluate("heights.length") > 5
    assert await reader.page.evaluate(FALLS) == 0


async def test_a_text_that_has_grown_is_as_one_that_was_there_at_once(reader: Reader) -> None:
    await reader.write(f"echo {GROWS}", "Neo")
    await reader.done("Neo", "fin")
    grown = await settled(reader)
    await reader.page.reload()
    assert await settled(reader) == grown


async def settled(reader: Reader) -> str:
    prose = reader.reply("Neo").locator(".prose")
    await expect(prose.locator(".formula.set")).to_have_count(2, timeout=SECONDS)
    await expect(prose.locator(".hljs-keyword")).to_have_count(PYTHON_KEYWORDS, timeout=SECONDS)
    return re.sub(r">\s+<", "><", await prose.inner_html())


def name_of(request: Request) -> str:
    return request.url.rpartition("/")[2]
