"""What a message is parted into, and which of its pieces ask for something."""

from __future__ import annotations

import pytest

from bot.nlu.clauses import clauses, segments_of, told_questions


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        ("his teacher asked whether he would go blind. what may i tell her?", "whether he would go blind?"),
        ("our neighbour insists that it skips a generation. is she right?", "it skips a generation?"),
        ("they wonder how long it goes on. can you tell me that?", "how long it goes on?"),
        (
            "my sister asks how likely it is for her girls. i am only the messenger. what do i report?",
            "how likely it is for her girls?",
        ),
        (
            "the nurse said that his eyes must be checked, but she did not say why. can you explain it?",
            "his eyes must be checked?",
        ),
    ],
)
def test_a_question_about_what_was_told_asks_for_that(message: str, asked: str) -> None:
    segments = segments_of(message)
    assert segments.told_question == asked
    assert asked in [sentence for sentence, _ in segments.asking]


@pytest.mark.parametrize(
    "sentences",
    [
        ["i told her i would find out", "what may i tell her?"],
        ["he is nine years old", "is that true?"],
        ["his teacher asked whether he would go blind", "what causes it?"],
        ["what may i tell her?"],
    ],
)
def test_a_question_of_its_own_stays_as_it_is(sentences: list[str]) -> None:
    assert told_questions(sentences) == {}


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("if so, what are the symptoms?", ["what are the symptoms?"]),
        ("and if not, can it be treated?", ["can it be treated?"]),
        ("in that case, is it inherited?", ["is it inherited?"]),
        ("if it is inherited, what can we do?", ["if it is inherited", "what can we do?"]),
    ],
)
def test_a_clause_that_only_takes_up_what_was_said_asks_for_nothing(sentence: str, parts: list[str]) -> None:
    assert clauses(sentence) == parts
