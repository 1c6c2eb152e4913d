"""Whether somebody still is who they were when they were let in: asked once more, where what they do lets people in."""

from ...domain.accounts import Identity, User
from ...domain.problems import Unauthenticated
from ...ports.store import Transaction


async def stand(tx: Transaction, mine: Identity) -> User:
    """Me as I am now, whom nobody else changes until the commit. Raises Unauthenticated if I was put out meanwhile."""
    user, now = await tx.users.hold(mine.user.id), await tx.sessions.identify(mine.session.id)
    ended = now is not None and now.session.revoked_at is not None
    if user is None or user.disabled_at or user.password_hash != mine.user.password_hash or ended:
        raise Unauthenticated("Please sign in.")
    return user
