"""What GARD's pages of the layout since 2022 come to: all that they say of a condition, and nothing of the site."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from sqlalchemy.engine import Engine

from commands.importing import import_named
from knowledge.importers.errors import NothingToImport
from knowledge.importers.page import PageDocument, read_page
from knowledge.importers.page_names import split_names
from knowledge.ingest import Document, ingest
from knowledge.records import Record, Section, Source
from knowledge.store import KnowledgeStore
from tests.knowledge.gard_layout import gard_page

FULL = {
    "other_names": "Osier palsy; Del(7)(q1;q2); Hurdes-MÃ¶ller disease",
    "summary": "Osier syndrome is made up.<br><br>It tires the hands.",
    "population": "5,000",
    "ages": ("Newborn", "Child"),
    "signs": {"Nervous System": {"Tremor of the hand": "Shaking Hands", "Yawning": ""}, "Skin System": {"Rash": ""}},
    "genes": "OSR1, OSR2",
    "inheritance": "Autosomal dominant inheritance",
}


def read(tmp_path: Path, page: str) -> PageDocument:
    path = tmp_path / "page.html"
    path.write_text(page, encoding="utf-8")
    return read_page(path)


@pytest.fixture
def osier(tmp_path: Path) -> Record:
    return read(tmp_path, gard_page("Osier syndrome", **FULL)).record


def body(record: Record, question: str) -> str:
    return next(section.body for section in record.sections if section.question == question)


def test_name_number_address_and_date(osier: Record) -> None:
    assert (osier.name, osier.slug, osier.identifiers.gard) == ("Osier syndrome", "osier-syndrome", 99801)
    assert osier.url == "https://rarediseases.info.nih.gov/diseases/99801/osier-syndrome"
    assert {section.last_updated for section in osier.sections} == {date(2022, 2, 3)}


def test_other_names_one_by_one_with_letters_repair_encoding(osier: Record) -> None:
    assert osier.synonyms == ("Osier palsy", "Del(7)(q1;q2)", "Hurdes-Möller disease")


@pytest.mark.parametrize(
    ("names", "parts"),
    [
        ("A; B", ["A", "B"]),
        ("Type 1, mild; MIM", ["Type 1, mild", "MIM"]),
        ("t(11;14)(q13;q32); B [x; y]", ["t(11;14)(q13;q32)", "B [x; y]"]),
        ("Broken (bracket; B; C)", ["Broken (bracket; B; C)"]),
        ("Never closed (a; B", ["Never closed (a", "B"]),
        ("Closed too often); B", ["Closed too often)", "B"]),
        ("A;;  ; B;", ["A", "B"]),
        ("", []),
    ],
)
def test_names_are_split_outside_brackets(names: str, parts: list[str]) -> None:
    assert split_names(names) == parts


def test_each_part_is_a_section_with_the_source_that_the_page_names(osier: Record) -> None:
    gard = "Genetic and Rare Diseases Information Center (GARD)"
    both = f"Rareopolis and Signs Ontology (SO), as shown by the {gard}"
    assert [(section.type, section.question, section.source.name) for section in osier.sections] == [
        ("overview", "Summary", gard),
        ("frequency", "Estimated Number of People with this Disease", both),
        ("symptoms", "When do symptoms of this disease begin?", f"Rareopolis, as shown by the {gard}"),
        ("symptoms", "Symptoms", f"Signs Ontology (SO), as shown by the {gard}"),
        ("causes", "Genetic Disease", both),
        ("inheritance", "Inheritance", both),
    ]
    licences = [section.source.license for section in osier.sections]
    assert licences == ["Public domain (US government)", None, None, None, None, None]


def test_summary_population_and_ages(osier: Record) -> None:
    assert body(osier, "Summary") == "Osier syndrome is made up.\n\nIt tires the hands."
    estimate = "In the U.S., this disease is estimated to be fewer than 5,000."
    assert body(osier, "Estimated Number of People with this Disease") == estimate
    ages = "- Newborn (Birth-4 weeks)\n- Child (2-11 years)"
    assert body(osier, "When do symptoms of this disease begin?") == ages


def test_signs_with_their_other_names_by_body_system(osier: Record) -> None:
    assert body(osier, "Symptoms") == (
        "**Nervous System**\n\n- Tremor of the hand (Shaking Hands)\n- Yawning\n\n**Skin System**\n\n- Rash"
    )


def test_genes_and_inheritance_without_general_questions(osier: Record) -> None:
    assert body(osier, "Genetic Disease").endswith("are known to cause this disease: OSR1, OSR2")
    assert body(osier, "Inheritance") == (
        "This disease is inherited in the following pattern(s):\n\n**Autosomal dominant inheritance**\n\n"
        "One copy is enough."
    )
    assert "Genes are everywhere" not in "".join(section.body for section in osier.sections)


def test_a_page_that_says_nothing_yet_is_a_name(tmp_path: Path) -> None:
    record = read(tmp_path, gard_page("Velmont fever", 99802, other_names="VF")).record
    assert (record.name, record.synonyms, record.sections) == ("Velmont fever", ("VF",), ())
    assert record.identifiers.gard == 99802


def test_what_is_in_development_replaces_nothing(engine: Engine, tmp_path: Path) -> None:
    section = Section("causes", "Why?", "So.", Source("A library"))
    ingest(engine, "medquad", "x", [Document("1", Record("Velmont fever", "velmont-fever", (section,)))])
    page = tmp_path / "velmont.html"
    page.write_text(gard_page("Velmont fever", summary="It is made up."), encoding="utf-8")
    import_named(engine, [page])
    stored = KnowledgeStore(engine).sections("velmont-fever")
    assert [(one.section.type, one.section.body) for one in stored] == [
        ("overview", "It is made up."),
        ("causes", "So."),
    ]


def test_the_tabs_of_a_condition_come_together(engine: Engine, tmp_path: Path) -> None:
    diagnosis = "<h2>Finding a specialist</h2><p>A hand doctor knows it.</p><h2>What is a test?</h2><p>A thing.</p>"
    living = "<h2>Patient Organizations</h2><ul><li>Osier Society</li></ul><h2>Treatment</h2><p>Gloves help.</p>"
    pages = {
        "about.html": gard_page("Osier syndrome", **FULL),
        "diagnosis.html": gard_page("Osier syndrome", tab="diagnosis", tab_content=diagnosis),
        "living.html": gard_page("Osier syndrome", tab="living", tab_content=living),
    }
    with zipfile.ZipFile(tmp_path / "site.zip", "w") as site:
        for name, page in pages.items():
            site.writestr(f"rarediseases.info.nih.gov/{name}", page)
    [report] = import_named(engine, [tmp_path / "site.zip"])
    assert report.ingest.new == ["osier-syndrome", "osier-syndrome/diagnosis", "osier-syndrome/living"]
    store = KnowledgeStore(engine)
    assert [slug for slug, _, _ in store.list()] == ["osier-syndrome"]
    shown = {
        one.section.question: one.section.body for one in store.sections("osier-syndrome", ["support", "treatment"])
    }
    assert shown["Patient Organizations"] == "- Osier Society"
    assert shown["Treatment"] == "Gloves help."
    everything = "".join(one.section.body for one in store.sections("osier-syndrome"))
    assert "A hand doctor knows it." in everything
    assert "A thing." not in everything
    [again] = import_named(engine, [tmp_path / "site.zip"])
    assert (len(again.ingest.unchanged), again.ingest.import_run) == (3, None)


@pytest.mark.parametrize(
    "page",
    [
        gard_page("Osier syndrome").replace('class="nav-link active" href="/diseases', 'class="active" href="/espanol'),
        gard_page("Osier syndrome").replace('<h1 class="title">Osier syndrome</h1>', ""),
    ],
    ids=["Spanish", "no condition"],
)
def test_a_page_about_no_condition_or_in_spanish_is_none(tmp_path: Path, page: str) -> None:
    with pytest.raises(NothingToImport, match="in English"):
        read(tmp_path, page)


def test_other_pages_of_the_site_are_passed_over_in_a_folder(engine: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "osier.html").write_text(gard_page("Osier syndrome", **FULL), encoding="utf-8")
    home = gard_page("Osier syndrome").replace('<h1 class="title">Osier syndrome</h1>', "")
    (folder / "index.html").write_text(home, encoding="utf-8")
    [report] = import_named(engine, [folder])
    assert (len(report.ingest.new), report.ingest.rejected) == (1, [])
    assert report.findings.counts["files passed over: the page names no condition"] == 1
    [alone] = import_named(engine, [folder / "index.html"])
    assert [name for name, _ in alone.ingest.rejected] == ["index.html"]


def test_the_pages_that_are_here_lose_nothing(shared_dir: Path) -> None:
    """Names, estimates, ages, signs and genes of each are those that stand on the page."""
    pages = sorted((shared_dir / "data" / "gard_pages").glob("*.html"))
    assert len(pages) > 50
    for path in pages:
        record = read_page(path).record
        soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        said = plain(" ".join(section.body for section in record.sections))
        assert plain(record.name) == plain(soup.select_one("h1.title").get_text())
        assert record.identifiers.gard
        others = soup.select_one("dl.synonyms .host")
        assert len(record.synonyms) >= (others.get_text().count(";") if others else 0)
        for selector in (".main-term", "app-disease-at-a-glance-people-affected h4", ".tabs-description"):
            missing = [plain(found.get_text()) for found in soup.select(selector)]
            assert [words for words in missing if words not in said] == []
        for title in soup.select(".under-title"):
            if "Selected" in title.get_text():
                assert plain(title.contents[0].get_text()) in said
        assert not re.search(r"in development|what is a gene|read more|tile view|feedback", said)


def plain(text: str) -> str:
    return " ".join(re.sub(r"[*_\\-]", " ", text).lower().split())
