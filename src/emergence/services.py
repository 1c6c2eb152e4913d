"""The features, wired: what web and worker are given."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from .domain.jobs import Job
from .features.accounts import Accounts
from .features.chat.inbox import Inbox
from .features.chat.threads import Threads
from .features.chat.transfer import Transfer
from .features.chat.turns import Turns
from .features.cockpit.dead_jobs import DeadJobs
from .features.usage.costs import Costs
from .ports.bus import Bus
from .ports.clock import Clock
from .ports.jobs import Bell
from .ports.store import Store
from .protocol import AgentView

Handler = Callable[[Job], Awaitable[datetime | None]]
"""Does a job. Answers when it shall run again, None when it is done."""


@dataclass(frozen=True, slots=True)
class Services:
    """Everything the product can do. `handlers` are by the kind of job; `recurring` jobs are always in the table."""

    store: Store
    bus: Bus
    bell: Bell
    clock: Clock
    accounts: Accounts
    inbox: Inbox
    turns: Turns
    threads: Threads
    transfer: Transfer
    costs: Costs
    dead_jobs: DeadJobs
    agents: tuple[AgentView, ...]
    handlers: Mapping[str, Handler]
    recurring: tuple[Job, ...]
