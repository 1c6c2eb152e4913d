"""What the server writes into the audit trail, the pages for admins have a sentence for (the French has the keys of the English)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from emergence.domain.accounts import Role
from emergence.web.admin import LetterBody

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "emergence"
SENTENCES = ROOT / "src" / "webapp" / "src" / "words" / "en" / "audit.ts"
ACTION_AT = {"note": 1, "did": 0, "refused": 0, "watching": 0}
PROOF = 3  # where a proof is told what it is asked for
VALUES = {"role": get_args(Role), "kind": get_args(LetterBody.model_fields["kind"].annotation)}


def written() -> Iterator[ast.expr]:
    """What names the action, wherever a line is written."""
    calls = (node for path in SOURCE.rglob("*.py") for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))
    for call in calls:
        if isinstance(call.func, ast.Attribute) and "trail" in ast.unparse(call.func.value) and call.func.attr in ACTION_AT:
            yield call.args[ACTION_AT[call.func.attr]]
        elif isinstance(call.func, ast.Attribute) and call.func.attr == "expect" and ast.unparse(call.func.value).endswith("proof"):
            yield call.args[PROOF]


def names(action: ast.expr) -> list[str]:
    """All that an expression can name: with a variable in it, one for each of its values."""
    if isinstance(action, ast.Constant):
        return [str(action.value)]
    if isinstance(action, ast.Name) and action.id == "action":  # named where a proof is asked for
        return []
    before, variable = re.fullmatch(r"f'(.*)\{(\w+)\}'", ast.unparse(action)).groups()  # type: ignore[union-attr]
    return [before + value for value in VALUES[variable]]


def test_every_action_has_a_sentence() -> None:
    known = set(re.findall(r"^    '([\w.]+)': \{", SENTENCES.read_text("utf-8"), re.MULTILINE))
    actions = {name for action in written() for name in names(action)}
    assert {"session.begin", "user.role.admin", "user.reset", "audit.export"} < actions
    assert actions - known == set()
