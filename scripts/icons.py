"""The application's icons, drawn by Chromium from src/webapp/public/icon.svg: .venv/bin/python scripts/icons.py"""

import asyncio
import shutil
from pathlib import Path

from playwright.async_api import Page, async_playwright

PUBLIC = Path(__file__).parent.parent / "src" / "webapp" / "public"
GROUND = "#16171f"
TILE = """<body style="margin:0"><div style="box-sizing:border-box; width:{size}px; height:{size}px; padding:{pad}px;
  background:{ground}; border-radius:{corner}px">{mark}</div>"""
TILES = {  # name: size, the mark's share of it, the corner's; systems cut a maskable one and Apple's as they like
    "icon-192": (192, 0.66, 0.22),
    "icon-512": (512, 0.66, 0.22),
    "maskable-192": (192, 0.52, 0),
    "maskable-512": (512, 0.52, 0),
    "apple-touch-icon": (180, 0.6, 0),
}


async def draw(page: Page, name: str, size: int, share: float, corner: float) -> None:
    """Keep a picture of the mark on its tile."""
    mark = (PUBLIC / "icon.svg").read_text("utf-8")
    await page.set_viewport_size({"width": size, "height": size})
    await page.set_content(TILE.format(size=size, pad=size * (1 - share) / 2, corner=size * corner, ground=GROUND, mark=mark))
    await page.screenshot(path=PUBLIC / f"{name}.png", omit_background=True)


async def main() -> None:
    """Draw them all."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--headless", "--no-sandbox"])
        page = await browser.new_page()
        for name, (size, share, corner) in TILES.items():
            await draw(page, name, size, share, corner)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
