"""Files, folders and archives are found, and each file is read in the form that it has."""

from __future__ import annotations

import gzip
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from commands.import_reports import print_sorted
from commands.importing import import_files, import_named, parse_form, sort_files
from knowledge.importers.errors import ImportRejected
from knowledge.importers.registry import FORMS
from knowledge.importers.source_files import find_files, unpacking
from knowledge.imports import list_imports
from knowledge.store import KnowledgeStore

MEDQUAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<Document id="1" source="GARD" url="https://rarediseases.info.nih.gov/gard/1/{slug}"><Focus>{name}</Focus>
<QAPairs><QAPair><Question qtype="treatment">Q</Question><Answer>Rest helps.</Answer></QAPair></QAPairs></Document>
"""
PAGE = """\
Genetic and Rare Diseases Information Center (GARD)

{name}

See Disclaimer regarding information on this site.

What causes {name}?

Nobody knows.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two documents of two forms, one file of none, and what systems leave behind."""
    folder = tmp_path / "brought"
    (folder / "__MACOSX").mkdir(parents=True)
    (folder / "velmont.xml").write_text(MEDQUAD.format(slug="velmont-syndrome", name="Velmont syndrome"))
    (folder / "mallow.txt").write_text(PAGE.format(name="Mallow fever"))
    (folder / "style.css").write_text("p { color: red }")
    (folder / "._mallow.txt").write_bytes(b"\0")
    (folder / "__MACOSX" / "mallow.txt").write_text(PAGE.format(name="Not this"))
    return folder


def as_folder(folder: Path) -> Path:
    return folder


def as_zip(folder: Path) -> Path:
    with zipfile.ZipFile(folder.parent / "a.zip", "w") as archive:
        for path in folder.rglob("*"):
            archive.write(path, path.relative_to(folder.parent))
    return folder.parent / "a.zip"


def as_tar(folder: Path) -> Path:
    with tarfile.open(folder.parent / "a.tar.gz", "w:gz") as archive:
        archive.add(folder, "brought")
    return folder.parent / "a.tar.gz"


@pytest.mark.parametrize("pack", [as_folder, as_zip, as_tar])
def test_each_file_is_read_in_its_form(engine: Engine, folder: Path, pack: Callable[[Path], Path]) -> None:
    packed = pack(folder)
    reports = import_named(engine, [packed])
    assert [(report.form.name, len(report.ingest.new)) for report in reports if report.form] == [
        ("medquad", 1),
        ("page", 1),
    ]
    assert [name for _, name, _ in KnowledgeStore(engine).list()] == ["Mallow fever", "Velmont syndrome"]
    assert [place.name.rsplit("/", 1)[1] for place in sort_files([packed]).passed_over] == ["style.css"]
    again = import_named(engine, [packed])
    assert [(len(report.ingest.unchanged), report.ingest.import_run) for report in again] == [(1, None), (1, None)]
    assert {run.path for run in list_imports(engine)} == {str(packed)}


def test_a_packed_file_is_read_as_what_it_holds(engine: Engine, folder: Path, tmp_path: Path) -> None:
    packed = tmp_path / "velmont.xml.gz"
    packed.write_bytes(gzip.compress((folder / "velmont.xml").read_bytes()))
    [report] = import_named(engine, [packed])
    assert report.form is not None
    assert (report.form.name, len(report.ingest.new)) == ("medquad", 1)


def test_a_dry_run_tells_what_would_come_and_leaves_the_store(engine: Engine, folder: Path) -> None:
    found = sort_files([folder])
    for form, places in found.by_form.items():
        report = import_files(engine, form, places, is_trial=True)
        assert (len(report.ingest.new), report.ingest.import_run) == (1, None)
    assert KnowledgeStore(engine).list() == []
    assert KnowledgeStore(engine).revision() == 0
    assert list_imports(engine) == []


def test_files_of_no_known_form_are_turned_down_with_the_forms_once(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    named = [folder / "style.css", folder / "velmont.xml"]
    found = sort_files([*named, folder / "style.css"])
    assert found.unknown == [str(folder / "style.css")] * 2
    assert found.rejected == []
    print_sorted(found, named)
    told = " ".join(capsys.readouterr().err.split())
    assert told.count("its form is not known") == 2
    assert all(told.count(" ".join(form.title.split())) == 1 for form in FORMS)


def test_the_first_word_may_ask_for_a_form(folder: Path) -> None:
    asked, named = parse_form([Path("medquad"), folder])
    assert (asked.name if asked else None, named) == ("medquad", [folder])
    assert parse_form([folder]) == (None, [folder])
    found = sort_files(named, asked)
    assert {form.name: len(places) for form, places in found.by_form.items()} == {"medquad": 1}


@pytest.mark.parametrize("data", [b"PK\x03\x04 and no more", b"\x1f\x8b\x08 and no more"])
def test_a_broken_archive_is_told(tmp_path: Path, data: bytes) -> None:
    archive = tmp_path / "broken.zip"
    archive.write_bytes(data)
    [(name, reason)] = sort_files([archive]).rejected
    assert name == "broken.zip"
    assert "the archive cannot be read" in reason
    assert "fetch it again" in reason


def test_a_member_is_unpacked_into_no_other_folder(tmp_path: Path) -> None:
    archive = tmp_path / "up.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("../../outside.txt", PAGE.format(name="Mallow fever"))
        packed.writestr("/etc/outside.txt", PAGE.format(name="Osier fever"))
    with unpacking(find_files([archive])) as files:
        paths = [file.path for file in files]
    assert {path.parent.name[:17] for path in paths} == {"rareguide-import-"}
    assert not any(path.exists() for path in paths)


def test_a_member_that_grows_too_much_is_turned_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knowledge.importers.source_files.LARGEST_MEMBER", 3_000_000)
    archive = tmp_path / "bomb.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("page.html", b"\0" * 10_000_000)
    with (
        pytest.raises(ImportRejected, match=r"bomb\.zip/page\.html: it has more than 3 MB unpacked"),
        unpacking(find_files([archive])) as files,
    ):
        list(files)
