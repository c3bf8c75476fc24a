"""Catalogues of conditions: OBO, OBO graphs, Orphadata and HPO, with small made-up files of each form."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from commands.importing import ImportReport, import_named, sort_files
from knowledge.store import KnowledgeStore

Write = Callable[[str, str], Path]

OBO = r"""format-version: 1.2
data-version: releases/2025-03-04
ontology: mondo
subsetdef: rare "rare"

[Term]
id: MONDO:0000001
name: Velmont disease\, familial
def: "A made-up disease of velms." [MONDO:made-up]
subset: rare
synonym: "Ashby's disease" EXACT [Orphanet:991]
synonym: "vdf" EXACT []
synonym: "velm disease" BROAD []
synonym: "velm trouble" RELATED []
xref: GARD:0000990 {source="MONDO:equivalentTo", source="MONDO:GARD"}
xref: OMIM:999001 {source="MONDO:equivalentTo"}
xref: Orphanet:991 {source="MONDO:relatedTo"}
xref: UMLS:C0000001 {source="MONDO:equivalentTo"}
is_a: MONDO:0000002 ! velm disorders
relationship: has_material_basis_in_germline_mutation_in http://identifiers.org/hgnc/1 ! VLM1

[Term]
id: MONDO:0000002
name: velm disorders
subset: rare

[Term]
id: MONDO:0000003
name: obsolete Velmont disease type 9
subset: rare
is_obsolete: true

[Term]
id: MONDO:0000004
name: common cold of velms

[Term]
id: http://identifiers.org/hgnc/1
name: VLM1
"""

ORDO = {
    "graphs": [
        {
            "id": "made-up",
            "meta": {"basicPropertyValues": [{"pred": "http://example.org/owl_versionInfo", "val": "9.1"}]},
            "nodes": [
                {
                    "id": "http://www.orpha.net/ORDO/Orphanet_991",
                    "lbl": "Velmont disease, familial",
                    "type": "CLASS",
                    "meta": {
                        "definition": {"val": "Velmont disease makes velms stiff.", "xrefs": []},
                        "synonyms": [
                            {"pred": "hasExactSynonym", "val": "Familial velmosis", "xrefs": []},
                            {"pred": "hasNarrowSynonym", "val": "Velmosis type 1", "xrefs": []},
                        ],
                        "xrefs": [{"val": "OMIM:999001"}, {"val": "ICD10:Q99"}],
                        "basicPropertyValues": [{"pred": "http://example.org/#notation", "val": "ORPHA:991"}],
                    },
                },
                {
                    "id": "http://www.orpha.net/ORDO/Orphanet_992",
                    "lbl": "Velmosis",
                    "type": "CLASS",
                    "meta": {"basicPropertyValues": [{"pred": "http://example.org/#notation", "val": "ORPHA:992"}]},
                },
                {
                    "id": "http://www.orpha.net/ORDO/Orphanet_993",
                    "lbl": "Rare velm disease",
                    "type": "CLASS",
                    "meta": {"basicPropertyValues": [{"pred": "http://example.org/#notation", "val": "ORPHA:993"}]},
                },
                {
                    "id": "http://www.orpha.net/ORDO/Orphanet_994",
                    "lbl": "Velmosis of old",
                    "type": "CLASS",
                    "meta": {"basicPropertyValues": [{"pred": "http://example.org/reason_for_obsolescence", "val": "x"}]},
                },
                {
                    "id": "http://www.orpha.net/ORDO/Orphanet_77",
                    "lbl": "velmin 1",
                    "type": "CLASS",
                    "meta": {"basicPropertyValues": [{"pred": "http://example.org/#symbol", "val": "VLM1"}]},
                },
                {"id": "http://www.orpha.net/ORDO/Orphanet_78", "lbl": "infancy", "type": "CLASS"},
                {"id": "http://www.orpha.net/ORDO/Orphanet_1", "lbl": "Candidate gene tested in", "type": "PROPERTY"},
                {
                    "id": "http://www.orpha.net/ORDO/Orphanet_2",
                    "lbl": "Disease-causing germline mutation(s) in",
                    "type": "PROPERTY",
                },
                {"id": "http://www.orpha.net/ORDO/Orphanet_3", "lbl": "has_AgeOfOnset", "type": "PROPERTY"},
            ],
            "edges": [
                {"sub": f"http://www.orpha.net/ORDO/Orphanet_{sub}", "pred": pred, "obj": f"http://www.orpha.net/ORDO/Orphanet_{obj}"}
                for sub, pred, obj in (
                    (991, "is_a", 992),
                    (992, "is_a", 993),
                    (77, "http://www.orpha.net/ORDO/Orphanet_2", 991),
                    (77, "http://www.orpha.net/ORDO/Orphanet_1", 992),
                    (991, "http://www.orpha.net/ORDO/Orphanet_3", 78),
                )
            ],
        }
    ]
}  # fmt: skip

NAMES = """<?xml version="1.0" encoding="UTF-8"?>
<JDBOR date="2026-01-02 03:04:05"><Availability><Licence><FullName lang="en">CC BY 4.0 (made up)</FullName></Licence></Availability>
<DisorderList count="2">
<Disorder id="1"><OrphaCode>991</OrphaCode><Name lang="en">Velmont disease, familial</Name>
 <SynonymList count="1"><Synonym lang="en">Familial velmosis</Synonym></SynonymList>
 <ExternalReferenceList count="2">
  <ExternalReference id="1"><Source>OMIM</Source><Reference>999001</Reference>
   <DisorderMappingRelation id="1"><Name lang="en">E (Exact mapping: the two concepts are equivalent)</Name></DisorderMappingRelation></ExternalReference>
  <ExternalReference id="2"><Source>OMIM</Source><Reference>999002</Reference>
   <DisorderMappingRelation id="2"><Name lang="en">BTNT (broader)</Name></DisorderMappingRelation></ExternalReference>
 </ExternalReferenceList>
 <SummaryInformationList count="1"><SummaryInformation id="1" lang="en"><TextSectionList count="1"><TextSection id="1">
  <TextSectionType id="1"><Name lang="en">Definition</Name></TextSectionType>
  <Contents>A disease of &lt;i&gt;velms&lt;/i&gt; &amp;amp; more.</Contents></TextSection></TextSectionList></SummaryInformation></SummaryInformationList>
</Disorder>
<Disorder id="2"><OrphaCode>994</OrphaCode><Name lang="en">OBSOLETE: Velmosis of old</Name></Disorder>
</DisorderList></JDBOR>
"""

HIERARCHY = """<?xml version="1.0" encoding="ISO-8859-1"?>
<JDBOR date="2026-01-02"><ClassificationList count="1"><Classification id="5"><OrphaNumber>993</OrphaNumber>
<ClassificationNodeRootList count="1"><ClassificationNode>
<Disorder id="3"><OrphaCode>993</OrphaCode><Name lang="en">Diseases of velms</Name><DisorderType id="1"><Name lang="en">Category</Name></DisorderType></Disorder>
<ClassificationNodeChildList count="1"><ClassificationNode>
<Disorder id="2"><OrphaCode>992</OrphaCode><Name lang="en">Velmosis</Name><DisorderType id="2"><Name lang="en">Clinical group</Name></DisorderType></Disorder>
<ClassificationNodeChildList count="1"><ClassificationNode>
<Disorder id="1"><OrphaCode>991</OrphaCode><Name lang="en">Velmont disease, familial</Name><DisorderType id="3"><Name lang="en">Disease</Name></DisorderType></Disorder>
<ClassificationNodeChildList count="0"/></ClassificationNode></ClassificationNodeChildList>
</ClassificationNode></ClassificationNodeChildList>
</ClassificationNode></ClassificationNodeRootList></Classification></ClassificationList></JDBOR>
"""

GENES = """<?xml version="1.0" encoding="UTF-8"?>
<JDBOR date="2026-01-02"><DisorderList count="1"><Disorder id="1"><OrphaCode>991</OrphaCode><Name lang="en">Velmont disease, familial</Name>
<DisorderGeneAssociationList count="2">
<DisorderGeneAssociation><Gene id="1"><Name lang="en">velmin 1</Name><Symbol>VLM1</Symbol></Gene>
<DisorderGeneAssociationType id="1"><Name lang="en">Disease-causing germline mutation(s) in</Name></DisorderGeneAssociationType></DisorderGeneAssociation>
<DisorderGeneAssociation><Gene id="2"><Name lang="en">velmin 2</Name><Symbol>VLM2</Symbol></Gene>
<DisorderGeneAssociationType id="2"><Name lang="en">Candidate gene tested in</Name></DisorderGeneAssociationType></DisorderGeneAssociation>
</DisorderGeneAssociationList></Disorder></DisorderList></JDBOR>
"""

PREVALENCE = """<?xml version="1.0" encoding="UTF-8"?>
<JDBOR date="2026-01-02"><DisorderList count="1"><Disorder id="1"><OrphaCode>991</OrphaCode><Name lang="en">Velmont disease, familial</Name>
<PrevalenceList count="3">
<Prevalence id="1"><PrevalenceType id="1"><Name lang="en">Point prevalence</Name></PrevalenceType>
 <PrevalenceClass id="1"><Name lang="en">1-9 / 100 000</Name></PrevalenceClass><ValMoy>5.0</ValMoy>
 <PrevalenceGeographic id="1"><Name lang="en">Europe</Name></PrevalenceGeographic>
 <PrevalenceValidationStatus id="1"><Name lang="en">Validated</Name></PrevalenceValidationStatus></Prevalence>
<Prevalence id="2"><PrevalenceType id="2"><Name lang="en">Cases/families</Name></PrevalenceType><ValMoy>12.0</ValMoy>
 <PrevalenceGeographic id="2"><Name lang="en">Worldwide</Name></PrevalenceGeographic></Prevalence>
<Prevalence id="3"><PrevalenceType id="1"><Name lang="en">Point prevalence</Name></PrevalenceType>
 <PrevalenceClass id="3"><Name lang="en">Unknown</Name></PrevalenceClass><ValMoy>0.0</ValMoy></Prevalence>
</PrevalenceList></Disorder></DisorderList></JDBOR>
"""

AGES = """<?xml version="1.0" encoding="UTF-8"?>
<JDBOR date="2026-01-02"><DisorderList count="1"><Disorder id="1"><OrphaCode>991</OrphaCode><Name lang="en">Velmont disease, familial</Name>
<AverageAgeOfOnsetList count="1"><AverageAgeOfOnset id="1"><Name lang="en">Infancy</Name></AverageAgeOfOnset></AverageAgeOfOnsetList>
<TypeOfInheritanceList count="2"><TypeOfInheritance id="1"><Name lang="en">Autosomal recessive</Name></TypeOfInheritance>
<TypeOfInheritance id="2"><Name lang="en">Unknown</Name></TypeOfInheritance></TypeOfInheritanceList>
</Disorder></DisorderList></JDBOR>
"""

ANNOTATIONS = "\n".join(
    ["#description: made up", "#version: 2025-01-16"]
    + ["\t".join(row) for row in (
        ("database_id", "disease_name", "qualifier", "hpo_id", "reference", "evidence", "onset", "frequency", "sex", "modifier", "aspect", "biocuration"),
        ("ORPHA:991", "Velmont disease, familial", "", "HP:0000011", "PMID:1", "PCS", "", "HP:0040281", "", "", "P", "x"),
        ("ORPHA:991", "Velmont disease, familial", "", "HP:0000012", "PMID:1", "PCS", "", "1/8", "", "", "P", "x"),
        ("ORPHA:991", "Velmont disease, familial", "", "HP:0000012", "PMID:2", "PCS", "", "3/4", "", "", "P", "x"),
        ("ORPHA:991", "Velmont disease, familial", "", "HP:0000013", "PMID:1", "PCS", "", "", "MALE", "", "P", "x"),
        ("ORPHA:991", "Velmont disease, familial", "NOT", "HP:0000014", "PMID:1", "PCS", "", "", "", "", "P", "x"),
        ("ORPHA:991", "Velmont disease, familial", "", "HP:0000015", "PMID:1", "PCS", "", "0/9", "", "", "P", "x"),
        ("ORPHA:991", "Velmont disease, familial", "", "HP:0000016", "PMID:1", "PCS", "", "HP:0040285", "", "", "P", "x"),
        ("ORPHA:991", "Velmont disease, familial", "", "HP:0000020", "PMID:1", "PCS", "", "", "", "", "C", "x"),
        ("ORPHA:991", "Velmont disease, familial", "", "HP:0000021", "PMID:1", "PCS", "", "", "", "", "C", "x"),
        ("ORPHA:991", "Velmont disease, familial", "", "HP:0000007", "PMID:1", "PCS", "", "", "", "", "I", "x"),
    )]
)  # fmt: skip

SIGNS = """format-version: 1.2
data-version: hp/releases/2025-01-16
synonymtypedef: layperson "layperson term"
ontology: hp.obo
""" + "".join(
    f"\n[Term]\nid: HP:{number}\nname: {name}\n{more}"
    for number, name, more in (
        ("0000011", "Velmomegaly", 'synonym: "Enlarged velm" EXACT layperson []\n'),
        ("0000012", "Stiff velms", 'synonym: "Stiff velms" EXACT layperson []\n'),
        ("0000013", "Blue velms", 'synonym: "Velm trouble" RELATED layperson []\n'),
        ("0000014", "Green velms", ""),
        ("0000015", "Red velms", ""),
        ("0000016", "Grey velms", ""),
        ("0003674", "Onset", ""),
        ("0000020", "Juvenile onset", "is_a: HP:0003674 ! Onset\n"),
        ("0000021", "Death in childhood", ""),
        ("0000007", "Autosomal recessive inheritance", ""),
    )
)  # fmt: skip

DISEASE_GENES = (
    "ncbi_gene_id\tgene_symbol\thpo_id\thpo_name\tfrequency\tdisease_id\n1\tVLM1\tHP:0000011\tx\t-\tORPHA:991\n"
)


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
        ("a.obo", OBO, "obo"),
        ("b.json", json.dumps(ORDO), "obograph"),
        ("c.xml", NAMES, "orphadata"),
        ("d.xml", HIERARCHY, "orphadata"),
        ("e.hpoa", ANNOTATIONS, "hpo"),
        ("f.obo", SIGNS, "hpo"),
        ("g.txt", DISEASE_GENES, "hpo"),
    ],
)
def test_the_form_is_recognised_by_what_stands_in_the_file(write: Write, name: str, text: str, form: str) -> None:
    assert [one.name for one in sort_files([write(name, text)]).by_form] == [form]


def test_an_obo_catalogue_gives_names_numbers_text_and_genes(engine: Engine, write: Write) -> None:
    (report,) = bring(engine, write("mondo.obo", OBO))
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


def test_a_broken_obo_file_is_rejected_with_its_line(engine: Engine, write: Write) -> None:
    path = write("mondo.obo", OBO.replace("is_obsolete: true", "is_obsolete true"))
    (report,) = bring(engine, path)
    ((_, reason),) = report.ingest.rejected
    assert f"{path}, line 31: this is no OBO" in reason
    assert KnowledgeStore(engine).list() == []


def test_an_obo_graph_gives_hierarchy_genes_and_lists(engine: Engine, write: Write) -> None:
    (report,) = bring(engine, write("ordo.json", json.dumps(ORDO)))
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
    texts = {"1.xml": NAMES, "3.xml": HIERARCHY, "6.xml": GENES, "9p.xml": PREVALENCE, "9a.xml": AGES}
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
        (NAMES.replace("</JDBOR>", ""), "this is no XML"),
        (NAMES.replace("<JDBOR", '<!DOCTYPE x [<!ENTITY e "e">]><JDBOR', 1), "declares a document type or entities"),
        (NAMES.replace('lang="en"', 'lang="fr"'), "no condition with an English name"),
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
        write("phenotype.hpoa", ANNOTATIONS),
        write("hp.obo", SIGNS),
        write("genes_to_phenotype.txt", DISEASE_GENES),
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
    paths[0].write_text(ANNOTATIONS.replace("HP:0000016", "HP:9999999"))
    (report,) = bring(engine, *paths)
    assert f"{paths[0]}, line 10: hp.obo has no sign HP:9999999" in report.ingest.rejected[0][1]


def all_files(write: Write) -> list[Path]:
    texts = {"mondo.obo": OBO, "ordo.json": json.dumps(ORDO), "1.xml": NAMES, "3.xml": HIERARCHY, "6.xml": GENES}
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
        assert not (report.ingest.new or report.ingest.changed or report.ingest.rejected)
    assert KnowledgeStore(engine).revision() == revision


def test_an_import_of_a_catalogue_is_taken_back(engine: Engine, write: Write) -> None:
    from knowledge.ingest import undo_import

    (first,) = bring(engine, write("ordo.json", json.dumps(ORDO)))
    (second,) = bring(engine, *hpo_files(write))
    undo_import(engine, second.ingest.import_run or 0)
    assert "Reported signs (how frequent)" not in bodies(engine)
    undo_import(engine, first.ingest.import_run or 0)
    store = KnowledgeStore(engine)
    assert (store.list(), store.members()) == ([], {})


def test_slices_of_the_real_files_are_read(engine: Engine, shared_dir: Path, tmp_path: Path) -> None:
    """The first entries of the real files, so that a change of their form is noticed."""
    import gzip

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
