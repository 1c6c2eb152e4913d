"""The settings: what is chosen holds at once, in every tab and after a reload; and everything can be taken away."""

import json
import re
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, Route, expect
from reader import SECONDS, Reader, reading, tab
from site_of import PASSWORD, Site, running

pytestmark = pytest.mark.asyncio(loop_scope="session")

ENGLISH = ["Language", "Look", "Writing", "Agents", "Account", "Sessions", "Keys for programs", "Your data", "Shortcuts", "About"]
FRENCH = ["Langue", "Apparence", "Écriture", "Agents", "Compte", "Sessions", "Clés de programmes", "Tes données", "Raccourcis", "À propos"]
DARK, LIGHT = "rgb(18, 19, 26)", "rgb(247, 244, 238)"
GROUND = "getComputedStyle(document.body).backgroundColor"
BAR = (
    "[...document.querySelectorAll('meta[name=theme-color]')].filter((meta) => matchMedia(meta.media).matches).map((meta) => meta.content)"
)
PRESENT = "fetch('/api/auth/session').then((answer) => answer.status)"
MIB = 1024 * 1024


async def visit(reader: Reader, part: str = "") -> None:
    await reader.page.goto(f"{reader.site.base}/#/settings{part and '/' + part}")
    await expect(reader.page.get_by_role("heading", level=1)).to_have_text(re.compile("Settings|Réglages"), timeout=SECONDS)


async def choose(page: Page, group: str, name: str) -> None:
    await option(page, group, name).click(force=True)


def option(page: Page, group: str, name: str) -> Locator:
    return page.get_by_role("group", name=group).get_by_label(name, exact=True)


def headings(page: Page) -> Locator:
    return page.get_by_role("main").get_by_role("heading", level=2)


def threads(titles: list[str], text: str = "Bonjour") -> str:
    return json.dumps({"threads": [{"title": title, "messages": [{"role": "user", "content": text}]} for title in titles]})


async def bring(reader: Reader, path: Path) -> None:
    await visit(reader, "data")
    await reader.page.get_by_role("main").locator("input[type=file]").set_input_files(path)


def listed(reader: Reader) -> Locator:
    return reader.page.get_by_role("navigation", name="Threads").get_by_role("link")


async def test_another_language_is_spoken_at_once(reader: Reader) -> None:
    await visit(reader)
    await expect(headings(reader.page)).to_have_text(ENGLISH)
    await choose(reader.page, "Language of the page", "Français")
    await expect(headings(reader.page)).to_have_text(FRENCH, timeout=SECONDS)
    await expect(reader.page.locator("html")).to_have_attribute("lang", "fr")
    await expect(reader.page).to_have_title("Réglages · ÉMERGENCE")
    await expect(reader.page.get_by_role("button", name="Nouveau fil", exact=True)).to_be_visible()
    await reader.shot("settings_french")


async def test_whoever_changes_the_language_by_keyboard_goes_on_from_there(reader: Reader) -> None:
    await visit(reader)
    await option(reader.page, "Language of the page", "English").focus()
    await reader.page.keyboard.press("ArrowRight")
    await expect(option(reader.page, "Langue de la page", "Français")).to_be_focused(timeout=SECONDS)
    await expect(reader.page).to_have_url(re.compile("#/settings/language$"))
    await reader.page.keyboard.press("ArrowLeft")
    await expect(option(reader.page, "Language of the page", "English")).to_be_focused(timeout=SECONDS)


async def test_without_a_choice_the_language_is_the_browsers(browser: Browser, site: Site) -> None:
    async with reading(browser, site, locale="fr-CA") as reader:
        await visit(reader)
        await expect(headings(reader.page)).to_have_text(FRENCH)
        await expect(option(reader.page, "Langue de la page", "Automatique")).to_be_checked()


async def test_a_theme_holds_at_once_and_its_bar_follows(reader: Reader) -> None:
    await visit(reader)
    await choose(reader.page, "Theme", "Dark")
    assert await reader.page.evaluate(f"[{GROUND}, {BAR}]") == [DARK, ["#12131a"]]
    await choose(reader.page, "Theme", "Light")
    assert await reader.page.evaluate(f"[{GROUND}, {BAR}]") == [LIGHT, ["#f7f4ee"]]
    await choose(reader.page, "Theme", "As the system")
    await reader.page.emulate_media(color_scheme="dark")
    assert await reader.page.evaluate(f"[{GROUND}, {BAR}]") == [DARK, ["#12131a"]]


async def never(route: Route) -> None:
    await route.abort()


async def test_after_a_reload_a_theme_is_there_before_the_page_is(browser: Browser, site: Site) -> None:
    async with reading(browser, site, service_workers="block") as reader:
        await visit(reader)
        await choose(reader.page, "Theme", "Dark")
        await reader.page.route("**/assets/*.js", never)
        await reader.page.reload()
        await expect(reader.page.get_by_role("main")).to_have_count(0)
        assert await reader.page.evaluate(f"[{GROUND}, {BAR}]") == [DARK, ["#12131a"]]


async def test_a_text_runs_as_wide_as_was_chosen(reader: Reader) -> None:
    await visit(reader)
    sample, measured = reader.page.get_by_test_id("sample"), []
    for name in ("Narrow", "Normal", "Wide"):
        await choose(reader.page, "Width of the text", name)
        await reader.page.wait_for_timeout(300)
        measured.append(await sample.evaluate("it => it.offsetWidth"))
    assert measured == sorted(set(measured))
    await reader.open()
    assert await reader.page.locator(".foot").evaluate("it => getComputedStyle(it).maxWidth") == f"{60 * 16 + 32}px"


async def test_two_tabs_stay_the_same(reader: Reader) -> None:
    await visit(reader)
    async with tab(reader.page.context, reader.site, reader.email) as other:
        await visit(other)
        await choose(reader.page, "Theme", "Dark")
        await choose(reader.page, "The Enter key", "Begins a line")
        await expect(other.page.locator("html")).to_have_attribute("data-theme", "dark")
        await expect(option(other.page, "The Enter key", "Begins a line")).to_be_checked()
        assert await other.page.evaluate(GROUND) == DARK


async def test_everything_can_be_chosen_by_keyboard(reader: Reader) -> None:
    await visit(reader)
    await option(reader.page, "Several answers", "In sequence").focus()
    await reader.page.keyboard.press("ArrowRight")
    await expect(option(reader.page, "Several answers", "Side by side")).to_be_checked()
    await reader.page.keyboard.press("Tab")
    await expect(option(reader.page, "The Enter key", "Sends")).to_be_focused()
    await reader.page.reload()
    await expect(option(reader.page, "Several answers", "Side by side")).to_be_checked()


async def test_an_address_leads_to_a_section(reader: Reader) -> None:
    await visit(reader, "data")
    await expect(reader.page.get_by_role("heading", name="Your data")).to_be_in_viewport()
    sections = reader.page.get_by_role("navigation", name="Sections of the settings")
    await expect(sections.locator("[aria-current]")).to_have_text("Your data")
    await sections.get_by_role("link", name="Writing").click()
    await expect(reader.page).to_have_url(re.compile("#/settings/writing$"))
    await expect(reader.page.get_by_role("heading", name="Writing")).to_be_focused()
    await reader.page.mouse.wheel(0, -5000)
    await expect(sections.locator("[aria-current]")).to_have_text("Language")


async def test_the_models_of_the_agents_are_named(reader: Reader) -> None:
    await visit(reader, "agents")
    await expect(reader.page.get_by_test_id("models")).to_have_text(["OpenAI · fake"] * 3, timeout=SECONDS)
    await expect(reader.page.get_by_text("OPENAI_API_KEY")).to_have_count(0)


async def test_without_a_model_an_admin_is_told_how_to_add_one(browser: Browser, tmp_path: Path) -> None:
    without = {f"AGENT_{agent}_MODELS": "" for agent in ("ANIMA", "NEO", "NEXUS")}
    async with running(tmp_path, "", OPENAI_API_KEY="", **without) as site:
        context = await browser.new_context(locale="en-US")
        async with tab(context, site, "admin@example.org") as admin:
            await admin.page.goto(site.link)
            await admin.page.get_by_label("E-mail").fill(admin.email)
            await admin.page.get_by_label("Choose a password").fill(PASSWORD)
            await admin.page.get_by_role("button", name="Enter").click()
            await expect(admin.box).to_be_visible(timeout=SECONDS)
            await visit(admin, "agents")
            await expect(admin.page.get_by_test_id("models")).to_have_text(["No model is configured"] * 3, timeout=SECONDS)
            await expect(admin.page.get_by_text("OPENAI_API_KEY=…")).to_be_visible()
            await admin.shot("settings_no_model")
        await context.close()


async def test_somebody_always_answers_in_a_new_thread(reader: Reader) -> None:
    await visit(reader)
    await choose(reader.page, "Who answers in a new thread", "Always the same")
    for name in ("Neo", "Anima", "Neo"):
        await option(reader.page, "Always these", name).click(force=True)
    await reader.page.reload()
    await expect(option(reader.page, "Always these", "Neo")).to_be_checked()
    await expect(option(reader.page, "Always these", "Anima")).not_to_be_checked()


async def test_who_signs_out_keeps_the_look_of_the_page(reader: Reader) -> None:
    await visit(reader)
    await choose(reader.page, "Theme", "Dark")
    account = reader.page.get_by_role("region", name="Account")
    await expect(account).to_contain_text(re.compile(f"{reader.email}.*Member, signed in since .*20"), timeout=SECONDS)
    await account.get_by_role("button", name="Sign out").click()
    await expect(reader.page.get_by_role("button", name="Sign in")).to_be_visible()
    await reader.page.reload()
    await expect(reader.page.get_by_role("button", name="Sign in")).to_be_visible()
    assert await reader.page.evaluate(f"Promise.all([{GROUND}, {PRESENT}])") == [DARK, 401]


async def test_everything_is_taken_away_and_brought_in_again(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "brought.json").write_text(threads(["Un", "Deux"]), encoding="utf-8")
    await bring(reader, tmp_path / "brought.json")
    await expect(listed(reader)).to_have_count(2)
    await visit(reader, "data")
    async with reader.page.expect_download() as download:
        await reader.page.get_by_role("link", name="Export everything as JSON").click()
    taken = await download.value
    assert re.fullmatch(r"emergence-\d{4}-\d\d-\d\d\.json", taken.suggested_filename)
    await taken.save_as(tmp_path / "taken.json")
    await bring(reader, tmp_path / "taken.json")
    await expect(listed(reader)).to_have_count(4)


async def test_a_file_larger_than_one_import_is_brought_in_in_parts(reader: Reader, tmp_path: Path) -> None:
    words = "de longs mots divers " * 45_000
    large = {"title": "Large", "messages": [{"role": "user", "content": words}] * 14}
    small = {"title": "Court", "messages": [{"role": "user", "content": "Bonjour"}]}
    (tmp_path / "large.json").write_text(json.dumps({"threads": [small, large, large]}), encoding="utf-8")
    assert (tmp_path / "large.json").stat().st_size > 25 * MIB
    await bring(reader, tmp_path / "large.json")
    await expect(reader.page.get_by_role("heading", name="Court")).to_be_visible(timeout=4 * SECONDS)
    await expect(listed(reader)).to_have_count(3)


async def test_the_version_is_said(reader: Reader) -> None:
    await visit(reader, "about")
    await expect(reader.page.get_by_role("region", name="About")).to_contain_text(re.compile(r"Version \d+\.\d+\.\d+"))


async def test_the_settings_fit_a_telephone(browser: Browser, site: Site) -> None:
    async with reading(browser, site, viewport={"width": 390, "height": 844}) as reader:
        await visit(reader)
        await reader.shot("settings_phone")
        wide = "[...document.querySelectorAll('main *')].filter((it) => it.getBoundingClientRect().right > 390).map((it) => it.outerHTML)"
        assert await reader.page.evaluate(wide) == []
        await reader.page.get_by_role("button", name="Show threads").click()
        await expect(reader.page.get_by_role("button", name="New thread", exact=True)).to_be_in_viewport()
