"""Choose the sentences of a condition that answer what a message asks in particular."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from actions.reading import ASK, Reading
from knowledge.passage_features import ParticularQuestion
from knowledge.passage_rules import passage_rules, passage_weights, stem
from knowledge.passages import MOST_PASSAGES, Passage, find_passages
from knowledge.store import KnowledgeStore, StoredSection

COMPLICATIONS, SYMPTOMS = "complications", "symptoms"
SURER = 2.0
"""By how much a sentence must score higher to be shown though it stands in another section than the one asked for."""
NOT_COVERED_FROM = 0.3
"""From this probability on that no section is for it, a question without a sentence that answers is not covered."""


@dataclass(frozen=True)
class Choice:
    """Hold what was found for a message.

    Attributes:
        highlights: the sentences that answer, word for word, by the id of their section, in its order.
        sections: the sections that they stand in.
        unanswered: whether one particular thing was asked for, and no sentence answers it.
        is_covered: whether a section is for what was asked.
    """

    highlights: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    sections: tuple[StoredSection, ...] = ()
    unanswered: bool = False
    is_covered: bool = True


def sections_meant(reading: Reading, sections: Sequence[str], available: Iterable[str]) -> tuple[str, ...]:
    """Return the sections that are asked for, with the symptoms where it is asked whether a condition does something.

    "Does it cause seizures?" asks whether the symptoms name them.
    """
    if COMPLICATIONS not in sections or SYMPTOMS not in available:
        return tuple(sections)
    if not passage_rules().effects.search(reading.question(COMPLICATIONS).text):
        return tuple(sections)
    return tuple(dict.fromkeys(SYMPTOMS if name == COMPLICATIONS else name for name in sections))


def choose_passages(store: KnowledgeStore, slug: str, sections: Sequence[str], reading: Reading) -> Choice:
    """Return the sentences that answer a message; none where it asks for sections as a whole that are there."""
    if not (reading.clauses if sections else (reading.intent or "").startswith(ASK)):
        return Choice()
    available = store.section_types(slug)
    asked = {
        name: question
        for name in sections or ("",)
        if (question := _question(reading, name)).is_particular or name not in available
    }
    if not asked or len(asked) > MOST_PASSAGES:
        return Choice()
    share = MOST_PASSAGES // len(asked)
    best = [
        passage
        for name, question in asked.items()
        for passage in _nearest(store, slug, question, name, is_alone=len(sections) < 2)[:share]
    ]
    if best:
        return _chosen(best)
    texts = [stored.section.body for stored in store.sections(slug)]
    unnamed = [question for question in asked.values() if not _names(texts, question)]
    return Choice(
        unanswered=any(question.is_particular and question.asks_for_a_kind for question in unnamed),
        is_covered=not unnamed or reading.not_covered < NOT_COVERED_FROM,
    )


def _question(reading: Reading, section: str) -> ParticularQuestion:
    """Return what asks for a section; for symptoms that stand in for complications, what asks for those."""
    if section == SYMPTOMS and section not in reading.clauses:
        return reading.question(COMPLICATIONS)
    return reading.question(section)


def _nearest(
    store: KnowledgeStore, slug: str, question: ParticularQuestion, section: str, is_alone: bool
) -> list[Passage]:
    """Return the passages of the section asked for; where there are none, those of other sections on the subject.

    Its own section is the likelier place, and a question for a whole section is a little like many sentences: those of
    other sections must be surer, unless that section is missing and one particular thing is asked for.
    """
    passages = find_passages(store, slug, question)
    inside = [one for one in passages if one.stored.section.type == section]
    if not passages or passages[0] in inside:
        return inside
    is_free = question.is_particular and section not in store.section_types(slug)
    is_surer = is_alone and passages[0].score >= passage_weights().answers + SURER
    if not (is_free or is_surer):
        return inside
    return [one for one in passages if one in inside or one.is_on_subject]


def _chosen(passages: Sequence[Passage]) -> Choice:
    by_place = {(passage.stored.id, passage.start): passage for passage in passages}
    highlights: dict[int, tuple[str, ...]] = {}
    for (number, _), passage in sorted(by_place.items()):
        highlights[number] = (*highlights.get(number, ()), passage.text)
    return Choice(highlights, tuple({passage.stored.id: passage.stored for passage in passages}.values()))


def _names(texts: Sequence[str], question: ParticularQuestion) -> bool:
    """Tell whether one of the texts has all words that tell what is asked, or a like word for each."""
    rules = passage_rules()
    words = {stem(word) for word in rules.telling(question.text)} - rules.whole_section
    return any(_has_all(words, {stem(word) for word in rules.telling(text)}) for text in texts)


def _has_all(words: Iterable[str], there: set[str]) -> bool:
    alike = passage_rules().alike
    groups = {group for word in there for group in alike.get(word, ())}
    return all(word in there or alike.get(word, frozenset()) & groups for word in words)
