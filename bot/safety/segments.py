"""Part a message into what is searched for alarms: its sentences, their clauses, and what is told in a row.

spaCy takes 26 ms for a thousand characters, half of what the search may cost; here ends of sentences and beginnings
of questions are told by their words alone, by the rules of `data/safety/segments.yml`. A part too many does no harm,
since whole sentences are searched too.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from bot.safety.rules import SAFETY
from rareguide.rule_files import check_examples, check_form, compiled, filled, fragments_of, read_mapping

LONGEST_SENTENCE = 240
"""A sentence of more characters is split between words, so that no reading is long."""
LONGEST_PAIR = 260
"""Sentences that are told in a row are read together up to so many characters."""
WHOLE = 300
"""A message of up to so many characters is read as a whole, too."""

FEWEST_WORDS = 2
"""A clause of fewer words is read with its sentence only."""
TAILS = (5, 8)
"""So many words at the end of a question may be no part of it."""
FEWEST_WORDS_ASKED = 4

RULES = SAFETY / "segments.yml"
_BEGINNINGS = ("before_question", "before_told", "before_capital", "before_joined")


@dataclass(frozen=True)
class SegmentRules:
    """Hold the patterns by which a message is parted, and the words after which a subject goes on with a sentence."""

    patterns: Mapping[str, re.Pattern[str]]
    leads_on: frozenset[str]

    def __getitem__(self, name: str) -> re.Pattern[str]:
        """Return a pattern by the name that it has in the file."""
        return self.patterns[name]


@lru_cache(maxsize=1)
def segment_rules(path: Path = RULES) -> SegmentRules:
    """Return the rules of `data/safety/segments.yml`, each tried on its examples; raise `BadRules`."""
    document = dict(read_mapping(path))
    leads_on = frozenset(str(document.pop("leads_on", "")).split())
    fragments = fragments_of(path, document.pop("fragments", {}))
    patterns = {}
    for name, entry in document.items():
        check_form(path, entry)
        patterns[name] = compiled(path, entry["rule"], filled(path, entry["rule"], fragments))
        check_examples(path, entry, partial(_is_found, patterns[name]))
    return SegmentRules(patterns, leads_on)


def _is_found(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.search(text) is not None


@dataclass(frozen=True)
class Sentence:
    """Hold a sentence, the clauses in it that could stand alone, and ends of questions that may be no part of them.

    Where the sentence is one clause, there are none. `without_asides` is the sentence without what is told of
    somebody in passing ("my mother, who has had it for years, cannot swallow"); it is empty where nothing is.
    """

    text: str
    clauses: tuple[str, ...] = ()
    tails: tuple[str, ...] = ()
    without_asides: str = ""

    @property
    def asks(self) -> bool:
        """Return whether it is a question."""
        return _is_question(self.text)

    def told(self) -> list[str]:
        """Return what is told in a row before, between and behind its questions, as far as that is several clauses."""
        rows: list[list[str]] = [[]]
        for clause in self.clauses:
            if _is_question(clause):
                rows.append([])
            else:
                rows[-1].append(clause)
        return [", ".join(row) for row in rows if 1 < len(row) < len(self.clauses)]

    @property
    def has_question(self) -> bool:
        """Return whether one of its clauses is a question."""
        return any(map(_is_question, self.clauses))


def _is_question(text: str) -> bool:
    return text.endswith("?") or segment_rules()["begins_question"].match(text) is not None


def sentences(text: str) -> list[Sentence]:
    """Return the sentences of a text with their clauses, in order."""
    found: list[Sentence] = []
    for line in _ended(text):
        for piece in _of_bounded_length(line):
            clauses = _clauses(piece)
            tails = [tail for clause in clauses or [piece] for tail in _tails(clause)]
            plain, asides = segment_rules()["aside"].subn("", piece)
            own = tuple(clauses) if len(clauses) > 1 else ()
            found.append(Sentence(piece, own, tuple(tails), plain if asides else ""))
    return found


def told_in_a_row(parts: list[Sentence]) -> list[str]:
    """Return each sentence together with the next one, where neither asks and both are short."""
    pairs: list[str] = []
    for first, second in itertools.pairwise(parts):
        together = f"{first.text} {second.text}"
        if not first.asks and not second.asks and len(together) <= LONGEST_PAIR:
            pairs.append(together)
    return pairs


def _ended(text: str) -> list[str]:
    found: list[str] = []
    for line in (" ".join(line.split()) for line in segment_rules()["end"].split(text)):
        if found and segment_rules()["abbreviation"].search(found[-1]):
            found[-1] += f" {line}"
        elif line:
            found.append(line)
    return found


def _of_bounded_length(line: str) -> list[str]:
    pieces: list[str] = []
    while len(line) > LONGEST_SENTENCE:
        cut = line.rfind(" ", LONGEST_SENTENCE // 2, LONGEST_SENTENCE)
        cut = LONGEST_SENTENCE if cut < 0 else cut
        pieces.append(line[:cut])
        line = line[cut:].strip()
    return [*pieces, line] if line else pieces


def _clauses(sentence: str) -> list[str]:
    """Part a sentence where a question begins, or where somebody begins to tell."""
    pieces = _split(
        sentence, [found.end() for name in _BEGINNINGS for found in segment_rules()[name].finditer(sentence)]
    )
    clauses = [clause for piece in pieces for clause in _told_after_question(piece)]
    return [clause for clause in clauses if len(clause.split()) >= FEWEST_WORDS]


def _split(sentence: str, ends: list[int]) -> list[str]:
    bounds = [0, *sorted(set(ends)), len(sentence)]
    pieces = [
        segment_rules()["joined_on"].sub("", sentence[start:end].strip(" ,\t"))
        for start, end in itertools.pairwise(bounds)
    ]
    return [piece for piece in pieces if piece]


def _told_after_question(piece: str) -> list[str]:
    """Part a question from what is told behind it without a sign."""
    if not segment_rules()["begins_question"].match(piece):
        return [piece]
    for found in segment_rules()["subject_in_question"].finditer(piece):
        if found["before"].lower() not in segment_rules().leads_on:
            return [piece[: found.end()].strip(), piece[found.end() :]]
    return [piece]


def _tails(clause: str) -> list[str]:
    """Return ends of a question that has no question mark, where what is told behind it may name nobody."""
    words = clause.split()
    if clause.endswith("?") or not segment_rules()["begins_question"].match(clause):
        return []
    return [" ".join(words[-length:]) for length in TAILS if len(words) >= length + FEWEST_WORDS_ASKED]
