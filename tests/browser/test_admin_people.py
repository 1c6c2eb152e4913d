"""The pages for admins: whom the server lets in, and who is in."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from palette import ask as search
from palette import options
from playwright.async_api import Browser, Locator, expect
from reader import Reader, tab
from rooms import admin_of, ask, elsewhere, room, signed_out, signs_in
from site_of import PASSWORD, Site, running

pytestmark = pytest.mark.asyncio(loop_scope="session")

AUTH = "/api/auth/admin"


@pytest_asyncio.fixture(loop_scope="session")
async def admin(browser: Browser, site: Site) -> AsyncIterator[Reader]:
    async with admin_of(browser, site) as one:
        yield one


async def person(admin: Reader, email: str) -> Locator:
    """This person's line, on the page of people."""
    main = await room(admin, "admin/people")
    return main.get_by_role("region", name="People").get_by_role("listitem").filter(has_text=email)


async def chooses(admin: Reader, line: Locator, what: str) -> None:
    """From the menu of a line, once it is in view: a menu does not go with what is scrolled."""
    await line.scroll_into_view_if_needed()
    await admin.page.wait_for_timeout(100)
    await line.get_by_role("button", name="Options for").click()
    await admin.page.locator(":popover-open").get_by_text(what, exact=True).click()


async def test_who_is_let_in_gets_a_letter_and_comes_in_by_it(admin: Reader, browser: Browser) -> None:
    email = admin.email.replace("@", ".new@")
    main = await room(admin, "admin/people")
    await main.get_by_label("E-mail", exact=True).fill(f" {email.upper()} ")
    await main.get_by_role("button", name="Let in", exact=True).click()
    await expect(main.get_by_text(f"{email} may come in").first).to_be_visible()
    await expect(await person(admin, email)).to_contain_text("Invited")
    await admin.site.told(f"A letter to {email}")
    context = await browser.new_context(locale="en-US")
    async with tab(context, admin.site, email) as new:
        await new.page.goto(admin.site.letter_link(email))
        await new.page.locator("[name=password]").fill(PASSWORD)
        await new.page.locator("[name=password]").press("Enter")
        await expect(new.box).to_be_visible()
    await context.close()
    await admin.page.reload()
    await expect(await person(admin, email)).not_to_contain_text("Invited")


async def test_what_is_no_email_is_refused_at_its_place(admin: Reader) -> None:
    main = await room(admin, "admin/people")
    await main.get_by_label("E-mail", exact=True).fill("a" * 65 + "@example.org")
    await main.get_by_label("E-mail", exact=True).press("Enter")
    await expect(main.get_by_role("alert")).to_have_text("This is not an e-mail address.")
    await expect(main.get_by_label("E-mail", exact=True)).to_have_attribute("aria-invalid", "true")


async def test_who_is_on_the_list_is_shown_and_stays_what_they_are(admin: Reader, browser: Browser) -> None:
    async with admin_of(browser, admin.site) as other:
        main = await room(admin, "admin/people")
        await main.get_by_label("E-mail", exact=True).fill(other.email.upper())
        await main.get_by_role("button", name="Let in", exact=True).click()
        await expect(main.get_by_text(f"{other.email} is on the list already").first).to_be_visible()
        listed = main.get_by_role("region", name="People").get_by_role("listitem")
        await expect(listed).to_have_count(1)
        assert (await ask(other, "GET", f"{AUTH}/allowlist")).status == 200
        await admin.page.reload()
        await expect(await person(admin, other.email)).to_contain_text("Admin")


async def test_who_is_no_admin_any_more_sees_so_at_the_next_step(admin: Reader, reader: Reader) -> None:
    await ask(admin, "POST", f"{AUTH}/allowlist", email=reader.email, role="admin")
    main = await room(reader, "admin/people")
    await expect(main.get_by_role("heading", level=1)).to_have_text("Administration")
    await ask(admin, "POST", f"{AUTH}/allowlist", email=reader.email, role="member")
    await main.get_by_role("link", name="Sessions").click()
    await expect(main.get_by_role("heading", level=1)).to_have_text("This is for admins")


async def test_a_role_is_given_and_taken_back(admin: Reader, reader: Reader) -> None:
    line = await person(admin, reader.email)
    await chooses(admin, line, "Make an admin")
    await expect(line).to_contain_text("Admin")
    assert (await ask(reader, "GET", f"{AUTH}/allowlist")).status == 200
    await room(reader, "admin/people")
    await expect(reader.page.get_by_role("heading", level=1)).to_have_text("Administration")
    await chooses(admin, line, "Make a member")
    await expect(line).not_to_contain_text("Admin")
    assert (await ask(reader, "GET", f"{AUTH}/allowlist")).status == 403


async def test_who_is_shut_out_is_out_at_once_and_can_be_let_in_again(admin: Reader, reader: Reader) -> None:
    line = await person(admin, reader.email)
    await chooses(admin, line, "Shut out")
    await admin.page.get_by_role("dialog").get_by_role("button", name="Shut out").click()
    await signed_out(reader)
    await expect(line).to_contain_text("Shut out")
    assert await signs_in(reader) == (401, "bad_credentials")
    await chooses(admin, line, "Let in again")
    await expect(line).not_to_contain_text("Shut out")
    assert await signs_in(reader) == (200, None)


async def test_who_is_forgotten_has_to_be_named(admin: Reader, reader: Reader) -> None:
    line = await person(admin, reader.email)
    await chooses(admin, line, "Forget for good")
    dialog = admin.page.get_by_role("dialog")
    await expect(dialog).to_contain_text("Everything of theirs is deleted: threads and messages")
    await expect(dialog.get_by_role("button", name="Forget for good")).to_be_disabled()
    await dialog.get_by_label(f"Type {reader.email} to go on").fill(reader.email)
    await dialog.get_by_role("button", name="Forget for good").click()
    await expect(line).to_have_count(0)
    await signed_out(reader)
    await expect(await person(admin, reader.email)).to_have_count(0)


async def test_people_say_when_they_were_last_here(admin: Reader, reader: Reader) -> None:
    await expect(await person(admin, reader.email)).to_contain_text(re.compile("here since .*last seen just now"))


async def test_letters_are_sent_again(admin: Reader, reader: Reader) -> None:
    line = await person(admin, reader.email)
    await chooses(admin, line, "Send a link for another password")
    await expect(line.get_by_role("status")).to_have_text("The letter is on the console of the server.")
    await admin.site.told(f"A letter to {reader.email}: A new password for ÉMERGENCE")


async def test_people_are_found_by_their_email_and_by_how_they_stand(admin: Reader, reader: Reader) -> None:
    await ask(admin, "POST", f"{AUTH}/allowlist", email=f"invited.{admin.email}")
    line = await person(admin, reader.email)
    listed = admin.page.get_by_role("region", name="People").get_by_role("listitem")
    await expect(line).to_have_count(1)
    await admin.page.get_by_label("Find by e-mail").fill(admin.email.upper())
    await expect(listed).to_have_count(2)
    await admin.page.get_by_role("group", name="Whom to show").get_by_role("button", name="Invited").click()
    await expect(listed).to_have_count(1)
    await expect(listed).to_contain_text(f"invited.{admin.email}")
    await admin.page.get_by_label("Find by e-mail").fill("nobody of that name")
    await expect(admin.page.get_by_text("Nobody here fits.")).to_be_visible()


async def test_the_last_admin_stays_and_is_told_why(browser: Browser, tmp_path: Path) -> None:
    async with running(tmp_path, "") as site, admin_of(browser, site) as admin:
        line = await person(admin, admin.email)
        await expect(line).to_contain_text("You")
        await expect(admin.page.get_by_text("You are the only one so far.")).to_be_visible()
        await chooses(admin, line, "Make a member")
        await expect(line.get_by_role("alert")).to_contain_text(re.compile("admin", re.IGNORECASE))
        await chooses(admin, line, "Shut out")
        await admin.page.get_by_role("dialog").get_by_role("button", name="Shut out").click()
        await expect(line.get_by_role("alert")).to_contain_text(re.compile("admin", re.IGNORECASE))


async def test_a_member_is_told_that_this_is_for_admins(reader: Reader) -> None:
    for part in ("people", "sessions", "audit", "nothing"):
        main = await room(reader, f"admin/{part}")
        await expect(main.get_by_role("heading", level=1)).to_have_text("This is for admins")
    await reader.page.get_by_role("button", name="Account of").click()
    await expect(reader.page.locator(":popover-open").get_by_text("Administration")).to_have_count(0)
    await reader.page.keyboard.press("Escape")
    await search(reader.page, "who is signed in")
    await expect(options(reader.page)).to_have_count(0)


async def test_an_admin_gets_there_by_the_menu_and_by_the_palette(admin: Reader) -> None:
    await admin.account("Administration")
    await expect(admin.page).to_have_title("People · ÉMERGENCE")
    await search(admin.page, "audit")
    await options(admin.page).filter(has_text="the audit").click()
    await expect(admin.page).to_have_title("Audit · ÉMERGENCE")
    await admin.page.keyboard.press("Escape")
    await expect(admin.box).to_be_visible()


async def test_sessions_of_others_are_ended_one_by_one_and_all(admin: Reader, browser: Browser, reader: Reader) -> None:
    async with elsewhere(browser, reader) as other:
        listed = (await room(admin, "admin/sessions")).get_by_role("listitem").filter(has_text=reader.email)
        await expect(listed).to_have_count(2)
        await chooses(admin, listed.filter(has_text="Safari on iPhone"), "End this session")
        await signed_out(other)
        await expect(listed).to_have_count(1)
        await chooses(admin, listed, "End all of this person’s")
        await admin.page.get_by_role("dialog").get_by_role("button", name="End all").click()
        await signed_out(reader)
        await expect(listed).to_have_count(0)


async def test_more_sessions_are_shown_when_asked_for(browser: Browser, tmp_path: Path) -> None:
    async with running(tmp_path, "") as site, admin_of(browser, site) as admin:
        for _ in range(51):
            assert (await signs_in(admin))[0] == 200
        main = await room(admin, "admin/sessions")
        await expect(main.get_by_role("listitem")).to_have_count(50)
        await main.get_by_role("button", name="Show more").click()
        await expect(main.get_by_role("listitem")).to_have_count(52)
        await expect(main.get_by_text("This one")).to_have_count(1)
        await expect(main.get_by_role("button", name="Show more")).to_have_count(0)
