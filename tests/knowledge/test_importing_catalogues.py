"""Catalogues of conditions: OBO, OBO graphs, Orphadata and HPO, with small made-up files of each form."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from commands.importing import ImportReport, import_named, sort_files
from knowledge.imports import undo_import
from knowledge.store import KnowledgeStore

Write = Callable[[str, str], Path]

SAMPLES = Path(__file__).parent / "catalogues"


def sample(name: str) -> str:
    return (SAMPLES / name).read_text(encoding="utf-8")


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_file(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write_file


def bring(engine: Engine, *paths: Path) -> list[ImportReport]:
    return import_named(engine, paths)


def bodies(engine: Engine, slug: str = "velmont-disease-familial") -> dict[str, str]:
    return {stored.section.question: stored.section.body for stored in KnowledgeStore(engine).sections(slug)}


@pytest.mark.parametrize(
    ("name", "text", "form"),
    [
        ("a.obo", sample("mondo.obo"), "obo"),
        ("b.json", sample("ordo.json"), "obograph"),
        ("c.xml", sample("names.xml"), "orphadata"),
        ("d.xml", sample("hierarchy.xml"), "orphadata"),
        ("e.hpoa", sample("phenotype.hpoa"), "hpo"),
        ("f.obo", sample("hp.obo"), "hpo"),
        ("g.txt", sample("genes_to_phenotype.txt"), "hpo"),
    ],
)
def test_the_form_is_recognised_by_what_stands_in_the_file(write: Write, name: str, text: str, form: str) -> None:
    assert [one.name for one in sort_files([write(name, text)]).by_form] == [form]


def test_an_obo_catalogue_gives_names_numbers_text_and_genes(engine: Engine, write: Write) -> None:
    (report,) = bring(engine, write("mondo.obo", sample("mondo.obo")))
    store = KnowledgeStore(engine)
    assert [name for _, name, _ in store.list()] == ["velm disorders", "Velmont disease, familial"]
    velmont = store.condition("velmont-disease-familial")
    assert velmont.synonyms == ("Ashby's disease", "VDF")
    assert (velmont.identifiers.gard, velmont.identifiers.omim) == (990, ("999001",))
    assert (velmont.identifiers.mondo, velmont.identifiers.orphanet) == (("0000001",), ())
    assert bodies(engine) == {
        "What is Velmont disease, familial?": "A made-up disease of velms.",
        "Reported genes": "- VLM1",
    }
    assert report.findings.counts["obsolete entries left out"] == 1
    assert report.findings.counts["conditions left out, which are not marked as rare"] == 1
    assert report.findings.counts["broad names left out, which are not of the same thing"] == 1


def test_a_list_without_scopes_means_other_names_of_the_same(engine: Engine, write: Write) -> None:
    text = 'format-version: 1.4\nontology: gard\n\n[Term]\nid: gard:990\nname: Velmont disease\nsynonym: "ashby" []\n'
    bring(engine, write("gard.obo", text))
    condition = KnowledgeStore(engine).condition("velmont-disease")
    assert (condition.synonyms, condition.identifiers.gard) == (("ashby",), 990)


def test_a_piece_of_a_name_that_was_cut_in_a_bracket_is_no_name(engine: Engine, write: Write) -> None:
    synonyms = "".join(f'synonym: "{piece}" []\n' for piece in ("ring(22)t(11", "22) fever", "ashby (late)"))
    bring(
        engine,
        write("gard.obo", f"format-version: 1.4\nontology: gard\n\n[Term]\nid: gard:990\nname: Velmont\n{synonyms}"),
    )
    assert KnowledgeStore(engine).condition("velmont").synonyms == ("ashby (late)",)


def test_a_broken_obo_file_is_rejected_with_its_line(engine: Engine, write: Write) -> None:
    path = write("mondo.obo", sample("mondo.obo").replace("is_obsolete: true", "is_obsolete true"))
    (report,) = bring(engine, path)
    ((_, reason),) = report.ingest.rejected
    assert f"{path}, line 31: this is no OBO" in reason
    assert KnowledgeStore(engine).list() == []


def test_an_obo_file_in_another_encoding_is_rejected(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "latin.obo"
    path.write_bytes(sample("mondo.obo").replace("Velmont", "V\xe9lmont").encode("latin-1"))
    (report,) = bring(engine, path)
    assert "this is no OBO" in report.ingest.rejected[0][1]


def test_an_obo_graph_gives_hierarchy_genes_and_lists(engine: Engine, write: Write) -> None:
    (report,) = bring(engine, write("ordo.json", sample("ordo.json")))
    store = KnowledgeStore(engine)
    assert [name for _, name, _ in store.list()] == ["Velmont disease, familial", "Velmosis"]
    assert store.members() == {"velmosis": ("velmont-disease-familial",)}
    assert store.condition("velmont-disease-familial").synonyms == ("Familial velmosis",)
    assert bodies(engine) == {
        "What is Velmont disease, familial?": "Velmont disease makes velms stiff.",
        "Reported genes": "- VLM1",
        "Reported ages at onset": "- infancy",
    }
    section = store.sections("velmont-disease-familial", ["overview"])[0].section
    assert section.source.name == "Orphanet Rare Disease Ontology (ORDO), release 9.1"
    assert section.source.license == "CC BY 4.0"
    assert report.findings.counts["chapters of the classification left out"] == 1


def test_orphadata_s_products_make_one_condition(engine: Engine, write: Write) -> None:
    texts = {
        "1.xml": sample("names.xml"),
        "3.xml": sample("hierarchy.xml"),
        "6.xml": sample("genes.xml"),
        "9p.xml": sample("prevalence.xml"),
        "9a.xml": sample("ages.xml"),
    }
    bring(engine, *(write(name, text) for name, text in texts.items()))
    store = KnowledgeStore(engine)
    assert [name for _, name, _ in store.list()] == ["Velmont disease, familial", "Velmosis"]
    assert store.members() == {"velmosis": ("velmont-disease-familial",)}
    condition = store.condition("velmont-disease-familial")
    assert (condition.identifiers.orphanet, condition.identifiers.omim) == (("991",), ("999001",))
    assert bodies(engine) == {
        "What is Velmont disease, familial?": "A disease of velms & more.",
        "Reported genes": "- VLM1 (velmin 1)",
        "Reported ages at onset": "- Infancy",
        "Reported modes of inheritance": "- Autosomal recessive",
        "Reported prevalence": "- Point prevalence: 1-9 / 100 000 (Europe)\n- Cases/families: 12 (Worldwide)",
    }
    section = store.sections("velmont-disease-familial", ["causes"])[0].section
    assert (section.source.name, str(section.last_updated)) == (
        "Orphanet (Orphadata), release 2026-01-02",
        "2026-01-02",
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (sample("names.xml").replace("</JDBOR>", ""), "this is no XML"),
        (
            sample("names.xml").replace("<JDBOR", '<!DOCTYPE x [<!ENTITY e "e">]><JDBOR', 1),
            "declares a document type or entities",
        ),
        (sample("names.xml").replace('lang="en"', 'lang="fr"'), "no condition with an English name"),
    ],
)
def test_what_is_no_proper_orphadata_file_is_rejected_whole(
    engine: Engine, write: Write, text: str, problem: str
) -> None:
    (report,) = bring(engine, write("1.xml", text))
    ((_, reason),) = report.ingest.rejected
    assert problem in reason
    assert "Remedy: " in reason
    assert KnowledgeStore(engine).list() == []


def hpo_files(write: Write) -> list[Path]:
    return [
        write("phenotype.hpoa", sample("phenotype.hpoa")),
        write("hp.obo", sample("hp.obo")),
        write("genes_to_phenotype.txt", sample("genes_to_phenotype.txt")),
    ]


def test_hpo_s_signs_are_listed_by_how_frequent_they_are(engine: Engine, write: Write) -> None:
    bring(engine, *hpo_files(write))
    assert bodies(engine) == {
        "Reported signs (how frequent)": "**Very frequent (80 to 99 %)**\n\n- Velmomegaly (Enlarged velm)\n\n"
        "**Frequent (30 to 79 %)**\n\n- Stiff velms: 1 of 8, 3 of 4\n\n"
        "**How frequent is not reported**\n\n- Blue velms: in males",
        "Reported ages at onset": "- Juvenile onset",
        "Reported genes": "- VLM1",
        "Reported modes of inheritance": "- Autosomal recessive inheritance",
    }
    section = KnowledgeStore(engine).sections("velmont-disease-familial", ["symptoms"])[0].section
    assert section.source.name == "Human Phenotype Ontology (HPO), release 2025-01-16"
    assert section.source.url == "https://hpo.jax.org/browse/disease/ORPHA:991"
    assert str(section.last_updated) == "2025-01-16"


@pytest.mark.parametrize("left_out", ["phenotype.hpoa", "hp.obo"])
def test_hpo_s_files_are_asked_for_together(engine: Engine, write: Write, left_out: str) -> None:
    paths = [path for path in hpo_files(write) if path.name != left_out]
    (report,) = bring(engine, *paths)
    assert (
        f"{left_out} is missing beside it. Remedy: give {left_out} of the same release" in report.ingest.rejected[0][1]
    )
    assert KnowledgeStore(engine).list() == []


def test_a_sign_without_a_name_is_told_with_its_line(engine: Engine, write: Write) -> None:
    paths = hpo_files(write)
    paths[0].write_text(sample("phenotype.hpoa").replace("HP:0000016", "HP:9999999"))
    (report,) = bring(engine, *paths)
    assert f"{paths[0]}, line 10: hp.obo has no sign HP:9999999" in report.ingest.rejected[0][1]


def all_files(write: Write) -> list[Path]:
    texts = {
        "mondo.obo": sample("mondo.obo"),
        "ordo.json": sample("ordo.json"),
        "1.xml": sample("names.xml"),
        "3.xml": sample("hierarchy.xml"),
        "6.xml": sample("genes.xml"),
    }
    return [*(write(name, text) for name, text in texts.items()), *hpo_files(write)]


def test_one_condition_of_five_sources_is_one(either_engine: Engine, write: Write) -> None:
    bring(either_engine, *all_files(write))
    store = KnowledgeStore(either_engine)
    assert [slug for slug, _, _ in store.list()] == ["velm-disorders", "velmont-disease-familial", "velmosis"]
    assert store.condition("velmont-disease-familial").identifiers.orphanet == ("991",)
    shown = {
        stored.section.question: stored.section.source.name for stored in store.sections("velmont-disease-familial")
    }
    assert shown["Reported signs (how frequent)"].startswith("Human Phenotype Ontology")


def test_importing_catalogues_again_changes_nothing(engine: Engine, write: Write) -> None:
    paths = all_files(write)
    bring(engine, *paths)
    revision = KnowledgeStore(engine).revision()
    for report in bring(engine, *paths):
        assert (report.ingest.new, report.ingest.changed, report.ingest.rejected) == ([], [], [])
    assert KnowledgeStore(engine).revision() == revision


def test_an_import_of_a_catalogue_is_taken_back(engine: Engine, write: Write) -> None:
    (first,) = bring(engine, write("ordo.json", sample("ordo.json")))
    (second,) = bring(engine, *hpo_files(write))
    undo_import(engine, second.ingest.import_run or 0)
    assert "Reported signs (how frequent)" not in bodies(engine)
    undo_import(engine, first.ingest.import_run or 0)
    store = KnowledgeStore(engine)
    assert (store.list(), store.members()) == ([], {})


def test_slices_of_the_real_files_are_read(engine: Engine, shared_dir: Path, tmp_path: Path) -> None:
    """The first entries of the real files, so that a change of their form is noticed."""
    folder = shared_dir / "data" / "catalogues"
    head = "\n\n".join((folder / "gard.obo").read_text(encoding="utf-8").split("\n\n")[:200])
    (tmp_path / "gard.obo").write_text(head, encoding="utf-8")
    with gzip.open(folder / "phenotype.hpoa.gz", "rt", encoding="utf-8") as file:
        lines = [next(file) for _ in range(400)]
    wanted = {line.split("\t")[3] for line in lines if line[0] != "#" and "\t" in line} | {"HP:0003674"}
    (tmp_path / "phenotype.hpoa").write_text("".join(lines), encoding="utf-8")
    with gzip.open(folder / "hp.obo.gz", "rt", encoding="utf-8") as file:
        header, *frames = file.read().split("\n\n[Term]\n")
    kept = [frame for frame in frames if frame.split("\n", 1)[0].removeprefix("id: ") in wanted]
    (tmp_path / "hp.obo").write_text("\n\n[Term]\n".join([header, *kept]) + "\n", encoding="utf-8")
    excerpts = sorted(folder.glob("orphadata-*.xml"))
    reports = bring(engine, tmp_path / "gard.obo", tmp_path / "phenotype.hpoa", tmp_path / "hp.obo", *excerpts)
    assert {report.form.name: len(report.ingest.new) for report in reports if report.form}.keys() == {
        "hpo",
        "obo",
        "orphadata",
    }
    assert not [reason for report in reports for _, reason in report.ingest.rejected]
    store = KnowledgeStore(engine)
    assert len(store.list()) > 200
    assert store.condition("hereditary-angioedema-with-c1inh-deficiency").identifiers.orphanet == ("528623",)
