"""What an answer cost: tokens, and money when the price is known."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of one call, as the provider counted them."""

    input: int
    output: int

    @property
    def plausible(self) -> bool:
        """Whether a provider can have counted so: not less than none, and less than two milliards."""
        return 0 <= self.input < 2**31 and 0 <= self.output < 2**31


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars for a million tokens, as read on a day."""

    input: float
    output: float
    read_on: date

    def of(self, tokens: Tokens) -> float:
        """The cost of these tokens, in US dollars."""
        return (tokens.input * self.input + tokens.output * self.output) / 1_000_000


@dataclass(frozen=True, slots=True)
class Spend:
    """One call to a model, kept when its message is long gone. `cost` is in US dollars; None is unknown, never free."""

    id: str
    owner: str
    agent: str
    provider: str
    model: str
    at: datetime
    tokens: Tokens | None
    cost: float | None
