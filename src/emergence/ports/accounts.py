"""Finding people, their sessions and the one-time links that let them in. Ownership is an argument."""

from datetime import datetime
from typing import Protocol

from ..domain.accounts import Identity, Purpose, Role, Session, Ticket, User


class Users(Protocol):
    """The people whom an admin let in, by their e-mail in lower case."""

    async def add(self, user: User) -> None:
        """Let a person in. Raises Conflict if the e-mail is known."""

    async def find(self, email: str) -> User | None:
        """The person with this e-mail, in any case of letters."""

    async def get(self, user_id: str) -> User:
        """Raises NotFound."""

    async def list(self) -> tuple[User, ...]:
        """Everyone, by e-mail."""

    async def set_password(self, user_id: str, password_hash: str) -> None:
        """Raises NotFound."""

    async def set_role(self, user_id: str, role: Role) -> None:
        """Raises NotFound."""

    async def remove(self, user_id: str) -> None:
        """Forget a person and everything of theirs: threads, messages, sessions. Raises NotFound."""

    async def admin_ready(self) -> bool:
        """Whether some admin has a password, so that no first admin is needed."""


class Sessions(Protocol):
    """Who is signed in, and whose the browsers' live sessions are."""

    async def add(self, session: Session) -> None:
        """Begin a session."""

    async def identify(self, session_id: str) -> Identity | None:
        """The session and its person in one look, ended or not; None if there is no such row."""

    async def touch(self, session_id: str, seen_at: datetime, idle_until: datetime) -> None:
        """Somebody was here."""

    async def revoke(self, user_id: str, now: datetime, *, session_id: str | None = None, except_id: str | None = None) -> tuple[str, ...]:
        """End one session of a person, or all but `except_id`; answers the ids that ended now."""

    async def bind(self, live_id: str, user_id: str, now: datetime) -> bool:
        """Whether this live session (a browser's `session_id`) is this person's; it becomes the first one's who asks."""

    async def forget(self, before: datetime) -> None:
        """Drop what ended before then: sessions, and live sessions that were last bound before then."""


class Tickets(Protocol):
    """One-time links."""

    async def add(self, ticket: Ticket) -> None:
        """Keep a ticket; older ones for the same purpose and person are void from now on."""

    async def take(self, ticket_hash: str, now: datetime, purpose: Purpose) -> Ticket | None:
        """Use it up: of any number of takers at once, one gets it. None if unknown, used or expired."""

    async def find(self, ticket_hash: str, now: datetime) -> Ticket | None:
        """The ticket, unused and not expired, left as it is."""

    async def forget(self, before: datetime) -> None:
        """Drop the tickets that expired before then."""
