"""Which sentences of a section may answer something."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from knowledge.sentences import sentence_spans

BODY = """Velmont syndrome weakens the hands.[1][2] It was told apart from Ostrava fever, e.g. by Dr. Larkfield, in
about 3.5 of 10 families. Is there a cure?

- **Hands:** they cramp in the cold. They are warm in summer.
- cramps

| sign | how often |
| --- | --- |
| cramps that come and go | 90 % |

The Human Phenotype Ontology provides the following list of signs and symptoms for Velmont syndrome.

- Abnormality of the distal phalanges of the hand 90%
"""


def sentences(body: str) -> list[str]:
    return [span.of(body) for span in sentence_spans(body)]


def test_sentences_stand_word_for_word_without_tables_lists_of_signs_and_boilerplate() -> None:
    assert sentences(BODY) == [
        "Velmont syndrome weakens the hands.[1][2]",
        "It was told apart from Ostrava fever, e.g. by Dr. Larkfield, in\nabout 3.5 of 10 families.",
        "**Hands:** they cramp in the cold.",
        "They are warm in summer.",
    ]


def test_an_item_goes_on_in_lines_that_are_set_in() -> None:
    assert sentences("- hands that cramp in\n  the cold of winter\n- and feet as well do") == [
        "hands that cramp in\n  the cold of winter",
        "and feet as well do",
    ]


def test_a_number_at_the_end_of_a_sentence_begins_no_list() -> None:
    """The sentence was shown without its number: "a stick is needed before"."""
    assert sentences("Hands cramp early, and a stick is needed before\n13. Feet cramp in the cold.") == [
        "Hands cramp early, and a stick is needed before\n13.",
        "Feet cramp in the cold.",
    ]


def test_what_points_to_other_pages_is_left_out() -> None:
    assert sentences("For more information, click on the link below. It begins at the age of 40.") == [
        "It begins at the age of 40."
    ]


markdown = st.lists(
    st.sampled_from(
        ["Hands cramp. ", "\n", "\n\n", "- ", "1. ", "| a | b |", "# ", "**Bold.** ", "e.g. ", "[1]", "? ", "Ä b c d"]
    ),
    max_size=40,
).map("".join)


@given(body=st.one_of(markdown, st.text(max_size=200)))
def test_whatever_the_body_its_sentences_are_parts_of_it_in_order(body: str) -> None:
    spans = sentence_spans(body)

    assert all(0 <= span.start < span.end <= len(body) for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert all(sentence == sentence.strip() for sentence in sentences(body))
