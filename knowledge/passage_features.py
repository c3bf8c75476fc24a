"""Describe how well each sentence of a condition fits a question, in figures that a weighted sum can judge."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from knowledge.masking import NAMED_AS, PLACEHOLDER
from knowledge.passage_rules import passage_rules, stem
from knowledge.section_model import section_model
from knowledge.word_shares import WordShares, groups_of

FEATURES = (
    "answering",
    "answering_below_best",
    "cosine",
    "cosine_below_best",
    "cosine_in_context",
    "cosine_before",
    "words",
    "like_words",
    "rare_words",
    "rare_words_below_best",
    "particular_words",
    "no_particular_word",
    "tells_section",
    "tells_whole",
    "speaks",
    "speaks_whole",
    "whole",
    "kind_is_there",
    "kind_is_missing",
    "section",
    "asked_section",
    "first",
    "length",
    "words_nowhere",
    "not_covered",
    "words_before",
    "kind_fits",
)
CONTEXT = 0.6
"""How much the sentence before counts in what a sentence means."""
LIKE = 0.6
"""What a like word counts beside the word itself."""
RARITY, NUMBER, ODDS = "rarity", "number", "odds"
OF_SECTIONS = frozenset({"life", "prevalence", NUMBER, RARITY})
"""Kinds of things asked for that are what a section is for, or stand beside every kind."""
LEAST_SHARE = 0.01
LONGEST = 60
"""Words above this make a sentence no longer."""
SHORTEST_PART = 4
"""Shorter parts of a word such as "X-linked" are no words."""
SHORTEST_NAME_OF_ANY_CASE = 5
"""Shorter names are masked only as they are written: "HD", but not "had"."""

SPEAKS_OF_IT, MAY_SPEAK_OF_IT = -1.0, -2.2
"""From these log odds on a sentence may speak of the section asked for, among other things; the first are for what is
asked about the section as a whole, the others for what shares a word with the question."""

Vectors = npt.NDArray[np.float32]
Rows = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Sentence:
    """Hold what is looked at in a sentence of a section: its words, without its condition's name, and what it tells."""

    masked: str
    stems: frozenset[str]
    groups: frozenset[int]
    places: frozenset[int]
    kinds: frozenset[str]
    tells: frozenset[str]
    goes_on: bool
    length: int


@dataclass(frozen=True)
class ParticularQuestion:
    """Hold a question as it is looked at.

    Attributes:
        text: in plain words, in lower case, with `PLACEHOLDER` for the condition.
        sections: how likely each section is asked for, from 0 to 1.
        not_covered: how likely it asks for what no section covers, from 0 to 1.
        section: the section that it was understood to ask for.
        is_sure: whether its words surely ask for that section, whatever the message was read as.
    """

    text: str
    sections: Mapping[str, float] = field(default_factory=dict)
    not_covered: float = 0.0
    section: str | None = None
    is_sure: bool = False

    @property
    def to_encode(self) -> str:
        """Return the text that the sentence encoder gets."""
        return self.text.replace(PLACEHOLDER, NAMED_AS)

    @property
    def likeliest_section(self) -> str | None:
        """Return the section that is asked for, else the one that is likeliest."""
        return self.section or max(self.sections, key=lambda name: self.sections[name], default=None)

    @property
    def is_particular(self) -> bool:
        """Tell whether it asks for one particular thing and not for a section as a whole."""
        rules = passage_rules()
        if rules.particular.search(self.text) or self.is_of_no_section:
            return True
        return any(stem(word) not in rules.whole_section for word in rules.telling(self.text))

    @property
    def is_for_section(self) -> bool:
        """Tell whether it asks for most of what its section tells: for it as a whole, or with such words as "cure"."""
        rules = passage_rules()
        near = rules.whole_section | rules.near_section.get(self.likeliest_section or "", frozenset())
        return all(stem(word) in near for word in rules.telling(self.text))

    @property
    def is_of_a_kind(self) -> bool:
        """Tell whether it asks for one kind of thing, such as a number, an age or a gene."""
        return any(kind.asks.search(self.text) for kind in passage_rules().kinds.values())

    @property
    def plainly(self) -> list[str]:
        """Return the kinds of things that it asks for in plain words, those for which there are some."""
        kinds = (passage_rules().kinds[name] for name in sorted(kinds_asked(self)))
        return [kind.plainly for kind in kinds if kind.plainly]

    @property
    def places(self) -> frozenset[int]:
        """Return the numbers of the places in the body that it names."""
        return passage_rules().places_in(self.text)

    @property
    def is_of_no_section(self) -> bool:
        """Tell whether it asks for a kind of thing that may stand in any section, such as an age or a gene."""
        return bool(kinds_asked(self) - OF_SECTIONS)


def masked_sentence(text: str, names: re.Pattern[str]) -> Sentence:
    """Return a sentence as it is looked at; `names` is the pattern of `pattern_of_names`."""
    return _looked_at(names.sub(NAMED_AS, " ".join(text.split())), " ".join(text.split()))


@lru_cache(maxsize=8_192)
def _looked_at(masked: str, text: str) -> Sentence:
    rules = passage_rules()
    words = rules.telling(masked)
    parts = (part for word in words if "-" in word for part in word.split("-") if len(part) >= SHORTEST_PART)
    told = (word for word, pattern in rules.signs_told.items() if pattern.search(masked))  # "an unusually large head"
    stems = frozenset(map(stem, (*words, *parts, *told)))  # "salty-tasting skin" speaks of what tastes salty
    return Sentence(
        masked,
        stems,
        groups_of(stems),
        rules.places_in(masked),
        frozenset(name for name, kind in rules.kinds.items() if kind.says.search(text)),
        frozenset(section for section, pattern in rules.tells.items() if pattern.search(text)),
        rules.goes_on.match(text) is not None,
        len(text.split()),
    )


@lru_cache(maxsize=256)
def pattern_of_names(names: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds the names of a condition in its texts, the longest first."""
    found = [
        re.escape(name) if len(name) < SHORTEST_NAME_OF_ANY_CASE else f"(?i:{re.escape(name)})"
        for name in sorted(set(names), key=lambda name: (-len(name), name))
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?:['’]s)?(?!\w)")


def feature_rows(
    question: ParticularQuestion,
    asked: npt.NDArray[np.float32],
    sentences: Sequence[Sentence],
    vectors: Vectors,
    answering: npt.NDArray[np.float32],
    sections: Sequence[str],
    begins: Sequence[bool],
) -> Rows:
    """Return a row of `FEATURES` for each sentence, shape (sentences, features).

    Args:
        question: what is asked.
        asked: its embedding.
        sentences: all sentences of the condition.
        vectors: their embeddings, shape (sentences, dimensions).
        answering: how near each lies to the question where both are embedded for answers, shape (sentences,).
        sections: the type of section that each stands in.
        begins: whether each is the first of its section.
    """
    words = WordShares.of(question.text, sentences)
    is_first = np.array(begins)
    cosine = vectors @ asked
    before = np.where(is_first, 0.0, np.roll(cosine, 1))
    follows = np.where(is_first[:, None], 0.0, np.roll(vectors, 1, axis=0))
    context = vectors + CONTEXT * follows
    in_context = (context @ asked) / np.linalg.norm(context, axis=1)
    wanted = kinds_asked(question)
    speaks = section_model().speaks_of(question.likeliest_section, vectors)
    has_all = np.array([wanted <= sentence.kinds for sentence in sentences], float)
    likeliest = question.likeliest_section
    tells = np.array([likeliest in sentence.tells for sentence in sentences], float)
    is_whole = float(question.is_for_section)
    like = words.same + LIKE * words.like
    columns = {
        "answering": answering,
        "answering_below_best": answering - answering.max(),
        "cosine": cosine,
        "cosine_below_best": cosine - cosine.max(),
        "cosine_in_context": in_context,
        "cosine_before": before,
        "words": words.same,
        "like_words": words.like,
        "rare_words": words.rare,
        "rare_words_below_best": like - like.max(),
        "particular_words": words.particular,
        "no_particular_word": (words.particular == 0).astype(float)
        if words.asks_for_some
        else np.zeros(len(sentences)),
        "tells_section": tells,
        "tells_whole": tells * is_whole,
        "speaks": speaks,
        "speaks_whole": speaks * is_whole,
        "whole": np.full(len(sentences), is_whole),
        "kind_is_there": has_all if wanted else np.full(len(sentences), 0.5),
        "kind_is_missing": 1 - has_all if wanted else np.zeros(len(sentences)),
        "section": [math.log(question.sections.get(name, 0.0) + LEAST_SHARE) for name in sections],
        "asked_section": [float(name == likeliest) for name in sections],
        "first": is_first.astype(float),
        "length": [min(sentence.length, LONGEST) / LONGEST for sentence in sentences],
        "words_nowhere": np.full(len(sentences), words.nowhere),
        "not_covered": np.full(len(sentences), question.not_covered),
        "words_before": np.where(is_first, 0.0, np.roll(like, 1)) * [sentence.goes_on for sentence in sentences],
        "kind_fits": has_all * words.particular if wanted else np.zeros(len(sentences)),
    }
    return np.column_stack([np.asarray(columns[name], float) for name in FEATURES])


def on_subject(question: ParticularQuestion, sentences: Sequence[Sentence], vectors: Vectors) -> list[bool]:
    """Tell of each sentence whether it has the kind of thing or a telling word asked for, and may speak of the section.

    What asks for most of a section asks for no word of its own. A number alone is no kind of thing: most have some.
    """
    speaks = section_model().speaks_of(question.likeliest_section, vectors)
    return [_is_on_subject(question, one, float(odds)) for one, odds in zip(sentences, speaks, strict=True)]


def _is_on_subject(question: ParticularQuestion, sentence: Sentence, odds: float) -> bool:
    rules = passage_rules()
    wanted = kinds_asked(question) - {NUMBER}
    if not wanted <= sentence.kinds:
        return False
    if question.is_for_section:
        return odds >= SPEAKS_OF_IT or RARITY in wanted
    if wanted - OF_SECTIONS:
        return True
    own = [stem(word) for word in rules.telling(question.text) if stem(word) not in rules.whole_section]
    own = [word for word in own if word not in rules.near_section["symptoms"]] or own
    has_word = any(word in sentence.stems or groups_of([word]) & sentence.groups for word in own)
    return odds >= MAY_SPEAK_OF_IT and (has_word or bool(wanted) or not own)


def is_elsewhere(question: ParticularQuestion, sentence: Sentence) -> bool:
    """Tell whether a sentence speaks of other places in the body than the question ("chest pain": pain in hands)."""
    return bool(sentence.places and question.places) and sentence.places.isdisjoint(question.places)


def kinds_asked(question: ParticularQuestion) -> set[str]:
    """Return the names of the kinds of things that a question asks for."""
    return {name for name, kind in passage_rules().kinds.items() if kind.asks.search(question.text)}
