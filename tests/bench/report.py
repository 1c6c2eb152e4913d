"""The figures as a table for people and as JSON for programs."""

import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from .lab import Figure

VERDICT = {True: "holds", False: "FALLS SHORT", None: ""}
HEAD = f"{'':<46}{'product':>10} {'':<3}{'raw limit':>10}{'ratio':>9}   {'goal':<14}"


def number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.2f}"


def goal(figure: Figure) -> str:
    if figure.goal is None:
        return ""
    return f"{'≥' if figure.at_least else '≤'} {number(figure.goal)}{' × raw' if figure.of_raw else ''}"


def line(figure: Figure) -> str:
    ratio = f"{figure.ratio:.2f} ×" if figure.ratio is not None else ""
    measured = f"{figure.name:<46}{number(figure.product):>10} {figure.unit:<3}{number(figure.raw):>10}{ratio:>9}"
    return f"{measured}   {goal(figure):<14}{VERDICT[figure.holds]}"


def save(figures: Sequence[Figure], path: Path) -> None:
    """Keep the figures, with what is needed to judge them."""
    rows = [{**asdict(figure), "ratio": figure.ratio, "holds": figure.holds} for figure in figures]
    path.write_text(json.dumps({"cores": os.cpu_count(), "load": os.getloadavg(), "figures": rows}, indent=1) + "\n")
