"""Whole letters: what is marked in them, and which of several conditions one is about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.nlu.clause_reading import Asked
from bot.nlu.clauses import segments_of
from bot.nlu.letter_subject import without_bystanders
from bot.nlu.letters import BadLetters, read_letters
from bot.nlu.question_reading import Question
from knowledge.masking import PLACEHOLDER

ASKED = [Asked("causes", 0.9)]


LETTER = (
    " and so it went on, week after week, and nobody could tell us more about it than that, which was hard for all."
)


def read(masked: str, *slugs: str, question: Question) -> list[dict[str, Any]]:
    """What a letter is taken to be about, in which conditions stand as `xcondition` in this order.

    The store has no condition whose slug begins with `missing`.
    """
    text = masked
    named = []
    for slug in slugs:
        start = text.index(PLACEHOLDER)
        name = f"zq{slug}"  # all names are equally rare
        text = text.replace(PLACEHOLDER, name, 1)
        entity = {"entity": "condition", "value": slug, "start": start, "end": start + len(name)}
        named.append({**entity, "entity": "unknown_condition", "guesses": []} if slug.startswith("missing") else entity)
    return without_bystanders(named, question, text, masked)


def meant(masked: str, *slugs: str, question: Question) -> list[object]:
    """The conditions that are meant by such a letter."""
    return [one["value"] for one in read(masked, *slugs, question=question)]


def test_every_letter_asks_for_something_and_names_what_it_is_about() -> None:
    letters = read_letters()
    assert len(letters) >= 360
    assert all(letter.asked and letter.about for letter in letters)


def test_what_is_marked_is_asked_and_the_rest_is_told(tmp_path: Path) -> None:
    path = tmp_path / "letters.yml"
    path.write_text(
        "letters:\n- about: x\n  text: |\n"
        "    My son has {X}. [I cannot sleep.](fear) [What causes it?](causes) Thank you.\n",
        encoding="utf-8",
    )
    (letter,) = read_letters(tmp_path)

    assert letter.text == "My son has X. I cannot sleep. What causes it? Thank you."
    assert letter.asked == ("causes",)
    assert letter.examples() == [
        ("my son has xcondition", "inform"),
        ("i cannot sleep", "express_fear"),
        ("what causes it?", "ask_causes"),
        ("thank you", "inform"),
    ]


@pytest.mark.parametrize(
    ("written", "said"),
    [("letters:\n- about: x\n  text: '[Why?](reasons)'\n", "reasons"), ("letters:\n- text: hello\n", "about")],
)
def test_a_wrong_letter_is_named(tmp_path: Path, written: str, said: str) -> None:
    path = tmp_path / "letters.yml"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(BadLetters, match=said):
        read_letters(tmp_path)


@pytest.mark.parametrize(
    ("story", "slugs", "about"),
    [
        ("she was diagnosed with xcondition, not xcondition.", ("hers", "ruled-out"), "hers"),
        ("they thought that it was xcondition. in the end they called it xcondition.", ("first", "hers"), "hers"),
        ("my aunt has xcondition. i have xcondition.", ("aunts", "mine"), "mine"),
        ("i have xcondition, and my cousin has xcondition.", ("mine", "cousins"), "mine"),
        ("he was told that it is xcondition. he also has xcondition.", ("his", "comorbidity"), "his"),
        ("a stroke, one said, xcondition, said the next. now it has a name: xcondition.", ("guess", "hers"), "hers"),
    ],
)
def test_a_letter_is_about_what_was_found_in_who_is_written_of(story: str, slugs: tuple[str, ...], about: str) -> None:
    question = Question([("ask_causes", 0.9)], ASKED, named_before=len(slugs))
    assert meant(story + LETTER, *slugs, question=question) == [about]


@pytest.mark.parametrize(
    ("story", "slugs", "about"),
    [
        (
            "they said xcondition, they said xcondition. she gave it one name, xcondition.",
            ("a", "b", "missing"),
            "missing",
        ),
        ("i was told xcondition. the tests for xcondition came back negative.", ("mine", "missing"), "mine"),
        ("my aunt had xcondition. it's xcondition.", ("aunts", "missing"), "missing"),
        ("i have xcondition, and somehow xcondition as well.", ("mine", "missing"), "mine"),
    ],
)
def test_a_letter_may_be_about_what_the_store_lacks(story: str, slugs: tuple[str, ...], about: str) -> None:
    question = Question([("ask_causes", 0.9)], ASKED, named_before=len(slugs))
    assert meant(story + LETTER, *slugs, question=question) == [about]


def test_two_conditions_are_offered_where_it_is_not_sure_which_is_meant() -> None:
    question = Question([("ask_causes", 0.9)], ASKED)
    story = f"what causes it? one doctor wrote that it was xcondition. the next one said xcondition.{LETTER}"
    (offered,) = read(story, "this", "that", question=question)
    assert offered["entity"] == "condition_candidates"
    assert sorted(offered["value"]) == ["that", "this"]

    (guessed,) = read(story, "this", "missing", question=question)
    assert (guessed["entity"], guessed["value"], guessed["guesses"]) == ("unknown_condition", "missing", ["this"])


@pytest.mark.parametrize("slugs", [("missing", "known"), ("known", "missing")])
def test_a_name_that_the_store_lacks_is_answered_about_the_one_that_or_joins_to_it(slugs: tuple[str, str]) -> None:
    question = Question([("ask_overview", 0.9)], ASKED, named_before=2)
    for story in (
        "he has the xcondition or xcondition, i never can keep it straight.",
        "it is xcondition, or maybe xcondition.",
    ):
        known, *missing = read(story + LETTER, *slugs, question=question)
        assert (known["entity"], known["value"]) == ("condition", "known")
        assert [one["entity"] for one in missing] in ([], ["unknown_condition"])


def test_a_placeholder_that_a_visitor_writes_joins_nothing() -> None:
    question = Question([("ask_overview", 0.9)], ASKED, named_before=1)
    (guessed,) = read(f"he has xcondition or xcondition.{LETTER}", "missing", question=question)
    assert (guessed["entity"], guessed["value"]) == ("unknown_condition", "missing")


def test_a_condition_that_was_ruled_out_is_not_taken_though_it_is_the_only_one() -> None:
    question = Question([("ask_causes", 0.9)], ASKED, named_before=1)
    (offered,) = read(f"he was treated for xcondition.{LETTER}", "his", question=question)
    assert (offered["entity"], offered["value"]) == ("condition", "his")
    (offered,) = read(f"they thought that it was xcondition.{LETTER}", "out", question=question)
    assert (offered["entity"], offered["value"]) == ("condition_candidates", ["out"])


def test_the_condition_in_the_question_is_meant() -> None:
    question = Question([("ask_causes", 0.9)], ASKED, named_in_asking=(1,), named_before=1)
    assert meant(f"xcondition was excluded.{LETTER} what is xcondition?", "out", "his", question=question) == ["his"]


@pytest.mark.parametrize("intent", ["compare", "ask_causes"])
def test_all_are_meant_that_are_compared_or_asked_about(intent: str) -> None:
    question = Question([(intent, 0.9)], ASKED, named_in_asking=(0, 1))
    both = ["one", "other"]
    assert meant(f"what causes xcondition, and what xcondition?{LETTER}", *both, question=question) == both


def test_in_a_short_message_all_are_meant() -> None:
    question = Question([("ask_causes", 0.9)], ASKED, named_in_asking=(1,), named_before=1)
    assert meant("not xcondition, what causes xcondition?", "one", "other", question=question) == ["one", "other"]


def test_a_story_that_ends_with_everything_but_something_asks_for_no_page() -> None:
    story = "We have been to nine hospitals with our boy and they have looked at every bone, and tried "
    end = "everything they could think of but the cause"
    assert segments_of(end).aside
    assert not segments_of(story + end).aside


def test_a_condition_for_which_nothing_speaks_is_offered_unless_it_is_the_only_one() -> None:
    question = Question([("ask_causes", 0.9)], ASKED)
    story = f"my aunt has xcondition. what causes it?{LETTER}"
    assert meant(story, "aunts", question=question) == ["aunts"]
    (offered,) = read(f"they tested for xcondition. {story}", "out", "aunts", question=question)
    assert (offered["entity"], offered["match"]) == ("condition_candidates", "letter")


@pytest.mark.parametrize(
    ("story", "slugs", "about"),
    [
        ("xcondition? no, the test was fine. she said xcondition.", ("out", "his"), "his"),
        ("xcondition, said the first hospital. it is xcondition.", ("out", "his"), "his"),
    ],
)
def test_what_somebody_said_first_is_not_what_a_letter_is_about(story: str, slugs: tuple[str, ...], about: str) -> None:
    question = Question([("ask_causes", 0.9)], ASKED, named_before=2)
    assert meant(story + LETTER, *slugs, question=question) == [about]


def test_a_letter_without_full_stops_is_parted_where_its_joining_words_begin_something() -> None:
    letter = (
        "my son has xcondition and he is 19 and shakes so bad that he cant hold a cup so i feel guilty and i want to "
        "know what causes it and also is it in the genes because my sister is pregnant"
    )
    told = segments_of(letter).told
    assert "so i feel guilty" in told
    assert "and i want to know what causes it" in told
    assert "and also is it in the genes" in told
    assert ("and also is it in the genes", ("is it in the genes",)) in segments_of(letter).asking


def test_the_stops_at_the_ends_of_sentences_are_left_out() -> None:
    assert segments_of("right. that'll do. is it rare? cheers...").told == (
        "right",
        "that'll do",
        "is it rare?",
        "cheers",
    )


def test_a_short_sentence_is_not_parted_at_its_joining_words() -> None:
    assert segments_of("can you tell me what causes it and how it is treated?").told == (
        "can you tell me what causes it and how it is treated?",
    )
