"""What the server can answer by a code, the page has a sentence for, in both languages (the French has the keys of the English)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from emergence.domain.problems import Problem
from emergence.web import problems

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "emergence"
SENTENCES = ROOT / "src" / "webapp" / "src" / "words" / "en" / "problems.ts"
NEVER_ON_THE_PAGE = {"problem", "home_taken", "schema_newer", "limits_unavailable", "mail_refused", "mail_unavailable"}
"""What only the console, the health check or a job says."""


def kinds(of: type[Problem]) -> Iterator[type[Problem]]:
    yield of
    for one in of.__subclasses__():
        yield from kinds(one)


def codes() -> set[str]:
    """Those of the kinds of problems, and those that are said where one is raised."""
    assert problems.NotJson in set(kinds(Problem))
    named = {kind.__name__ for kind in kinds(Problem)}
    calls = [node for path in SOURCE.rglob("*.py") for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    raised = [call.args[1] for call in calls if isinstance(call.func, ast.Name) and call.func.id in named and len(call.args) > 1]
    said = {str(ast.literal_eval(one)) for one in raised if isinstance(one, ast.Constant)}
    return said | {kind.default_code for kind in kinds(Problem)}


def test_every_code_has_a_sentence() -> None:
    known = set(re.findall(r"^  (\w+): '", SENTENCES.read_text("utf-8"), re.MULTILINE))
    assert {"wrong_code", "too_large", "not_json"} < codes()
    assert codes() - known - NEVER_ON_THE_PAGE == set()
