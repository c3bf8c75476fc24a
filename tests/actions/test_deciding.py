"""The decision on a turn: any reading in any state gives one draft that fits, and says nothing medical of its own."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rasa.core.channels.channel import UserMessage

from actions.decision import Decider
from actions.follow_ups import FollowUps
from actions.reading import Reading
from actions.state import DialogueState
from bot.channels.gate import Gate
from bot.channels.incoming_message import IncomingMessage
from knowledge.records import SECTION_TYPES
from rareguide.settings import Settings
from rareguide.texts import load_texts
from rareguide.turn import Draft, turn_validator
from tests.support.examples import most_examples
from tests.support.made_up_store import CONDITIONS, made_up_store

DOMAIN_INTENTS = [
    "abuse affirm ask_advice ask_bot ask_causes ask_date ask_everything ask_overview ask_person ask_privacy",
    "ask_bot_feelings ask_complaint ask_condition_name ask_conditions ask_reuse ask_service_cost ask_to_write ask_word",
    "ask_source ask_treatment chitchat choose_option compare correct_condition correct_section deny earlier_condition",
    "ask_not_covered ask_own_diagnosis",
    "ask_death ask_fault ask_for_group ask_noticed ask_simpler express_fear express_grief inform",
    "make_joke tell_circumstance tell_good_news tell_name type_unknown",
    "forget_me goodbye greet name_condition noise not_helpful other_language print_answer same_for start_again thank",
]
INTENTS = [intent for line in DOMAIN_INTENTS for intent in line.split()]
ACTS = [
    "express_anger",
    "express_feeling",
    "ask_death",
    "ask_fault",
    "ask_noticed",
    "ask_person",
    "ask_advice",
    "abuse",
    "type_unknown",
]
SLUGS = [*CONDITIONS, "gone-since"]


@pytest.fixture(scope="module")
def decider(tmp_path_factory: pytest.TempPathFactory) -> Decider:
    return Decider(made_up_store(tmp_path_factory.mktemp("deciding")), load_texts())


def through_the_gate(draft: Draft) -> dict[str, Any]:
    async def handle(message: UserMessage) -> None:
        await message.output_channel.send_custom_json(message.sender_id, draft.as_dict())

    return asyncio.run(Gate(Settings(), load_texts()).answer(IncomingMessage("a", "hello", "rest"), handle))


OFTEN_SAID = [
    "the second one", "2", "last", "Treatment", "none of these", "symptoms of both", "and the other one?", "more",
    "I don't know which", "type 2", "the palsy one", "any of them", "the type 9 one",
]  # fmt: skip
some_sections = st.lists(st.sampled_from(SECTION_TYPES), max_size=3, unique=True).map(tuple)
some_slugs = st.lists(st.sampled_from(SLUGS), max_size=3, unique=True).map(tuple)
unknown_names = st.none() | st.text(min_size=1, max_size=10) | st.just("{braces} and **stars**")
readings = st.builds(
    Reading,
    text=st.text(max_size=20) | st.sampled_from(OFTEN_SAID),
    intent=st.none() | st.sampled_from([*INTENTS, "unheard_of"]),
    confidence=st.floats(0, 1),
    sections=some_sections,
    acts=st.lists(st.sampled_from(ACTS), max_size=2, unique=True).map(tuple),
    own_case_sections=some_sections,
    conditions=some_slugs,
    candidates=some_slugs,
    candidates_name=unknown_names,
    candidates_match=st.sampled_from([None, "name", "part", "group", "only_name"]),
    unknown_name=unknown_names,
    guesses=some_slugs,
    term=unknown_names | st.just("words"),
    named=unknown_names | st.just("words"),
    standing=st.sampled_from([None, "part", "topic"]),
    language=st.none() | st.sampled_from(["es", "zh", "xx"]),
)
options = st.lists(
    st.fixed_dictionaries(
        {
            "title": st.sampled_from(["Treatment", "Causes", "Tarn palsy"]),
            "payload": st.just("What causes it?"),
            "condition": st.none() | st.sampled_from(SLUGS),
            "sections": st.lists(st.sampled_from(SECTION_TYPES), max_size=2),
        }
    ),
    max_size=4,
).map(tuple)
states = st.builds(
    DialogueState,
    condition=st.none() | st.sampled_from(SLUGS),
    earlier_conditions=st.lists(st.sampled_from(SLUGS), max_size=3, unique=True).map(tuple),
    compared=some_slugs,
    offered_options=options,
    pending_sections=some_sections,
    pending_questions=st.lists(st.sampled_from(["", "which gene is it?"]), max_size=3).map(tuple),
    last_sections=some_sections,
    more_candidates=some_slugs,
    unknown_name=unknown_names,
    pending_term=unknown_names | st.just("words"),
    times_asked=st.integers(0, 9),
    kind_words=st.lists(st.sampled_from(["utter_express_grief", "utter_make_joke"]), max_size=5).map(tuple),
)


@settings(max_examples=most_examples(500), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reading=readings, state=states)
def test_any_reading_in_any_state_gives_one_turn_that_fits(
    decider: Decider, reading: Reading, state: DialogueState
) -> None:
    draft, after = decider.decide(reading, state)
    turn = through_the_gate(draft)

    turn_validator().validate(turn)
    # Whom to call in an emergency stands above "I can only answer in English", and nothing above anything else.
    is_apology = draft.understood.intent == "other_language"
    fits = turn["text"].endswith(draft.text) if is_apology else turn["text"] == draft.text
    assert fits, "the draft did not fit, and the fallback turn came instead"
    assert DialogueState.from_slots(after.as_slots()) == after
    assert "approved words" not in turn["text"], "what the store says stands in sections, never in the bot's words"
    for section in turn["sections"]:
        stored = decider.store.sections(section["condition"]["slug"], [section["section"]])
        assert section["body"] in [one.section.body for one in stored]


START = DialogueState()


def decide(decider: Decider, state: DialogueState = START, **reading: Any) -> tuple[Draft, DialogueState]:
    return decider.decide(Reading(**{"text": "…", "confidence": 0.9, **reading}), state)


def test_a_section_that_the_store_has(decider: Decider) -> None:
    draft, state = decide(decider, intent="ask_causes", sections=("causes",), conditions=("velmont-syndrome",))

    assert (draft.kind, [section["section"] for section in draft.sections]) == ("answer", ["causes"])
    assert [option.title for option in draft.options] == ["What is it?", "Treatment"]
    assert state.condition == "velmont-syndrome"


def test_what_is_asked_without_a_name_is_asked_of_the_page_s_condition(decider: Decider) -> None:
    asked = Reading("what causes it?", "ask_causes", 0.9, ("causes",))

    draft, state = decider.decide(asked, START, "velmont-syndrome")
    named, _ = decider.decide(replace(asked, conditions=("ostrava-fever",)), START, "velmont-syndrome")
    unknown, kept = decider.decide(asked, state, "gone-since")

    assert (draft.kind, state.condition) == ("answer", "velmont-syndrome")
    assert named.sections[0]["condition"]["slug"] == "ostrava-fever"
    assert (unknown.kind, kept.condition) == ("answer", "velmont-syndrome")


def test_a_condition_named_for_what_another_has_to_do_with_it_is_asked_about_where_none_is_talked_of(
    decider: Decider,
) -> None:
    asked = Reading("does that cause it?", "ask_causes", 0.9, ("causes",), effects=("ostrava-fever",))

    _, state = decider.decide(asked, START)
    _, kept = decider.decide(asked, replace(START, condition="velmont-syndrome"))

    assert (state.condition, kept.condition) == ("ostrava-fever", "velmont-syndrome")


def test_what_is_not_understood_is_met_with_what_there_is_about_the_condition(decider: Decider) -> None:
    """With a condition in hand the visitor was told to type the name of one."""
    draft, state = decide(decider, DialogueState("velmont-syndrome"), intent="chitchat", confidence=0.1)

    assert "Velmont syndrome" in draft.text
    assert "Treatment" in [option.title for option in draft.options]
    assert decide(decider, state, text="Treatment")[0].kind == "answer"
    nothing_named, _ = decide(decider, START, intent="chitchat", confidence=0.1)
    assert [option.title for option in nothing_named.options] == ["Talk to a person"]


def test_a_section_that_the_store_lacks(decider: Decider) -> None:
    draft, _ = decide(decider, intent="ask_prognosis", sections=("prognosis",), conditions=("velmont-syndrome",))

    assert (draft.kind, draft.missing) == ("no_answer", ("prognosis",))
    assert "Velmont syndrome" in draft.text
    assert [option.payload for option in draft.options] == [
        "What is Velmont syndrome?",
        "What causes Velmont syndrome?",
        "How is Velmont syndrome treated?",
    ]


def test_one_that_it_has_and_one_that_it_lacks(decider: Decider) -> None:
    draft, _ = decide(decider, sections=("symptoms", "treatment"), conditions=("ostrava-fever",))

    assert (draft.kind, draft.missing) == ("answer", ("treatment",))
    assert "its treatment" in draft.text


def test_text_without_date_and_reviewer_is_said_to_be_unreviewed(decider: Decider) -> None:
    treatment, _ = decide(decider, sections=("treatment",), conditions=("velmont-syndrome",))
    causes, _ = decide(decider, sections=("causes",), conditions=("velmont-syndrome",))

    assert "not been reviewed" in treatment.text
    assert "not been reviewed" not in causes.text


def test_a_question_before_any_condition_waits_for_its_name(decider: Decider) -> None:
    draft, state = decide(decider, intent="ask_causes", sections=("causes",))
    assert (draft.kind, draft.condition) == ("clarify", None)

    draft, state = decide(decider, state, intent="name_condition", conditions=("ostrava-fever",))
    assert [section["section"] for section in draft.sections] == ["causes"]
    assert state.pending_sections == ()


def test_a_bare_name_gives_the_overview_or_asks_what_about_it(decider: Decider) -> None:
    with_overview, _ = decide(decider, intent="name_condition", conditions=("tarn-palsy",))
    without, _ = decide(decider, intent="name_condition", conditions=("ostrava-fever",))
    with_nothing, _ = decide(decider, intent="name_condition", conditions=("nameless-dystrophy",))

    assert with_overview.kind == "answer"
    assert (without.kind, [option.title for option in without.options]) == ("clarify", ["Causes", "Symptoms"])
    assert (with_nothing.kind, with_nothing.options) == ("no_answer", ())


def test_the_condition_talked_of_is_compared_with_a_name_that_is_not_there(decider: Decider) -> None:
    state = DialogueState(condition="velmont-syndrome")
    draft, after = decide(decider, state, intent="compare", unknown_name="Quarvel syndrome")
    told, _ = decide(decider, DialogueState(), intent="compare", unknown_name="Quarvel syndrome")

    assert [section["section"] for section in draft.sections] == ["overview"]
    assert "“Quarvel syndrome”" in draft.text
    assert after.condition == "velmont-syndrome"
    assert (told.kind, "“Quarvel syndrome”" in told.text) == ("no_answer", True)


def test_what_is_not_understood_does_not_lose_the_conditions_that_are_offered(decider: Decider) -> None:
    offer, state = decide(decider, sections=("causes",), candidates=("velmont-syndrome", "ostrava-fever"))
    draft, after = decide(decider, state, text="hm", intent="inform", confidence=0.1)

    assert draft.kind == "clarify"
    assert draft.text != offer.text
    assert [option.title for option in draft.options][:2] == ["Velmont syndrome", "Ostrava fever"]
    assert after.pending_sections == ("causes",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("can he swim?", "found nothing"),
        ("tarn swim", "not sure what you are"),
        ("tell me the swimming part again", "not sure what you are"),
        ("he swims", "Thank you for telling me"),
        ("the slide in the yard just stands there", "Thank you for telling me"),
    ],
)
def test_what_is_not_understood_is_met_as_a_question_an_order_or_something_told(
    decider: Decider, text: str, said: str
) -> None:
    state = DialogueState(condition="tarn-palsy")
    draft, _ = decide(decider, state, text=text, masked=text, intent="inform", confidence=0.1)

    assert draft.kind == "smalltalk"
    assert said in draft.text


def test_a_word_whose_meaning_is_asked_for_is_explained_by_the_texts_or_not_at_all(decider: Decider) -> None:
    state = DialogueState(condition="tarn-palsy")
    said, _ = decide(decider, state, intent="ask_word", term="approved", asks_meaning=True)
    not_said, _ = decide(decider, state, intent="ask_word", term="zibelurno", asks_meaning=True)

    assert said.kind == "answer"
    assert (not_said.kind, not_said.sections) == ("no_answer", ())
    assert "“zibelurno”" in not_said.text


def test_a_name_that_several_conditions_share_is_asked_back_with_the_question_kept(decider: Decider) -> None:
    draft, state = decide(decider, sections=("causes",), candidates=("velmont-syndrome", "ostrava-fever"))
    assert draft.kind == "clarify"
    assert [option.title for option in draft.options] == ["Velmont syndrome", "Ostrava fever"]

    draft, _ = decide(decider, state, text="the second one", intent="choose_option")
    assert draft.condition is not None
    assert (draft.condition.slug, [one["section"] for one in draft.sections]) == ("ostrava-fever", ["causes"])


def test_two_conditions_get_a_section_each_and_the_first_is_talked_of(decider: Decider) -> None:
    draft, state = decide(
        decider, intent="compare", sections=("causes",), conditions=("ostrava-fever", "velmont-syndrome")
    )

    assert [section["condition"]["slug"] for section in draft.sections] == ["ostrava-fever", "velmont-syndrome"]
    assert state.condition == "ostrava-fever"


def test_a_condition_that_the_store_does_not_know(decider: Decider) -> None:
    draft, _ = decide(decider, intent="ask_causes", sections=("causes",), unknown_name="Quibble {x} fever")

    assert (draft.kind, draft.condition) == ("no_answer", None)
    assert "Quibble {x} fever" in draft.text


def test_what_is_asked_next_is_about_the_condition_that_is_not_there(decider: Decider) -> None:
    _, state = decide(decider, DialogueState("velmont-syndrome"), sections=("causes",), unknown_name="Quibble fever")

    draft, state = decide(decider, state, intent="ask_inheritance", sections=("inheritance",))
    assert (draft.kind, [option.title for option in draft.options]) == ("clarify", ["Velmont syndrome"])
    assert "Quibble fever" in draft.text

    _, state = decide(decider, state, conditions=("ostrava-fever",))
    assert (state.condition, state.unknown_name) == ("ostrava-fever", None)


def test_what_seems_beside_the_matter_may_be_a_question_about_the_condition(decider: Decider) -> None:
    draft, state = decide(decider, DialogueState("velmont-syndrome"), intent="chitchat")

    assert (draft.kind, state.condition) == ("smalltalk", "velmont-syndrome")
    assert "Causes" in [option.title for option in draft.options]


def test_advice_on_ones_own_case_is_left_to_people(decider: Decider) -> None:
    asked = {"intent": "ask_advice", "sections": ("treatment",), "own_case_sections": ("treatment",)}
    draft, _ = decide(decider, DialogueState("velmont-syndrome"), **asked)

    assert (draft.kind, draft.sections) == ("no_answer", ())
    assert "doctor" in draft.text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("what should i do about the cough", ["treatment"]),
        ("my hands are stiff, what can we do?", ["treatment"]),
        ("should i stop my tablets", []),
        ("what dose can i take", []),
    ],
)
def test_who_asks_what_to_do_gets_what_there_is_on_the_treatment_beside_the_referral(
    decider: Decider, text: str, shown: list[str]
) -> None:
    asked = {"intent": "ask_advice", "sections": ("treatment",), "own_case_sections": ("treatment",)}
    draft, _ = decide(decider, DialogueState("velmont-syndrome"), text=text, masked=text, **asked)

    assert [section["section"] for section in draft.sections] == shown
    assert load_texts().say("utter_advice") in draft.text


def test_what_is_asked_in_general_beside_ones_own_case_is_answered(decider: Decider) -> None:
    asked = {"intent": "ask_advice", "sections": ("treatment", "causes"), "own_case_sections": ("treatment",)}
    draft, _ = decide(decider, DialogueState("velmont-syndrome"), **asked)

    assert (draft.kind, [section["section"] for section in draft.sections]) == ("answer", ["causes"])
    assert "doctor" in draft.text
    assert draft.understood.sections == ("treatment", "causes")


def test_an_unknown_condition_beside_a_known_one_is_named_too(decider: Decider) -> None:
    draft, _ = decide(
        decider, intent="compare", sections=(), conditions=("velmont-syndrome",), unknown_name="Blorgen syndrome"
    )

    assert (draft.kind, draft.condition and draft.condition.slug) == ("answer", "velmont-syndrome")
    assert "Blorgen syndrome" in draft.text


def compared(decider: Decider) -> DialogueState:
    _, state = decide(decider, intent="compare", sections=(), conditions=("ostrava-fever", "velmont-syndrome"))
    return state


@pytest.mark.parametrize(
    ("said", "slugs"),
    [
        ("what causes both", ["ostrava-fever", "velmont-syndrome"]),
        ("what causes the second one", ["velmont-syndrome"]),
        ("what causes the other one", ["velmont-syndrome"]),
        ("what causes the former", ["ostrava-fever"]),
    ],
)
def test_compared_conditions_can_be_pointed_to(decider: Decider, said: str, slugs: list[str]) -> None:
    draft, _ = decide(decider, compared(decider), text=said, intent="ask_causes", sections=("causes",))

    assert [section["condition"]["slug"] for section in draft.sections] == slugs


def test_half_of_a_name_that_points_back_asks_for_nothing_in_particular(decider: Decider) -> None:
    asked = Reading("what causes ostrava", "ask_causes", 0.9, ("causes",), masked="what causes ostrava",
                    clauses={"causes": "what causes ostrava"})  # fmt: skip
    meant = FollowUps(decider._sections).with_pointed_at(asked, DialogueState("ostrava-fever"))

    assert meant.conditions == ("ostrava-fever",)
    assert not meant.question("causes").is_particular


def test_a_message_in_another_language_is_answered_in_it(decider: Decider) -> None:
    draft, state = decide(decider, DialogueState("velmont-syndrome"), intent="other_language", language="es")

    assert "español" in draft.text
    assert state.condition == "velmont-syndrome"


def test_a_condition_that_an_editor_removed_is_forgotten(decider: Decider) -> None:
    draft, state = decide(decider, DialogueState("gone-since"), intent="ask_causes", sections=("causes",))

    assert draft.kind == "clarify"
    assert state.condition is None


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("cost?", {"intent": "inform", "confidence": 0.1}),
        ("what is de novo?", {"intent": "ask_word", "term": "zibelurno", "asks_meaning": True}),
    ],
)
def test_what_follows_a_name_without_a_page_is_answered_with_the_name_and_a_person(
    decider: Decider, text: str, values: dict[str, Any]
) -> None:
    draft, after = decide(decider, DialogueState(unknown_name="Quarvel syndrome"), text=text, masked=text, **values)

    assert "I have no page of “Quarvel syndrome”" in draft.text
    assert draft.options[-1].title == "Talk to a person"
    assert after.unknown_name == "Quarvel syndrome"


def test_a_name_in_a_message_that_was_not_understood_is_said_to_have_no_page(decider: Decider) -> None:
    draft, after = decide(
        decider, text="the doctor keeps saying ZRVQ", intent="inform", confidence=0.1, unknown_name="ZRVQ"
    )

    assert (draft.kind, after.unknown_name) == ("no_answer", "ZRVQ")
    assert "“ZRVQ”" in draft.text
