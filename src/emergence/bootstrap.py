"""The only place that knows who implements what: settings in, the running features out."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from .backends.bell import open_bell
from .backends.bus import open_bus
from .backends.clock import SystemClock
from .backends.llm import Keys, Patience, open_llm
from .backends.passwords import Argon2Passwords
from .backends.sql import open_store
from .backends.sql.migrate import migrate
from .backends.tokens import JwtTokens, load_secret
from .domain.agents import AGENTS
from .domain.jobs import Job
from .features.accounts import Accounts, Sessions, Spans, Tries
from .features.chat.inbox import TITLE, Inbox
from .features.chat.threads import Threads
from .features.chat.titles import Titles
from .features.chat.transfer import Transfer
from .features.chat.turn import Turn
from .features.chat.turns import Turns
from .features.cockpit.dead_jobs import DeadJobs
from .features.usage.chains import resolve
from .features.usage.costs import Costs
from .features.usage.prices import Prices
from .ports.bus import Bus
from .ports.clock import Clock
from .ports.jobs import Bell
from .ports.llm import Llm
from .ports.store import Store
from .protocol import AgentView
from .services import Services
from .settings import Settings, SettingsError

REAP = "chat.reap"
SWEEP = "accounts.sweep"
PREPARE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Backends:
    """The ports, opened."""

    store: Store
    bus: Bus
    bell: Bell
    llm: Llm


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Services]:
    """The product, its schema up to date, its backends open until this is left. Raises SettingsError."""
    prices = Prices.read()
    async with AsyncExitStack() as stack:
        try:
            settings.emergence_home.mkdir(mode=0o700, parents=True, exist_ok=True)
            store = open_store(settings.database, synchronous=settings.sqlite_synchronous)
            await migrate(settings.database)
            backends = Backends(
                store=await stack.enter_async_context(store),
                bus=await stack.enter_async_context(open_bus(settings.bus)),
                bell=await stack.enter_async_context(open_bell(settings.queue)),
                llm=await stack.enter_async_context(open_llm(chains(settings, prices), keys(settings), patience(settings))),
            )
            services = wire(settings, backends, prices)
        except (ValueError, OSError) as error:
            raise SettingsError(str(error)) from error
        yield services


def wire(settings: Settings, backends: Backends, prices: Prices) -> Services:
    """The features on these backends."""
    store, bus, bell, llm = backends.store, backends.bus, backends.bell, backends.llm
    clock = SystemClock()
    people = accounts(settings, backends, clock)
    turn = Turn(store, llm, clock, prices, settings.context_tokens, settings.reply_tokens)
    turns = Turns(turn, store, bus, clock)
    titles = Titles(store, llm, bus, clock, prices)
    return Services(
        store=store,
        bus=bus,
        bell=bell,
        clock=clock,
        accounts=people,
        inbox=Inbox(store, bus, bell, clock, turns),
        turns=turns,
        threads=Threads(store, bus, clock, turns),
        transfer=Transfer(store, bus, clock),
        costs=Costs(store),
        dead_jobs=DeadJobs(store, bell, clock),
        agents=tuple(AgentView(id=a.id, name=a.name, colour=a.colour, models=llm.models(a.id)) for a in AGENTS.values()),
        handlers={REAP: turns.reap, TITLE: titles.give, SWEEP: people.sweep},
        recurring=tuple(Job(id=kind, kind=kind, run_at=clock.now()) for kind in (REAP, SWEEP)),
    )


def accounts(settings: Settings, backends: Backends, clock: Clock) -> Accounts:
    """Who may, and for how long."""
    secret = settings.auth_jwt_secret.get_secret_value() or load_secret(settings.emergence_home / "secret")
    tokens = JwtTokens(secret, settings.auth_jwt_previous_secret.get_secret_value(), clock)
    spans = Spans(longest=timedelta(days=settings.auth_session_days), idle=timedelta(hours=settings.auth_idle_hours))
    sessions = Sessions(backends.store, backends.bus, clock, tokens, spans)
    return Accounts(backends.store, clock, Argon2Passwords(), sessions, Tries(clock) if settings.limits_rates else None)


def chains(settings: Settings, prices: Prices) -> dict[str, tuple[str, ...]]:
    """The models of each agent, in the order of trying."""
    return resolve({agent: settings.chain(agent) for agent in AGENTS}, keys(settings).configured, prices)


def keys(settings: Settings) -> Keys:
    """What the providers are reached with."""
    return Keys(
        openai_key=settings.openai_api_key.get_secret_value(),
        openai_base_url=settings.openai_base_url,
        anthropic_key=settings.anthropic_api_key.get_secret_value(),
        anthropic_base_url=settings.anthropic_base_url,
        google_key=settings.google_api_key.get_secret_value(),
        google_base_url=settings.google_base_url,
    )


def patience(settings: Settings) -> Patience:
    """How long models are waited for."""
    return Patience(
        first_token=settings.model_first_token_seconds,
        next_token=settings.model_next_token_seconds,
        retry_budget=settings.model_retry_seconds,
        prepare_after=PREPARE_SECONDS,
    )
