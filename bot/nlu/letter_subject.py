"""Tell which condition a letter is about when it names several: the son's, the one ruled out, the one in the family."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from bot.nlu.clauses import LETTER
from bot.nlu.question_reading import Question

CONDITION = "condition"
LAST_BEFORE = 1.5
"""What it counts, beside every time that it is named, to be the last condition named before the first question."""
FIRST = 1.0
"""What it counts to be the first that is named; these weights are the best on `data/letters/`."""


def without_bystanders(entities: Sequence[dict[str, Any]], question: Question, words: int) -> list[dict[str, Any]]:
    """Return the entities of a message without the conditions that a letter only tells of.

    In a message shorter than `LETTER` words all that are named are meant. In a letter those in its questions are;
    where these name none ("is it inherited?"), the likeliest one is.
    """
    named = sorted((one for one in entities if CONDITION in one["entity"]), key=lambda one: int(one["start"]))
    if words < LETTER or len({str(one["value"]) for one in named}) < 2 or not question.sections:
        return list(entities)
    asked = {str(named[place]["value"]) for place in question.named_in_asking if place < len(named)}
    meant = asked or {_likeliest([str(one["value"]) for one in named], question.named_before)}
    return [one for one in entities if CONDITION not in one["entity"] or str(one["value"]) in meant]


def _likeliest(named: Sequence[str], before: int) -> str:
    scores = dict[str, float](Counter(named))
    scores[named[0]] += FIRST
    if 0 < before <= len(named):
        scores[named[before - 1]] += LAST_BEFORE
    return max(scores, key=lambda name: scores[name])
