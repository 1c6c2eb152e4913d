"""`scripts/bench [phase…] [--people N] [--json FILE]`: every phase is bounded in count and time, and stays on the loopback."""

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

import uvloop

from .accounts import accounts
from .asking import listing
from .bundle import bundle
from .lab import Lab, opened
from .page import frames, lasting, paint, scripting
from .report import HEAD, line, save
from .standing import idle, memory, start
from .streaming import first_token, history, throughput

Phase = Callable[[Lab], Awaitable[None]]
PHASES: dict[str, Phase] = {
    "start": start,
    "memory": memory,
    "first_token": first_token,
    "throughput": throughput,
    "list": listing,
    "history": history,
    "idle": idle,
    "accounts": accounts,
}
WEB: dict[str, Phase] = {"bundle": bundle, "paint": paint, "scripting": scripting, "lasting": lasting, "frames": frames}
PHASES |= WEB
HELP = f"of {', '.join(PHASES)}, or web for the page's; all by default"
PHASE_SECONDS = 300


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench", description="What the product adds to the raw limits of this machine.")
    parser.add_argument(
        "phases",
        nargs="*",
        metavar="phase",
        choices=[*PHASES, "web", []],
        help=HELP,
    )
    parser.add_argument("--people", type=int, default=1, help="how many people hold the chats (each hears only their own)")
    parser.add_argument("--json", type=Path, help="keep the figures in this file")
    return parser.parse_args()


async def measure(lab: Lab, name: str) -> bool:
    """Run a phase and say what it found; whether it came to its end."""
    known = len(lab.figures)
    try:
        async with asyncio.timeout(PHASE_SECONDS):
            await PHASES[name](lab)
    except Exception as problem:
        print(f"{name}: {problem!r}", file=sys.stderr)
        return False
    finally:
        print("\n".join(map(line, lab.figures[known:])), flush=True)
    return True


async def main(chosen: argparse.Namespace) -> int:
    """Run the phases in their order; 0 when all came to their end."""
    wanted = {*chosen.phases, *(WEB if "web" in chosen.phases else ())} or set(PHASES)
    names = [name for name in PHASES if name in wanted]
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        async with opened(Path(folder), chosen.people) as lab:
            print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.2f}\n{HEAD}", flush=True)
            ended = [await measure(lab, name) for name in names]
    if chosen.json:
        save(lab.figures, chosen.json)
    return 0 if all(ended) else 1


if __name__ == "__main__":
    sys.exit(uvloop.run(main(arguments())))
