"""ChatGPT's export is read as the conversation it was."""

from typing import Any

import pytest

from emergence.domain.problems import Invalid
from emergence.features.chat.chatgpt import is_chatgpt, read


def node(name: str, parent: str | None, role: str, text: Any, at: float | None = 1700000000.5, **message: Any) -> dict[str, Any]:
    content = {"content_type": "text", "parts": text if isinstance(text, list) else [text]}
    return {
        "id": name,
        "parent": parent,
        "children": [],
        "message": {"author": {"role": role}, "content": content, "create_time": at} | message,
    }


def conversation(*nodes: dict[str, Any], current: str | None = None) -> dict[str, Any]:
    mapping = {"root": {"id": "root", "parent": None, "children": [], "message": None}} | {n["id"]: n for n in nodes}
    for n in nodes:
        mapping[n["parent"]]["children"].append(n["id"])
    return {"title": "Vélo", "create_time": 1700000000.0, "mapping": mapping, "current_node": current}


TALK = (
    node("s", "root", "system", "You are helpful"),
    node("q", "s", "user", "Quel vélo ?"),
    node("old", "q", "assistant", "Un rouge."),
    node("new", "q", "assistant", "Un bleu.", metadata={"model_slug": "gpt-4o"}),
)


def test_the_branch_that_was_last_shown_is_read_with_its_times() -> None:
    (thread,) = read([conversation(*TALK, current="new")]).threads
    assert [(m.role, m.content) for m in thread.messages] == [("user", "Quel vélo ?"), ("assistant", "Un bleu.")]
    assert thread.title == "Vélo"
    assert thread.messages[0].created_at.timestamp() == 1700000000.5  # type: ignore[union-attr]
    assert thread.messages[1].model == "gpt-4o"


def test_without_a_current_node_the_last_children_are_followed() -> None:
    (thread,) = read([conversation(*TALK)]).threads
    assert thread.messages[-1].content == "Un bleu."


def test_tools_images_and_hidden_messages_are_left_out() -> None:
    nodes = (
        node("a", "root", "user", [{"content_type": "image_asset_pointer"}, "Que vois-tu ?"]),
        node("b", "a", "assistant", "print(1)", recipient="python"),
        node("c", "b", "tool", "1"),
        node("d", "c", "assistant", "caché", metadata={"is_visually_hidden_from_conversation": True}),
        node("e", "d", "assistant", "Un chat."),
    )
    (thread,) = read(conversation(*nodes, current="e")).threads
    assert [m.content for m in thread.messages] == ["Que vois-tu ?", "Un chat."]


def test_a_tree_that_bites_its_tail_is_read_once() -> None:
    loop = conversation(node("a", "root", "user", "un"), node("b", "a", "assistant", "deux"), current="b")
    loop["mapping"]["a"]["parent"] = "b"
    assert len(read(loop).threads[0].messages) == 2


@pytest.mark.parametrize(
    "broken",
    [
        [{"mapping": {"a": 1}}],
        [{"mapping": {"a": {"message": {"author": "x"}}}, "current_node": "a"}],
        [{"mapping": {}}, 3],
        [
            {
                "mapping": {"a": {"message": {"create_time": 1e300, "author": {"role": "user"}, "content": {"parts": ["x"]}}}},
                "current_node": "a",
            }
        ],
    ],
)
def test_what_only_looks_like_an_export_is_refused(broken: Any) -> None:
    assert is_chatgpt(broken)
    with pytest.raises(Invalid, match="ChatGPT"):
        read(broken)


@pytest.mark.parametrize("other", [{}, [], None, 3, [1], {"threads": []}, [{"mapping": 1}]])
def test_what_is_something_else_is_told_apart(other: Any) -> None:
    assert not is_chatgpt(other)
