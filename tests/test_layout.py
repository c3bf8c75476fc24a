"""The packages depend on each other in one direction, and nothing connects when it is imported."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MAY_IMPORT = {
    "rareguide": set(),
    "knowledge": {"rareguide"},
    "conversations": {"rareguide"},
    "handoff": {"rareguide", "conversations"},
    "actions": {"rareguide", "knowledge"},
    "staff": {"rareguide", "knowledge", "conversations", "handoff"},
    "bot": {"rareguide", "knowledge", "conversations", "handoff", "actions"},
    "commands": {"rareguide", "knowledge", "conversations", "handoff", "actions", "staff", "bot"},
    "tools": {"rareguide", "knowledge", "conversations", "handoff", "actions", "staff", "bot", "commands"},
}
"""Each package, from the floor to the roof, with those below it that it may import."""
KNOWS_RASA = {"bot": {"rasa", "rasa_sdk"}, "actions": {"rasa_sdk"}, "tools": {"rasa", "rasa_sdk"}}

ROW = re.compile(r"^\| `(\w+)` \| [^|]+ \| ([^|]*)\|$", flags=re.MULTILINE)


def modules(package: str) -> list[Path]:
    return sorted(path for path in (ROOT / package).rglob("*.py") if "migrations" not in path.parts)


def imported(path: Path) -> set[tuple[str, int]]:
    """The packages that a module imports anywhere, with the line."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {(alias.name.split(".")[0], node.lineno) for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add(((node.module or "").split(".")[0], node.lineno))
    return found


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_a_package_imports_only_those_below_it(package: str) -> None:
    paths = modules(package)
    assert paths
    allowed = {package} | MAY_IMPORT[package] | KNOWS_RASA.get(package, set())
    forbidden = (MAY_IMPORT.keys() | {"rasa", "rasa_sdk"}) - allowed
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in paths
        for name, line in imported(path)
        if name in forbidden
    ]
    assert wrong == []


def test_only_the_custom_action_knows_rasas_sdk() -> None:
    knowing = {path.name for path in modules("actions") for name, _ in imported(path) if name == "rasa_sdk"}
    assert knowing == {"turn_action.py"}


def test_the_arrows_between_packages_run_one_way() -> None:
    order = list(MAY_IMPORT)
    assert all(order.index(below) < order.index(package) for package in order for below in MAY_IMPORT[package])


def test_the_table_of_the_documentation_says_the_same() -> None:
    _, layers = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").split("\n## Layers\n")
    rows = ROW.findall(layers.split("\n## ")[0])

    assert {package: set(re.findall(r"`(\w+)`", names)) for package, names in rows} == MAY_IMPORT


@pytest.mark.parametrize("folder", [*MAY_IMPORT, "data", "demo", "deploy", "docs", "widget", "tests"])
def test_the_readme_says_in_a_sentence_what_each_folder_is(folder: str) -> None:
    table = (ROOT / "README.md").read_text(encoding="utf-8").split("\n## Where things are\n")[1].split("\n## ")[0]
    assert f"`{folder}/`" in table


def test_the_command_line_loads_what_is_slow_only_when_it_runs() -> None:
    script = "import commands.cli, sys; print(*{name.split('.')[0] for name in sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert not {"bot", "handoff", "staff", "rasa", "sklearn", "spacy"} & set(done.stdout.split())


def test_a_forbidden_import_would_be_seen(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text("def late():\n    from bot.nlu import clauses\n    import rasa.core\n")
    assert imported(module) == {("bot", 2), ("rasa", 3)}


WATCH = """
import importlib, socket, sqlite3, sys
def stop(*arguments, **more):
    raise SystemExit(f"something connects at import: {arguments}")
import sqlalchemy
sqlite3.connect = socket.socket.connect = sqlalchemy.create_engine = stop
for name in sys.argv[1:]:
    importlib.import_module(name)
"""


def test_nothing_connects_and_nothing_is_written_at_import(tmp_path: Path) -> None:
    """True of all packages that do not load Rasa, whose Keras makes a folder of its own."""
    names = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for package in sorted(MAY_IMPORT.keys() - {"bot", "tools"})
        for path in modules(package)
        if path.name != "__main__.py"
    ]
    environment = {"PYTHONPATH": str(ROOT), "RAREGUIDE_DATA_DIR": str(tmp_path / "data"), "HOME": str(tmp_path)}
    command = [sys.executable, "-B", "-c", WATCH, *names]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    assert list(tmp_path.iterdir()) == []
