"""The page as an installed application: it opens without its server, keeps nothing of a person, and asks before it changes."""

import re
import shutil
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, expect
from reader import SECONDS, Reader, reading, tab
from site_of import Site, running
from speaker import Speaker

pytestmark = pytest.mark.asyncio(loop_scope="session")

SOURCE = Path(__file__).parents[2] / "src"
IS_KEPT = "() => navigator.serviceWorker.ready.then((it) => it.active.state)"
KEPT = """async () => {
  const caches_ = await Promise.all((await caches.keys()).map((name) => caches.open(name)))
  const requests = (await Promise.all(caches_.map((cache) => cache.keys()))).flat()
  return requests.map((request) => new URL(request.url).pathname)
}"""
IS_ALL_KEPT = """async (name) => {
  while (String(await caches.keys()) !== name) await new Promise((resolve) => setTimeout(resolve, 50))
}"""
FRAME = "() => [...document.querySelectorAll('meta[name=theme-color]')].find((meta) => matchMedia(meta.media).matches).content"
SHELL = re.compile(r"/|/(icon\.svg|apple-touch-icon\.png|manifest\.webmanifest|look\.js)|/assets/[\w.-]+")


@pytest_asyncio.fixture(loop_scope="session")
async def own(model: Speaker, tmp_path: Path) -> AsyncIterator[Site]:
    """A site whose server and page can be changed."""
    (tmp_path / "src" / "webapp").mkdir(parents=True)
    (tmp_path / "src" / "emergence").symlink_to(SOURCE / "emergence")
    shutil.copytree(SOURCE / "webapp" / "dist", dist(tmp_path))
    async with running(tmp_path, model.url, PYTHONPATH=str(tmp_path / "src")) as site:
        yield site


@pytest_asyncio.fixture(loop_scope="session")
async def installed(browser: Browser, own: Site) -> AsyncIterator[Reader]:
    async with reading(browser, own) as reads:
        await reads.open()
        assert await reads.page.evaluate(IS_KEPT)
        yield reads


def dist(folder: Path) -> Path:
    return folder / "src" / "webapp" / "dist"


def version(reader: Reader) -> Locator:
    return reader.page.locator("meta[name=version]")


async def renew(site: Site) -> tuple[str, str]:
    """Another version of the page is put on the server, as a deployment does it; answers the names of the old and the new."""
    index = (dist(site.folder) / "index.html").read_text("utf-8")
    old = re.findall(r'name="version" content="(\w+)"', index)[0]
    new = old[::-1]
    for name in ("index.html", "sw.js"):
        file = dist(site.folder) / name
        file.write_text(file.read_text("utf-8").replace(old, new), encoding="utf-8")
    await site.end()
    await site.start()
    return old, new


async def test_the_browser_finds_all_that_it_needs_to_install_the_page(installed: Reader) -> None:
    inspector = await installed.page.context.new_cdp_session(installed.page)
    manifest = await inspector.send("Page.getAppManifest")
    assert (manifest["errors"], manifest["url"].partition("?")[0]) == ([], f"{installed.site.base}/manifest.webmanifest")
    wrong = (await inspector.send("Page.getInstallabilityErrors"))["installabilityErrors"]
    assert [one["errorId"] for one in wrong] == ["in-incognito"]
    for name in ("icon-192", "icon-512", "maskable-192", "maskable-512", "apple-touch-icon"):
        icon = await installed.page.request.get(f"{installed.site.base}/{name}.png")
        assert (icon.status, icon.headers["content-type"]) == (200, "image/png")


async def test_only_the_shell_is_kept(installed: Reader) -> None:
    await installed.write("echo **secret**", "Neo")
    await installed.done("Neo", "secret")
    await installed.page.reload()
    await installed.done("Neo", "secret")
    kept = await installed.page.evaluate(KEPT)
    assert {"/", "/look.js"} <= set(kept)
    assert [path for path in kept if not SHELL.fullmatch(path)] == []


async def test_a_reload_without_a_server_shows_what_waits_and_sends_it_later(installed: Reader) -> None:
    await installed.write("echo avant", "Neo")
    await installed.done("Neo", "avant")
    await installed.site.end(signal.SIGKILL)
    await installed.write("echo pendant")
    answer = await installed.page.reload()
    assert answer
    assert answer.from_service_worker
    assert "require-trusted-types-for 'script'" in answer.headers["content-security-policy"]
    await expect(installed.page.get_by_test_id("waiting")).to_contain_text("echo pendant")
    await installed.shot("offline_reload")
    await installed.site.start()
    await installed.done("Neo", "pendant")
    await installed.sees("avant")


async def test_a_new_tab_without_a_server_says_so_and_goes_on_by_itself(installed: Reader) -> None:
    await installed.site.end()
    async with tab(installed.page.context, installed.site, installed.email) as other:
        await other.page.goto(installed.site.base)
        await expect(other.page.get_by_role("status").filter(has_text="The server cannot be reached.")).to_be_visible()
        await other.shot("offline_start")
        await installed.site.start()
        await expect(other.box).to_be_visible(timeout=SECONDS)


async def test_whoever_is_signed_out_is_asked_to_sign_in_as_soon_as_the_server_is_back(installed: Reader) -> None:
    await installed.site.end()
    await installed.page.context.clear_cookies()
    await installed.page.reload()
    await expect(installed.page.get_by_text("Reconnecting…")).to_be_visible()
    await installed.site.start()
    await expect(installed.page.get_by_role("button", name="Sign in")).to_be_visible(timeout=SECONDS)


async def test_a_server_that_says_nothing_is_not_waited_for_long(installed: Reader) -> None:
    installed.site.send(signal.SIGSTOP)
    answer = await installed.page.reload()
    assert answer
    assert answer.from_service_worker
    await expect(installed.page.get_by_text("One moment…")).to_be_visible()
    installed.site.send(signal.SIGCONT)
    await expect(installed.box).to_be_visible(timeout=SECONDS)


async def test_a_new_version_waits_until_it_is_agreed_to(installed: Reader) -> None:
    old, new = await renew(installed.site)
    await expect(installed.page.get_by_text("A new version is ready.")).to_be_visible(timeout=SECONDS)
    await installed.shot("new_version")
    await expect(version(installed)).to_have_attribute("content", old)
    await installed.page.get_by_role("button", name="Reload").click()
    await expect(version(installed)).to_have_attribute("content", new)
    await expect(installed.box).to_be_visible(timeout=SECONDS)
    await expect(installed.page.get_by_text("A new version is ready.")).to_have_count(0)
    await installed.page.evaluate(IS_ALL_KEPT, f"shell-{new}")


async def test_a_new_version_that_was_put_off_comes_with_the_next_load_unasked(installed: Reader) -> None:
    _, new = await renew(installed.site)
    await installed.page.get_by_role("button", name="Later").click(timeout=SECONDS)
    await expect(installed.page.get_by_text("A new version is ready.")).to_have_count(0)
    await installed.page.reload()
    await expect(version(installed)).to_have_attribute("content", new)
    await installed.page.evaluate(IS_ALL_KEPT, f"shell-{new}")
    await expect(installed.page.get_by_text("A new version is ready.")).to_have_count(0)


async def test_a_new_version_that_was_put_off_is_named_again_when_a_part_of_the_old_one_is_gone(installed: Reader) -> None:
    for part in (dist(installed.site.folder) / "assets").glob("Settings-*.js"):
        part.unlink()
    await renew(installed.site)
    await installed.page.get_by_role("button", name="Later").click(timeout=SECONDS)
    await expect(installed.page.get_by_text("A new version is ready.")).to_have_count(0)
    await installed.page.evaluate("location.hash = '#/settings'")
    await expect(installed.page.get_by_text("A new version is ready.")).to_be_visible(timeout=SECONDS)


async def test_a_tab_of_the_old_version_is_asked_too_and_not_reloaded(installed: Reader) -> None:
    async with tab(installed.page.context, installed.site, installed.email) as other:
        await other.open()
        old, _ = await renew(installed.site)
        await other.box.fill("à moitié écrit")
        await installed.page.get_by_role("button", name="Reload").click(timeout=SECONDS)
        await expect(installed.box).to_be_visible(timeout=SECONDS)
        await expect(other.page.get_by_text("A new version is ready.")).to_be_visible(timeout=SECONDS)
        await expect(version(other)).to_have_attribute("content", old)
        await expect(other.box).to_have_value("à moitié écrit")


@pytest.mark.parametrize(("chosen", "colour"), [("light", "#f7f4ee"), ("dark", "#12131a"), ("system", "#12131a")])
async def test_the_browsers_frame_has_the_colour_of_the_theme(browser: Browser, site: Site, chosen: str, colour: str) -> None:
    async with reading(browser, site, color_scheme="dark") as reader:
        await reader.page.add_init_script(f"localStorage.setItem('emergence.preferences', '{{\"theme\": \"{chosen}\"}}')")
        await reader.open()
        assert await reader.page.evaluate(FRAME) == colour
