"""The process that files are read in copies of: it has the libraries at hand and forks for every file.

On its socket comes one byte a file with two descriptors: the file, and the channel that its fork answers on.
When the other end of a channel closes, nobody waits for that fork any more: it is killed.
"""

import gc
import os
import resource
import select
import signal
import socket
import sys
from dataclasses import dataclass

from .cage import bound, die_with, leave_the_network, renounce_privileges

CONTROL = 0
FILES = 256
GONE = b'\n["gone",%d,%d]\n'


@dataclass(slots=True)
class Fork:
    """A reading under way. `channel` is our copy of what it answers on."""

    pid: int
    channel: socket.socket
    killed: bool = False

    def kill(self) -> None:
        self.killed = True
        os.kill(self.pid, signal.SIGKILL)


class Zygote:
    """Begins forks, kills those that nobody waits for, and says on their channel how they ended."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._forks: dict[int, Fork] = {}
        self._poll = select.poll()
        self._woken, self._waker = os.pipe()

    def serve(self) -> None:
        """Until the server closes the socket, or is gone."""
        os.set_blocking(self._waker, False)
        os.set_blocking(self._woken, False)
        signal.set_wakeup_fd(self._waker)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self._poll.register(self._control, select.POLLIN)
        self._poll.register(self._woken, select.POLLIN)
        while self._step():
            pass
        for fork in self._forks.values():
            fork.kill()

    def _step(self) -> bool:
        ready = {descriptor for descriptor, _ in self._poll.poll()}
        for channel in ready & self._forks.keys():
            self._poll.unregister(channel)
            self._forks[channel].kill()
        if self._woken in ready:
            self._bury()
        return self._control.fileno() not in ready or self._begin()

    def _begin(self) -> bool:
        said, descriptors, _, _ = socket.recv_fds(self._control, 1, 2)
        if not said:
            return False
        file, channel = descriptors
        parent = os.getpid()
        try:
            pid = os.fork()
        except OSError:  # no room for another process: whoever waits on the channel sees it close
            os.close(file)
            os.close(channel)
            return True
        if pid == 0:
            become_reader(parent, file, channel)
        os.close(file)
        self._forks[channel] = Fork(pid, socket.socket(fileno=channel))
        self._poll.register(channel, select.POLLHUP)
        return True

    def _bury(self) -> None:
        os.read(self._woken, 4096)
        while self._forks:
            pid, status, usage = os.wait4(-1, os.WNOHANG)
            if pid == 0:
                return
            descriptor = next(key for key, fork in self._forks.items() if fork.pid == pid)
            fork = self._forks.pop(descriptor)
            if not fork.killed:
                self._poll.unregister(descriptor)
            farewell(fork.channel, status, usage.ru_maxrss)


def farewell(channel: socket.socket, status: int, peak: int) -> None:
    """Say how a fork ended, if somebody still listens."""
    with channel:
        try:
            channel.send(GONE % (status, peak), socket.MSG_DONTWAIT)
        except OSError:
            return


def become_reader(parent: int, file: int, channel: int) -> None:
    """In a fork: keep the file, the channel and nothing else; read; end."""
    from .reading import read

    code = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        die_with(parent)
        os.dup2(file, 0)
        os.dup2(channel, 1)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))
        code = read(0, 1)
    finally:
        os._exit(code)


def main() -> None:
    """Leave the network, load the libraries, serve."""
    for name in ("numpy", "PIL"):
        sys.modules[name] = None  # type: ignore[assignment]  # they start threads, and threads do not survive a fork
    bound(resource.RLIMIT_NOFILE, FILES)
    leave_the_network()
    renounce_privileges()
    from .reading import warm

    warm()
    gc.collect()
    gc.freeze()
    Zygote(socket.socket(fileno=CONTROL)).serve()


if __name__ == "__main__":
    main()
