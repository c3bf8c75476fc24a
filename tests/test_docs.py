"""The documentation agrees with the project: links, files, settings, dependencies, commands."""

from __future__ import annotations

import ast
import importlib.util
import inspect
import json
import re
from pathlib import Path
from types import ModuleType

import pytest

from bot.channels.gate import Gate
from bot.channels.incoming_message import IncomingMessage
from bot.channels.process_gate import process_gate
from bot.channels.sanitize import sanitized
from rareguide.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
PAGES = [
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").glob("*.md")),
    *(ROOT / name for name in ("deploy/README.md", "widget/README.md", "widget/STYLING.md")),
]
FOLDERS = (
    ".ci",
    *("actions", "bot", "commands", "conversations", "data", "demo", "deploy", "docs", "handoff", "knowledge"),
    *("rareguide", "staff", "tests", "tools", "widget"),
)
EXAMPLES = {"knowledge/content/larkfield-muscle-syndrome.md"}
"""Files that a page makes up."""

LINK = re.compile(r"\]\((?!https?://)([^)#\s]*)(?:#([^)\s]+))?\)")
NAMED_FILE = re.compile(rf"(?:{'|'.join(map(re.escape, FOLDERS))})/[\w./-]*")
CODE = re.compile(r"`([^`\n]+)`")


def pages() -> list[object]:
    return [pytest.param(page, id=str(page.relative_to(ROOT))) for page in PAGES]


def prose(page: Path) -> str:
    """A page without its blocks of code, in which brackets are no links."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"^    .*$", "", text, flags=re.MULTILINE)


def words(page: Path) -> str:
    """The prose without code spans, in which brackets are no links either."""
    return CODE.sub("", prose(page))


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as code hosts make them."""
    headings = re.findall(r"^#+ (.+)$", prose(page), flags=re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.fixture(scope="module")
def command_reference() -> ModuleType:
    """The script `docs/command_reference.py`, which belongs to no package."""
    spec = importlib.util.spec_from_file_location("command_reference", ROOT / "docs" / "command_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_command_reference_is_what_the_commands_say(command_reference: ModuleType) -> None:
    written = command_reference.DOCUMENT.read_text(encoding="utf-8")

    assert written == command_reference.with_reference(written), "run .venv/bin/python docs/command_reference.py"


def test_the_command_reference_has_commands_within_commands(command_reference: ModuleType) -> None:
    reference = command_reference.command_reference()

    assert "### rareguide run\n" in reference
    assert "### rareguide knowledge import\n" in reference
    assert "Usage: rareguide knowledge import [OPTIONS] {files}..." in reference


def test_a_page_without_markers_is_refused(command_reference: ModuleType) -> None:
    with pytest.raises(command_reference.MarkersMissing, match="commands:begin"):
        command_reference.with_reference("# Commands\n")


@pytest.mark.parametrize("page", pages())
def test_links_lead_somewhere(page: Path) -> None:
    broken = []
    for path, anchor in LINK.findall(words(page)):
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(f"{path}#{anchor}" if anchor else path)
    assert broken == []


@pytest.mark.parametrize("page", pages())
def test_files_that_are_named_exist(page: Path) -> None:
    named = {span for span in CODE.findall(prose(page)) if NAMED_FILE.fullmatch(span)} - EXAMPLES

    assert {name for name in named if not (ROOT / name).exists()} == set()


@pytest.mark.parametrize("page", pages())
def test_targets_that_are_named_are_in_the_makefile(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    named = set(re.findall(r"(?:`|^    )make ([a-z-]+)", page.read_text(encoding="utf-8"), flags=re.MULTILINE))

    assert named - targets == set()


def test_the_checks_read_what_they_are_meant_to(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# A `b` c\n[one](two.md#three) `bot/x.py` `[4](five)`\n```\n[no](link)\n```\n", encoding="utf-8")

    assert LINK.findall(words(page)) == [("two.md", "three")]
    assert [span for span in CODE.findall(prose(page)) if NAMED_FILE.fullmatch(span)] == ["bot/x.py"]
    assert anchors(page) == {"a-b-c"}


def settings_of_the_example(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, example: str) -> Settings:
    for name in Settings.__fields__:
        monkeypatch.delenv(f"RAREGUIDE_{name.upper()}", raising=False)
    file = tmp_path / ".env"
    file.write_text(re.sub(r"^# (?=RAREGUIDE_\w+=)", "", example, flags=re.MULTILINE), encoding="utf-8")
    return Settings(_env_file=file)


def test_the_example_of_env_has_every_setting_with_its_default(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    named = re.findall(r"^# RAREGUIDE_(\w+)=", example, flags=re.MULTILINE)

    read = settings_of_the_example(monkeypatch, tmp_path, example)

    assert [name.lower() for name in named] == list(Settings.__fields__)
    assert read.dict() == Settings(_env_file=None).dict()
    assert not re.search(r"^[^#\n]", example, flags=re.MULTILINE), "every line of it is commented out"


def test_every_direct_dependency_is_explained() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lists = re.findall(r"^(?:dependencies|dev|bench) = \[\n(.*?)^\]", project, flags=re.DOTALL | re.MULTILINE)
    wanted = set(re.findall(r'^    "([\w.-]+)', "".join(lists), flags=re.MULTILINE))
    package = json.loads((ROOT / "widget" / "package.json").read_text(encoding="utf-8"))
    wanted |= {*package["devDependencies"]}

    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \|", page, flags=re.MULTILINE)
    explained = {name for row in rows for name in row.strip().split(", ")} - {"package", "---"}

    assert len(lists) == 3
    assert explained == wanted


def calls(code: str) -> dict[str, ast.Call]:
    """The calls in a line of code, by the name of what is called."""
    found = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    return {call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func): call for call in found}


def test_the_line_for_a_channel_of_your_own_calls_the_gate_as_it_is() -> None:
    _, section = prose(ROOT / "docs" / "architecture.md").split("\n## Writing a channel\n")
    (code,) = (span for span in CODE.findall(section.split("\n## ")[0]) if span.startswith("turn = await"))
    found = calls(code)

    inspect.signature(Gate.answer).bind(object(), *found["answer"].args)
    inspect.signature(IncomingMessage).bind(*found["IncomingMessage"].args)
    assert set(found) == {"answer", "IncomingMessage", process_gate.__name__, sanitized.__name__, "name"}
