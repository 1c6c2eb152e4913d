"""What a browser or a program shows to be let in: it names a session, and the session's row decides."""

from typing import Protocol

from ..domain.accounts import Session


class Tokens(Protocol):
    """Signed, so that nobody can make one up. A token carries no right but the name of its session."""

    def write(self, session: Session) -> str:
        """A token that names this session, good until the session ends."""

    def read(self, token: str) -> str | None:
        """The session that a token names; None if it is not ours, was changed, or is past its end."""
