"""A wish for fewer words, a farewell and a remark beside it are met as what they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.asked_sections import with_asked_section
from actions.decision import Decider
from actions.reading import Reading
from actions.state import DialogueState
from rareguide.texts import load_texts
from tests.support.made_up_store import CONDITIONS, made_up_store

SLUG = next(iter(CONDITIONS))


@pytest.fixture(scope="module")
def decider(tmp_path_factory: pytest.TempPathFactory) -> Decider:
    return Decider(made_up_store(tmp_path_factory.mktemp("farewells")), load_texts())


def read(text: str, intent: str = "inform", asking: str = "") -> Reading:
    return Reading(text=text, intent=intent, confidence=0.6, masked=text.lower(), asking=asking)


def talking_of_one(decider: Decider) -> DialogueState:
    section = decider.store.section_types(SLUG)[0]
    return replace(DialogueState(), condition=SLUG, last_sections=(section,))


@pytest.mark.parametrize(
    "text",
    ["Shorter please. My grandson reads it to me.", "way too long mate, the bus comes", "Too much text. I am at work!"],
)
def test_fewer_words_are_given_though_a_remark_stands_behind_the_wish(decider: Decider, text: str) -> None:
    state = talking_of_one(decider)
    draft, _ = decider.decide(read(text), state)
    assert draft.kind == "answer"
    assert [section["section"] for section in draft.sections] == list(state.last_sections)


def test_a_farewell_to_something_else_is_none(decider: Decider) -> None:
    asked = replace(read("and the children, bye bye school?", "goodbye"), sections=("inheritance",), term="bye bye",
                    acts=("goodbye",))  # fmt: skip
    draft, _ = decider.decide(asked, talking_of_one(decider))
    assert load_texts().say("utter_goodbye") not in draft.text
    assert "bye bye" not in draft.text


def test_a_question_behind_the_wish_is_no_remark(decider: Decider) -> None:
    draft, _ = decider.decide(read("Shorter. Do men live as long?"), talking_of_one(decider))
    assert draft.kind != "answer"


@pytest.mark.parametrize(
    ("text", "intent", "asking"),
    [
        ("Got it. Much obliged. Logging off.", "inform", ""),
        ("asante, have you eaten? bye", "ask_not_covered", "asante, have you eaten?"),
        ("thanks for staying with me, good night", "thank", ""),
        ("The soup boils over. May I write again on Monday?", "goodbye", "may i write again on monday?"),
    ],
)
def test_a_farewell_gets_a_goodbye_and_no_list(decider: Decider, text: str, intent: str, asking: str) -> None:
    draft, _ = decider.decide(read(text, intent, asking), talking_of_one(decider))
    assert draft.kind == "smalltalk"
    assert load_texts().say("utter_goodbye") in draft.text
    assert not draft.options


def test_thanks_beside_a_farewell_are_answered_too(decider: Decider) -> None:
    draft, _ = decider.decide(read("thanks for staying with me, good night", "thank"), talking_of_one(decider))
    assert draft.text == load_texts().say("utter_thank_goodbye")


def test_a_joke_beside_a_farewell_gets_both(decider: Decider) -> None:
    reading = replace(read("haha ok, bye robot", "make_joke"), acts=("laugh",))
    draft, _ = decider.decide(reading, talking_of_one(decider))
    assert draft.text.startswith(load_texts().say("utter_make_joke"))
    assert draft.text.endswith(load_texts().say("utter_goodbye"))


@pytest.mark.parametrize("text", ["does she sleep well", "bye bye school", "is he closing the window now"])
def test_what_asks_or_tells_on_is_no_farewell(decider: Decider, text: str) -> None:
    draft, _ = decider.decide(read(text), talking_of_one(decider))
    assert load_texts().say("utter_goodbye") not in draft.text


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("my aunt died of it, what has happened to her?", "overview"),
        ("what did it do to him?", "overview"),
        ("my uncle died at 40, same thing?", "inheritance"),
        ("my mum died of it, will I get the same?", "inheritance"),
    ],
)
def test_what_is_asked_beside_a_loss_has_its_section(text: str, section: str) -> None:
    reading = replace(read(text, "express_grief"), acts=("express_grief",))
    assert with_asked_section(reading).sections == (section,)


def test_what_happened_to_the_other_one_asks_for_no_overview() -> None:
    assert with_asked_section(read("what happened to the second one")).sections == ()


@pytest.mark.parametrize("intent", ["thank", "make_joke", "tell_good_news"])
def test_a_goodbye_beside_thanks_a_joke_or_good_news_is_returned(decider: Decider, intent: str) -> None:
    reading = replace(read("Sorted, cheers. Not bad, that. I am off.", intent), confidence=0.5, acts=("goodbye",))
    draft, _ = decider.decide(reading, DialogueState())
    assert load_texts().say("utter_goodbye") in draft.text
