"""What axe finds wrong with the page as it stands, by the rules of WCAG 2.2 A and AA."""

import json
from pathlib import Path

from playwright.async_api import Page

AXE = Path(__file__).parents[2] / "src" / "webapp" / "node_modules" / "axe-core" / "axe.min.js"
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "rules": {"label-content-name-mismatch": {"enabled": False}},  # an experiment of axe's, which reads key caps as one word
    "resultTypes": ["violations"],
}
ASK = """(async (within, rules) => (await axe.run(within, rules)).violations
  .flatMap((one) => one.nodes.map((node) => [one.id, node.html.slice(0, 200)])))"""
SETTLED = """() => Promise.all(document.getAnimations().filter((one) => one.effect?.getTiming().iterations !== Infinity)
  .map((one) => one.finished.catch(() => undefined)))"""


async def violations(page: Page, within: str = "html") -> list[list[str]]:
    """The rule and the element of each violation, when what moves has come to its end.

    The checker runs as an extension would, not as the page's own script, which the page's policy would not let it be.
    """
    await page.evaluate(SETTLED)
    world = await page.context.new_cdp_session(page)
    frame = (await world.send("Page.getFrameTree"))["frameTree"]["frame"]["id"]
    context = (await world.send("Page.createIsolatedWorld", {"frameId": frame}))["executionContextId"]
    await world.send("Runtime.evaluate", {"expression": AXE.read_text("utf-8"), "contextId": context})
    asked = f"{ASK}({json.dumps(within)}, {json.dumps(RULES)})"
    how = {"expression": asked, "contextId": context, "awaitPromise": True, "returnByValue": True}
    found: list[list[str]] = (await world.send("Runtime.evaluate", how))["result"]["value"]
    return found
