"""Files that are made to take all memory or time of an import are turned down, in time, with a sentence."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest

from knowledge.content import LARGEST_CONTENT, read_content
from knowledge.importers.errors import ImportRejected
from knowledge.importers.medquad import LARGEST_DOCUMENT, read_document
from knowledge.importers.page import read_page
from tools.fuzz.importers import MEDQUAD, SHORT_CONTENT

SECONDS = 10
READERS = {".md": read_content, ".xml": read_document, ".html": read_page, ".txt": read_page}


@pytest.fixture(autouse=True)
def in_time() -> None:
    begun = time.monotonic()
    yield
    assert time.monotonic() - begun < SECONDS


@pytest.mark.parametrize("suffix", READERS)
def test_a_gigabyte_is_turned_down_without_being_read(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"line{suffix}"
    with path.open("wb") as file:
        file.truncate(1_000_000_000)  # a sparse file: it has its length and takes no space

    with pytest.raises(ImportRejected, match="larger than"):
        READERS[suffix](path)


@pytest.mark.parametrize(
    "declared",
    [
        b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;">]>',
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE a SYSTEM "http://169.254.169.254/latest">',
    ],
    ids=["growing", "file", "address"],
)
def test_entities_are_turned_down(tmp_path: Path, declared: bytes) -> None:
    path = tmp_path / "entities.xml"
    path.write_bytes(MEDQUAD.replace(b"<Document", declared + b"<Document", 1).replace(b"cramps", b"&d;"))

    with pytest.raises(ImportRejected, match="entities"):
        read_document(path)


def test_aliases_that_grow_are_not_written_out(tmp_path: Path) -> None:
    """Nine lines of aliases named a value of a thousand million texts, which the message quoted."""
    path = tmp_path / "aliases.md"
    lines = ["l0: &l0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"l{level}: &l{level} [{', '.join([f'*l{level - 1}'] * 10)}]" for level in range(1, 10)]
    path.write_text("\n".join(["---", *lines, "---", ""]).replace("l9:", "identifiers: {gard: *l8}\nl9:"))
    with pytest.raises(ImportRejected) as rejected:
        read_content(path)
    assert len(str(rejected.value)) < 1000

    deep = tmp_path / "gard.md"
    keys = ("synonyms", "slug", "url", "name", "source", "sections", "references")
    chain = [f"{key}: &{key} [{', '.join([f'*{before}'] * 10)}]" for before, key in pairwise(keys)]
    text = "\n".join(["---", "synonyms: &synonyms [x]", *chain, "identifiers: {gard: *references}", "---", ""])
    deep.write_text(text)
    with pytest.raises(ImportRejected) as rejected:
        read_content(deep)
    assert len(str(rejected.value)) < 1000


@pytest.mark.parametrize("nested", ["[" * 20_000, "{a: " * 20_000, "- " * 20_000, "? " * 20_000, "&a [x]\nb: " * 3_000])
def test_nested_front_matter_is_turned_down(tmp_path: Path, nested: str) -> None:
    path = tmp_path / "nested.md"
    path.write_bytes(SHORT_CONTENT.replace(b"synonyms: ", b"synonyms: " + nested.encode(), 1))

    with pytest.raises(ImportRejected):
        read_content(path)


def test_nested_xml_is_read_or_turned_down(tmp_path: Path) -> None:
    path = tmp_path / "nested.xml"
    path.write_bytes(b"<Document>" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</Document>")

    with pytest.raises(ImportRejected):
        read_document(path)


@pytest.mark.parametrize("gap", [b" " * 20_000, b"\t" * 20_000, b"\n" * 20_000, b"- " * 10_000, b"[1" * 10_000])
def test_long_gaps_in_an_answer_take_no_time(tmp_path: Path, gap: bytes) -> None:
    """The time grew with the square of their length: 24,000 blanks took more than ten seconds."""
    path = tmp_path / "gap.xml"
    path.write_bytes(MEDQUAD.replace(b"cramps", b"cramps" + gap + b"x", 1))

    assert read_document(path).record.sections


def test_an_address_that_is_none_is_turned_down(tmp_path: Path) -> None:
    path = tmp_path / "address.xml"
    path.write_bytes(MEDQUAD.replace(b"https://rare", b"https://[rare", 1))

    with pytest.raises(ImportRejected, match="not one of the web"):
        read_document(path)


def test_the_limits_are_far_above_what_is_shipped() -> None:
    content = Path(__file__).resolve().parents[2] / "knowledge" / "content"

    assert max(path.stat().st_size for path in content.glob("*.md")) * 10 < LARGEST_CONTENT < LARGEST_DOCUMENT
