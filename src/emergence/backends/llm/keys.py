"""What a provider is reached with, and how long it is waited for."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

OPENAI = "api.openai.com"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys and addresses of the providers; an empty address is the vendor's own."""

    openai_key: str = field(default="", repr=False)
    openai_base_url: str = ""
    anthropic_key: str = field(default="", repr=False)
    anthropic_base_url: str = ""
    google_key: str = field(default="", repr=False)
    google_base_url: str = ""

    @property
    def configured(self) -> tuple[str, ...]:
        """The providers that can be asked. An OpenAI-compatible server at another address may need no key."""
        has = {
            "openai": self.openai_key or self.openai_base_url,
            "anthropic": self.anthropic_key,
            "google": self.google_key,
        }
        return tuple(name for name, key in has.items() if key)


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: until the first text, between two texts, and within which failed calls are tried again.

    A provider that fails `failures` times in a row is left alone for `rest` seconds; `attempts` bounds the calls to one model,
    `pause` is the first wait between two of them. With `prepare_after` the vendors' libraries are imported so long after the
    start, in the background; without, the first answer waits for them.
    """

    first_token: float = 30
    next_token: float = 20
    retry_budget: float = 30
    attempts: int = 3
    pause: float = 0.4
    failures: int = 5
    rest: float = 20
    prepare_after: float | None = None


def on_loopback(url: str) -> bool:
    """Whether an address is on this machine, where no proxy belongs in between."""
    return urlsplit(url).hostname in LOOPBACK


def is_openai(url: str) -> bool:
    """Whether an address is OpenAI's own."""
    return not url or urlsplit(url).hostname == OPENAI
