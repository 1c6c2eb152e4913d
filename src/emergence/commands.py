"""The command line. Each command reads the settings, does one thing, and answers with an exit code."""

import argparse
import asyncio
import gc
import sys
from collections.abc import Coroutine, Sequence
from typing import Any

from .domain.problems import Conflict, Problem
from .settings import Settings, SettingsError, read_settings


def main(arguments: Sequence[str]) -> int:
    """Run the command that these arguments name. What cannot be done is said in one sentence."""
    given = parser().parse_args(arguments)
    try:
        settings = read_settings(**{name: value for name in ("host", "port") if (value := getattr(given, name, None)) is not None})
        run(given.do(settings, given), settings)
    except (SettingsError, Problem) as error:
        print(f"emergence: {error}", file=sys.stderr)  # noqa: T201
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


def run(work: Coroutine[Any, Any, None], settings: Settings) -> None:
    """Run to the end, on the fastest loop there is."""
    from .logs import begin_logging

    begin_logging(settings.log_level)
    try:
        import uvloop
    except ImportError:
        asyncio.run(work)
    else:
        uvloop.run(work)


def parser() -> argparse.ArgumentParser:
    """What can be said on the command line."""
    top = argparse.ArgumentParser(prog="python -m emergence", description="A place to think with three agents that remember.")
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    serving = commands.add_parser("serve", help="answer at http://HOST:PORT")
    serving.add_argument("--host", help="address to listen on (HOST)")
    serving.add_argument("--port", type=int, help="port to listen on (PORT)")
    serving.set_defaults(do=serve)
    commands.add_parser("migrate", help="bring the database up to date").set_defaults(do=migrate)
    commands.add_parser("reindex", help="make the index of meanings anew, where it is not what it should be").set_defaults(do=reindex)
    examining = commands.add_parser("doctor", help="look for what is missing, orphaned or behind")
    examining.add_argument("--repair", action="store_true", help="and repair it")
    examining.set_defaults(do=doctor)
    people = commands.add_parser("user", help="let people in, list them, remove them").add_subparsers(required=True, metavar="ACTION")
    adding = people.add_parser("add", help="let a person in; without a password a one-time sign-in link is printed")
    adding.add_argument("email")
    adding.add_argument("--role", choices=("member", "admin"), default="member")
    adding.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    adding.set_defaults(do=add_user)
    for name, do, text in (
        ("link", link_user, "print a new one-time sign-in link"),
        ("unlink", unlink_user, "forget who a person is at OIDC_ISSUER; the next sign-in by it links anew"),
        ("remove", remove_user, "forget a person entirely"),
    ):
        action = people.add_parser(name, help=text)
        action.add_argument("email")
        action.set_defaults(do=do)
    people.add_parser("list", help="everyone, one a line").set_defaults(do=list_users)
    return top


async def serve(settings: Settings, _: argparse.Namespace) -> None:
    """Serve until a signal comes. The collector rests until the server has started: all that is made before then stays."""
    gc.disable()
    from .server import serve as serve_until_signal

    await serve_until_signal(settings)


async def migrate(settings: Settings, _: argparse.Namespace) -> None:
    """Bring the database up to date."""
    from .backends.sql.migrate import migrate as bring_up_to_date

    settings.emergence_home.mkdir(mode=0o700, parents=True, exist_ok=True)
    await bring_up_to_date(settings.database)


async def reindex(settings: Settings, _: argparse.Namespace) -> None:
    """Make the index of meanings what it should be; goes on where it was interrupted."""
    from .bootstrap import alone

    async with alone(settings) as services:
        await services.documents.doctor.reindex(progress)
    say("The index is complete.")


async def doctor(settings: Settings, given: argparse.Namespace) -> None:
    """Say what is wrong, and repair it if that is asked. Raises Conflict if something stays wrong."""
    from .bootstrap import alone

    async with alone(settings) as services:
        findings = await services.documents.doctor.examine()
        for finding in findings:
            say(f"{finding.count} {finding.said}")
        if findings and given.repair:
            await services.documents.doctor.repair(progress)
            findings = await services.documents.doctor.examine()
            for finding in findings:
                say(f"still: {finding.count} {finding.said}")
    if findings:
        raise Conflict("Not all is well; see above." if given.repair else "Not all is well; `doctor --repair` mends it.", "unwell")
    say("All is well.")


def progress(done: int, total: int) -> None:
    """A bar on the console, where somebody looks at it; else a line now and then."""
    if sys.stderr.isatty():
        width = 30 * done // max(1, total)
        print(f"\r{'█' * width}{'·' * (30 - width)} {done}/{total} passages ", end="\n" if done == total else "", file=sys.stderr)  # noqa: T201
    elif done == total or done % 1024 == 0:
        print(f"{done}/{total} passages", file=sys.stderr)  # noqa: T201


async def add_user(settings: Settings, given: argparse.Namespace) -> None:
    """Let a person in."""
    from .bootstrap import opened

    password = sys.stdin.readline().rstrip("\n") if given.password_stdin else None
    async with opened(settings) as services:
        await services.accounts.add(given.email, given.role, password)
        if password is None:
            say(await services.accounts.sign_in_link(given.email, settings.base_url))


async def link_user(settings: Settings, given: argparse.Namespace) -> None:
    """Print a new one-time sign-in link."""
    from .bootstrap import opened

    async with opened(settings) as services:
        say(await services.accounts.sign_in_link(given.email, settings.base_url))


async def unlink_user(settings: Settings, given: argparse.Namespace) -> None:
    """Forget who a person is at other issuers of identities."""
    from .bootstrap import opened

    async with opened(settings) as services:
        await services.accounts.unlink(given.email)


async def remove_user(settings: Settings, given: argparse.Namespace) -> None:
    """Forget a person and everything of theirs."""
    from .bootstrap import opened

    async with opened(settings) as services:
        await services.accounts.remove(given.email)


async def list_users(settings: Settings, _: argparse.Namespace) -> None:
    """Everyone, one a line: e-mail, role, whether they have signed in."""
    from .bootstrap import opened

    async with opened(settings) as services:
        for user in await services.accounts.people():
            say(f"{user.email}\t{user.role}\t{'active' if user.password_hash else 'invited'}")


def say(line: str) -> None:
    """A line on standard output."""
    print(line, flush=True)  # noqa: T201
