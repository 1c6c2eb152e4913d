"""What models cost and how much they read, from one data file; a price that is not known is None, never 0."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Self

from ...domain.usage import Price, Tokens

FILE = Path(__file__).with_name("models.json")
SNAPSHOT = re.compile(r"-(\d{4}-\d{2}-\d{2}|\d{8}|latest|\d{3})$")


@dataclass(frozen=True, slots=True)
class Tariff:
    """A price, the last day it holds, and the longest question it holds for."""

    price: Price
    until: date | None
    largest_input: int | None

    def covers(self, tokens: Tokens, on: date) -> bool:
        """Whether this is the price of such a call on such a day."""
        return (self.until is None or on <= self.until) and (self.largest_input is None or tokens.input <= self.largest_input)


@dataclass(frozen=True, slots=True)
class Model:
    """What is known of a model: its tariffs, the first that covers a call counts, and how many tokens it reads."""

    tariffs: tuple[Tariff, ...]
    context: int | None


@dataclass(frozen=True, slots=True)
class Prices:
    """The models of each provider."""

    defaults: Mapping[str, str]
    models: Mapping[tuple[str, str], Model]

    @classmethod
    def read(cls) -> Self:
        """Everything in the data file."""
        file: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
        models = {(provider, name): model(entry) for provider, known in file.items() for name, entry in known["models"].items()}
        return cls({provider: known["default"] for provider, known in file.items()}, models)

    def cost(self, provider: str, model: str, tokens: Tokens | None, on: date | None = None) -> float | None:
        """US dollars for a call on a day (today by default); None if unknown, as it is for a compatible server's. Offline is free."""
        if provider == "offline":
            return 0.0
        known = self.find(provider, model)
        if known is None or tokens is None:
            return None
        day = on or datetime.now(UTC).date()
        return next((tariff.price.of(tokens) for tariff in known.tariffs if tariff.covers(tokens, day)), None)

    def default_model(self, provider: str) -> str:
        """The model of a provider that is taken when none was chosen."""
        return self.defaults[provider]

    def context_tokens(self, model: str) -> int | None:
        """How many tokens a model reads; None if unknown."""
        known = (self.find(provider, model) for provider in self.defaults)
        return next((found.context for found in known if found), None)

    def find(self, provider: str, model: str) -> Model | None:
        """A model, by its name or by that of its family when the name is a dated snapshot's."""
        return self.models.get((provider, model)) or self.models.get((provider, SNAPSHOT.sub("", model)))


def model(entry: dict[str, Any]) -> Model:
    """An entry of the data file."""
    return Model(tuple(tariff(price, entry["read_on"]) for price in entry.get("prices", ())), entry.get("context"))


def tariff(price: dict[str, Any], read_on: str) -> Tariff:
    """One price of an entry."""
    until = price.get("until")
    return Tariff(
        Price(price["input"], price["output"], date.fromisoformat(read_on)),
        date.fromisoformat(until) if until else None,
        price.get("largest_input"),
    )
