"""Finding people, their sessions, links, second factors and keys. Ownership is an argument."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from ..domain.accounts import ApiKey, Factor, Identity, Outside, Purpose, Role, Session, Ticket, User
from ..domain.chat import Page


class Users(Protocol):
    """The people whom an admin let in, by their e-mail in lower case."""

    async def add(self, user: User) -> None:
        """Let a person in. Raises Conflict if the e-mail is known."""

    async def find(self, email: str) -> User | None:
        """The person with this e-mail, in any case of letters."""

    async def get(self, user_id: str) -> User:
        """Raises NotFound."""

    async def hold(self, user_id: str) -> User | None:
        """The person as they are now; nobody else holds or changes them until the commit. None if there is no such person."""

    async def in_turn(self) -> None:
        """Nobody else who says this gets past it until the commit: admins change people one after the other."""

    async def list(self) -> tuple[User, ...]:
        """Everyone, by e-mail."""

    async def set_password(self, user_id: str, password_hash: str) -> None:
        """Raises NotFound."""

    async def set_role(self, user_id: str, role: Role) -> None:
        """Raises NotFound."""

    async def disable(self, user_id: str, at: datetime | None) -> None:
        """Let nobody in as this person from then on; None lets them in again. Raises NotFound."""

    async def admin_left(self, besides: str) -> bool:
        """Whether another admin than this one is not disabled and has a password. Locks the admins against change until the commit."""

    async def remove(self, user_id: str) -> None:
        """Forget a person and everything of theirs: threads, messages, sessions. Raises NotFound."""

    async def admin_ready(self) -> bool:
        """Whether some admin has a password, so that no first admin is needed."""


class Sessions(Protocol):
    """Who is signed in."""

    async def add(self, session: Session) -> None:
        """Begin a session."""

    async def identify(self, session_id: str) -> Identity | None:
        """The session and its person in one look, ended or not; None if there is no such row."""

    async def touch(self, session_id: str, seen_at: datetime, idle_until: datetime) -> None:
        """Somebody was here."""

    async def revoke(self, user_id: str, now: datetime, *, session_id: str | None = None, except_id: str | None = None) -> tuple[str, ...]:
        """End one session of a person, or all but `except_id`; answers the ids that ended now."""

    async def of_user(self, user_id: str, now: datetime) -> tuple[Session, ...]:
        """The sessions of a person that hold, the last seen first."""

    async def everyone(self, now: datetime, limit: int, cursor: str | None) -> Page[Identity]:
        """All sessions that hold, with their people, the last begun first."""

    async def seen(self) -> Mapping[str, datetime]:
        """When each person was last seen, as far back as sessions are kept, by their id."""

    async def forget(self, before: datetime) -> None:
        """Drop the sessions that ended before then."""


class LiveSessions(Protocol):
    """Whose the browsers' live sessions are."""

    async def bind(self, live_id: str, user_id: str, now: datetime) -> bool:
        """Whether this live session (a browser's `session_id`) is this person's; it becomes the first one's who asks."""

    async def forget(self, before: datetime) -> None:
        """Drop those that were last bound before then."""


class Tickets(Protocol):
    """One-time links."""

    async def add(self, ticket: Ticket) -> None:
        """Keep a ticket; all others for the same purpose and person are void from now on, also of those kept at the same time."""

    async def take(self, ticket_hash: str, now: datetime, purpose: Purpose) -> Ticket | None:
        """Use it up: of any number of takers at once, one gets it. None if unknown, used or expired.

        Whoever takes one for the first admin is alone until the commit, so that there is one first admin, with however many links.
        """

    async def find(self, ticket_hash: str, now: datetime) -> Ticket | None:
        """The ticket, unused and not expired, left as it is."""

    async def void(self, user_id: str) -> None:
        """No link for this person holds any more, whatever for."""

    async def forget(self, before: datetime) -> None:
        """Drop the tickets that expired before then."""


class Factors(Protocol):
    """Second factors, one a person, and the recovery codes that stand in for it."""

    async def find(self, user_id: str) -> Factor | None:
        """The factor of a person, confirmed or not."""

    async def begin(self, factor: Factor) -> None:
        """Keep a factor that waits to be confirmed, in place of another one that waits. Raises Conflict if one is confirmed."""

    async def use_step(self, user_id: str, step: int, confirmed_at: datetime) -> bool:
        """Use up the code of a time step, and confirm the factor if it waits; False if this step or a later one was used already."""

    async def set_codes(self, user_id: str, hashes: tuple[str, ...]) -> None:
        """These recovery codes and no others."""

    async def use_code(self, user_id: str, code_hash: str) -> bool:
        """Use up a recovery code: of any number of takers at once, one gets it."""

    async def codes_left(self, user_id: str) -> int:
        """How many recovery codes are left."""

    async def remove(self, user_id: str) -> None:
        """No second factor any more, and no recovery codes."""


class ApiKeys(Protocol):
    """Personal keys for programs."""

    async def add(self, key: ApiKey) -> None:
        """Keep a key."""

    async def find(self, key_hash: str) -> tuple[ApiKey, User] | None:
        """The key with this hash and whose it is, whether or not it holds."""

    async def of_user(self, user_id: str) -> tuple[ApiKey, ...]:
        """The keys of a person that are not revoked, the latest first."""

    async def used(self, key_id: str, at: datetime) -> None:
        """Somebody came in with it."""

    async def revoke(self, user_id: str, now: datetime, *, key_id: str | None = None) -> tuple[str, ...]:
        """End one key of a person, or all; answers the ids that ended now."""


class Outsides(Protocol):
    """People as other issuers of identities know them."""

    async def find(self, issuer: str, subject: str) -> User | None:
        """Who this is here."""

    async def link(self, outside: Outside) -> None:
        """From now on this is who they are here.

        Raises Conflict if the identity is linked to somebody else, or the person to another identity of this issuer; at once or not.
        """

    async def of_user(self, user_id: str) -> tuple[Outside, ...]:
        """The identities of a person, the first linked first."""

    async def linked(self) -> frozenset[str]:
        """Who has an identity elsewhere, by their id here."""

    async def unlink(self, user_id: str) -> None:
        """Forget all identities of a person."""
