"""The commands under `rareguide knowledge`, run as a person runs them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
import typer
from click.testing import Result
from jsonschema import Draft202012Validator, FormatChecker
from typer.testing import CliRunner

from commands.cli import app
from knowledge.content import read_content
from knowledge.content_loading import load_content
from knowledge.schema import migrate_store
from rareguide.database import open_database
from rareguide.settings import load_settings
from rareguide.turn import SCHEMA_FILE
from tests.support.database_files import copy_database

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "tests" / "knowledge" / "pages"
CRAMP = "cramp-fasciculation-syndrome"

DOCUMENT = """\
<Document id="0000990" source="GARD" url="https://rarediseases.info.nih.gov/gard/{number}/{slug}">
<Focus>{name}</Focus>
<FocusAnnotations><Synonyms><Synonym>{name} [one] 100%</Synonym></Synonyms></FocusAnnotations>
<QAPairs><QAPair pid="1"><Question qid="1-1" qtype="treatment">Q ?</Question>
<Answer>{answer}</Answer></QAPair></QAPairs>
</Document>
"""

Run = Callable[..., Result]


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a store of this test alone; the settings of other tests are forgotten."""
    url = f"sqlite:///{tmp_path / 'data' / 'store.db'}"
    monkeypatch.setenv("RAREGUIDE_DATABASE_URL", url)
    monkeypatch.setenv("RAREGUIDE_DATA_DIR", str(tmp_path / "data"))
    load_settings.cache_clear()
    yield url
    load_settings.cache_clear()


@pytest.fixture
def run(database: str) -> Run:
    """Run `rareguide knowledge …`; an exception that is no exit is passed on."""

    def run_command(*arguments: str | Path) -> Result:
        command = ["knowledge", *map(str, arguments)]
        result = CliRunner().invoke(app, command)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run_command


def shipped_content(path: Path) -> None:
    engine = open_database(f"sqlite:///{path}")
    migrate_store(engine)
    load_content(engine, ROOT / "knowledge" / "content")
    engine.dispose()


@pytest.fixture
def content(database: str, tmp_path: Path) -> None:
    """The shipped content is in the store."""
    (tmp_path / "data").mkdir()
    copy_database(shipped_content, tmp_path / "data" / "store.db")


@pytest.fixture
def medquad(tmp_path: Path) -> Path:
    """A small collection: a condition of its own, and a treatment for one of the shipped."""
    folder = tmp_path / "medquad" / "2_GARD_QA"
    folder.mkdir(parents=True)
    own = DOCUMENT.format(
        number=990, slug="velmont-syndrome", name="Velmont syndrome", answer="Rest helps some people."
    )
    cramp = DOCUMENT.format(number=6205, slug=CRAMP, name="Cramp-fasciculation syndrome", answer="Rest helps them too.")
    (folder / "0000990.xml").write_text(own, encoding="utf-8")
    (folder / "0006205.xml").write_text(cramp, encoding="utf-8")
    return folder.parent


def test_list_names_every_condition(run: Run, content: None) -> None:
    result = run("list")
    lines = result.stdout.splitlines()
    assert f"{CRAMP}\tCramp-fasciculation syndrome\t2" in lines
    assert result.stderr == f"{len(lines)} conditions\n"
    assert len(lines) >= 20


def test_list_of_an_empty_store_is_empty(run: Run) -> None:
    result = run("list")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "0 conditions\n")


@pytest.mark.parametrize("words", ["cramp", "CRAMP-FASC", "fasciculation syndrome", CRAMP])
def test_search_finds_parts_of_names_and_slugs(run: Run, content: None, words: str) -> None:
    result = run("search", words)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{CRAMP}\tCramp-fasciculation syndrome")


def test_search_shows_the_name_itself_first(run: Run, content: None, tmp_path: Path) -> None:
    """A condition with a short other name stood above the one that was asked for."""
    folder = tmp_path / "subset"
    folder.mkdir()
    parts = {"number": 991, "slug": "a-marfan-syndrome", "name": "A Marfan syndrome", "answer": "Rest."}
    longer = DOCUMENT.format(**parts).replace("A Marfan syndrome [one] 100%", "MX")
    (folder / "0000991.xml").write_text(longer, encoding="utf-8")
    run("import", "medquad", folder)
    found = [line.split("\t")[0] for line in run("search", "marfan syndrome").stdout.splitlines()]
    assert found == ["marfan-syndrome", "a-marfan-syndrome"]


@pytest.mark.parametrize("words", ["%", "_", "cramp%syndrome", "*", "", "'; --", "[/]", "[/zz]"])
def test_search_takes_no_character_for_a_pattern(run: Run, content: None, words: str) -> None:
    result = run("search", words)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"No condition has “{words}” in a name.\n"


def test_show_prints_sections_with_date_references_and_source(run: Run, content: None) -> None:
    shown = run("show", CRAMP).stdout
    assert "What causes cramp-fasciculation syndrome?  [causes, 2013-06-12, from content]" in shown
    assert "  [3] Hart IK, Maddison P" in shown
    assert "  Source: Genetic and Rare Diseases Information Center (GARD)" in shown


def test_show_as_json_has_the_sections_of_the_turn_contract(run: Run, content: None, medquad: Path) -> None:
    run("import", "medquad", medquad)
    schema = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    section_schema = {"$ref": "#/$defs/section", "$defs": schema["$defs"]}
    validator = Draft202012Validator(section_schema, format_checker=FormatChecker())
    slugs = [line.split("\t")[0] for line in run("list").stdout.splitlines()]
    assert "velmont-syndrome" in slugs
    for slug in slugs:
        condition = json.loads(run("show", slug, "--json").stdout)
        assert condition["slug"] == slug
        assert condition["sections"]
        for section in condition["sections"]:
            validator.validate(section)
    cramp = json.loads(run("show", CRAMP, "--json").stdout)
    origins = [(section["section"], section["origin"]) for section in cramp["sections"]]
    assert origins == [("overview", "content"), ("causes", "content"), ("treatment", "medquad")]
    assert cramp["identifiers"]["gard"] == 6205


@pytest.mark.parametrize("command", ["show", "export", "remove"])
@pytest.mark.parametrize("slug", ["velmont", "[/red]", "[bold]"])
def test_an_unknown_slug_is_told(run: Run, command: str, slug: str) -> None:
    """A slug in square brackets was taken for markup and ended the command with a traceback."""
    result = run(command, slug)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"There is no condition '{slug}'; `rareguide knowledge search WORDS` finds slugs.\n"


def test_export_writes_a_file_that_is_read_again(run: Run, content: None, tmp_path: Path) -> None:
    result = run("export", CRAMP, "--to", tmp_path / "out")
    written = tmp_path / "out" / f"{CRAMP}.md"
    assert result.stdout == f"Written: {written}\n"
    shipped = read_content(ROOT / "knowledge" / "content" / f"{CRAMP}.md")
    assert read_content(written) == shipped


def test_export_overwrites_nothing(run: Run, content: None, tmp_path: Path) -> None:
    (tmp_path / f"{CRAMP}.md").write_text("mine")
    result = run("export", CRAMP, "--to", tmp_path)
    assert result.exit_code == 1
    assert "exists already; nothing was written" in result.stderr
    assert (tmp_path / f"{CRAMP}.md").read_text() == "mine"


def test_export_to_what_is_no_folder_is_told(run: Run, content: None, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = run("export", CRAMP, "--to", tmp_path / "file")
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr


def test_import_medquad_undo_and_again(run: Run, content: None, medquad: Path) -> None:
    first = run("import", "medquad", medquad)
    assert first.exit_code == 0
    assert "2 new, 0 changed, 0 unchanged, 0 rejected." in first.stdout
    assert "take it back with: rareguide knowledge undo 2" in first.stdout
    assert "0 new, 0 changed, 2 unchanged, 0 rejected." in run("import", "medquad", medquad / "2_GARD_QA").stdout
    assert run("show", "velmont-syndrome").exit_code == 0

    listed = run("imports").stdout.splitlines()
    assert listed[0].split() == ["Number", "Kind", "When", "(UTC)", "Documents", "From"]
    number, kind, _day, _time, documents, folder = listed[1].split()
    assert (number, kind, documents, folder) == ("2", "medquad", "2", "medquad")
    assert len(listed) == 2

    assert run("undo", "2").stdout == "Undone: 2 documents of import 2.\n"
    assert run("show", "velmont-syndrome").exit_code == 1
    again = run("undo", "2")
    assert (again.exit_code, again.stderr) == (
        1,
        "There is no import 2; `rareguide knowledge imports` lists them.\n",
    )
    assert "2 new" in run("import", "medquad", medquad).stdout


def test_a_folder_in_square_brackets_is_listed(run: Run, medquad: Path) -> None:
    folder = medquad.rename(medquad.parent / "[b]mine[")
    assert run("import", "medquad", folder).exit_code == 0
    assert "[b]mine[" in run("imports").stdout


@pytest.mark.parametrize("name", ["none", "[/red]"])
def test_import_medquad_of_nothing_is_told(run: Run, tmp_path: Path, name: str) -> None:
    result = run("import", "medquad", tmp_path / name)
    assert result.exit_code == 1
    assert f"{tmp_path / name}: the file cannot be read" in result.stderr
    (tmp_path / "empty").mkdir()
    empty = run("import", "medquad", tmp_path / "empty")
    assert empty.exit_code == 1
    assert f"There is nothing to import in {tmp_path / 'empty'}." in empty.stderr


def test_a_file_that_is_no_xml_keeps_only_itself_out(run: Run, medquad: Path) -> None:
    (medquad / "2_GARD_QA" / "0000001.xml").write_text("<Document", encoding="utf-8")
    result = run("import", "medquad", medquad)
    assert result.exit_code == 1
    assert "2 new, 0 changed, 0 unchanged, 1 rejected." in result.stdout
    assert "0000001.xml, line 1: this is no XML" in result.stderr


def test_import_page(run: Run, tmp_path: Path) -> None:
    page = sorted(PAGES.glob("*.txt"))[0]
    result = run("import", "page", page)
    assert (result.exit_code, result.stdout.splitlines()[:2]) == (
        0,
        [
            "Taken as page: conditions' pages of GARD, saved as HTML or text.",
            "1 new, 0 changed, 0 unchanged, 0 rejected.",
        ],
    )
    assert len(run("list").stdout.splitlines()) == 1
    missing = run("import", "page", page, tmp_path / "none.txt")
    assert missing.exit_code == 1
    assert "0 new, 0 changed, 1 unchanged, 1 rejected." in missing.stdout
    assert "none.txt" in missing.stderr


def test_load_takes_in_what_has_changed_and_tells_what_is_wrong(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "content"
    monkeypatch.setenv("RAREGUIDE_CONTENT_DIR", str(folder))
    load_settings.cache_clear()
    missing = run("load")
    assert (missing.exit_code, missing.stdout) == (2, "")
    assert f"RAREGUIDE_CONTENT_DIR must be a folder that there is, or empty; it is '{folder}'" in missing.stderr

    folder.mkdir()
    shipped = (ROOT / "knowledge" / "content" / f"{CRAMP}.md").read_text(encoding="utf-8")
    (folder / f"{CRAMP}.md").write_text(shipped, encoding="utf-8")
    assert run("load").stdout == "1 new, 0 changed, 0 unchanged, 0 rejected.\n"
    (folder / f"{CRAMP}.md").write_text(shipped.replace("slug:", "slugg:", 1), encoding="utf-8")
    wrong = run("load")
    assert (wrong.exit_code, wrong.stdout) == (1, "0 new, 0 changed, 0 unchanged, 1 rejected.\n")
    assert f"{CRAMP}.md, line 3: unknown key `slugg`" in wrong.stderr
    assert run("show", CRAMP).exit_code == 0
    (folder / f"{CRAMP}.md").unlink()
    assert run("load").stdout == "0 new, 0 changed, 0 unchanged, 0 rejected. 1 removed.\n"


def test_remove_takes_out_what_was_imported(run: Run, medquad: Path) -> None:
    run("import", "medquad", medquad)
    assert run("remove", "velmont-syndrome").stdout == "Removed velmont-syndrome (1 imported documents).\n"
    assert run("show", "velmont-syndrome").exit_code == 1


def test_remove_leaves_content_files_alone(run: Run, content: None) -> None:
    result = run("remove", CRAMP)
    assert result.exit_code == 1
    assert result.stderr == f"{CRAMP} stands in the content file {CRAMP}.md; delete or edit that file instead.\n"
    assert run("show", CRAMP).exit_code == 0


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("nonsense", 2),
        ("oracle9://x", 2),
        ("sqlite:////dev/null/store.db", 1),
        ("postgresql://nobody@127.0.0.1:1/none", 1),
    ],
)
def test_a_store_that_cannot_be_opened_is_told(run: Run, monkeypatch: pytest.MonkeyPatch, url: str, code: int) -> None:
    monkeypatch.setenv("RAREGUIDE_DATABASE_URL", url)
    load_settings.cache_clear()
    result = run("list")
    assert result.exit_code == code
    assert result.stderr.startswith("RAREGUIDE_DATABASE_URL")


def test_numbers_whose_names_do_not_agree_are_listed(run: Run, medquad: Path) -> None:
    other = DOCUMENT.format(number=990, slug="ashby-disease", name="Ashby disease", answer="Rest helps.")
    (medquad / "2_GARD_QA" / "0000991.xml").write_text(other, encoding="utf-8")
    run("import", "medquad", medquad)

    assert run("conflicts").stdout.splitlines() == [
        "gard\t990\tVelmont syndrome (medquad 2_GARD_QA/0000990.xml)\tAshby disease (medquad 2_GARD_QA/0000991.xml)"
    ]
    assert run("conflicts", "--catalogue", "OMIM").stdout == ""
    unknown = run("conflicts", "--catalogue", "icd")
    assert (unknown.exit_code, unknown.stderr) == (
        1,
        "There is no catalogue 'icd'. Use one of gard, mondo, orphanet, omim.\n",
    )


@pytest.mark.parametrize("number", ["99999999999999999999", "2147483648", "first"])
def test_a_number_that_no_import_can_have_is_told(run: Run, number: str) -> None:
    result = run("undo", number)

    assert result.exit_code == 2
    assert "Error" in result.stderr
    assert result.stdout == ""


def commands(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    yield " ".join(path), command
    for name, below in getattr(command, "commands", {}).items():
        yield from commands(below, (*path, name))


ALL_COMMANDS = dict(commands(typer.main.get_command(app)))


def test_the_commands_are_these() -> None:
    below = {name.removeprefix("knowledge ") for name in ALL_COMMANDS if name.startswith("knowledge ")}
    assert below == {"list", "search", "show", "export", "remove", "load", "import", "imports", "conflicts", "undo"}


@pytest.mark.parametrize("name", ALL_COMMANDS)
def test_every_command_and_argument_has_help(name: str) -> None:
    command = ALL_COMMANDS[name]
    assert (command.help or "").endswith(".")
    without = [parameter.name for parameter in command.params if not getattr(parameter, "help", None)]
    assert without == []
    result = CliRunner().invoke(app, [*name.split(), "--help"])
    assert (result.exit_code, "Usage" in result.stdout) == (0, True)
