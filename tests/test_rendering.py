"""A turn as plain text carries all that the turn as data carries."""

from __future__ import annotations

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
