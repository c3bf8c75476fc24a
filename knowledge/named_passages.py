"""Find the sentences of a condition, and the signs listed, that have the words which name what a question asks for.

They need not answer it as a whole: that is what `knowledge/passages.py` looks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from knowledge.passage_features import (
    NUMBER,
    ODDS,
    RARITY,
    ParticularQuestion,
    Sentence,
    is_elsewhere,
    kinds_asked,
    masked_sentence,
    pattern_of_names,
)
from knowledge.passage_rules import passage_rules, stem
from knowledge.passages import MOST_PASSAGES, Passage, scored_passages
from knowledge.sentences import item_spans, sentence_spans
from knowledge.shown_sections import StoredSection
from knowledge.store import KnowledgeStore
from knowledge.word_frequency import frequency
from knowledge.word_shares import groups_of

NAMED_FROM = 0.65
"""A sentence that has this share of a question's own words, by how rare each is, names what is asked for."""
EVERYDAY = 5.3
"""One of the words that are rarer (Zipf scale) must stand on the page, or it has nothing on what they name."""
COUNTS = frozenset({NUMBER, "prevalence", RARITY})
HELPFUL = COUNTS | {"first", "late", "mode", ODDS, "types"}
"""Kinds of things asked for that a sentence that names it need not have."""
RARE = 4.95
"""A word that is rarer (Zipf scale) names a thing, whatever section is asked for beside."""
UNCOMMON = 4.0
"""A word that is rarer (Zipf scale) names a thing of its own, and so does one that has like words."""
MOST_NAMING = 6
"""What more sentences than these name is what the page is about, and tells none of them."""
TOUCHING_FROM = 0.45
"""A sentence that has this share of what a question names, by how rare each word is, may be pointed to with reserve."""
RULE_WITHIN = 2
"""In so many sentences before an exception the rule may stand; else it is the last of them."""
UNRANKED = -10.0
"""The score of a sign in a list, which comes after the sentences."""
SHORTEST_OWN = 3
SYMPTOMS, OVERVIEW = "symptoms", "overview"
ADVERB, LONGEST_VERB, RAREST_ADVERB = "ly", 4, 3.0
"""Longer words that end like this say how something is, and name nothing ("he sleeps so badly"); rarer ones (Zipf
scale) are none ("macrocephaly")."""
COMMONEST, LEAST_WEIGHT = 6.0, 0.1
"""A word counts the more the rarer it is than this (Zipf scale), and never less than this."""


def passages_naming(store: KnowledgeStore, slug: str, question: ParticularQuestion, section: str = "") -> list[Passage]:
    """Return the sentences of a condition, else the signs listed, that name what a question asks for, in their order.

    They need not answer it as a whole ("lens, is it from that?"): they have most of its own words, or like ones, and
    the kind of thing asked for. Where it is not known which section is asked for, the page must have all of its rare
    words, and a like word for the only one is not enough. Those of `section` come before others.
    """
    words, wanted = own_words(question), kinds_asked(question)
    pieces = _pieces(store, slug, question)
    there = _there(words, pieces)
    rare = _rare(words)
    if not rare & there or (question.section is None and not rare <= there):
        return []
    said = set().union(*(one.sentence.stems for one in pieces))
    if question.section is None and len(words) == 1 and said.isdisjoint(words):
        return []
    weight = {name: max(LEAST_WEIGHT, (COMMONEST - frequency(word)) / 2) for name, word in words.items()}
    found: list[_Piece] = []
    for is_item in (False, True):
        own = [one for one in pieces if one.is_item is is_item]
        shares = [sum(weight[word] for word in _shares(words, one.sentence)) / sum(weight.values()) for one in own]
        least = max([*shares, NAMED_FROM])
        named = [one for one, share in zip(own, shares, strict=True) if share >= least]
        named = [one for one in named if wanted - HELPFUL <= one.sentence.kinds]
        named = [one for one in named if wanted <= one.sentence.kinds] or named
        named = [one for one in named if one.stored.section.type == section] or named
        found = _in_the_very_words(words, [*found, *named]) if 0 < len(named) <= MOST_NAMING else found
    found = [one for one in found if not passage_rules().is_other(one.text)] or found
    return [Passage(one.stored, one.start, one.text, 0.0, True) for one in _of_one_form(found)]


def passages_left(
    store: KnowledgeStore, slug: str, question: ParticularQuestion, given: Sequence[Passage]
) -> list[Passage]:
    """Return the sentences or signs that have a rare word of a question which those given do not have, best first.

    Where none are given an everyday word will do. All of its rare words must stand on the page, and those that are left
    in few places: what a page speaks of throughout is told by none of its sentences.
    """
    words = own_words(question)
    rare = _rare(words) or (set() if given else set(words))
    pieces = _pieces(store, slug, question)
    if not rare or not rare <= _there(rare, pieces):
        return []
    places = {(one.stored.id, one.start) for one in given}
    said = [one for one in pieces if (one.stored.id, one.start) in places]
    left = rare - _there(rare, said)
    wanted = kinds_asked(question) - HELPFUL
    naming = [one for one in pieces if left & _shares(left, one.sentence) and wanted <= one.sentence.kinds]
    if not 0 < len(naming) <= MOST_NAMING:
        return []
    ranks = {(one.stored.id, one.start): one.score for one in scored_passages(store, slug, question)}
    found = [
        Passage(one.stored, one.start, one.text, ranks.get((one.stored.id, one.start), UNRANKED), True)
        for one in naming
    ]
    return sorted(found, key=lambda one: -one.score)


def passages_touching(store: KnowledgeStore, slug: str, question: ParticularQuestion) -> list[Passage]:
    """Return the sentences, else the signs listed, that have the most of what a question names, or like words.

    They need not answer it; a page that has any is not said to have nothing. What a page speaks of throughout, or
    everybody does, does not count, and sentences that have but a small share of the question are about something else.
    Words that have like words name a sign or a part of the body, and count before others that the page has not.
    """
    words = {name: word for name, word in own_words(question).items() if frequency(word) < COMMONEST}
    pieces = _pieces(store, slug, question)
    there = _there(words, pieces)
    rare = {name: word for name, word in words.items() if frequency(word) < EVERYDAY}
    things = {name for name in rare if groups_of([name])}
    said = {name for name, word in rare.items() if frequency(word) < UNCOMMON and (name in there or not things)}
    words = {name: word for name, word in words.items() if name in things | said} or words
    wanted = kinds_asked(question) - HELPFUL
    total = sum(COMMONEST - frequency(word) for word in words.values())
    for is_item in (False, True):
        own = [one for one in pieces if one.is_item is is_item and wanted <= one.sentence.kinds]
        having = [_shares(words, one.sentence) for one in own]
        told = {name for name in words if 0 < sum(name in each for each in having) <= MOST_NAMING}
        weights = [sum(COMMONEST - frequency(words[name]) for name in each & told) for each in having]
        best = max(weights, default=0.0)
        if best and best >= total * TOUCHING_FROM:
            near = [one for one, weight in zip(own, weights, strict=True) if weight == best]
            near = _in_the_very_words(words, near)
            return [Passage(one.stored, one.start, one.text, 0.0, True) for one in near][:MOST_PASSAGES]
    return []


def passages_surely_telling(store: KnowledgeStore, slug: str, question: ParticularQuestion) -> list[Passage]:
    """Return the sentences, else the signs listed, that surely tell of the section asked for, of this condition."""
    rules = passage_rules().surely_tells.get(question.section or "", ())
    patterns = next((says for asks, says in rules if asks.search(question.text)), ())
    if not patterns:
        return []
    pieces = [
        one
        for one in _pieces(store, slug, question)
        if not (passage_rules().is_other(one.text) or passage_rules().is_beside(one.text, question.section))
    ]
    found = ([one for one in pieces if says.search(one.sentence.masked)] for says in patterns)
    best = _of_one_form(next(filter(None, found), []))
    return [Passage(one.stored, one.start, one.text, 0.0, True) for one in best][:MOST_PASSAGES]


def with_rule(store: KnowledgeStore, slug: str, passages: Sequence[Passage]) -> list[Passage]:
    """Return passages with the sentence that tells the rule before each that tells of an exception ("Rarely, …")."""
    sentences = [one for one in _pieces(store, slug) if not one.is_item]
    found: dict[tuple[int, int], Passage] = {}
    for passage in passages:
        earlier = [one for one in sentences if one.stored.id == passage.stored.id and one.start < passage.start]
        if earlier and passage_rules().exception.match(passage.text):
            rules = [one for one in earlier[-RULE_WITHIN:] if passage_rules().as_a_rule.search(one.text)]
            rule = [*earlier[-1:], *rules][-1]
            place = (rule.stored.id, rule.start)
            found.setdefault(place, Passage(rule.stored, rule.start, rule.text, passage.score, True))
        found.setdefault((passage.stored.id, passage.start), passage)
    return list(found.values())[:MOST_PASSAGES]


def passages_of_signs(
    store: KnowledgeStore, slug: str, question: ParticularQuestion, given: Sequence[Passage]
) -> list[Passage]:
    """Return passages that name signs told in a question, with one for each sign that those given do not name.

    "She drops things and chokes" tells two, which may stand in two places. What is rare, or has like words, is a sign.
    What is said of a treatment tells no sign where something else does.
    """
    words = {name for name, word in own_words(question).items() if groups_of([name]) or frequency(word) < EVERYDAY}
    pieces = _pieces(store, slug, question)
    told_of = (SYMPTOMS, OVERVIEW)
    in_sections = ([one for one in pieces if one.stored.section.type == name] for name in told_of)
    own = next((one for one in in_sections if _there(words, one)), [])
    is_told = bool(own)
    found = [one for one in given if one.stored.section.type in told_of or not is_told]
    found = [one for one in found if not passage_rules().of_treatment.search(one.text)] or found
    left = words - _there(words, [one for one in pieces if any(one.text == each.text for each in found)])
    while left and len(found) < MOST_PASSAGES:
        best = max(
            own, key=lambda one: (len(_shares(left, one.sentence)), len(left & one.sentence.stems)), default=None
        )
        named = _shares(left, best.sentence) if best else set()
        if best is None or not named:
            break
        found.append(Passage(best.stored, best.start, best.text, UNRANKED, True))
        left -= named
    return found


def is_on_page(store: KnowledgeStore, slug: str, question: ParticularQuestion) -> bool:
    """Tell whether a condition's page may speak of what a question asks for: of a kind of thing, or one of its words.

    A page that has none of its own words, one of which is rare ("does hypnosis help?"), does not.
    """
    words = own_words(question)
    is_there = not _rare(words) or bool(_there(words, _pieces(store, slug, question)))
    return is_there or bool(kinds_asked(question) - COUNTS)


def is_nowhere(store: KnowledgeStore, slug: str, question: ParticularQuestion, is_rare: bool = True) -> bool:
    """Tell whether a question names a particular thing, by a word, of which a condition's page has none.

    Without `is_rare` it may be an everyday word ("school").
    """
    words = own_words(question)
    least = RARE if is_rare else COMMONEST
    is_named = any(frequency(word) < least for word in words.values())
    return is_named and not _there(words, _pieces(store, slug, question))


def own_words(question: ParticularQuestion) -> dict[str, str]:
    """Return the words of a question that name one particular thing, by their stems."""
    rules = passage_rules()
    silent = rules.whole_section | rules.beside | rules.near_section.get(question.likeliest_section or "", frozenset())
    silent |= rules.names_of_section.get(question.likeliest_section or "", frozenset())
    silent |= rules.near_section["frequency"] | rules.near_section["symptoms"]
    words = {
        stem(word): word
        for word in rules.telling(question.text)
        if len(word) >= SHORTEST_OWN and not _is_adverb(word) and not word.isdigit()
    }
    named = {name: word for name, word in words.items() if name not in silent}
    return {name: word for name, word in named.items() if not silent.issuperset(map(stem, word.split("-")))}


def _is_adverb(word: str) -> bool:
    return len(word) > LONGEST_VERB and word.endswith(ADVERB) and frequency(word) >= RAREST_ADVERB


@dataclass(frozen=True)
class _Piece:
    """Hold a sentence or an item of a list, and where it stands."""

    stored: StoredSection
    start: int
    text: str
    sentence: Sentence
    is_item: bool


def _pieces(store: KnowledgeStore, slug: str, question: ParticularQuestion | None = None) -> list[_Piece]:
    """Return the sentences and items of a condition; for a question, those that may speak of what it asks about.

    That it may bring a cancer does not tell whether it is one.
    """
    condition = store.condition(slug)
    pattern = pattern_of_names((condition.name, *condition.synonyms))
    pieces = [
        _Piece(stored, span.start, text, masked_sentence(text, pattern), is_item)
        for stored in store.sections(slug)
        for is_item, spans in ((False, sentence_spans), (True, item_spans))
        for span in spans(stored.section.body)
        for text in [span.of(stored.section.body)]
    ]
    if question is None:
        return pieces
    is_of_itself = passage_rules().what_it_is.search(question.text) is not None
    return [one for one in pieces if not (is_elsewhere(question, one.sentence) or (is_of_itself and one.is_item))]


def _there(words: Iterable[str], pieces: Iterable[_Piece]) -> set[str]:
    return set().union(*(_shares(words, one.sentence) for one in pieces))


def _shares(words: Iterable[str], sentence: Sentence) -> set[str]:
    """Return which of the words, as stems, a sentence has, or a like word for them."""
    return {word for word in words if word in sentence.stems or groups_of([word]) & sentence.groups}


def _in_the_very_words(words: Iterable[str], pieces: Sequence[_Piece]) -> list[_Piece]:
    """Return the pieces that have the words themselves, where some do; those with like ones alone are further off."""
    most = max((len(one.sentence.stems.intersection(words)) for one in pieces), default=0)
    return [one for one in pieces if len(one.sentence.stems.intersection(words)) == most]


def _of_one_form(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Return the sentences among pieces, or the items of lists where there are none."""
    return [one for one in pieces if not one.is_item] or list(pieces)


def _rare(words: Mapping[str, str]) -> set[str]:
    return {name for name, word in words.items() if frequency(word) < EVERYDAY}
