"""A list of a few words each is answered part by part: "gene, age of onset, tests?"."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.decision import Decider
from actions.reading import Reading
from actions.state import DialogueState
from bot.nlu.clauses import listed_parts
from knowledge.ingest import Document, ingest
from knowledge.records import Record, Section, Source
from knowledge.schema import migrate_store
from knowledge.store import KnowledgeStore
from rareguide.database import open_database
from rareguide.texts import load_texts
from rareguide.turn import Draft

SLUG = "velmont-syndrome"
SECTIONS = {
    "overview": "Velmont syndrome is a very rare condition in which the hands become stiff.",
    "causes": "Changes in the VLM1 gene cause it. The tendons lack a protein then.",
    "symptoms": "The first signs appear between the ages of 2 and 5. In women pregnancy makes the stiffness worse.",
    "inheritance": "It is inherited in an autosomal recessive manner.",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeStore:
    folder: Path = tmp_path_factory.mktemp("parts")
    engine = open_database(f"sqlite:///{folder / 'store.db'}")
    migrate_store(engine)
    sections = tuple(Section(name, name, body, Source("Larkfield Library")) for name, body in SECTIONS.items())
    ingest(engine, "content", "made up", [Document(SLUG, Record("Velmont syndrome", SLUG, sections))], is_whole=True)
    return KnowledgeStore(engine)


def answer(store: KnowledgeStore, parts: tuple[tuple[str, str], ...]) -> Draft:
    sections = tuple(section for _, section in parts if section)
    clauses = {section: part for part, section in parts if section}
    text = ", ".join(part for part, _ in parts)
    reading = Reading(text, f"ask_{sections[0]}", 0.9, sections, masked=text, clauses=clauses, parts=parts)
    return Decider(store, load_texts()).decide(reading, DialogueState(condition=SLUG))[0]


def highlights(draft: Draft) -> str:
    return " ".join(sentence for section in draft.sections for sentence in section["highlights"])


def test_each_part_is_answered_by_itself(store: KnowledgeStore) -> None:
    draft = answer(store, (("gene", "causes"), ("age of onset", "symptoms"), ("inheritance", "inheritance")))
    assert [section["section"] for section in draft.sections] == ["causes", "symptoms", "inheritance"]
    assert "VLM1" in highlights(draft)
    assert "between the ages" in highlights(draft)


@pytest.mark.parametrize("read_as", ["", "inheritance"])
def test_a_part_that_no_section_is_for_is_answered_by_the_sentences_that_say_it(
    store: KnowledgeStore, read_as: str
) -> None:
    draft = answer(store, (("causes", "causes"), ("pregnancy", read_as)))
    assert [section["section"] for section in draft.sections] == ["causes", "symptoms"]
    assert highlights(draft) == "In women pregnancy makes the stiffness worse."


def test_parts_that_nothing_answers_are_named(store: KnowledgeStore) -> None:
    draft = answer(store, (("inheritance", "inheritance"), ("football", ""), ("treatment", "treatment")))
    assert [section["section"] for section in draft.sections] == ["inheritance"]
    assert "I found nothing on this: “football”." in draft.text
    assert draft.missing == ("treatment",)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("xcondition then. gene + inheritance?", ("gene", "inheritance")),
        ("treatment? and pregnancy?", ("treatment", "pregnancy")),
        ("xcondition dz: gene, age of onset, tests?", ("gene", "age of onset", "tests")),
        ("carrier freq / how common?", ("carrier freq", "how common")),
        ("xcondition symptoms/causes", ("symptoms", "causes")),
        ("what about treatment and diet?", ("treatment", "diet")),
        ("is it inherited? and the cure", ()),
        ("my son, his eyes", ()),
        ("thanks, bye", ()),
        ("hi, xcondition", ()),
        ("x-linked", ()),
        ("what causes it and can it be treated", ()),
    ],
)
def test_what_is_a_list(text: str, parts: tuple[str, ...]) -> None:
    assert listed_parts(text) == parts


@pytest.mark.parametrize(
    "text", ["symptoms list. short please", "symptoms, and quick", "causes, keep it simple", "gene, thx"]
)
def test_how_an_answer_is_wished_for_is_no_part_of_a_list(text: str) -> None:
    assert listed_parts(text) == ()


def test_order_is_no_part_of_what_is_listed() -> None:
    assert listed_parts("treatment first, then genes") == ("treatment", "genes")
    assert listed_parts("gene, first signs, short stature") == ("gene", "first signs", "short stature")


def test_a_single_letter_of_a_list_is_not_said_to_be_missing(store: KnowledgeStore) -> None:
    """ "Gene untreated, M and F" names two sexes by a letter each."""
    draft = answer(store, (("gene", "causes"), ("m", ""), ("f", "")))
    assert "“m”" not in draft.text
    assert "VLM1" in highlights(draft)
