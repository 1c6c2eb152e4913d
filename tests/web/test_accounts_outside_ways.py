"""The way to an issuer of identities and back: whose browser it is, what it carries, and an issuer in trouble."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from clocks import SettableClock
from house import House, open_house
from issuer import Issuer
from traveller import CALLBACK, START, Traveller, asked

from emergence.backends.seals import FernetSeals
from emergence.features.accounts.pending import Pending

EXPIRED, DOWN = "/#/refused/outside_expired", "/#/refused/outside_unavailable"
ANNA = "anna@example.org"
PLACES = ["/.well-known/openid-configuration", "/token", "/jwks"]


@pytest.fixture
async def browser(office: House) -> Traveller:
    """Somebody who comes in, if only the way is right."""
    await office.services.accounts.add(ANNA, "member")
    return Traveller(office)


async def test_the_cookies_are_for_this_browser_and_no_script(home: Path, elsewhere: Issuer) -> None:
    async with open_house(home, **elsewhere.registration, public_base_url="https://emergence.example") as house:
        browser = Traveller(house)
        address = await browser.start()
        (line,) = browser.lines
        assert asked(address)["redirect_uri"] == "https://emergence.example/api/auth/oidc/callback"
    assert line.startswith("__Host-emergence-oidc=")
    assert set(line.split("; ")[1:]) == {"HttpOnly", "Max-Age=600", "Path=/", "SameSite=lax", "Secure"}


async def test_what_was_remembered_is_cleared_and_the_session_set_on_the_way_back(browser: Traveller) -> None:
    await browser.sign_in()
    session, known, cleared = sorted(browser.lines, key=lambda line: line.startswith("emergence-oidc"))
    assert session.startswith("emergence=ey")
    assert set(session.split("; ")[1:]) == {"HttpOnly", "Max-Age=604800", "Path=/", "SameSite=lax"}
    assert set(known.split("; ")[1:]) == {"HttpOnly", "Max-Age=15552000", "Path=/", "SameSite=lax"}
    assert cleared.startswith('emergence-oidc=""; ')
    assert "Max-Age=0" in cleared
    assert set(browser.cookies) == {"emergence", "emergence-device"}


async def test_what_is_remembered_can_not_be_read(browser: Traveller) -> None:
    said = asked(await browser.start())
    assert not any(said[name] in browser.cookies["emergence-oidc"] for name in ("state", "nonce", "code_challenge"))


async def test_a_session_that_was_planted_is_not_adopted(browser: Traveller) -> None:
    browser.cookies["emergence"] = "planted"
    await browser.sign_in()
    assert browser.cookies["emergence"].startswith("ey")


@pytest.mark.parametrize("change", ["", "state=", "state=x", "state=%C3%A9", "stat=1"])
async def test_another_state_lets_nobody_in(browser: Traveller, elsewhere: Issuer, change: str) -> None:
    back = await browser.visit(await browser.start())
    code = back.partition("?")[2].partition("&")[0]
    assert await browser.get(f"{CALLBACK}?{code}&{change}") == (303, EXPIRED)
    assert elsewhere.asked["/token"] == 0


async def test_another_browser_does_not_come_in_with_it(office: House, browser: Traveller) -> None:
    back = await browser.visit(await browser.start())
    other = Traveller(office)
    assert await other.get(back) == (303, EXPIRED)
    await other.start()
    assert await other.get(back) == (303, EXPIRED)
    assert await other.who() == ""


async def test_coming_back_twice_lets_nobody_in_again(office: House, browser: Traveller, elsewhere: Issuer) -> None:
    back = await browser.visit(await browser.start())
    copied = Traveller(office, dict(browser.cookies))
    assert await browser.get(back) == (303, "/")
    assert await browser.get(back) == (303, EXPIRED)
    assert await copied.get(back) == (303, "/#/refused/outside_refused")
    assert (elsewhere.asked["/token"], await copied.who()) == (2, "")


@pytest.mark.parametrize("remembered", ["x", "é", "a" * 5000, "gAAAAABl"])
async def test_what_we_did_not_seal_is_not_opened(browser: Traveller, remembered: str) -> None:
    back = await browser.visit(await browser.start())
    browser.cookies["emergence-oidc"] = remembered
    assert await browser.get(back) == (303, EXPIRED)


def test_a_sign_in_takes_ten_minutes_at_most(clock: SettableClock) -> None:
    pending = Pending.begin(clock.now())
    assert pending.fits(pending.state, clock.advance(599))
    assert not pending.fits(pending.state, clock.advance(2))


def test_what_was_sealed_for_something_else_is_no_sign_in() -> None:
    seals = FernetSeals("s" * 40)
    others = ("JBSWY3DPEHPK3PXP", "{}", "[]", '{"state": "a", "nonce": "b", "verifier": "c", "until": 9e9, "purpose": "other"}')
    assert [Pending.opened(seals.seal(text), seals) for text in others] == [None] * 4


async def test_a_person_who_says_no_there_is_told_so_in_our_words(browser: Traveller, elsewhere: Issuer) -> None:
    elsewhere.refuses = "access_denied"
    assert await browser.sign_in() == "/#/refused/outside_refused"


async def test_an_answer_of_another_issuer_is_not_taken(browser: Traveller, elsewhere: Issuer) -> None:
    back = await browser.visit(await browser.start())
    assert "iss=" in back
    assert await browser.get(back.replace("iss=http", "iss=https")) == (303, "/#/refused/outside_refused")
    assert elsewhere.asked["/token"] == 0


async def test_a_wrong_secret_is_the_operators_business(home: Path, elsewhere: Issuer) -> None:
    async with open_house(home, **elsewhere.registration | {"oidc_client_secret": "wrong"}) as house:
        assert await Traveller(house).sign_in() == DOWN


@pytest.mark.parametrize(
    "said",
    [
        {"issuer": "https://evil.example"},
        {"issuer": None},
        {"token_endpoint": "http://evil.example/token"},
        {"token_endpoint": "file:///etc/passwd"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": "https://user@evil.example/"},
        {"jwks_uri": None},
        {"userinfo_endpoint": "http://evil.example/"},
        {"more": "x" * 300_000},
    ],
)
async def test_an_issuer_that_is_another_sends_us_elsewhere_or_says_too_much_is_not_asked(
    browser: Traveller, elsewhere: Issuer, said: dict[str, Any]
) -> None:
    elsewhere.discovery = said
    assert await browser.sign_in() == DOWN


async def too_much() -> web.StreamResponse:
    return web.Response(body=b"[" + b" " * 2_000_000 + b"]", content_type="application/json")


async def redirected() -> web.StreamResponse:
    return web.Response(status=307, headers={"Location": "/elsewhere"})


async def broken() -> web.StreamResponse:
    return web.Response(status=500, text="<b>no</b>")


async def no_json() -> web.StreamResponse:
    return web.Response(text="<b>no</b>")


async def zipped() -> web.StreamResponse:
    return web.Response(body=b"\x1f\x8b", headers={"Content-Encoding": "gzip"})


async def silent() -> web.StreamResponse:
    await asyncio.sleep(60)
    return web.Response()


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("trouble", [too_much, redirected, broken, no_json, zipped])
async def test_an_issuer_in_trouble_is_not_waited_for(
    browser: Traveller, elsewhere: Issuer, place: str, trouble: Callable[[], Awaitable[web.StreamResponse]]
) -> None:
    elsewhere.trouble[place] = trouble
    assert await browser.sign_in() == DOWN
    assert elsewhere.asked["/elsewhere"] == 0
    elsewhere.trouble.clear()
    assert await browser.sign_in() == "/"


@pytest.mark.parametrize("place", ["/.well-known/openid-configuration", "/token"])
async def test_an_issuer_that_says_nothing_is_given_up(browser: Traveller, elsewhere: Issuer, place: str) -> None:
    elsewhere.trouble[place] = silent
    began = time.monotonic()
    assert await browser.sign_in() == DOWN
    assert time.monotonic() - began < 9


async def test_while_many_wait_for_the_issuer_others_are_told_at_once(office: House, elsewhere: Issuer) -> None:
    elsewhere.trouble[PLACES[0]] = silent
    waiting = [asyncio.create_task(Traveller(office).get(START)) for _ in range(33)]
    done, _ = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    assert [task.result() for task in done] == [(303, "/#/refused/outside_busy")]
    assert await Traveller(office).get("/health") == (200, "")
    assert {await task for task in waiting} == {(303, "/#/refused/outside_busy"), (303, DOWN)}


async def test_an_issuer_that_is_not_there_is_said_to_be_away(home: Path, elsewhere: Issuer) -> None:
    async with away(home, elsewhere) as house:
        assert await Traveller(house).sign_in() == DOWN
        assert await Traveller(house).get("/api/health") == (200, "")


@asynccontextmanager
async def away(home: Path, elsewhere: Issuer) -> AsyncIterator[House]:
    """A product whose issuer does not listen."""
    async with open_house(home, **elsewhere.registration | {"oidc_issuer": "http://127.0.0.1:1"}) as house:
        yield house


async def test_who_guesses_codes_has_to_wait(home: Path, elsewhere: Issuer) -> None:
    async with open_house(home, **elsewhere.registration, rate_limits="on") as house:
        endings = [await guess(Traveller(house)) for _ in range(31)]
    assert endings == ["/#/refused/outside_refused"] * 30 + ["/#/refused/rate_limited"]


async def test_who_is_not_let_in_is_not_asked_about_for_ever(home: Path, elsewhere: Issuer) -> None:
    async with open_house(home, **elsewhere.registration, rate_limits="on") as house:
        endings = [await Traveller(house).sign_in() for _ in range(31)]
    assert endings == ["/#/refused/not_allowed"] * 30 + ["/#/refused/rate_limited"]


async def guess(browser: Traveller) -> str:
    """Come back with a code that the issuer did not give."""
    state = asked(await browser.start())["state"]
    return (await browser.get(f"{CALLBACK}?code=guessed&state={state}"))[1]
