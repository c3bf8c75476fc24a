"""A turn as plain text carries all that the turn as data carries."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rareguide.rendering import as_text
from rareguide.texts import load_texts

TURN = {
    "text": "This is what I have.",
    "sections": [
        {
            "question": "What causes Velmont syndrome?",
            "body": "Nobody knows yet.[1]",
            "last_updated": "2024-03-09",
            "references": [
                {"number": 1, "citation": "Larkfield, 2024.", "url": "https://l.example", "accessed": "2024-01-02"}
            ],
            "source": {"name": "Larkfield Library", "url": None, "license": "CC BY 4.0"},
        }
    ],
    "options": [{"title": "Treatment", "payload": "How is Velmont syndrome treated?"}],
    "disclaimer": {"text": "Not a doctor.", "url": "https://d.example"},
    "contact": {"name": "Larkfield Line", "phone": "555-0100", "email": None, "url": None, "hours": None},
}


def test_whom_to_call_stands_first_and_once() -> None:
    alarm = {"kind": "poisoning", "text": "Call 1-800-222-1222."}
    text = as_text({**TURN, "alarm": alarm}, load_texts())
    told_already = {**TURN, "text": "Call 1-800-222-1222.\n\nThis is what I have.", "alarm": alarm}

    assert text.startswith("Call 1-800-222-1222.\n\nThis is what I have.")
    assert as_text(told_already, load_texts()) == text


def test_a_turn_as_text() -> None:
    assert as_text(TURN, load_texts()) == (
        "This is what I have.\n\n"
        "What causes Velmont syndrome?\nNobody knows yet.[1]\nLast updated: 2024-03-09\n"
        "[1] Larkfield, 2024. https://l.example Accessed 2024-01-02.\n"
        "Source: Larkfield Library, CC BY 4.0\n\n"
        "1. Treatment\n\n"
        "Not a doctor. https://d.example\n\n"
        "Questions? Contact Larkfield Line, 555-0100"
    )


def test_a_section_without_a_date_says_so() -> None:
    section = {**TURN["sections"][0], "last_updated": None, "references": []}  # type: ignore[index, dict-item]

    assert "No date given" in as_text({**TURN, "sections": [section]}, load_texts())


def test_the_sentences_that_answer_come_first() -> None:
    section = {**TURN["sections"][0], "highlights": ["Nobody knows yet.[1]"]}  # type: ignore[index, dict-item]

    rendered = as_text({**TURN, "sections": [section]}, load_texts())

    assert "syndrome?\nNobody knows yet.[1]\n\nThe whole section:\nNobody knows yet.[1]\nLast updated" in rendered


words = st.text(min_size=1, max_size=30)


@given(bodies=st.lists(words, max_size=3), disclaimer=words, text=words, titles=st.lists(words, max_size=3))
def test_no_word_of_a_turn_is_lost(bodies: list[str], disclaimer: str, text: str, titles: list[str]) -> None:
    turn = {
        **TURN,
        "text": text,
        "sections": [{**TURN["sections"][0], "body": body} for body in bodies],  # type: ignore[index, dict-item]
        "options": [{"title": title, "payload": "What is it?"} for title in titles],
        "disclaimer": {"text": disclaimer, "url": None},
    }

    rendered = as_text(turn, load_texts())

    assert all(part in rendered for part in (*bodies, *titles, disclaimer, text, "Larkfield Line"))
