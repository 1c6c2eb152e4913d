"""What answers cost: tokens, and money when the price is known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

N = TypeVar("N", int, float)


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
    """One call to a model, kept when its message and its thread are long gone. `cost` is in US dollars; None is unknown,
    never free."""

    id: str
    owner: str
    agent: str
    provider: str
    model: str
    at: datetime
    tokens: Tokens | None
    cost: float | None
    thread_id: str | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """What some calls took together, as far as it is known; None where nothing is.

    Tokens leave out the calls that were not counted, the cost (in US dollars) those that are `unpriced`.
    """

    calls: int
    input_tokens: int | None
    output_tokens: int | None
    cost: float | None
    uncounted: int
    unpriced: int


@dataclass(frozen=True, slots=True)
class Cost(Sum):
    """What one agent took through one model, which is `provider:model`. The agent "title" gives threads their titles."""

    agent: str
    model: str


def total(costs: Sequence[Sum]) -> Sum:
    """All of them together."""
    return Sum(
        calls=sum(cost.calls for cost in costs),
        input_tokens=known(cost.input_tokens for cost in costs),
        output_tokens=known(cost.output_tokens for cost in costs),
        cost=known(cost.cost for cost in costs),
        uncounted=sum(cost.uncounted for cost in costs),
        unpriced=sum(cost.unpriced for cost in costs),
    )


def known(values: Iterable[N | None]) -> N | None:
    """The sum of what is known, None if nothing is."""
    found = [value for value in values if value is not None]
    return sum(found[1:], start=found[0]) if found else None
