"""What an agent is given to answer, and how it is told who said what."""

from dataclasses import replace
from datetime import UTC, datetime

from emergence.domain.chat import Message
from emergence.domain.text import tokens_of, utf16_length
from emergence.features.chat.context import Context, within
from emergence.features.chat.prompt import prompt

NOW = datetime(2026, 11, 21, tzinfo=UTC)


def message(seq: int, speaker: str, text: str) -> Message:
    role = "user" if speaker == "user" else "assistant"
    return Message(f"m{seq}", "t", seq, role, speaker, text, "complete", NOW)  # type: ignore[arg-type]


ASKED = message(9, "user", "Et alors ?")


def test_the_latest_messages_that_fit_are_told_in_reading_order() -> None:
    said = [message(n, "user", "mot " * 50) for n in range(1, 9)]
    budget = tokens_of(ASKED.content) + 3 * tokens_of("mot " * 50)
    context = within(said, ASKED, budget)
    assert [m.seq for m in context.messages] == [6, 7, 8, 9]
    assert context.tokens <= budget


def test_the_question_is_told_even_when_nothing_fits() -> None:
    assert within([message(1, "user", "long " * 1000)], ASKED, 1).messages == (ASKED,)


def test_what_has_no_end_or_no_words_is_not_told() -> None:
    open_, failed, empty = (
        replace(message(n, "neo", text), status=s) for n, text, s in ((1, "a", "streaming"), (2, "b", "failed"), (3, "", "complete"))
    )  # type: ignore[arg-type]
    assert within([open_, failed, empty], ASKED, 1000).messages == (ASKED,)


def test_no_agent_is_given_anothers_words_as_its_own() -> None:
    said = (message(1, "user", "Bonjour"), message(2, "neo", "Prouve-le."), message(3, "anima", "Je t'entends."), ASKED)
    asked = prompt("anima", Context(said, 10), 100)
    assert [(line.role, line.text) for line in asked.messages] == [
        ("user", "Bonjour"),
        ("user", "[Neo]: Prouve-le."),
        ("assistant", "Je t'entends."),
        ("user", "Et alors ?"),
    ]


def test_each_agent_is_told_who_it_is_and_what_holds_for_all() -> None:
    systems = {agent: prompt(agent, Context((ASKED,), 1), 100).system for agent in ("anima", "neo", "nexus")}  # type: ignore[arg-type]
    assert all(f"You are {agent.capitalize()}" in system for agent, system in systems.items())
    assert all("never speak for somebody else" in system for system in systems.values())


def test_lengths_are_counted_as_browsers_count() -> None:
    assert [utf16_length(text) for text in ("abc", "é", "🙂", "👩‍👩‍👧")] == [3, 1, 2, 8]
