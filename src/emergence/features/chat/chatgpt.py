"""ChatGPT's export: conversations.json, a list of trees of messages of which one branch is the conversation."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from ...domain.problems import Invalid
from ...domain.text import first_words
from .transfer import Brought, BroughtMessage, BroughtThread

TITLE = 60
ROLES = {"user": "user", "assistant": "assistant"}


def is_chatgpt(data: object) -> bool:
    """Whether this looks like ChatGPT's export: a list of conversations, or one of them, each with a `mapping`."""
    first = data[0] if isinstance(data, list) and data else data
    return isinstance(first, dict) and isinstance(first.get("mapping"), dict)


def read(data: Any) -> Brought:
    """The conversations of an export, their times kept. Raises Invalid if it is not what it looked like."""
    conversations = data if isinstance(data, list) else [data]
    try:
        threads = (thread(conversation) for conversation in conversations)
        return Brought(threads=tuple(thread for thread in threads if thread.messages))
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError) as error:
        raise Invalid("This does not read like ChatGPT's export.", "bad_import") from error


def thread(conversation: dict[str, Any]) -> BroughtThread:
    """One conversation: the branch that ends in `current_node`."""
    messages = tuple(message for node in branch(conversation) if (message := said(node)))
    return BroughtThread(
        title=conversation.get("title") or first_words(messages[0].content if messages else "", TITLE),
        created_at=moment(conversation.get("create_time")),
        archived=bool(conversation.get("is_archived")),
        messages=messages,
    )


def branch(conversation: dict[str, Any]) -> list[dict[str, Any]]:
    """The nodes from the root to the current one. Without a current one, the last child is followed."""
    mapping = conversation["mapping"]
    nodes = list(upwards(mapping, conversation.get("current_node") or deepest(mapping)))
    return nodes[::-1]


def upwards(mapping: dict[str, Any], name: str | None) -> Iterator[dict[str, Any]]:
    """This node and the ones above it, each once."""
    seen = set()
    while name in mapping and name not in seen:
        seen.add(name)
        yield mapping[name]
        name = mapping[name].get("parent")


def deepest(mapping: dict[str, Any]) -> str | None:
    """Where one ends who follows the last children from the root."""
    name = next((name for name, node in mapping.items() if node.get("parent") not in mapping), None)
    seen = set()
    while name and name not in seen and mapping[name].get("children"):
        seen.add(name)
        name = mapping[name]["children"][-1]
    return name


def said(node: dict[str, Any]) -> BroughtMessage | None:
    """What a node says, if it is a person's or the assistant's, and not hidden or a tool's."""
    message = node.get("message") or {}
    role = ROLES.get((message.get("author") or {}).get("role", ""))
    metadata = message.get("metadata") or {}
    text = words(message.get("content") or {})
    if not role or not text or metadata.get("is_visually_hidden_from_conversation") or message.get("recipient", "all") != "all":
        return None
    speaker = "user" if role == "user" else "ChatGPT"
    return BroughtMessage(
        role="user" if role == "user" else "assistant",
        speaker=speaker,
        content=text,
        created_at=moment(message.get("create_time")),
        model=metadata.get("model_slug"),
    )


def words(content: dict[str, Any]) -> str:
    """The text of a message; images and other parts that are not text are left out."""
    parts = content.get("parts") or [content.get("text")]
    texts = [part if isinstance(part, str) else part.get("text") if isinstance(part, dict) else None for part in parts]
    return "\n\n".join(text for text in texts if text)


def moment(seconds: float | None) -> datetime | None:
    """A time of the export: seconds since 1970."""
    return datetime.fromtimestamp(seconds, UTC) if seconds else None
