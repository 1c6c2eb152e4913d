"""What a personal key may do: default deny, one list a scope."""

import re

from ..domain.accounts import Scope
from ..domain.problems import Forbidden

READS = frozenset({"GET", "HEAD"})
CONVERSATIONS = re.compile(r"/api/(threads|documents)/.*")
ONESELF = frozenset({"/api/auth/session", "/api/openapi.json"})


def expect_scope(scope: Scope, method: str, path: str) -> None:
    """Raises Forbidden for what is beyond the key."""
    if not allows(scope, method, path):
        raise Forbidden("This key may not do that.", "beyond_key")


def allows(scope: Scope, method: str, path: str) -> bool:
    """Whether a request like this is within the scope."""
    if scope == "all":
        return True
    if method in READS and path in ONESELF:
        return True
    return (scope == "chat" or method in READS) and CONVERSATIONS.fullmatch(path) is not None


def may_talk(scope: Scope) -> bool:
    """Whether a live session is within the scope."""
    return scope != "read"
