"""Choose what a visitor has asked the assistant already that may be put to a person as it stands."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from handoff.form.asides import question_beside
from handoff.form.phrases import clearly_asks, says, speaks_of_dying, tells
from handoff.form.sentences import clauses, sentences
from handoff.requests.history import FEELING, HistoryEntry, exchanges
from rareguide.word_lists import tells_of_death

MOST_QUESTIONS = 3
SHORTEST_WORD = 3
"""Letters of the shortest word that may be a topic; "x4417" is none."""
QUESTION_KINDS = ("answer", "no_answer", "clarify")
FEELINGS = (FEELING, "ask_fault", "ask_noticed")
"""How intents begin by which a visitor tells how they feel: of such a message only a question of its own is offered."""
GRIEF = "express_grief"
ABOUT_ANSWERS = frozenset({"abuse", "ask_simpler", "goodbye", "not_helpful", "print_answer", "thank"})
"""Intents of what is said to the assistant about its answers, also in the form of a question."""

TELLING = frozenset({"tell_name", "tell_good_news", "tell_circumstance"})
"""Intents of what tells something, unless it asks by its form."""


def earlier_questions(entries: Sequence[HistoryEntry]) -> list[str]:
    """Return what a visitor has asked the assistant, the newest first, each once, and nothing since a loss was told."""
    before_loss = takewhile(lambda one: not _tells_of_loss(*one), exchanges(entries))
    asked = [question for text, answer in before_loss if (question := _question_of(text.strip(), answer))]
    return list(dict.fromkeys(reversed(asked)))[:MOST_QUESTIONS]


def _tells_of_loss(text: str, answer: HistoryEntry) -> bool:
    return answer.intent == GRIEF or tells_of_death(text)


def _question_of(text: str, answer: HistoryEntry) -> str | None:
    """Return the question that a message puts, or nothing where it tells, thanks, chooses or speaks of the answers."""
    intent = answer.intent or ""
    if answer.kind not in QUESTION_KINDS or not text or text.startswith("/") or intent in ABOUT_ANSWERS:
        return None
    if intent.startswith(FEELINGS):
        beside = question_beside(text)
        return beside if beside and clearly_asks(beside) and not speaks_of_dying(beside) else None
    is_talk = intent in TELLING or says("picks", text) or tells(text) or not _has_word(text)
    return text if _asks(text) or not is_talk else None


def _has_word(text: str) -> bool:
    return any(word.isalpha() and len(word) >= SHORTEST_WORD for word in text.strip(" ?!.").split())


def _asks(text: str) -> bool:
    """Return whether a message, or something in it, has the form of a question."""
    parts = (clause for sentence in sentences(text) for clause in clauses(sentence))
    return text.endswith("?") or any(map(clearly_asks, parts))
