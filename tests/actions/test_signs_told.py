"""Signs told in everyday words, who may have it, who treats it, what advice is asked on: the sentence on just that."""

from __future__ import annotations

from typing import Any

import pytest

from actions.decision import Decider
from actions.reading import Reading
from actions.state import DialogueState
from knowledge.passage_rules import passage_rules, stem
from rareguide.texts import load_texts
from rareguide.turn import Draft
from tests.support.made_up_store import store_of_texts

VELMONT, TARN, OSTRAVA = "velmont-syndrome", "tarn-disease", "ostrava-fever"
SECTIONS = {
    VELMONT: {
        "causes": "A change in the VLM1 gene is the cause. An infection of the hands with a virus may have part in it. "
        "Nobody knows this for sure.",
        "symptoms": "The signs differ between people.\n\n- clumsiness and poor balance\n- problems with swallowing\n"
        "- hallucinations, mostly in the evening\n- Ophthalmoparesis\n\nSpeech becomes slurred in later years.",
        "inheritance": "Yes, it lies on the X chromosome. Boys have one such chromosome and fall ill. Girls have two "
        "and seldom fall ill. A woman with one changed copy may hand it on.",
        "diagnosis": "Many are found out in school, where they keep dropping their pens in the lessons.",
        "treatment": "Baclofen eases the stiffness. Doctors may choose another drug. Lumps may be cut out.",
        "prognosis": "Most people live for 3 to 5 years after the first signs.",
    },
    TARN: {
        "inheritance": "It is autosomal dominant. In some families the change is new. Sisters and brothers should be "
        "looked at. A parent with Tarn disease has a chance of 50% for each child to hand it on.",
        "treatment": "Neurologists and a team of therapists look after people with Tarn disease.",
    },
    OSTRAVA: {
        "inheritance": "Mostly not: few families have it twice. Girls have it as often as boys.",
        "overview": "Ostrava fever is a condition of the throat. Its causes are unknown. It often begins at school.",
        "symptoms": "The throat hurts. The voice is lost for some days.",
        "causes": "Ostrava fever comes from a mite. It is not contagious and does not come from person to person.",
    },
}


@pytest.fixture(scope="module")
def decider(tmp_path_factory: pytest.TempPathFactory) -> Decider:
    return Decider(store_of_texts(tmp_path_factory.mktemp("signs"), SECTIONS), load_texts())


def asked(
    decider: Decider, text: str, *sections: str, slug: str = VELMONT, clause: str | None = None, **more: Any
) -> Draft:
    """Return the turn for a message that asks for sections, by one clause or as a whole."""
    clauses, shares = dict.fromkeys(sections, clause or text), dict.fromkeys(sections, 0.6)
    given = {"intent": f"ask_{sections[0]}" if sections else None, "confidence": 0.6, **more}
    reading = Reading(text, sections=tuple(sections), masked=text, clauses=clauses, shares=shares, **given)
    return decider.decide(reading, DialogueState(condition=slug))[0]


def pointed_out(draft: Draft) -> str:
    return " ".join(sentence for section in draft.sections for sentence in section["highlights"])


def shown(draft: Draft) -> list[str]:
    return [section["section"] for section in draft.sections]


@pytest.mark.parametrize(
    ("text", "clause", "told"),
    [
        ("she drops things and chokes a bit, is that part of it?", "is that part of it?", ["clumsiness", "swallowing"]),
        ("he bumps into doors, does that come from it?", "does that come from it?", ["clumsiness"]),
        ("he sees people that are not there, is that it too?", "is that it too?", ["hallucinations"]),
        ("he cannot look down any more, is it because of it?", "is it because of it?", ["Ophthalmoparesis"]),
        ("he stumbles and slurs his words, is that the illness?", "is that the illness?", ["balance", "slurred"]),
    ],
)
def test_every_sign_told_is_looked_for_in_the_words_of_the_page(
    decider: Decider, text: str, clause: str, told: list[str]
) -> None:
    draft = asked(decider, text, "complications", clause=clause)
    assert shown(draft) == ["symptoms"]
    assert all(word in pointed_out(draft) for word in told)


def test_a_sign_that_stands_nowhere_is_denied_above_the_signs(decider: Decider) -> None:
    draft = asked(
        decider, "her toes turn purple, is that because of it?", "complications", clause="is that because of it?"
    )
    assert shown(draft) == ["symptoms"]
    assert not pointed_out(draft)
    assert "I found nothing on just this; here is what I have on its symptoms." in draft.text


def test_who_asks_whether_a_sign_comes_of_it_is_comforted_for_no_fault(decider: Decider) -> None:
    text = "he chokes at night, is it because of this?"
    draft = asked(decider, text, "causes", intent="ask_fault", acts=("ask_fault",))
    assert shown(draft) == ["symptoms"]
    assert "swallowing" in pointed_out(draft)
    assert "ask themselves" not in draft.text
    sure = asked(decider, "is it because of me?", "causes", intent="ask_fault", acts=("ask_fault",))
    assert "ask themselves" in sure.text


@pytest.mark.parametrize("text", ["do people see weird stuff when they drop off", "do they hear strange voices"])
def test_a_word_shared_by_chance_points_to_no_other_section(decider: Decider, text: str) -> None:
    draft = asked(decider, text, "symptoms")
    assert shown(draft) == ["symptoms"]
    assert "hallucinations" in pointed_out(draft)


@pytest.mark.parametrize(
    "text",
    ["could she have it too?", "can girls get it", "could our daughter have it", "is it passed on by the mother"],
)
def test_what_is_said_of_girls_answers_who_asks_about_a_girl(decider: Decider, text: str) -> None:
    said = pointed_out(asked(decider, text, "inheritance"))
    assert "Girls have two" in said
    assert "Yes," not in said
    assert "Yes," in pointed_out(asked(decider, "is it inherited?", "inheritance"))
    assert pointed_out(asked(decider, text, "inheritance", slug=OSTRAVA)).startswith("Mostly not")
    assert "Sisters" not in pointed_out(asked(decider, text, "inheritance", slug=TARN))


def test_the_chance_of_a_child_answers_whether_it_is_passed_on_to_children(decider: Decider) -> None:
    for text in ("is it passed on to children?", "will my kids get it", "can his brother have it"):
        assert pointed_out(asked(decider, text, "inheritance", slug=TARN)).startswith("A parent with Tarn disease")


@pytest.mark.parametrize("text", ["doctor who?", "which doctor treats this", "who treats it", "what specialist"])
def test_a_sentence_with_a_doctor_in_it_is_no_answer_to_which_doctor(decider: Decider, text: str) -> None:
    draft = asked(decider, text, "support")
    assert draft.kind == "no_answer"
    assert "Neurologists" in pointed_out(asked(decider, text, "support", slug=TARN))


def test_an_infection_is_no_answer_to_whether_others_catch_it(decider: Decider) -> None:
    for text in ("contagious?", "can my wife catch it from me"):
        draft = asked(decider, text, "causes")
        assert not pointed_out(draft)
        assert "I found nothing on just this; here is what I have on its causes." in draft.text
        assert "not contagious" in pointed_out(asked(decider, text, "causes", slug=OSTRAVA))


@pytest.mark.parametrize(
    "text",
    ["should our boys be afraid of it?", "our boys are 30 and 33. should they be worried?", "do i have to fear it"],
)
def test_fear_and_age_name_no_thing_that_must_stand_on_the_page(decider: Decider, text: str) -> None:
    draft = asked(decider, text, "inheritance")
    assert shown(draft) == ["inheritance"]
    assert "nothing" not in draft.text
    assert "Yes, it lies on the X chromosome." in pointed_out(draft) or "Boys have one" in pointed_out(draft)


@pytest.mark.parametrize(
    "text", ["it all went so fast, eighteen months. is that usual?", "he lived four years with it, is that long"]
)
def test_whether_a_time_is_usual_is_answered_by_the_outlook(decider: Decider, text: str) -> None:
    for section in ("frequency", "prognosis"):
        draft = asked(decider, text, section, clause="is that usual?", intent="inform")
        assert shown(draft) == ["prognosis"]
        assert "nothing" not in draft.text
    unsure = Reading(text, "ask_prognosis", 0.2, ("prognosis",), masked=text, clauses={"prognosis": text})
    assert shown(decider.decide(unsure, DialogueState(condition=VELMONT))[0]) == ["prognosis"]


def test_a_thing_that_advice_is_asked_on_is_shown_beside_the_referral(decider: Decider) -> None:
    draft = asked(decider, "should he take baclofen", intent="ask_advice", acts=("ask_advice",))
    assert "I cannot advise" in draft.text
    assert pointed_out(draft) == "Baclofen eases the stiffness."
    other = asked(decider, "should he take aspirin", intent="ask_advice", acts=("ask_advice",))
    assert (other.kind, other.sections) == ("no_answer", ())


def test_why_a_sign_came_is_not_told_by_the_sentence_that_it_does(decider: Decider) -> None:
    draft = asked(decider, "why did it take his voice first?", "causes")
    assert "slurred" in pointed_out(draft)
    assert "I am not sure that this answers your question" in draft.text


def test_a_missing_section_is_not_told_by_sentences_that_lack_the_thing_named(decider: Decider) -> None:
    assert asked(decider, "can it turn into cancer", "complications", slug=OSTRAVA).kind == "no_answer"
    assert asked(decider, "can it come back", "prognosis", slug=OSTRAVA).kind == "no_answer"


def test_other_families_are_asked_for_as_support(decider: Decider) -> None:
    draft = asked(decider, "who can we talk to, like other families?", "inheritance", clause="like other families?")
    assert (draft.kind, draft.missing) == ("no_answer", ("support",))


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("is there light at the end of the tunnel, treatment wise", "treatment"),
        ("what tell-tale signs should i keep an eye on", "symptoms"),
        ("my neighbour reckons its hereditary, is she right", "inheritance"),
        ("how on earth do docs check you got it", "diagnosis"),
    ],
)
def test_a_saying_names_no_thing_that_must_stand_on_the_page(decider: Decider, text: str, section: str) -> None:
    draft = asked(decider, text, section)
    assert shown(draft) == [section]
    assert "nothing" not in draft.text


def test_what_is_handed_out_is_not_what_is_handed_down(decider: Decider) -> None:
    assert shown(asked(decider, "what pills do they hand out", "treatment")) == ["treatment"]


@pytest.mark.parametrize(
    "text",
    [
        "he fell off his bike",
        "she has pain in the neck",
        "the rash is on her face it itches",
        "his hands out of control",
        "we keep two cats",
        "food upsets him",
        "look up the name",
    ],
)
def test_what_only_resembles_a_saying_or_a_sign_is_left_as_it_is(text: str) -> None:
    assert passage_rules().in_words_of_signs(text) == text


def test_every_word_for_a_sign_told_in_several_has_like_words() -> None:
    rules = passage_rules()
    own_names = {"microcephaly", "macrocephaly"}  # what pages call them too
    assert {word for word in rules.signs_told if not rules.alike.get(stem(word))} == own_names


@pytest.mark.parametrize(
    "text",
    ["and to me, if we drink from the same glass?", "can i get it from kissing him?", "is it safe to share a towel?"],
)
def test_what_is_shared_with_somebody_asks_whether_it_is_catching(decider: Decider, text: str) -> None:
    draft = asked(decider, text, "complications", slug=OSTRAVA)
    assert "It is not contagious" in pointed_out(draft)


def test_whether_a_sign_belongs_to_it_is_read_though_the_signs_are_asked_for_beside(decider: Decider) -> None:
    text = "please tell me what signs it brings, and whether the swallowing belongs to it."
    draft = asked(decider, text, "symptoms", clause="please tell me what signs it brings")
    assert pointed_out(draft) == "problems with swallowing"
    assert "I found nothing on just this" not in draft.text


def test_whether_one_may_have_children_asks_how_it_is_inherited(decider: Decider) -> None:
    assert shown(asked(decider, "is it ok to have kids with this?", "complications", slug=TARN)) == ["inheritance"]


def test_what_was_pointed_at_is_what_is_given_in_short(decider: Decider) -> None:
    sentence = "Girls have two and seldom fall ill."
    told = {"condition": VELMONT, "section": "inheritance", "sentence": sentence}
    state = DialogueState(condition=VELMONT, last_sections=("treatment",), pointed_at=(told,))
    draft, after = decider.decide(Reading("shorter please", "inform", 0.6, masked="shorter please"), state)
    assert [(one["section"], one["highlights"]) for one in draft.sections] == [("inheritance", [sentence])]
    assert after.pointed_at == (told,)


def test_after_a_denial_nothing_is_pointed_at_any_more(decider: Decider) -> None:
    told = {"condition": VELMONT, "section": "inheritance", "sentence": "Girls have two and seldom fall ill."}
    text = "what does a parrot cost?"
    asked = Reading(text, "ask_not_covered", 0.9, masked=text, asking=text, not_covered=0.9)
    denied, after = decider.decide(asked, DialogueState(condition=VELMONT, pointed_at=(told,)))
    assert (denied.kind, after.pointed_at) == ("no_answer", ())


@pytest.mark.parametrize(
    ("text", "is_marked"),
    [
        ("can my son get it from me?", False),
        ("can a father pass it to his son?", False),
        ("i am the father. will my sons get it?", False),
        ("can boys get it?", True),
        ("can my son get it from his mother?", True),
        ("can my daughter get it from me?", True),
    ],
)
def test_what_lies_on_the_x_chromosome_is_not_said_to_go_from_a_father_to_a_son(
    decider: Decider, text: str, is_marked: bool
) -> None:
    draft = asked(decider, text, "inheritance")

    assert shown(draft) == ["inheritance"]
    assert bool(pointed_out(draft)) is is_marked
    assert ("I found nothing on just this" in draft.text) is not is_marked
