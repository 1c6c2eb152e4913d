"""Personal keys, by which programs come in as a person and may do less than they."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from ...domain.accounts import ApiKey, Identity, Scope, Session, User
from ...domain.problems import Conflict, Invalid, NotFound
from ...ports.clock import Clock
from ...ports.store import Store
from .hashes import hash_of
from .post import Post
from .sessions import Sessions
from .standing import stand
from .trail import Trail
from .where import Where

PREFIX = "em_"
HINT = 7
MOST = 20
NAME_LENGTH = 80
NEVER = datetime(9999, 1, 1, tzinfo=UTC)
TOUCH_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that was just made; its secret is shown this once."""

    key: ApiKey
    secret: str


@dataclass(frozen=True, slots=True)
class Keys:
    """Only the hash of a key is kept. The row decides at every request."""

    store: Store
    clock: Clock
    sessions: Sessions
    trail: Trail
    post: Post

    async def make(self, name: str, scope: Scope, days: int | None, mine: Identity, where: Where) -> NewKey:
        """A new key of mine. Raises Invalid without a name, Conflict if there are too many, also of those made at the same time."""
        name, now, secret = name.strip(), self.clock.now(), PREFIX + secrets.token_urlsafe(32)
        if not name or len(name) > NAME_LENGTH:
            raise Invalid(f"A key needs a name of at most {NAME_LENGTH} characters.", "bad_key_name")
        expires_at = now + timedelta(days=days) if days else None
        key = ApiKey(self.clock.new_id(), mine.user.id, name, hash_of(secret), secret[:HINT], scope, now, expires_at)
        async with self.store.begin() as tx:
            await stand(tx, mine)
            if len(await tx.api_keys.of_user(mine.user.id)) >= MOST:
                raise Conflict(f"There are {MOST} keys already: revoke one first.", "too_many_keys")
            await tx.api_keys.add(key)
            await self.post.later(tx, "key_made", mine.user.email, where.language)
            await self.trail.note(tx, "key.add", where, mine.user, name)
        await self.post.ring()
        return NewKey(key, secret)

    async def list(self, mine: Identity) -> tuple[ApiKey, ...]:
        """My keys, the latest first."""
        async with self.store.read() as look:
            return await look.api_keys.of_user(mine.user.id)

    async def revoke(self, key_id: str, mine: Identity, where: Where) -> None:
        """End one of my keys, at once. Raises NotFound."""
        async with self.store.begin() as tx:
            ended = await tx.api_keys.revoke(mine.user.id, self.clock.now(), key_id=key_id)
            if not ended:
                raise NotFound("There is no such key.", "key_not_found")
            await self.trail.note(tx, "key.revoke", where, mine.user, key_id)
        await self.sessions.tell_ended(ended)

    async def identify(self, secret: str) -> Identity | None:
        """Whose key this is; None if it lets nobody in any more."""
        async with self.store.read() as look:
            found = await look.api_keys.find(hash_of(secret))
        now = self.clock.now()
        if found is None or found[1].disabled_at or not found[0].holds(now):
            return None
        key, user = found
        if key.used_at is None or now - key.used_at >= TOUCH_EVERY:
            async with self.store.begin() as tx:
                await tx.api_keys.used(key.id, now)
        return Identity(user, as_session(key, user, now), key.scope)


def as_session(key: ApiKey, user: User, now: datetime) -> Session:
    """A key as a session: named as the key is, ending when it does."""
    ends_at = key.expires_at or NEVER
    return Session(key.id, user.id, key.created_at, now, ends_at, ends_at, "", key.name)
