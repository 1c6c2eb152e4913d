"""The only place that knows who implements what: settings in, the running features out."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, nullcontext
from dataclasses import dataclass
from datetime import timedelta

from .backends.analysis import Words
from .backends.bell import open_bell
from .backends.blobs import open_blobs
from .backends.bus import open_bus
from .backends.clock import SystemClock
from .backends.embedding import Place, open_embedder
from .backends.home import hold
from .backends.limits import open_limits
from .backends.llm import Keys, Patience, open_llm
from .backends.mail import open_mail
from .backends.oidc import open_issuer
from .backends.oidc.client import Client
from .backends.parsing import open_parser
from .backends.parsing.limits import ReadingLimits
from .backends.passwords import Argon2Passwords
from .backends.seals import FernetSeals
from .backends.sql import open_store
from .backends.sql.migrate import migrate
from .backends.tokens import JwtTokens, load_secret
from .backends.vectors import open_vectors
from .domain.agents import AGENTS
from .domain.jobs import Job
from .features.accounts import (
    Accounts,
    DevDoor,
    Devices,
    Doors,
    Factors,
    Links,
    Mine,
    OutsideSignIn,
    PasswordChange,
    People,
    Post,
    Sessions,
    Spans,
    Trail,
    Tries,
)
from .features.accounts import Keys as PersonalKeys
from .features.accounts.post import LETTER
from .features.accounts.proof import Proof
from .features.chat.inbox import TITLE, Inbox
from .features.chat.sources import Sources
from .features.chat.threads import Threads
from .features.chat.titles import Titles
from .features.chat.transfer import Transfer
from .features.chat.turn import Turn
from .features.chat.turns import Turns
from .features.cockpit.dead_jobs import DeadJobs
from .features.documents import HEAVY, Documents, Quota, World, wired
from .features.documents import SWEEP as SWEEP_DOCUMENTS
from .features.usage.chains import resolve
from .features.usage.costs import Costs
from .features.usage.prices import Prices
from .ports.blobs import Blobs
from .ports.bus import Bus
from .ports.clock import Clock
from .ports.embedding import Embedder
from .ports.jobs import Bell
from .ports.limits import Limits
from .ports.llm import Llm
from .ports.mail import Mail
from .ports.outside import Issuer
from .ports.parsing import Parser
from .ports.store import Store
from .ports.vectors import Vectors
from .protocol import AgentView
from .services import Services, Who
from .settings import Settings, SettingsError

REAP = "chat.reap"
SWEEP, SWEEP_TRAIL = "accounts.sweep", "audit.sweep"
MIB = 1024 * 1024
PREPARE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Backends:
    """The ports, opened."""

    store: Store
    bus: Bus
    bell: Bell
    limits: Limits
    mail: Mail
    issuer: Issuer | None
    llm: Llm
    blobs: Blobs
    parser: Parser
    embedder: Embedder
    vectors: Vectors


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
                limits=await stack.enter_async_context(open_limits(settings.cache)),
                mail=open_mail(settings.mail),
                issuer=await stack.enter_async_context(issuer(settings)),
                llm=await stack.enter_async_context(open_llm(chains(settings, prices), keys(settings), patience(settings))),
                blobs=await stack.enter_async_context(open_blobs(settings.blobs)),
                parser=await stack.enter_async_context(open_parser(ReadingLimits(at_once=settings.documents_at_once))),
                embedder=await stack.enter_async_context(open_embedder(settings.embed_model_name, models(settings))),
                vectors=await stack.enter_async_context(open_vectors(settings.vectors)),
            )
            services = wire(settings, backends, prices)
        except (ValueError, OSError) as error:
            raise SettingsError(str(error)) from error
        yield services


@asynccontextmanager
async def alone(settings: Settings) -> AsyncIterator[Services]:
    """The product, for who works on what one process at a time may touch. Raises Conflict while another one serves from its folder."""
    settings.emergence_home.mkdir(mode=0o700, parents=True, exist_ok=True)
    with hold(settings.emergence_home) if settings.database.startswith("sqlite") else nullcontext():
        async with opened(settings) as services:
            yield services


def wire(settings: Settings, backends: Backends, prices: Prices) -> Services:
    """The features on these backends."""
    store, bus, bell, llm, clock = backends.store, backends.bus, backends.bell, backends.llm, SystemClock()
    who = who_may(settings, backends, clock)
    documents = reading(settings, backends, clock)
    turn = Turn(store, Sources(store, documents.finder), llm, clock, prices, settings.context_tokens, settings.reply_tokens)
    turns = Turns(turn, store, bus, clock)
    titles = Titles(store, llm, bus, clock, prices)
    return Services(
        store=store,
        bus=bus,
        bell=bell,
        clock=clock,
        limits=backends.limits if settings.limits_rates else None,
        who=who,
        accounts=who.accounts,
        inbox=Inbox(store, bus, bell, clock, turns),
        turns=turns,
        threads=Threads(store, bus, clock, turns, who.trail),
        transfer=Transfer(store, bus, clock),
        costs=Costs(store),
        documents=documents,
        dead_jobs=DeadJobs(store, bell, clock),
        agents=tuple(AgentView(id=a.id, name=a.name, colour=a.colour, models=llm.models(a.id)) for a in AGENTS.values()),
        handlers={
            **{REAP: turns.reap, TITLE: titles.give, SWEEP: who.accounts.sweep, SWEEP_TRAIL: who.trail.sweep, LETTER: who.post.write},
            **documents.handlers,
        },
        recurring=tuple(Job(id=kind, kind=kind, run_at=clock.now()) for kind in (REAP, SWEEP, SWEEP_TRAIL, SWEEP_DOCUMENTS)),
        heavy=HEAVY,
        heavy_at_once=settings.documents_at_once,
    )


def reading(settings: Settings, backends: Backends, clock: Clock) -> Documents:
    """The features that read documents."""
    named = ("store", "bus", "bell", "blobs", "parser", "embedder", "vectors")
    world = World(clock=clock, analyzer=Words(), **{name: getattr(backends, name) for name in named})
    return wired(world, Quota(settings.document_max_mib * MIB, settings.documents_per_person, settings.document_mib_per_person * MIB))


def who_may(settings: Settings, backends: Backends, clock: Clock) -> Who:
    """The features that know people."""
    store, passwords = backends.store, Argon2Passwords()
    secret = settings.auth_jwt_secret.get_secret_value() or load_secret(settings.emergence_home / "secret")
    previous = settings.auth_jwt_previous_secret.get_secret_value()
    trail = Trail(store, clock, timedelta(days=settings.audit_days))
    spans = Spans(longest=timedelta(days=settings.auth_session_days), idle=timedelta(hours=settings.auth_idle_hours))
    sessions = Sessions(store, backends.bus, clock, JwtTokens(secret, previous, clock), spans)
    links = Links(store, clock)
    post = Post(store, clock, backends.bell, backends.mail, links, settings.base_url)
    keys = PersonalKeys(store, clock, sessions, trail, post)
    tries, seals = Tries(backends.limits if settings.limits_rates else None), FernetSeals(secret, previous)
    factors = Factors(store, clock, seals, trail, post, tries, Proof(passwords, tries, trail))
    doors = Doors(sessions, keys, factors, links, tries, Devices(seals, clock))
    return Who(
        accounts=Accounts(store, clock, passwords, doors, trail),
        people=People(store, clock, sessions, trail, post),
        mine=Mine(store, clock, sessions, trail),
        passwords=PasswordChange(store, clock, passwords, doors, post, trail),
        factors=factors,
        keys=keys,
        post=post,
        trail=trail,
        dev=DevDoor(store, clock, sessions, trail) if settings.auth_dev_mode else None,
        outside=OutsideSignIn(settings.oidc_title, backends.issuer, store, clock, seals, sessions, tries, trail, post)
        if backends.issuer
        else None,
    )


def issuer(settings: Settings) -> AbstractAsyncContextManager[Issuer | None]:
    """Who else vouches for people; None if nobody does."""
    if not settings.oidc_issuer:
        return nullcontext()
    redirect_uri = f"{settings.base_url}/api/auth/oidc/callback"
    client = Client(settings.oidc_issuer, settings.oidc_client_id, settings.oidc_client_secret.get_secret_value(), redirect_uri)
    return open_issuer(client, SystemClock())


def models(settings: Settings) -> Place:
    """Where models of meanings are kept, and who makes them elsewhere."""
    return Place(settings.emergence_home / "models", settings.openai_api_key.get_secret_value(), settings.openai_base_url)


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
