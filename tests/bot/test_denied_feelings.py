"""A feeling that somebody says not to have is none."""

from __future__ import annotations

import pytest

from bot.nlu.dialogue_acts import acts_of, without_denied
from bot.nlu.question_model import TextReading

AFRAID = TextReading([("express_fear", 0.8), ("inform", 0.15), ("ask_causes", 0.05)], None, 0.0)


@pytest.mark.parametrize("text", ["im not scared im curious", "we aren't really worried", "she is no longer afraid"])
def test_a_denied_feeling_leaves_the_others(text: str) -> None:
    read = without_denied(text, AFRAID)

    assert read.intent[0] == "inform"
    assert sum(share for _, share in read.intents) == pytest.approx(1)


@pytest.mark.parametrize("text", ["i am so scared", "not sure. i am scared", "i am not angry"])
def test_a_feeling_that_is_not_denied_stays(text: str) -> None:
    assert without_denied(text, AFRAID).intent[0] == "express_fear"


@pytest.mark.parametrize(
    "text",
    ["lol so my heart will pop", "he joked that his ears will drop off", "haha", "i asked for facts, not for sympathy"],
)
def test_what_is_laughed_at_or_wants_no_comfort_is_felt_only_where_that_is_sure(text: str) -> None:
    unsure = TextReading([("ask_death", 0.5), ("express_anger", 0.3), ("inform", 0.2)], None, 0.0)
    sure = TextReading([("express_fear", 0.8), ("inform", 0.2)], None, 0.0)

    assert {intent for intent, _ in without_denied(text, unsure).intents} <= {"inform", "make_joke"}
    assert without_denied(text, sure) == sure


def test_a_loss_that_is_said_not_to_be_ones_own_is_no_grief() -> None:
    grieving = TextReading([("express_grief", 0.8), ("inform", 0.2)], None, 0.0)

    assert without_denied("they died years ago, its not my loss", grieving).intent[0] == "inform"


def test_good_news_that_is_likelier_than_any_one_feeling_is_nothing_to_be_sorry_for() -> None:
    glad = TextReading([("tell_good_news", 0.3), ("express_fear", 0.2), ("express_anger", 0.2)], None, 0.0)
    sad = TextReading([("express_grief", 0.4), ("tell_good_news", 0.3)], None, 0.0)

    assert acts_of({"phew, it was nothing": glad}, is_plain=True) == ()
    assert acts_of({"no good news today": sad}, is_plain=True) == ("express_grief",)


def test_what_somebody_else_feels_is_none_of_the_feelings_of_who_asks_whether_it_is_a_sign() -> None:
    read = without_denied("he is so scared of stairs, is that the illness?", AFRAID, is_of_a_sign=True)

    assert [intent for intent, _ in read.intents] == ["ask_symptoms", "inform", "ask_causes"]


def test_good_news_is_told_beside_a_question_where_it_is_sure() -> None:
    glad = TextReading([("tell_good_news", 0.7), ("inform", 0.2)], None, 0.0)
    asking = TextReading([("ask_symptoms", 0.8), ("tell_good_news", 0.1)], "symptoms", 0.9)

    assert acts_of({"he coughed it up": glad, "is it a symptom?": asking}, is_plain=False) == ("tell_good_news",)
    assert acts_of({"is it a symptom?": asking}, is_plain=False) == ()


@pytest.mark.parametrize(("piece", "acts"), [(0.1, ()), (0.3, ("tells_hardship",)), (0.45, ("express_fear",))])
def test_a_weak_feeling_of_several_sentences_must_sound_in_one_of_them(piece: float, acts: tuple[str, ...]) -> None:
    whole = TextReading([("express_fear", 0.3), ("inform", 0.2)], None, 0.1)
    part = TextReading([("inform", 0.5), ("express_fear", piece)], None, 0.1)
    calm = TextReading([("inform", 0.9)], None, 0.1)
    readings = {"hang on. it boils": whole, "hang on": calm, "it boils": part}
    assert acts_of(readings, is_plain=True, sentences=2) == acts


@pytest.mark.parametrize(
    ("piece", "acts"),
    [
        ("i am so frightened", ("express_fear",)),
        ("i have written it on a card", ()),
        ("his mum is frightened", ()),
        ("my brother died of it", ("express_fear",)),
        ("an aunt of walter's died in 1971", ()),
    ],
)
def test_in_a_letter_and_beside_a_question_a_sentence_about_the_writer_must_name_the_feeling(
    piece: str, acts: tuple[str, ...]
) -> None:
    sad = TextReading([("express_fear", 0.7), ("inform", 0.2)], None, 0.1)
    calm = TextReading([("inform", 0.9)], None, 0.1)
    asking = TextReading([("ask_symptoms", 0.8)], "symptoms", 0.9)

    assert acts_of({f"{piece}. what are the signs?": calm, piece: sad, "what are the signs?": asking}, False, 2) == acts
    assert acts_of({"a letter": calm, piece: sad, "a": calm, "b": calm, "c": calm}, True, 4) == acts


def test_beside_one_question_a_feeling_without_a_word_for_it_counts_where_that_is_very_sure() -> None:
    sad = TextReading([("express_exhaustion", 0.85), ("inform", 0.1)], None, 0.1)
    asking = TextReading([("ask_treatment", 0.8)], "treatment", 0.9)
    readings = {"at my limit. what helps?": asking, "at my limit": sad, "what helps?": asking}

    assert acts_of(readings, is_plain=False, sentences=2) == ("express_exhaustion",)
    assert acts_of(readings, is_plain=False, sentences=5) == ()


def test_a_death_that_is_not_the_writers_to_mourn_is_no_grief() -> None:
    grieving = TextReading([("express_grief", 0.8), ("inform", 0.2)], None, 0.0)

    assert without_denied("he died at 19", grieving, is_no_loss=True).intent[0] == "inform"
    assert without_denied("he died at 19", grieving).intent[0] == "express_grief"
    assert without_denied("we are heartbroken", grieving, is_no_loss=True).intent[0] == "express_grief"


def test_who_is_not_crying_tells_no_feeling_of_any_kind() -> None:
    crying = TextReading([("express_exhaustion", 0.4), ("express_grief", 0.3), ("inform", 0.3)], None, 0.0)

    assert {intent for intent, _ in without_denied("i'm not crying, mate", crying).intents} == {"inform"}


def test_beside_a_question_a_feeling_counts_only_where_it_is_sure_which_one_it_is() -> None:
    mixed = TextReading([("express_grief", 0.3), ("express_guilt", 0.25), ("inform", 0.2)], None, 0.0)

    assert acts_of({"he used to sing": mixed}, is_plain=True) == ("express_feeling",)
    assert acts_of({"he used to sing": mixed}, is_plain=False) == ()


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("nah i don't want to talk to someone right now", "deny"),
        ("no person please", "deny"),
        ("i don't want to talk to a machine, i want a person", "ask_person"),
        ("i don't have anybody to talk to", "ask_person"),
    ],
)
def test_a_person_who_is_refused_is_not_asked_for(text: str, intent: str) -> None:
    wanting = TextReading([("ask_person", 0.8), ("inform", 0.2)], None, 0.0)

    assert without_denied(text, wanting).intent[0] == intent


def test_good_news_at_the_end_of_a_short_message_leaves_no_sorrow_and_in_a_letter_counts_for_nothing() -> None:
    sad = TextReading([("express_exhaustion", 0.7), ("inform", 0.2)], None, 0.0)
    glad = TextReading([("tell_good_news", 0.8)], None, 0.0)
    last = {"i was so tired of it. now i could sing": sad, "i was so tired of it": sad, "now i could sing": glad}

    assert acts_of(last, is_plain=True, sentences=2) == ("tell_good_news",)
    assert acts_of(last, is_plain=True, sentences=5) == ("express_exhaustion",)


@pytest.mark.parametrize(
    ("text", "share", "acts"),
    [
        ("i keep it in my handbag", 0.35, ("tells_hardship",)),
        ("i keep it in my handbag", 0.25, ()),
        ("she used to sing", 0.45, ("express_grief",)),
        ("i am so sad today", 0.35, ("express_grief",)),
    ],
)
def test_a_scene_must_sound_sadder_than_a_named_feeling(text: str, share: float, acts: tuple[str, ...]) -> None:
    assert acts_of({text: TextReading([("express_grief", share), ("inform", 0.2)], None, 0.0)}, is_plain=True) == acts


def test_who_smiles_tells_no_sorrow_unless_that_is_very_sure() -> None:
    tired = TextReading([("express_exhaustion", 0.6), ("inform", 0.2)], None, 0.0)
    surely = TextReading([("express_exhaustion", 0.8), ("inform", 0.1)], None, 0.0)

    assert without_denied("he hid my keys", tired, is_smiling=True).intent[0] == "inform"
    assert without_denied("i am so tired", surely, is_smiling=True).intent[0] == "express_exhaustion"


@pytest.mark.parametrize(
    ("pieces", "acts"),
    [
        ({"i used to cry before each visit": 0.1, "now i joke with the nurses": 0.5}, ("tell_good_news",)),
        ({"i can't stop crying": 0.1, "now she smiled at me": 0.5}, ("express_fear",)),
        ({"my brother died of it": 0.1, "now we are planting a tree": 0.5}, ("express_fear",)),
        ({"we were so frightened": 0.1, "now he has fits again": 0.1}, ("express_fear",)),
    ],
)
def test_a_burden_that_is_past_before_a_joy_is_no_sorrow(pieces: dict[str, float], acts: tuple[str, ...]) -> None:
    readings = {
        piece: TextReading(
            [("express_fear", 0.6 - glad), ("make_joke", glad)] if glad < 0.3 else [("make_joke", glad)], None, 0.0
        )
        for piece, glad in pieces.items()
    }
    sad = TextReading([("express_fear", 0.5), ("make_joke", 0.2)], None, 0.0)

    assert acts_of({" and ".join(pieces): sad, **readings}, is_plain=True) == acts


def test_a_joy_that_ends_sadly_is_no_good_news() -> None:
    glad = TextReading([("tell_good_news", 0.7), ("express_grief", 0.1)], None, 0.0)
    sad = TextReading([("express_grief", 0.4), ("inform", 0.2)], None, 0.0)
    whole = TextReading([("tell_good_news", 0.4), ("express_grief", 0.3)], None, 0.0)
    first, last = "he was doing so well", "then it all came back"

    assert acts_of({f"{first} and {last}": whole, first: glad, last: sad}, is_plain=False) == ("tells_hardship",)
    assert acts_of({f"{last} and {first}": whole, last: sad, first: glad}, is_plain=False) == ("tell_good_news",)
