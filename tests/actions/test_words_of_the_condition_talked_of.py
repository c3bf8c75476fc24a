"""What is said while a condition is talked of: a word of the body or of its page is about it, and starts no other."""

from __future__ import annotations

import pytest

from actions.decision import Decider
from actions.reading import Reading
from actions.state import DialogueState
from knowledge.context_rules import MAYBE_TOPIC, TOPIC
from knowledge.ingest import Document, ingest
from knowledge.masking import PLACEHOLDER
from knowledge.records import Record, Section, Source, slugify
from knowledge.schema import migrate_store
from knowledge.store import KnowledgeStore
from rareguide.database import open_database
from rareguide.texts import load_texts
from rareguide.turn import Draft

SOURCE = Source("Larkfield Library", "https://larkfield.example", "CC BY 4.0")
PAGES = {
    "Hereditary tarnema": {
        "treatment": "Quelvinert, a medicine, stops sudden attacks. The lungs are looked at each year."
    },
    "Quelvarosis": {"overview": "Quelvarosis is another illness."},
    "Lung velmont": {"overview": "On lung velmont."},
    "Lung ostrava": {"overview": "On lung ostrava."},
    "Bolmer syndrome": {"overview": "There are three types: loosejointed, vascular and classic. VLM4 is the gene."},
    "Bolmer syndrome type 1": {"complications": "Tumors may grow."},
    "Juvenile Bolmer syndrome": {"overview": "It begins early."},
    "VLM4 duplication syndrome": {"overview": "On the duplication."},
    "Velmar palsy": {"overview": "On velmar palsy."},
    "Velmar palsy type 1A": {"overview": "On type 1A."},
    "Dibrane deficiency": {"overview": "It is inherited from both parents."},
}
TARNEMA, QUELVAROSIS, VELMONT, OSTRAVA, BOLMER, _, _, DUPLICATION, _, _, DIBRANE = map(slugify, PAGES)


@pytest.fixture(scope="module")
def decider(tmp_path_factory: pytest.TempPathFactory) -> Decider:
    engine = open_database(f"sqlite:///{tmp_path_factory.mktemp('talked_of') / 'store.db'}")
    migrate_store(engine)
    documents = [
        Document(name, Record(name, slugify(name), tuple(Section(kind, f"What about the {kind}?", body, SOURCE)
                                                         for kind, body in page.items())))
        for name, page in PAGES.items()
    ]  # fmt: skip
    assert not ingest(engine, "content", "made up", documents, is_whole=True).rejected
    return Decider(KnowledgeStore(engine), load_texts())


def said(decider: Decider, reading: Reading, talked_of: str | None = TARNEMA) -> tuple[Draft, DialogueState]:
    return decider.decide(reading, DialogueState(condition=talked_of))


def highlights(draft: Draft) -> list[str]:
    return [sentence for section in draft.sections for sentence in section["highlights"]]


def word(text: str, name: str, standing: str = MAYBE_TOPIC) -> Reading:
    """Return "lungs?", which two conditions have in their names."""
    masked = text.replace(name, PLACEHOLDER)
    return Reading(text, "ask_overview", 0.6, candidates=(VELMONT, OSTRAVA), candidates_name=name,
                   candidates_match="part", named=name, standing=standing, masked=masked)  # fmt: skip


@pytest.mark.parametrize("text", ["lungs?", "what about lungs, they are not good", "tell me about the lungs"])
def test_an_organ_is_asked_about_in_the_condition_talked_of(decider: Decider, text: str) -> None:
    draft, state = said(decider, word(text, "lungs", TOPIC if "tell" in text else MAYBE_TOPIC))
    assert (draft.kind, state.condition) == ("answer", TARNEMA)
    assert highlights(draft) == ["The lungs are looked at each year."]


def test_a_page_without_the_organ_says_so_and_stays_the_one_talked_of(decider: Decider) -> None:
    draft, state = said(decider, word("spleen?", "spleen"))
    assert (draft.kind, state.condition) == ("no_answer", TARNEMA)
    assert "“spleen”" in draft.text


def test_another_illness_by_name_is_asked_about_still(decider: Decider) -> None:
    draft, state = said(decider, word("no, I mean lung cancer", "lung cancer", TOPIC))
    assert (draft.kind, state.condition) == ("clarify", None)


def unknown(text: str, name: str, guesses: tuple[str, ...]) -> Reading:
    return Reading(text, "ask_own_diagnosis", 0.2, unknown_name=name, guesses=guesses, named=name,
                   standing=MAYBE_TOPIC, masked=text.replace(name, PLACEHOLDER))  # fmt: skip


def test_a_medicine_of_the_page_is_no_mistyped_condition(decider: Decider) -> None:
    draft, state = said(decider, unknown("quelvinert, is it good?", "quelvinert", (QUELVAROSIS,)))
    assert (highlights(draft), state.condition) == (["Quelvinert, a medicine, stops sudden attacks."], TARNEMA)


def test_what_is_only_spelled_like_a_condition_is_not_offered_it(decider: Decider) -> None:
    draft, state = said(decider, unknown("quelvanest?", "quelvanest", (QUELVAROSIS,)))
    assert (draft.kind, state.condition) == ("no_answer", TARNEMA)
    assert "Quelvarosis" not in [option.title for option in draft.options]


def test_a_denied_condition_is_not_answered_and_a_short_form_is_the_one_talked_of(decider: Decider) -> None:
    text = "no quelvarosis!! a medicine for tarnema"
    reading = Reading(text, "correct_condition", 0.6, ("treatment",), conditions=(QUELVAROSIS,), candidates=(TARNEMA,),
                      candidates_name="tarnema", candidates_match="part", listed=(QUELVAROSIS,),
                      masked=f"no {PLACEHOLDER}!! a medicine for {PLACEHOLDER}")  # fmt: skip
    draft, state = said(decider, reading)
    assert state.condition == TARNEMA
    assert {section["condition"]["slug"] for section in draft.sections} == {TARNEMA}


def test_a_gene_that_no_page_has_is_not_answered_by_the_condition_talked_of(decider: Decider) -> None:
    draft, _ = said(decider, Reading("QLV9?", "ask_inheritance", 0.9, ("inheritance",), term="QLV9", masked="qlv9?"))
    assert (draft.kind, draft.sections) == ("no_answer", ())
    assert "“QLV9”" in draft.text


def test_a_gene_that_one_name_holds_leads_to_the_pages_that_name_it_too(decider: Decider) -> None:
    asked = Reading("VLM4", "name_condition", 0.9, candidates=(DUPLICATION,), candidates_name="VLM4",
                    candidates_match="part", named="VLM4", masked=PLACEHOLDER)  # fmt: skip
    draft, _ = said(decider, asked, None)
    assert [option.title for option in draft.options] == ["VLM4 duplication syndrome", "Bolmer syndrome"]


@pytest.mark.parametrize(
    ("name", "kind", "text"),
    [
        ("bolmer guardianship", "no_answer", "“guardianship”"),
        ("loosejointed bolmer", "answer", "no page of its own about “loosejointed bolmer”"),
        ("bolmer gene", "answer", ""),
        ("bolmer-like illness", "clarify", "“bolmer-like illness”"),
        ("infantile bolmer", "clarify", "“infantile bolmer”"),
    ],
)
def test_what_stands_beside_a_name_is_a_topic_a_type_or_another_condition(
    decider: Decider, name: str, kind: str, text: str
) -> None:
    asked = Reading(name, "name_condition", 0.9, unknown_name=name, guesses=(BOLMER,), named=name, masked=PLACEHOLDER)
    draft, state = said(decider, asked, None)
    assert draft.kind == kind
    assert text in draft.text
    assert state.condition == (None if kind == "clarify" else BOLMER)


def test_a_topic_beside_a_known_name_that_its_page_lacks_is_said_to_be_lacking(decider: Decider) -> None:
    asked = Reading("bolmer travel", "name_condition", 0.9, conditions=(BOLMER,), masked=f"{PLACEHOLDER} travel")
    draft, _ = said(decider, asked, None)
    assert (draft.kind, "“travel”" in draft.text) == ("no_answer", True)


def test_a_correction_is_no_topic(decider: Decider) -> None:
    asked = Reading("no wait bolmer", "name_condition", 0.9, conditions=(BOLMER,), masked=f"no wait {PLACEHOLDER}")
    assert said(decider, asked)[0].kind == "answer"


def dibrane(text: str, intent: str, *sections: str) -> Reading:
    return Reading(text, intent, 0.9, sections, candidates=(DIBRANE,), candidates_name="PQU", candidates_match="part",
                   named="PQU", masked=text.replace("PQU", PLACEHOLDER))  # fmt: skip


def test_related_pages_are_not_taken_for_one_that_is_not_there(decider: Decider) -> None:
    """ "Atypical PQU" is another name of a deficiency, and the store has no page on PQU itself."""
    draft, state = said(decider, dibrane("PQU", "name_condition"), None)
    assert "no page about “PQU” itself" in draft.text

    unsure, _ = decider.decide(Reading("I don't know", "type_unknown", 0.9, masked="i don't know"), state)
    assert "no information about “PQU”" in unsure.text


def test_the_narrower_page_is_offered_where_it_has_what_is_asked(decider: Decider) -> None:
    asked = Reading("bolmer, can it give tumors", "ask_complications", 0.9, ("complications",), conditions=(BOLMER,),
                    masked=f"{PLACEHOLDER}, can it give tumors")  # fmt: skip
    assert "Bolmer syndrome type 1" in said(decider, asked, None)[0].text

    young = Reading(
        "bolmer in children", "name_condition", 0.9, conditions=(BOLMER,), masked=f"{PLACEHOLDER} in children"
    )
    assert "Juvenile Bolmer syndrome" in said(decider, young, None)[0].text


def test_an_illness_that_others_are_called_by_is_offered_beside_the_one_talked_of(decider: Decider) -> None:
    """ "Tarnosis?" may be a sign of the condition talked of, or another one."""
    draft, state = said(decider, word("tarnosis?", "tarnosis"))
    assert (draft.kind, state.condition) == ("clarify", TARNEMA)
    assert [option.title for option in draft.options] == ["Lung velmont", "Lung ostrava"]


@pytest.mark.parametrize(("text", "kind"), [("quelvinert?", "answer"), ("zolbrinert?", "no_answer")])
def test_one_rare_word_is_of_no_other_language(decider: Decider, text: str, kind: str) -> None:
    draft, state = said(decider, Reading(text, "other_language", 0.9, language="it", masked=text))
    assert (draft.kind, state.condition) == (kind, TARNEMA)


def test_a_word_that_was_not_understood_is_looked_for_on_the_page_talked_of(decider: Decider) -> None:
    draft, _ = said(decider, Reading("lungs", "inform", 0.1, masked="lungs"))
    assert highlights(draft) == ["The lungs are looked at each year."]


def test_a_type_told_by_how_it_compares_is_chosen_from_the_types_there_are(decider: Decider) -> None:
    draft, _ = said(decider, Reading("the milder one", "inform", 0.1, masked="the milder one"), BOLMER)
    assert "does not say which type" in draft.text
    assert "Bolmer syndrome type 1" in [option.title for option in draft.options]


def test_of_two_types_named_the_one_without_a_page_is_said_to_have_none(decider: Decider) -> None:
    draft, _ = said(decider, Reading("1A and 2B", "inform", 0.1, masked="1a and 2b"), "velmar-palsy")
    assert draft.condition is not None
    assert draft.condition.slug == "velmar-palsy-type-1a"
    assert "no page about 2B" in draft.text


@pytest.mark.parametrize(("text", "intent"), [("ok sorry, thx", "thank"), ("good night, little robot", "goodbye")])
def test_thanks_and_a_goodbye_name_no_topic(decider: Decider, text: str, intent: str) -> None:
    draft, state = said(decider, Reading(text, intent, 0.25, term=text.split()[-1], masked=text))
    assert draft.kind == "smalltalk"
    assert draft.text == load_texts().say(f"utter_{intent}")
    assert state.condition == TARNEMA


def test_a_sign_behind_a_name_is_a_topic_and_no_other_name(decider: Decider) -> None:
    asked = Reading(
        "Bolmer coprolalia",
        "name_condition",
        0.9,
        unknown_name="Bolmer coprolalia",
        guesses=(BOLMER,),
        masked=PLACEHOLDER,
    )
    draft, _ = decider.decide(asked, DialogueState())
    assert draft.kind == "no_answer"
    assert "“coprolalia”" in draft.text


def test_who_says_that_they_have_it_asks_for_no_diagnosis(decider: Decider) -> None:
    masked = f"so i've got {PLACEHOLDER}, lucky me"
    told = Reading("so i've got Bolmer syndrome, lucky me", "ask_own_diagnosis", 0.8, sections=("diagnosis",),
                   own_case_sections=("diagnosis",), conditions=(BOLMER,), masked=masked)  # fmt: skip
    assert decider.decide(told, DialogueState())[0].kind == "answer"
    unsure = Reading(
        "could i have Bolmer syndrome?",
        "ask_own_diagnosis",
        0.8,
        conditions=(BOLMER,),
        masked=f"could i have {PLACEHOLDER}?",
    )
    assert decider.decide(unsure, DialogueState())[0].kind == "no_answer"


def test_what_is_meant_is_shown_and_what_is_denied_is_not(decider: Decider) -> None:
    text = "not the lungs, i meant attacks"
    draft, _ = said(decider, Reading(text, "inform", 0.2, masked=text))
    assert highlights(draft) == ["Quelvinert, a medicine, stops sudden attacks."]


@pytest.mark.parametrize(
    "text", ["i said the second. the genes", "the first has none. which genes for the second?", "and vds?"]
)
def test_a_place_or_initials_point_to_one_of_those_compared(decider: Decider, text: str) -> None:
    state = DialogueState(condition=BOLMER, earlier_conditions=(DUPLICATION,), compared=(BOLMER, DUPLICATION))
    asked = Reading(text, "ask_overview", 0.8, sections=("overview",), masked=text)
    draft, _ = decider.decide(asked, state)
    assert draft.condition is not None
    assert draft.condition.slug == DUPLICATION


def test_a_short_name_beside_another_one_asks_about_both(decider: Decider) -> None:
    state = DialogueState(condition=BOLMER, earlier_conditions=(DUPLICATION,))
    masked = f"overview, vds first then {PLACEHOLDER}"
    asked = Reading(
        "overview, vds first then Bolmer syndrome",
        "inform",
        0.4,
        sections=("overview",),
        conditions=(BOLMER,),
        masked=masked,
    )
    draft, after = decider.decide(asked, state)
    assert after.compared == (DUPLICATION, BOLMER)
    assert [section["condition"]["slug"] for section in draft.sections] == [DUPLICATION, BOLMER]


def test_one_condition_on_offer_is_taken_or_turned_down_and_not_offered_again(decider: Decider) -> None:
    named = Reading("what is velmont", "ask_overview", 0.8, sections=("overview",), candidates=(VELMONT,),
                    candidates_name="velmont", candidates_match="part", masked="what is velmont")  # fmt: skip
    _, offered = decider.decide(named, DialogueState())
    taken, _ = decider.decide(Reading("yes, that one please", "affirm", 0.8, masked="yes, that one please"), offered)
    assert taken.condition is not None
    assert taken.condition.slug == VELMONT
    text = "no, I do not think that it is of the lung sort"
    denied, after = decider.decide(Reading(text, "inform", 0.3, masked=text), offered)
    assert denied.kind == "no_answer"
    assert "“velmont”" in denied.text
    asked = Reading("how is it treated?", "ask_treatment", 0.8, sections=("treatment",), masked="how is it treated?")
    later, _ = decider.decide(asked, after)
    assert "“velmont”" in later.text
    assert not later.options


def test_a_short_name_that_is_set_aside_is_not_asked_about(decider: Decider) -> None:
    state = DialogueState(condition=BOLMER)
    masked = f"wait not bolmer, {PLACEHOLDER}"
    asked = Reading(
        "wait not bolmer, quelvarosis", "inform", 0.4, sections=("overview",), conditions=(QUELVAROSIS,), masked=masked
    )
    assert {section["condition"]["slug"] for section in decider.decide(asked, state)[0].sections} == {QUELVAROSIS}


@pytest.mark.parametrize(("name", "kind"), [("velmontary atresia", "no_answer"), ("quelvinert", "answer")])
def test_what_is_named_and_is_no_part_of_the_page_is_not_answered_by_its_section(
    decider: Decider, name: str, kind: str
) -> None:
    masked = f"how do they treat {PLACEHOLDER}?"
    reading = Reading(
        f"how do they treat {name}?", "ask_treatment", 0.9, ("treatment",), unknown_name=name, named=name, masked=masked
    )
    draft, state = said(decider, reading)

    assert (draft.kind, state.condition) == (kind, TARNEMA)
    assert (f"“{name}”" in draft.text) == (kind == "no_answer")


@pytest.mark.parametrize("text", ["show me that one then", "that one. is there a treatment?"])
def test_the_only_one_on_offer_is_taken_by_pointing_to_it(decider: Decider, text: str) -> None:
    offered = DialogueState(
        unknown_name="quelva", offered_options=({"title": "Quelvarosis", "payload": "What is Quelvarosis?",
                                                 "condition": QUELVAROSIS, "sections": ()},),
    )  # fmt: skip
    _, state = decider.decide(Reading(text, "affirm", 0.5, masked=text.lower()), offered)

    assert state.condition == QUELVAROSIS


def test_a_sign_in_a_list_of_others_starts_no_other_condition(decider: Decider) -> None:
    masked = f"fever risk, rash, {PLACEHOLDER}"
    listed = Reading(
        "fever risk, rash, velmont", "ask_overview", 0.6, candidates=(VELMONT, OSTRAVA), candidates_name="velmont",
        candidates_match="part", named="velmont", masked=masked, parts=(("fever risk", ""), ("rash", "")),
    )  # fmt: skip

    assert said(decider, listed)[1].condition == TARNEMA


@pytest.mark.parametrize(("name", "is_asked_which"), [("lungs", False), ("velmont", True)])
def test_a_sign_of_the_condition_named_beside_it_is_no_other(decider: Decider, name: str, is_asked_which: bool) -> None:
    reading = Reading(
        f"he has tarnema. what are his {name}?", "ask_overview", 0.9, ("overview",), conditions=(TARNEMA,),
        listed=(TARNEMA,), candidates=(VELMONT, OSTRAVA), candidates_name=name, candidates_match="part",
        masked=f"he has {PLACEHOLDER}. what are his {PLACEHOLDER}?",
    )  # fmt: skip
    draft, _ = said(decider, reading, None)

    assert ("more than one condition" in draft.text) is is_asked_which
    assert is_asked_which or highlights(draft) == ["The lungs are looked at each year."]


@pytest.mark.parametrize(("name", "slug"), [("loosejoint type", BOLMER), ("Kabuki type", None)])
def test_a_type_told_by_everyday_words_is_that_of_the_condition_talked_of(
    decider: Decider, name: str, slug: str | None
) -> None:
    masked = f"is there a test for the {PLACEHOLDER}?"
    asked = Reading(masked.replace(PLACEHOLDER, name), "ask_overview", 0.9, ("overview",), unknown_name=name,
                    named=name, standing=TOPIC, masked=masked)  # fmt: skip

    assert said(decider, asked, BOLMER)[1].condition == slug
