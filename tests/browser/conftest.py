"""One running product, one model and one Chromium for all browser tests; each test is a person of its own."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright, expect
from reader import SECONDS, Reader, reading
from site_of import Site, running
from speaker import Speaker, speaker

DIST = Path(__file__).parents[2] / "src" / "webapp" / "dist" / "index.html"
QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


def chromium() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    assert DIST.exists(), "build the webapp first: scripts/setup"
    path = chromium()
    if path is None:
        pytest.skip("there is no Chromium here")
    expect.set_options(timeout=SECONDS)
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield launched
        await launched.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def model() -> AsyncIterator[Speaker]:
    async with speaker() as speaks:
        yield speaks


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def site(model: Speaker, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    async with running(tmp_path_factory.mktemp("site"), model.url) as runs:
        yield runs


@pytest_asyncio.fixture(loop_scope="session")
async def reader(browser: Browser, site: Site) -> AsyncIterator[Reader]:
    async with reading(browser, site) as reads:
        await reads.open()
        yield reads


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A real browser on a busy machine gets a second chance; pytest's closing line counts those that needed it."""
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.flaky(reruns=1, reruns_delay=2))
