"""Tell which condition a letter is about when it names several: the son's, the one ruled out, the one in the family."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from bot.nlu.condition_finder import CANDIDATES, CONDITION, UNKNOWN
from bot.nlu.question_reading import COMPARE, Question
from knowledge.asked_names import LETTER
from knowledge.masking import PLACEHOLDER
from knowledge.name_keys import KIND_WORDS, TYPE_WORDS, is_marker, plain_word
from knowledge.name_words import words_around_names
from knowledge.names import normalise_name
from knowledge.word_frequency import frequency
from rareguide.rule_files import check_examples, check_form, compiled, filled, read_mapping
from rareguide.settings import ROOT

OFFERED = "letter"
"""How conditions match that are offered since a letter may be about either."""
RULES = ROOT / "data" / "names" / "letter_subject.yml"
MOST_AROUND = 60
"""Characters on either side of a name that are looked at, as far as its sentence goes."""
AFTER = "_after"
LAST_BEFORE, IN_ASKING, ALONE, COMMON, FREQUENCY = "last_before", "in_asking", "alone", "common", "frequency"
ASIDE, FOUND, OF_KIN, OF_ANOTHER = "aside", "found", "of_kin", "of_another"
OF_WHOM = frozenset({OF_KIN, OF_ANOTHER})
WEIGHTS = {
    LAST_BEFORE: 0.7,
    IN_ASKING: 1.5,
    ALONE: 1.4,
    COMMON: -1.9,
    UNKNOWN: 0.0,
    FREQUENCY: -0.4,
    ASIDE: -1.0,
    "beside": -1.5,
    OF_ANOTHER: -1.4,
    OF_KIN: -0.8,
    FOUND: 1.2,
    "at_last": 0.8,
}
"""What it counts to be the last that is named before the first question, to be in a question, to be a sentence by
itself, to be a common illness, to be none of the store's, how frequent the rarest word of the name is (Zipf scale), and
to stand beside what a rule matches: a logistic ranking, fitted on the letters of `data/letters/` that name several
conditions, but for what it counts to be none of the store's or one of the next of kin's, which letters about conditions
that the store lacks told."""
EVERYWHERE = frozenset({ASIDE, "beside"}) | OF_WHOM
"""Marks that a condition has only if it has them wherever it is named."""
LEAST_AHEAD = 0.5
"""A condition must be this far ahead of the next to be taken; else the visitor is asked which of the two is meant."""
LEAST_SHOWN = 0.3
"""What stands around one of several conditions must speak for it so much; else it is asked whether it is meant."""
INITIALS, MISTYPED = "initials", "mistyped"
"""How a name matches of which only the first letters were written, or not all of them rightly; it may be another's."""
_OR = re.compile(r",? or (?:the |maybe |perhaps |rather )?")
_SENTENCE_END = re.compile(r"[.?!]\s")
_SENTENCE_BEGINS = re.compile(r"(?:^|[.?!:;]\s+)[\"'(]?(?:it'?s )?$")
_CLAUSE_ENDS = re.compile(r"[\"')]*\s*(?:[.!?,;]|$)")


@dataclass(frozen=True)
class _Named:
    """Hold a condition that a letter names: its places among all that are named, and its entities."""

    places: tuple[int, ...]
    entities: tuple[dict[str, Any], ...]

    @property
    def is_unknown(self) -> bool:
        return str(self.entities[0]["entity"]) == UNKNOWN

    @property
    def slugs(self) -> tuple[str, ...]:
        value = self.entities[0]["value"]
        return () if self.is_unknown else (value,) if isinstance(value, str) else tuple(value)

    def names(self, text: str) -> list[str]:
        """Return how the letter names it, normalised."""
        return [normalise_name(text[one["start"] : one["end"]]) for one in self.entities]


def without_bystanders(
    entities: Sequence[dict[str, Any]], question: Question, text: str, masked: str
) -> list[dict[str, Any]]:
    """Return the entities of a message without the conditions that a letter only tells of.

    In a message shorter than `LETTER` words, in a comparison, and where questions name several, all are meant that are
    named there. In another letter the likeliest is; where it is not sure which, the two likeliest are offered, and the
    likeliest alone where nothing around it speaks for it.

    Args:
        entities: what was found in the message.
        question: what it asks.
        text: the message.
        masked: the message in small letters, with its conditions masked.
    """
    named = sorted((one for one in entities if CONDITION in one["entity"]), key=lambda one: int(one["start"]))
    others = [one for one in entities if CONDITION not in one["entity"]]
    is_comparison = any(intent == COMPARE for intent, _ in question.intents[:1])
    if len(masked.split()) < LETTER or not named or is_comparison or not question.sections:
        return [*_with_one_unknown(named), *others]
    groups = _grouped(named)
    asked = [one for one in groups if set(one.places) & set(question.named_in_asking) and not one.is_unknown]
    if len(asked) > 1:
        return [*(entity for one in asked for entity in one.entities), *others]
    found = _marks_of_places(question, masked)
    likely = [_marks_of(one, found, text) for one in groups]
    return [*_meant(groups, likely, text, _named_for_another(groups, masked)), *others]


def _with_one_unknown(named: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    unknown = [one for one in named if one["entity"] == UNKNOWN]
    return [one for one in named if one not in unknown[1:]]


def _grouped(named: Sequence[dict[str, Any]]) -> list[_Named]:
    """Join the entities of each condition; names that the store does not have are joined by their telling words."""
    groups: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(named):
        key = str(one["value"])
        if one["entity"] == UNKNOWN:
            key = " ".join(word for word in normalise_name(key).split() if word not in KIND_WORDS) or key
        groups[key].append(place)
    return [_Named(tuple(places), tuple(named[place] for place in places)) for places in groups.values()]


def _named_for_another(groups: Sequence[_Named], masked: str) -> Mapping[int, int]:
    """Return, by the position of a group that the store does not have, that of the known one that "or" joins to it.

    Who writes "the Williamson syndrome or Williams, I never can keep it straight" names one illness in two ways, and
    is answered about the one that the store has.
    """
    group_of = {place: position for position, one in enumerate(groups) for place in one.places}
    between = masked.split(PLACEHOLDER)[1 : len(group_of)]  # a visitor may write the placeholder, too
    joined = [{group_of[place], group_of[place + 1]} for place, words in enumerate(between) if _OR.fullmatch(words)]
    pairs = [sorted(pair, key=lambda position: not groups[position].is_unknown) for pair in joined if len(pair) > 1]
    return {one: other for one, other in pairs if groups[one].is_unknown and not groups[other].is_unknown}


def _meant(
    groups: Sequence[_Named], marks: Sequence[frozenset[str]], text: str, named_for: Mapping[int, int]
) -> list[dict[str, Any]]:
    """Return the entities of the likeliest condition, or one that offers what may be meant."""
    scored = [_score(one, own, text) for one, own in zip(groups, marks, strict=True)]
    best, *rest = sorted(range(len(groups)), key=lambda place: -scored[place])
    likeliest = groups[best]
    if best in named_for:
        return [*groups[named_for[best]].entities, *likeliest.entities[:1]]
    if rest and scored[best] - scored[rest[0]] < LEAST_AHEAD:
        return [_offering([likeliest, groups[rest[0]]])]
    if not likeliest.is_unknown and not _is_shown(likeliest, marks[best], is_only_one=not rest):
        return [_offering([likeliest])]
    return list(likeliest.entities[:1] if likeliest.is_unknown else likeliest.entities)


def _is_shown(one: _Named, marks: frozenset[str], *, is_only_one: bool) -> bool:
    """Return whether what stands around a condition speaks for it, whoever has it where no other is named."""
    match = one.entities[0].get("match")
    if match == INITIALS or (match == MISTYPED and not is_only_one and not marks & {FOUND, IN_ASKING}):
        return False
    counting = marks - OF_WHOM - {COMMON} if is_only_one else marks
    return sum(WEIGHTS[mark] for mark in counting) >= (0 if is_only_one else LEAST_SHOWN)


def _offering(groups: Sequence[_Named]) -> dict[str, Any]:
    """Return one entity that offers conditions, as what may be meant by a name of them that the store does not have."""
    slugs = list(dict.fromkeys(slug for one in groups for slug in one.slugs))
    unknown = next((one.entities[0] for one in groups if one.is_unknown), None)
    if unknown is not None:
        return {**unknown, "guesses": list(dict.fromkeys([*slugs, *unknown["guesses"]]))}
    return {**groups[0].entities[0], "entity": CANDIDATES, "value": slugs, "match": OFFERED}


def _score(one: _Named, marks: frozenset[str], text: str) -> float:
    """Return how likely a letter is about a condition that it names; it is compared with others only."""
    words = [word for name in one.names(text) for word in name.split() or [name]]
    return sum(WEIGHTS[mark] for mark in marks) + WEIGHTS[FREQUENCY] * min(map(frequency, words))


def _marks_of(one: _Named, found: Sequence[set[str]], text: str) -> frozenset[str]:
    """Return the marks of a condition, of which `found` has those of each place."""
    own = [found[place] for place in one.places if place < len(found)]
    joined = (set.union(*own) - EVERYWHERE) | (set.intersection(*own) & EVERYWHERE) if own else set()
    if not words_around_names().common.isdisjoint(map(_without_type, one.names(text))):
        joined.add(COMMON)
    if one.is_unknown:
        joined.add(UNKNOWN)
    return frozenset(joined)


def _without_type(name: str) -> str:
    """Return a normalised name without what only says of which type it is: "type 1 diabetes"."""
    words = name.split()
    return " ".join(word for word in words if word not in TYPE_WORDS and not is_marker(plain_word(word))) or name


def _marks_of_places(question: Question, masked: str) -> list[set[str]]:
    found = []
    for place, match in enumerate(re.finditer(PLACEHOLDER, masked)):
        before = _SENTENCE_END.split(masked[max(0, match.start() - MOST_AROUND) : match.start()])[-1]
        after = masked[match.end() : match.end() + MOST_AROUND]
        marks = {
            name.removesuffix(AFTER)
            for name, rule in subject_rules().items()
            if _is_matched(name, rule, after if name.endswith(AFTER) else before)
        }
        by_place = {
            LAST_BEFORE: place == question.named_before - 1,
            IN_ASKING: place in question.named_in_asking and ASIDE not in marks,
            ALONE: bool(_SENTENCE_BEGINS.search(masked[: match.start()]) and _CLAUSE_ENDS.match(masked, match.end())),
        }
        found.append(marks | {mark for mark, has in by_place.items() if has})
    return found


@lru_cache(maxsize=1)
def subject_rules(path: Path = RULES) -> dict[str, re.Pattern[str]]:
    """Return the patterns of what stands before a name, each tried on its examples; raise `BadRules`."""
    found = {}
    for name, entry in read_mapping(path).items():
        check_form(path, entry)
        found[name] = compiled(path, entry["rule"], filled(path, entry["rule"], {}))
        check_examples(path, entry, partial(_is_matched, name, found[name]))
    return found


def _is_matched(name: str, rule: re.Pattern[str], around: str) -> bool:
    return (rule.match(around) if name.endswith(AFTER) else rule.search(around)) is not None
