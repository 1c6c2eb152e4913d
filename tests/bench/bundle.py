"""How large the page is that a browser loads: what it needs at once, and what it fetches when it is first used."""

import gzip
import re
from pathlib import Path

from .lab import Figure, Lab
from .servers import ROOT

DIST = ROOT / "src" / "webapp" / "dist"
LOADED_AT_ONCE = re.compile(r"""<(?:script|link)[^>]+(?:src|href)="/([^"]+\.(?:js|css))""")
IMPORTED = re.compile(r"""(?:import|from)\s*"\./([\w-]+\.js)\"""")


async def bundle(lab: Lab) -> None:
    """Kilobytes that travel, as gzip makes them."""
    first, scripts = needed(), sorted(DIST.glob("assets/*.js"))
    lab.found(Figure("first load, JavaScript, gzip", "kB", sum(map(kilobytes, (one for one in first if one.suffix == ".js"))), goal=90))
    lab.found(Figure("first load, styles, gzip", "kB", sum(map(kilobytes, (one for one in first if one.suffix == ".css")))))
    later = [one for one in scripts if one not in first]
    lab.found(Figure(f"loaded when first used, {len(later)} scripts, gzip", "kB", sum(map(kilobytes, later))))


def needed() -> set[Path]:
    """The files that the page names, and whatever their scripts import at once."""
    waiting = [DIST / name for name in LOADED_AT_ONCE.findall((DIST / "index.html").read_text("utf-8"))]
    found: set[Path] = set()
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += [path.parent / name for name in IMPORTED.findall(path.read_text("utf-8"))] if path.suffix == ".js" else []
    return found


def kilobytes(path: Path) -> float:
    return len(gzip.compress(path.read_bytes(), 9)) / 1000
