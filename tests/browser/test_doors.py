"""The doors: a code as a second step, a forgotten password, a link that does not hold, an issuer elsewhere."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from doors import NEW, link_for, new_link, outside, password_of, set_up_factor, signs_in, stranger, with_post
from issuer import Issuer, issuer
from playwright.async_api import Browser, expect
from postbox import Postbox
from reader import Reader, reading, tab
from site_of import Site, running
from speaker import Speaker

from emergence.bootstrap import opened
from emergence.settings import read_settings

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def post(model: Speaker, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Site, Postbox]]:
    async with with_post(tmp_path_factory.mktemp("post"), model.url) as both:
        yield both


async def test_a_code_is_a_second_step_in_which_nothing_is_lost(browser: Browser, site: Site) -> None:
    async with reading(browser, site) as one:
        factor = await set_up_factor(one)
        await signs_in(one)
        code = one.page.get_by_label("Code", exact=True)
        await expect(code).to_be_focused()
        await one.page.get_by_role("button", name="Back").click()
        await expect(one.page.get_by_label("E-mail")).to_have_value(one.email)
        await one.page.keyboard.press("Enter")
        await code.fill(factor.totp.now())
        await one.page.keyboard.press("Enter")
        await expect(one.box).to_be_visible()


async def test_a_wrong_code_is_told_at_its_field(browser: Browser, site: Site) -> None:
    async with reading(browser, site) as one:
        await set_up_factor(one)
        await signs_in(one)
        code = one.page.get_by_label("Code", exact=True)
        assert await code.evaluate("it => [it.autocomplete, it.inputMode]") == ["one-time-code", "numeric"]
        await code.fill("000000")
        await one.page.keyboard.press("Enter")
        await expect(one.page.get_by_role("alert")).to_contain_text("This code is not right")
        await expect(code).to_be_focused()
        await expect(code).to_have_attribute("aria-invalid", "true")


async def test_a_recovery_code_stands_in_and_has_a_keyboard_of_letters(browser: Browser, site: Site) -> None:
    async with reading(browser, site) as one:
        factor = await set_up_factor(one)
        await signs_in(one)
        await one.page.get_by_role("button", name="Use a recovery code").click()
        code = one.page.get_by_label("Recovery code", exact=True)
        await expect(code).to_be_focused()
        await expect(code).to_have_attribute("inputmode", "text")
        await code.fill(f" {factor.recovery[0].upper()} ")
        await one.page.get_by_role("button", name="Go on").click()
        await expect(one.box).to_be_visible()


async def test_a_wrong_recovery_code_is_told_as_one(browser: Browser, site: Site) -> None:
    async with reading(browser, site) as one:
        await set_up_factor(one)
        await signs_in(one)
        await one.page.get_by_role("button", name="Use a recovery code").click()
        await one.page.get_by_label("Recovery code", exact=True).fill("abcde-fghij")
        await one.page.keyboard.press("Enter")
        await expect(one.page.get_by_role("alert")).to_contain_text("This recovery code is not right")
        await one.page.get_by_label("Recovery code", exact=True).fill("a")
        await expect(one.page.get_by_role("alert")).to_have_count(0)


async def test_all_tabs_at_the_door_come_in_together(browser: Browser, site: Site) -> None:
    async with outside(browser, site) as one, tab(one.page.context, site, one.email) as second:
        await second.page.goto(f"{site.base}/#/settings/account")
        await expect(second.page.get_by_label("E-mail")).to_be_focused()
        await signs_in(one)
        await expect(one.box).to_be_visible()
        await expect(second.page.get_by_role("heading", level=1)).to_have_text("Settings")


async def test_whoever_is_signed_out_from_elsewhere_reads_so(browser: Browser, site: Site) -> None:
    async with reading(browser, site) as one, tab(one.page.context, site, one.email) as second:
        await one.open()
        await second.open()
        note = second.page.get_by_role("status").filter(has_text="You are signed out here")
        await one.account("Sign out")
        await expect(note).to_be_visible()
        await expect(one.page.get_by_label("E-mail")).to_be_focused()
        await expect(one.page.get_by_text("You are signed out here")).to_have_count(0)


async def test_who_has_forgotten_the_password_chooses_another(browser: Browser, post: tuple[Site, Postbox]) -> None:
    site, box = post
    async with outside(browser, site) as one:
        await one.page.goto(site.base)
        await one.page.get_by_label("E-mail").fill(one.email)
        await one.page.get_by_role("link", name="Forgot your password?").click()
        await expect(one.page.get_by_label("E-mail")).to_have_value(one.email)
        await one.page.get_by_role("button", name="Send me a link").click()
        await one.page.goto(await new_link(one, box))
        await password_of(one.page).fill(NEW)
        await one.page.get_by_role("button", name="Keep this password").click()
        await expect(one.page.get_by_role("status").filter(has_text="Your new password is kept")).to_be_visible()
        await expect(one.page.get_by_label("E-mail")).to_have_value(one.email)
        await password_of(one.page).fill(NEW)
        await one.page.keyboard.press("Enter")
        await expect(one.box).to_be_visible()
        assert one.page.url == f"{site.base}/#/"


async def test_everybody_who_asks_for_a_letter_is_told_the_same(browser: Browser, post: tuple[Site, Postbox]) -> None:
    site, box = post
    letters = len(box.letters)
    async with stranger(browser, site) as one:
        await one.page.goto(f"{site.base}/#/forgot")
        await one.page.get_by_label("E-mail").fill(one.email)
        await one.page.keyboard.press("Enter")
        await expect(one.page.get_by_role("heading", name="Look into your mail")).to_be_focused()
        await expect(one.page.get_by_text(f"If {one.email} is known here, a letter is on its way.")).to_be_visible()
        await one.page.get_by_role("button", name="Another address").click()
        await expect(one.page.get_by_label("E-mail")).to_be_focused()
    assert len(box.letters) == letters


async def test_a_used_link_says_so_and_leads_to_another(browser: Browser, post: tuple[Site, Postbox]) -> None:
    site, box = post
    async with outside(browser, site) as one:
        link = await link_for(one, box)
        await link_for(one, box)
        await one.page.goto(link)
        await expect(one.page.get_by_role("alert")).to_contain_text("used already, or is too old")
        await one.page.get_by_role("link", name="Ask for a new link").click()
        await expect(one.page.get_by_role("button", name="Send me a link")).to_be_visible()


async def test_a_link_does_not_lead_around_the_second_factor(browser: Browser, post: tuple[Site, Postbox]) -> None:
    site, box = post
    async with reading(browser, site) as one:
        factor = await set_up_factor(one)
        await one.page.goto(await link_for(one, box))
        await password_of(one.page).fill(NEW)
        await one.page.keyboard.press("Enter")
        await one.page.get_by_label("Code", exact=True).fill(factor.recovery[0])
        await one.page.keyboard.press("Enter")
        await expect(one.page.get_by_role("status").filter(has_text="Your new password is kept")).to_be_visible()


async def test_whoever_an_issuer_vouches_for_comes_in_by_it(browser: Browser, model: Speaker, tmp_path: Path) -> None:
    async with issuer() as elsewhere:
        registered = {name.upper(): value for name, value in elsewhere.registration.items()}
        async with running(tmp_path, model.url, **registered, OIDC_NAME="the office") as site, outside(browser, site) as one:
            elsewhere.back = f"{site.base}/api/auth/oidc/callback"
            elsewhere.person["email"] = one.email
            await one.page.goto(site.base)
            await one.page.evaluate("navigator.serviceWorker.ready")
            await one.page.get_by_role("link", name="Sign in with the office").click()
            await expect(one.box).to_be_visible()
            assert all(url.startswith(elsewhere.url) for url in one.elsewhere)
            one.elsewhere.clear()


async def test_who_has_no_password_is_offered_a_letter_to_set_one(browser: Browser, model: Speaker, tmp_path: Path) -> None:
    async with issuer() as elsewhere:
        registered = {name.upper(): value for name, value in elsewhere.registration.items()}
        async with running(tmp_path, model.url, **registered) as site, stranger(browser, site) as one:
            await comes_in_first(one, elsewhere)
            await one.page.goto(f"{site.base}/#/settings/account")
            await expect(one.page.get_by_text("You have none: you sign in with another service.")).to_be_visible()
            await expect(one.page.get_by_text("Two-step sign-in")).to_have_count(0)
            await one.page.get_by_role("button", name="Set a password by letter").click()
            await site.told(f"A letter to {one.email}: A new password for ÉMERGENCE")
            await one.page.goto(site.letter_link(one.email))
            await password_of(one.page).fill(NEW)
            await one.page.keyboard.press("Enter")
            await expect(one.page.get_by_role("status").filter(has_text="Your new password is kept")).to_be_visible()


async def comes_in_first(one: Reader, elsewhere: Issuer) -> None:
    """Somebody who was let in without a password, by the issuer."""
    async with opened(read_settings(_env_file=None, emergence_home=one.site.folder / "home")) as services:
        await services.accounts.add(one.email, "member")
    elsewhere.back, elsewhere.person["email"] = f"{one.site.base}/api/auth/oidc/callback", one.email
    await one.page.goto(one.site.base)
    await one.page.evaluate("navigator.serviceWorker.ready")
    await one.page.get_by_role("link", name="Sign in with 127.0.0.1").click()
    await expect(one.box).to_be_visible()
    one.elsewhere.clear()


async def test_whoever_is_not_let_in_reads_why_and_tries_another_way(browser: Browser, model: Speaker, tmp_path: Path) -> None:
    async with issuer() as elsewhere:
        registered = {name.upper(): value for name, value in elsewhere.registration.items()}
        async with running(tmp_path, model.url, **registered) as site, stranger(browser, site) as one:
            elsewhere.back = f"{site.base}/api/auth/oidc/callback"
            await one.page.goto(site.base)
            await one.page.evaluate("navigator.serviceWorker.ready")
            await one.page.get_by_role("link", name="Sign in with 127.0.0.1").click()
            await expect(one.page.get_by_role("alert")).to_contain_text("Ask an administrator")
            await expect(one.page.get_by_role("link", name="Sign in with 127.0.0.1")).to_be_visible()
            await one.page.get_by_role("link", name="Go to sign in").click()
            await expect(one.page.get_by_label("E-mail")).to_be_focused()
            one.elsewhere.clear()


@pytest.mark.parametrize(("code", "said"), [("outside_expired", "took too long"), ("constructor", "Something unexpected")])
async def test_a_refusal_is_a_sentence_of_ours(browser: Browser, site: Site, code: str, said: str) -> None:
    async with stranger(browser, site) as one:
        await one.page.goto(f"{site.base}/#/refused/{code}")
        await expect(one.page.get_by_role("alert")).to_contain_text(said)
        await expect(one.page.get_by_role("link", name="Go to sign in")).to_be_visible()


async def test_who_tries_too_often_reads_when_to_try_again(browser: Browser, model: Speaker, tmp_path: Path) -> None:
    async with running(tmp_path, model.url, RATE_LIMITS="on") as site, stranger(browser, site) as one:
        tried = [await one.page.request.post(f"{site.base}/api/auth/login", data=guess(one)) for _ in range(5)]
        assert {answer.status for answer in tried} == {401}
        await signs_in(one)
        await expect(one.page.get_by_role("alert")).to_contain_text("Too often. Try again in ")


def guess(reader: Reader) -> dict[str, str]:
    return {"email": reader.email, "password": "a guess that is long enough"}
