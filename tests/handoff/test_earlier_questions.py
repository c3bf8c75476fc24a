"""What is offered to a visitor as the question to a person: what they have asked, and nothing that they told."""

from __future__ import annotations

import pytest

from handoff.form.earlier_questions import earlier_questions
from handoff.requests.history import BOT, VISITOR, HistoryEntry


def said(*exchanges: tuple[str, str, str]) -> list[HistoryEntry]:
    """Return a history of messages, each with what it was taken for and the kind of turn that answered it."""
    return [
        entry
        for text, intent, kind in exchanges
        for entry in (HistoryEntry(VISITOR, text), HistoryEntry(BOT, "…", kind, intent=intent))
    ]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("can he fly?", "ask_not_covered"),
        ("my wife has ALS, what is that", "ask_overview"),
        ("my son has it and I want to know if he may fly", "ask_not_covered"),
        ("achondroplasia symptoms", "ask_symptoms"),
        ("symptoms of Marfan syndrome", "ask_symptoms"),
        ("outlook", "ask_prognosis"),
        ("and the lungs?", "ask_symptoms"),
        ("I need information about the treatment", "ask_treatment"),
    ],
)
def test_a_question_or_a_topic_is_offered(text: str, intent: str) -> None:
    assert earlier_questions(said((text, intent, "answer"))) == [text]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("in one sentence please", "ask_simpler"),
        ("can you make it shorter?", "ask_simpler"),
        ("thanks love", "thank"),
        ("that is not what I asked", "not_helpful"),
        ("are you even reading what I write", "not_helpful"),
        ("more please", "ask_everything"),
        ("the second one", "choose_option"),
        ("she is only four months old and she smiles so much", "ask_symptoms"),
        ("my baby has spinal muscular atrophy", "name_condition"),
        ("43. That's how old she got.", "ask_prognosis"),
        ("we went to the sea every year", "ask_not_covered"),
        ("RN Alvarez, ward 4", "tell_name"),
        ("x4417", "noise"),
    ],
)
def test_a_remark_a_choice_or_a_word_about_the_answers_is_not_offered(text: str, intent: str) -> None:
    assert earlier_questions(said((text, intent, "answer"))) == []


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("I am so scared, will my kids get it too?", ["will my kids get it too?"]),
        ("It breaks my heart. Is there a cure?", ["Is there a cure?"]),
        ("I can't stop crying, is he going to die?", []),
        ("will my kids get it too? I am so scared", []),
        ("I cannot sleep for fear", []),
    ],
)
def test_of_a_message_that_tells_a_feeling_only_the_question_is_offered(text: str, offered: list[str]) -> None:
    assert earlier_questions(said((text, "express_fear", "answer"))) == offered


def test_nothing_is_offered_of_what_was_written_since_a_loss_was_told() -> None:
    before = ("what is sarcoidosis", "ask_overview", "answer")
    after = ("why did nobody see it coming", "ask_diagnosis", "answer")
    assert earlier_questions(said(before, ("he died last week, my Tom", "inform", "smalltalk"), after)) == [before[0]]
    assert earlier_questions(said(before, ("I miss him so", "express_grief", "smalltalk"), after)) == [before[0]]
