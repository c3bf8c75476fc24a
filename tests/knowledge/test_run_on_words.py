"""What was written without blanks is read as if it had them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.text_normalizer import TextNormalizer
from knowledge.masking import PLACEHOLDER, mask_spans
from knowledge.name_index import NameIndex
from knowledge.name_keys import tokens_of
from knowledge.run_on_words import part_run_on_words, pieces_of
from knowledge.store import ConditionName

NAMES = ("Rett syndrome", "Marfan syndrome", "Canavan disease", "Adrenoleukodystrophy", "Isovaleric acidemia")
INDEX = NameIndex(ConditionName(name.lower().replace(" ", "-"), name, True) for name in NAMES)
WORDS = {word for name in NAMES for word in name.lower().split()}
QUESTION_WORDS = ("what", "is", "are", "the", "how", "there", "a", "cure", "for", "do", "you", "treat")
NORMALIZER = TextNormalizer(dict.fromkeys(QUESTION_WORDS, 9))


def read(text: str) -> str:
    """The text as the question model reads it."""
    found = [{"entity": "condition", "start": mention.start, "end": mention.end} for mention in INDEX.find(text)]
    return NORMALIZER.of(mask_spans(text, found).lower())


def test_a_short_word_that_nobody_knows_is_not_taken_apart_into_letters() -> None:
    normalizer = TextNormalizer(dict.fromkeys(("f", "am", "s", "i", "gl"), 9))

    assert normalizer.of("famsi gls") == "famsi gls"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("whatisrettsyndrome", f"what is {PLACEHOLDER}"),
        ("HowDoYouTreatMarfan?", f"how do you treat {PLACEHOLDER}?"),
        ("howdoyoutreat marfan", f"how do you treat {PLACEHOLDER}"),
        ("isthereacure for rett", f"is there a cure for {PLACEHOLDER}"),
        ("canavandisease", PLACEHOLDER),
    ],
)
def test_a_question_without_blanks_is_parted(text: str, plain: str) -> None:
    assert read(text) == plain


@pytest.mark.parametrize(
    "text", ["adrenoleukodystrophy", "isovalericacidemia", "thankfulness", "otorhinolaryngologist"]
)
def test_one_long_word_stays_one(text: str) -> None:
    assert [token.normal for token in part_run_on_words(tokens_of(text), WORDS)] == [text]


@given(st.text(alphabet="whatisretofmrnyd", max_size=40))
def test_parts_are_the_word_whole_and_stand_where_they_did(text: str) -> None:
    parts = part_run_on_words(tokens_of(text), WORDS)

    assert "".join(part.text for part in parts) == text
    assert [text[part.start : part.end] for part in parts] == [part.text for part in parts]


@given(st.lists(st.sampled_from(QUESTION_WORDS), min_size=1, max_size=8))
def test_words_run_together_are_parted_into_no_more_than_there_were(words: list[str]) -> None:
    pieces = pieces_of("".join(words), QUESTION_WORDS.__contains__)

    assert "".join(pieces) == "".join(words)
    assert len(pieces) <= len(words)


def test_a_word_too_long_to_be_several_is_not_looked_into() -> None:
    def is_piece(piece: str) -> bool:
        raise AssertionError(piece)

    assert pieces_of("what" * 5000, is_piece) == []
