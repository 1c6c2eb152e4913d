"""Threads that a person brings along in a file."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from reader import Reader


async def bring(reader: Reader, folder: Path, *threads: dict[str, Any]) -> None:
    (folder / "brought.json").write_text(json.dumps({"threads": threads}), encoding="utf-8")
    await reader.page.locator("input[type=file]").set_input_files(folder / "brought.json")


def said(texts: Iterable[str], role: str = "assistant", speaker: str | None = None) -> list[dict[str, Any]]:
    return [{"role": role, "speaker": speaker, "content": text} for text in texts]
