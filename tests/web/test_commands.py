"""The command line: what cannot be done is said in one sentence, and the exit code tells."""

import asyncio
import os
import socket
import sys
from pathlib import Path

import pytest


async def run(home: Path, *arguments: str, given: str = "", **settings: str) -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    environment = {"EMERGENCE_HOME": str(home), "PATH": os.environ["PATH"], **settings}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "emergence", *arguments, env=environment, cwd=home,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, err = await asyncio.wait_for(process.communicate(given.encode()), 30)
    return process.returncode or 0, out.decode(), err.decode()


async def test_people_are_let_in_listed_and_removed(home: Path) -> None:
    assert (await run(home, "user", "add", "Ada@Example.org", "--role", "admin", "--password-stdin", given="a throne is not a bench 42\n"))[
        0
    ] == 0
    code, link, _ = await run(home, "user", "add", "eve@example.org")
    assert (code, link.startswith("http://localhost:8000/#/enter/")) == (0, True)
    assert (await run(home, "user", "list"))[1] == "ada@example.org\tadmin\tactive\neve@example.org\tmember\tinvited\n"
    assert (await run(home, "user", "remove", "eve@example.org"))[0] == 0
    assert "eve" not in (await run(home, "user", "list"))[1]


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"STORAGE": "banana"}, "STORAGE"),
        ({"PORT": "abc"}, "PORT"),
        ({"DATABASE_URL": "mysql://x"}, "known"),
        ({"OIDC_ISSUER": "https://issuer.example", "OIDC_CLIENT_ID": "x"}, "set all three or none"),
        ({"OIDC_CLIENT_SECRET": "x"}, "set all three or none"),
        (
            {"OIDC_ISSUER": "http://issuer.example", "OIDC_CLIENT_ID": "x", "OIDC_CLIENT_SECRET": "y"},
            "OIDC_ISSUER must begin with https://",
        ),
        ({"BUS_URL": "banana:"}, "no bus for 'banana'; known: memory"),
        ({"QUEUE_URL": "banana:"}, "no queue for 'banana'; known: local"),
        ({"OPENAI_BASE_URL": "foo"}, "OPENAI_BASE_URL must begin with http"),
        ({"PUBLIC_BASE_URL": "ftp://x"}, "PUBLIC_BASE_URL must begin with http"),
        ({"AGENT_NEO_MODELS": "gpt"}, "AGENT_NEO_MODELS"),
        ({"AUTH_JWT_SECRET": "short"}, "32 bytes"),
        ({"AUTH_JWT_PREVIOUS_SECRET": "short"}, "32 bytes"),
        ({"AUTH_DEV_MODE": "true", "HOST": "0.0.0.0"}, "AUTH_DEV_MODE"),
        ({"STORAGE": "cloud"}, "AUTH_JWT_SECRET"),
        ({"SESSION_WARNING_BEFORE_TIMEOUT_SECONDS": "9999"}, "SESSION_WARNING_BEFORE_TIMEOUT_SECONDS"),
        ({"EMERGENCE_HOME": "/proc/nowhere"}, "/proc/nowhere"),
    ],
)
async def test_settings_that_cannot_be_refuse_to_start_in_one_sentence(home: Path, settings: dict[str, str], sentence: str) -> None:
    code, _, err = await run(home, "serve", **settings)
    assert code == 2
    assert err.startswith("emergence: ")
    assert sentence in err
    assert err.count("\n") == 1


async def test_an_unknown_setting_in_the_env_file_is_refused(home: Path) -> None:
    (home / ".env").write_text("AGENT_NEP_MODELS=openai:x\n")
    code, _, err = await run(home, "serve")
    assert (code, err) == (2, "emergence: AGENT_NEP_MODELS in .env is not a setting of this product\n")


async def test_a_port_that_is_taken_is_said_in_one_sentence(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, _, err = await run(home, "serve", "--port", str(port))
    assert code == 2
    assert f"cannot listen on 127.0.0.1, port {port}" in err
