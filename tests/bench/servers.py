"""A server under measure: a process of its own, its time to the first healthy answer, its CPU and its memory."""

import os
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import psutil

START_SECONDS = 60.0
STOP_SECONDS = 12.0
ROOT = Path(__file__).parent.parent.parent


def answers(port: int, path: str) -> bool:
    """Whether the server says 200, asked without a library so that asking costs nothing."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 2) as opened:
        opened.settimeout(5)
        opened.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
        return opened.recv(64).startswith(b"HTTP/1.1 200")
    return False


class Server:
    """A command that serves on `port`; what it says goes to `log`."""

    def __init__(self, command: list[str], port: int, health: str, log: Path, environment: dict[str, str] | None = None) -> None:
        self.command = command
        self.port = port
        self.health = health
        self.log = log
        self.environment = environment or {}
        self.folder = ROOT
        self.process: psutil.Popen | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> float:
        """Start, and wait for the first healthy answer; answers the seconds it took."""
        begun = time.monotonic()
        with self.log.open("ab") as log:
            variables = {**os.environ, **self.environment}
            self.process = psutil.Popen(self.command, cwd=self.folder, env=variables, stdout=log, stderr=subprocess.STDOUT)
        while not answers(self.port, self.health):
            if self.process.poll() is not None or time.monotonic() - begun > START_SECONDS:
                raise RuntimeError(f"{' '.join(self.command)} did not start; it said:\n{self.log.read_text()[-2000:]}")
            time.sleep(0.01)
        return time.monotonic() - begun

    def stop(self) -> None:
        """Ask it to end, and make it end if it does not."""
        if self.process is None:
            return
        self.process.terminate()
        with suppress(psutil.TimeoutExpired):
            self.process.wait(STOP_SECONDS)
        for process in self._family():
            process.kill()
        self.process.wait(STOP_SECONDS)
        self.process = None

    def _family(self) -> list[psutil.Process]:
        with suppress(psutil.NoSuchProcess):
            return [self.process, *self.process.children(recursive=True)] if self.process and self.process.is_running() else []
        return []

    def cpu(self) -> float:
        """CPU seconds of the process and its children so far."""
        return float(sum(sum(process.cpu_times()[:2]) for process in self._family()))

    def memory(self) -> float:
        """Its share of the machine's memory (PSS), in MB."""
        taken = (process.memory_full_info() for process in self._family())
        return float(sum(getattr(each, "pss", each.uss) for each in taken)) / 2**20
