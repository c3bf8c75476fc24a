"""Choose the sentences of a condition that have what a message names, where it is not known what it asks for."""

from __future__ import annotations

from actions.nearest_passages import SYMPTOMS, bearable, has_all, sure_of
from actions.passage_choice import Choice, chosen, touching
from actions.reading import INFORM, SURE, Reading
from knowledge.name_keys import TYPE_WORDS, is_marker
from knowledge.named_passages import own_words, passages_naming, with_rule
from knowledge.names import normalise_name
from knowledge.passage_features import ParticularQuestion
from knowledge.passage_rules import passage_rules, stem
from knowledge.passages import MOST_PASSAGES, passages_saying
from knowledge.store import KnowledgeStore

MOST_WORDS = 2
"""More words beside a condition's name are no mere mention of what of it is meant."""
MOST_WORDS_OF_ADVICE = 4
"""More words than these tell a story, of which a sentence may have some by chance."""


def sure_passages(store: KnowledgeStore, slug: str, reading: Reading) -> Choice:
    """Return the sentences that surely answer a question of which it is not known what it asks for."""
    question = reading.question()
    if not reading.is_question or not question.is_particular:
        return Choice()
    named = bearable(passages_naming(store, slug, question), question)
    found = sure_of(store, slug, question) or named[:MOST_PASSAGES]
    return chosen(with_rule(store, slug, found)) if found else touching(store, slug, [question])


def named_passages(store: KnowledgeStore, slug: str, reading: Reading) -> Choice:
    """Return the sentences that name the particular thing that a message asks about; none for a story of many.

    What somebody may do, and what is surely told, is answered by no sentence that has but something of it.
    """
    question = reading.question(next(iter(reading.sections), None))
    if len(reading.sections) > 1 or len(own_words(question)) > MOST_WORDS_OF_ADVICE:
        return Choice()
    named = bearable(passages_naming(store, slug, question), question)[:MOST_PASSAGES]
    is_told = reading.intent == INFORM and reading.confidence >= SURE
    return chosen(named) if named or reading.asks_leave or is_told else touching(store, slug, [question])


def passages_on_words(store: KnowledgeStore, slug: str, reading: Reading) -> Choice:
    """Return the sentences that have the few words beside a condition's name ("Fabry skin"); none for more words."""
    question = reading.question()
    words = {stem(word) for word in passage_rules().telling(question.text)} - passage_rules().whole_section
    if not 0 < len(words) <= MOST_WORDS:
        return Choice()
    sure = sure_of(store, slug, question)
    return chosen([one for one in sure if has_all(words, {stem(word) for word in passage_rules().telling(one.text)})])


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
    return chosen(said[:MOST_PASSAGES])
