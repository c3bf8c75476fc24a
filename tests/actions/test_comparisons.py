"""Conditions that are compared: the one talked of stays so where another is named only to be compared with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from actions.condition_names import is_called
from actions.decision import Decider
from actions.parse_data import read_message
from actions.reading import Reading
from actions.section_drafts import Decision
from actions.state import NOT_THERE, DialogueState
from knowledge.context_rules import COMPARED, SET_ASIDE, standing
from rareguide.texts import load_texts
from tests.support.made_up_store import store_with

VELMONT, OSTRAVA, TARN = "velmont-syndrome", "ostrava-fever", "tarn-palsy"
BODIES = {
    ("Velmont syndrome", "overview"): "It is a made-up illness. It is often taken for Ostrava fever.",
    ("Velmont syndrome", "causes"): "It comes from a gene.",
    ("Ostrava fever", "overview"): "It begins in spring.",
    ("Tarn palsy", "symptoms"): "The hands are weak.",
}


@pytest.fixture(scope="module")
def decider(tmp_path_factory: pytest.TempPathFactory) -> Decider:
    store = store_with(tmp_path_factory.mktemp("compared"), (VELMONT, OSTRAVA, TARN), BODIES)
    return Decider(store, load_texts())


def compared_with(decider: Decider, slug: str, state: DialogueState, intent: str = "compare") -> Decision:
    """Ask "is it like …?" about a condition."""
    reading = Reading("is it like that one?", intent, 0.9, conditions=(slug,), named="that one", standing=COMPARED)
    return decider.decide(reading, state)


def shown(decision: Decision) -> list[tuple[str, str]]:
    return [(section["condition"]["slug"], section["section"]) for section in decision[0].sections]


@pytest.mark.parametrize("intent", ["compare", "ask_overview", "name_condition"])
def test_what_is_named_only_to_be_compared_is_shown_too_and_the_one_talked_of_stays(
    decider: Decider, intent: str
) -> None:
    draft, after = compared_with(decider, OSTRAVA, DialogueState(VELMONT), intent)

    assert shown((draft, after)) == [(VELMONT, "overview"), (OSTRAVA, "overview")]
    assert (after.condition, after.earlier_conditions[:1]) == (VELMONT, (OSTRAVA,))

    draft, after = decider.decide(Reading("what causes it?", "ask_causes", 0.9, ("causes",)), after)

    assert shown((draft, after)) == [(VELMONT, "causes")]


def test_a_sentence_that_names_the_other_is_pointed_at(decider: Decider) -> None:
    draft, _ = compared_with(decider, OSTRAVA, DialogueState(VELMONT))

    assert draft.sections[0]["highlights"] == ["It is often taken for Ostrava fever."]
    assert not draft.sections[1]["highlights"]


def test_of_pages_with_no_section_in_common_the_first_of_each_is_shown(decider: Decider) -> None:
    decision = compared_with(decider, OSTRAVA, DialogueState(TARN))

    assert shown(decision) == [(TARN, "symptoms"), (OSTRAVA, "overview")]
    assert "I found no sentence that compares the two" in decision[0].text


def test_the_only_condition_on_offer_is_the_one_that_is_compared(decider: Decider) -> None:
    asked = Reading(
        "palsy", "name_condition", 0.9, candidates=(TARN,), candidates_name="palsy", candidates_match="part"
    )
    _, offered = decider.decide(asked, DialogueState())

    decision = compared_with(decider, OSTRAVA, offered)

    assert (decision[1].condition, shown(decision)[0]) == (TARN, (TARN, "symptoms"))


@pytest.mark.parametrize("intent", ["compare", "same_for", "ask_diagnosis"])
def test_one_that_is_not_there_is_said_so_and_the_one_talked_of_stays(decider: Decider, intent: str) -> None:
    named = "same as quibble fever?"
    reading = Reading(named, intent, 0.9, unknown_name="quibble fever", named="quibble fever", standing=COMPARED)

    draft, after = decider.decide(reading, DialogueState(VELMONT))

    assert "quibble fever" in draft.text
    assert after.condition == VELMONT


def test_who_asks_what_the_other_one_is_or_does_has_moved_on(decider: Decider) -> None:
    reading = Reading("and what causes that one?", "ask_causes", 0.9, ("causes",), conditions=(OSTRAVA,))

    assert decider.decide(reading, DialogueState(VELMONT))[1].condition == OSTRAVA


def test_of_two_that_are_named_the_one_talked_of_stays_so_and_their_order_too(decider: Decider) -> None:
    both = Reading("is that the same as this?", "compare", 0.9, conditions=(OSTRAVA, VELMONT))

    _, after = decider.decide(both, DialogueState(VELMONT))

    assert (after.condition, after.compared) == (VELMONT, (OSTRAVA, VELMONT))


@pytest.mark.parametrize(
    ("text", "is_compared"),
    [
        ("is it the same as [lupus]?", True),
        ("he says that it is basically [lupus]", True),
        ("is [lupus] any worse?", True),
        ("what about [lupus]?", False),
        ("what causes [lupus]?", False),
        ("I would like to know about [lupus]", False),
        ("the same for [lupus]", False),
        ("is it [lupus]?", False),
    ],
)
def test_the_words_around_a_name_tell_whether_it_is_only_compared(text: str, is_compared: bool) -> None:
    start = text.index("[")
    plain = text.replace("[", "").replace("]", "")

    assert (standing(plain, start, start + len("lupus")) == COMPARED) == is_compared


def of_person(decider: Decider, text: str, state: DialogueState) -> str | None:
    return decider.decide(Reading(text, "ask_causes", 0.9, ("causes",), masked=text), state)[1].condition


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("what causes his?", VELMONT),
        ("what causes it in my boy", VELMONT),
        ("and what causes hers", OSTRAVA),
        ("what causes it in the girl", OSTRAVA),
        ("can he get it from her", OSTRAVA),
        ("what causes it", OSTRAVA),
    ],
)
def test_of_two_people_who_have_one_each_it_is_told_who_is_meant(decider: Decider, text: str, slug: str) -> None:
    masked = "my son has xcondition and my daughter has xcondition"
    told = Reading(masked, "inform", 0.9, conditions=(VELMONT, OSTRAVA), listed=(VELMONT, OSTRAVA), masked=masked)
    _, state = decider.decide(told, DialogueState())

    assert of_person(decider, text, state.about(OSTRAVA)) == slug


def test_where_something_else_is_talked_of_nobody_before_is_meant(decider: Decider) -> None:
    state = DialogueState(TARN).knowing({"son": VELMONT, "daughter": OSTRAVA})

    assert of_person(decider, "what causes it in her", state) == TARN


def test_what_is_compared_with_one_that_has_no_page_is_told_and_nothing_is_taken_for_the_one_meant(
    decider: Decider,
) -> None:
    decision = compared_with(decider, OSTRAVA, DialogueState(unknown_name="quibble fever"))

    assert shown(decision) == [(OSTRAVA, "overview")]
    assert "I have no page of “quibble fever”" in decision[0].text
    assert (decision[1].condition, decision[1].unknown_name) == (None, "quibble fever")


def test_what_is_compared_with_one_of_several_on_offer_leaves_them_on_offer(decider: Decider) -> None:
    several = Reading("palsy", "name_condition", 0.9, candidates=(TARN, VELMONT), candidates_name="palsy")
    _, offered = decider.decide(several, DialogueState())

    decision = compared_with(decider, OSTRAVA, offered)

    assert [option.title for option in decision[0].options] == ["Tarn palsy", "Velmont syndrome"]
    assert (shown(decision), decision[1].condition) == ([(OSTRAVA, "overview")], None)


@pytest.mark.parametrize("candidates", [(VELMONT, OSTRAVA), (TARN, OSTRAVA)])
def test_a_name_that_may_mean_several_is_asked_about_beside_unless_it_is_a_part_of_the_one_talked_of(
    decider: Decider, candidates: tuple[str, ...]
) -> None:
    reading = Reading("is it like tarn?", "compare", 0.9, named="tarn", standing=COMPARED,
                      candidates=candidates, candidates_name="tarn", candidates_match="part")  # fmt: skip

    draft, after = decider.decide(reading, DialogueState(TARN))

    assert (after.condition, shown((draft, after))) == (TARN, [(TARN, "symptoms")])
    assert ("I know more than one condition with “tarn” in its name" in draft.text) == (TARN not in candidates)


def test_what_is_said_not_to_be_the_one_talked_of_does_not_become_it(decider: Decider) -> None:
    told = Reading("they first thought it was that", "inform", 0.9, conditions=(OSTRAVA,), named="that",
                   standing=SET_ASIDE, masked="they first thought it was xcondition")  # fmt: skip

    draft, after = decider.decide(told, DialogueState(VELMONT))

    assert (after.condition, draft.sections) == (VELMONT, ())
    assert decider.decide(told, DialogueState())[1].condition == OSTRAVA


def side_by_side(decider: Decider) -> DialogueState:
    asked = Reading("compare the two, the causes only", "compare", 0.9, ("causes",), conditions=(VELMONT, OSTRAVA))
    return decider.decide(asked, DialogueState())[1]


def conditions_asked_about(decider: Decider, text: str, state: DialogueState) -> Decision:
    return decider.decide(Reading(text, "ask_overview", 0.9, ("overview",), masked=text), state)


@pytest.mark.parametrize("text", ["overview?", "and the overview", "what about the definition?"])
def test_a_question_in_a_few_words_after_a_comparison_is_about_both(decider: Decider, text: str) -> None:
    draft, after = conditions_asked_about(decider, text, side_by_side(decider))

    assert shown((draft, after)) == [(VELMONT, "overview"), (OSTRAVA, "overview")]
    assert after.side_by_side == (VELMONT, OSTRAVA)


@pytest.mark.parametrize(("text", "slug"), [("what is the second one?", OSTRAVA), ("what is it?", VELMONT)])
def test_a_question_about_one_of_two_compared_is_about_that_one(decider: Decider, text: str, slug: str) -> None:
    draft, after = conditions_asked_about(decider, text, side_by_side(decider))

    assert shown((draft, after)) == [(slug, "overview")]
    assert (after.condition, after.side_by_side) == (slug, ())


def test_a_comparison_does_not_come_back_after_a_question_about_one_of_the_two(decider: Decider) -> None:
    _, about_one = conditions_asked_about(decider, "what is the second one?", side_by_side(decider))
    draft, after = decider.decide(Reading("what causes it?", "ask_causes", 0.9, ("causes",)), about_one)

    assert (draft.kind, shown((draft, after)), after.condition) == ("no_answer", [], OSTRAVA)


def test_an_illness_that_signs_may_be_of_is_only_compared() -> None:
    asked = "Could the tingling be a sign of lupus?"

    assert standing(asked, asked.index("lupus"), len(asked) - 1) == COMPARED
    assert standing("tell me a sign of lupus", 18, 23) != COMPARED


def test_the_second_one_is_of_two_compared_and_no_button_of_the_first(decider: Decider) -> None:
    _, about_one = conditions_asked_about(decider, "what is it?", side_by_side(decider))

    assert conditions_asked_about(decider, "the second one", about_one)[1].condition == OSTRAVA


@pytest.mark.parametrize(
    "masked",
    [
        "mum found something called xcondition, whats the diff",
        "somebody suggested xcondition at the start. in what way is that unlike what she had?",
        "his cousin has xcondition, always tired. it is same sickness or other one?",
        "a nurse brought up xcondition. how would i tell them apart?",
        "put it next to xcondition for me: which organs suffer?",
    ],
)
def test_a_comparison_is_read_by_its_words_whatever_the_message_was_understood_as(
    decider: Decider, masked: str
) -> None:
    reading = Reading(masked, "ask_complications", 0.6, ("complications",), conditions=(OSTRAVA,), masked=masked)

    draft, after = decider.decide(reading, DialogueState(VELMONT))

    assert shown((draft, after)) == [(VELMONT, "overview"), (OSTRAVA, "overview")]
    assert after.condition == VELMONT


@pytest.mark.parametrize(
    "masked",
    ["is xcondition different in women?", "does xcondition make a difference at school?", "what is xcondition?"],
)
def test_what_is_only_named_anew_is_not_compared(decider: Decider, masked: str) -> None:
    reading = Reading(masked, "ask_overview", 0.9, ("overview",), conditions=(OSTRAVA,), masked=masked)

    assert shown(decider.decide(reading, DialogueState(VELMONT))) == [(OSTRAVA, "overview")]


def test_of_names_compared_that_may_mean_several_each_is_told_by_itself(decider: Decider) -> None:
    masked = "how do xcondition and xcondition differ?"
    reading = Reading(
        "how do ostrava and palsy differ?", "compare", 0.9, masked=masked, candidates=(OSTRAVA,),
        candidates_name="ostrava", candidates_match="type", also_candidates=(("palsy", (TARN,)),),
    )  # fmt: skip

    draft, after = decider.decide(reading, DialogueState(VELMONT))

    assert [option.title for option in draft.options] == ["Ostrava fever", "Tarn palsy"]
    assert "“palsy”" in draft.text
    assert "“ostrava”" in draft.text
    assert (after.condition, draft.sections) == (None, ())


@pytest.mark.parametrize(
    ("name", "said", "so"),
    [
        ("Maple syrup urine disease type 1A", "maple syrup sickness", True),
        ("Duchenne muscular dystrophy", "muscular dystrophy", True),
        ("Usher syndrome, type 1B", "Usher syndrome", True),
        ("Epilepsy, benign occipital", "epilepsy", True),
        ("Neuropathy ataxia retinitis pigmentosa syndrome", "retinitis pigmentosa", False),
        ("Retinitis pigmentosa, deafness, mental retardation, and hypogonadism", "retinitis pigmentosa", False),
        ("Spastic quadriplegia retinitis pigmentosa mental retardation", "retinitis pigmentosa", False),
        ("Gaucher disease", "Fabry disease", False),
    ],
)
def test_a_name_tells_a_kind_of_what_was_said_or_only_has_it_among_others(name: str, said: str, so: bool) -> None:
    assert is_called(name, said) == so


def test_a_name_that_is_said_twice_is_one_and_only_compared() -> None:
    text = "people say it is laziness or epilepsy. is it like epilepsy?"
    places = [(place, place + len("epilepsy")) for place in (text.index("epilepsy"), text.rindex("epilepsy"))]
    entities = [
        {"entity": "condition_candidates", "value": [TARN, VELMONT], "start": start, "end": end, "role": role}
        for (start, end), role in zip(places, (None, COMPARED), strict=True)
    ]

    reading = read_message({"text": text, "entities": entities})

    assert (reading.named, reading.standing, reading.also_candidates) == ("epilepsy", COMPARED, ())


def test_what_is_compared_with_those_on_offer_and_has_no_page_leaves_them_on_offer(decider: Decider) -> None:
    several = Reading("fever", "name_condition", 0.9, candidates=(OSTRAVA, VELMONT), candidates_name="fever")
    _, offered = decider.decide(several, DialogueState())
    asked = Reading("how is that different from plain palsy?", "ask_overview", 0.9, ("overview",), named="palsy",
                    candidates=(TARN,), candidates_name="quibble", candidates_match="part",
                    standing=COMPARED)  # fmt: skip

    draft, after = decider.decide(asked, offered)

    assert "I have no page about “quibble” itself" in draft.text
    assert [option.title for option in draft.options] == ["Ostrava fever", "Velmont syndrome"]
    assert after.condition is None


def test_what_is_compared_by_a_feature_is_shown_by_its_signs(decider: Decider) -> None:
    masked = "differential diagnosis vs xcondition re the hands"
    reading = Reading(
        masked, "ask_diagnosis", 0.4, ("diagnosis",), conditions=(TARN,), masked=masked, clauses={"diagnosis": masked},
        standing=COMPARED,
    )  # fmt: skip

    draft, _ = decider.decide(reading, DialogueState(OSTRAVA))

    assert (TARN, "symptoms") in shown((draft, DialogueState()))
    assert "The hands are weak." in [mark for one in draft.sections for mark in one["highlights"]]


def test_how_two_are_told_apart_is_shown_by_their_signs_before_what_each_is(tmp_path: Path) -> None:
    bodies = {
        (name, section): f"On the {section} of {name}."
        for name in ("Velmont syndrome", "Ostrava fever")
        for section in ("overview", "symptoms")
    }
    masked = "how would a doctor tell it apart from xcondition"
    reading = Reading(
        masked, "ask_diagnosis", 0.4, ("diagnosis",), conditions=(OSTRAVA,), masked=masked, standing=COMPARED
    )
    decider = Decider(store_with(tmp_path, (VELMONT, OSTRAVA), bodies), load_texts())

    assert shown(decider.decide(reading, DialogueState(VELMONT))) == [(VELMONT, "symptoms"), (OSTRAVA, "symptoms")]


def test_one_without_a_page_is_not_guessed_to_be_the_one_talked_of(decider: Decider) -> None:
    masked = "i worry. is xcondition the same as velmont? my gran used both words"
    reading = Reading(
        masked, "ask_overview", 0.2, ("overview",), unknown_name="Velmar", guesses=(VELMONT,), named="Velmar",
        masked=masked, clauses={"overview": "is xcondition the same as velmont?"},
    )  # fmt: skip

    draft, after = decider.decide(reading, DialogueState(VELMONT))

    assert (after.condition, shown((draft, after))) == (VELMONT, [(VELMONT, "overview")])
    assert "I have no information about “Velmar”" in draft.text
    assert "Did you mean" not in draft.text


def test_a_sentence_that_names_one_without_a_page_is_pointed_at(decider: Decider) -> None:
    masked = "is it the same as xcondition?"
    reading = Reading(masked, "compare", 0.8, unknown_name="made-up illness", masked=masked, standing=COMPARED)

    assert decider.decide(reading, DialogueState(VELMONT))[0].sections[0]["highlights"] == ["It is a made-up illness."]


def test_a_surname_in_a_letter_is_the_illness_that_it_is_compared_with(decider: Decider) -> None:
    masked = "thank you. in what way is it different from xcondition? our neighbour has it."
    reading = Reading(
        masked, "ask_overview", 0.2, ("overview",), candidates=(OSTRAVA,), candidates_name="Ostrava's",
        candidates_match="letter", named="Ostrava's", masked=masked, standing=COMPARED,
    )  # fmt: skip

    decision = decider.decide(reading, DialogueState(VELMONT))

    assert shown(decision) == [(VELMONT, "overview"), (OSTRAVA, "overview")]


def test_a_comparison_with_the_only_one_on_offer_says_that_it_is_not_quite_the_one_named(decider: Decider) -> None:
    asked = Reading("what is tarn", "ask_overview", 0.9, ("overview",), candidates=(TARN,), candidates_name="tarn",
                    candidates_match="part")  # fmt: skip
    _, offered = decider.decide(asked, DialogueState())

    draft, _ = compared_with(decider, OSTRAVA, offered)

    assert draft.text.startswith("Of “tarn” itself I have no page, only of Tarn palsy.")


def test_who_asks_if_two_are_the_same_asks_for_no_diagnosis(decider: Decider) -> None:
    masked = "is mine the same as xcondition?"
    reading = Reading(
        masked, "ask_own_diagnosis", 0.5, conditions=(OSTRAVA,), masked=masked, standing=COMPARED,
        acts=("ask_own_diagnosis",),
    )  # fmt: skip

    assert shown(decider.decide(reading, DialogueState(VELMONT))) == [(VELMONT, "overview"), (OSTRAVA, "overview")]


def test_one_without_a_page_beside_another_does_not_take_the_place_of_the_one_talked_of(decider: Decider) -> None:
    masked = "how is it different from xcondition and xcondition"
    reading = Reading(masked, "compare", 0.9, conditions=(OSTRAVA,), listed=(NOT_THERE, OSTRAVA), masked=masked,
                      unknown_name="quibble fever")  # fmt: skip

    draft, after = decider.decide(reading, DialogueState(VELMONT))

    assert (shown((draft, after)), after.condition) == ([(VELMONT, "overview"), (OSTRAVA, "overview")], VELMONT)
    assert "quibble fever" in draft.text


def test_of_two_compared_the_second_stays_the_second_when_one_is_answered_about(decider: Decider) -> None:
    state = DialogueState(OSTRAVA, (TARN,), (OSTRAVA, TARN), last_sections=("overview",))
    offered = tuple({"title": slug, "payload": slug, "condition": slug, "sections": []} for slug in (OSTRAVA, TARN))
    text = "which one affects the hands?"
    asked = Reading(text, "ask_symptoms", 0.9, ("symptoms",), masked=text, clauses={"symptoms": text})

    _, one = decider.decide(asked, replace(state, offered_options=offered))

    assert (one.condition, one.compared) == (TARN, (OSTRAVA, TARN))


@pytest.mark.parametrize(
    "masked", ["compare quux and xcondition", "difference between quux md and xcondition", "quux vs xcondition, gene?"]
)
def test_where_two_others_are_compared_the_one_talked_of_is_none_of_them(decider: Decider, masked: str) -> None:
    reading = Reading(masked, "compare", 0.9, conditions=(OSTRAVA,), unknown_name="quux", named=None, masked=masked)

    draft, after = decider.decide(reading, DialogueState(VELMONT))

    assert {slug for slug, _ in shown((draft, after))} <= {OSTRAVA}
    assert "quux" in draft.text
    assert after.condition != VELMONT


@pytest.mark.parametrize(
    "masked", ["compare it with xcondition", "ddx vs xcondition", "how does this differ from xcondition"]
)
def test_what_points_to_the_one_talked_of_compares_that(decider: Decider, masked: str) -> None:
    draft, _ = decider.decide(
        Reading(masked, "compare", 0.9, conditions=(OSTRAVA,), masked=masked), DialogueState(VELMONT)
    )

    assert [section["condition"]["slug"] for section in draft.sections] == [VELMONT, OSTRAVA]
