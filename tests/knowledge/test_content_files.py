"""Content files: each mistake is told with file, line and key; what is right comes in and goes out the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import Engine

from commands.importing import import_named
from knowledge.content import content_files, read_content
from knowledge.content_loading import load_content
from knowledge.content_writing import write_content
from knowledge.importers.errors import ImportRejected
from knowledge.ingest import Document, ingest
from knowledge.records import SECTION_TYPES, Identifiers, Record, Reference, Section, Source, cited_numbers
from knowledge.store import KnowledgeStore
from rareguide.links import links_of, may_be_linked, safe_markdown, web_address
from tests.support.examples import most_examples

CONTENT = Path(__file__).resolve().parents[2] / "knowledge" / "content"
SHIPPED = content_files(CONTENT)

GOOD = """\
---
name: Velmont syndrome
slug: velmont-syndrome
synonyms: [VS, "22"]
identifiers:
  gard: 990
  omim: [123456]
url: https://example.org/velmont
source:
  name: A source
  url: https://example.org
  license: CC BY 4.0
sections:
  - section: overview
    question: What is Velmont syndrome?
    last_updated: 2020-01-02
    reviewed_by: A. Doctor
    reviewed_on: 2021-03-04
  - section: causes
    question: What causes Velmont syndrome?
references:
  - number: 1
    citation: "A book: the second edition."
    url: https://example.org/book
    accessed: 2019-12-31
  - number: 2
    citation: Another book.
---

## What is Velmont syndrome?

It is rare.[1]

### How rare

Very.[1][2]

## What causes Velmont syndrome?

Nobody knows.
"""
BOOKS = (
    Reference(1, "A book: the second edition.", "https://example.org/book", date(2019, 12, 31)),
    Reference(2, "Another book."),
)
SOURCE = Source("A source", "https://example.org", "CC BY 4.0")
RECORD = Record(
    name="Velmont syndrome",
    slug="velmont-syndrome",
    sections=(
        Section(
            "overview",
            "What is Velmont syndrome?",
            "It is rare.[1]\n\n### How rare\n\nVery.[1][2]",
            SOURCE,
            date(2020, 1, 2),
            "A. Doctor",
            date(2021, 3, 4),
            BOOKS,
        ),
        Section("causes", "What causes Velmont syndrome?", "Nobody knows.", SOURCE),
    ),
    synonyms=("VS", "22"),
    identifiers=Identifiers(990, omim=("123456",)),
    url="https://example.org/velmont",
)


def write(folder: Path, text: str | bytes, name: str = "velmont-syndrome.md") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def edited(old: str, new: str) -> str:
    assert GOOD.count(old) >= 1, old
    return GOOD.replace(old, new, 1)


def line_of(text: str, fragment: str) -> int:
    return next(number for number, line in enumerate(text.split("\n"), start=1) if fragment in line)


def test_a_file_is_read(tmp_path: Path) -> None:
    assert read_content(write(tmp_path, GOOD)) == RECORD


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_of_other_systems_are_read_alike(tmp_path: Path, end: str) -> None:
    assert read_content(write(tmp_path, GOOD.replace("\n", end))) == RECORD


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    assert read_content(write(tmp_path, b"\xef\xbb\xbf" + GOOD.encode())) == RECORD


def test_slug_comes_from_the_name_unless_it_is_given(tmp_path: Path) -> None:
    assert read_content(write(tmp_path, edited("slug: velmont-syndrome\n", ""))).slug == "velmont-syndrome"


def test_a_section_may_have_a_source_and_references_of_its_own(tmp_path: Path) -> None:
    text = edited(
        "    question: What causes Velmont syndrome?\n",
        "    question: What causes Velmont syndrome?\n    source: {name: Another}\n    references: [2]\n",
    )
    causes = read_content(write(tmp_path, text)).sections[1]
    assert (causes.source, causes.references) == (Source("Another"), BOOKS[1:])


def test_an_unusual_line_separator_is_text(tmp_path: Path) -> None:
    body = read_content(write(tmp_path, edited("Nobody knows.", "Nobody\u2028knows\x0cyet."))).sections[1].body
    assert body == "Nobody\u2028knows\x0cyet."


# what is replaced, by what, a piece of the line that the error names, what it says
MISTAKES: dict[str, tuple[str, str, str, str]] = {
    "unknown key of the condition": ("url: https://example.org/v", "link: https://example.org/v", "link:", "`link`"),
    "unknown key of an identifier": ("  gard: 990", "  guard: 990", "guard", "unknown key `guard`"),
    "unknown key of the source": ("  license:", "  licence:", "licence", "unknown key `licence`"),
    "unknown key of a section": ("    last_updated", "    updated", "    updated", "unknown key `updated`"),
    "unknown key of a reference": ("    accessed", "    seen", "seen", "unknown key `seen`"),
    "key that is there twice": ("url: https://example.org/v", "name: Again\nurl: https", "name: Again",
                                "duplicate key"),
    "number for a name": ("name: Velmont syndrome", "name: 22", "name: 22", "key `name` needs a text"),
    "empty name": ("name: Velmont syndrome", "name: ''", "name: ''", "key `name` needs a text"),
    "date for a name": ("name: Velmont syndrome", "name: 2020-01-01", "name: 2", "key `name` needs a text"),
    "no letter in the name": ("name: Velmont syndrome", "name: '???'", "", "has no letter a-z and no digit"),
    "impossible slug": ("slug: velmont-syndrome", "slug: Velmont_s", "", "may hold only a-z, 0-9 and hyphens"),
    "synonyms as a text": ("synonyms: [VS", "synonyms: VS #[", "synonyms", "key `synonyms` is no list of texts"),
    "truth for a synonym": ("[VS,", "[true,", "synonyms", "key `synonyms` is no list of texts"),
    "text for a GARD number": ("gard: 990", "gard: GARD990", "GARD990", "key `gard`: 'GARD990' is no number"),
    "truth for a GARD number": ("gard: 990", "gard: true", "gard: true", "key `gard`: True is no number"),
    "GARD number too large": ("gard: 990", "gard: 99000000000", "", "GARD number 99000000000 is not from 1"),
    "code without a list": ("omim: [123456]", "omim: 123456", "omim", "key `omim` is no list of texts"),
    "identifiers as a list": ("identifiers:\n  gard: 990\n  omim: [123456]", "identifiers: [990]", "identifiers",
                              "key `identifiers` is no list of `key: value`"),
    "source as a text": ("source:\n  name: A source\n  url: https://example.org\n  license: CC BY 4.0",
                         "source: A source", "source: A", "key `source` is no `name:` with `url:`"),
    "no source": ("source:\n  name: A source\n  url: https://example.org\n  license: CC BY 4.0\n", "", "- section: o",
                  "key `source` is missing"),
    "source without a name": ("  name: A source\n", "", "  url: https://example.org", "key `name` needs a text"),
    "no such month": ("2020-01-02", "2020-13-02", "2020-13-02", "key `last_updated`: '2020-13-02' is no date"),
    "no such day": ("2021-03-04", "2021-02-30", "2021-02-30", "key `reviewed_on`: '2021-02-30' is no date"),
    "date in another order": ("2019-12-31", "31.12.2019", "31.12.2019", "key `accessed`: '31.12.2019' is no date"),
    "year alone": ("2020-01-02", "2020", "    last_updated: 2020", "key `last_updated`: 2020 is no date"),
    "time of day": ("2020-01-02", "2020-01-02T10:00:00", "10:00", "is no date"),
    "no such section": ("section: causes", "section: cause", "section: cause", "there is no section 'cause'"),
    "section without its type": ("section: causes\n    question", "question", "- question: What causes", "`section`"),
    "section without a question": ("    question: What is Velmont syndrome?\n", "", "- section: o", "key `question`"),
    "sections that are no entries": ("  - section: overview\n", "  - overview\n  - section: overview\n", "sections:",
                                     "key `sections` is no list of entries"),
    "question without a heading": ("question: What is V", "question: Why is V", "question: Why", "no heading reads"),
    "heading without a question": ("### How rare", "## How rare", "## How rare", "'How rare' has no entry under"),
    "heading in a code block": ("### How rare", "```\n## A comment\n```", "## A comment", "'A comment' has no entry"),
    "heading twice": ("### How rare", "## What is Velmont syndrome?", "", "the heading 'What is Velmont syndrome?' is"),
    "no body": ("\nNobody knows.\n", "", "## What causes", "the section 'What causes Velmont syndrome?' has no text"),
    "text before the headings": ("## What is V", "Look:\n\n## What is V", "Look:", "text before the first"),
    "marker without a reference": ("Nobody knows.", "Nobody knows.[3]", "## What causes",
                                   "marker [3] has no reference 3"),
    "reference twice": ("- number: 2", "- number: 1", "", "key `number`: reference 1 is there twice"),
    "reference without a number": ("- number: 2\n    ", "- ", "- citation", "key `number`: None is no whole number"),
    "reference nought": ("- number: 2", "- number: 0", "number: 0", "key `number`: 0 is no whole number"),
    "reference true": ("- number: 2", "- number: true", "number: true", "key `number`: True is no whole number"),
    "reference beyond any marker": ("- number: 2", "- number: 1000", "number: 1000", "from 1 to 999"),
    "reference without a citation": ("    citation: Another book.\n", "", "- number: 2", "key `citation` needs a text"),
    "listed reference that is not there": ("    reviewed_by: A. Doctor", "    references: [7]", "references: [7]",
                                          "key `references`: there is no reference 7"),
    "listed references that are no numbers": ("    reviewed_by: A. Doctor", "    references: one", "references: one",
                                             "key `references` is no list of numbers"),
    "YAML that cannot be read": ("name: Velmont syndrome", "name: [Velmont", "slug", "the YAML cannot be read"),
    "tab in the YAML": ("  gard: 990", "\tgard: 990", "\tgard", "the YAML cannot be read"),
    "control character in the YAML": ("A. Doctor", "A.\x07Doctor", "\x07", "the character"),
    "NUL in a body": ("Nobody knows.", "Nobody\0knows.", "", "the body holds a NUL character"),
    "address that is a script": ("url: https://example.org/v", "url: javascript:alert(1)//v", "url: java",
                                 "key `url`: 'javascript:alert(1)//velmont'"),
    "address of a source without its scheme": ("  url: https://example.org\n", "  url: //example.org\n", "  url: //e",
                                               "key `url`: '//example.org' is no address of the web"),
    "address of a reference that is a file": ("https://example.org/book", "file:///etc/hosts", "file:///",
                                              "key `url`: 'file:///etc/hosts' is no address of the web"),
    "address with blanks": ("https://example.org/book", "https://example.org/a b", "/a b", "is no address of the web"),
    "script behind a link": ("It is rare.[1]", "It is rare.[1]\n\n[Read on](javascript:alert(1))", "[Read on]",
                             "the text links to 'javascript:alert(1)'"),
    "data behind a picture": ("Nobody knows.", "![x](data:text/html,y)", "![x]", "links to 'data:text/html,y'"),
    "script behind a reference link": ("Nobody knows.", "[Read on][r]\n\n[r]: vbscript:x", "[Read on]", "vbscript:x"),
    "no front matter": ("---\nname", "name", "name: V", "the file does not begin with `---`"),
    "front matter that is no mapping": (GOOD[4 : GOOD.index("---\n\n")], "- one\n", "- one",
                                        "is no list of `key: value`"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_with_file_line_and_key(tmp_path: Path, mistake: str) -> None:
    old, new, fragment, says = MISTAKES[mistake]
    text = edited(old, new)
    path = write(tmp_path, text)
    with pytest.raises(ImportRejected, match=re.escape(says)) as caught:
        read_content(path)
    assert caught.value.path == path
    assert caught.value.remedy
    if fragment:
        assert caught.value.line == line_of(text, fragment)
        assert f"velmont-syndrome.md, line {caught.value.line}: " in str(caught.value)


def test_lines_that_stand_for_two_mistakes_are_the_second(tmp_path: Path) -> None:
    text = edited("### How rare", "## What is Velmont syndrome?")
    with pytest.raises(ImportRejected) as caught:
        read_content(write(tmp_path, text))
    assert caught.value.line == text[: text.rindex("## What is Velmont")].count("\n") + 1


@pytest.mark.parametrize(
    ("data", "line", "says"),
    [
        (b"", 1, "does not begin with `---`"),
        (b"---\nname: Velmont\n", 1, "has no second `---` line"),
        (b"---\n---\n", 2, "is no list of `key: value`"),
        (GOOD.replace("Doctor", "D\u00f6ctor").encode("latin-1"), 17, "the file is not UTF-8"),
        (GOOD.encode("utf-16"), 1, "the file is not UTF-8"),
    ],
)
def test_files_of_another_kind_are_turned_down(tmp_path: Path, data: bytes, line: int, says: str) -> None:
    with pytest.raises(ImportRejected, match=re.escape(says)) as caught:
        read_content(write(tmp_path, data))
    assert caught.value.line == line


def test_a_folder_with_the_name_of_a_file_is_turned_down(tmp_path: Path) -> None:
    """It ended the start of the server."""
    (tmp_path / "velmont.md").mkdir()
    with pytest.raises(ImportRejected, match="the file cannot be read"):
        read_content(tmp_path / "velmont.md")


def test_readme_and_hidden_files_are_no_content(tmp_path: Path) -> None:
    for name in ("b.md", "a.md", "README.md", ".#a.md", "notes.txt"):
        write(tmp_path, GOOD, name)
    assert [path.name for path in content_files(tmp_path)] == ["a.md", "b.md"]


# Links

SCHEMES = (
    "javascript:",
    "JaVaScRiPt:",
    "java\tscript:",
    "vbscript:",
    "data:text/html,",
    "file://",
    "ftp://",
    "//",
    "\\\\",
    "",
)


@given(st.sampled_from(SCHEMES), st.text(max_size=20))
def test_whatever_is_no_address_of_the_web_becomes_no_link(scheme: str, rest: str) -> None:
    address = scheme + rest
    assert web_address(address) is None or address.startswith(("http://", "https://"))
    rendered = safe_markdown().render(f"[x](<{address}>) ![x](<{address}>)\n\n[y][r]\n\n[r]: {address}\n")
    assert re.findall(r"(?:href|src)=\"(?!https?://|mailto:|tel:)[^\"]+", rendered) == []


@pytest.mark.parametrize("address", ["https://example.org", "HTTP://example.org:80/a?b=c#d", "https://[2001:db8::1]/"])
def test_an_address_of_the_web_stays(address: str) -> None:
    assert web_address(address) == address


def test_what_an_older_version_let_into_the_store_is_shown_without_its_link(engine: Engine) -> None:
    ingest(engine, "content", "x", [Document("c", RECORD)])
    with engine.begin() as connection:
        for change in (
            "UPDATE condition SET url = 'javascript:alert(1)'",
            "UPDATE section SET source_url = 'data:text/html,x'",
            "UPDATE reference SET url = 'vbscript:x'",
        ):
            connection.exec_driver_sql(change)
    store = KnowledgeStore(engine)
    assert store.condition("velmont-syndrome").url is None
    for stored in store.sections("velmont-syndrome"):
        assert stored.section.source.url is None
        assert {reference.url for reference in stored.section.references} <= {None}


# The shipped files


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_file_is_read(path: Path) -> None:
    record = read_content(path)
    assert record.slug == path.stem
    assert record.sections
    for section in record.sections:
        assert section.source.name
        assert section.source.url
        assert [reference.number for reference in section.references] == sorted(cited_numbers(section.body))


def test_there_are_enough_shipped_files() -> None:
    counts = [len({section.type for section in read_content(path).sections}) for path in SHIPPED]
    assert len(counts) >= 20
    assert sum(count >= 3 for count in counts) >= 19


def test_cramp_fasciculation_has_its_two_sections_exactly() -> None:
    record = read_content(CONTENT / "cramp-fasciculation-syndrome.md")
    assert (record.name, record.identifiers.gard) == ("Cramp-fasciculation syndrome", 6205)
    assert [(s.type, s.question, s.last_updated) for s in record.sections] == [
        ("overview", "What is cramp-fasciculation syndrome?", date(2013, 6, 12)),
        ("causes", "What causes cramp-fasciculation syndrome?", date(2013, 6, 12)),
    ]
    read = [[(r.number, r.citation.split(".")[0], r.accessed) for r in s.references] for s in record.sections]
    day = date(2013, 1, 22)
    assert read == [
        [
            (1, "Jansen PH, van Dijck JA, Verbeek AL, Durian FW, Joosten EM", day),
            (2, "de Carvalho M, Swash M", day),
        ],
        [(3, "Hart IK, Maddison P, Newsom-Davis J, Vincent A, Mills KR", day)],
    ]
    assert record.sections[0].body.endswith("does not turn into a more serious disease.[2]")
    assert record.sections[1].body.startswith("Nobody knows the exact cause yet.")


# Writing


def reread(engine: Engine, slug: str, folder: Path) -> list[Section]:
    store = KnowledgeStore(engine)
    return list(read_content(write(folder, write_content(store.condition(slug), store.sections(slug)))).sections)


LINE = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=40)
WORDS = LINE.map(lambda text: " ".join(text.split())).filter(lambda text: text.strip("# "))

ADDRESSES = st.text("abcxyz0189-_.~/?&=%#", max_size=20).map(lambda rest: f"https://example.org/{rest}")


@st.composite
def sections(draw: st.DrawFn) -> Section:
    numbers = draw(st.lists(st.integers(1, 999), unique=True, max_size=4))
    cited = draw(st.lists(st.sampled_from(numbers), unique=True)) if numbers else []
    lines = draw(st.lists(st.one_of(WORDS, st.just(""), st.just("### More"), st.just("---")), min_size=1, max_size=5))
    body = "\n".join(["Text", *lines, *[f"[{number}]" for number in cited]]).rstrip()
    assume(set(cited_numbers(body)) <= set(numbers))
    assume(not re.search(r"^##\s", body, re.MULTILINE))
    assume(all(may_be_linked(address) for _, address in links_of(body)))
    days = st.one_of(st.none(), st.dates(date(1900, 1, 1)))
    return Section(
        type=draw(st.sampled_from(SECTION_TYPES)),
        question=draw(WORDS) + "?",
        body=body,
        source=Source(draw(WORDS), draw(st.one_of(st.none(), ADDRESSES)), draw(st.one_of(st.none(), WORDS))),
        last_updated=draw(days),
        reviewed_by=draw(st.one_of(st.none(), WORDS)),
        reviewed_on=draw(days),
        references=tuple(Reference(n, f"{draw(WORDS)} {n}", None, draw(days)) for n in sorted(numbers)),
    )


@settings(max_examples=most_examples(100), deadline=None, suppress_health_check=list(HealthCheck))
@given(section=sections())
def test_what_is_written_reads_the_same(
    new_engine: Callable[[], Engine], tmp_path_factory: pytest.TempPathFactory, section: Section
) -> None:
    """References that no marker cites were lost, which was every reference of MedQuAD's."""
    engine = new_engine()
    record = Record("Velmont: syndrome #1", "velmont", (section,), ("- VS", "22", "no"), Identifiers(7, omim=("012",)))
    assert ingest(engine, "page", "x", [Document("p", record)]).rejected == []
    assert reread(engine, "velmont", tmp_path_factory.mktemp("written")) == [section]


def test_sections_of_several_sources_are_numbered_on(engine: Engine, tmp_path: Path) -> None:
    ingest(engine, "content", "x", [Document("c", RECORD)])
    other = Section("treatment", "How is it treated?", "Not.[1] Not yet.[2]", SOURCE,
                    references=(Reference(1, "A third book."), BOOKS[1]))  # fmt: skip
    ingest(engine, "page", "x", [Document("p", Record(RECORD.name, RECORD.slug, (other,)))])
    overview, causes, treatment = reread(engine, "velmont-syndrome", tmp_path)
    assert (overview, causes) == RECORD.sections
    assert treatment.body == "Not.[3] Not yet.[2]"
    assert treatment.references == (BOOKS[1], Reference(3, "A third book."))


def test_questions_that_are_alike_are_told_apart(engine: Engine, tmp_path: Path) -> None:
    """Such a file could not be read again, for its heading was there twice."""
    twice = tuple(Section("causes", "Why?", body, SOURCE) for body in ("So.", "Or so."))
    ingest(engine, "page", "x", [Document("p", Record("Velmont", "velmont", twice))])
    assert [(s.question, s.body) for s in reread(engine, "velmont", tmp_path)] == [
        ("Why?", "So."),
        ("Why? (2)", "Or so."),
    ]


def test_a_heading_in_a_body_stays_a_heading(engine: Engine, tmp_path: Path) -> None:
    section = Section("causes", "Why?", "So.\n\n## How so\n\nSo.", SOURCE)
    ingest(engine, "page", "x", [Document("p", Record("Velmont", "velmont", (section,)))])
    assert [s.body for s in reread(engine, "velmont", tmp_path)] == ["So.\n\n ## How so\n\nSo."]


def test_every_condition_of_medquad_reads_the_same(engine: Engine, tmp_path: Path, shared_dir: Path) -> None:
    files = sorted((shared_dir / "data" / "MedQuAD" / "2_GARD_QA").glob("*.xml"))[::20]
    assert len(files) > 100
    import_named(engine, files)
    store = KnowledgeStore(engine)
    for slug, _, _ in store.list():
        assert reread(engine, slug, tmp_path) == [stored.section for stored in store.sections(slug)]


# Loading the folder


def velmont(number: int) -> str:
    text = GOOD.replace("Velmont", f"Velmont-{number}").replace("slug: velmont", f"slug: velmont-{number}")
    return text.replace("gard: 990", f"gard: {number}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    for number in (1, 2, 3):
        write(folder, velmont(number), f"v{number}.md")
    return folder


def slugs(engine: Engine) -> list[str]:
    return [slug for slug, _, _ in KnowledgeStore(engine).list()]


def test_loading_twice_changes_nothing(either_engine: Engine) -> None:
    first = load_content(either_engine, CONTENT)
    assert (len(first.new), first.rejected) == (len(SHIPPED), [])
    revision = KnowledgeStore(either_engine).revision()
    second = load_content(either_engine, CONTENT)
    assert (len(second.unchanged), second.new, second.changed, second.removed) == (len(SHIPPED), [], [], [])
    assert KnowledgeStore(either_engine).revision() == revision


def test_another_system_s_line_ends_change_nothing(engine: Engine, folder: Path) -> None:
    load_content(engine, folder)
    write(folder, velmont(1).replace("\n", "\r\n"), "v1.md")
    assert load_content(engine, folder).changed == []


def test_the_condition_of_a_removed_file_goes(engine: Engine, folder: Path) -> None:
    load_content(engine, folder)
    (folder / "v2.md").unlink()
    assert load_content(engine, folder).removed == ["v2"]
    assert slugs(engine) == ["velmont-1-syndrome", "velmont-3-syndrome"]


def test_a_broken_file_keeps_its_earlier_form_and_lets_the_others_in(engine: Engine, folder: Path) -> None:
    load_content(engine, folder)
    write(folder, velmont(1).replace("last_updated", "updated"), "v1.md")
    write(folder, velmont(2).replace("Nobody knows.", "Somebody knows."), "v2.md")
    write(folder, velmont(4), "v4.md")
    report = load_content(engine, folder)
    assert (report.new, report.changed, report.unchanged, report.removed) == (["v4"], ["v2"], ["v3"], [])
    assert [name for name, _ in report.rejected] == ["v1"]
    assert f"{folder / 'v1.md'}, line 16: unknown key `updated`" in report.rejected[0][1]
    assert len(slugs(engine)) == 4
    store = KnowledgeStore(engine)
    assert len(store.sections("velmont-1-syndrome")) == 2
    assert store.sections("velmont-2-syndrome", ["causes"])[0].section.body == "Somebody knows."


def test_the_second_file_of_a_slug_is_rejected(engine: Engine, folder: Path) -> None:
    write(folder, velmont(1), "w.md")
    report = load_content(engine, folder)
    assert [name for name, _ in report.rejected] == ["w"]
    assert "it is about the same condition as v1.md" in report.rejected[0][1]


def test_a_folder_that_is_not_there_removes_nothing(engine: Engine, folder: Path, tmp_path: Path) -> None:
    load_content(engine, folder)
    with pytest.raises(NotADirectoryError, match="RAREGUIDE_CONTENT_DIR"):
        load_content(engine, tmp_path / "none")
    assert len(slugs(engine)) == 3
