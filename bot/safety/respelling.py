"""Write misspelt words out as the alarm model's examples have them: several slips at once, no vowels, short forms.

Every word may stand for words that are spelt, sound or begin alike; which of them is meant is told by the words beside
it (a noisy channel with a bigram model over the examples, decoded by Viterbi; Kernighan, Church and Gale 1990). So
"chest pane" becomes "chest pain", and "window pane" stays.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from jellyfish import metaphone
from rapidfuzz.distance import OSA

from bot.safety.disguises import expanded_abbreviations, frequencies

SLIP = 3.2
"""What a mistyped letter costs, in natural logarithms of probability."""
SHORT_FORM = 1.5
"""What writing a word in short costs."""
MISSING_VOWEL = 1.6
USUAL_WORD = 4.5
"""What it costs beside its slips to take a usual word for another one."""
USUALNESS = 0.5
"""How much more it costs, the more usual the word is; "kissed" stays, and "dye" may still stand for "die"."""
UNKNOWN = -19.0
"""The logarithm of the probability of a word that is in no list."""
TRUST = 0.94
"""How far what stands beside a word in the examples tells of it, where they have it."""
KNOWN = 3e-7
"""From this share of all words on a word is a usual one (Zipf scale 2.5)."""
FREQUENT = 1e-4
"""A word of the examples that is so frequent stays as it is (Zipf scale 5), if it has more than three letters."""
SEEN = 2
"""How often a word must stand in the examples for another one to be taken for it."""
MOST_ALTERNATIVES = 6
LONGEST_WORD = 16
SHORTEST_ALONE = 4
"""A shorter word that stands alone may be the abbreviation of any illness, and is left as it is."""
MOST_WORDS = 120
"""So many different words of a text are looked at; the rest stay as they are."""

_WORD = re.compile(r"(?<![^\s(\"'.,;:!?])[a-z0-9]+(?:['\u2019][a-z]+)*(?![^\s)\"'.,;:!?])(?!\.\w)", re.IGNORECASE)
_VOWELS = re.compile(r"[aeiouy]")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_START = "."

Alternative = tuple[str, float]


class Respelling:
    """Correct texts towards the words of examples."""

    def __init__(self, counts: Mapping[str, int], pairs: Mapping[tuple[str, str], int]) -> None:
        self._counts = counts
        self._pairs = pairs
        self._total = sum(counts.values()) or 1

    @classmethod
    def trained(cls, texts: Iterable[str]) -> Respelling:
        """Return what corrects towards the words of texts."""
        words = [[_START, *(_plain(found.group()) for found in _WORD.finditer(text))] for text in texts]
        counts = Counter(word for text in words for word in text)
        return cls(counts, Counter(pair for text in words for pair in itertools.pairwise(text)))

    def described(self) -> dict[str, Any]:
        """Return what is kept in a file, in a form that JSON knows; `from_described` reads it."""
        return {"counts": dict(self._counts), "pairs": [[*pair, count] for pair, count in self._pairs.items()]}

    @classmethod
    def from_described(cls, described: Mapping[str, Any]) -> Respelling:
        """Return what `described` describes; raise `KeyError` or `ValueError` when it is something else."""
        return cls(described["counts"], {(before, word): count for before, word, count in described["pairs"]})

    def of(self, text: str) -> str:
        """Return a text with its misspelt words written out; everything else stays as it is."""
        found = list(_WORD.finditer(text))
        if not found:
            return text
        words = [_plain(one.group()) for one in found]
        if len(words) == 1 and len(words[0]) < SHORTEST_ALONE and words[0] not in self._short_forms:
            return text
        is_loud = text.isupper()
        looked_at = dict.fromkeys(
            word
            for one, word in zip(found, words, strict=True)
            if is_loud or not one.group().isupper() or len(word) < 2
        )
        alternatives = {word: self._alternatives(word) for word in list(looked_at)[:MOST_WORDS]}
        meant = self._likeliest([alternatives.get(word, [(word, 0.0)]) for word in words])
        pieces: list[str] = []
        end = 0
        for one, word, chosen in zip(found, words, meant, strict=True):
            pieces += [text[end : one.start()], one.group() if chosen == word else chosen]
            end = one.end()
        return "".join([*pieces, text[end:]])

    def _likeliest(self, choices: list[list[Alternative]]) -> list[str]:
        """Return the likeliest word of each place (Viterbi)."""
        paths: list[dict[str, tuple[float, str]]] = []
        scores = {_START: 0.0}
        for alternatives in choices:
            step: dict[str, tuple[float, str]] = {}
            for words, cost in alternatives:
                first = words.split()[0]
                score, before = max((scores[one] + self._log(one.split()[-1], first), one) for one in scores)
                if words not in step or step[words][0] < score - cost:
                    step[words] = (score - cost, before)
            paths.append(step)
            scores = {word: score for word, (score, _) in step.items()}
        word = max(scores, key=scores.__getitem__)
        meant: list[str] = []
        for step in reversed(paths):
            meant.append(word)
            word = step[word][1]
        return meant[::-1]

    def _log(self, before: str, word: str) -> float:
        """Return the logarithm of the probability of a word after another one."""
        count = self._counts.get(word, 0)
        alone = max(count / self._total, frequencies().get(word, 0.0))
        seen = self._counts.get(before, 0)
        beside = self._pairs.get((before, word), 0) / seen if seen else 0.0
        weight = TRUST * seen / (seen + 5.0)
        probability = weight * beside + (1 - weight) * alone
        return math.log(probability) if probability > 0.0 else UNKNOWN

    def _alternatives(self, word: str) -> list[Alternative]:
        """Return what a word may stand for, with costs; itself first."""
        short = self._short_forms.get(word)
        itself: list[Alternative] = [(word, 0.0)]
        if short is not None:
            itself.append((short, SHORT_FORM))
        usual = frequencies().get(word, 0.0)
        if not word.isalpha() or len(word) > LONGEST_WORD or len(word) < 2:
            return itself
        if usual >= FREQUENT or (usual >= KNOWN and self._counts.get(word, 0) >= SEEN and len(word) > 3):
            return itself
        more = USUAL_WORD + USUALNESS * math.log(usual / KNOWN) if usual >= KNOWN else 0.0
        costs: dict[str, float] = {}
        for other, cost in (*self._near(word), *self._sounding_like(word)):
            costs[other] = min(cost + more, costs.get(other, math.inf))
        ranked = sorted(costs.items(), key=lambda item: item[1] - math.log(self._counts[item[0]] + 1.0))
        return [*itself, *ranked[:MOST_ALTERNATIVES]]

    def _near(self, word: str) -> Iterator[Alternative]:
        """Return words of the examples within one slip, or two of a longer word."""
        for variant in _deletions(word, 2 if len(word) > 4 else 1):
            for other in self._by_deletion.get(variant, ()):
                slips = OSA.distance(word, other)
                if slips <= (1 if len(word) < 4 else 2) and (slips < 2 or len(other) > 3):
                    yield other, slips * SLIP - (0.8 if word[0] == other[0] else -1.0)

    def _sounding_like(self, word: str) -> Iterator[Alternative]:
        """Return words of the examples that sound alike, or have the same letters without vowels."""
        for other in self._by_sound.get(metaphone(word), ()):
            slips = OSA.distance(word, other)
            if slips <= max(2, len(word) // 2):
                yield other, SLIP + slips * 0.6
        consonants = _without_vowels(word)
        if len(consonants) < 2:
            return
        missing = len(_VOWELS.findall(word))
        for other in self._by_consonants.get(consonants, ()):
            vowels = len(_VOWELS.findall(other))
            if missing == 0:
                yield other, MISSING_VOWEL + 0.3 * vowels
            elif missing <= vowels:
                yield other, MISSING_VOWEL + MISSING_VOWEL * (vowels - missing + 1)

    @cached_property
    def _short_forms(self) -> dict[str, str]:
        return expanded_abbreviations()

    @cached_property
    def _vocabulary(self) -> list[str]:
        return [word for word, count in self._counts.items() if count >= SEEN and word.isalpha() and len(word) > 1]

    @cached_property
    def _by_deletion(self) -> dict[str, list[str]]:
        return _grouped((variant, word) for word in self._vocabulary for variant in _deletions(word, 2))

    @cached_property
    def _by_sound(self) -> dict[str, list[str]]:
        return _grouped((metaphone(word), word) for word in self._vocabulary)

    @cached_property
    def _by_consonants(self) -> dict[str, list[str]]:
        return _grouped((_without_vowels(word), word) for word in self._vocabulary)


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for key, word in pairs:
        groups[key].append(word)
    return dict(groups)


def _plain(word: str) -> str:
    return word.lower().replace("'", "").replace("\u2019", "")


def _deletions(word: str, most: int) -> set[str]:
    """Return a word and what is left of its first letters when up to `most` are deleted."""
    found = {word}
    layer = {word}
    for _ in range(min(most, len(word) - 1)):
        layer = {one[:place] + one[place + 1 :] for one in layer for place in range(len(one))}
        found |= layer
    return found


def _without_vowels(word: str) -> str:
    """Return the consonants of a word, double ones once; a vowel at its beginning stays."""
    kept = word[0] + _VOWELS.sub("", word[1:])
    return re.sub(r"(.)\1+", r"\1", kept.replace("ph", "f").replace("ck", "k"))
