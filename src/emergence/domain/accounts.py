"""Who may: people, their sessions, and the one-time links that let them in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Role = Literal["member", "admin"]
Purpose = Literal["first_admin", "sign_in"]


@dataclass(frozen=True, slots=True)
class User:
    """A person whom an admin let in. Without a password hash they have not signed in yet."""

    id: str
    email: str
    role: Role
    created_at: datetime
    password_hash: str | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """One signed-in browser or program. The row decides: revoked or past an end, nothing holds."""

    id: str
    user_id: str
    created_at: datetime
    seen_at: datetime
    idle_until: datetime
    ends_at: datetime
    address: str
    user_agent: str
    revoked_at: datetime | None = None

    def holds(self, now: datetime) -> bool:
        """Whether this session still lets its person in."""
        return self.revoked_at is None and now < self.idle_until and now < self.ends_at


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is asking, and through which session."""

    user: User
    session: Session


@dataclass(frozen=True, slots=True)
class Ticket:
    """A one-time link. Only the hash of its secret is kept; `user_id` is None for the first admin, who is not known yet."""

    hash: str
    purpose: Purpose
    user_id: str | None
    expires_at: datetime
