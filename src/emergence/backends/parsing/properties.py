"""What an office file says about itself: title, author, when it was written."""

from datetime import UTC, datetime

from .archive import Package, local
from .manuscript import Manuscript

CORE = "docProps/core.xml"


def note_properties(package: Package, to: Manuscript) -> None:
    root = package.xml(CORE)
    if root is None:
        return
    said = {local(element): element.text or "" for element in root}
    to.title, to.author = said.get("title", ""), said.get("creator", "")
    to.written_at = moment(said.get("created", "")) or moment(said.get("modified", ""))


def moment(text: str) -> datetime | None:
    """An aware time from ISO 8601, UTC where it does not say."""
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
