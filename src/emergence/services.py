"""The features, wired: what web and worker are given."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from .domain.jobs import Job
from .features.accounts import Accounts, DevDoor, Factors, Keys, Mine, OutsideSignIn, PasswordChange, People, Post, Trail
from .features.chat.inbox import Inbox
from .features.chat.threads import Threads
from .features.chat.transfer import Transfer
from .features.chat.turns import Turns
from .features.cockpit.dead_jobs import DeadJobs
from .features.documents import Documents
from .features.usage.costs import Costs
from .ports.bus import Bus
from .ports.clock import Clock
from .ports.jobs import Bell
from .ports.limits import Limits
from .ports.store import Store
from .protocol import AgentView

Handler = Callable[[Job], Awaitable[datetime | None]]
"""Does a job. Answers when it shall run again, None when it is done."""


@dataclass(frozen=True, slots=True)
class Who:
    """The features that know people. `dev` is there with AUTH_DEV_MODE only, `outside` where an issuer of identities is configured."""

    accounts: Accounts
    people: People
    mine: Mine
    passwords: PasswordChange
    factors: Factors
    keys: Keys
    post: Post
    trail: Trail
    dev: DevDoor | None
    outside: OutsideSignIn | None


@dataclass(frozen=True, slots=True)
class Services:
    """Everything the product can do. Without `limits` no rate is limited.

    `handlers` are by the kind of job; `recurring` jobs are always in the table; of `heavy` kinds only so many are done at once.
    """

    store: Store
    bus: Bus
    bell: Bell
    clock: Clock
    limits: Limits | None
    who: Who
    accounts: Accounts
    inbox: Inbox
    turns: Turns
    threads: Threads
    transfer: Transfer
    costs: Costs
    documents: Documents
    dead_jobs: DeadJobs
    agents: tuple[AgentView, ...]
    handlers: Mapping[str, Handler]
    recurring: tuple[Job, ...]
    heavy: frozenset[str]
    heavy_at_once: int
