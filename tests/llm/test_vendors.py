"""What holds for every vendor, with its real SDK, against its wire on loopback."""

import asyncio
from contextlib import aclosing
from dataclasses import replace

import pytest
from questions import PROMPT, QUICK
from vendors import Reply, said
from wires import WIRES

from emergence.domain.problems import ModelBroke, ModelBusy, ModelProblem, ModelRefused, ModelSilent
from emergence.domain.usage import Tokens
from emergence.ports.llm import Finished, Speaking

ONCE = replace(QUICK, attempts=1)


def text(pieces):
    return "".join(piece for piece in pieces if isinstance(piece, str))


async def test_an_answer_is_speaking_then_texts_then_finished(ask, vendor):
    pieces = await ask(f"{vendor}:m")
    assert isinstance(pieces[0], Speaking)
    assert text(pieces) == "Bonjour, ça va ?"
    assert pieces[-1] == Finished("stop", Tokens(12, 3))


async def test_speaking_names_the_model(ask, vendor):
    names = {"openai": "openai-compatible", "anthropic": "anthropic", "google": "google"}
    assert (await ask(f"{vendor}:m"))[0] == Speaking(names[vendor], "m")


async def test_tokens_are_unknown_when_the_provider_does_not_count(ask, them, vendor):
    them.answers(vendor, Reply(usage=None))
    finished = (await ask(f"{vendor}:m"))[-1]
    assert finished.tokens is None or vendor == "anthropic"


@pytest.mark.parametrize(("reason", "finish"), [("length", "length"), ("content_filter", "filter")])
async def test_the_reason_of_the_end_is_told(ask, them, vendor, reason, finish):
    them.answers(vendor, Reply(finish=reason))
    assert (await ask(f"{vendor}:m"))[-1].finish == finish


@pytest.mark.parametrize(
    ("status", "problem"),
    [(400, ModelRefused), (401, ModelRefused), (404, ModelRefused), (429, ModelBusy), (500, ModelBusy), (503, ModelBusy), (529, ModelBusy)],
)
async def test_a_status_becomes_a_problem(ask, them, vendor, status, problem):
    them.always(vendor, Reply(status=status))
    with pytest.raises(problem):
        await ask(f"{vendor}:m", patience=ONCE)


async def test_a_problem_never_repeats_what_the_vendor_said(ask, them, vendor):
    them.always(vendor, Reply(status=401, message="Incorrect API key provided: key-o"))
    with pytest.raises(ModelRefused) as caught:
        await ask(f"{vendor}:m")
    assert "key-" not in caught.value.message


async def test_the_sdk_does_not_retry_by_itself(ask, them, vendor):
    them.always(vendor, Reply(status=503))
    with pytest.raises(ModelBusy):
        await ask(f"{vendor}:m", patience=ONCE)
    assert them.times(vendor) == 1


async def test_silence_before_the_first_token_is_model_silent(ask, them, vendor):
    them.answers(vendor, Reply(silent_after=0))
    with pytest.raises(ModelSilent):
        await ask(f"{vendor}:m", patience=replace(ONCE, first_token=0.2))


async def test_silence_after_a_token_is_model_silent_and_its_text_was_given(opened, them, vendor):
    them.answers(vendor, Reply(silent_after=1))
    async with opened(f"{vendor}:m", patience=replace(ONCE, next_token=0.2)) as llm:
        pieces = llm.stream("neo", PROMPT)
        heard = [await anext(pieces), await anext(pieces)]
        with pytest.raises(ModelSilent):
            await anext(pieces)
    assert text(heard) == "Bonjour"


@pytest.mark.parametrize(
    "reply", [Reply(cut_after=2), Reply(unended=True), Reply(cut_after=0)], ids=["cut", "end without an end", "cut at once"]
)
async def test_a_stream_that_does_not_end_is_never_complete(ask, them, vendor, reply):
    them.always(vendor, reply)
    with pytest.raises(ModelBroke):
        await ask(f"{vendor}:m", patience=ONCE)


async def test_an_error_within_the_stream_is_told_by_its_kind(ask, them, vendor):
    them.answers(vendor, Reply(fails_after=1))
    with pytest.raises(ModelBusy):
        await ask(f"{vendor}:m", patience=ONCE)


RUBBISH = {
    "not json": b"data: {oops\n\n",
    "not utf-8": b'data: {"a": "\xff\xfe"}\n\n',
    "not an object": b"data: [1, 2]\n\n",
    "wrong types": b'data: {"choices": {"a": 1}, "type": "content_block_delta", "candidates": "x"}\n\n',
    "deep": b"data: " + b"[" * 5000 + b"\n\n",
    "null": b"data: null\n\n",
    "nothing": b"",
    "html": b"<html><body>502 Bad Gateway</body></html>",
    "a line of 2 MB": b'data: {"a": "' + b"x" * 2_000_000 + b'"}\n\n',
}


@pytest.mark.parametrize("raw", RUBBISH.values(), ids=RUBBISH.keys())
async def test_rubbish_is_a_problem_and_never_an_answer(ask, them, vendor, raw):
    them.always(vendor, Reply(raw=raw))
    with pytest.raises(ModelProblem):
        await ask(f"{vendor}:m", patience=ONCE)


async def test_an_answer_without_a_word_is_a_problem(ask, them, vendor):
    them.always(vendor, said())
    with pytest.raises(ModelBroke) as caught:
        await ask(f"{vendor}:m")
    assert caught.value.code == "model_empty"
    assert them.times(vendor) == 1


async def test_a_withheld_answer_is_refused(ask, them, vendor):
    them.always(vendor, said(finish="content_filter"))
    with pytest.raises(ModelRefused):
        await ask(f"{vendor}:m")


async def test_half_of_a_character_waits_for_the_other_half(ask, them, vendor):
    them.answers(vendor, said("a\ud83d", "\ude00b", "\ud83d"))
    pieces = await ask(f"{vendor}:m")
    assert text(pieces) == "a😀b\ufffd"
    assert all(piece.encode() for piece in pieces if isinstance(piece, str))


async def test_nul_never_arrives(ask, them, vendor):
    them.answers(vendor, said("a\0b", "\0", "c"))
    pieces = await ask(f"{vendor}:m")
    assert text(pieces) == "abc"
    assert "" not in pieces


async def test_one_byte_at_a_time_is_the_same_answer(ask, them, vendor):
    them.answers(vendor, said("né", " 😀", "!", bytes_a_write=1))
    assert text(await ask(f"{vendor}:m")) == "né 😀!"


async def test_closing_the_generator_ends_the_call(opened, them, vendor):
    them.answers(vendor, Reply(silent_after=2))
    async with opened(f"{vendor}:m") as llm:
        async with aclosing(llm.stream("neo", PROMPT)) as pieces:
            await anext(pieces)
            await anext(pieces)
        await asyncio.wait_for(them.hung_up.wait(), 5)


async def test_cancelling_before_the_first_token_ends_the_call(opened, them, vendor):
    them.answers(vendor, Reply(silent_after=0))
    async with opened(f"{vendor}:m") as llm:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(anext(llm.stream("neo", PROMPT)), 1)
        await asyncio.wait_for(them.hung_up.wait(), 5)


async def test_a_connection_is_used_again(opened, them, vendor):
    async with opened(f"{vendor}:m") as llm:
        for _ in range(3):
            assert [piece async for piece in llm.stream("neo", PROMPT)]
    assert them.connections == 1


async def test_many_answers_at_once_are_all_whole(opened, vendor):
    async def answer(llm):
        return text([piece async for piece in llm.stream("neo", PROMPT)])

    async with opened(f"{vendor}:m") as llm:
        assert set(await asyncio.gather(*(answer(llm) for _ in range(30)))) == {"Bonjour, ça va ?"}


async def test_nobody_at_the_address_is_busy(unused_tcp_port, vendor):
    from emergence.backends.llm import Keys, open_llm

    url = f"http://127.0.0.1:{unused_tcp_port}"
    async with open_llm({"neo": (f"{vendor}:m",)}, Keys("k", url, "k", url, "k", url), ONCE) as llm:
        with pytest.raises(ModelBusy):
            await anext(llm.stream("neo", PROMPT))


async def test_text_that_arrives_together_is_one_piece(ask, them):
    them.answers("openai", Reply(raw=b"".join(WIRES["openai"].stream(["a", "b", "c"], "stop", None))))
    assert (await ask("openai:m"))[1] == "abc"
