"""What a process that reads strangers' files gives up: the network, new privileges, memory, time, files, children.

Linux takes all of it; elsewhere what the system offers is taken.
"""

import ctypes
import os
import resource
import signal
import sys
from contextlib import suppress

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 1, 4, 38
FILES = 32


def leave_the_network() -> bool:
    """Move to a network of nobody, if the system lets us. Every fork is there as well."""
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    return any(libc.unshare(flags) == 0 for flags in (CLONE_NEWNET, CLONE_NEWUSER | CLONE_NEWNET))


def renounce_privileges() -> None:
    """No program that this process starts gets more rights than it has."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def die_with(parent: int) -> None:
    """End when the parent ends, however it ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def shut(memory: int, processor_seconds: int, seconds: float) -> None:
    """Take what is left: memory, time, files to write, descriptors, children, a core dump. The alarm ends what nobody waits for."""
    if sys.platform == "linux":
        die_first()
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    for kind, limit in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, FILES),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_AS, memory),
    ):
        bound(kind, limit)
    bound(resource.RLIMIT_CPU, processor_seconds, processor_seconds + 1)  # at the second the kernel kills, and nobody could say why
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)


def die_first() -> None:
    """Where memory is short, the kernel ends this process and not the server."""
    with suppress(OSError), open("/proc/self/oom_score_adj", "w", encoding="ascii") as score:
        score.write("1000")


def bound(kind: int, limit: int, last: int | None = None) -> None:
    """Set a limit for good, if the system knows it."""
    hard = resource.getrlimit(kind)[1]
    most = limit if last is None else last
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    try:
        resource.setrlimit(kind, (min(limit, most), most))
    except (ValueError, OSError):
        if sys.platform == "linux":
            raise
