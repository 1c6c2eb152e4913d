"""What an agent's chain promises: who is asked, how often, and in which order."""

from contextlib import aclosing
from dataclasses import replace

import pytest
from clocks import SettableClock
from questions import PROMPT, QUICK
from vendors import Reply, said

from emergence.backends.llm import Keys, open_llm, provider
from emergence.backends.llm.chain import Chain
from emergence.domain.problems import ModelBroke, ModelBusy, ModelRefused, ModelSilent
from emergence.ports.llm import Finished, Speaking


def text(pieces):
    return "".join(piece for piece in pieces if isinstance(piece, str))


async def hear(pieces, heard):
    async for piece in pieces:
        heard.append(piece)


async def test_the_next_model_speaks_when_the_first_refuses(ask, them):
    them.answers("openai", Reply(status=401))
    pieces = await ask("openai:m", "google:n")
    assert pieces[0] == Speaking("google", "n")
    assert (them.times("openai"), them.times("google")) == (1, 1)


async def test_the_next_model_speaks_when_the_first_is_silent(ask, them):
    them.answers("anthropic", Reply(silent_after=0))
    pieces = await ask("anthropic:m", "openai:n", patience=replace(QUICK, first_token=0.2))
    assert pieces[0] == Speaking("openai-compatible", "n")
    assert them.times("anthropic") == 1


async def test_nobody_takes_over_after_the_first_text(opened, them):
    them.answers("openai", Reply(cut_after=2))
    heard = []
    async with opened("openai:m", "google:n") as llm:
        with pytest.raises(ModelBroke):
            await hear(llm.stream("neo", PROMPT), heard)
    assert text(heard) == "Bonjour, ça"
    assert them.times("google") == 0


async def test_a_busy_provider_is_tried_three_times(ask, them):
    them.answers("openai", Reply(status=500), Reply(status=529), said("enfin"))
    assert text(await ask("openai:m")) == "enfin"
    assert them.times("openai") == 3


async def test_attempts_are_bounded_and_then_the_next_model_is_asked(ask, them):
    them.always("openai", Reply(status=503))
    assert (await ask("openai:m", "anthropic:n"))[0] == Speaking("anthropic", "n")
    assert them.times("openai") == 3


async def test_the_last_problem_is_told_when_nobody_answers(ask, them):
    them.always("openai", Reply(status=503))
    them.always("google", Reply(status=401))
    with pytest.raises(ModelRefused):
        await ask("openai:m", "google:n")


@pytest.mark.parametrize("headers", [{"retry-after": "0"}, {"retry-after": "0.05"}, {"retry-after-ms": "10"}])
async def test_a_wait_that_fits_is_waited(ask, them, headers):
    them.answers("openai", Reply(status=429, headers=headers), said("ok"))
    assert text(await ask("openai:m", "google:n")) == "ok"


@pytest.mark.parametrize("wait", ["3600", "Wed, 21 Oct 2099 07:28:00 GMT"])
async def test_a_wait_beyond_the_budget_is_not_waited(ask, them, wait):
    them.answers("openai", Reply(status=429, headers={"retry-after": wait}))
    assert (await ask("openai:m", "google:n"))[0] == Speaking("google", "n")
    assert them.times("openai") == 1


async def test_the_wait_is_told_when_there_is_nobody_else(ask, them):
    them.always("openai", Reply(status=429, headers={"retry-after": "3600"}))
    with pytest.raises(ModelBusy) as caught:
        await ask("openai:m")
    assert caught.value.retry_after == 3600


async def test_google_tells_the_wait_in_its_body(ask, them):
    them.always("google", Reply(status=429, message="x 'retryDelay': '3600s'"))
    with pytest.raises(ModelBusy) as caught:
        await ask("google:m")
    assert caught.value.retry_after == 3600


@pytest.mark.parametrize(("vendor", "kind"), [("openai", "insufficient_quota"), ("anthropic", "billing_error")])
async def test_a_spent_budget_is_not_tried_again(ask, them, vendor, kind):
    them.always(vendor, Reply(status=429, kind=kind))
    with pytest.raises(ModelRefused) as caught:
        await ask(f"{vendor}:m")
    assert caught.value.code == "model_quota"
    assert them.times(vendor) == 1


async def test_no_budget_means_no_second_attempt(ask, them):
    them.answers("openai", Reply(status=503))
    with pytest.raises(ModelBusy):
        await ask("openai:m", patience=replace(QUICK, retry_budget=0))
    assert them.times("openai") == 1


async def asked(chain, agent="neo"):
    async with aclosing(chain.stream(agent, PROMPT)) as pieces:
        return [piece async for piece in pieces]


@pytest.fixture
async def guarded(them):
    """A chain whose breaker opens after two failures, and the clock it goes by."""
    clock, keys = SettableClock(), Keys("k", f"{them.url}/v1", "k", them.url, "k", them.url)
    providers = {name: provider(name, keys) for name in ("openai", "google")}
    patience = replace(QUICK, attempts=1, failures=2, rest=20)
    yield Chain({"neo": ["openai:m"], "anima": ["openai:m", "google:m"]}, providers, patience, clock.monotonic), clock
    for each in providers.values():
        await each.close()


async def fail_twice(chain):
    for _ in range(2):
        with pytest.raises(ModelBusy):
            await asked(chain)


async def test_a_provider_that_keeps_failing_is_left_alone(guarded, them):
    chain, _ = guarded
    them.always("openai", Reply(status=503))
    await fail_twice(chain)
    with pytest.raises(ModelBusy) as caught:
        await asked(chain)
    assert caught.value.retry_after == 20
    assert them.times("openai") == 2


async def test_other_agents_pass_it_over_at_once(guarded, them):
    chain, _ = guarded
    them.always("openai", Reply(status=503))
    await fail_twice(chain)
    assert (await asked(chain, "anima"))[0] == Speaking("google", "m")
    assert them.times("openai") == 2


async def test_after_its_rest_it_is_tried_again_and_trusted_if_it_answers(guarded, them):
    chain, clock = guarded
    them.answers("openai", Reply(status=503), Reply(status=503))
    await fail_twice(chain)
    clock.advance(21)
    assert [text(await asked(chain)) for _ in range(3)] == ["Bonjour, ça va ?"] * 3


async def test_while_one_call_tries_the_others_wait(guarded, them):
    chain, clock = guarded
    them.answers("openai", Reply(status=503), Reply(status=503), Reply(silent_after=1))
    await fail_twice(chain)
    clock.advance(21)
    async with aclosing(chain.stream("neo", PROMPT)) as trying:
        assert isinstance(await anext(trying), Speaking)
        assert text(await asked(chain)) == "Bonjour, ça va ?"


async def test_a_trial_that_fails_opens_it_again(guarded, them):
    chain, clock = guarded
    them.always("openai", Reply(status=503))
    await fail_twice(chain)
    clock.advance(21)
    with pytest.raises(ModelBusy):
        await asked(chain)
    with pytest.raises(ModelBusy):
        await asked(chain)
    assert them.times("openai") == 3


async def test_a_refusal_says_nothing_about_the_providers_health(guarded, them):
    chain, _ = guarded
    them.answers("openai", *[Reply(status=401)] * 5)
    for _ in range(5):
        with pytest.raises(ModelRefused):
            await asked(chain)
    assert text(await asked(chain)) == "Bonjour, ça va ?"


async def test_a_call_given_up_says_nothing_either(guarded, them):
    chain, _ = guarded
    them.answers("openai", *[Reply(pause=0.05)] * 4)
    for _ in range(4):
        async with aclosing(chain.stream("neo", PROMPT)) as pieces:
            await anext(pieces)
    assert text(await asked(chain)) == "Bonjour, ça va ?"


@pytest.mark.parametrize("option", ["stream_options", "max_tokens"])
async def test_a_server_that_rejects_an_option_is_asked_without_it(opened, them, option):
    them.answers("openai", Reply(status=400, message=f"Unrecognized request argument supplied: {option}"))
    async with opened("openai:m") as llm:
        for _ in range(2):
            assert text([piece async for piece in llm.stream("neo", PROMPT)]) == "Bonjour, ça va ?"
    assert [option in each.body for each in them.asked] == [True, False, False]


async def test_a_server_that_always_complains_is_not_asked_for_ever(ask, them):
    them.always("openai", Reply(status=400, message="stream_options max_tokens max_completion_tokens"))
    with pytest.raises(ModelRefused):
        await ask("openai:m")
    assert them.times("openai") <= 4


async def test_an_unknown_provider_is_an_error_at_the_start():
    with pytest.raises(ValueError, match="known: openai, anthropic, google, offline"):
        async with open_llm({"neo": ["cohere:x"]}, Keys(), QUICK):
            pass


async def test_the_chain_is_told_in_its_order(opened):
    async with opened("openai:a", "google:b") as llm:
        assert llm.models("neo") == ("openai:a", "google:b")


async def test_a_client_can_be_made_before_it_is_asked(opened, them):
    async with opened("openai:m", patience=replace(QUICK, prepare_after=0)) as llm:
        assert text([piece async for piece in llm.stream("neo", PROMPT)]) == "Bonjour, ça va ?"
    assert them.times("openai") == 1


async def test_closing_does_not_wait_for_a_client_that_nobody_needed(opened):
    async with opened("anthropic:m", patience=replace(QUICK, prepare_after=3600)) as llm:
        assert llm.models("neo")


async def test_keys_do_not_show():
    assert "secret" not in repr(Keys("secret", "", "secret", "", "secret", ""))


async def test_silence_is_not_tried_again(ask, them):
    them.always("openai", Reply(silent_after=0))
    with pytest.raises(ModelSilent):
        await ask("openai:m", patience=replace(QUICK, first_token=0.1))
    assert them.times("openai") == 1


async def test_finished_is_the_last_piece(ask):
    assert [type(piece) for piece in await ask("openai:m")].index(Finished) == len(await ask("openai:m")) - 1
