"""The models: chains of providers, each opened when an agent first speaks through it."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager

from ...ports.llm import Llm
from .chain import Chain
from .keys import Keys, Patience
from .provider import Provider

__all__ = ["Keys", "Patience", "open_llm"]


@asynccontextmanager
async def open_llm(chains: Mapping[str, Sequence[str]], keys: Keys, patience: Patience) -> AsyncIterator[Llm]:
    """The models of these chains: agent → `provider:model`, in the order of trying. Raises ValueError for an unknown provider."""
    names = dict.fromkeys(name.partition(":")[0] for chain in chains.values() for name in chain)
    providers = {name: provider(name, keys) for name in names}
    first = dict.fromkeys(chain[0].partition(":")[0] for chain in chains.values() if chain)
    preparing = asyncio.create_task(prepare([providers[name] for name in first], patience.prepare_after))
    try:
        yield Chain(chains, providers, patience)
    finally:
        preparing.cancel()
        await asyncio.gather(preparing, return_exceptions=True)
        for each in providers.values():
            await each.close()


async def prepare(providers: Iterable[Provider], after: float | None) -> None:
    """Make the clients that are likely to be asked first, while nobody waits for them."""
    if after is not None:
        await asyncio.sleep(after)
        for each in providers:
            await each.open()


def provider(name: str, keys: Keys) -> Provider:
    """The provider of this name; no vendor's library is imported before it is asked something."""
    match name:
        case "openai":
            from .openai import OpenAI

            return OpenAI(keys.openai_key, keys.openai_base_url)
        case "anthropic":
            from .anthropic import Anthropic

            return Anthropic(keys.anthropic_key, keys.anthropic_base_url)
        case "google":
            from .google import Google

            return Google(keys.google_key, keys.google_base_url)
        case "offline":
            from .offline import Offline

            return Offline()
    raise ValueError(f"no model provider {name!r}; known: openai, anthropic, google, offline")
