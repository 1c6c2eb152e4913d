"""What an answer costs, and which models are taken."""

from datetime import date

import pytest

from emergence.domain.usage import Tokens
from emergence.features.usage.chains import resolve
from emergence.features.usage.prices import Prices

MILLION = Tokens(1_000_000, 1_000_000)
SMALL = Tokens(1_000, 1_000)


@pytest.fixture(scope="module")
def prices() -> Prices:
    return Prices.read()


def test_tokens_become_dollars(prices):
    assert prices.cost("anthropic", "claude-sonnet-5-5", MILLION) == pytest.approx(12.0)


@pytest.mark.parametrize("name", ["gpt-4o-2024-08-06", "gpt-4o-latest", "gpt-4o"])
def test_a_dated_name_costs_what_its_family_costs(prices, name):
    assert prices.cost("openai", name, SMALL) == pytest.approx(0.0125)


def test_a_name_that_only_begins_alike_is_another_model(prices):
    assert prices.cost("openai", "gpt-4o-audio-preview", SMALL) is None


def test_an_unknown_model_has_an_unknown_cost(prices):
    assert prices.cost("openai", "gpt-99", SMALL) is None


def test_unknown_tokens_have_an_unknown_cost(prices):
    assert prices.cost("openai", "gpt-4o", None) is None


def test_another_server_has_prices_of_its_own(prices):
    assert prices.cost("openai-compatible", "gpt-4o", SMALL) is None


def test_offline_is_free(prices):
    assert prices.cost("offline", "quotes", None) == 0


def test_a_price_changes_on_its_day(prices):
    before = prices.cost("google", "gemini-3.8-flash", SMALL, date(2026, 12, 31))
    after = prices.cost("google", "gemini-3.8-flash", SMALL, date(2027, 1, 1))
    assert (before, after) == (pytest.approx(0.0045), pytest.approx(0.009))


def test_a_question_longer_than_a_price_holds_for_has_an_unknown_cost(prices):
    assert prices.cost("anthropic", "claude-haiku-5-5", Tokens(100_001, 1)) is None


def test_the_default_models_have_a_price_and_a_size(prices):
    for provider in ("openai", "anthropic", "google"):
        model = prices.default_model(provider)
        assert prices.cost(provider, model, SMALL)
        assert prices.context_tokens(model)


def test_the_size_of_an_unknown_model_is_unknown(prices):
    assert prices.context_tokens("gpt-99") is None


def test_every_agent_speaks_through_its_own_provider_when_it_can(prices):
    chains = resolve({}, ("openai", "anthropic", "google"), prices)
    assert [chain[0].partition(":")[0] for chain in chains.values()] == ["openai", "google", "anthropic"]


def test_a_provider_without_a_key_gives_way_to_the_first_that_has_one(prices):
    chains = resolve({}, ("anthropic",), prices)
    assert set(chains.values()) == {(f"anthropic:{prices.default_model('anthropic')}",)}


def test_without_any_key_all_are_offline(prices):
    assert set(resolve({"neo": ("google:x",)}, (), prices).values()) == {("offline:quotes",)}


def test_what_is_configured_is_kept_in_its_order(prices):
    configured = {"neo": ("openai:a", "google:b", "anthropic:c", "offline:quotes")}
    assert resolve(configured, ("anthropic", "openai"), prices)["neo"] == ("openai:a", "anthropic:c", "offline:quotes")
