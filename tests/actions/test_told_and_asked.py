"""What a message tells beside its question, for whom it asks, and whose fault it was: the answer that was asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from actions.decision import Decider
from actions.reading import Reading
from actions.state import DialogueState
from rareguide.texts import load_texts
from rareguide.turn import Draft
from tests.support.made_up_store import store_of_texts

VELMONT, TARN = "velmont-syndrome", "tarn-disease"
SECTIONS = {
    VELMONT: {
        "overview": "Velmont syndrome is a rare condition of the hands. Fever-related spells are seen in infancy.",
        "causes": "A change in the VLM1 gene is the cause.",
        "symptoms": "The hands become stiff. In children the spells come first. In older adults the eyes grow weak.",
        "inheritance": "Yes, it lies on the X chromosome. Each child of a carrier has a chance of 1 in 2. Girls have "
        "two such chromosomes and seldom fall ill. A man cannot hand it on to his sons.",
        "frequency": "About 1 in 20,000 people have it.",
        "treatment": "Splints ease the stiffness. During pregnancy the medicine is stopped.",
    },
    TARN: {
        "overview": "Tarn disease makes the legs weak. It is caused by a change in the TRN2 gene. The change is "
        "inherited in an autosomal dominant pattern. Walking is lost in the end.",
        "treatment": "Treatment gives support to the legs.",
    },
}


@pytest.fixture(scope="module")
def decider(tmp_path_factory: pytest.TempPathFactory) -> Decider:
    return Decider(store_of_texts(tmp_path_factory.mktemp("told"), SECTIONS), load_texts())


def asked(
    decider: Decider, text: str, clauses: dict[str, str] | None = None, slug: str = VELMONT, **more: Any
) -> Draft:
    """Return the turn for a message of which some words ask for a section each."""
    last = more.pop("last", ("symptoms",))
    found = clauses or {}
    given = {"intent": "inform", "confidence": 0.2, "sections": tuple(found), "clauses": found, **more}
    reading = Reading(text, masked=text.lower(), **given)
    return decider.decide(reading, DialogueState(condition=slug, last_sections=last))[0]


def pointed_out(draft: Draft) -> list[str]:
    return [sentence for section in draft.sections for sentence in section["highlights"]]


def shown(draft: Draft) -> list[str]:
    return [section["section"] for section in draft.sections]


@pytest.mark.parametrize(
    ("text", "last", "sections", "sentence"),
    [
        ("and in kids?", "symptoms", ["symptoms"], "In children the spells come first."),
        ("in old people?", "symptoms", ["symptoms"], "In older adults the eyes grow weak."),
        ("and if it's a girl?", "inheritance", ["inheritance"], "Girls have two such chromosomes and seldom fall ill."),
        ("and for babies?", "symptoms", ["overview"], "Fever-related spells are seen in infancy."),
        ("what about pregnant women", "treatment", ["treatment"], "During pregnancy the medicine is stopped."),
    ],
)
def test_a_group_gets_the_sentence_that_speaks_of_it(
    decider: Decider, text: str, last: str, sections: list[str], sentence: str
) -> None:
    draft = asked(decider, text, intent="ask_for_group", confidence=0.8, last=(last,))
    assert (shown(draft), pointed_out(draft)) == (sections, [sentence])


def test_a_section_asked_for_a_group_is_shown_as_such(decider: Decider) -> None:
    draft = asked(decider, "and the treatment in kids?", {"treatment": "the treatment in kids?"},
                  intent="ask_for_group", confidence=0.5, shares={"treatment": 0.3})  # fmt: skip
    assert shown(draft) == ["treatment"]


LETTER = (
    "My niece, who is twenty-six, was told about her hands last month, and she came here with a book on posture and a "
    "cake, as it happens, and we talked all evening about her father and his shop. "
)


def test_what_a_letter_only_tells_asks_for_no_section(decider: Decider) -> None:
    clauses = {"prognosis": "who is twenty-six", "overview": "what sort of illness is this?"}
    draft = asked(decider, LETTER + "Kindly tell me, what sort of illness is this?", clauses,
                  intent="ask_overview", sure_sections=frozenset({"overview"}))  # fmt: skip
    assert (draft.kind, shown(draft), draft.missing) == ("answer", ["overview"], ())


def test_what_is_surely_read_in_a_sentence_that_only_tells_is_no_question_beside_one_that_asks(
    decider: Decider,
) -> None:
    clauses = {"treatment": "nothing that a plain man can use", "overview": "what it is"}
    text = LETTER + "It has nothing that a plain man can use. I would be grateful if you would set out what it is."
    draft = asked(decider, text, clauses, sure_sections=frozenset(clauses))
    assert shown(draft) == ["overview"]


def test_a_letter_about_one_person_that_asks_about_most_people_asks_no_hard_question(decider: Decider) -> None:
    text = LETTER + "Her uncle is the same age. Does it go away in most people?"
    draft = asked(decider, text, {"prognosis": "does it go away in most people?"}, TARN)
    assert not draft.text.startswith(load_texts().say("utter_ask_death"))


def test_anger_told_in_a_letter_is_met_and_shows_no_section(decider: Decider) -> None:
    text = LETTER + "I am furious. They sent her home with advice about her posture."
    clauses = {"treatment": "with advice about her posture"}
    draft = asked(decider, text, clauses, intent="express_anger", acts=("express_anger",))
    assert (draft.kind, shown(draft)) == ("smalltalk", [])


def test_what_the_whole_message_asks_for_goes_before_what_some_words_resemble(decider: Decider) -> None:
    draft = asked(decider, "my sister's children, will they get it?", {"prognosis": "will they get it?"},
                  intent="ask_inheritance", confidence=0.6, shares={"inheritance": 0.6})  # fmt: skip
    assert shown(draft) == ["inheritance"]


@pytest.mark.parametrize(
    ("text", "clauses", "section"),
    [
        (
            "our son frets that he carries it. what can i tell him?",
            {"treatment": "what can i tell him?"},
            "inheritance",
        ),
        ("my husband and i are second cousins. is this important?", {}, "inheritance"),
        ("and me, i am 41, will i have it also?", {"prognosis": "will i have it also?"}, "inheritance"),
        ("she has a son of 6. what are his chances?", {"prognosis": "what are his chances?"}, "inheritance"),
        ("might i have caught it from nursing him?", {"symptoms": "might i have caught it"}, "causes"),
        ("was there truly nothing that might have been given to her?", {"causes": "was there nothing"}, "treatment"),
        ("so is that why my hands are stiff", {"complications": "is that why my hands are stiff"}, "symptoms"),
        ("i ask you if stiffness comes from the xcondition", {}, "symptoms"),
    ],
)
def test_its_words_ask_for_a_section_whatever_it_was_read_as(
    decider: Decider, text: str, clauses: dict[str, str], section: str
) -> None:
    draft = asked(decider, text, clauses, intent="ask_noticed" if "caught" in text else "inform", confidence=0.25)
    assert shown(draft) == [section]
    assert "seen sooner" not in draft.text


@pytest.mark.parametrize("text", ["could we have caught it sooner?", "could it have been caught in time?"])
def test_what_was_not_noticed_in_time_is_asked_as_before(decider: Decider, text: str) -> None:
    draft = asked(decider, text, {"symptoms": text}, intent="ask_noticed", confidence=0.8, acts=("ask_noticed",))
    assert draft.text.startswith(load_texts().say("utter_ask_noticed"))


def test_how_rare_it_is_is_not_answered_by_the_chance_of_a_child(decider: Decider) -> None:
    draft = asked(decider, "is it rare rare or do other kids have it", {"frequency": "is it rare rare"},
                  intent="ask_frequency", confidence=0.7, shares={"frequency": 0.7})  # fmt: skip
    assert shown(draft) == ["frequency"]


@pytest.mark.parametrize(
    ("text", "acts"),
    [("was it the vaccine", ()), ("is it because i worked nights while expecting", ("ask_fault",))],
)
def test_whether_one_thing_was_to_blame_is_answered_by_what_causes_it(
    decider: Decider, text: str, acts: tuple[str, ...]
) -> None:
    draft = asked(decider, text, {"causes": text}, TARN, intent="ask_fault", confidence=0.2, acts=acts,
                  sure_sections=frozenset({"causes"}))  # fmt: skip
    assert pointed_out(draft) == ["It is caused by a change in the TRN2 gene."]


def test_what_lies_ahead_of_one_person_is_told_with_care(decider: Decider) -> None:
    text = "will he learn to walk like the others"
    for told, is_led in ((text, True), ("do people with it lose their legs", False)):
        draft = asked(decider, told, {"prognosis": told}, TARN, intent="ask_prognosis", confidence=0.4)
        assert draft.text.startswith(load_texts().say("utter_ask_death")) is is_led


def test_a_treatment_that_gives_support_is_nobody_to_turn_to(decider: Decider) -> None:
    text = "who could she turn to then?"
    draft = asked(decider, text, {"support": text}, TARN, intent="ask_support", confidence=0.4)
    assert (draft.kind, shown(draft)) == ("no_answer", [])


def test_a_question_repeated_for_another_condition_finds_what_other_sections_tell(decider: Decider) -> None:
    draft = asked(decider, "you forgot xcondition", intent="same_for", confidence=1.0, conditions=(TARN,),
                  last=("inheritance",))  # fmt: skip
    assert pointed_out(draft) == ["The change is inherited in an autosomal dominant pattern."]


@pytest.mark.parametrize(
    "text", ["are there medicines today that there weren't in my uncle's day?", "is there a treatment nowadays or nah"]
)
def test_words_that_name_nothing_are_not_said_to_be_missing(decider: Decider, text: str) -> None:
    draft = asked(decider, text, {"treatment": text}, intent="ask_treatment", confidence=0.7)
    assert shown(draft) == ["treatment"]
    assert load_texts().say("utter_no_passage", sections="its treatment") not in draft.text


def test_one_thing_more_is_asked_about_as_the_last_question_was(decider: Decider) -> None:
    told = asked(decider, "and for the stiffness?", intent="ask_for_group", last=("treatment",))
    assert "Splints ease the stiffness." in pointed_out(told)
    nothing = asked(decider, "what about for his sleep", intent="ask_for_group", last=("treatment",))
    assert (nothing.kind, shown(nothing)) == ("no_answer", [])


def test_boys_are_answered_by_whom_it_meets_where_nothing_is_said_of_them(tmp_path: Path) -> None:
    texts = {
        "orsa-syndrome": {"overview": "Orsa syndrome is seen mostly in girls.", "symptoms": "The hands are stiff."}
    }
    draft = asked(Decider(store_of_texts(tmp_path, texts), load_texts()), "and in boys?", None, "orsa-syndrome",
                  intent="ask_for_group", confidence=0.8)  # fmt: skip
    assert pointed_out(draft) == ["Orsa syndrome is seen mostly in girls."]


@pytest.mark.parametrize("intent", ["ask_noticed", "ask_death", "ask_fault"])
def test_an_unsure_reading_asks_no_hard_question(decider: Decider, intent: str) -> None:
    text = "do you reckon my father had this too?"
    draft = asked(decider, text, {"inheritance": text}, intent=intent, confidence=0.1)
    assert not draft.text.startswith(load_texts().say(f"utter_{intent}"))


def test_a_wish_for_what_lies_ahead_is_answered_by_the_outlook_though_the_page_lacks_its_word(tmp_path: Path) -> None:
    outlook = "It gets worse over ten years. Then it stays so. Most people work until they are old."
    texts = {"orsa-syndrome": {"overview": "It is rare.", "prognosis": outlook}}
    draft = asked(Decider(store_of_texts(tmp_path, texts), load_texts()), "is mum going to suffer?",
                  {"prognosis": "is mum going to suffer?"}, "orsa-syndrome", intent="ask_prognosis")  # fmt: skip
    assert shown(draft) == ["prognosis"]
    assert draft.text.startswith(load_texts().say("utter_ask_death"))


@pytest.mark.parametrize(("act", "text"), [("express_guilt", "could i have known?"), ("ask_noticed", "did i miss it?")])
def test_who_blames_herself_hears_no_denial(decider: Decider, act: str, text: str) -> None:
    draft = asked(decider, text, {"symptoms": text}, TARN, acts=(act,), not_covered=0.4)
    assert (draft.kind, shown(draft)) == ("no_answer", [])
    assert draft.text == f"{load_texts().say(f'utter_{act}')} {load_texts().say('utter_feeling_offer')}"


def test_guilt_told_beside_a_question_is_told_what_the_page_lacks(decider: Decider) -> None:
    text = "i feel guilty. how common is it?"
    draft = asked(decider, text, {"frequency": "how common is it?"}, TARN, acts=("express_guilt",))
    assert load_texts().say("utter_name_frequency") in draft.text


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("My aunt had stiff hands. Could it have been this?", "symptoms"),
        ("His hands grow stiff in the cold. Is that a coincidence?", "symptoms"),
        ("We are both well, my wife and I. So where does he have it from?", "inheritance"),
    ],
)
def test_what_a_sign_or_a_child_has_it_from_is_asked_in_these_words(decider: Decider, text: str, section: str) -> None:
    assert section in shown(asked(decider, text))


def test_a_man_told_of_in_passing_asks_for_no_inheritance(decider: Decider) -> None:
    text = "I was told it is many things, which is no use to a plain man. What is it?"
    assert shown(asked(decider, text, {"overview": "what is it?"})) == ["overview"]
