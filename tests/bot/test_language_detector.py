"""Short messages are known as what they are: of another language, or English with rare names in it."""

from __future__ import annotations

import pytest

from bot.nlu.language_detector import language_of


@pytest.mark.parametrize(
    ("message", "language"),
    [
        ("hola", "es"),
        ("que es la fibrosis quistica", "es"),
        ("¿es contagioso?", "es"),
        ("qu'est-ce que la mucoviscidose", "fr"),
        ("mein sohn hat das", "de"),
        ("obrigado", "pt"),
        ("cos'è?", "it"),
        ("это что", "ru"),
        ("日本語", "zh"),
    ],
)
def test_a_few_words_of_another_language_are_enough(message: str, language: str) -> None:
    assert language_of(message) == language


@pytest.mark.parametrize(
    "message",
    [
        "cri du chat symptoms",
        "what is mal de debarquement",
        "hidradenitis suppurativa prognosis",
        "is osteogenesis imperfecta hereditary",
        "my son has Lesch-Nyhan",
        "thx m8",
        "pls help asap",
        "ok",
        "symptoms",
        "β-thalassemia",
        "",
        "42",
    ],
)
def test_english_with_rare_names_or_short_forms_stays_english(message: str) -> None:
    assert language_of(message) is None
