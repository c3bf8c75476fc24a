"""The threat model names tests and files that exist, so that no defence is only said to be held by a test."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MODEL = ROOT / "docs" / "security.md"
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
DEFENCE = re.compile(
    r"`((?:actions|bot|commands|conversations|deploy|handoff|knowledge|rareguide|staff|widget)/[\w./-]+)`"
)


def rows() -> list[list[str]]:
    """The cells of the table of threats."""
    table = MODEL.read_text(encoding="utf-8").partition("## Threats")[2].partition("\n## ")[0]
    lines = [line for line in table.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[1:] if "---" not in line]


def functions_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))}


def test_every_test_that_is_named_exists() -> None:
    named = TEST.findall(MODEL.read_text(encoding="utf-8"))

    assert len(named) > 50
    missing = [f"{file}::{name}" for file, name in named if name not in functions_of(ROOT / file)]
    assert missing == []


def test_every_threat_has_a_defence_in_a_file_and_a_test() -> None:
    assert len(rows()) >= 25
    for cells in rows():
        threat, attack, defence, held_by = cells
        assert attack
        assert DEFENCE.search(defence), threat
        assert TEST.search(held_by), threat


def test_every_file_that_defends_exists() -> None:
    named = {file for cells in rows() for file in DEFENCE.findall(cells[2])}

    assert {file for file in named if not (ROOT / file).exists()} == set()
