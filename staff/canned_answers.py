"""Find approved sections of the store, to be sent word for word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.name_index import NameIndex
from knowledge.records import SECTION_TYPES, Section, section_data
from knowledge.revision_cache import RevisionCache
from knowledge.store import Condition, KnowledgeStore, UnknownCondition
from rareguide.turn import ConditionRef, SectionData

MOST_CONDITIONS = 5
MOST_FOUND = 12
SHORTEST_NAME = 3


class UnknownAnswer(LookupError):
    """The store has no such section, or has it no more."""


@dataclass(frozen=True)
class CannedAnswer:
    """Hold one section with its condition; `key` names it in a form."""

    key: str
    slug: str
    condition: str
    section: Section

    def in_contract(self) -> SectionData:
        """Return the section in the form of the turn contract."""
        return section_data(ConditionRef(self.slug, self.condition), self.section)


def answer_of(store: KnowledgeStore, key: str) -> CannedAnswer:
    """Return the section that a form names; raise `UnknownAnswer`."""
    slug, _, rest = key.partition("|")
    section_type, _, place = rest.partition("|")
    try:
        condition = store.condition(slug)
    except UnknownCondition:
        raise UnknownAnswer(key) from None
    for answer in _answers(store, condition, [section_type]):
        if answer.key == f"{slug}|{section_type}|{place}":
            return answer
    raise UnknownAnswer(key)


def answer_as_shown(store: KnowledgeStore, shown: Mapping[str, Any]) -> CannedAnswer | None:
    """Return the section that a visitor was shown, or `None` where the store has it no more as it was then.

    `shown` has the slug of its condition, its kind, its question and its date.
    """
    try:
        answers = _answers(store, store.condition(shown["slug"]), [shown["section"]])
    except UnknownCondition:
        return None
    for answer in answers:
        known_by = answer.in_contract()
        if all(known_by[name] == shown.get(name) for name in ("question", "last_updated")):
            return answer
    return None


class AnswerSearch:
    """Find sections by the words of people: "what causes gaucher", "gauchers causes", "ostr symp"."""

    def __init__(self, store: KnowledgeStore) -> None:
        self.store = store
        self._index: RevisionCache[NameIndex] = RevisionCache(store, lambda store: NameIndex(store.names()))

    def find(self, words: str, condition: str | None = None) -> list[CannedAnswer]:
        """Return sections for some words, the best first.

        They are of the conditions that the words name, else of the one that is talked of; of the kinds of section that
        the words name, else of all. What else was written decides on their order. Without words, all sections of the
        condition that is talked of are returned.
        """
        names = self._index.get().read(words)
        covered = [(mention.start, mention.end) for mention in names.mentions]
        rest = _words_outside(words, covered)
        types = list(dict.fromkeys(found for word in rest for found in _types_of(word)))
        others = [word for word in rest if not _types_of(word)]
        slugs = [slug for mention in names.mentions for slug in mention.slugs]
        slugs += [slug for unknown in names.unknown for slug in unknown.guesses]
        slugs = slugs or self._beginning_with(others) or self._talked_of(condition)
        found: list[CannedAnswer] = []
        for slug in list(dict.fromkeys(slugs))[:MOST_CONDITIONS]:
            answers = _answers(self.store, self.store.condition(slug), types or SECTION_TYPES)
            found += sorted(answers, key=lambda answer: -_likeness(answer, others))
        return found[:MOST_FOUND]

    def _beginning_with(self, words: list[str]) -> list[str]:
        """Return conditions for a name that is still being typed: all that was written, else its longest word."""
        for name in (" ".join(words), max(words, key=len, default="")):
            if len(name) >= SHORTEST_NAME and (found := self.store.search(name, MOST_CONDITIONS)):
                return [condition.slug for condition in found]
        return []

    def _talked_of(self, name: str | None) -> list[str]:
        found = self.store.search(name, MOST_CONDITIONS) if name else []
        return [condition.slug for condition in found if condition.name.casefold() == (name or "").casefold()]


def _words_outside(text: str, covered: list[tuple[int, int]]) -> list[str]:
    """Return the words of a text that stand in none of some places, in small letters."""
    for start, end in covered:
        text = text[:start] + " " * (end - start) + text[end:]
    return re.findall(r"[^\W_]+", text.casefold())


def _types_of(word: str) -> list[str]:
    """Return the kinds of section that a word begins, or is a form of."""
    if len(word) < SHORTEST_NAME:
        return []
    return [section_type for section_type in SECTION_TYPES if section_type.startswith(word.removesuffix("s"))]


def _likeness(answer: CannedAnswer, words: list[str]) -> int:
    """Return how many of some words a section has, those in its heading twice."""
    heading = answer.section.question.casefold()
    body = answer.section.body.casefold()
    return sum(2 * (word in heading) + (word in body) for word in words if len(word) >= SHORTEST_NAME)


def _answers(store: KnowledgeStore, condition: Condition, types: Iterable[str] = SECTION_TYPES) -> list[CannedAnswer]:
    places: dict[str, int] = {}
    answers = []
    for stored in store.sections(condition.slug, types):
        section_type = stored.section.type
        place = places[section_type] = places.get(section_type, -1) + 1
        key = f"{condition.slug}|{section_type}|{place}"
        answers.append(CannedAnswer(key, condition.slug, condition.name, stored.section))
    return answers
