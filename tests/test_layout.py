"""The packages depend on each other in one direction, and nothing connects when it is imported."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FORBIDDEN = {
    "knowledge": {"rareguide", "conversations", "actions", "handoff", "staff", "bot", "rasa", "rasa_sdk"},
    "conversations": {"rareguide", "actions", "handoff", "staff", "bot", "rasa", "rasa_sdk"},
    "actions": {"bot", "rasa"},
    "handoff": {"actions", "staff", "bot", "rasa", "rasa_sdk"},
    "staff": {"actions", "bot", "rasa", "rasa_sdk"},
    "rareguide": {"rasa"},
    "cluster": {"actions", "handoff", "staff", "rasa", "rasa_sdk"},
    "bot": set(),
}
TRYING = {"bench", "fuzz"}
"""Packages that measure and try the others."""

ROW = re.compile(r"^\| `(\w+)` \| [^|]+ \| ([^|]*)\|$", flags=re.MULTILINE)


def modules(package: str) -> list[Path]:
    return sorted(path for path in (ROOT / package).rglob("*.py") if "migrations" not in path.parts)


def imported(path: Path, *, late: bool = True) -> set[tuple[str, int]]:
    """The packages that a module imports, with the line: anywhere, or only where imports stand at its left margin."""
    found = set()
    module = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(module) if late else module.body:
        if isinstance(node, ast.Import):
            found |= {(alias.name.split(".")[0], node.lineno) for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add(((node.module or "").split(".")[0], node.lineno))
    return found


@pytest.mark.parametrize("package", sorted(FORBIDDEN))
def test_packages_do_not_import_those_above_them(package: str) -> None:
    paths = modules(package)
    assert paths
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in paths
        for name, line in imported(path)
        if name in FORBIDDEN[package] | TRYING
    ]
    assert wrong == []


def test_the_table_of_the_documentation_says_the_same() -> None:
    _, layers = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").split("\n## Layers\n")
    rows = ROW.findall(layers.split("\n## ")[0])

    assert {package: set(re.findall(r"`(\w+)`", names)) for package, names in rows} == FORBIDDEN


def test_the_command_line_imports_what_is_above_it_only_when_it_runs() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in modules("rareguide")
        for name, line in imported(path, late=False)
        if name in {"bot", "handoff", "staff"}
    ]
    assert wrong == []


def test_a_forbidden_import_would_be_seen(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text("def late():\n    from bot.nlu import clauses\n    import rasa.core\n")
    assert imported(module) == {("bot", 2), ("rasa", 3)}
    assert imported(module, late=False) == set()


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
        for package in sorted(FORBIDDEN.keys() - {"bot"})
        for path in modules(package)
        if path.name != "__main__.py"
    ]
    environment = {"PYTHONPATH": str(ROOT), "RAREGUIDE_DATA_DIR": str(tmp_path / "data"), "HOME": str(tmp_path)}
    command = [sys.executable, "-B", "-c", WATCH, *names]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    assert list(tmp_path.iterdir()) == []
