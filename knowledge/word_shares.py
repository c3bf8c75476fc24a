"""Tell what shares of a question's telling words stand in each sentence of a condition, or like words for them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np
import numpy.typing as npt
from wordfreq import zipf_frequency

from knowledge.passage_rules import passage_rules, stem


class HasWords(Protocol):
    """Have words, as stems, and the groups of like words that they stand in."""

    @property
    def stems(self) -> frozenset[str]:
        """Return the words, as stems."""

    @property
    def groups(self) -> frozenset[int]:
        """Return the numbers of the groups of like words."""


@dataclass(frozen=True)
class WordShares:
    """Hold what shares of a question's telling words stand in each sentence, the rarer ones counting more."""

    same: npt.NDArray[np.float64]
    like: npt.NDArray[np.float64]
    rare: npt.NDArray[np.float64]
    particular: npt.NDArray[np.float64]
    asks_for_some: bool
    nowhere: float

    @classmethod
    def of(cls, text: str, sentences: Sequence[HasWords]) -> WordShares:
        """Return the shares of a question's words in each of the sentences of a condition."""
        weights: dict[str, float] = {}
        for word in passage_rules().telling(text):
            weights[stem(word)] = max(weights.get(stem(word), 0.0), rarity(word))
        groups = {word: groups_of([word]) for word in weights}
        among = {word: sum(word in sentence.stems for sentence in sentences) for word in weights}
        here = {word: weights[word] * math.log(1 + len(sentences) / (1 + among[word])) for word in weights}
        total, total_here = sum(weights.values()) or 1.0, sum(here.values()) or 1.0
        same = [sum(weights[word] for word in weights if word in one.stems) / total for one in sentences]
        like = [
            sum(weights[word] for word in weights if word not in one.stems and groups[word] & one.groups) / total
            for one in sentences
        ]
        rare = [sum(here[word] for word in weights if word in one.stems) / total_here for one in sentences]
        of_section = passage_rules().whole_section
        own = {word: weight for word, weight in weights.items() if word not in of_section}
        total_own = sum(own.values()) or 1.0
        particular = [
            sum(own[word] for word in own if word in one.stems or groups[word] & one.groups) / total_own
            for one in sentences
        ]
        somewhere = frozenset().union(*(one.groups for one in sentences))
        missing = [word for word in weights if not among[word] and not groups[word] & somewhere]
        nowhere = sum(weights[word] for word in missing) / total
        return cls(np.array(same), np.array(like), np.array(rare), np.array(particular), bool(own), nowhere)


def groups_of(stems: Sequence[str] | frozenset[str]) -> frozenset[int]:
    """Return the numbers of the groups of like words that some stems stand in."""
    alike = passage_rules().alike
    return frozenset(number for word in stems for number in alike.get(word, ()))


@lru_cache(maxsize=65_536)
def rarity(word: str) -> float:
    """Return how much a word tells by its frequency in English: 0.3 for the commonest, 2.5 for one never seen."""
    return max(0.3, (7.5 - float(zipf_frequency(word, "en"))) / 3)
