"""Coming in by an issuer of identities: whom it vouches for, and whom the admin lets in."""

import asyncio
from pathlib import Path

import pyotp
import pytest
from house import PASSWORD, House, Person, open_house
from issuer import CLIENT, REDIRECT_URI, Issuer
from postbox import house_with_post
from traveller import CALLBACK, START, Traveller, asked

ANNA = "anna@example.org"


async def trail(office: House, **wanted: str) -> list[tuple[str, str, str | None, str | None]]:
    admin = await office.person(role="admin")
    query = "&".join(f"{name}={value}" for name, value in wanted.items())
    _, page = await admin.ask("GET", f"/api/auth/admin/audit?limit=200&{query}")
    return [(line["action"], line["outcome"], line["target"], line["note"]) for line in page["items"]]


async def test_whom_the_admin_lets_in_comes_in(office: House, browser: Traveller) -> None:
    await office.services.accounts.add(ANNA, "member")
    assert await browser.sign_in() == "/"
    assert await browser.who() == ANNA
    status, listed = await Person(office, ANNA, browser.cookies["emergence"], "").ask("GET", "/api/auth/sessions")
    assert (status, [one["current"] for one in listed["items"]]) == (200, [True])


async def test_who_comes_in_by_the_issuer_alone_is_told_that_there_is_no_password(office: House, browser: Traveller) -> None:
    await office.services.accounts.add(ANNA, "member")
    await browser.sign_in()
    _, said = await Person(office, ANNA, browser.cookies["emergence"], "").ask("GET", "/api/auth/session")
    assert said["user"]["has_password"] is False


async def test_who_has_come_in_by_the_issuer_is_not_merely_invited(office: House, browser: Traveller) -> None:
    admin = await office.person(role="admin")
    await office.services.accounts.add(ANNA, "member")
    before = await standing(admin)
    await browser.sign_in()
    assert (before[ANNA], (await standing(admin))[ANNA]) == (False, True)


async def standing(admin: Person) -> dict[str, bool]:
    """Who is on the allowlist, and whether they have come in."""
    _, listed = await admin.ask("GET", "/api/auth/admin/allowlist")
    return {one["email"]: one["active"] for one in listed["items"]}


async def test_whom_the_admin_does_not_let_in_does_not_come_in_and_is_not_kept(office: House, browser: Traveller) -> None:
    assert await browser.sign_in() == "/#/refused/not_allowed"
    assert await browser.who() == ""
    assert await office.services.accounts.people() == ()


async def test_who_is_shut_out_does_not_come_in(office: House, browser: Traveller) -> None:
    admin = await office.person(role="admin")
    await office.services.accounts.add(ANNA, "member")
    await browser.sign_in()
    await admin.ask("DELETE", f"/api/auth/admin/allowlist/{ANNA}")
    assert await browser.who() == ""
    assert await Traveller(office).sign_in() == "/#/refused/not_allowed"


async def test_who_is_shut_out_before_the_first_time_does_not_come_in(office: House, browser: Traveller) -> None:
    admin = await office.person(role="admin")
    await office.services.accounts.add(ANNA, "member")
    await admin.ask("DELETE", f"/api/auth/admin/allowlist/{ANNA}")
    assert await browser.sign_in() == "/#/refused/not_allowed"


@pytest.mark.parametrize("verified", [False, None, "true", 1])
async def test_an_email_that_the_issuer_has_not_verified_proves_nothing(
    office: House, browser: Traveller, elsewhere: Issuer, verified: object
) -> None:
    await office.services.accounts.add(ANNA, "member")
    elsewhere.person["email_verified"] = verified
    assert await browser.sign_in() == "/#/refused/email_not_verified"


@pytest.mark.parametrize("email", [None, "", 7, "anna", "anna@example.org\nx", "ánna@example.org", "a" * 400 + "@example.org"])
async def test_what_is_no_email_lets_nobody_in(office: House, browser: Traveller, elsewhere: Issuer, email: object) -> None:
    await office.services.accounts.add(ANNA, "member")
    elsewhere.person["email"] = email
    assert await browser.sign_in() in {"/#/refused/email_not_verified", "/#/refused/not_allowed"}


async def test_the_link_holds_when_the_email_changes_there(office: House, browser: Traveller, elsewhere: Issuer) -> None:
    for email in (ANNA, "mallory@example.org"):
        await office.services.accounts.add(email, "member")
    await browser.sign_in()
    elsewhere.person |= {"email": "mallory@example.org", "email_verified": False}
    again = Traveller(office)
    assert await again.sign_in() == "/"
    assert await again.who() == ANNA


async def test_who_is_given_somebodys_email_there_is_not_them(office: House, browser: Traveller, elsewhere: Issuer) -> None:
    await office.services.accounts.add(ANNA, "member")
    await browser.sign_in()
    elsewhere.person["sub"] = "another"
    again = Traveller(office)
    assert await again.sign_in() == "/#/refused/identity_taken"
    assert await again.who() == ""


async def test_who_was_unlinked_comes_in_by_the_email_again(office: House, browser: Traveller, elsewhere: Issuer) -> None:
    await office.services.accounts.add(ANNA, "member")
    await browser.sign_in()
    await office.services.accounts.unlink(ANNA)
    assert await browser.who() == ""
    elsewhere.person["sub"] = "another"
    assert await browser.sign_in() == "/"


async def test_two_tabs_that_come_in_for_the_first_time_at_once_both_do(office: House) -> None:
    await office.services.accounts.add(ANNA, "member")
    tabs = [Traveller(office) for _ in range(8)]
    assert await asyncio.gather(*(tab.sign_in() for tab in tabs)) == ["/"] * 8
    assert [line[0] for line in await trail(office)].count("identity.link") == 1


async def test_who_has_a_password_is_told_of_the_new_way_in_and_once(home: Path, elsewhere: Issuer) -> None:
    async with house_with_post(home, **elsewhere.registration) as (house, box):
        await house.person(ANNA)
        for _ in range(2):
            await Traveller(house).sign_in()
        letter = await box.letter()
        assert (letter["To"], letter["Subject"], len(box.letters)) == (ANNA, "A new way to sign in", 1)


async def test_the_second_factor_is_the_issuers_business(office: House, browser: Traveller) -> None:
    person = await office.person(ANNA)
    _, setup = await person.ask("POST", "/api/auth/two-factor/start", json={"password": PASSWORD})
    status, _ = await person.ask("POST", "/api/auth/two-factor/confirm", json={"code": pyotp.TOTP(setup["secret"]).now()})
    assert (status, await browser.sign_in()) == (200, "/")


async def test_an_issuer_that_tells_the_email_only_when_asked_is_asked(office: House, browser: Traveller, elsewhere: Issuer) -> None:
    await office.services.accounts.add(ANNA, "member")
    elsewhere.email_in_token = False
    assert await browser.sign_in() == "/"
    assert elsewhere.asked["/userinfo"] == 1


async def test_what_is_told_of_somebody_else_does_not_count(office: House, browser: Traveller, elsewhere: Issuer) -> None:
    await office.services.accounts.add(ANNA, "member")
    elsewhere.email_in_token, elsewhere.userinfo = False, {"sub": "another"}
    assert await browser.sign_in() == "/#/refused/outside_invalid"


async def test_an_issuer_that_wants_the_secret_in_the_form_gets_it_there(office: House, browser: Traveller, elsewhere: Issuer) -> None:
    await office.services.accounts.add(ANNA, "member")
    elsewhere.discovery = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    assert await browser.sign_in() == "/"


async def test_the_issuer_is_asked_as_the_standard_says(browser: Traveller, elsewhere: Issuer) -> None:
    said = asked(await browser.start())
    again = asked(await browser.start())
    fixed = {
        "response_type": "code",
        "client_id": CLIENT,
        "redirect_uri": REDIRECT_URI,
        "scope": "openid email",
        "code_challenge_method": "S256",
    }
    assert {name: said[name] for name in fixed} == fixed
    assert set(said) == {*fixed, "state", "nonce", "code_challenge"}
    assert all(len(said[name]) == 43 and said[name] != again[name] for name in ("state", "nonce", "code_challenge"))
    assert elsewhere.asked["/.well-known/openid-configuration"] == 1


async def test_the_way_back_is_not_built_from_what_a_request_says(office: House, browser: Traveller) -> None:
    evil = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "Forwarded": "host=evil.example"}
    _, address = await browser.get(START, **evil, Host="localhost:9")
    assert asked(address)["redirect_uri"] == REDIRECT_URI
    assert (await browser.get(START, Host="evil.example"))[0] == 400


async def test_the_page_learns_what_the_issuer_is_called(home: Path, elsewhere: Issuer) -> None:
    async with (
        open_house(home, **elsewhere.registration, oidc_name="the office") as house,
        house.http.get(f"{house.base}/api/auth/oidc") as said,
    ):
        assert (said.status, await said.json()) == (200, {"name": "the office"})


async def test_the_page_learns_that_there_is_no_issuer_without_an_error(house: House) -> None:
    async with house.http.get(f"{house.base}/api/auth/oidc") as said:
        assert (said.status, await said.json()) == (200, {"name": None})


async def test_without_an_issuer_there_is_no_way_there_or_back(house: House) -> None:
    assert [await Traveller(house).get(path) for path in (START, CALLBACK)] == [(404, "")] * 2


async def test_what_was_done_and_what_was_refused_is_written_down(office: House, elsewhere: Issuer) -> None:
    await Traveller(office).sign_in()
    await office.services.accounts.add(ANNA, "member")
    await Traveller(office).sign_in()
    await Traveller(office).sign_in()
    elsewhere.tokens = {"aud": "somebody else"}
    await Traveller(office).sign_in()
    assert [line for line in await trail(office) if line[2] is not None][1:] == [
        ("session.begin", "refused", elsewhere.url, "outside_invalid"),
        ("session.begin", "done", elsewhere.url, None),
        ("session.begin", "done", elsewhere.url, None),
        ("identity.link", "done", elsewhere.url, None),
        ("user.add", "done", ANNA, None),
        ("session.begin", "refused", ANNA, "not_allowed"),
    ]
