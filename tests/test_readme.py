"""The README's table of settings is the settings' own. `python tests/test_readme.py` writes it anew."""

import re
from pathlib import Path

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from emergence.settings import Settings

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
MARKED = re.compile(r"(<!-- settings: python tests/test_readme\.py -->\n)(.*?)(<!-- /settings -->)", re.S)
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


def shown(value: object) -> str:
    """A default as an operator would write it."""
    text = value.get_secret_value() if isinstance(value, SecretStr) else str(value)
    return f"`{text.lower() if isinstance(value, bool) else text}`" if text else ""


def row(name: str, field: FieldInfo) -> str:
    return f"| `{name.upper()}` | {shown(field.default)} | {(field.description or '').replace('|', chr(92) + '|')} |"


def settings_table() -> str:
    rows = [row(name, field) for name, field in Settings.model_fields.items()]
    return "\n".join(["| Variable | Default | What it does |", "| --- | --- | --- |", *rows, ""])


def rewritten(text: str) -> str:
    return MARKED.sub(lambda match: match[1] + settings_table() + match[3], text)


def test_the_readme_lists_every_setting_as_it_is() -> None:
    found = MARKED.search(README.read_text(encoding="utf-8"))
    assert found is not None
    assert found[2] == settings_table()


def test_every_setting_says_what_it_does() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_every_file_the_readme_points_to_is_there() -> None:
    assert [path for path in LINK.findall(README.read_text(encoding="utf-8")) if not (ROOT / path).exists()] == []


if __name__ == "__main__":
    README.write_text(rewritten(README.read_text(encoding="utf-8")), encoding="utf-8")
