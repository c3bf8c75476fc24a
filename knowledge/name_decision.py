"""Decide what to make of the names found in a text: take them, offer what they may mean, or say that one is not there.

A name of the store is taken where it is all that was written of a name. Where more was written ("juvenile Lou Gehrig
disease", "Weaver-Williams syndrome") it is another condition, or one that only a search among all names can tell: the
conditions whose names hold all of its words are offered; else it is not there, and the nearest are what the visitor
may have meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.asked_names import LETTER, Phrase, asked_phrases, tells_itself
from knowledge.context_rules import is_something_else, set_aside
from knowledge.mentions import Offered
from knowledge.name_keys import KIND_WORDS, SMALL_WORDS, TYPE_WORDS, Token
from knowledge.name_search import MOST_GUESSES, FoundName, NameSearch, likely_meant, words_of
from knowledge.name_words import (
    ends_as_an_illness,
    is_called,
    is_capital,
    is_eponym,
    is_loud,
    is_of_words,
    is_rare,
    is_short_form,
    is_sure_name,
    names_an_illness,
    telling_of,
    words_around_names,
)
from knowledge.names import normalise_name
from knowledge.names_side_by_side import is_in_passing, joined_to, names_side_by_side, within, without_what_follows
from knowledge.qualifiers import (
    LIFT_BESIDE,
    LIFT_OF_AN_ILLNESS,
    Qualifiers,
    Taken,
)

LIFT_OF_A_NAME = 1.9
"""From this lift on (see `NameSearch.lift`) a word tells that a phrase is a name."""
NEVER_HEARD, UNKNOWN_TO_ALL = 2.6, 1.5
NEARER = 0.75
"""From this on the best is likelier meant than a name that stands in the phrase."""
SURE_OF_PHRASE, SURE_SHARED = 0.5, 5.0
"""From these on a phrase is a name, though nothing else says so."""
EVERYDAY_BESIDE = 3.6
"""A word this frequent is not short for a name by itself."""
BESIDE = frozenset({"and"})
"""A common illness that one of these joins to a name is only told of beside it."""
SHORTEST_ALONE = 5
"""A word of fewer letters is no part of a name when it stands alone."""


class NameDecision:
    """Decide with the names of one store."""

    def __init__(self, search: NameSearch) -> None:
        self._search = search
        self._qualifiers = Qualifiers(search)

    def decide(self, text: str, tokens: list[Token], found: Sequence[Taken]) -> tuple[list[Taken], list[Offered]]:
        """Return the names that are taken, and the phrases for which others are offered or none is there."""
        offered: list[Offered] = []
        named = {place for one in found for place in range(one.first, one.last + 1)}
        starts = {tokens[place].start for place in named}
        phrases = asked_phrases(
            text, tokens, lambda token: token.start in starts or self._is_of_names(token), self._is_a_name
        )
        found = [one for one in found if not is_in_passing(one, found, phrases)]
        meant = [one for one in found if not set_aside(text, tokens[one.first].start, tokens[one.last].end)]
        for phrase in phrases:
            offered += self._of_phrase(text, tokens, phrase, found, is_alone=not meant)
        for one in found:
            if not _covered(one, offered):
                if (other := self._rather(tokens, one)) is not None:
                    offered.append(other)
                    continue
                first, last = self._qualifiers.with_neighbours(text, tokens, one, named)
                if (first, last) != (one.first, one.last) or not one.is_sure:
                    offered.append(self._offered(tokens, first, last, within(found, first, last)))
        offered += self._joined(text, tokens, found, offered)
        taken = [one for one in found if not _covered(one, offered)]
        taken = [one for one in taken if not _is_only_told(tokens, one, phrases)] or taken
        return taken, sorted(offered, key=lambda one: one.first)

    def _joined(
        self, text: str, tokens: list[Token], found: Sequence[Taken], offered: Sequence[Offered]
    ) -> Iterator[Offered]:
        """Yield what is joined to a name and is another that the store does not call a condition by: "… or Kabuki"."""
        ends = [(one.first, one.last) for one in found] + [(one.first, one.last) for one in offered]
        covered = {place for first, last in ends for place in range(first, last + 1)}
        for one in found:
            for first, last in joined_to(text, tokens, one):
                run = tokens[first : last + 1]
                joint = tokens[first - 1 if first > one.last else last + 1].normal
                named, words = " ".join(token.normal for token in run), words_around_names()
                is_known = named in words.well_known or (joint not in BESIDE and named in words.common)
                if covered.isdisjoint(range(first, last + 1)) and (is_eponym(run) or is_known):
                    covered.update(range(first, last + 1))
                    yield self._offered(tokens, first, last, ())

    def holding(self, words: Sequence[str]) -> tuple[str, ...]:
        """Return the conditions that the store can tell of whose own names have these words one after another."""
        found = self._search.find(words)
        return tuple(name.slug for name in found if name.covers_all and name.stands and name.detail)

    def is_short_for(self, words: Sequence[str], name: str) -> bool:
        """Return whether one rare word stands for a name that only says of what kind it is: "Duchenne"."""
        whole = normalise_name(name).split()
        telling = [word for word in words if word not in KIND_WORDS]
        is_known_so = len(words) == len(telling) or telling[0] in words_around_names().eponyms
        is_rare_word = len(telling) == 1 and is_known_so and is_rare(telling[0], EVERYDAY_BESIDE)
        is_of_a_kind = whole[-1:] != [] and whole[-1] in words_around_names().heads | KIND_WORDS
        return is_rare_word and whole[:1] == telling and is_of_a_kind and KIND_WORDS.isdisjoint(whole[:-1])

    def called_by(self, words: Sequence[str], slugs: Sequence[str]) -> tuple[str, ...]:
        """Return those of some conditions whose names have all of these words."""
        wanted = set(words_of(words))
        return tuple(slug for slug in slugs if wanted <= self._search.words_of(slug))

    def _rather(self, tokens: list[Token], one: Taken) -> Offered | None:
        """Return what others may be meant by a name that stands in another order, or is taken for mistyped."""
        if not one.is_turned and not one.is_mistyped:
            return None
        found = self._search.find([token.normal for token in tokens[one.first : one.last + 1]])
        others = [name.slug for name in found if name.covers_all and (name.stands or not one.is_turned)]
        if not set(others) - set(one.slugs):
            return None
        slugs = dict.fromkeys([*one.slugs, *others] if one.is_turned else others)
        return Offered(one.first, one.last, tuple(slugs), True)

    def _is_a_name(self, run: list[Token]) -> bool:
        """Return whether words are a name where a letter says what an illness is called."""
        telling = telling_of(run)
        if tells_itself(run) or not telling:
            return bool(telling)
        lifts = [self._search.lift(token.normal) for token in telling]
        if len(telling) == 1:
            if telling[0].text.islower() and is_rare(telling[0].normal, UNKNOWN_TO_ALL):
                return True
            return ends_as_an_illness(telling[0]) or (lifts[0] >= LIFT_OF_AN_ILLNESS and not is_capital(telling[0]))
        return all(map(self._is_of_names, telling)) and max(lifts) >= LIFT_BESIDE

    def _is_of_names(self, token: Token) -> bool:
        word = token.normal
        if word in SMALL_WORDS | KIND_WORDS | TYPE_WORDS or {word, word[:-1]} & words_around_names().said_of:
            return False
        return self._search.lift(word) >= LIFT_OF_A_NAME or is_rare(word) or is_short_form(token)

    def _of_phrase(
        self, text: str, tokens: list[Token], phrase: Phrase, found: Sequence[Taken], *, is_alone: bool
    ) -> Iterator[Offered]:
        """Yield what a phrase means beyond the names in it; `is_alone` where none stands beside but one set aside."""
        inside = [one for one in found if one.first <= phrase.last and one.last >= phrase.first]
        first = min([phrase.first, *(one.first for one in inside)])
        last = _before_a_question(text, tokens, inside, max([phrase.last, *(one.last for one in inside)]))
        if not inside:
            run = tokens[phrase.first : phrase.last + 1]
            is_told = phrase.is_said or (len(tokens) >= LETTER and tells_itself(run))
            if phrase.is_asked or is_alone or is_told or phrase.is_surname or is_sure_name(run):
                yield from self._without_a_name(text, tokens, phrase)
            return
        if phrase.is_told:
            return
        for start, end in names_side_by_side(text, tokens, first, last, inside):
            of_side = within(inside, start, end)
            if not of_side:
                if self._is_another_name(tokens[start : end + 1], phrase):
                    yield replace(self._offered(tokens, start, end, ()), is_known=False)
            elif self._qualifiers.change(text, tokens, start, end, of_side, phrase.is_led) or self._is_within_another(
                tokens, start, end, of_side
            ):
                yield self._offered(tokens, start, end, of_side)

    def _is_another_name(self, run: list[Token], phrase: Phrase) -> bool:
        """Return whether words beside a name are the name of another condition, and no sign of it."""
        telling = telling_of(run)
        if not telling or is_sure_name(run):
            return bool(telling)
        if phrase.is_asked:
            return names_an_illness(run, True) or self._is_a_name(run)
        is_unheard = is_rare(telling[0].normal, NEVER_HEARD) and not any(token.normal in self._search for token in run)
        return names_an_illness(run, False) and (len(telling) > 1 or run[-1].normal in KIND_WORDS or is_unheard)

    def _without_a_name(self, text: str, tokens: list[Token], phrase: Phrase) -> Iterator[Offered]:
        """Yield what a phrase means in which no name of the store stands."""
        sides = names_side_by_side(text, tokens, phrase.first, phrase.last, ())
        phrase = replace(phrase, first=sides[0][0] if phrase.is_led else phrase.first, last=sides[-1][1])
        phrase = replace(phrase, first=self._without_what_leads(tokens, phrase))
        run = tokens[phrase.first : phrase.last + 1]
        words = [token.normal for token in run]
        lifts = [self._search.lift(word) for word in words]
        short_forms = [token for token in run if is_short_form(token)]
        if any(is_something_else(text, token.start, token.end) for token in short_forms):
            return
        is_unheard = phrase.is_led and is_rare(words[0], UNKNOWN_TO_ALL)
        if len(words) == 1 and len(words[0]) < SHORTEST_ALONE and not (short_forms or is_unheard):
            return
        found = self._search.find(words)
        whole = _covering(found)
        distinctive = [word for word in words if word not in words_around_names().harmless]
        if not whole and distinctive != words:
            whole = _covering(self._search.find(distinctive))
        behind = without_what_follows(tokens, phrase, self._is_of_names)
        if not whole and is_of_words(headed := tokens[phrase.first : behind + 1]):
            whole = _covering(self._search.find([token.normal for token in headed]))
            phrase, run = (replace(phrase, last=behind), headed) if whole else (phrase, run)
        if whole and (
            phrase.is_asked
            or phrase.is_surname
            or max(lifts) >= LIFT_OF_AN_ILLNESS
            or is_sure_name(run)
            or is_of_words(run)
        ):
            yield Offered(phrase.first, phrase.last, whole, True)
        elif not whole and self._is_unknown_name(run, phrase, lifts, found):
            if behind < phrase.last:
                if names_an_illness(tokens[phrase.first : behind + 1], phrase.is_asked):
                    yield self._offered(tokens, phrase.first, behind, ())
                elif is_short_form(tokens[behind]):
                    yield Offered(phrase.first, behind, (), False)
            else:
                is_all = all(is_short_form(token) or token.normal in KIND_WORDS | TYPE_WORDS for token in run)
                is_all = is_all or is_eponym(run) or " ".join(words) in words_around_names().well_known
                yield Offered(phrase.first, phrase.last, () if is_all else likely_meant(found), False)

    def _without_what_leads(self, tokens: list[Token], phrase: Phrase) -> int:
        """Return the first word of a phrase without those in small letters of no name before one written as a name."""
        places = range(phrase.first, phrase.last)
        written = (place for place in places if is_called(tokens[place]) or is_short_form(tokens[place]))
        first = next(written, phrase.first)
        before = tokens[phrase.first : first]
        qualifiers = words_around_names().qualifier_endings
        is_apart = all(
            token.text.islower() and token.normal not in self._search and not token.normal.endswith(qualifiers)
            for token in before
        )
        return first if is_apart else phrase.first

    def _is_unknown_name(
        self, run: list[Token], phrase: Phrase, lifts: Sequence[float], found: Sequence[FoundName]
    ) -> bool:
        """Return whether a phrase is a name that the store does not have, and no part of a sentence."""
        if names_an_illness(run, phrase.is_asked or phrase.is_surname) or (phrase.is_said and self._is_a_name(run)):
            return True
        if phrase.is_led and any(is_short_form(token) or is_rare(token.normal, NEVER_HEARD) for token in run):
            return phrase.is_asked or len(run) == 1 or max(lifts) >= LIFT_BESIDE
        if phrase.is_led and phrase.is_asked and all(map(is_capital, run)) and not all(map(is_loud, run)):
            return True
        is_near = bool(found) and found[0].of_phrase >= SURE_OF_PHRASE and found[0].shared >= SURE_SHARED
        return is_near and (min(lifts) if not phrase.is_asked else max(lifts)) >= LIFT_OF_A_NAME

    def _offered(self, tokens: list[Token], first: int, last: int, inside: Sequence[Taken]) -> Offered:
        found = self._search.find([token.normal for token in tokens[first : last + 1]])
        if whole := _covering(found):
            return Offered(first, last, whole, True)
        named = [slug for one in inside for slug in one.slugs[:1]]
        near = likely_meant(found)
        is_nearer = bool(near) and found[0].of_phrase >= NEARER
        if is_eponym(tokens[first : last + 1]):
            near = ()
        slugs = tuple(dict.fromkeys([*(near[:1] if is_nearer else ()), *named, *near]))[:MOST_GUESSES]
        return Offered(first, last, slugs, False)

    def _is_within_another(self, tokens: list[Token], first: int, last: int, inside: Sequence[Taken]) -> bool:
        """Return whether another condition's name has all words of a phrase, and more than stand in the names in it."""
        covered = {place for one in inside for place in range(one.first, one.last + 1)}
        others = [tokens[place].normal for place in range(first, last + 1) if place not in covered]
        if not any(self._search.lift(word) >= LIFT_OF_A_NAME for word in others if word not in SMALL_WORDS):
            return False
        found = self._search.find([token.normal for token in tokens[first : last + 1]])
        return bool(found) and found[0].covers_all and not any(found[0].slug in one.slugs for one in inside)


def _is_only_told(tokens: list[Token], one: Taken, phrases: Sequence[Phrase]) -> bool:
    """Return whether a name is that of a common illness which the text tells of without asking about it."""
    name = " ".join(token.normal for token in tokens[one.first : one.last + 1])
    is_asked = any(phrase.is_asked and phrase.first <= one.first <= phrase.last for phrase in phrases)
    return name in words_around_names().common and not is_asked


def _covering(found: Sequence[FoundName]) -> tuple[str, ...]:
    return tuple(name.slug for name in found if name.covers_all)


def _before_a_question(text: str, tokens: list[Token], inside: Sequence[Taken], last: int) -> int:
    """Return the last word of a phrase before what is asked about its names: "… porphyria risk of tumors"."""
    end = max((one.last for one in inside), default=last)
    if end >= last or text[tokens[end].end : tokens[end + 1].start] != " ":
        return last
    return end if tokens[end + 1].normal in words_around_names().said_of else last


def _covered(one: Taken, offered: Sequence[Offered]) -> bool:
    return any(one.first <= other.last and one.last >= other.first for other in offered)
