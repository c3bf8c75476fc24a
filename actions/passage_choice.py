"""Choose the sentences of a condition that answer what a message asks in particular."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from actions.asked_sections import question_of
from actions.nearest_passages import (
    CAUSES,
    DANGERS,
    NEEDED,
    OVERVIEW,
    SYMPTOMS,
    answering_plainly,
    asks_for_kind,
    asks_for_sign,
    bearable,
    has_all,
    is_asked_for,
    is_unlike,
    likely_passages,
    names_section,
    nearest_passages,
    stems_of,
    with_left,
)
from actions.reading import (
    ASK,
    CORRECT_SECTION,
    NOT_COVERED,
    PROGNOSIS,
    REPEATING,
    Reading,
)
from knowledge.name_keys import is_marker
from knowledge.named_passages import (
    COUNTS,
    HELPFUL,
    RARE,
    is_nowhere,
    own_words,
    passages_of_signs,
    passages_surely_telling,
    passages_touching,
    with_rule,
)
from knowledge.names import normalise_name
from knowledge.passage_features import ParticularQuestion, kinds_asked
from knowledge.passage_rules import passage_rules, stem
from knowledge.passages import MOST_PASSAGES, Passage, passages_explaining, passages_saying
from knowledge.sentences import item_spans, sentence_spans
from knowledge.shown_sections import StoredSection
from knowledge.store import KnowledgeStore
from knowledge.word_frequency import frequency

DEVELOPMENT = "development"
"""The kind of thing asked for that a sentence may have without having what is named ("a normal school")."""
NOT_COVERED_FROM = 0.3
"""From this probability on that no section is for it, a question without a sentence that answers is not covered."""


@dataclass(frozen=True)
class Choice:
    """Hold what was found for a message.

    Attributes:
        highlights: the sentences that answer, word for word, by the id of their section, in its order.
        sections: the sections that they stand in.
        unanswered: whether one particular thing was asked for, and no sentence answers it.
        is_of_no_section: whether what was asked, such as an age or a thing by its name, may stand in any section.
        is_covered: whether a section is for what was asked.
        is_near: whether the sentences have words of what was asked, and may not answer it.
        is_nowhere: whether a particular thing was asked for that the page has no word of, and hardly a section.
    """

    highlights: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    sections: tuple[StoredSection, ...] = ()
    unanswered: bool = False
    is_covered: bool = True
    is_of_no_section: bool = False
    is_near: bool = False
    is_nowhere: bool = False


def choose_passages(store: KnowledgeStore, slug: str, sections: Sequence[str], reading: Reading) -> Choice:
    """Return the sentences that answer a message; none where it asks for sections as a whole that are there.

    Where it asks about a term, those that say it come before others, and are given though none of them answers.
    """
    saying = passages_explaining if reading.asks_meaning else passages_saying
    said = saying(store, slug, reading.term) if reading.term else []
    is_again = reading.intent in (CORRECT_SECTION, *(() if OVERVIEW in sections else REPEATING))
    is_asked = reading.clauses or is_again if sections else (reading.intent or "").startswith(ASK)
    if not said and not is_asked:
        return Choice()
    question = reading.question()
    if not sections and reading.intent == NOT_COVERED and not (said or own_words(question) or kinds_asked(question)):
        return Choice()
    available = store.section_types(slug)
    asked = {
        name: question
        for name in sections or ("",)
        if (question := question_of(reading, name)).is_particular or name not in available
    }
    if not asked or len(asked) > MOST_PASSAGES:
        return Choice()
    share = MOST_PASSAGES // len(asked)
    best = [
        passage
        for name, question in asked.items()
        for passage in with_left(
            store,
            slug,
            question,
            _of_the_thing(_nearest(store, slug, question, name, is_alone=len(sections) < 2), question)[:share],
            share,
        )
        if not is_unlike(passage, question)
    ]
    if said and reading.asks_meaning:
        return chosen(said[:MOST_PASSAGES])
    if best or said:
        is_type = reading.term is not None and any(map(is_marker, normalise_name(reading.term).split()))
        best = with_rule(store, slug, best)
        found = chosen(_among(best, said) or (() if is_type else best) or said[:MOST_PASSAGES])
        is_near = _asks_why_of_a_sign(asked, found) or (bool(best) and not said and _is_beside(asked, best))
        found = replace(found, is_near=is_near)
        is_apart = all(one.is_of_no_section or _is_named(one) for one in asked.values())
        return replace(found, is_of_no_section=is_apart)
    if likely := [one for question in asked.values() for one in likely_passages(store, slug, question)]:
        return replace(chosen(likely[:MOST_PASSAGES]), is_near=True)
    is_meant = len(asked) < len(sections) or any(map(is_asked_for, asked.values()))
    near = Choice() if sections and is_meant else touching(store, slug, asked.values())
    if near.sections:
        return near
    plain = [one for name, question in asked.items() for one in _instead(store, slug, name, question)]
    if plain and is_meant:
        return replace(chosen(plain[:MOST_PASSAGES]), unanswered=True)
    texts = [stored.section.body for stored in store.sections(slug)]
    unnamed = {
        name: question
        for name, question in asked.items()
        if kinds_asked(question) & NEEDED or asks_for_sign(question) or not _names(texts, question)
    }
    is_meant = is_meant or (bool(sections) and reading.hard_question is not None)  # "is she going to suffer?"
    nowhere = [
        name
        for name, question in unnamed.items()
        if is_nowhere(store, slug, reading.question(question.section), is_rare=is_meant)
        and not kinds_asked(question) & COUNTS
    ]
    is_short = all(map(_is_short, store.sections(slug, sections)))
    is_told = set(sections) == {OVERVIEW} and not reading.is_question  # "it could be X. I know nothing about it"
    return Choice(
        unanswered=not is_told
        and (
            bool(nowhere)
            or any(
                (kinds_asked(question) - HELPFUL and not is_short) or asks_for_sign(question)
                for question in unnamed.values()
            )
        ),
        is_covered=not unnamed or reading.not_covered < NOT_COVERED_FROM,
        is_nowhere=bool(nowhere) and not is_meant and reading.is_question,
    )


def with_first_sentences(found: Sequence[StoredSection], choice: Choice) -> Choice:
    """Return the choice with the sentence that each section found begins with, where none is told."""
    firsts = {
        stored.id: (span.of(stored.section.body),)
        for stored in found
        for span in (sentence_spans(stored.section.body) or item_spans(stored.section.body))[:1]
    }
    return replace(choice, highlights={**firsts, **choice.highlights})


def with_pointed_at(
    slug: str, found: Sequence[StoredSection], choice: Choice, pointed_at: Sequence[Mapping[str, str]]
) -> Choice:
    """Return the choice with the first sentence of each section found that the last answer pointed at."""
    again = {
        stored.id: (one["sentence"],)
        for stored in found
        for one in reversed(pointed_at)
        if (one["condition"], one["section"]) == (slug, stored.section.type) and one["sentence"] in stored.section.body
    }
    return replace(choice, highlights={**choice.highlights, **again})


def _is_short(stored: StoredSection) -> bool:
    """Return whether a section is no longer than what may be asked of it, so that everybody sees what it lacks."""
    return len(sentence_spans(stored.section.body)) < MOST_PASSAGES and not item_spans(stored.section.body)


def _nearest(
    store: KnowledgeStore, slug: str, question: ParticularQuestion, section: str, is_alone: bool
) -> list[Passage]:
    """Return the nearest passages; where there are none, the signs that are asked about as effects of something."""
    found = nearest_passages(store, slug, question, section, is_alone)
    is_of_signs = section == SYMPTOMS != question.section and passage_rules().effects.search(question.text) is not None
    return found or (passages_of_signs(store, slug, question, []) if is_of_signs else [])


def _of_the_thing(found: Sequence[Passage], question: ParticularQuestion) -> list[Passage]:
    """Return the passages that have a word of the thing asked about, where one has and no kind is asked for.

    Of a nosebleed the treatment of the liver tells nothing, though that is treatment, too.
    """
    things = [name for name, word in own_words(question).items() if frequency(word) < RARE]
    having = [one for one in found if any(has_all([word], stems_of(one)) for word in things)]
    if passage_rules().of_what_is_told.search(question.text) and not _have_some(found, question):
        return []
    return having if having and not kinds_asked(question) else list(found)


def _have_some(found: Sequence[Passage], question: ParticularQuestion) -> bool:
    """Tell whether one of the passages has something of what a question names, if it names anything."""
    words = own_words(question)
    return not words or any(has_all([word], stems_of(one)) for one in found for word in words)


def _instead(store: KnowledgeStore, slug: str, section: str, question: ParticularQuestion) -> list[Passage]:
    """Return what speaks of a missing section that is asked for as such, where no sentence answers what is asked of it.

    Who asks how long a medicine is taken is not told that there is nothing on the treatment.
    """
    if section in ("", *DANGERS) or not is_asked_for(question) or store.sections(slug, (section,)):
        return []
    if asks_for_kind(question):
        return []
    plain = replace(question, text=next(iter(passage_rules().plain_questions.get(section, ())), question.text))
    found = answering_plainly(store, slug, section) or passages_surely_telling(store, slug, plain)
    return bearable(found, question)


def touching(store: KnowledgeStore, slug: str, questions: Iterable[ParticularQuestion]) -> Choice:
    """Return the sentences that have words of what was asked, where none answers it."""
    near = [one for question in questions for one in bearable(passages_touching(store, slug, question), question)]
    return replace(chosen(near[:MOST_PASSAGES]), is_near=True) if near else Choice()


def _asks_why_of_a_sign(asked: Mapping[str, ParticularQuestion], found: Choice) -> bool:
    """Tell whether it is asked why a sign came, of which the sentences found tell only that it does."""
    is_why = set(asked) == {CAUSES} and passage_rules().why.search(asked[CAUSES].text) is not None
    return is_why and {stored.section.type for stored in found.sections} == {SYMPTOMS}


def _is_beside(asked: Mapping[str, ParticularQuestion], found: Sequence[Passage]) -> bool:
    """Tell whether it is asked if something will come, and sentences of other sections have but a part of its words.

    "Will the hunger ever stop?" is not answered by an extreme appetite, nor a "normal school?" by learning.
    """
    question = asked.get(PROGNOSIS)
    if question is None or len(asked) > 1 or not passage_rules().whether.search(question.text):
        return False
    words = own_words(question)
    if not words or names_section(question) or any(one.stored.section.type == PROGNOSIS for one in found):
        return False
    if DEVELOPMENT in kinds_asked(question):
        return not any(words.keys() <= stems_of(one) for one in found)
    return not (asks_for_kind(question) or any(has_all(words, stems_of(one)) for one in found))


def _is_named(question: ParticularQuestion) -> bool:
    """Tell whether a thing is asked about by its name, and what it leads to by no word that names the section."""
    is_ahead = question.section in DANGERS and not names_section(question)
    return is_ahead and bool(own_words(question)) and not asks_for_kind(question)


def _among(passages: Sequence[Passage], said: Sequence[Passage]) -> list[Passage]:
    """Return those of the passages that are among those that say what is asked about."""
    places = {(one.stored.id, one.start) for one in said}
    return [one for one in passages if (one.stored.id, one.start) in places]


def chosen(passages: Sequence[Passage]) -> Choice:
    """Return the choice of some sentences, each once, by their sections and in their order."""
    by_place = {(passage.stored.id, passage.start): passage for passage in passages}
    highlights: dict[int, tuple[str, ...]] = {}
    for (number, _), passage in sorted(by_place.items()):
        highlights[number] = (*highlights.get(number, ()), passage.text)
    return Choice(highlights, tuple({passage.stored.id: passage.stored for passage in passages}.values()))


def _names(texts: Sequence[str], question: ParticularQuestion) -> bool:
    """Tell whether one of the texts has all words that tell what is asked, or a like word for each."""
    rules = passage_rules()
    words = {stem(word) for word in rules.telling(question.text)} - rules.whole_section
    return any(has_all(words, {stem(word) for word in rules.telling(text)}) for text in texts)
