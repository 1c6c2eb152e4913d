"""Coming in without a password: there while the product is being worked on, and nowhere else."""

from pathlib import Path

import pytest
from house import House, Person, open_house

from emergence.settings import SettingsError, read_settings

LOGIN = "/api/auth/dev/login"
BYPASS = {"X-Dev-Bypass": "1", "X-User-ID": "ada@example.org"}


async def test_it_is_not_there_without_the_setting(house: House, person: Person) -> None:
    async with house.http.post(house.base + LOGIN, json={"email": "ada@example.org"}) as response:
        assert response.status == 401
    assert (await person.ask("POST", LOGIN, json={"email": "ada@example.org"}))[0] in {404, 405}
    async with house.http.get(f"{house.base}/api/threads/", headers=BYPASS) as response:
        assert response.status == 401


async def test_with_the_setting_whoever_says_an_email_is_that_person(home: Path) -> None:
    async with open_house(home, auth_dev_mode=True) as house:
        async with house.http.post(house.base + LOGIN, json={"email": "ada@example.org", "role": "admin"}) as response:
            assert (response.status, (await response.json())["user"]["role"]) == (200, "admin")
            assert "HttpOnly" in response.headers["Set-Cookie"]
        async with house.http.get(f"{house.base}/api/auth/session", headers=BYPASS) as response:
            assert (await response.json())["user"]["email"] == "ada@example.org"
        async with house.http.get(f"{house.base}/api/auth/session", headers=BYPASS | {"X-User-ID": "eve@example.org"}) as response:
            assert response.status == 401


async def test_another_sites_page_does_not_come_in_by_it(home: Path) -> None:
    async with open_house(home, auth_dev_mode=True) as house:
        evil = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
        async with house.http.post(house.base + LOGIN, json={"email": "ada@example.org"}, headers=evil) as response:
            assert response.status == 403


@pytest.mark.parametrize("beyond", [{"host": "0.0.0.0"}, {"public_base_url": "https://product.example.org"}])
def test_beyond_loopback_the_product_does_not_start_with_it(beyond: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="AUTH_DEV_MODE"):
        read_settings(_env_file=None, emergence_home=tmp_path, auth_dev_mode=True, **beyond)
