"""Tell which condition a letter is about when it names several: the son's, the one ruled out, the one in the family."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from bot.nlu.clauses import LETTER
from bot.nlu.question_reading import COMPARE, Question
from knowledge.masking import PLACEHOLDER
from rareguide.rule_files import check_examples, check_form, compiled, filled, read_mapping
from rareguide.settings import ROOT

CONDITION = "condition"
RULES = ROOT / "data" / "names" / "letter_subject.yml"
MOST_BEFORE = 60
"""Characters before a name that are looked at, as far as its sentence goes."""
FIRST, LAST_BEFORE, IN_ASKING = "first", "last_before", "in_asking"
WEIGHTS = {
    FIRST: 0.3,
    LAST_BEFORE: 0.8,
    IN_ASKING: 1.2,
    "aside": -0.8,
    "beside": -1.0,
    "of_another": -1.2,
    "found": 0.8,
    "at_last": 1.1,
}
"""What it counts to be the first that is named, the last before the first question, in a question, or to stand behind
what a rule matches: a logistic ranking, fitted on the letters of `data/letters/` that name several conditions."""
EVERYWHERE = frozenset({"aside", "beside", "of_another"})
"""Marks that a condition has only if it has them wherever it is named."""

_SENTENCE_END = re.compile(r"[.?!]\s")


def without_bystanders(entities: Sequence[dict[str, Any]], question: Question, masked: str) -> list[dict[str, Any]]:
    """Return the entities of a message without the conditions that a letter only tells of.

    In a message shorter than `LETTER` words, in a comparison, and where questions name several, all are meant that are
    named there. In another letter the likeliest is.

    Args:
        entities: what was found in the message.
        question: what it asks.
        masked: the message in small letters, with its conditions masked.
    """
    named = sorted((one for one in entities if CONDITION in one["entity"]), key=lambda one: int(one["start"]))
    values = [str(one["value"]) for one in named]
    is_comparison = any(intent == COMPARE for intent, _ in question.intents[:1])
    if len(masked.split()) < LETTER or len(set(values)) < 2 or is_comparison or not question.sections:
        return list(entities)
    asked = {values[place] for place in question.named_in_asking if place < len(values)}
    meant = asked if len(asked) > 1 else {likeliest(values, question, masked)}
    return [one for one in entities if CONDITION not in one["entity"] or str(one["value"]) in meant]


def likeliest(named: Sequence[str], question: Question, masked: str) -> str:
    """Return which of the conditions that a letter names, in their order and as often as it does, it is about."""
    marks: dict[str, list[set[str]]] = defaultdict(list)
    for place, (name, before) in enumerate(zip(named, befores(masked), strict=False)):
        marks[name].append(_marks(place, before, question))
    scores = {name: sum(WEIGHTS[mark] for mark in _joined(found)) for name, found in marks.items()}
    return max(scores, key=lambda name: scores[name])


def befores(masked: str) -> list[str]:
    """Return what stands before each condition of a masked letter, within its sentence."""
    starts = [match.start() for match in re.finditer(PLACEHOLDER, masked)]
    return [_SENTENCE_END.split(masked[max(0, start - MOST_BEFORE) : start])[-1] for start in starts]


def _marks(place: int, before: str, question: Question) -> set[str]:
    by_place = {
        FIRST: place == 0,
        LAST_BEFORE: place == question.named_before - 1,
        IN_ASKING: place in question.named_in_asking,
    }
    found = {mark for mark, has in by_place.items() if has}
    return found | {name for name, rule in subject_rules().items() if rule.search(before)}


def _joined(found: Sequence[set[str]]) -> set[str]:
    return (set.union(*found) - EVERYWHERE) | (set.intersection(*found) & EVERYWHERE)


@lru_cache(maxsize=1)
def subject_rules(path: Path = RULES) -> dict[str, re.Pattern[str]]:
    """Return the patterns of what stands before a name, each tried on its examples; raise `BadRules`."""
    found = {}
    for name, entry in read_mapping(path).items():
        check_form(path, entry)
        found[name] = compiled(path, entry["rule"], filled(path, entry["rule"], {}))
        check_examples(path, entry, partial(_is_matched, found[name]))
    return found


def _is_matched(rule: re.Pattern[str], text: str) -> bool:
    return rule.search(text) is not None
