"""How a prompt reaches each vendor: everything in its place, and nothing that it would refuse."""

from types import SimpleNamespace

import pytest
from questions import PROMPT
from vendors import Vendors

from emergence.backends.llm.openai import OpenAI
from emergence.backends.llm.provider import Call
from emergence.ports.llm import Prompt, Said


def asked_of(them: Vendors, vendor: str) -> SimpleNamespace:
    body = them.asked[-1].body
    match vendor:
        case "openai":
            lines = [(m["role"], m["content"]) for m in body["messages"]]
            return SimpleNamespace(system=lines[0][1], lines=lines[1:], limit=body["max_tokens"])
        case "anthropic":
            lines = [(m["role"], m["content"]) for m in body["messages"]]
            return SimpleNamespace(system=body["system"], lines=lines, limit=body["max_tokens"])
    lines = [(c["role"].replace("model", "assistant"), "\n\n".join(p["text"] for p in c["parts"])) for c in body["contents"]]
    return SimpleNamespace(
        system=body["systemInstruction"]["parts"][0]["text"], lines=lines, limit=body["generationConfig"]["maxOutputTokens"]
    )


async def test_the_prompt_arrives_in_its_place(ask, them, vendor):
    await ask(f"{vendor}:m")
    asked = asked_of(them, vendor)
    assert asked.system == "You are Neo."
    assert asked.lines == [("user", "Salut"), ("assistant", "Oui ?"), ("user", "Ça va ?")]
    assert asked.limit == 100


@pytest.mark.parametrize("vendor", ["anthropic", "google"])
async def test_lines_of_one_side_become_one_turn_and_the_user_begins(ask, them, vendor):
    lines = (Said("assistant", "a"), Said("user", "b"), Said("user", "[Anima]: c"), Said("user", " "))
    await ask(f"{vendor}:m", prompt=Prompt("S", lines, 10))
    assert asked_of(them, vendor).lines == [("user", "…"), ("assistant", "a"), ("user", "b\n\n[Anima]: c")]


async def test_the_key_goes_to_its_vendor_only(ask, them, vendor):
    await ask(f"{vendor}:m")
    sent = " ".join(them.asked[-1].headers.values())
    assert [key for key in ("key-o", "key-a", "key-g") if key in sent] == [f"key-{vendor[0]}"]


THINKERS = {
    "anthropic": ("claude-sonnet-5-5", {"max_tokens": 4100, "output_config": {"effort": "low"}}),
    "google": ("gemini-3.8-flash", {"maxOutputTokens": 4100, "thinkingConfig": {"thinking_level": "LOW"}}),
}


@pytest.mark.parametrize("vendor", THINKERS)
async def test_a_model_that_thinks_has_room_for_it_and_thinks_little(ask, them, vendor):
    model, wanted = THINKERS[vendor]
    await ask(f"{vendor}:{model}")
    body = them.asked[-1].body
    assert wanted.items() <= body.get("generationConfig", body).items()


def test_openai_itself_is_asked_in_its_newer_words():
    body = OpenAI("k", "").body(Call("neo", "gpt-6.1-terra", PROMPT))
    assert (body["max_completion_tokens"], body["reasoning_effort"]) == (4100, "low")
    assert "max_tokens" not in body


def test_a_model_that_does_not_think_is_not_told_to():
    body = OpenAI("k", "https://api.openai.com/v1").body(Call("neo", "gpt-4o", PROMPT))
    assert body["max_completion_tokens"] == 100
    assert "reasoning_effort" not in body
