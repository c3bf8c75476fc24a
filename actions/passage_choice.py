"""Choose the sentences of a condition that answer what a message asks in particular."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from actions.reading import ASK, COMPARE, REPEATING, SURE, Reading
from knowledge.context_rules import MAYBE_TOPIC, PART, TOPIC
from knowledge.name_keys import TYPE_WORDS, is_marker
from knowledge.names import normalise_name
from knowledge.passage_features import NUMBER, ParticularQuestion, kinds_asked
from knowledge.passage_rules import passage_rules, passage_weights, stem
from knowledge.passages import (
    MOST_PASSAGES,
    Passage,
    find_passages,
    is_on_page,
    own_words,
    passages_naming,
    passages_saying,
)
from knowledge.sentences import sentence_spans
from knowledge.shown_sections import StoredSection
from knowledge.store import KnowledgeStore

COMPLICATIONS, SYMPTOMS, CAUSES, INHERITANCE = "complications", "symptoms", "causes", "inheritance"
OVERVIEW = "overview"
SET_APART = frozenset({"treatment", "prevention", "research", "support"})
"""Sections that are asked for in words of their own, whatever else a message says."""
SURER = 2.0
"""By how much a sentence must score higher to be shown though it stands in another section than the one asked for."""
SURER_WITHOUT = 0.8
"""The same where the section asked for is missing; docs/quality.md says on what it was set."""
SURER_PLAINLY = 1.5
"""The same for what answers a plain question for the missing section, not the visitor's own words."""
MOST_WORDS = 2
"""More words beside a condition's name are no mere mention of what of it is meant."""
NOT_COVERED_FROM = 0.3
"""From this probability on that no section is for it, a question without a sentence that answers is not covered."""


@dataclass(frozen=True)
class Choice:
    """Hold what was found for a message.

    Attributes:
        highlights: the sentences that answer, word for word, by the id of their section, in its order.
        sections: the sections that they stand in.
        unanswered: whether one particular thing was asked for, and no sentence answers it.
        is_of_no_section: whether what was asked, such as an age, may stand in any section.
        is_covered: whether a section is for what was asked.
    """

    highlights: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    sections: tuple[StoredSection, ...] = ()
    unanswered: bool = False
    is_covered: bool = True
    is_of_no_section: bool = False


def with_asked_section(reading: Reading) -> Reading:
    """Return the reading with the section that its words ask for whatever it was understood to ask for.

    "So it is X-linked, his sister?" asks how it is inherited, though "X-linked" stands in names. That a sign may be
    part of it asks for the symptoms where nothing else was understood, and names no other condition.
    """
    is_talk = not reading.sections and reading.confidence >= SURE and reading.intent not in (COMPARE, *REPEATING)
    if reading.asks_for_a_person or (is_talk and not reading.is_question):
        return reading
    if not reading.conditions and passage_rules().asked_as[INHERITANCE].search(reading.text.lower()):
        reading = replace(reading.without_names(), masked=reading.text.lower())
    asked = (name for name, pattern in passage_rules().asked_as.items() if pattern.search(reading.masked))
    section = next(asked, None)
    if section == SYMPTOMS and reading.standing in (TOPIC, MAYBE_TOPIC):
        reading = replace(reading, standing=PART)
    is_vague = section in (SYMPTOMS, CAUSES)
    is_other = set(reading.sections) - {OVERVIEW} if is_vague else set(reading.sections) & SET_APART
    if section is None or section in reading.sections or is_other:
        return reading
    return replace(
        reading,
        sections=(section,),
        own_case_sections=(),
        clauses={section: reading.masked},
        shares={**reading.shares, section: 1.0},
        not_covered=0.0,
    )


def sections_meant(reading: Reading, sections: Sequence[str], available: Sequence[str]) -> tuple[str, ...]:
    """Return the sections that are asked for, with those that stand in for them.

    "Does it cause seizures?" asks whether the symptoms name them; where no causes are told, "is it contagious?" is
    answered by how it is inherited.
    """
    meant = list(sections)
    for asked, other, is_needed, pattern in (
        (COMPLICATIONS, SYMPTOMS, True, passage_rules().effects),
        (COMPLICATIONS, SYMPTOMS, True, passage_rules().asked_as[SYMPTOMS]),
        (CAUSES, SYMPTOMS, True, passage_rules().asked_as[SYMPTOMS]),
        (CAUSES, INHERITANCE, CAUSES not in available, passage_rules().contagion),
    ):
        if asked in meant and other in available and is_needed and pattern.search(reading.question(asked).text):
            meant = [other if name == asked else name for name in meant]
    return tuple(dict.fromkeys(meant))


def choose_passages(store: KnowledgeStore, slug: str, sections: Sequence[str], reading: Reading) -> Choice:
    """Return the sentences that answer a message; none where it asks for sections as a whole that are there.

    Where it asks about a term, those that say it come before others, and are given though none of them answers.
    """
    said = passages_saying(store, slug, reading.term) if reading.term else []
    if not said and not (reading.clauses if sections else (reading.intent or "").startswith(ASK)):
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
    if best or said:
        is_type = reading.term is not None and any(map(is_marker, normalise_name(reading.term).split()))
        found = _chosen(_among(best, said) or (() if is_type else best) or said[:MOST_PASSAGES])
        return replace(found, is_of_no_section=all(question.is_of_no_section for question in asked.values()))
    texts = [stored.section.body for stored in store.sections(slug)]
    unnamed = [question for question in asked.values() if not _names(texts, question)]
    return Choice(
        unanswered=any(
            question.is_particular and (question.asks_for_a_kind or not is_on_page(store, slug, question))
            for question in unnamed
        ),
        is_covered=not unnamed or reading.not_covered < NOT_COVERED_FROM,
    )


def sure_passages(store: KnowledgeStore, slug: str, reading: Reading) -> Choice:
    """Return the sentences that surely answer a question of which it is not known what it asks for."""
    question = reading.question()
    if not reading.is_question or not question.is_particular:
        return Choice()
    return _chosen(_sure(store, slug, question) or passages_naming(store, slug, question)[:MOST_PASSAGES])


def passages_on_words(store: KnowledgeStore, slug: str, reading: Reading) -> Choice:
    """Return the sentences that have the few words beside a condition's name ("Fabry skin"); none for more words."""
    question = reading.question()
    words = {stem(word) for word in passage_rules().telling(question.text)} - passage_rules().whole_section
    if not 0 < len(words) <= MOST_WORDS:
        return Choice()
    sure = _sure(store, slug, question)
    return _chosen([one for one in sure if _has_all(words, {stem(word) for word in passage_rules().telling(one.text)})])


def passages_on_term(store: KnowledgeStore, slug: str, term: str) -> Choice:
    """Return the sentences that say a term, else those that name it by a like word or have one of its words.

    Where it stands outside of sentences, its section is given.
    """
    said = passages_saying(store, slug, term)
    words = [word for word in normalise_name(term).split() if word not in TYPE_WORDS]
    if not said and not any(map(is_marker, words)):
        said = passages_naming(store, slug, ParticularQuestion(term.lower(), section=SYMPTOMS))
        telling = passage_rules().telling(" ".join(words))
        said = said or [one for word in telling for one in passages_saying(store, slug, word)]
    if not said:
        plain = f" {normalise_name(term)} "
        having = (stored for stored in store.sections(slug) if plain in f" {normalise_name(stored.section.body)} ")
        return Choice(sections=tuple(having))
    return _chosen(said[:MOST_PASSAGES])


def _sure(store: KnowledgeStore, slug: str, question: ParticularQuestion) -> list[Passage]:
    """Return the passages that surely answer a question as it was put, or else in plain words."""
    least = passage_weights().answers + SURER
    for asked in _in_plain_words(question):
        sure = [one for one in find_passages(store, slug, asked) if one.score >= least and one.is_on_subject]
        if sure:
            return sure[:MOST_PASSAGES]
    return []


def _in_plain_words(question: ParticularQuestion) -> tuple[ParticularQuestion, ...]:
    """Return a question as it was put, and in the plain words of the kinds of things that it asks for."""
    return (question, *(replace(question, text=text) for text in question.plainly))


def _question(reading: Reading, section: str) -> ParticularQuestion:
    """Return what asks for a section; for symptoms that stand in for complications or causes, what asks for those."""
    if section == SYMPTOMS and section not in reading.clauses:
        return reading.question(CAUSES if CAUSES in reading.clauses else COMPLICATIONS)
    question = reading.question(section)
    if (question.is_of_a_kind or passage_rules().asked_as[SYMPTOMS].search(question.text)) and not own_words(question):
        return replace(question, text=reading.masked)
    return question


def _nearest(
    store: KnowledgeStore, slug: str, question: ParticularQuestion, section: str, is_alone: bool
) -> list[Passage]:
    """Return the passages of the section asked for; where there are none, those of other sections.

    Its own section is the likelier place, and a question for a whole section is a little like many sentences: those of
    other sections must be surer and on the subject, unless it is no more than a list, and one particular thing is asked
    for. Where that section is missing, the sentences that speak of it must be a little surer; where there are none,
    those that answer a plain question for it are given, unless one kind of thing is asked for, such as a number.
    """
    passages = next(filter(None, (find_passages(store, slug, one) for one in _in_plain_words(question))), [])
    bodies = [stored.section.body for stored in store.sections(slug, (section,))]
    if (bodies or not section) and not is_on_page(store, slug, question):
        return []
    named = passages_naming(store, slug, question)
    if own_words(question) and passage_rules().asked_as[SYMPTOMS].search(question.text):
        return [one for one in passages if _have_a_word([one], question)] or named
    if section and not bodies:
        said = [one for one in passages if _speaks_of_missing(one, question)]
        if named and (not said or (NUMBER in kinds_asked(question) and not _have_a_word(said, question))):
            return named
        return said or ([] if question.is_of_a_kind else _answering_plainly(store, slug, section))
    if not passages:
        return [one for one in named if one.stored.section.type == section] or named
    inside = [one for one in passages if one.stored.section.type == section]
    if not passages or passages[0] in inside:
        return inside
    is_free = question.is_particular and not any(map(sentence_spans, bodies))
    is_surer = is_alone and passages[0].score >= passage_weights().answers + SURER
    if not (is_free or is_surer):
        return inside
    return [one for one in passages if one in inside or one.is_on_subject]


def _answering_plainly(store: KnowledgeStore, slug: str, section: str) -> list[Passage]:
    """Return what answers the plain questions for a section that is missing, however a visitor may have put theirs."""
    least = passage_weights().answers + SURER_PLAINLY
    best: dict[tuple[int, int], Passage] = {}
    for text in passage_rules().plain_questions.get(section, ()):
        for one in find_passages(store, slug, ParticularQuestion(text, {section: 1.0}, section=section)):
            place = (one.stored.id, one.start)
            if one.is_on_subject and one.score >= max(least, best[place].score if place in best else least):
                best[place] = one
    return sorted(best.values(), key=lambda one: -one.score)


def _speaks_of_missing(passage: Passage, question: ParticularQuestion) -> bool:
    """Tell whether a sentence speaks of what is asked about a section that the condition does not have."""
    is_surer = passage.score >= passage_weights().answers + SURER_WITHOUT
    if question.is_for_section:
        return is_surer and passage.is_on_subject
    return is_surer or passage.is_on_subject


def _have_a_word(passages: Sequence[Passage], question: ParticularQuestion) -> bool:
    """Tell whether one of the passages has a word that names what is asked about, or a like word."""
    rules = passage_rules()
    there = {stem(word) for one in passages for word in rules.telling(one.text)}
    words = own_words(question)
    return not words or any(_has_all([word], there) for word in words)


def _among(passages: Sequence[Passage], said: Sequence[Passage]) -> list[Passage]:
    """Return those of the passages that are among those that say what is asked about."""
    places = {(one.stored.id, one.start) for one in said}
    return [one for one in passages if (one.stored.id, one.start) in places]


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
