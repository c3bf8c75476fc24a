"""Find approved sections of the store, to be sent word for word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.records import SECTION_TYPES, Section, section_data
from knowledge.store import Condition, KnowledgeStore, UnknownCondition
from rareguide.turn import ConditionRef, SectionData

MOST_CONDITIONS = 5
MOST_FOUND = 12


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


def find_answers(store: KnowledgeStore, words: str, condition: str | None = None) -> list[CannedAnswer]:
    """Return sections for some words, the best first.

    Those of the condition that is talked of come before those of conditions that are named in the words. Without
    words all sections of that condition are returned.
    """
    asked = words.casefold().split()
    here = _named(store, condition) if condition else None
    found = _matching(_answers(store, here), asked) if here else []
    if asked:
        types = [word for word in asked if _types_of(word)]
        name = " ".join(word for word in asked if word not in types)
        others = [other for other in store.search(name, MOST_CONDITIONS) if here is None or other.slug != here.slug]
        for other in others:
            found += _matching(_answers(store, other), types)
    return found[:MOST_FOUND]


def _named(store: KnowledgeStore, name: str) -> Condition | None:
    """Return the condition of exactly this name."""
    found = store.search(name, MOST_CONDITIONS)
    return next((condition for condition in found if condition.name.casefold() == name.casefold()), None)


def _types_of(word: str) -> list[str]:
    return [section_type for section_type in SECTION_TYPES if len(word) > 2 and section_type.startswith(word)]


def _answers(store: KnowledgeStore, condition: Condition, types: Iterable[str] = SECTION_TYPES) -> list[CannedAnswer]:
    places: dict[str, int] = {}
    answers = []
    for stored in store.sections(condition.slug, types):
        section_type = stored.section.type
        place = places[section_type] = places.get(section_type, -1) + 1
        key = f"{condition.slug}|{section_type}|{place}"
        answers.append(CannedAnswer(key, condition.slug, condition.name, stored.section))
    return answers


def _matching(answers: list[CannedAnswer], asked: list[str]) -> list[CannedAnswer]:
    """Keep the sections that have all words; those that have them in their heading come first."""
    if not asked:
        return answers
    ranked = []
    for answer in answers:
        heading = f"{answer.section.type} {answer.section.question} {answer.condition}".casefold()
        whole = f"{heading} {answer.section.body.casefold()}"
        if all(word in whole for word in asked):
            ranked.append((-sum(word in heading for word in asked), answer))
    return [answer for _, answer in sorted(ranked, key=lambda pair: pair[0])]
