"""Where a message as a whole only tells something, what its sentences do is answered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from actions.decision import Decider
from actions.reading import Reading
from actions.state import DialogueState
from rareguide.texts import load_texts
from tests.support.made_up_store import CONDITIONS, made_up_store, store_of_texts

TALKED_OF = DialogueState(condition=next(iter(CONDITIONS)))


@pytest.fixture(scope="module")
def decider(tmp_path_factory: pytest.TempPathFactory) -> Decider:
    return Decider(made_up_store(tmp_path_factory.mktemp("remarks")), load_texts())


def told(text: str, *acts: str) -> Reading:
    """A message that was read as something told, with the acts of its sentences."""
    return Reading(text=text, masked=text.lower(), intent="inform", confidence=0.6, acts=acts)


@pytest.mark.parametrize(
    ("reading", "said"),
    [
        (told("Rubbish, this. I shall complain about you.", "abuse", "ask_complaint"), "utter_ask_complaint"),
        (told("Not good enough. I want to complain.", "express_anger", "ask_complaint"), "utter_ask_complaint"),
        (told("Ta for that. I can't follow it. Easier, please.", "thank", "ask_simpler"), "utter_ask_simpler"),
        (told("Hopeless. Didn't answer my question.", "not_helpful"), "utter_not_helpful"),
        (told("Cheers for that, mate. That's me done.", "thank", "goodbye"), "utter_thank_goodbye"),
        (told("Right then. That's me done.", "goodbye"), "utter_goodbye"),
        (told("Fair enough, I suppose. Ta very much.", "thank"), "utter_thank"),
        (told("Many thanks. Wish us luck on Friday.", "thank"), "utter_good_wishes"),
        (told("What time do you open?"), "utter_opening_hours"),
        (told("Like a leaflet. Can you think at all?", "ask_bot"), "utter_ask_bot"),
        (told(f"Dear friend, {'we sat in the garden. ' * 6} Thank you from the heart.", "thank"), "utter_thank"),
        (told("My old knees are playing up today.", "express_exhaustion"), "utter_small_ache"),
        (told("I have a splitting headache, the screen."), "utter_small_ache"),
    ],
)
def test_the_most_urgent_act_of_the_sentences_is_answered(decider: Decider, reading: Reading, said: str) -> None:
    draft, _ = decider.decide(reading, TALKED_OF)
    assert draft.text == load_texts().say(said)


def test_a_question_beside_courtesies_is_answered(decider: Decider) -> None:
    reading = replace(told("Thanks. Wish me luck. What is it?", "thank"), sections=("overview",))
    draft, _ = decider.decide(reading, TALKED_OF)
    assert draft.kind == "answer"


def test_a_feeling_goes_before_thanks_and_wishes(decider: Decider) -> None:
    draft, _ = decider.decide(told("Thanks. I'm so scared. Wish me luck.", "thank", "express_fear"), TALKED_OF)
    assert draft.text.startswith(load_texts().say("utter_express_fear"))


def test_what_is_asked_of_the_assistant_is_answered_beside_a_remark_and_never_beside_a_feeling(
    decider: Decider,
) -> None:
    draft, _ = decider.decide(told("I lay in bed for weeks. Where do you get all this?", "ask_source"), TALKED_OF)
    assert draft.text.startswith(load_texts().say("utter_source_intro"))

    off_topic = told("Any recipe for scones? Mine came out flat.", "chitchat")
    draft, _ = decider.decide(off_topic, TALKED_OF)
    assert "only know about rare conditions" in draft.text

    afraid = replace(off_topic, text="I am scared. Any recipe for scones?", acts=("chitchat", "express_fear"))
    draft, _ = decider.decide(afraid, TALKED_OF)
    assert draft.text.startswith(load_texts().say("utter_express_fear"))


def test_who_goes_on_telling_is_not_answered_twice_in_the_same_words(decider: Decider) -> None:
    state, texts = TALKED_OF, []
    for text in ("We live in a small town.", "My husband drives a bus.", "He has been doing it for years."):
        draft, state = decider.decide(told(text), state)
        texts.append(draft.text)
    assert len(set(texts)) == len(texts)


def test_who_only_told_something_is_not_spoken_to_as_in_sorrow(decider: Decider) -> None:
    _, state = decider.decide(told("We live in a small town."), TALKED_OF)
    draft, _ = decider.decide(replace(told("you idiot"), intent="abuse"), state)
    assert draft.text == load_texts().say("utter_abuse")


def test_a_complaint_that_nothing_is_sure_of_is_none(decider: Decider) -> None:
    relieved = replace(told("It is a weight off to have asked at last."), intent="not_helpful", confidence=0.2)
    draft, _ = decider.decide(relieved, TALKED_OF)
    assert draft.text.startswith("Thank you for telling me")


@pytest.mark.parametrize("thanks", ["", "Thanks. ", "Great, ta! "])
def test_a_sign_told_of_somebody_is_answered_by_the_sentence_that_names_it(tmp_path: Path, thanks: str) -> None:
    store = store_of_texts(
        tmp_path, {"velmont-syndrome": {"symptoms": "The skin may taste of salt. Most people have a cough."}}
    )
    acts = ("thank",) if thanks else ()

    draft, _ = Decider(store, load_texts()).decide(
        told(f"{thanks}She coughs all night long.", *acts), DialogueState("velmont-syndrome")
    )

    assert [section["highlights"] for section in draft.sections] == [["Most people have a cough."]]


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Thanks. She sings all day long.", "Thank you for telling me"),
        ("Thanks. My husband says hi.", "You are welcome"),
        ("Thanks. I will tell my wife.", "You are welcome"),
    ],
)
def test_what_is_told_beside_thanks_is_no_sign_unless_the_page_names_it(
    decider: Decider, text: str, begins: str
) -> None:
    draft, _ = decider.decide(told(text, "thank"), TALKED_OF)
    assert (draft.text.startswith(begins), draft.sections) == (True, ())
