"""Weigh whether a mistyped name is the store's name, or the name of something that only looks like it.

A logistic regression over what the two spellings share. "Gosher disease" is Gaucher's, but "Meigs syndrome" is not
Meige's: a word that is known to English, as surnames are, is seldom a mistake for another.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from knowledge.name_keys import KIND_WORDS, SMALL_WORDS, TYPE_WORDS, plain_word
from knowledge.spelling import as_heard
from knowledge.word_frequency import frequency

FEATURES = (
    "cost",
    "cost a letter",
    "exact letters",
    "frequency",
    "known words",
    "wrong words",
    "other beginning",
    "heard alike",
    "short",
)
FEWEST_EXACT = 3
_SEX_CHROMOSOMES = frozenset("xy")
"""A word of these letters counts chromosomes ("XXXY"): another count is another condition, not a mistake."""
INTERCEPT = -1.06
WEIGHTS = (-1.81, 0.29, 0.37, -1.81, -0.5, 5.83, -1.85, 2.41, -1.54)
"""Set by `python -m tools.bench.match_confidence` on names of GARD in MedQuAD, mistyped or left out of the store."""


TRUSTED = 0.4
"""From this on a mistyped name is taken, below it the visitor is asked: of mistyped names 99 % are, of others half."""


def confidence(cost: int, written: Sequence[str], words: Sequence[str]) -> float:
    """Return how likely words as they are written mean a name as the store spells it, from 0 to 1.

    Args:
        cost: how many letters are wrong.
        written: the words of the text, normalised.
        words: the words of the name, normalised.
    """
    if "".join(written) == "".join(words):
        return 1.0
    if any(set(word) <= _SEX_CHROMOSOMES for word in set(written) - set(words)):
        return 0.0
    values = features(cost, written, words)
    return 1 / (1 + math.exp(-INTERCEPT - sum(map(float.__mul__, WEIGHTS, values))))


def features(cost: int, written: Sequence[str], words: Sequence[str]) -> list[float]:
    """Return the values of `FEATURES`."""
    telling_written = Counter(map(plain_word, _distinctive(written)))
    telling_words = Counter(map(plain_word, _distinctive(words)))
    wrong, missed = telling_written - telling_words, telling_words - telling_written
    letters = sum(map(len, missed)) or 1
    exact = sum(map(len, telling_words & telling_written))
    # Beside another word of the name, as in "charcoal marie tooth", it says nothing that a word is one.
    alone = _distinctive(written) if exact < FEWEST_EXACT else []
    known = [frequency(word) for word in alone if plain_word(word) in wrong]
    beginnings = Counter(word[0] for word in missed) - Counter(word[0] for word in wrong)
    heard = as_heard("".join(sorted(wrong))) == as_heard("".join(sorted(missed)))
    return [
        float(cost),
        cost / letters,
        min(exact, 20) / 10,
        max(known, default=0.0),
        float(sum(value > 0 for value in known)),
        float(len(wrong)),
        float(beginnings.total()),
        float(heard),
        float(min(map(len, missed), default=9) < 6),
    ]


def _distinctive(words: Sequence[str]) -> list[str]:
    return [word for word in words if word not in SMALL_WORDS | KIND_WORDS | TYPE_WORDS]
