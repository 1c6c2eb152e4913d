"""One's account in the settings: the password, the second step, where one is signed in, and keys for programs."""

import re
import time
from pathlib import Path

import aiohttp
import pyotp
import pytest
from playwright.async_api import Browser, Locator, expect
from reader import Reader, tab
from rooms import elsewhere, room, signed_out, signs_in
from site_of import PASSWORD, Site

pytestmark = pytest.mark.asyncio(loop_scope="session")

NEW = "quiet lanterns over the harbour"


async def fill_passwords(reader: Reader, current: str, new: str) -> Locator:
    form = (await room(reader, "settings/account")).get_by_role("form", name="Change the password")
    await reader.page.get_by_role("button", name="Change", exact=True).click()
    await form.get_by_label("Your present password").fill(current)
    await form.get_by_label("A new password").fill(new)
    await form.get_by_role("button", name="Change the password").click()
    return form


async def set_up(reader: Reader) -> tuple[pyotp.TOTP, list[str]]:
    """Through the page: the authenticator, and the recovery codes that are shown."""
    main = await room(reader, "settings/account")
    await begin(main)
    secret = await main.get_by_role("group", name="Or type this key into the app").locator("code").inner_text()
    totp = pyotp.TOTP("".join(secret.split()))
    await main.get_by_label("Code from the app").fill(totp.now())
    await main.get_by_role("button", name="Turn on").click()
    shown = main.get_by_role("region", name="Your recovery codes").locator("li")
    await expect(shown).to_have_count(10)
    return totp, await shown.all_inner_texts()


async def begin(main: Locator, password: str = PASSWORD) -> None:
    """Ask for an authenticator's secret."""
    await main.get_by_role("button", name="Set up", exact=True).click()
    await main.get_by_label("Your present password").fill(password)
    await main.get_by_role("button", name="Continue").click()


async def new_key(reader: Reader, name: str) -> Locator:
    main = await room(reader, "settings/keys")
    await main.get_by_role("button", name="New key").click()
    await main.get_by_label("What it is for").fill(name)
    await main.get_by_role("button", name="Make the key").click()
    return main.get_by_role("region", name=f"The key “{name}”")


async def comes_in(site: Site, secret: str) -> int:
    async with (
        aiohttp.ClientSession() as http,
        http.get(f"{site.base}/api/threads/", headers={"Authorization": f"Bearer {secret}"}) as answer,
    ):
        return answer.status


async def test_another_password_keeps_this_page_and_ends_all_others(browser: Browser, reader: Reader) -> None:
    async with elsewhere(browser, reader) as other:
        await fill_passwords(reader, PASSWORD, NEW)
        await expect(reader.page.get_by_text("Your password has changed.")).to_be_visible()
        await signed_out(other)
    await expect(reader.page.get_by_role("region", name="Sessions").get_by_role("listitem")).to_have_count(1)
    assert [await signs_in(reader), await signs_in(reader, password=NEW)] == [(401, "bad_credentials"), (200, None)]
    await reader.open()
    await reader.write("echo still here", "Neo")
    await reader.done("Neo", "still here")


async def test_other_tabs_of_this_browser_go_on_after_another_password(reader: Reader) -> None:
    async with tab(reader.page.context, reader.site, reader.email) as second:
        await second.open()
        await second.write("echo the first", "Neo")
        await second.done("Neo", "the first")
        await fill_passwords(reader, PASSWORD, NEW)
        await expect(reader.page.get_by_text("Your password has changed.")).to_be_visible()
        await second.done("Neo", "the first")
        await second.write("echo the second", "Neo")
        await second.done("Neo", "the second")


async def test_a_wrong_present_password_is_said_where_it_was_typed(reader: Reader) -> None:
    form = await fill_passwords(reader, "not my password at all", NEW)
    await expect(form.get_by_role("alert")).to_have_text("This is not your present password.")
    await expect(form.get_by_label("Your present password")).to_be_focused()
    await expect(form.get_by_label("Your present password")).to_have_attribute("aria-invalid", "true")
    await reader.page.keyboard.press("Escape")
    await expect(form).to_have_count(0)
    await expect(reader.page.get_by_role("button", name="Change", exact=True)).to_be_focused()
    assert await signs_in(reader) == (200, None)


async def test_an_easy_new_password_is_refused_where_it_was_typed(reader: Reader) -> None:
    form = await fill_passwords(reader, PASSWORD, "password1234")
    await expect(form.get_by_role("alert")).to_contain_text("easily guessed")
    await expect(form.get_by_label("A new password")).to_be_focused()
    await form.get_by_label("A new password").fill(NEW)
    await expect(form.get_by_role("alert")).to_have_count(0)


async def test_who_forgot_the_password_gets_a_letter(reader: Reader) -> None:
    await room(reader, "settings/account")
    await reader.page.get_by_role("button", name="Change", exact=True).click()
    await reader.page.get_by_role("button", name="Forgotten? Send me a link").click()
    await expect(reader.page.get_by_text(f"is on its way to {reader.email}")).to_be_visible()
    await reader.site.told(f"A letter to {reader.email}: A new password for ÉMERGENCE")


async def test_a_second_step_is_set_up_and_asked_for_from_then_on(reader: Reader) -> None:
    totp, codes = await set_up(reader)
    assert [await signs_in(reader), await signs_in(reader, code="000000")] == [(401, "code_needed"), (401, "wrong_code")]
    assert await signs_in(reader, code=totp.at(time.time() + 30)) == (200, None)
    assert await signs_in(reader, code=codes[0]) == (200, None)
    await reader.page.reload()
    main = await room(reader, "settings/account")
    await expect(main.get_by_text("On. 9 recovery codes are left.")).to_be_visible()
    await expect(main.get_by_text(codes[1])).to_have_count(0)


async def test_a_secret_is_shown_to_who_knows_the_password(reader: Reader) -> None:
    main = await room(reader, "settings/account")
    await begin(main, "not this one at all")
    await expect(main.get_by_role("alert")).to_have_text("This is not your present password.")
    await expect(main.get_by_label("Your present password")).to_be_focused()
    await expect(main.get_by_role("img", name="QR code")).to_have_count(0)


async def test_a_wrong_code_is_said_where_it_was_typed(reader: Reader) -> None:
    main = await room(reader, "settings/account")
    await begin(main)
    await expect(main.get_by_role("img", name="QR code")).to_have_js_property("complete", True)
    await main.get_by_label("Code from the app").fill("000000")
    await main.get_by_label("Code from the app").press("Enter")
    await expect(main.get_by_role("alert")).to_have_text(re.compile("code"))
    await expect(main.get_by_label("Code from the app")).to_be_focused()
    assert await signs_in(reader) == (200, None)


async def test_recovery_codes_are_kept_as_a_file(reader: Reader, tmp_path: Path) -> None:
    _, codes = await set_up(reader)
    async with reader.page.expect_download() as download:
        await reader.page.get_by_role("link", name="Save as a file").click()
    await (await download.value).save_as(tmp_path / "codes.txt")
    assert (tmp_path / "codes.txt").read_text("utf-8").split() == codes
    await reader.page.get_by_role("button", name="I have kept them").click()
    await expect(reader.page.get_by_text(codes[0])).to_have_count(0)


async def test_new_recovery_codes_void_those_before_and_any_of_them_turns_it_off(reader: Reader) -> None:
    _, old = await set_up(reader)
    await reader.page.get_by_role("button", name="I have kept them").click()
    await reader.page.get_by_role("button", name="New recovery codes").click()
    await reader.page.get_by_label("Code from the app, or a recovery code").fill(old[0])
    await reader.page.get_by_role("button", name="Make new codes").click()
    shown = reader.page.get_by_role("region", name="Your recovery codes").locator("li")
    await expect(shown.first).not_to_have_text(old[0])
    new = await shown.all_inner_texts()
    assert (len(new), set(new) & set(old)) == (10, set())
    await reader.page.get_by_role("button", name="I have kept them").click()
    await reader.page.get_by_role("button", name="Turn off").click()
    await reader.page.get_by_label("Code from the app, or a recovery code").fill(new[0])
    await reader.page.get_by_role("form").get_by_role("button", name="Turn off").click()
    await expect(reader.page.get_by_role("button", name="Set up", exact=True)).to_be_visible()
    assert await signs_in(reader) == (200, None)


async def test_a_session_that_is_ended_is_signed_out_at_once(browser: Browser, reader: Reader) -> None:
    async with elsewhere(browser, reader) as other:
        listed = (await room(reader, "settings/sessions")).get_by_role("region", name="Sessions").get_by_role("listitem")
        await expect(listed.filter(has_text="This one")).to_contain_text("Chrome on Linux")
        await listed.filter(has_text="Safari on iPhone").get_by_role("button", name="End Safari on iPhone").click()
        await signed_out(other)
        await expect(listed).to_have_count(1)
        await expect(listed).to_contain_text("This one")


async def test_all_other_sessions_are_ended_together(browser: Browser, reader: Reader) -> None:
    async with elsewhere(browser, reader) as other:
        await signs_in(reader)
        main = await room(reader, "settings/sessions")
        await main.get_by_role("button", name="End all others").click()
        await reader.page.get_by_role("dialog").get_by_role("button", name="End all others").click()
        await signed_out(other)
        await expect(main.get_by_role("region", name="Sessions").get_by_role("listitem")).to_have_count(1)
        await expect(main.get_by_role("button", name="End all others")).to_have_count(0)


async def test_a_key_lets_a_program_in_until_it_is_revoked(reader: Reader) -> None:
    made = await new_key(reader, "Backup at night")
    secret = await made.get_by_role("group", name="The key").locator("code").inner_text()
    await expect(made.get_by_role("group", name="A first try")).to_contain_text(f"'Authorization: Bearer {secret}' {reader.site.base}")
    assert await comes_in(reader.site, secret) == 200
    await made.get_by_role("button", name="I have kept it").click()
    await expect(reader.page.get_by_text(secret)).to_have_count(0)
    await reader.page.reload()
    listed = reader.page.get_by_role("region", name="Keys for programs").get_by_role("listitem")
    await expect(listed).to_contain_text(re.compile("Read and write.*used just now"))
    await listed.get_by_role("button", name="Revoke “Backup at night”").click()
    await reader.page.get_by_role("dialog").get_by_role("button", name="Revoke").click()
    await expect(listed).to_have_count(0)
    assert await comes_in(reader.site, secret) == 401


async def test_a_key_may_only_read_and_may_end(reader: Reader) -> None:
    main = await room(reader, "settings/keys")
    await main.get_by_role("button", name="New key").click()
    await main.get_by_label("What it is for").fill("A look")
    await main.get_by_label("What it may do").select_option("Only read")
    await main.get_by_label("How long it lasts").select_option("Until you end it")
    await main.get_by_role("button", name="Make the key").click()
    listed = main.get_by_role("region", name="Keys for programs").get_by_role("listitem")
    await expect(listed).to_contain_text(re.compile("A look.*Only read.*never used"))
    await expect(listed).not_to_contain_text("ends")
