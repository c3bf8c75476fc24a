"""Tell by their names whether conditions are called what a message says, or only have it in their names."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.name_keys import KIND_WORDS, SMALL_WORDS, TYPE_WORDS, content_of, in_english, is_marker, tokens_of
from knowledge.name_words import ends_as_an_illness, words_around_names
from knowledge.names import normalise_name
from knowledge.text_search import UNHEARD
from knowledge.word_frequency import frequency


def _words(said: str) -> list[str]:
    """Return the words of what was said of a name, with "disease" for everyday words for it ("Wilson sickness")."""
    return in_english(normalise_name(said).split())


def holds(name: str, said: str) -> bool:
    """Return whether a condition's own name has all telling words of what was said."""
    return set(content_of(_words(said))) <= set(content_of(normalise_name(name).split()))


def is_called(name: str, said: str) -> bool:
    """Return whether a condition's own name is what was said, or says more closely which kind of it is meant.

    "Duchenne muscular dystrophy" is called muscular dystrophy; "Retinitis pigmentosa, deafness, and hypogonadism" and
    "Neuropathy ataxia retinitis pigmentosa syndrome" only have retinitis pigmentosa in their names.
    """
    whole, part = normalise_name(name).split(), _words(said)
    if not holds(name, said):
        return False
    first = next((place for place in range(len(whole)) if whole[place : place + len(part)] == part), None)
    if first is None:
        return True
    before, behind = whole[:first], whole[first + len(part) :]
    words = words_around_names()
    if not (words.relating | words.common | {"and"}).isdisjoint((*before, *behind)):
        return False
    has_more_before = bool(content_of(before))
    goes_on = any(word not in TYPE_WORDS | SMALL_WORDS and not is_marker(word) for word in behind)
    return not (has_more_before and goes_on and KIND_WORDS.isdisjoint(part))


def only_begins(name: str, said: str) -> bool:
    """Return whether a surname that was said goes on with others: "Hunter" of "Hunter Rudd Hoffmann syndrome"."""
    whole = normalise_name(name).split()
    surname = [word for word in _words(said) if word not in KIND_WORDS]
    behind = whole[len(surname) : len(surname) + 1]
    is_surname = " ".join(surname) in words_around_names().eponyms
    return is_surname and whole[: len(surname)] == surname and bool(behind) and behind[0] not in KIND_WORDS


def is_head_of(said: str, names: Sequence[str]) -> bool:
    """Return whether a rare word for an illness is what the only condition that has it is: "cystinosis"."""
    tokens = tokens_of(said)
    if len(names) != 1 or len(tokens) != 1 or frequency(tokens[0].normal) >= UNHEARD:
        return False
    return ends_as_an_illness(tokens[0]) and normalise_name(names[0]).split()[-1:] == [tokens[0].normal]
