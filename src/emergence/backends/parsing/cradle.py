"""The zygote as the server sees it: begun when it is needed, begun anew when it is gone, handed files, ended with the server."""

import asyncio
import os
import socket
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from ...domain.problems import Unavailable

MODULE = f"{__package__}.zygote"
LINE = 1024 * 1024
TRIES = 3
LEAVING = 2.0


class Cradle:
    """At most one zygote at a time. Its environment is all but empty."""

    def __init__(self) -> None:
        self._process: Process | None = None
        self._control: socket.socket | None = None
        self._beginning = asyncio.Lock()

    @asynccontextmanager
    async def channel(self, file: Path) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
        """A fork that has this file open, until this is left: then it is killed if it still lives."""
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                await self._hand_over(file, theirs)
                reader, writer = await asyncio.open_unix_connection(sock=ours, limit=LINE)
            except BaseException:
                ours.close()
                raise
        try:
            yield reader, writer
        finally:
            writer.transport.abort()

    async def _hand_over(self, file: Path, channel: socket.socket) -> None:
        descriptor = os.open(file, os.O_RDONLY)
        try:
            for _ in range(TRIES):
                control = await self._awake()
                with suppress(OSError):
                    socket.send_fds(control, [b"\n"], [descriptor, channel.fileno()])
                    return
                await self.replace(control)
        finally:
            os.close(descriptor)
        raise Unavailable("Documents cannot be read at this moment; try again in a few seconds.", "parser_gone", retry_after=3)

    async def _awake(self) -> socket.socket:
        async with self._beginning:
            if self._control is None:
                self._control, theirs = socket.socketpair()
                self._control.setblocking(False)
                try:
                    self._process = await begun(theirs)
                except BaseException:
                    self._control.close()
                    self._control = None
                    raise
                finally:
                    theirs.close()
            return self._control

    async def replace(self, control: socket.socket | None = None) -> None:
        """End the zygote; the next file begins another. With `control`, only if it is still that one."""
        async with self._beginning:
            process, mine = self._process, self._control
            if process is None or mine is None or control not in {None, mine}:
                return
            self._process = self._control = None
            mine.close()
            await ended(process)


async def begun(control: socket.socket) -> Process:
    command = (sys.executable, "-I", "-X", "utf8", "-m", MODULE)
    return await asyncio.create_subprocess_exec(*command, stdin=control.fileno(), stdout=DEVNULL, env=needed(), start_new_session=True)


def needed() -> dict[str, str]:
    """What Python itself may need of the environment: where its libraries are."""
    return {name: os.environ[name] for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH") if name in os.environ}


async def ended(process: Process) -> None:
    """Wait until it has ended of itself, as it does when its socket closes; not for long."""
    try:
        async with asyncio.timeout(LEAVING):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
