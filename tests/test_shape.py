"""The house keeps its shape: small files, short functions, one-way imports, nothing at import."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "emergence"
NOT_OURS = {".git", ".venv", ".setup", ".bench", "node_modules", "dist", "data", "__pycache__", "test-results"}
VAGUE = {"util", "utils", "helper", "helpers", "common", "core", "shared", "base", "manager", "managers", "misc"}
HEAVY = (
    "openai",
    "anthropic",
    "google.genai",
    "aiohttp",
    "alembic",
    "argon2",
    "asyncpg",
    "chromadb",
    "onnxruntime",
    "numpy",
    "torch",
    "redis",
    "jwt",
    "httpx2",
    "pypdfium2",
    "lxml",
    "selectolax",
    "charset_normalizer",
)
FRAMED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign)
OPENS = {
    "open",
    "read_text",
    "read_bytes",
    "connect",
    "create_engine",
    "create_async_engine",
    "Popen",
    "run",
    "getenv",
    "now",
    "read_settings",
}
NAME = re.compile(r"^[\w.-]+")
ELSEWHERE = re.compile(
    r"(?<![\w.])/(?:wo[r]k|ro[o]t|Us[e]rs|op[t]/(?:wheels|pypi))/|registry\.npm[j]s|files\.python[h]osted|pypi\.or[g]/simple|extra-[i]ndex"
)


def kept() -> list[Path]:
    """The files that are in the repository, or would be with `git add`."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=False)
    names = listed.stdout.splitlines() if (ROOT / ".git").exists() else [str(path.relative_to(ROOT)) for path in ROOT.rglob("*")]
    return [ROOT / name for name in sorted(names) if (ROOT / name).is_file() and not NOT_OURS & set(Path(name).parts)]


def kept_as(*suffixes: str) -> list[Path]:
    return [path for path in kept() if path.suffix in suffixes]


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions() -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for path in kept_as(".py"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{name(path)}:{node.lineno} {node.name}", node


def arguments(node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    every = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    return [argument.arg for argument in every if argument.arg not in {"self", "cls"}]


def lines_of(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def is_generated(path: Path) -> bool:
    return ".gen." in path.name


def contracts() -> list[dict[str, object]]:
    declared: list[dict[str, object]] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    return declared


def opened_at_import(node: ast.stmt) -> bool:
    """Whether a statement of a module does more than name things."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return False
    calls = (call.func for call in ast.walk(node) if isinstance(call, ast.Call))
    called = {call.attr if isinstance(call, ast.Attribute) else getattr(call, "id", "") for call in calls}
    return bool(called & OPENS) or "os.environ" in ast.unparse(node)


def is_framed(node: ast.stmt) -> bool:
    """Whether a statement of a module is a definition, an import, a name for a value, or its docstring."""
    return isinstance(node, FRAMED) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)) or is_guard(node)


def is_guard(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) in {"TYPE_CHECKING", "__name__ == '__main__'"}


def first_paragraph(path: Path) -> list[str]:
    return (ast.get_docstring(tree(path)) or "").split("\n\n")[0].splitlines()


def test_a_file_can_be_read_in_one_breath() -> None:
    ours = [path for path in kept_as(".py", ".ts", ".svelte", ".css") if not is_generated(path)]
    assert [f"{name(path)}: {len(lines_of(path))} lines" for path in ours if len(lines_of(path)) > 250] == []


def test_a_function_does_one_step() -> None:
    long = [(where, (node.end_lineno or 0) - node.lineno + 1) for where, node in functions() if not where.startswith("alembic/versions")]
    assert [f"{where}: {length} lines" for where, length in long if length > 40] == []


def test_a_function_takes_six_arguments_at_most() -> None:
    assert [where for where, node in functions() if len(arguments(node)) > 6] == []


def test_no_file_has_a_vague_name() -> None:
    assert [name(path) for path in kept() if VAGUE & {Path(part).stem for part in path.relative_to(ROOT).parts}] == []


def test_every_module_opens_with_what_it_is_for() -> None:
    assert [name(path) for path in kept_as(".py") if not 1 <= len(first_paragraph(path)) <= 3] == []


def test_dialects_differ_in_one_file_only() -> None:
    others = [path for path in kept_as(".py") if path.is_relative_to(SOURCE) and path != SOURCE / "backends" / "sql" / "dialect.py"]
    assert [name(path) for path in others if "dialect.name" in path.read_text(encoding="utf-8")] == []


def test_importing_does_nothing() -> None:
    beginnings = {"__main__.py", "schema.py"}  # a process begins in the one; tables declare their indexes in the other
    modules = [path for path in kept_as(".py") if path.is_relative_to(SOURCE) and path.name not in beginnings]
    found = [(path, node) for path in modules for node in tree(path).body if not is_framed(node) or opened_at_import(node)]
    assert [f"{name(path)}:{node.lineno}" for path, node in found] == []


def test_imports_run_one_way() -> None:
    lint = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    said = subprocess.run([sys.executable, "-c", lint], cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout[-3000:] + said.stderr[-1000:]


def test_every_feature_has_a_rank() -> None:
    layers = next(contract["layers"] for contract in contracts() if contract.get("containers") == ["emergence.features"])
    features = {path.name for path in (SOURCE / "features").iterdir() if (path / "__init__.py").exists()}
    assert isinstance(layers, list)
    assert features == set(layers)


def test_heavy_libraries_wait_until_they_are_needed() -> None:
    asked = f"import sys, emergence.app, emergence.bootstrap; print([name for name in {HEAVY} if name in sys.modules])"
    said = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=False, env={**os.environ, "PYTHONWARNINGS": ""}
    )
    assert said.stdout.strip() == "[]", said.stderr[-2000:]


def test_the_lock_file_holds_every_dependency() -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    locked = {line.partition("==")[0] for line in lines_of(ROOT / "requirements.lock")}
    assert [needed for needed in wanted if NAME.findall(needed)[0] not in locked] == []


def test_no_kept_file_is_large() -> None:
    assert [f"{name(path)}: {path.stat().st_size} bytes" for path in kept() if path.stat().st_size > 1_000_000] == []


def test_no_kept_file_names_a_registry_or_this_machine() -> None:
    texts = [path for path in kept() if b"\0" not in path.read_bytes()[:4096]]
    found = [(path, ELSEWHERE.search(path.read_text(encoding="utf-8", errors="replace"))) for path in texts]
    assert [f"{name(path)}: {match[0]}" for path, match in found if match] == []
