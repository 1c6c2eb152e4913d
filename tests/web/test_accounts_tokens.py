"""Session tokens: what is not ours is nobody's, and the session's row decides about the rest."""

import base64
import json
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import jwt
import pytest
from clocks import SettableClock
from house import House, Person

from emergence.backends.bus.memory import MemoryBus
from emergence.backends.tokens import JwtTokens, load_secret, name_of
from emergence.domain.accounts import Session, User
from emergence.features.accounts import Sessions, Spans, Where
from emergence.ports.store import Store

OLD, NEW = "o" * 40, "n" * 40


def session(clock: SettableClock) -> Session:
    now = clock.now()
    return Session("s1", "u1", now, now, now + timedelta(days=1), now + timedelta(days=7), "", "")


def forged(clock: SettableClock, header: dict[str, Any] | None = None, key: str = NEW, algorithm: str = "HS256", **claims: Any) -> str:
    """A token like ours, but for what is given; a claim that is None is left out."""
    genuine = jwt.decode(JwtTokens(NEW, "", clock).write(session(clock)), options={"verify_signature": False})
    said = {name: value for name, value in (genuine | claims).items() if value is not None}
    return jwt.encode(said, key, algorithm, headers={"kid": name_of(NEW.encode())} | (header or {}))


def test_a_token_names_its_session_and_nothing_else(clock: SettableClock) -> None:
    tokens = JwtTokens(NEW, "", clock)
    token = tokens.write(session(clock))
    assert [tokens.read(token), tokens.read(token)] == ["s1", "s1"]
    assert set(jwt.decode(token, options={"verify_signature": False})) == {"exp", "iat", "sub", "sid", "jti", "aud", "iss", "typ"}


def test_a_copy_made_by_hand_would_be_read(clock: SettableClock) -> None:
    assert JwtTokens(NEW, "", clock).read(forged(clock)) == "s1"


@pytest.mark.parametrize("claim", ["exp", "iat", "sub", "sid", "jti", "aud", "iss", "typ"])
def test_every_claim_is_required(clock: SettableClock, claim: str) -> None:
    assert JwtTokens(NEW, "", clock).read(forged(clock, **{claim: None})) is None


@pytest.mark.parametrize(
    "change",
    [
        {"exp": 1},
        {"exp": "2999"},
        {"exp": True},
        {"iat": 99_999_999_999},
        {"aud": "other"},
        {"iss": "other"},
        {"typ": "reset"},
        {"sid": 7},
        {"nbf": 99_999_999_999},
        {"role": "admin"},
        {"key": OLD},
        {"algorithm": "HS512"},
        {"algorithm": "HS384"},
        {"header": {"kid": "../../dev/null"}},
        {"header": {"kid": "' OR 1=1 --"}},
        {"header": {"kid": ""}},
        {"header": {"crit": ["x"], "x": 1}},
    ],
)
@pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning")
def test_a_token_that_is_not_as_ours_are_is_nobodys(clock: SettableClock, change: dict[str, Any]) -> None:
    assert JwtTokens(NEW, "", clock).read(forged(clock, **change)) is None


def part(said: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(said).encode()).rstrip(b"=").decode()


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "", "RS256", "ES256"])
async def test_a_token_without_our_signature_opens_nothing(house: House, person: Person, algorithm: str) -> None:
    head, claims, signature = person.token.split(".")
    kid = jwt.get_unverified_header(person.token)["kid"]
    other = part({"alg": algorithm, "typ": "JWT", "kid": kid})
    for token in (f"{other}.{claims}.", f"{other}.{claims}.{signature}", f"{head}.{claims}.", f"{head}.{claims}", claims):
        async with house.http.get(f"{house.base}/api/auth/session", headers={"Authorization": f"Bearer {token}"}) as response:
            assert response.status == 401


async def test_a_token_that_was_changed_opens_nothing(house: House, person: Person, other: Person) -> None:
    head, claims, signature = person.token.split(".")
    swapped = f"{head}.{other.token.split('.')[1]}.{signature}"
    flipped = f"{head}.{claims[:-1]}{'A' if claims[-1] != 'A' else 'B'}.{signature}"
    for token in (swapped, flipped, person.token[:-2], person.token + "A", " ", "a" * 5000):
        assert await house.services.accounts.identify(token) is None


def test_the_previous_key_is_still_read_and_never_written_with(clock: SettableClock) -> None:
    old = JwtTokens(OLD, "", clock).write(session(clock))
    both = JwtTokens(NEW, OLD, clock)
    assert (both.read(old), JwtTokens(NEW, "", clock).read(old)) == ("s1", None)
    assert JwtTokens(OLD, "", clock).read(both.write(session(clock))) is None


def test_a_token_ends_with_its_session_and_clocks_may_differ_a_little(clock: SettableClock) -> None:
    tokens = JwtTokens(NEW, "", clock)
    token = tokens.write(session(clock))
    clock.advance(-20)
    assert tokens.read(token) == "s1"
    clock.advance(7 * 86_400 + 60)
    assert (tokens.read(token), JwtTokens(NEW, "", clock).read(token)) == (None, None)


@pytest.mark.parametrize("keys", [("short", ""), (NEW, "short"), ("", "")])
def test_a_short_key_is_refused(clock: SettableClock, keys: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        JwtTokens(*keys, clock)


def test_the_secret_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    first = load_secret(tmp_path / "secret")
    assert (load_secret(tmp_path / "secret"), len(first) >= 43) == (first, True)
    assert oct((tmp_path / "secret").stat().st_mode & 0o777) == "0o600"
    assert os.listdir(tmp_path) == ["secret"]


@pytest.fixture
def sessions(store: Store, clock: SettableClock) -> Sessions:
    spans = Spans(longest=timedelta(days=7), idle=timedelta(hours=24))
    return Sessions(store, MemoryBus(), clock, JwtTokens(NEW, "", clock), spans)


async def begun(sessions: Sessions, store: Store, clock: SettableClock) -> str:
    user = User(clock.new_id(), "ada@example.org", "member", clock.now())
    async with store.begin() as tx:
        await tx.users.add(user)
        return (await sessions.begin(tx, user, Where("", ""))).token


async def test_a_session_that_is_not_used_ends(sessions: Sessions, store: Store, clock: SettableClock) -> None:
    token = await begun(sessions, store, clock)
    clock.advance(24 * 3600)
    assert await sessions.identify(token) is None


async def test_a_session_in_use_goes_on_to_its_end(sessions: Sessions, store: Store, clock: SettableClock) -> None:
    token = await begun(sessions, store, clock)
    for _ in range(7):
        clock.advance(23 * 3600)
        assert await sessions.identify(token)
    clock.advance(7 * 3600)
    assert await sessions.identify(token) is None


async def test_what_is_revoked_elsewhere_ends_within_a_second(sessions: Sessions, store: Store, clock: SettableClock) -> None:
    token = await begun(sessions, store, clock)
    identity = await sessions.identify(token)
    assert identity
    async with store.begin() as tx:
        await tx.sessions.revoke(identity.user.id, clock.now())
    clock.advance(1)
    assert await sessions.identify(token) is None
