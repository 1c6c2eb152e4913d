"""The map of promises in docs/security.md: every promise has its line, and every test that it names exists."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
MAP = ROOT / "docs" / "security.md"
ROW = re.compile(r"^\| (\d+|–) \| (.+?) \| (.+) \|$", re.M)
NAMED = re.compile(r"(tests/[\w/]+\.py)::(test_\w+)")
PROMISES = 71


def rows() -> list[tuple[str, str, str]]:
    return ROW.findall(MAP.read_text(encoding="utf-8"))


def exists(path: str, name: str) -> bool:
    file = ROOT / path
    return file.is_file() and re.search(rf"^(async )?def {name}\(", file.read_text(encoding="utf-8"), re.M) is not None


def test_every_promise_has_its_line() -> None:
    assert [number for number, _, _ in rows() if number != "–"] == [str(number) for number in range(1, PROMISES + 1)]


def test_every_promise_is_shown_by_a_test_or_says_what_it_waits_for() -> None:
    assert [number for number, _, shown in rows() if not NAMED.search(shown) and not shown.startswith("waits for ")] == []


def test_every_test_that_the_map_names_exists() -> None:
    named = NAMED.findall(MAP.read_text(encoding="utf-8"))
    assert len(named) > 100
    assert [f"{path}::{name}" for path, name in named if not exists(path, name)] == []


def test_the_map_points_to_tests_and_to_nothing_else() -> None:
    loose = [word for _, _, shown in rows() for word in shown.split() if "::" in word and not NAMED.fullmatch(word.strip(";"))]
    assert loose == []
