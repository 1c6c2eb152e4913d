"""The wire's models as TypeScript: protocol.py and OpenAPI in, src/webapp/src/wire/types.gen.ts out."""

import argparse
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from emergence.app import routes
from emergence.protocol import Command, Down

ROOT = Path(__file__).parent.parent
WEBAPP = ROOT / "src" / "webapp"
TARGET = WEBAPP / "src" / "wire" / "types.gen.ts"
BANNER = "/** Made by scripts/types from the server's models: change those instead. */"
REFERENCED = re.compile(r"(?: \*\n)? \* This interface was referenced by `Wire`'s JSON-Schema\n \* via the `definition` \"\w+\"\.\n")
NO_TEXT = re.compile(r"/\*\*\n \*/\n|export interface Wire \{\}\n")
EVENT_ID = {"type": "string", "description": "Where this is in the stream of events."}


def main() -> int:
    """Write the types, or with --check compare them; answers the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail if the file differs, write nothing")
    checking = parser.parse_args().check
    made = compiled(schema())
    if not checking:
        TARGET.write_text(made, encoding="utf-8")
    elif TARGET.read_text(encoding="utf-8") != made:
        print(f"{TARGET.relative_to(ROOT)} is out of date: run scripts/types", file=sys.stderr)
        return 1
    return 0


def schema() -> dict[str, Any]:
    """One JSON schema with a definition for every model of the wire."""
    definitions = spoken()
    for name, asked in asked_by_http().items():
        definitions.setdefault(name, asked)
    for definition in definitions.values():
        definition["title"] = ""
        loosen(definition)
    return {"title": "Wire", "definitions": definitions, "type": "object", "additionalProperties": False}


def spoken() -> dict[str, Any]:
    """The frames of a live session; every event carries its id."""
    keyed = [("Command", "validation", TypeAdapter(Command)), ("Down", "serialization", TypeAdapter(Down))]
    found, rest = TypeAdapter.json_schemas(keyed, ref_template="#/definitions/{model}")  # type: ignore[arg-type]
    definitions: dict[str, Any] = {name: settled(one) for name, one in rest["$defs"].items()}
    definitions |= {name: one for (name, _), one in found.items()}
    for name in events(definitions["Down"]):
        definitions[name]["properties"]["id"] = EVENT_ID
        definitions[name]["required"].append("id")
    return definitions


def asked_by_http() -> dict[str, Any]:
    """What requests and answers are made of."""
    app = routes(None)  # type: ignore[arg-type]
    said = json.dumps(app.openapi()["components"]["schemas"]).replace("#/components/schemas/", "#/definitions/")
    found: dict[str, Any] = json.loads(said)
    return {name: one for name, one in found.items() if "ValidationError" not in name}


def settled(definition: dict[str, Any]) -> dict[str, Any]:
    """On our own wire every property is written, unless it is null."""
    return {**definition, "required": list(definition["properties"])} if "properties" in definition else definition


def events(union: dict[str, Any]) -> list[str]:
    """The names of the models in a union."""
    return [option["$ref"].rpartition("/")[2] for option in union["anyOf"]]


def loosen(definition: dict[str, Any]) -> None:
    """What may be null may also be absent; and a property's own title says nothing that its name does not."""
    properties = definition.get("properties", {})
    for one in properties.values():
        one.pop("title", None)
        pairs(one)
    if "required" in definition:
        definition["required"] = [name for name in definition["required"] if not nullable(properties[name])]


def pairs(one: dict[str, Any]) -> None:
    """Tuples of fixed length, said as the tool understands them."""
    if "prefixItems" in one:
        one["items"] = one.pop("prefixItems")
    elif isinstance(one.get("items"), dict):
        pairs(one["items"])


def nullable(one: dict[str, Any]) -> bool:
    """Whether a property can be null."""
    return {"type": "null"} in one.get("anyOf", [])


def compiled(wanted: dict[str, Any]) -> str:
    """The schema as TypeScript."""
    tool = WEBAPP / "node_modules" / ".bin" / "json2ts"
    options = ["--unreachableDefinitions", "--maxItems=-1", "--no-additionalProperties", "--bannerComment", BANNER]
    options += ["--style.singleQuote"]
    done = subprocess.run([str(tool), *options], input=json.dumps(wanted, sort_keys=True), text=True, stdout=subprocess.PIPE, check=True)
    return NO_TEXT.sub("", REFERENCED.sub("", done.stdout))


if __name__ == "__main__":
    sys.exit(main())
