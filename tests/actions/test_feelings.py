"""A kind word comes before anything else, nothing is shown unasked, and a person is offered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.decision import Decider
from actions.reading import Reading
from actions.section_drafts import Decision
from actions.state import DialogueState
from rareguide.texts import load_texts
from rareguide.turn import Draft
from tests.support.made_up_store import CONDITIONS, made_up_store

SLUG = next(iter(CONDITIONS))
TALKED_OF = DialogueState(condition=SLUG)
NAMED = {
    "anger": "I am so angry.",
    "exhaustion": "I am so tired.",
    "fear": "I am scared.",
    "grief": "She died.",
    "guilt": "I should have seen it.",
    "loneliness": "I am all alone with it.",
}
PERSON = load_texts().say("utter_handoff_option_person")


@pytest.fixture(scope="module")
def decider(tmp_path_factory: pytest.TempPathFactory) -> Decider:
    return Decider(made_up_store(tmp_path_factory.mktemp("feelings")), load_texts())


def titles(draft: Draft) -> list[str]:
    return [option.title for option in draft.options]


def felt(feeling: str, text: str | None = None, **values: object) -> Reading:
    text = NAMED.get(feeling, "It is a lot.") if text is None else text
    return Reading(text=text, intent=f"express_{feeling}", confidence=0.8, acts=(f"express_{feeling}",), **values)  # type: ignore[arg-type]


@pytest.mark.parametrize("state", [DialogueState(), TALKED_OF])
@pytest.mark.parametrize("feeling", NAMED)
def test_a_feeling_is_met_without_a_card(decider: Decider, feeling: str, state: DialogueState) -> None:
    draft, after = decider.decide(felt(feeling), state)

    assert (draft.kind, draft.sections) == ("smalltalk", ())
    assert draft.text.startswith(load_texts().say(f"utter_express_{feeling}"))
    assert titles(draft)[0] == PERSON
    assert after.condition == state.condition


@pytest.mark.parametrize("text", ["He is in pain now, what shall I give him", "a walk in the garden"])
def test_no_loss_is_spoken_of_where_none_is_told(decider: Decider, text: str) -> None:
    assert "loss" not in decider.decide(felt("grief", text), TALKED_OF)[0].text
    assert "your loss" in decider.decide(felt("grief", f"{text}, he didn’t make it"), TALKED_OF)[0].text


def test_nobody_is_called_exhausted_who_does_not_say_so(decider: Decider) -> None:
    assert "exhausting" not in decider.decide(felt("exhaustion", "I cry in the car"), TALKED_OF)[0].text
    assert "exhausting" in decider.decide(felt("exhaustion", "I am up with him every night"), TALKED_OF)[0].text


@pytest.mark.parametrize("feeling", NAMED)
def test_no_feeling_is_called_by_a_name_that_nobody_gave_it(decider: Decider, feeling: str) -> None:
    """A scene may be fear, grief or neither, and relief was called exhaustion."""
    draft, _ = decider.decide(felt(feeling, "She used to say mama"), TALKED_OF)
    assert draft.text.startswith(load_texts().say("utter_express_feeling"))


def test_a_sorrow_about_the_condition_talked_of_is_no_word_that_the_type_is_not_known(decider: Decider) -> None:
    """ "It only said milk, call Ruth. I sat on the floor for an hour" was told that the name is enough."""
    reading = felt("grief", "It only said milk. I sat on the floor.")
    draft, _ = decider.decide(replace(reading, acts=("express_grief", "type_unknown")), TALKED_OF)
    assert draft.text.startswith(load_texts().say("utter_express_feeling"))


def test_what_may_be_a_sorrow_is_met_in_words_that_suit_a_remark_too(decider: Decider) -> None:
    reading = Reading("I keep it in my handbag", "inform", 0.1, acts=("tells_hardship",), masked="i keep it in my bag")
    first, after = decider.decide(reading, TALKED_OF)
    second, _ = decider.decide(reading, after)

    assert first.text == load_texts().say_in_turn("utter_tells_hardship", 0)
    assert second.text == load_texts().say_in_turn("utter_tells_hardship", 1)
    assert PERSON in titles(first)


def test_a_loss_that_nobody_told_is_apologised_for(decider: Decider) -> None:
    _, after = decider.decide(felt("grief", "My uncle died."), TALKED_OF)
    sorry = load_texts().say("utter_mistaken_loss")
    for said in ("why did you say sorry for your loss", "nobody died", "he is alive and well!"):
        assert decider.decide(felt("grief", said), after)[0].text.startswith(sorry)
        assert decider.decide(Reading(text=said, intent="inform", confidence=0.9), after)[0].text.startswith(sorry)
    asked = {"sections": ("overview",), "clauses": {"overview": "what?"}}
    startled, _ = decider.decide(felt("grief", "what? no. nobody died in our house", **asked), after)
    assert (startled.kind, startled.text.startswith(sorry)) == ("smalltalk", True)
    asking = Reading(text="She didnt die! what is it", intent="ask_overview", confidence=0.9, sections=("overview",))
    draft, _ = decider.decide(asking, after)
    assert (draft.kind, draft.text.startswith(sorry)) == ("answer", True)
    assert sorry not in decider.decide(asking, TALKED_OF)[0].text


@pytest.mark.parametrize("feeling", ["grief", "feeling"])
def test_a_death_that_is_denied_is_no_sadness(decider: Decider, feeling: str) -> None:
    draft, _ = decider.decide(felt(feeling, "He is alive and well, nobody died."), TALKED_OF)
    assert load_texts().say("utter_express_feeling") not in draft.text
    assert "your loss" not in draft.text


def test_a_hard_question_refers_to_people_once(decider: Decider) -> None:
    reading = Reading(
        text="Was it my fault, because I gave it late?",
        intent="ask_fault",
        confidence=0.8,
        sections=("overview",),
        acts=("ask_fault", "ask_advice"),
    )
    draft, _ = decider.decide(reading, TALKED_OF)
    assert draft.text.startswith(load_texts().say("utter_ask_fault"))
    assert load_texts().say("utter_advice") not in draft.text


def test_what_fits_is_offered_beside(decider: Decider) -> None:
    assert "What is it?" in titles(decider.decide(felt("grief"), TALKED_OF)[0])


@pytest.mark.parametrize(("feeling", "shown"), [("fear", ["overview"]), ("grief", [])])
def test_only_fear_about_news_gets_the_overview(decider: Decider, feeling: str, shown: list[str]) -> None:
    draft, after = decider.decide(felt(feeling, conditions=(SLUG,)), DialogueState())

    assert [section["section"] for section in draft.sections] == shown
    assert draft.text.startswith(load_texts().say(f"utter_express_{feeling}"))
    assert PERSON in titles(draft)
    assert after.condition == SLUG


def test_sorrow_about_a_condition_just_named_gets_a_word_above_its_overview(decider: Decider) -> None:
    """Nobody has died: "our girl lost her words at two" was answered by a word alone."""
    named = Reading(
        "velmont. our girl lost her words", "express_grief", 0.5, conditions=(SLUG,), acts=("express_grief",)
    )
    died = replace(named, text="velmont. our girl died of it")

    assert [section["section"] for section in decider.decide(named, DialogueState())[0].sections] == ["overview"]
    assert decider.decide(died, DialogueState())[0].sections == ()


def test_the_same_name_again_brings_no_second_overview(decider: Decider) -> None:
    assert decider.decide(felt("fear", conditions=(SLUG,)), TALKED_OF)[0].sections == ()


def answered_with(decider: Decider, act: str, section: str = "overview") -> Decision:
    reading = Reading("I am scared", f"ask_{section}", 0.8, sections=(section,), acts=(act,))
    return decider.decide(reading, TALKED_OF)


@pytest.mark.parametrize("act", ["express_fear", "express_feeling", "ask_fault", "ask_death"])
def test_a_question_gets_the_word_and_its_answer(decider: Decider, act: str) -> None:
    draft, _ = answered_with(decider, act)

    assert (draft.kind, [section["section"] for section in draft.sections]) == ("answer", ["overview"])
    assert draft.text.startswith(load_texts().say(f"utter_{act}"))
    assert draft.understood.intent == act
    assert PERSON in titles(draft)


@pytest.mark.parametrize(
    ("text", "is_hard"),
    [
        ("how long have we got", True),
        ("what does my daughter's future look like", True),
        ("how long do people live with it", False),
        ("can my daughter play the piano", False),
        ("will I get shorter or do I stay tiny forever", False),
        ("my patient is 54. how long does she live", False),
    ],
)
def test_what_lies_ahead_of_one_person_is_a_hard_question(decider: Decider, text: str, is_hard: bool) -> None:
    reading = Reading(text=text, masked=text, intent="ask_prognosis", confidence=0.8, sections=("prognosis",))
    draft, _ = decider.decide(reading, TALKED_OF)

    assert draft.text.startswith(load_texts().say("utter_ask_death")) is is_hard


def test_a_person_asked_for_beside_a_question_is_offered(decider: Decider) -> None:
    draft, _ = answered_with(decider, "ask_person")

    assert draft.kind == "answer"
    assert draft.text.startswith(load_texts().say("utter_person_beside"))
    assert PERSON in titles(draft)


def test_a_person_asked_for_in_one_of_several_sentences_is_enough(decider: Decider) -> None:
    told = Reading(text="…", intent="inform", confidence=0.9, acts=("ask_person",))
    assert decider.decide(told, TALKED_OF)[0].kind == "handoff"


def test_who_wants_no_person_is_not_handed_over(decider: Decider) -> None:
    said = "i dont need a person"
    draft, _ = decider.decide(Reading(text=said, masked=said, intent="ask_person", confidence=0.95), TALKED_OF)
    assert (draft.kind, draft.text) == ("smalltalk", load_texts().say("utter_no_person"))

    said = "no person please. what causes it"
    asked = Reading(
        text=said, masked=said, intent="ask_causes", confidence=0.9, sections=("causes",), acts=("ask_person",)
    )
    draft, _ = decider.decide(asked, TALKED_OF)
    assert draft.kind == "answer"
    assert PERSON not in titles(draft)


def test_the_option_opens_the_form_also_by_its_place(decider: Decider) -> None:
    _, after = decider.decide(felt("loneliness"), TALKED_OF)
    assert decider.decide(Reading(text="the first one"), after)[0].kind == "handoff"
    assert decider.decide(Reading(text=PERSON), after)[0].kind == "handoff"


def test_a_person_is_among_the_options_when_unsure(decider: Decider) -> None:
    for state in (DialogueState(), TALKED_OF):
        draft, _ = decider.decide(Reading(text="…", intent="greet", confidence=0.1), state)
        assert PERSON in titles(draft)
        assert draft.understood.intent is None


@pytest.mark.parametrize("intent", ["ask_treatment", "inform"])
def test_an_amount_for_one_person_is_left_to_the_doctor(decider: Decider, intent: str) -> None:
    """The sentence before it may be read as a question about the treatment."""
    reading = Reading(
        text="…",
        intent=intent,
        confidence=0.6,
        sections=("overview",),
        own_case_sections=("overview",),
        acts=("ask_advice",),
    )
    draft, _ = decider.decide(reading, TALKED_OF)
    assert (draft.kind, draft.sections) == ("no_answer", ())
    assert draft.text.startswith(load_texts().say("utter_advice"))


def test_a_group_that_the_page_says_nothing_of_is_told_so_and_gets_no_text_again(decider: Decider) -> None:
    state = DialogueState(condition=SLUG, last_sections=("overview",))
    reading = Reading(text="and in adults?", masked="and in adults?", intent="ask_for_group", confidence=0.8)
    draft, after = decider.decide(reading, state)

    assert (draft.kind, draft.sections) == ("no_answer", ())
    assert "by age or sex" in draft.text
    assert PERSON in titles(draft)
    assert after.last_sections == ("overview",)


def test_other_words_are_declined_honestly(decider: Decider) -> None:
    draft, _ = decider.decide(Reading(text="simpler please", intent="ask_simpler", confidence=0.8), TALKED_OF)
    assert (draft.kind, draft.text) == ("no_answer", load_texts().say("utter_ask_simpler"))


@pytest.mark.parametrize(
    ("text", "is_led"),
    [("does she have to give up milk", True), ("do people with it have to give up milk", False)],
)
def test_what_is_likeliest_advice_on_one_person_is_not_answered_without_the_referral(
    decider: Decider, text: str, is_led: bool
) -> None:
    reading = Reading(text=text, masked=text, intent="ask_advice", confidence=0.2, sections=("overview",))
    draft, _ = decider.decide(reading, TALKED_OF)
    assert draft.kind == "answer"
    assert draft.text.startswith(load_texts().say("utter_advice")) is is_led


@pytest.mark.parametrize(
    ("text", "is_referred"),
    [
        ("could he play hockey?", True),
        ("and may she dive", True),
        ("i want to know whether he may drive", True),
        ("what can he do for fun", False),
        ("can people with it dive", False),
        ("how can we prevent it", False),
    ],
)
def test_where_nothing_is_found_on_what_one_person_may_do_a_doctor_is_named(
    decider: Decider, text: str, is_referred: bool
) -> None:
    reading = Reading(text=text, masked=text, intent="ask_not_covered", confidence=0.9, not_covered=0.9)
    draft, _ = decider.decide(reading, TALKED_OF)
    assert draft.kind == "no_answer"
    assert draft.text.startswith(load_texts().say("utter_for_one_person")) is is_referred
    assert (PERSON in titles(draft)) or not is_referred


def test_a_question_about_ones_own_request_shows_no_section(decider: Decider) -> None:
    asked = Reading(text="…", intent="ask_request", confidence=0.6, conditions=(SLUG,))
    draft, _ = decider.decide(asked, DialogueState())
    assert (draft.kind, draft.sections) == ("smalltalk", ())
    assert draft.text == load_texts().say("utter_ask_request")
    assert PERSON in titles(draft)


@pytest.mark.parametrize("feeling", [*NAMED, "feeling"])
def test_the_same_feeling_is_met_in_other_words_each_time(decider: Decider, feeling: str) -> None:
    said, state = [], TALKED_OF
    for _ in range(3):
        draft, state = decider.decide(felt(feeling), state)
        said.append(draft.text)
        assert PERSON in titles(draft)

    assert len(set(said)) == 3
    assert len(said[1]) < len(said[0])


def test_a_word_above_an_answer_is_not_repeated_either(decider: Decider) -> None:
    reading = Reading("I blame myself", "ask_overview", 0.8, sections=("overview",), acts=("express_guilt",))
    first, state = decider.decide(reading, TALKED_OF)
    second, _ = decider.decide(reading, state)
    word = load_texts().say("utter_express_guilt")

    assert first.text.startswith(word)
    assert word not in second.text


def asking_beside(words: str, intent: str = "express_feeling", **values: object) -> Reading:
    """A message that was read as something told, in which these words have the form of a question."""
    text = f"I should have seen it. {words}"
    return Reading(text=text, masked=text.lower(), intent=intent, confidence=0.8, asking=words, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize("intent", ["express_guilt", "inform", "greet"])
def test_a_question_beside_what_is_told_is_answered(decider: Decider, intent: str) -> None:
    acts = ("express_guilt",) if intent == "express_guilt" else ()
    draft, _ = decider.decide(asking_beside("who decides about the guardian", intent, acts=acts), TALKED_OF)

    assert draft.kind in ("answer", "no_answer")
    assert "Thank you for telling me" not in draft.text
    assert draft.text.startswith(load_texts().say("utter_express_guilt")) == bool(acts)


def test_a_feeling_is_met_above_word_that_nothing_was_found(decider: Decider) -> None:
    text = "I am scared, do all the strong ones have it?"
    reading = Reading(text, "same_for", 0.6, masked=text.lower(), acts=("express_fear",))
    draft, _ = decider.decide(reading, TALKED_OF)

    assert draft.text.startswith(load_texts().say("utter_express_fear"))


def test_a_question_beside_a_loss_waits_for_its_condition(decider: Decider) -> None:
    reading = asking_beside("who pays for the funeral", "express_grief", acts=("express_grief",))
    draft, after = decider.decide(replace(reading, text="He died. Who pays for the funeral?"), DialogueState())

    assert (draft.kind, after.pending_questions) == ("clarify", ("who pays for the funeral",))
    assert draft.text.startswith(load_texts().say("utter_express_grief"))


@pytest.mark.parametrize(
    ("text", "is_met"),
    [
        ("my daughter just got diagnosed with velmont", True),
        ("they said our baby has velmont", True),
        (
            "She is eleven. She was told on Monday that she has velmont. It is all so new, and there is a lot of it.",
            True,
        ),
        ("the paediatrician phoned, our newborn has velmont", True),
        ("I was told a joke about velmont today", False),
        ("I was diagnosed with velmont in 2011", False),
    ],
)
def test_hard_news_gets_a_word_above_the_overview(decider: Decider, text: str, is_met: bool) -> None:
    reading = Reading(text, "name_condition", 0.8, conditions=(SLUG,))
    draft, state = decider.decide(reading, DialogueState())

    assert [section["section"] for section in draft.sections] == ["overview"]
    assert draft.text.startswith(load_texts().say("utter_hard_news")) == is_met
    assert load_texts().say("utter_hard_news") not in decider.decide(reading, state)[0].text
    laughed = replace(reading, acts=("laugh",))
    assert load_texts().say("utter_hard_news") not in decider.decide(laughed, DialogueState())[0].text


def test_blame_is_met_before_fear(decider: Decider) -> None:
    reading = Reading("…", "ask_causes", 0.8, sections=("overview",), acts=("express_fear", "ask_fault"))

    assert decider.decide(reading, TALKED_OF)[0].text.startswith(load_texts().say("utter_ask_fault"))


def test_a_light_remark_is_answered_lightly(decider: Decider) -> None:
    joke = Reading("haha so I am a lamp", "inform", 0.8, masked="haha so i am a lamp", acts=("laugh",))
    draft, state = decider.decide(joke, TALKED_OF)

    assert (draft.kind, draft.text) == ("smalltalk", load_texts().say("utter_make_joke"))
    assert decider.decide(joke, state)[0].text != draft.text


@pytest.mark.parametrize("text", ["no I won't do anything", "I'm only sad, my husband is here with me"])
def test_who_promises_to_be_safe_is_asked_for_nothing(decider: Decider, text: str) -> None:
    draft, _ = decider.decide(felt("grief", text), TALKED_OF)

    assert draft.text == load_texts().say("utter_safe_now")
    assert titles(draft) == [PERSON]


def test_anger_at_the_assistant_after_a_sorrow_hears_that_it_is_a_program(decider: Decider) -> None:
    _, state = decider.decide(felt("grief"), TALKED_OF)
    draft, _ = decider.decide(Reading("you stupid machine", "abuse", 0.9), state)

    assert draft.text == load_texts().say("utter_abuse_in_sorrow")
    assert PERSON in titles(draft)


def test_good_news_beside_a_question_is_met_above_the_answer(decider: Decider) -> None:
    asked = Reading(
        text="He came home. What is it?",
        intent="ask_overview",
        confidence=0.9,
        sections=("overview",),
        acts=("tell_good_news",),
    )
    glad = load_texts().say("utter_glad_beside")

    assert decider.decide(asked, TALKED_OF)[0].text.startswith(glad)
    assert not decider.decide(replace(asked, acts=("tell_good_news", "express_fear")), TALKED_OF)[0].text.startswith(
        glad
    )


def test_good_news_that_only_touches_a_section_is_met_without_it(decider: Decider) -> None:
    text = "So it comes about by chance and it isn't my fault. What a relief."
    clauses = {"causes": "so it comes about by chance and it isn't my fault"}
    acts = ("tell_good_news",)
    told = Reading(text, "tell_good_news", 0.6, ("causes",), acts=acts, masked=text.lower(), clauses=clauses)

    assert decider.decide(told, TALKED_OF)[0].text == load_texts().say("utter_tell_good_news")
    asking = "what a relief, please tell me the causes then"
    asked = replace(told, text=asking, masked=asking, clauses={"causes": "please tell me the causes then"})
    assert decider.decide(asked, TALKED_OF)[0].kind != "smalltalk"


def test_who_goes_back_to_what_nobody_saw_gets_a_word_and_not_the_signs_again(decider: Decider) -> None:
    text = "So there were signs. And nobody saw them."
    reading = Reading(text, "ask_noticed", 0.5, ("symptoms",), acts=("ask_noticed",), masked=text.lower())
    before = replace(TALKED_OF, last_sections=("symptoms",))
    assert decider.decide(reading, before)[0].sections == ()
    assert decider.decide(replace(reading, text="Were there signs?"), before)[0].kind != "smalltalk"
