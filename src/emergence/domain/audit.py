"""Who did what to what, from where: what an admin can look up later."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Outcome = Literal["done", "refused"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the audit trail; never changed once written.

    `action` is dotted (`session.begin`, `password.change`, `user.role`), `actor` the id of who acted (None: nobody who is
    known), `actor_email` as it was then, `target` what it was done to (an id or an e-mail), `note` a few words without
    secrets. `id` sorts by time.
    """

    id: str
    at: datetime
    action: str
    outcome: Outcome
    actor: str | None
    actor_email: str | None
    target: str | None
    address: str
    user_agent: str
    request_id: str | None = None
    note: str | None = None
