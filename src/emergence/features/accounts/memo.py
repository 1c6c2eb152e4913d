"""What was found a moment ago, so that a person who asks often is not looked up each time."""

from dataclasses import dataclass, field

from ...domain.accounts import Identity

SECONDS = 1.0
REMEMBERED = 10_000


@dataclass(slots=True)
class Memo:
    """Identities by session, for a second at most. What was looked up before a `forget` is not kept after it."""

    forgotten: int = 0
    _known: dict[str, tuple[Identity, float]] = field(default_factory=dict)

    def find(self, session_id: str, now: float) -> Identity | None:
        """Who it was less than a second ago."""
        identity, until = self._known.get(session_id, (None, 0.0))
        return identity if now < until else None

    def keep(self, identity: Identity, now: float, forgotten: int) -> None:
        """Remember an identity that was looked up when so much had been forgotten."""
        if forgotten != self.forgotten:
            return
        self._known.pop(identity.session.id, None)
        if len(self._known) >= REMEMBERED:
            del self._known[next(iter(self._known))]
        self._known[identity.session.id] = identity, now + SECONDS

    def forget(self, *session_ids: str) -> None:
        """These do not hold any more."""
        self.forgotten += 1
        for session_id in session_ids:
            self._known.pop(session_id, None)
