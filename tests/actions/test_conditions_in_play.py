"""Of several conditions in play a message means, drops or asks some: by an abbreviation, by "no wait", by a sign."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from actions.anaphora import of_type
from actions.decision import Decider
from actions.in_play import without_idle_parts
from actions.options import type_named
from actions.reading import Reading
from actions.section_drafts import Decision
from actions.state import NOT_THERE, DialogueState
from knowledge.context_rules import RULED_OUT, SET_ASIDE, TOPIC
from knowledge.records import Identifiers
from knowledge.store import Condition
from rareguide.texts import load_texts
from tests.support.made_up_store import store_with

VELMONT, OSTRAVA, TARN = "velmont-ostrel-syndrome-bright-type", "ostrava-fever", "tarn-palsy"
BODIES = {
    ("Velmont-Ostrel syndrome, bright type", "overview"): "It is a made-up illness of the sinews.",
    ("Velmont-Ostrel syndrome, bright type", "symptoms"): "The skin is thin. Migraine is seen in a few.",
    ("Ostrava fever", "overview"): "It begins in spring.",
    ("Ostrava fever", "symptoms"): "In half of people there is lens dislocation. Migraine is rare.",
    ("Ostrava fever", "treatment"): "Rest helps.",
    ("Ostrava fever", "inheritance"): "It is handed on by mothers. A father cannot hand it on to his sons.",
    ("Tarnow palsy", "overview"): "The hands are weak.",
    ("Tarnow palsy", "diagnosis"): "Prenatal testing is possible.",
}


@pytest.fixture(scope="module")
def decider(tmp_path_factory: pytest.TempPathFactory) -> Decider:
    store = store_with(tmp_path_factory.mktemp("in-play"), (VELMONT, OSTRAVA, TARN), BODIES)
    return Decider(store, load_texts())


ALL = DialogueState(VELMONT, (OSTRAVA, TARN), (VELMONT, OSTRAVA, TARN), last_sections=("overview",))
TWO = DialogueState(VELMONT, (OSTRAVA,), (VELMONT, OSTRAVA), last_sections=("overview",))


def told_of(decision: Decision) -> list[str]:
    return list(dict.fromkeys(section["condition"]["slug"] for section in decision[0].sections))


def test_one_named_and_not_the_other_is_the_one_alone(decider: Decider) -> None:
    masked = "no. xcondition, if you please, not 'velmont'. what is it?"
    reading = Reading(
        masked, "ask_overview", 0.9, ("overview",), conditions=(OSTRAVA,), listed=(OSTRAVA,), masked=masked
    )
    assert told_of(decider.decide(reading, DialogueState(VELMONT, (OSTRAVA,)))) == [OSTRAVA]


def test_a_name_that_is_taken_back_is_not_compared(decider: Decider) -> None:
    three = (TARN, VELMONT, OSTRAVA)
    masked = "xcondition no wait. compare xcondition and xcondition"
    reading = Reading("tarnow no wait. compare", "compare", 0.8, conditions=three, listed=three, masked=masked)
    decision = decider.decide(reading, DialogueState())
    assert told_of(decision) == [VELMONT, OSTRAVA]
    assert decision[1].compared == (VELMONT, OSTRAVA)


@pytest.mark.parametrize(
    ("text", "conditions", "masked"),
    [
        ("forget tarnow palsy, only the other two", (TARN,), "forget xcondition, only the other two"),
        ("not tarnow, drop it", (), "not tarnow, drop it"),
    ],
)
def test_what_is_dropped_stays_dropped(decider: Decider, text: str, conditions: tuple[str, ...], masked: str) -> None:
    reading = Reading(text, "same_for", 0.3, conditions=conditions, listed=conditions, masked=masked)
    decision = decider.decide(reading, ALL)
    assert told_of(decision) == [VELMONT, OSTRAVA]
    both = Reading("symptoms of both", "ask_symptoms", 0.9, sections=("symptoms",), masked="symptoms of both")
    assert told_of(decider.decide(both, decision[1])) == [VELMONT, OSTRAVA]


def test_one_of_two_that_is_turned_down_alone_is_no_comparison_of_one(decider: Decider) -> None:
    reading = Reading("forget ostrava fever", "same_for", 0.4, conditions=(OSTRAVA,), listed=(OSTRAVA,),
                      masked="forget xcondition")  # fmt: skip
    assert decider.decide(reading, TWO)[1].condition == OSTRAVA


def test_an_abbreviation_of_several_names_means_the_one_in_play(decider: Decider) -> None:
    reading = Reading("ostrava vs TP: overview", "ask_overview", 0.8, sections=("overview",), conditions=(OSTRAVA,),
                      listed=(OSTRAVA,), candidates=("tarn-palsy", "tull-palsy"), candidates_name="TP",
                      candidates_match="initials", masked="xcondition vs xcondition: overview")  # fmt: skip
    assert told_of(decider.decide(reading, ALL)) == [OSTRAVA, TARN]


@pytest.mark.parametrize("name", ["vos bright", "bright vos", "bright velmont ostrel"])
def test_a_name_in_turned_order_or_in_initials_is_that_in_play(decider: Decider, name: str) -> None:
    reading = Reading(f"{name} symptoms", "ask_symptoms", 0.8, sections=("symptoms",), unknown_name=name,
                      guesses=(TARN,), listed=("",), named=name, masked="xcondition symptoms")  # fmt: skip
    assert told_of(decider.decide(reading, TWO)) == [VELMONT]


@pytest.mark.parametrize(
    "named",
    [
        {"masked": "which one has lens dislocation"},
        {"masked": "which one has xcondition", "conditions": (TARN,), "listed": (TARN,), "named": "lens dislocation"},
        {"masked": "which one has xcondition", "candidates": (TARN, "x"), "candidates_name": "lens dislocation"},
        {"masked": "which one has xcondition", "unknown_name": "lens dislocation", "guesses": (TARN,)},
    ],
)
def test_which_of_two_has_a_sign_is_looked_for_on_both_pages(decider: Decider, named: dict[str, object]) -> None:
    reading = Reading("which one has lens dislocation", "compare", 0.5, **named)  # type: ignore[arg-type]
    draft, after = decision = decider.decide(reading, TWO)
    assert told_of(decision) == [VELMONT, OSTRAVA]
    marked = {one["condition"]["slug"]: one["highlights"] for one in draft.sections}
    assert "lens dislocation" in " ".join(marked[OSTRAVA])
    assert after.compared == (VELMONT, OSTRAVA)


@pytest.mark.parametrize(
    "text", ["which one has it", "which of my sons has tarnow palsy", "which has the better outlook"]
)
def test_what_is_no_sign_is_not_looked_for(decider: Decider, text: str) -> None:
    draft, _ = decider.decide(Reading(text, "ask_not_covered", 0.6, masked=text), TWO)
    assert draft.understood.sections != ("symptoms",)


def test_parts_that_name_the_condition_or_another_patient_ask_for_nothing() -> None:
    parts = (("other patient", ""), ("only tarnow", ""), ("treatment", "treatment"), ("diet", ""))
    reading = Reading("other pt: TP. tx?", conditions=(TARN,), parts=parts)
    kept = without_idle_parts(reading, lambda _: ["Tarnow palsy"])
    assert kept.parts == (("treatment", "treatment"), ("diet", ""))


@pytest.mark.parametrize("text", ["can it be seen before the birth", "can they test the baby before it is born"])
def test_a_page_without_a_test_before_the_birth_says_so_and_names_who_knows(decider: Decider, text: str) -> None:
    reading = Reading(text, "ask_symptoms", 0.3, sections=("symptoms",), masked=text, clauses={"symptoms": text})
    draft, _ = decider.decide(reading, DialogueState(OSTRAVA))
    assert (draft.kind, draft.sections) == ("no_answer", ())
    assert "genetic counselor" in draft.text


@pytest.mark.parametrize(
    "text", ["my baby was tested before birth and was fine", "he was diagnosed before he was born"]
)
def test_who_tells_of_a_test_before_the_birth_asks_for_none(decider: Decider, text: str) -> None:
    draft, _ = decider.decide(Reading(text, "tell_good_news", 0.6, masked=text), DialogueState(OSTRAVA))
    assert "genetic counselor" not in draft.text


def test_a_page_with_a_test_before_the_birth_answers_by_it(decider: Decider) -> None:
    text = "is there a prenatal test"
    reading = Reading(text, "ask_diagnosis", 0.6, sections=("diagnosis",), masked=text, clauses={"diagnosis": text})
    assert [one["section"] for one in decider.decide(reading, DialogueState(TARN))[0].sections] == ["diagnosis"]


def test_a_word_for_a_section_before_what_is_there_asks_for_it(decider: Decider) -> None:
    reading = Reading("Fine. Treatment. What is there", "correct_section", 0.3, sections=("overview",),
                      masked="fine. treatment. what is there", clauses={"overview": "what is there"})  # fmt: skip
    assert [one["section"] for one in decider.decide(reading, DialogueState(OSTRAVA))[0].sections] == ["treatment"]


def test_a_father_who_asks_whether_he_gave_it_hears_what_fathers_hand_on(decider: Decider) -> None:
    text = "could i have given it to him? i'm the dad"
    reading = Reading(text, "ask_fault", 0.2, sections=("causes",), acts=("ask_fault",), masked=text,
                      clauses={"causes": "could i have given it to him?"})  # fmt: skip
    sections = decider.decide(reading, DialogueState(OSTRAVA))[0].sections
    assert [one["section"] for one in sections] == ["inheritance"]
    assert sections[0]["highlights"] == ["A father cannot hand it on to his sons."]


@pytest.mark.parametrize(
    ("text", "section", "is_general"),
    [
        ("hemin dose mg/kg?", "treatment", True),
        ("would my daughter get it, she is fifty two", "inheritance", True),
        ("is it serious for my boy", "symptoms", True),
        ("is it serious for my boy to swim", "symptoms", False),
        ("what dose should i take", "treatment", False),
        ("can the dose be doubled", "treatment", False),
    ],
)
def test_a_general_question_is_answered_without_a_referral(
    decider: Decider, text: str, section: str, is_general: bool
) -> None:
    reading = Reading(text, "ask_advice", 0.2 if section == "inheritance" else 0.6, sections=(section,),
                      own_case_sections=(section,), masked=text, clauses={section: text},
                      sure_sections=frozenset({section}))  # fmt: skip
    draft, _ = decider.decide(reading, DialogueState(OSTRAVA))
    assert (load_texts().say("utter_advice") not in draft.text) == is_general
    assert bool(draft.sections) == is_general


@pytest.mark.parametrize("text", ["roughly how common are these, say per 100,000 births?", "and what are these"])
@pytest.mark.parametrize(
    ("state", "slugs"),
    [(TWO, [VELMONT, OSTRAVA]), (DialogueState(TARN, (OSTRAVA, VELMONT)), [TARN, OSTRAVA, VELMONT])],
)
def test_these_are_those_side_by_side_or_else_those_talked_of_last(
    decider: Decider, text: str, state: DialogueState, slugs: list[str]
) -> None:
    reading = Reading(text, "ask_overview", 0.9, ("overview",), masked=text)

    assert told_of(decider.decide(reading, state)) == slugs


def test_what_a_message_calls_these_itself_are_no_conditions(decider: Decider) -> None:
    text = "are these symptoms common?"

    assert told_of(decider.decide(Reading(text, "ask_symptoms", 0.9, ("symptoms",), masked=text), TWO)) == [VELMONT]


@pytest.mark.parametrize(
    ("masked", "slug"),
    [("they ruled out xcondition last year. is there a treatment?", TARN), ("was xcondition ruled out?", OSTRAVA)],
)
def test_what_was_ruled_out_is_not_asked_about_in_another_sentence(decider: Decider, masked: str, slug: str) -> None:
    text = masked.replace("xcondition", "ostrava fever")
    reading = Reading(text, "ask_overview", 0.9, ("overview",), conditions=(OSTRAVA,), named="ostrava fever",
                      standing=SET_ASIDE, masked=masked)  # fmt: skip

    assert decider.decide(reading, DialogueState(TARN))[1].condition == slug


@pytest.mark.parametrize("text", ["and which of the three is it, what is it?", "the overview of all three"])
def test_the_three_are_those_talked_of_last_though_two_were_compared(decider: Decider, text: str) -> None:
    state = DialogueState(TARN, (VELMONT, OSTRAVA), (VELMONT, OSTRAVA))
    reading = Reading(text, "ask_overview", 0.9, ("overview",), masked=text)

    assert told_of(decider.decide(reading, state)) == [TARN, VELMONT, OSTRAVA]


def test_of_both_where_one_has_no_page_that_is_said_again(decider: Decider) -> None:
    state = DialogueState(TARN, (), (TARN, NOT_THERE), unknown_name="quibble fever")
    text = "what are both?"

    draft, _ = decider.decide(Reading(text, "ask_overview", 0.9, ("overview",), masked=text), state)

    assert [section["condition"]["slug"] for section in draft.sections] == [TARN]
    assert "I have no information about “quibble fever”" in draft.text


def test_who_says_not_to_have_the_condition_talked_of_hears_no_more_of_it(decider: Decider) -> None:
    text = "I don't have tarnow anything. I have the ordinary one."

    draft, after = decider.decide(Reading(text, "deny", 0.9, masked=text.lower()), DialogueState(TARN))

    assert (draft.kind, draft.sections, after.condition) == ("no_answer", (), None)
    assert "Then I do not have the condition that you mean" in draft.text


def test_a_type_without_a_page_beside_another_condition_is_told_of_by_its_family(decider: Decider) -> None:
    masked = "i have xcondition. how is that different from xcondition?"
    reading = Reading(
        masked, "compare", 0.9, conditions=(OSTRAVA,), listed=(NOT_THERE, OSTRAVA), masked=masked,
        unknown_name="weak Tarnow palsy", guesses=(TARN,),
    )  # fmt: skip

    draft, after = decider.decide(reading, DialogueState())

    assert (told_of((draft, after)), after.compared) == ([TARN, OSTRAVA], (TARN, OSTRAVA))
    assert "weak Tarnow palsy" not in draft.text


@pytest.mark.parametrize("text", ["which one is worse for the hands, what is it?", "which is rarer"])
def test_which_is_more_of_something_asks_of_those_side_by_side(decider: Decider, text: str) -> None:
    reading = Reading(text, "ask_overview", 0.9, ("overview",), masked=text)

    assert told_of(decider.decide(reading, TWO)) == [VELMONT, OSTRAVA]
    assert told_of(decider.decide(reading, DialogueState(VELMONT, (OSTRAVA,)))) == [VELMONT]


def test_who_turns_another_name_down_and_says_which_one_is_meant_is_answered(decider: Decider) -> None:
    masked = "not tarnow. i asked about xcondition"
    reading = Reading("not tarnow. I asked about ostrava fever", "correct_condition", 0.9, conditions=(OSTRAVA,),
                      masked=masked)  # fmt: skip

    assert decider.decide(reading, DialogueState(TARN))[1].condition == OSTRAVA


def test_type_2_diabetes_names_no_type_of_the_condition_talked_of() -> None:
    assert type_named("I also have type 2 diabetes. does that fit in?") == ""
    assert type_named("it is the type 2 one, we were told") == "type 2"


def test_a_correction_names_nothing_to_look_for_beside_the_condition(decider: Decider) -> None:
    masked = "that's the wrong disease, i asked about xcondition"
    reading = Reading("that's the wrong disease, I asked about ostrava fever", "correct_condition", 0.9,
                      conditions=(OSTRAVA,), masked=masked)  # fmt: skip

    draft, _ = decider.decide(reading, DialogueState(TARN, last_sections=("overview",)))

    assert (draft.kind, "nothing" in draft.text) == ("answer", False)


def test_a_letter_that_asks_about_one_of_them_is_about_all_that_it_names(decider: Decider) -> None:
    masked = "his brother has xcondition and my aunt has xcondition. could our baby get one of them?"
    reading = Reading(masked, "ask_inheritance", 0.6, ("inheritance",), candidates=(OSTRAVA, VELMONT), masked=masked,
                      candidates_match="letter", clauses={"inheritance": "is it handed on"})  # fmt: skip

    draft, after = decider.decide(reading, DialogueState())

    assert (told_of((draft, after)), after.compared) == ([OSTRAVA], (OSTRAVA, VELMONT))
    assert "Velmont-Ostrel syndrome" in draft.text


def test_an_illness_that_is_only_told_of_and_is_a_sign_of_the_one_talked_of_does_not_take_its_place(
    tmp_path: Path,
) -> None:
    bodies = {
        ("Tarnow palsy", "symptoms"): "Ostrava fever is seen in most people. The nerves hurt.",
        ("Ostrava fever", "overview"): "It begins in spring.",
    }
    decider = Decider(store_with(tmp_path, (TARN, OSTRAVA), bodies), load_texts())
    masked = "xcondition, i have had that since spring. what does it do to the nerves?"
    reading = Reading(masked, "ask_symptoms", 0.7, ("symptoms",), conditions=(OSTRAVA,), listed=(OSTRAVA,),
                      named="Ostrava fever", masked=masked)  # fmt: skip

    draft, after = decider.decide(reading, DialogueState(TARN))
    _, asked_about = decider.decide(replace(reading, masked="what does xcondition do to the nerves?"), after)

    assert (told_of((draft, after)), after.condition) == ([TARN], TARN)
    assert "Ostrava fever" in [option.title for option in draft.options]
    assert asked_about.condition == OSTRAVA


@pytest.mark.parametrize("said", ["xcondition.", "no, xcondition."])
def test_a_name_alone_before_a_question_is_what_it_asks_about(tmp_path: Path, said: str) -> None:
    bodies = {
        ("Tarnow palsy", "symptoms"): "Ostrava fever is seen in most people.",
        ("Ostrava fever", "inheritance"): "It is not inherited.",
    }
    decider = Decider(store_with(tmp_path, (TARN, OSTRAVA), bodies), load_texts())
    masked = f"{said} will i get it from her?"
    reading = Reading(masked, "ask_inheritance", 0.9, ("inheritance",), conditions=(OSTRAVA,), listed=(OSTRAVA,),
                      named="Ostrava fever", masked=masked)  # fmt: skip

    draft, after = decider.decide(reading, DialogueState(TARN))

    assert [section["section"] for section in draft.sections] == ["inheritance"]
    assert after.condition == OSTRAVA


@pytest.mark.parametrize("said", ["do you have xcondition", "have you got anything on xcondition?"])
def test_who_asks_if_there_is_a_page_is_shown_it(decider: Decider, said: str) -> None:
    reading = Reading(said, "ask_own_diagnosis", 0.6, conditions=(OSTRAVA,), masked=said, acts=("ask_own_diagnosis",))

    draft, _ = decider.decide(reading, DialogueState(TARN))

    assert [section["section"] for section in draft.sections] == ["overview"]


@pytest.mark.parametrize(
    ("text", "section"),
    [("how do they tell which one?", "symptoms"), ("by the skin?", "symptoms"), ("so same thing?", "overview")],
)
def test_a_few_words_go_on_comparing_what_was_compared_last(decider: Decider, text: str, section: str) -> None:
    masked = "is it like xcondition"
    first = Reading(masked, "compare", 0.9, conditions=(OSTRAVA,), listed=(OSTRAVA,), masked=masked, named="Ostrava")
    _, compared = decider.decide(first, DialogueState(VELMONT))

    draft, after = decider.decide(Reading(text, "inform", 0.2, masked=text), compared)

    assert (told_of((draft, after)), after.condition) == ([VELMONT, OSTRAVA], VELMONT)
    assert {one["section"] for one in draft.sections} == {section}


def test_one_without_a_page_that_is_said_again_instead_of_another_is_the_one_asked_about(decider: Decider) -> None:
    state = DialogueState(unknown_name="quibble fever", earlier_conditions=(TARN,))
    masked = "no not xcondition, quibble"
    reading = Reading("no not tarnow, quibble", "correct_condition", 0.8, conditions=(TARN,), listed=(TARN,),
                      masked=masked)  # fmt: skip

    draft, after = decider.decide(reading, state)

    assert (after.condition, after.unknown_name) == (None, "quibble fever")
    assert "quibble fever" in draft.text
    assert not draft.sections


def test_signs_that_other_names_hold_are_looked_for_on_the_page_talked_of(decider: Decider) -> None:
    masked = "but xcondition and xcondition are in your list"
    reading = Reading(
        "But dislocation and lens dislocation are in your list", "correct_condition", 0.3, candidates=(TARN,),
        candidates_name="dislocation", candidates_match="part", also_candidates=(("lens dislocation", (TARN,)),),
        masked=masked,
    )  # fmt: skip

    draft, after = decider.decide(reading, DialogueState(OSTRAVA))

    assert (after.condition, told_of((draft, after))) == (OSTRAVA, [OSTRAVA])
    assert [mark for section in draft.sections for mark in section["highlights"]]


def test_a_type_is_found_by_the_family_of_a_longer_name() -> None:
    name = "Tarn palsy type 1 with weak bones"
    called = {"tarn palsy": [Condition("tarn-palsy-type-3", "Tarn palsy type 3", (), Identifiers(), None)]}

    assert of_type("type 3", [name], lambda base, _: called.get(base, [])) == ("tarn-palsy-type-3",)


def test_a_name_is_kept_beside_a_question_how_it_is_inherited(decider: Decider) -> None:
    text = "we do not know which tarnow it is, is it inherited"
    reading = Reading(text, "ask_inheritance", 0.4, ("inheritance",), candidates=(TARN, VELMONT),
                      candidates_name="tarnow", candidates_match="part",
                      masked="we do not know which xcondition it is, is it inherited")  # fmt: skip

    draft, _ = decider.decide(reading, DialogueState(OSTRAVA, last_sections=("inheritance",)))

    assert draft.kind == "clarify"
    assert not draft.sections


@pytest.mark.parametrize("text", ["ok back to mine", "back to the other one, please"])
def test_who_goes_back_is_answered_about_the_one_talked_of_before(decider: Decider, text: str) -> None:
    state = DialogueState(TARN, (OSTRAVA,), last_sections=("overview",))

    assert decider.decide(Reading(text, "goodbye", 0.2, masked=text), state)[1].condition == OSTRAVA


def test_the_second_one_is_meant_without_an_article_too(decider: Decider) -> None:
    text = "thx. second one: treatment?"
    asked = Reading(text, "ask_treatment", 0.6, ("treatment",), masked=text)

    assert told_of(decider.decide(asked, TWO)) == [OSTRAVA]


@pytest.mark.parametrize(
    ("masked", "meant"),
    [
        ("xcondition... no, crohn, no: xcondition, symptoms", OSTRAVA),
        ("xcondition, sorry, xcondition. symptoms", OSTRAVA),
        ("he has xcondition, i mean xcondition. symptoms", OSTRAVA),
    ],
)
def test_of_names_taken_back_in_one_breath_the_last_is_meant(decider: Decider, masked: str, meant: str) -> None:
    reading = Reading(
        masked, "inform", 0.9, ("symptoms",), conditions=(TARN, meant), listed=(TARN, meant), masked=masked
    )

    assert told_of(decider.decide(reading, DialogueState())) == [meant]


def test_a_name_without_a_page_that_is_said_instead_is_not_there(decider: Decider) -> None:
    masked = "xcondition, no: xcondition. how is it treated?"
    reading = Reading(
        masked, "ask_treatment", 0.9, ("treatment",), conditions=(OSTRAVA,), unknown_name="Quelva",
        listed=(OSTRAVA, NOT_THERE), masked=masked,
    )  # fmt: skip
    draft, _ = decider.decide(reading, DialogueState())

    assert not draft.sections
    assert "“Quelva”" in draft.text


def test_a_part_of_names_is_that_of_the_one_in_play(decider: Decider) -> None:
    reading = Reading(
        "no I meant ostrava, not tarnow", "correct_condition", 0.9, candidates=(OSTRAVA, "ostrava-chills"),
        candidates_name="ostrava", candidates_match="part", named="ostrava", standing=TOPIC,
        masked="no i meant xcondition, not tarnow",
    )  # fmt: skip

    assert told_of(decider.decide(reading, TWO)) == [OSTRAVA]


@pytest.mark.parametrize(("named", "told"), [("TPP", TARN), ("OS", OSTRAVA)])
def test_initials_are_those_of_the_one_in_play(tmp_path: Path, named: str, told: str) -> None:
    tarn = "tarnow-palate-palsy"
    bodies = {("Tarnow palate palsy", "treatment"): "Rest.", ("Ostrava fever", "treatment"): "Sleep."}
    deciding = Decider(store_with(tmp_path, (tarn, OSTRAVA), bodies), load_texts())
    masked = "and how is xcondition treated?"
    reading = Reading(
        f"and how is {named} treated?", "ask_treatment", 0.9, ("treatment",), conditions=(OSTRAVA,),
        listed=(OSTRAVA,), named=named, masked=masked,
    )  # fmt: skip

    assert told_of(deciding.decide(reading, DialogueState(tarn))) == [tarn if told == TARN else OSTRAVA]


@pytest.mark.parametrize("masked", ["you answer me again with this xcondition", "no, i do not have xcondition"])
def test_one_that_is_said_not_to_be_meant_is_left_for_the_one_before(decider: Decider, masked: str) -> None:
    reading = Reading(
        masked, "inform", 0.6, conditions=(TARN,), listed=(TARN,), named="tarnow palsy", standing=SET_ASIDE,
        masked=masked,
    )  # fmt: skip
    decision = decider.decide(reading, DialogueState(TARN, (OSTRAVA,), last_sections=("symptoms",)))

    assert told_of(decision) == [OSTRAVA]
    assert TARN not in decision[1].earlier_conditions


@pytest.mark.parametrize(
    ("masked", "talked_of"),
    [
        ("my own mother had xcondition, that was hard enough.", OSTRAVA),
        ("a girl in my class has xcondition.", OSTRAVA),
        ("my sister has xcondition.", TARN),
    ],
)
def test_what_somebody_else_has_is_only_told(decider: Decider, masked: str, talked_of: str) -> None:
    reading = Reading(
        masked, "inform", 0.9, conditions=(TARN,), listed=(TARN,), named="tarnow palsy", standing=TOPIC, masked=masked
    )

    assert decider.decide(reading, DialogueState(OSTRAVA))[1].condition == talked_of


@pytest.mark.parametrize("standing", [RULED_OUT, SET_ASIDE])
def test_what_somebody_turns_out_not_to_have_is_noted_and_left(decider: Decider, standing: str) -> None:
    masked = "my consultant says it isn't xcondition after all."
    told = Reading(masked, "inform", 0.6, conditions=(TARN,), listed=(TARN,), named="tarnow palsy", standing=standing,
                   masked=masked)  # fmt: skip
    draft, after = decider.decide(told, DialogueState(TARN))

    assert bool(draft.sections) is (standing == SET_ASIDE)
    if standing == RULED_OUT:
        assert "It is not Tarnow palsy, then" in draft.text
        assert (after.condition, after.earlier_conditions) == (None, ())


def test_what_is_asked_of_one_that_is_ruled_out_is_answered(decider: Decider) -> None:
    masked = "i do not have xcondition but my mother did. what is it?"
    asked = Reading(masked, "ask_overview", 0.9, ("overview",), conditions=(TARN,), listed=(TARN,), standing=RULED_OUT,
                    masked=masked)  # fmt: skip

    assert told_of(decider.decide(asked, DialogueState())) == [TARN]


def test_one_that_is_ruled_out_is_none_of_them_any_more(decider: Decider) -> None:
    state = DialogueState(TARN, (OSTRAVA,), (TARN, OSTRAVA))
    masked = "i have xcondition."
    told = Reading(masked, "inform", 0.9, conditions=(TARN,), listed=(TARN,), aside=(OSTRAVA,), masked=masked)
    _, after = decider.decide(told, state)
    text = "what are the symptoms of both?"

    assert OSTRAVA not in (*after.earlier_conditions, *after.compared)
    assert OSTRAVA not in told_of(decider.decide(Reading(text, "ask_symptoms", 0.9, ("symptoms",), masked=text), after))


@pytest.mark.parametrize(
    ("text", "name", "kept"),
    [
        ("why do they call it the xcondition?", "black pee disease", "quibble fever"),
        ("is this xcondition handed on?", "black pee disease", "quibble fever"),
        ("what causes xcondition?", "black pee disease", "black pee disease"),
        ("is this xcondition handed on?", "Zorblatt syndrome", "Zorblatt syndrome"),
    ],
)
def test_what_people_call_the_one_without_a_page_is_no_other(decider: Decider, text: str, name: str, kept: str) -> None:
    asked = Reading(text.replace("xcondition", name), "ask_causes", 0.9, ("causes",), unknown_name=name, masked=text)

    assert decider.decide(asked, DialogueState(unknown_name="quibble fever"))[1].unknown_name == kept


def test_who_asks_on_about_one_without_a_page_is_told_the_way_back(decider: Decider) -> None:
    state = DialogueState(None, (TARN,), unknown_name="quibble fever")
    text = "what causes it?"
    asked = Reading(text, "ask_causes", 0.9, ("causes",), masked=text)
    first, state = decider.decide(asked, state)
    second, _ = decider.decide(asked, state)

    assert ("Tarnow palsy" in first.text, "Tarnow palsy" in second.text) == (False, True)


def test_nobody_has_said_of_which_type_it_is(decider: Decider) -> None:
    text = "type 2? nobody said type."
    draft, after = decider.decide(Reading(text, "not_helpful", 0.4, ("overview",), masked=text), DialogueState(TARN))

    assert (draft.kind, after.condition) == ("smalltalk", TARN)
    assert "the name is enough" in draft.text


def test_who_goes_back_from_a_comparison_means_the_one_talked_of_first(decider: Decider) -> None:
    state = DialogueState(TARN, (OSTRAVA,), (TARN, OSTRAVA), offered_options=tuple(
        {"title": slug, "payload": slug, "condition": slug, "sections": []} for slug in (TARN, OSTRAVA)
    ))  # fmt: skip
    text = "can i continue my question from before?"

    assert decider.decide(Reading(text, "earlier_condition", 0.9, masked=text), state)[1].condition == TARN


def test_who_turns_to_somebody_again_means_the_one_talked_of_before(decider: Decider) -> None:
    text = "back to my grandson. what are the symptoms?"
    asked = Reading(text, "ask_symptoms", 0.9, ("symptoms",), masked=text)

    assert told_of(decider.decide(asked, DialogueState(None, (OSTRAVA,), unknown_name="quibble fever"))) == [OSTRAVA]
