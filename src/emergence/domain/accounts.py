"""Who may: people, their sessions, the one-time links that let them in, their second factor and their keys."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Role = Literal["member", "admin"]
Purpose = Literal["first_admin", "sign_in", "reset"]
Scope = Literal["all", "chat", "read"]
"""What somebody may do who is in: everything, as after a sign-in; read and write conversations; or only read."""


@dataclass(frozen=True, slots=True)
class User:
    """A person whom an admin let in. Without a password hash they have not signed in yet; disabled, nobody lets them in."""

    id: str
    email: str
    role: Role
    created_at: datetime
    password_hash: str | None = None
    disabled_at: datetime | None = None


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
    """Who is asking, and through which session. A personal key is a session of its own, with the key's id and scope."""

    user: User
    session: Session
    scope: Scope = "all"


@dataclass(frozen=True, slots=True)
class Ticket:
    """A one-time link. Only the hash of its secret is kept; `user_id` is None for the first admin, who is not known yet."""

    hash: str
    purpose: Purpose
    user_id: str | None
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Factor:
    """A second factor: the secret of time-based codes (RFC 6238), sealed. It counts once it has been confirmed with a code.

    `last_step` is the time step of the last code that was used, so that none is used twice.
    """

    user_id: str
    sealed_secret: str
    created_at: datetime
    confirmed_at: datetime | None = None
    last_step: int = 0


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A personal key for programs. Only the hash of its secret is kept; `hint` is its first signs, to tell it from others."""

    id: str
    user_id: str
    name: str
    hash: str
    hint: str
    scope: Scope
    created_at: datetime
    expires_at: datetime | None = None
    used_at: datetime | None = None
    revoked_at: datetime | None = None

    def holds(self, now: datetime) -> bool:
        """Whether this key still lets its person in."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


@dataclass(frozen=True, slots=True)
class Outside:
    """A person as another issuer of identities knows them (OpenID Connect: `iss` and `sub`)."""

    issuer: str
    subject: str
    user_id: str
    linked_at: datetime
