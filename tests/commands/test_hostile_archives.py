"""Whatever file is given to `restore`: it is brought back, or a sentence says why not and everything is as it was."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import io
import json
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from sqlalchemy.exc import SQLAlchemyError

from commands.backup.archive import members, read_manifest
from commands.backup.manifest import FORM, BadArchive, Signed, check_name
from commands.backup.restoring import NotSigned, restore
from commands.backup.saving import back_up
from conversations.encryption import make_key
from rareguide.settings import ROOT, Settings
from tests.commands.test_backup import filled, rows, settings_in
from tests.support.examples import most_examples

Parts = list[tuple[tarfile.TarInfo, bytes]]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The backup of an installation with some of everything."""
    folder = tmp_path_factory.mktemp("real")
    back_up(filled(folder), folder / "backup.tar.gz")
    return folder / "backup.tar.gz"


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, Path]:
    folder = tmp_path_factory.mktemp("here")
    return filled(folder), folder


@pytest.fixture
def here(installation: tuple[Settings, Path]) -> Iterator[Settings]:
    """An installation that must be as it was after the test."""
    settings, folder = installation
    before, tree = rows(settings), tree_of(folder)
    yield settings
    assert rows(settings) == before
    assert tree_of(folder) == tree


def tree_of(folder: Path) -> dict[str, bytes]:
    """What is in the files of a folder, those of the databases and backups left out."""
    files = (path for path in folder.rglob("*") if path.is_file() or path.is_symlink())
    return {str(p.relative_to(folder)): p.read_bytes() for p in files if ".db" not in p.name and ".gz" not in p.name}


def parts_of(archive: Path) -> Parts:
    with tarfile.open(archive) as tar:
        return [(info, tar.extractfile(info).read()) for info in tar]  # type: ignore[union-attr]


def write(path: Path, parts: Parts, is_listed: bool = True, **changed: Any) -> Path:
    """Write an archive whose manifest lists all of its members, as somebody would who wants it to be taken."""
    manifest = json.loads(parts[0][1])
    if is_listed:
        manifest["members"] = {info.name: hashlib.sha256(content).hexdigest() for info, content in parts[1:]}
        manifest["sizes"] = {info.name: len(content) for info, content in parts[1:]}
    content = json.dumps({**manifest, **changed}).encode()
    with tarfile.open(path, "w:gz") as tar:
        for info, kept in [(parts[0][0], content), *parts[1:]]:
            info.size = len(kept) if info.isreg() else 0
            tar.addfile(info, io.BytesIO(kept))
    return path


def file(name: str, content: bytes = b"x", **changed: Any) -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    for key, value in changed.items():
        setattr(info, key, value)
    return info, content


LEADING_OUT = [
    "content//etc/x",
    "content/../x",
    "content/a/../../../x",
    "/etc/x",
    "../x",
    "content/./x",
    "content\\..\\x",
    "content/..\\x",
    "content/a\nb",
    "content/\uff0e\uff0e/x",
    "content/\u2025/x",
    "content\uff0f..\uff0fx",
    "content/",
    "content/" + "x" * 2_000,
]


@pytest.mark.parametrize("name", LEADING_OUT)
def test_a_name_that_leads_out_of_the_folder_is_refused(tmp_path: Path, here: Settings, real: Path, name: str) -> None:
    archive = write(tmp_path / "a.tar.gz", [*parts_of(real), file(name)])
    with pytest.raises(BadArchive, match="leads out"):
        restore(here, archive, replace=True)


@given(
    st.lists(
        st.one_of(st.text(max_size=5), st.sampled_from(["..", ".", "", "a", "A", "\\", "ﬁ", "\u2025"])),
        min_size=1,
        max_size=4,
    )
)
def test_a_name_that_is_taken_stays_below_its_folder(
    tmp_path_factory: pytest.TempPathFactory, names: list[str]
) -> None:
    name = "/".join(["content", *names])
    with contextlib.suppress(BadArchive):
        check_name("a", name)
        assert (Path("/base") / name.removeprefix("content/")).resolve().is_relative_to("/base")


@pytest.mark.parametrize(
    ("one", "other"),
    [("content/a.md", "content/A.md"), ("content/\u00e9.md", "content/e\u0301.md"), ("content/a", "content/a/b.md")],
)
def test_names_that_are_one_file_on_some_machine_are_refused(
    tmp_path: Path, here: Settings, real: Path, one: str, other: str
) -> None:
    archive = write(tmp_path / "a.tar.gz", [*parts_of(real), file(one), file(other)])
    with pytest.raises(BadArchive, match=r"one file|as a folder"):
        restore(here, archive, replace=True)


def test_a_member_that_is_there_twice_is_refused(tmp_path: Path, here: Settings, real: Path) -> None:
    archive = write(tmp_path / "a.tar.gz", [*parts_of(real), file("content/a.md"), file("content/a.md")])
    with pytest.raises(BadArchive, match="not there once"):
        restore(here, archive, replace=True)


KINDS = [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE, b"S"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_plain_file_is_refused(tmp_path: Path, here: Settings, real: Path, kind: bytes) -> None:
    odd = file("content/a.md", b"", type=kind, linkname="/etc/passwd")
    archive = write(tmp_path / "a.tar.gz", [*parts_of(real), odd])
    with pytest.raises(BadArchive, match=r"no plain file|damaged"):
        restore(here, archive, replace=True)


def test_a_folder_that_is_a_link_takes_nothing_elsewhere(tmp_path: Path, here: Settings, real: Path) -> None:
    link = file("content/a", b"", type=tarfile.SYMTYPE, linkname=str(tmp_path))
    archive = write(tmp_path / "a.tar.gz", [*parts_of(real), link, file("content/a/b.md")])
    with pytest.raises(BadArchive):
        restore(here, archive, replace=True)


def test_what_the_manifest_does_not_list_is_refused(tmp_path: Path, here: Settings, real: Path) -> None:
    archive = write(tmp_path / "a.tar.gz", [*parts_of(real), file("content/more.md")], is_listed=False)
    with pytest.raises(BadArchive, match=r"content/more\.md"):
        restore(here, archive, replace=True)


def test_what_has_no_place_here_is_refused(tmp_path: Path, here: Settings, real: Path) -> None:
    for name in ("store/sqlite_master.jsonl", "elsewhere/x", "store/section.jsonl.bak"):
        archive = write(tmp_path / "a.tar.gz", [*parts_of(real), file(name)])
        with pytest.raises(BadArchive, match="no place here"):
            restore(here, archive, replace=True)


def test_a_backup_that_lacks_a_table_does_not_empty_it(tmp_path: Path, here: Settings, real: Path) -> None:
    parts = [part for part in parts_of(real) if part[0].name != "conversations/events.jsonl"]
    with pytest.raises(BadArchive, match=r"lacks 'conversations/events\.jsonl'"):
        restore(here, write(tmp_path / "a.tar.gz", parts), replace=True)


def test_a_backup_that_grows_is_stopped_before_anything_is_unpacked(tmp_path: Path, here: Settings, real: Path) -> None:
    archive = write(tmp_path / "a.tar.gz", [*parts_of(real), file("content/a.md", bytes(60_000_000))])
    assert archive.stat().st_size < 100_000
    with pytest.raises(BadArchive, match="would grow to 6"):
        restore(here, archive, replace=True)


def test_a_member_is_read_no_further_than_the_manifest_says(tmp_path: Path, here: Settings, real: Path) -> None:
    """The header says little, and the rest of the file never ends: as little of it is unpacked as was announced."""
    parts = parts_of(real)
    archive = write(tmp_path / "a.tar.gz", parts)
    unpacked = gzip.decompress(archive.read_bytes())
    with gzip.open(archive, "wb", compresslevel=1) as packed:
        packed.write(unpacked.rstrip(b"\0"))
        header = tarfile.TarInfo("content/a.md")
        header.size = 60_000_000
        packed.write(b"\0" * (-packed.tell() % 512) + header.tobuf())
        packed.write(bytes(60_000_000))

    with pytest.raises(BadArchive, match=r"content/a\.md"):
        restore(here, archive, replace=True)


def test_a_manifest_without_end_is_not_read(tmp_path: Path, here: Settings) -> None:
    archive = tmp_path / "a.tar.gz"
    with tarfile.open(archive, "w:gz") as tar:
        info = tarfile.TarInfo("manifest.json")
        info.size = 50_000_000
        tar.addfile(info, io.BytesIO(b" " * info.size))
    with pytest.raises(BadArchive, match="larger than"):
        restore(here, archive, replace=True)


def test_a_header_without_end_is_not_read(tmp_path: Path, here: Settings) -> None:
    archive = tmp_path / "a.tar.gz"
    with tarfile.open(archive, "w:gz", format=tarfile.PAX_FORMAT) as tar:
        tar.addfile(
            *[part if isinstance(part, tarfile.TarInfo) else io.BytesIO(part) for part in file("m" * 30_000_000)]
        )
    with pytest.raises(BadArchive, match="more than its manifest says"):
        restore(here, archive, replace=True)


@pytest.mark.parametrize(
    "changed",
    [
        {"form": 0},
        {"form": 1},
        {"form": FORM + 1},
        {"form": "2"},
        {"form": None},
        {"members": []},
        {"members": None},
        {"sizes": {}},
        {"sizes": 3},
        {"rows": []},
        {"rows": {}},
        {"revisions": None},
        {"revisions": {"store": 3}},
        {"revisions": {}},
        {"taken_at": None},
    ],
)
def test_a_manifest_of_another_form_gets_a_sentence(
    tmp_path: Path, here: Settings, real: Path, changed: dict[str, Any]
) -> None:
    with pytest.raises(BadArchive):
        restore(here, write(tmp_path / "a.tar.gz", parts_of(real), **changed), replace=True)


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"null", b"\xff", b"[" * 100_000, b"1e999"])
def test_a_manifest_that_is_none_gets_a_sentence(tmp_path: Path, here: Settings, content: bytes) -> None:
    archive = tmp_path / "a.tar.gz"
    with tarfile.open(archive, "w:gz") as tar:
        info = tarfile.TarInfo("manifest.json")
        info.size = len(content)
        tar.addfile(info, io.BytesIO(content))
    with pytest.raises(BadArchive, match="damaged"):
        restore(here, archive, replace=True)


@pytest.mark.parametrize(
    "content",
    [
        b"[]\n",
        b"{\n",
        b"\xff\n",
        b'{"no_such_column": 1}\n',
        b"[" * 10_000,
        b'{"given_at": "soon", "turn": 1e999}\n',
        b"7\n",
    ],
)
def test_rows_that_are_none_get_a_sentence(tmp_path: Path, here: Settings, real: Path, content: bytes) -> None:
    parts = [(i, content if i.name == "conversations/feedback.jsonl" else kept) for i, kept in parts_of(real)]
    with pytest.raises((BadArchive, SQLAlchemyError)):
        restore(here, write(tmp_path / "a.tar.gz", parts), replace=True)


def test_another_number_of_rows_is_refused(tmp_path: Path, here: Settings, real: Path) -> None:
    parts = [(i, b"" if i.name == "conversations/feedback.jsonl" else kept) for i, kept in parts_of(real)]
    with pytest.raises(BadArchive, match="numbers of rows"):
        restore(here, write(tmp_path / "a.tar.gz", parts), replace=True)


@st.composite
def damages(draw: st.DrawFn) -> Callable[[bytes], bytes]:
    """Ways to change the bytes of a file: cut, flipped, doubled, swapped, replaced."""
    place, length = draw(st.floats(0, 1)), draw(st.integers(1, 2_000))
    put_in = draw(st.one_of(st.binary(max_size=40), st.sampled_from([b"\0" * 512, b"\xff" * 512, b"9" * 12])))
    kind = draw(st.sampled_from(["cut", "replace", "insert", "double"]))

    def damage(content: bytes) -> bytes:
        at = int(place * len(content))
        if kind == "cut":
            return content[:at]
        if kind == "replace":
            return content[:at] + put_in + content[at + len(put_in) :]
        return content[:at] + (put_in if kind == "insert" else content[at : at + length]) + content[at:]

    return damage


@examples(max_examples=most_examples(100), deadline=None, suppress_health_check=list(HealthCheck))
@given(damages(), st.booleans())
def test_no_damage_ends_in_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, real: Path, damage: Callable[[bytes], bytes], is_packed: bool
) -> None:
    """The packed bytes are changed, or those inside; what is taken all the same is what was backed up."""
    content = real.read_bytes()
    changed = damage(content) if is_packed else gzip.compress(damage(gzip.decompress(content)), 1)
    archive = tmp_path_factory.getbasetemp() / "damaged.tar.gz"
    archive.write_bytes(changed)
    try:
        manifest = read_manifest(archive)
        with members(archive) as every:
            taken = {name: hashlib.sha256(found.read()).hexdigest() for name, found in every}
    except BadArchive as problem:
        sentence = str(problem)
    else:
        sentence = ""
        assert taken == manifest["members"]
    assert "\n" not in sentence


# Signatures

KEY, OTHER_KEY = make_key(), make_key()


def signed_backup(folder: Path, key: str) -> Path:
    settings = filled(folder / "there")
    back_up(settings.copy(update={"handoff_key": key}), folder / "signed.tar.gz")
    return folder / "signed.tar.gz"


@pytest.mark.parametrize(
    ("made_with", "here_with"),
    [(KEY, KEY), (KEY, f"{OTHER_KEY},{KEY}"), ("", ""), (KEY, "")],
    ids=["by the only key", "by an older key", "by nobody", "by a key that is not here"],
)
def test_what_a_signature_says_is_told(tmp_path: Path, made_with: str, here_with: str) -> None:
    told: list[str] = []
    archive = signed_backup(tmp_path, made_with)
    restore(settings_in(tmp_path / "new", handoff_key=here_with), archive, tell=told.append)
    expected = Signed.VERIFIED if here_with else Signed.UNCHECKED if made_with else Signed.UNSIGNED
    assert told == [expected.value]


def test_a_backup_that_others_made_or_changed_is_refused(tmp_path: Path) -> None:
    archive = signed_backup(tmp_path, KEY)
    new = settings_in(tmp_path / "new", handoff_key=OTHER_KEY)
    with pytest.raises(BadArchive, match="was changed, or signed with a key"):
        restore(new, archive)

    parts = [part for part in parts_of(archive) if part[0].name != "manifest.hmac"]
    ours = settings_in(tmp_path / "ours", handoff_key=KEY)
    without = write(tmp_path / "without.tar.gz", parts)
    with pytest.raises(NotSigned, match="--accept-unsigned"):
        restore(ours, without)
    assert restore(ours, without, accept_unsigned=True)


def test_a_manifest_that_was_changed_does_not_fit_its_signature(tmp_path: Path) -> None:
    parts = parts_of(signed_backup(tmp_path, KEY))
    changed = write(tmp_path / "changed.tar.gz", parts, is_listed=False, taken_at="2020-01-01T00:00:00+00:00")
    with pytest.raises(BadArchive, match="was changed"):
        restore(settings_in(tmp_path / "new", handoff_key=KEY), changed)


def test_the_command_says_it_in_one_sentence(tmp_path: Path) -> None:
    archive = tmp_path / "a.tar.gz"
    archive.write_bytes(gzip.compress(b"no archive"))
    environment = {"PATH": "/usr/bin:/bin", "RAREGUIDE_DATA_DIR": str(tmp_path / "var"), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "commands", "restore", str(archive)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 1
    assert "a.tar.gz is damaged" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("key", [b"", b"short", b"x" * 5_000])
def test_a_session_key_that_is_none_is_refused(here: Settings, real: Path, tmp_path: Path, key: bytes) -> None:
    others = [(info, content) for info, content in parts_of(real) if info.name != "session.key"]
    archive = write(tmp_path / "b.tar.gz", [*others, (tarfile.TarInfo("session.key"), key)])

    with pytest.raises(BadArchive, match=r"session\.key is no key"):
        restore(here, archive, replace=True)
