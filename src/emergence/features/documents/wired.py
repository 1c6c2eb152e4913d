"""The features that read documents, put together from their ports."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from ...domain.jobs import Job
from ...ports.analysis import Analyzer
from ...ports.blobs import Blobs
from ...ports.bus import Bus
from ...ports.clock import Clock
from ...ports.embedding import Embedder
from ...ports.jobs import Bell
from ...ports.parsing import Parser
from ...ports.store import Store
from ...ports.vectors import Vectors
from .doctor import Doctor
from .indexer import Indexer
from .meanings import Meanings
from .reader import Reader
from .search import Finder
from .shelf import Quota, Shelf
from .telling import Telling
from .upkeep import Upkeep
from .viewer import Viewer
from .work import FORGET, INDEX, PARSE, REBUILD, SWEEP


@dataclass(frozen=True, slots=True)
class World:
    """What reading needs from outside."""

    store: Store
    bus: Bus
    bell: Bell
    clock: Clock
    blobs: Blobs
    parser: Parser
    analyzer: Analyzer
    embedder: Embedder
    vectors: Vectors


@dataclass(frozen=True, slots=True)
class Documents:
    """The features that read documents, and their jobs by kind."""

    shelf: Shelf
    finder: Finder
    viewer: Viewer
    doctor: Doctor
    handlers: Mapping[str, Callable[[Job], Awaitable[datetime | None]]]


def wired(world: World, quota: Quota) -> Documents:
    """The features on these ports."""
    store, clock, bell = world.store, world.clock, world.bell
    telling, meanings = Telling(world.bus, clock), Meanings(world.embedder, world.vectors)
    indexer = Indexer(store, world.analyzer, meanings, clock, telling)
    reader = Reader(store, world.blobs, world.parser, clock, bell, indexer, telling)
    upkeep = Upkeep(store, world.blobs, meanings, indexer, clock, bell)
    shelf = Shelf(store, world.blobs, clock, bell, telling, quota)
    return Documents(
        shelf=shelf,
        finder=Finder(store, world.analyzer, meanings, upkeep),
        viewer=Viewer(shelf, world.parser),
        doctor=Doctor(upkeep),
        handlers={PARSE: reader.read, INDEX: indexer.index, FORGET: upkeep.forget, REBUILD: upkeep.rebuild, SWEEP: upkeep.sweep},
    )
