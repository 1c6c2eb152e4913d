"""The doors as they are seen: every one in both languages and themes, on a desk and a telephone; and a password while it is chosen."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio
from accessible import violations
from doors import NEW, link_for, new_link, set_up_factor, stranger, with_post
from issuer import Issuer, issuer
from playwright.async_api import Browser, Locator, Route, expect
from postbox import Postbox
from reader import Reader, reading
from site_of import PASSWORD, Site
from speaker import Speaker

pytestmark = pytest.mark.asyncio(loop_scope="session")

LOOKS: dict[str, dict[str, Any]] = {
    "desk": {},
    "dark": {"color_scheme": "dark"},
    "telephone in French": {"viewport": {"width": 390, "height": 844}, "locale": "fr-FR"},
    "dark telephone": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark", "locale": "fr-FR"},
}
PLACE = """(what) => {
  const text = document.createRange()
  text.selectNodeContents(document.querySelector(what))
  const { x, y, width, height } = text.getBoundingClientRect()
  return [x, y, width, height]
}"""
FIELDS = "all => all.map(it => [it.autocomplete, it.value, it.getAttribute('passwordrules')])"
JUDGED = {
    "otters": "6 more characters",
    "otterotterotter": "This one repeats itself",
    "anima and nexus": "what anybody would try first",
    NEW: "Strong",
}
Office = tuple[Site, Postbox]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def office(model: Speaker, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Office]:
    async with issuer() as elsewhere, with_post(tmp_path_factory.mktemp("office"), model.url, **registration(elsewhere)) as both:
        yield both


def registration(elsewhere: Issuer) -> dict[str, str]:
    return {name.upper(): value for name, value in elsewhere.registration.items()} | {"OIDC_NAME": "Cap Nord"}


@dataclass(frozen=True)
class Looked:
    """Somebody who looks at the doors in one of the looks."""

    reader: Reader
    look: str

    async def is_fine(self, what: str) -> None:
        """Axe finds nothing wrong with it, and nothing sticks out at its side."""
        await self.reader.shot(f"door {what}, {self.look}")
        assert await violations(self.reader.page) == []
        assert await self.reader.page.evaluate("document.querySelector('main').scrollWidth <= innerWidth")

    async def at(self, door: str) -> Locator:
        await self.reader.page.goto(f"{self.reader.site.base}/#/{door}")
        return self.reader.page.locator("main .card")


@pytest_asyncio.fixture(params=LOOKS, loop_scope="session")
async def looked(request: pytest.FixtureRequest, browser: Browser, office: Office) -> AsyncIterator[Looked]:
    async with reading(browser, office[0], reduced_motion="reduce", **LOOKS[request.param]) as one:
        yield Looked(one, request.param)


async def test_the_steps_of_signing_in(looked: Looked) -> None:
    await set_up_factor(looked.reader)
    card = await looked.at("")
    await expect(card.get_by_role("link", name="Cap Nord")).to_be_visible()
    await card.locator("[name=email]").fill(looked.reader.email)
    await card.locator("[name=password]").fill(PASSWORD)
    await looked.is_fine("sign in")
    await card.locator("form .button").click()
    await card.locator("[name=code]").fill("000000")
    await looked.is_fine("code")
    await card.locator("form .button").click()
    await expect(card.get_by_role("alert")).to_be_visible()
    await looked.is_fine("wrong code")
    await card.get_by_role("button").last.click()
    await looked.is_fine("recovery code")


async def test_the_steps_to_another_password(looked: Looked, office: Office) -> None:
    link = await link_for(looked.reader, office[1])
    card = await looked.at("forgot")
    await card.locator("[name=email]").fill(looked.reader.email)
    await looked.is_fine("forgot")
    await card.locator("form .button").click()
    await expect(card.locator("form")).to_have_count(0)
    await looked.is_fine("sent")
    newest = await new_link(looked.reader, office[1], 1)
    await looked.reader.page.goto(link)
    await expect(card.get_by_role("alert")).to_be_visible()
    await looked.is_fine("void")
    await looked.reader.page.goto(newest)
    await card.locator("[name=password]").fill(NEW)
    await looked.is_fine("reset")
    await card.locator("form .button").click()
    await expect(card.locator("[name=email]")).to_be_visible()
    await looked.is_fine("renewed")


async def test_a_refusal(looked: Looked) -> None:
    card = await looked.at("refused/identity_taken")
    await expect(card.get_by_role("link", name="Cap Nord")).to_be_visible()
    await looked.is_fine("refused")


async def test_a_password_is_judged_while_it_is_chosen(browser: Browser, office: Office) -> None:
    async with reading(browser, office[0]) as one:
        await one.page.goto(await link_for(one, office[1]))
        field, said = one.page.get_by_label("Choose a password"), one.page.locator(".new")
        await expect(field).to_have_accessible_description("At least 12 characters; a few words work well.")
        for written, verdict in JUDGED.items():
            await field.fill(written)
            await expect(said).to_contain_text(verdict)
        await one.page.get_by_role("button", name="Show").click()
        await expect(field).to_have_attribute("type", "text")


async def test_what_the_server_finds_too_common_is_told_at_the_field(browser: Browser, office: Office) -> None:
    async with reading(browser, office[0]) as one:
        await one.page.goto(await link_for(one, office[1]))
        field = one.page.get_by_label("Choose a password")
        await field.fill("password-1234")
        await one.page.keyboard.press("Enter")
        await expect(field).to_have_attribute("aria-invalid", "true")
        await expect(field).to_have_accessible_description(re.compile("This password is easily guessed"))
        await one.shot("common password")
        await expect(field).to_be_focused()


async def test_a_password_manager_keeps_the_new_one_under_the_right_name(browser: Browser, office: Office) -> None:
    async with reading(browser, office[0]) as one:
        await one.page.goto(await link_for(one, office[1]))
        await one.page.locator("[name=password]").wait_for()
        fields = await one.page.locator("main form input").evaluate_all(FIELDS)
        assert fields == [["username", one.email, None], ["new-password", "", "minlength: 12; allowed: ascii-printable;"]]


async def test_the_name_is_painted_before_anything_has_run_and_stays_where_it_is(browser: Browser, site: Site) -> None:
    may_run = asyncio.Event()

    async def hold(route: Route) -> None:
        await may_run.wait()
        await route.continue_()

    async with stranger(browser, site, service_workers="block") as one:
        await one.page.route("**/assets/index-*.js", hold)
        await one.page.goto(site.base, wait_until="commit")
        await expect(one.page.locator(".dawn")).to_be_visible()
        before = await one.page.evaluate(PLACE, ".dawn")
        may_run.set()
        await expect(one.page.get_by_role("button", name="Sign in")).to_be_visible()
        assert await one.page.evaluate(PLACE, "h1") == before
