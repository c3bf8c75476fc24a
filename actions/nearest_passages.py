"""Find the sentences of a condition that answer a question: those of the section asked for, else those of others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from knowledge.named_passages import (
    HELPFUL,
    UNRANKED,
    is_on_page,
    own_words,
    passages_left,
    passages_naming,
    passages_of_signs,
    passages_surely_telling,
)
from knowledge.passage_features import NUMBER, OF_SECTIONS, ParticularQuestion, kinds_asked
from knowledge.passage_rules import passage_rules, stem
from knowledge.passages import MOST_PASSAGES, Passage, find_passages, scored_passages
from knowledge.sentences import sentence_spans
from knowledge.store import KnowledgeStore
from knowledge.word_shares import groups_of

COMPLICATIONS, SYMPTOMS, CAUSES, INHERITANCE = "complications", "symptoms", "causes", "inheritance"
OVERVIEW, FREQUENCY, SUPPORT, DIAGNOSIS = "overview", "frequency", "support", "diagnosis"
DANGERS = frozenset({"prognosis", COMPLICATIONS})
"""Sections that tell of dangers to life."""
SPECIALIST, TRIGGER, DURATION, ORGANISATION = "specialist", "trigger", "duration", "organisation"
NEEDED = frozenset({"contagion", "development", "hazard", ORGANISATION, "return", "share", SPECIALIST})
"""Kinds of things asked for that a sentence must have: one that has but a like word misleads."""
SURER = 0.7
"""From this score on a sentence is shown though it stands in another section than the one asked for."""
SURER_WITHOUT = 0.05
"""The same where the section asked for is missing."""
SURER_PLAINLY = 0.15
"""The same for what answers a plain question for the missing section, not the visitor's own words."""
LIKELY = 0.25
"""From this score on a sentence is shown with reserve where no other is, whatever words it has."""
CERTAIN = 1.5
"""From this score on a sentence answers, whatever words it has: of the questions of
`tools/bench/passages/fitting.yml` that nothing answers every twelfth would get one."""
ON_NO_PAGE = 1.5
"""By how much more where a rare word of the question stands nowhere on the page ("does hypnosis help?")."""
UNLIKE = -1.5
"""Below this score a sentence is no answer: of 55 that were given so for their words 4 answered."""
ASKED_FOR_FROM = 0.25
"""Below this probability a section is not shown for a thing that the page has no word of."""
OVERVIEW_FROM = 0.5
"""The same for the overview, which is what is read where nothing else fits."""


def with_left(
    store: KnowledgeStore, slug: str, question: ParticularQuestion, found: Sequence[Passage], most: int
) -> list[Passage]:
    """Return what was found with the sentence that has those words of a question which it does not have.

    Where nothing was found in the section asked for, one of another section must have all words: one of several it may
    have by chance.
    """
    found = bearable(found, question)
    left = bearable(passages_left(store, slug, question, found), question)
    if not found and question.section and store.sections(slug, (question.section,)):
        left = [
            one
            for one in left
            if one.stored.section.type == question.section or has_all(own_words(question), stems_of(one))
        ]
    left = left[:1]
    return [*found[: max(1, most - len(left))], *left][:most] if found else left


def sure_of(store: KnowledgeStore, slug: str, question: ParticularQuestion) -> list[Passage]:
    """Return the passages that surely answer a question as it was put, or else in plain words."""
    for asked in _in_plain_words(question):
        sure = [one for one in find_passages(store, slug, asked) if one.score >= SURER and one.is_on_subject]
        if sure := bearable(sure, question):
            return sure[:MOST_PASSAGES]
    return []


def nearest_passages(
    store: KnowledgeStore, slug: str, question: ParticularQuestion, section: str, is_alone: bool
) -> list[Passage]:
    """Return the passages of the section asked for; where there are none, those of other sections.

    Its own section is the likelier place, and a question for a whole section is a little like many sentences: those of
    other sections must be surer and on the subject, unless it is no more than a list, and one particular thing is asked
    for. Where that section is missing, the sentences that speak of it must be a little surer; where there are none,
    those that answer a plain question for it are given, unless one kind of thing is asked for, such as a number, or
    a thing is named that has like words ("cancer"). "What sets it off?" and "was it the vaccine?" are answered by the
    causes then. Beside the name of the missing section ("how is it treated in Poland?") nothing else is asked for.
    """
    found = [find_passages(store, slug, one) for one in _in_plain_words(question)]
    if certain := _certain(found[0], question, is_on_page(store, slug, question)):
        return [one for one in certain if one.stored.section.type == section] or certain
    passages = [one for one in _best(found, question) if not _is_of_the_other_sex(one.text, question)]
    if SPECIALIST in kinds_asked(question):  # named ("neurologists"), however unlike the question the sentence is
        ranked = sorted(scored_passages(store, slug, question), key=lambda one: -one.score)
        return passages or [one for one in ranked if one.is_on_subject][:1]
    bodies = [stored.section.body for stored in store.sections(slug, (section,))]
    if section == SYMPTOMS:
        passages = [one for one in passages if not passage_rules().is_other(one.text)] or passages
    if not bodies:
        passages = [one for one in passages if not passage_rules().is_beside(one.text, section)]
    if not is_on_page(store, slug, question) and (bodies or not names_section(question)):
        return [] if bodies or is_asked_for(question) else _telling_surely(store, slug, question)
    named = passages_naming(store, slug, question, section)
    if asks_for_sign(question):
        having = [one for one in passages if _have_a_word([one], question)] or named
        return passages_of_signs(store, slug, question, having)
    if section and not bodies:
        said = [one for one in passages if _speaks_of_missing(one, question)]
        if section in DANGERS and not own_words(question):
            said = _telling_of_danger(store, slug, question, said)
        is_truer = _have_the_word(named, question) and not _have_the_word(said, question)
        is_truer = is_truer or (NUMBER in kinds_asked(question) and not _have_a_word(said, question))
        if named and (not said or is_truer):
            return named
        is_of_trigger = TRIGGER in kinds_asked(question) and not own_words(question)
        is_of_cause = section == CAUSES and (is_of_trigger or passage_rules().blamed.search(question.text) is not None)
        is_apart = question.is_of_a_kind or any(groups_of([word]) for word in own_words(question))
        is_apart = is_apart and not is_of_cause
        said = said or ([] if is_apart else answering_plainly(store, slug, section))
        return said or _telling_surely(store, slug, question)
    if not passages:
        return [one for one in named if one.stored.section.type == section] or named
    inside = [one for one in passages if one.stored.section.type == section]
    if not passages or passages[0] in inside:
        return inside
    is_free = question.is_particular and not any(map(sentence_spans, bodies))
    is_surer = is_alone and passages[0].score >= SURER
    if not (is_free or is_surer):
        places = {(one.stored.id, one.start) for one in named}
        fitting = [one for one in passages if _kinds_wanted(question) and one.is_on_subject]
        return inside or fitting or [one for one in passages if (one.stored.id, one.start) in places]
    is_told = bool(own_words(question)) and _have_the_word(named, question)  # a list has "apnea", others speak of lungs
    told = [one for one in passages if one.is_on_subject and (not is_told or _have_the_word([one], question))]
    return [one for one in passages if one in inside or one in told] or named


def likely_passages(store: KnowledgeStore, slug: str, question: ParticularQuestion) -> list[Passage]:
    """Return the passages that may answer what a question names, whatever their words, where it may be on the page."""
    return _likely(find_passages(store, slug, question), question) if is_on_page(store, slug, question) else []


def _likely(found: Sequence[Passage], question: ParticularQuestion) -> list[Passage]:
    """Return those found that may answer what is asked in words of its own, whatever theirs; none for a section.

    Where a kind of thing is asked for, such as an age, they have it.
    """
    if not own_words(question) or passage_rules().of_what_is_told.search(question.text):
        return []
    fitting = [one for one in found if one.score >= LIKELY and (one.is_on_subject or not kinds_asked(question))]
    return bearable(fitting, question)


def _certain(found: Sequence[Passage], question: ParticularQuestion, is_there: bool) -> list[Passage]:
    """Return the likely ones of those found that answer for certain; more certainly what a page has no word of."""
    least = CERTAIN if is_there else CERTAIN + ON_NO_PAGE
    return [one for one in _likely(found, question) if one.score >= least]


def is_unlike(passage: Passage, question: ParticularQuestion) -> bool:
    """Tell whether a passage hardly answers, though it has some words; a sign in a list has no score of its own."""
    return UNRANKED != passage.score < UNLIKE and not has_all(own_words(question), stems_of(passage))


def _best(found: Sequence[list[Passage]], question: ParticularQuestion) -> list[Passage]:
    """Return what was found for a question, or else for its plain words; those with the kind of thing asked for."""
    needed = kinds_asked(question) & NEEDED | ({ORGANISATION} if question.section == SUPPORT else set())
    fitting = [[one for one in passages if one.is_on_subject and _has_kinds(one, needed)] for passages in found]
    must_fit = needed or (_kinds_wanted(question) and any(fitting))
    return next(filter(None, fitting if must_fit else found), [])


def _has_kinds(passage: Passage, kinds: Iterable[str]) -> bool:
    """Tell whether a passage has the kinds of things asked for, in whatever words it was found."""
    return all(passage_rules().kinds[name].says.search(passage.text) for name in kinds)


def _kinds_wanted(question: ParticularQuestion) -> set[str]:
    """Return the kinds of things asked for without which a sentence is no answer, such as an age."""
    return kinds_asked(question) - HELPFUL - OF_SECTIONS


def asks_for_kind(question: ParticularQuestion) -> bool:
    """Tell whether a kind of thing is asked for beside a section; "how fast does it get worse?" asks for no number."""
    return bool(_kinds_wanted(question) - {DURATION})


def asks_for_sign(question: ParticularQuestion) -> bool:
    """Tell whether a question tells of a sign and asks whether it is part of the condition."""
    return bool(own_words(question)) and passage_rules().asked_as[SYMPTOMS].search(question.text) is not None


def is_asked_for(question: ParticularQuestion) -> bool:
    """Tell whether a section is asked for as such, and not merely the likeliest one for some particular thing."""
    least = OVERVIEW_FROM if question.section == OVERVIEW else ASKED_FOR_FROM
    return question.is_sure or names_section(question) or question.sections.get(question.section or "", 0.0) >= least


def names_section(question: ParticularQuestion) -> bool:
    """Tell whether a question has a word by which its section is asked for ("the treatment", "treatable")."""
    names = passage_rules().names_of_section.get(question.section or "", frozenset())
    return not names.isdisjoint(map(stem, passage_rules().telling(question.text)))


def bearable(found: Sequence[Passage], question: ParticularQuestion) -> list[Passage]:
    """Return the passages found without dangers to life, unless these are asked about, and none of the other sex."""
    rules = passage_rules()
    found = [one for one in found if not _is_of_the_other_sex(one.text, question)]
    is_of_danger = (question.section in DANGERS and is_asked_for(question)) or not own_words(question)
    if is_of_danger or rules.asks_for_danger.search(question.text) or rules.frightening.search(question.text):
        return found
    return [one for one in found if not rules.frightening.search(one.text)]


def _is_of_the_other_sex(text: str, question: ParticularQuestion) -> bool:
    """Tell whether a sign is told of women where a danger to a man or a boy is asked about, or the other way round."""
    if question.section not in DANGERS:
        return False
    asked = [pattern.search(question.text) is not None for pattern in passage_rules().spoken_of]
    told = [sex.says.search(text) is not None for sex in passage_rules().sexes]
    return sum(asked) == 1 and any(told) and not any(map(all, zip(asked, told, strict=True)))


def answering_plainly(store: KnowledgeStore, slug: str, section: str) -> list[Passage]:
    """Return what answers the plain questions for a section that is missing, however a visitor may have put theirs."""
    best: dict[tuple[int, int], Passage] = {}
    for text in passage_rules().plain_questions.get(section, ()):
        for one in find_passages(store, slug, ParticularQuestion(text, {section: 1.0}, section=section)):
            place = (one.stored.id, one.start)
            is_whom_to_turn_to = section != SUPPORT or _has_kinds(one, (ORGANISATION,))  # no "treatment gives support"
            if (
                is_whom_to_turn_to
                and not passage_rules().is_other(one.text)
                and not passage_rules().is_beside(one.text, section)
                and one.is_on_subject
                and one.score >= (best[place].score if place in best else SURER_PLAINLY)
            ):
                best[place] = one
    return sorted(best.values(), key=lambda one: -one.score)


def _telling_surely(store: KnowledgeStore, slug: str, question: ParticularQuestion) -> list[Passage]:
    """Return what surely tells of a section that is missing, unless a kind of thing is asked for, such as an age."""
    return [] if asks_for_kind(question) else passages_surely_telling(store, slug, question)


def _telling_of_danger(
    store: KnowledgeStore, slug: str, question: ParticularQuestion, said: list[Passage]
) -> list[Passage]:
    """Return what surely tells of a danger that is asked about, where what was found tells nothing of it."""
    sure = _telling_surely(store, slug, question)
    places = {(one.stored.id, one.start) for one in sure}
    return said if any((one.stored.id, one.start) in places for one in said) else sure or said


def _speaks_of_missing(passage: Passage, question: ParticularQuestion) -> bool:
    """Tell whether a sentence speaks of what is asked about a section that the condition does not have."""
    is_surer = passage.score >= SURER_WITHOUT
    if question.is_for_section:
        return is_surer and passage.is_on_subject
    return is_surer or passage.is_on_subject


def _have_a_word(passages: Sequence[Passage], question: ParticularQuestion) -> bool:
    """Tell whether one of the passages has a word that names what is asked about, or a like word."""
    there = {word for one in passages for word in stems_of(one)}
    words = own_words(question)
    return not words or any(has_all([word], there) for word in words)


def _have_the_word(passages: Sequence[Passage], question: ParticularQuestion) -> bool:
    """Tell whether one of the passages has the very word that names what is asked about."""
    return any(not stems_of(one).isdisjoint(own_words(question)) for one in passages)


def stems_of(passage: Passage) -> set[str]:
    """Return the telling words of a passage, as stems."""
    return {stem(word) for word in passage_rules().telling(passage.text)}


def has_all(words: Iterable[str], there: set[str]) -> bool:
    """Tell whether all words, as stems, or like ones for them, are among those there."""
    alike = passage_rules().alike
    groups = {group for word in there for group in alike.get(word, ())}
    return all(word in there or alike.get(word, frozenset()) & groups for word in words)


def _in_plain_words(question: ParticularQuestion) -> tuple[ParticularQuestion, ...]:
    """Return a question as it was put, and in the plain words of the kinds of things that it asks for."""
    return (question, *(replace(question, text=text) for text in question.plainly))
