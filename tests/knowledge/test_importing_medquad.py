"""MedQuAD's documents become records that show the same words."""

from __future__ import annotations

import html
import re
import time
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from knowledge.importers.errors import ImportRejected
from knowledge.importers.medquad import MedquadDocument, read_document
from knowledge.importers.medquad_names import fill_in, find_repairs
from knowledge.importers.medquad_symptoms import split_rows
from knowledge.importers.medquad_text import escape_markdown, lay_out, split_leading_question, strip_markers
from knowledge.records import CITATION_MARKER, Identifiers, Reference, Source, check_record

GARD_URL = "https://rarediseases.info.nih.gov/gard/990/velmont-syndrome"
INTRODUCTION = "The Human Phenotype Ontology provides the following list of signs."
HEADER = "Signs and Symptoms Approximate number of patients (when available)"
EXPLANATION = (
    "The Human Phenotype Ontology (HPO) has collected information. "
    "In these cases, the sign or symptom may be rare or common."
)
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])

Pair = tuple[str, str]


def write_document(
    path: Path,
    pairs: list[Pair],
    *,
    name: str = "Velmont syndrome",
    url: str = GARD_URL,
    source: str = "GARD",
    synonyms: tuple[str, ...] = (),
    cuis: tuple[str, ...] = (),
) -> Path:
    """Write a document in the shape of MedQuAD's, each pair a question type and an answer."""
    questions = "".join(
        f'<QAPair pid="{number}"><Question qid="1-{number}" qtype={quoteattr(kind)}>Q ?</Question>'
        f"<Answer>{escape(answer)}</Answer></QAPair>\n"
        for number, (kind, answer) in enumerate(pairs, start=1)
    )
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<Document id="1" source={quoteattr(source)} url={quoteattr(url)}>\n<Focus>{escape(name)}</Focus>\n'
        f"<FocusAnnotations><UMLS><CUIs>{''.join(f'<CUI>{cui}</CUI>' for cui in cuis)}</CUIs></UMLS>\n"
        f"<Synonyms>{''.join(f'<Synonym>{escape(synonym)}</Synonym>' for synonym in synonyms)}</Synonyms>\n"
        f"</FocusAnnotations>\n<QAPairs>{questions}</QAPairs>\n</Document>\n",
        encoding="utf-8",
    )
    return path


def words_shown(markdown: str) -> list[str]:
    """List the words that a reader sees once the Markdown is rendered."""
    rendered = MARKDOWN.render(markdown)
    assert set(re.findall(r"<(\w+)", rendered)) <= {"p", "ul", "li"}
    return html.unescape(re.sub(r"</?(?:p|ul|li)>", " ", rendered)).split()


def test_a_document_becomes_a_record(tmp_path: Path) -> None:
    path = write_document(
        tmp_path / "1.xml",
        [("information", "Velmont syndrome affects the hair."), ("causes", "It is not known.")],
        synonyms=("VLS", "velmont  Syndrome", "vls", " ", "Hair of Velmont"),
        cuis=("C0000001", "", "C0000002", "C0000001"),
    )
    record = read_document(path).record
    assert (record.name, record.slug, record.url) == ("Velmont syndrome", "velmont-syndrome", GARD_URL)
    assert record.synonyms == ("VLS", "Hair of Velmont")
    assert record.identifiers == Identifiers(gard=990, umls=("C0000001", "C0000002"))
    assert [(section.type, section.question, section.body) for section in record.sections] == [
        ("overview", "What is Velmont syndrome?", "Velmont syndrome affects the hair."),
        ("causes", "What causes Velmont syndrome?", "It is not known."),
    ]
    first = record.sections[0]
    assert first.last_updated is None
    assert first.source == Source("MedQuAD (Genetic and Rare Diseases Information Center)", GARD_URL, "CC BY 4.0")
    citation = "Velmont syndrome. Genetic and Rare Diseases Information Center (GARD), as collected in MedQuAD."
    assert first.references == (Reference(1, citation, GARD_URL),)


def test_a_name_that_the_answers_write_small_is_small_within_a_question(tmp_path: Path) -> None:
    path = write_document(tmp_path / "1.xml", [("information", "People with velmont syndrome are well.")])
    assert read_document(path).record.sections[0].question == "What is velmont syndrome?"


def test_documents_of_other_sites_are_read_too(tmp_path: Path) -> None:
    path = tmp_path / "9.xml"
    path.write_text(
        '<Document source="GHR" url="https://ghr.nlm.nih.gov/condition/velmont-syndrome">'
        "<Focus>Velmont syndrome</Focus>"
        "<UMLS><CUI></CUI></UMLS><QAPairs>"
        '<QAPair><Question qtype="genetic changes">Q ?</Question><Answer>A gene changes.</Answer></QAPair>'
        '<QAPair><Question qtype="frequency">Q ?</Question><Answer>One in a million.</Answer></QAPair>'
        '<QAPair><Question qtype="brand names">Q ?</Question><Answer>Velmontin</Answer></QAPair>'
        "<QAPair><Answer>An answer to nothing.</Answer></QAPair>"
        '<QAPair><Question qtype="usage">Q ?</Question><Answer></Answer></QAPair>'
        "</QAPairs></Document>"
    )
    document = read_document(path)
    assert document.record.identifiers == Identifiers()
    assert document.record.slug == "velmont-syndrome"
    assert [section.type for section in document.record.sections] == ["causes", "frequency"]
    assert document.record.sections[0].source.name == "MedQuAD (Genetics Home Reference)"
    assert document.counts.unknown_question_types == Counter({"brand names": 1, "(none)": 1})
    assert document.counts.empty_answers == 1


def test_an_address_without_the_name_gives_no_slug(tmp_path: Path) -> None:
    url = "https://www.cancer.gov/types/hair/patient/velmont-treatment-pdq"
    path = write_document(tmp_path / "1.xml", [], name="Velmont's Tumor", url=url, source="CancerGov")
    assert read_document(path).record.slug == "velmonts-tumor"


@pytest.mark.parametrize(
    ("part", "slug"), [("velmont---anomaly", "velmont-anomaly"), ("velmont-anomaly-", "velmont-anomaly")]
)
def test_a_slug_has_single_hyphens(tmp_path: Path, part: str, slug: str) -> None:
    path = write_document(tmp_path / "1.xml", [], url=f"https://rarediseases.info.nih.gov/gard/1/{part}")
    assert read_document(path).record.slug == slug


def test_several_answers_of_one_type_stay_in_order(tmp_path: Path) -> None:
    path = write_document(tmp_path / "1.xml", [("treatment", "Rest."), ("causes", "Cold."), ("treatment", "Warmth.")])
    assert [section.body for section in read_document(path).record.sections] == ["Rest.", "Cold.", "Warmth."]


def test_a_document_without_answers_still_gives_its_names(tmp_path: Path) -> None:
    path = write_document(tmp_path / "1.xml", [("causes", ""), ("treatment", "How is it treated?")], synonyms=("VLS",))
    document = read_document(path)
    assert (document.record.sections, document.record.synonyms) == ((), ("VLS",))
    assert (document.counts.empty_answers, document.counts.headings_without_answer) == (1, 1)


@pytest.mark.parametrize(
    ("answer", "question", "text"),
    [
        ("What causes V1.2 loss ? In many cases, cold.", "What causes V1.2 loss?", "In many cases, cold."),
        ("How is it found? What tests help? A scan.", "How is it found?", "What tests help? A scan."),
        ("How is it found? What tests help?", "How is it found?", ""),
        ("Velmont syndrome is rare. Is it inherited? No.", None, "Velmont syndrome is rare. Is it inherited? No."),
        ("Is inherited in families. What else? Cold.", None, "Is inherited in families. What else? Cold."),
        ("Cold? Nobody knows.", None, "Cold? Nobody knows."),
    ],
)
def test_only_a_genuine_leading_question_is_taken_off(answer: str, question: str | None, text: str) -> None:
    assert split_leading_question(answer) == (question, text)


def test_a_damaged_name_is_repaired_from_the_address(tmp_path: Path) -> None:
    path = write_document(
        tmp_path / "1.xml",
        [("causes", "What causes Mrn's ataxia? Mrn's ataxia comes with age.")],
        name="Mrn's ataxia",
        url="https://rarediseases.info.nih.gov/gard/5/merens-ataxia",
        synonyms=("Meren's ataxia", "Late Mrn's ataxia"),
    )
    document = read_document(path)
    assert document.record.name == "Meren's ataxia"
    assert document.record.synonyms == ("Late Meren's ataxia",)
    assert document.record.sections[0].question == "What causes Meren's ataxia?"
    assert document.record.sections[0].body == "Mrn's ataxia comes with age."
    assert document.counts.repaired_names == {
        "Mrn's ataxia": "Meren's ataxia",
        "Late Mrn's ataxia": "Late Meren's ataxia",
    }


@pytest.mark.parametrize(
    ("names", "address", "answers", "repairs"),
    [
        (["KolbrandVetle disease"], "kolbrand-vetle-disease", [], {"KolbrandVetle": "Kolbrand-Vetle"}),
        (["Brfeld syndrome"], "burfeld-syndrome", [], {"Brfeld": "Burfeld"}),
        (["Burfeld tumor", "Growth of Brfeld"], "", [], {"Brfeld": "Burfeld"}),
        (["Tumor", "Growth of Brfeld"], "tumor", ["It is named after Burfeld."], {"Brfeld": "Burfeld"}),
        (["Spots", "Brown caf au lait spots"], "spots", ["They are cafe-au-lait spots."], {"caf": "cafe"}),
        # Two spellings that are both in use are no damage.
        (["Mobfeld syndrome", "Moebfeld syndrome"], "mobfeld-syndrome", [], {}),
        (["Danfeld disease", "Dannfeld disease"], "danfeld-disease", [], {}),
        (["Gill syndrome"], "gill-syndromes", [], {}),
        (["Sen syndrome"], "sen-syndrome", ["It is seen early."], {}),
        (["VLS", "Growth of Brfeld"], "vls", [], {}),
        (["Tumor at the neck"], "tumor-at-the-neck", ["They ate the berries."], {}),
    ],
)
def test_names_are_repaired_only_where_the_document_shows_how(
    names: list[str], address: str, answers: list[str], repairs: dict[str, str]
) -> None:
    assert find_repairs(names, address, answers).words == repairs


@pytest.mark.parametrize(
    ("word", "whole", "filled"),
    [
        ("Mrn's", "merens", "Meren's"),
        ("caf", "cafe", "cafe"),
        ("syndrome", "syndromes", None),
        ("loss", "loss", None),
        ("bx", "baeioux", None),
        ("cart", "crat", None),
    ],
)
def test_filling_in_lost_letters(word: str, whole: str, filled: str | None) -> None:
    assert fill_in(word, whole) == filled


@pytest.mark.parametrize(
    ("answer", "rest", "count"),
    [
        ("It is cold.[1][2] People rest. [3] [4]", "It is cold. People rest.", 4),
        ("These help:[9440] Rest", "These help: Rest", 1),
        ("It is cold[1], or wet [2,3].", "It is cold, or wet.", 2),
        ("It is cold.[12267]People rest.", "It is cold.People rest.", 1),
        ("Loss [sic] of [4Fe-4S] and bicyclo[222]octane [ti] [18F]", None, 0),
        ("See [1](https://example.org) and [2]benzopyran", None, 0),
    ],
)
def test_citation_markers_are_stripped(answer: str, rest: str | None, count: int) -> None:
    assert strip_markers(answer) == (answer if rest is None else rest, count)


def test_a_number_in_brackets_that_stays_is_no_marker(tmp_path: Path) -> None:
    path = write_document(tmp_path / "1.xml", [("causes", "Too much bicyclo[222]octane.[1]")])
    document = read_document(path)
    body = document.record.sections[0].body
    assert not CITATION_MARKER.search(body)
    assert words_shown(body) == ["Too", "much", "bicyclo[222]octane."]
    assert document.counts.markers_stripped == 1


def test_a_symptom_table_becomes_a_list(tmp_path: Path) -> None:
    table = (
        "Aplasia/Hypoplasia of the nails 90% 2-3 toe syndactyly - X-linked inheritance - Spikes (>3.5 Hz) 7.5% "
        "11 pairs of ribs 25/25 Yellow nails 2 of 4 Tumor % Flat 5th finger 50%-60% Pain - "
    )
    answer = f"What are the signs? People feel cold. {INTRODUCTION} {HEADER} {table}{EXPLANATION} More is known."
    document = read_document(write_document(tmp_path / "1.xml", [("symptoms", answer)]))
    assert document.record.sections[0].question == "What are the signs?"
    assert document.record.sections[0].body.split("\n\n") == [
        "People feel cold.",
        INTRODUCTION,
        HEADER,
        (
            "- Aplasia/Hypoplasia of the nails 90%\n- 2-3 toe syndactyly\n- X-linked inheritance\n"
            "- Spikes (>3.5 Hz) 7.5%\n"
            "- 11 pairs of ribs 25/25\n- Yellow nails 2 of 4\n- Tumor %\n- Flat 5th finger 50%-60%\n- Pain"
        ),
        EXPLANATION,
        "More is known.",
    ]
    assert document.counts.symptom_tables == 1


def test_a_table_that_does_not_end_in_a_row_is_left_as_it_is(tmp_path: Path) -> None:
    answer = f"{INTRODUCTION} {HEADER} Yellow nails 90% Pain {EXPLANATION}"
    document = read_document(write_document(tmp_path / "1.xml", [("symptoms", answer)]))
    assert document.record.sections[0].body == answer
    assert (document.counts.symptom_tables, document.counts.symptom_tables_left) == (0, 1)


FIRST_WORDS = st.sampled_from(["Aplasia/Hypoplasia", "X-linked", "Pain", "EMG:", "2-3", "IgG4-related", "Xq28"])
LATER_WORDS = st.sampled_from(["of", "the", "5th", "finger", "(>3.5", "Hz)", "nails,", "g/dL", "type-2b"])
SYMPTOMS = st.builds(lambda first, later: " ".join([first, *later]), FIRST_WORDS, st.lists(LATER_WORDS, max_size=4))
FREQUENCIES = st.sampled_from(["-", "90%", "7.5%", "25/25", "2 of 4", "%"])


@given(st.lists(st.tuples(SYMPTOMS, FREQUENCIES), min_size=1, max_size=30))
def test_the_rows_of_a_table_are_found_again(rows: list[Pair]) -> None:
    run_on = " ".join(f"{symptom} {frequency}" for symptom, frequency in rows)
    assert split_rows(run_on) == tuple(f"{symptom} {often}".removesuffix(" -") for symptom, often in rows)


def test_lines_wide_gaps_and_dashes_part_paragraphs_and_lists() -> None:
    answer = (
        "Key Points\n                    - Velmont is rare.    -  It affects hair.\n                \n"
        "   Other people  are well.\n\nCare for the hair by         -  rest     - warmth          Ask a doctor."
    )
    assert lay_out(answer)[0].split("\n\n") == [
        "Key Points",
        "- Velmont is rare.\n- It affects hair.",
        "Other people are well.",
        "Care for the hair by",
        "- rest\n- warmth",
        "Ask a doctor.",
    ]


@pytest.mark.parametrize(
    ("line", "escaped"),
    [
        ("# cold", "\\# cold"),
        ("1. cold", "1\\. cold"),
        ("- cold", "\\- cold"),
        ("-cold", "-cold"),
        ("> cold", "\\> cold"),
        ("a * b, c** d", "a * b, c\\*\\* d"),
        ("_cold_ https://example.org/a_b_c.html#top", "\\_cold\\_ https://example.org/a_b_c.html#top"),
        ("<b> (<10 %) &amp; AT&T", "\\<b> (<10 %) \\&amp; AT&T"),
        ("[a](b) [a]: b [sic] [1]", "[a\\](b) [a\\]: b [sic] [1\\]"),
        ("a \\* b ` ~~c~~ ~9%", "a \\\\\\* b \\` \\~\\~c\\~\\~ ~9%"),
    ],
)
def test_only_what_markdown_would_read_as_markup_is_escaped(line: str, escaped: str) -> None:
    assert escape_markdown(line) == escaped
    assert words_shown(escaped) == line.split()


PRINTABLE = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=60)


@given(PRINTABLE.map(lambda text: " ".join(text.split())))
def test_escaped_text_shows_the_same_words_and_nothing_else(text: str) -> None:
    assert words_shown(escape_markdown(text)) == text.split()
    assert words_shown(f"- {escape_markdown(text)}\n- end") == [*text.split(), "end"]


@given(
    st.lists(st.sampled_from(["*", "_", "-", "1.", "#", "[1]", "](", "]:", "`", "<b>", "&amp;", "\\", "a", " ", "~"]))
)
def test_text_made_of_markup_shows_the_same_words(pieces: list[str]) -> None:
    text = " ".join("".join(pieces).split())
    assert words_shown(escape_markdown(text)) == text.split()


@pytest.mark.parametrize(
    ("content", "line", "problem"),
    [
        ("<Document>\n<Focus>Velmont\n</Document>", 3, "this is no XML"),
        ("", 1, "this is no XML"),
        ('<?xml version="1.0"?>\n<!DOCTYPE d [<!ENTITY a "b">]>\n<Document/>', 2, "a document type or entities"),
        ("<Answers/>", None, "does not begin with <Document>"),
        ('<Document url="https://example.org/"><Focus> </Focus></Document>', None, "does not name its condition"),
        ("<Document><Focus>Velmont</Focus></Document>", None, "does not give the address"),
        ('<Document url="javascript:x"><Focus>Velmont</Focus></Document>', None, "not one of the web"),
        ('<Document url="https://example.org/"><Focus>--</Focus></Document>', None, "slug"),
        ('<?xml version="1.0" encoding="no-such"?><Document/>', None, "cannot be read"),
    ],
)
def test_a_bad_document_is_rejected(tmp_path: Path, content: str, line: int | None, problem: str) -> None:
    path = tmp_path / "bad.xml"
    path.write_text(content)
    with pytest.raises(ImportRejected) as rejected:
        read_document(path)
    assert (rejected.value.path, rejected.value.line) == (path, line)
    where = f"{path}, line {line}: " if line else f"{path}: "
    assert str(rejected.value).startswith(where)
    assert problem in rejected.value.problem
    assert str(rejected.value).endswith(f". Remedy: {rejected.value.remedy}")


def test_a_missing_document_is_rejected(tmp_path: Path) -> None:
    with pytest.raises(ImportRejected, match="cannot be read"):
        read_document(tmp_path / "none.xml")


@pytest.fixture(scope="module")
def collection(shared_dir: Path) -> dict[Path, MedquadDocument]:
    """Read all of the documents that are here, in the time that an import may take."""
    start = time.perf_counter()
    folder = shared_dir / "data" / "MedQuAD" / "2_GARD_QA"
    documents = {path: read_document(path) for path in sorted(folder.glob("*.xml"))}
    assert time.perf_counter() - start < 30
    return documents


def test_the_whole_collection_is_read(collection: dict[Path, MedquadDocument]) -> None:
    counts = [document.counts for document in collection.values()]
    sections = Counter(section.type for document in collection.values() for section in document.record.sections)
    assert len(collection) == 2685
    assert sections == {
        "overview": 1389,
        "symptoms": 2364,
        "treatment": 551,
        "causes": 438,
        "inheritance": 348,
        "diagnosis": 282,
    }
    assert sum(count.empty_answers for count in counts) == 5
    assert sum(count.headings_without_answer for count in counts) == 17
    assert sum(count.markers_stripped for count in counts) == 56
    assert sum(count.symptom_tables for count in counts) == 2243
    assert sum(count.symptom_tables_left for count in counts) == 0
    assert sum(len(count.repaired_names) for count in counts) == 16
    assert not any(count.unknown_question_types for count in counts)
    assert len({document.record.slug for document in collection.values()}) == 2685
    assert len({document.record.identifiers.gard for document in collection.values()}) == 2685


def test_every_record_of_the_collection_may_enter_the_store(collection: dict[Path, MedquadDocument]) -> None:
    for document in collection.values():
        check_record(document.record)
        assert not any(CITATION_MARKER.search(section.body) for section in document.record.sections)


def test_every_section_shows_the_words_of_its_answer(collection: dict[Path, MedquadDocument]) -> None:
    for path, document in collection.items():
        texts = []
        for answer in ElementTree.parse(path).getroot().iter("Answer"):
            _, text = split_leading_question(answer.text or "")
            if text.strip():
                texts.append(strip_markers(text)[0])
        assert len(texts) == len(document.record.sections)
        for text, section in zip(texts, document.record.sections, strict=True):
            shown, words = words_shown(section.body), text.split()
            if HEADER in text:
                shown, words = ([word for word in side if word != "-"] for side in (shown, words))
            assert shown == words, path


def test_no_row_of_a_symptom_table_is_absurd(collection: dict[Path, MedquadDocument]) -> None:
    bodies = [section.body for document in collection.values() for section in document.record.sections]
    rows = [line[2:] for body in bodies for line in body.splitlines() if line.startswith("- ")]
    assert len(rows) == 49920
    assert max(map(len, rows)) == 108
    assert min(map(len, rows)) == 4
    assert all(re.match(r"[A-Z]|\d+-(?:\d|[A-Z])|11 pairs", row) for row in rows)
