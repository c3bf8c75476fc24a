"""Find the conditions that a text names.

Every run of words is looked up, with its mistyped words corrected; the longest name wins. What a name stands for is
decided here and in the table of names: a condition's own name beats another's synonym, and a name that several
conditions share gives all of them. A name with a type that the store does not have is told apart from its sisters.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from knowledge.acronyms import Acronyms, by_their_first_word, meant_in_short
from knowledge.asked_terms import terms_asked_for, word_asked_for
from knowledge.match_confidence import TRUSTED, confidence
from knowledge.match_validation import is_joined, is_meant, is_shouted, is_telling
from knowledge.mentions import (
    OF_GROUP,
    OF_INITIALS,
    OF_NAME_ALONE,
    OF_PARTS,
    OF_TYPES,
    Mention,
    Names,
    Offered,
    UnknownName,
    as_written,
    without_bare_types,
)
from knowledge.name_completion import NameCompletion
from knowledge.name_decision import NameDecision
from knowledge.name_keys import KIND_WORDS, Token, content_of, tokens_of
from knowledge.name_search import NameSearch
from knowledge.name_table import NameTable
from knowledge.name_words import ends_as_an_illness, is_eponym, is_everyday, words_around_names
from knowledge.names import normalise_name
from knowledge.names_side_by_side import joined_to
from knowledge.qualifiers import Taken
from knowledge.run_on_words import part_run_on_words
from knowledge.short_forms import written_out
from knowledge.span_matcher import Run, SpanMatcher
from knowledge.spelling import Spelling
from knowledge.store import ConditionName

LETTERS_A_MISTAKE = 3
"""How many more letters a name must cover to be preferred although one more of them is wrong."""

FEWEST_OF_SEVERAL = 2
"""A synonym of fewer words without its "syndrome" is an eponym; one in fewer other names is their beginning."""
MOST_CANDIDATES = 4
"""How many conditions a mistyped name may stand for."""
OTHER_ORDER = 3
"""From this strictness on (see `Entry`) the words of a name stand in another order."""


@dataclass(frozen=True)
class _Found:
    """Hold a mention with the words that it covers, how many letters had to be corrected, and how far it is."""

    first: int
    last: int
    cost: int
    strictness: int
    mention: Mention
    has_types: bool = False
    words: tuple[str, ...] = ()

    @property
    def worth(self) -> int:
        """Return the letters that it covers, less those that each mistake outweighs."""
        return sum(map(str.isalnum, self.mention.text)) - self.cost * LETTERS_A_MISTAKE


class NameIndex:
    """Look names up in a text; built once for each revision of the store."""

    def __init__(
        self, names: Iterable[ConditionName], members: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    ) -> None:
        names = list(names)
        self._members = members
        self._only_names = frozenset(entry.slug for entry in names if not entry.detail)
        self._own_names = {entry.slug: entry.name for entry in names if entry.is_own}
        self._table = NameTable(names)
        spelling = Spelling(self._table.spellable)
        self._runs = SpanMatcher(self._table, spelling)
        self._acronyms = Acronyms(names)
        search = NameSearch(names, spelling)
        self._decision = NameDecision(search)
        self._by_first_word = by_their_first_word(names, self._decision.is_short_for)
        self.completion = NameCompletion(names, search)

    def find(self, text: str) -> list[Mention]:
        """Return the names in a text from left to right; they do not overlap, the longest is taken first."""
        return self.read(text).mentions

    def read(self, text: str) -> Names:
        """Return the names in a text as `find` does, and those that the store does not have."""
        names = self._read_in_short(text, self._table.acronyms)
        # A store that has "EDS" may have "vascular EDS" by its whole name alone.
        whole = self._read_in_short(text, frozenset()) if names.unknown else names
        return whole if len(whole.unknown) < len(names.unknown) else names

    def _read_in_short(self, text: str, known: Container[str]) -> Names:
        out = written_out(text, known)
        names = self._read(out.text)
        return names if out.text == text else as_written(names, text, out)

    def _read(self, text: str) -> Names:
        tokens = part_run_on_words(tokens_of(text), self._table.numbers)
        found = self.found(text, tokens)
        mentions = {(one.first, one.last): one.mention for one in found}
        taken, offered = self._decision.decide(text, tokens, [_taken(one, tokens) for one in found])
        names = Names([self._with_others(mentions[one.first, one.last]) for one in taken])
        for one in offered:
            if one.is_known:
                names.mentions.append(self._known(text, tokens, one))
            else:
                names.unknown.append(UnknownName(tokens[one.first].start, tokens[one.last].end, one.slugs))
        names = replace(
            names,
            mentions=meant_in_short(_without_everyday_words(names.mentions)),
            unknown=without_bare_types(text, names.unknown),
        )
        return _with_terms(text, tokens, names)

    def _known(self, text: str, tokens: list[Token], one: Offered) -> Mention:
        """Return what a phrase means all of whose words names have: one condition, if it is short for its name."""
        words = [token.normal for token in tokens[one.first : one.last + 1]]
        named = [slug for slug in self.named(" ".join(words)) if slug in one.slugs]
        if len(named) == 1:
            return _mention(text, tokens, one.first, one.last, tuple(named), "reworded")
        is_short = len(one.slugs) == 1 and self._decision.is_short_for(words, self._own_names.get(one.slugs[0], ""))
        return _mention(text, tokens, one.first, one.last, one.slugs, "reworded" if is_short else OF_PARTS)

    def _with_others(self, mention: Mention) -> Mention:
        """Let a name of which the store has no more stand for its group, and that of types for all that it names."""
        words = normalise_name(mention.text).split()
        if mention.match == OF_TYPES:
            return replace(mention, slugs=tuple(dict.fromkeys([*mention.slugs, *self._decision.holding(words)])))
        if len(mention.slugs) == 1 and self._is_less_than_a_synonym(mention, words):
            others = tuple(other for other in self._decision.holding(words) if other not in mention.slugs)
            is_shared = len(others) >= FEWEST_OF_SEVERAL
            return replace(mention, slugs=(*mention.slugs, *others), match=OF_PARTS) if is_shared else mention
        if len(mention.slugs) > 1 or mention.slugs[0] not in self._only_names:
            return mention
        slug = mention.slugs[0]
        others = tuple(other for other in self._decision.holding(words) if other != slug)
        if members := self._members.get(slug):
            first = self._decision.called_by(words, members)
            return replace(mention, slugs=tuple(dict.fromkeys([*first, *others, *members])), match=OF_GROUP)
        return replace(mention, slugs=(*others, slug), match=OF_NAME_ALONE) if others else mention

    def _is_less_than_a_synonym(self, mention: Mention, words: list[str]) -> bool:
        """Return whether several words lack the "syndrome" of a synonym, as "retinitis pigmentosa" does."""
        if (
            mention.match != "reworded"
            or len(content_of(words)) < FEWEST_OF_SEVERAL
            or not KIND_WORDS.isdisjoint(words)
        ):
            return False
        own = normalise_name(self._own_names.get(mention.slugs[0], "")).split()
        return sorted(content_of(own)) != sorted(content_of(words))

    def found(self, text: str, tokens: list[Token]) -> list[_Found]:
        """Return the names that a text's words are spelled like, before it is decided what to make of them."""
        found = _longest_first([*self._named(text, tokens), *self._by_acronym(text, tokens)])
        found = _longest_first([*found, *self._short(text, tokens)])
        found = _longest_first([*found, *self._beside(text, tokens, found)])
        return _longest_first([*found, *self._sharing(text, tokens, found)])

    def named(self, name: str) -> tuple[str, ...]:
        """Return the conditions that a name stands for, without regard to the text around it."""
        words = [token.normal for token in tokens_of(name)]
        content = content_of(words)
        numbers = self._table.numbers
        if not content or not all(word in numbers for word in content):
            return ()
        entry = self._table.look_up(sum(numbers[word] for word in content), content, words)
        return entry.slugs if entry else ()

    def _named(self, text: str, tokens: list[Token]) -> Iterator[_Found]:
        """Yield what stands at each place by its cheapest and strictest reading."""
        best: dict[tuple[int, int], list[Run]] = {}
        for run in self._runs.find(tokens):
            if not is_meant(text, tokens, run, self._table):
                continue
            same_place = best.setdefault((run.first, run.last), [])
            if not same_place or _rank(run) < _rank(same_place[0]):
                best[run.first, run.last] = [run]
            elif _rank(run) == _rank(same_place[0]):
                same_place.append(run)
        for (first, last), runs in best.items():
            own = [run for run in runs if run.entry.match == "name"] or runs
            slugs = tuple(dict.fromkeys(slug for run in own for slug in run.entry.slugs))
            cost = runs[0].reading.cost
            if cost:
                slugs = slugs[:MOST_CANDIDATES]
            match = runs[0].entry.match
            if cost and match != OF_TYPES:
                match = "mistyped"
            mention = _mention(text, tokens, first, last, slugs, match)
            has_types = self._table.has_types(runs[0].reading.total)
            yield _Found(first, last, cost, runs[0].entry.strictness, mention, has_types, runs[0].reading.words)

    def _beside(self, text: str, tokens: list[Token], found: Iterable[_Found]) -> Iterator[_Found]:
        """Yield the words joined to a name by "and" or the like that are short for another: "Wilson and Marfan"."""
        named = [(one.first, one.last) for one in found]
        named += [  # also behind one that the store may not have: "Williamson syndrome or Williams"
            (place, place)
            for place, token in enumerate(tokens)
            if is_eponym([token]) or (token.normal in KIND_WORDS and is_eponym(tokens[place + 2 : place + 3]))
        ]
        for first, last in named:
            for joint, place in ((first - 1, first - 2), (last + 1, last + 2)):
                if not is_joined(text, tokens, joint, place):
                    continue
                slugs = self.named(tokens[place].text)
                if len(slugs) == 1:
                    mention = _mention(text, tokens, place, place, slugs, "reworded")
                    yield _Found(place, place, 0, 2, mention)

    def _sharing(self, text: str, tokens: list[Token], found: Iterable[_Found]) -> Iterator[_Found]:
        """Yield the words joined to a name that are another's with the rest of it: "alpha vs beta thalassemia"."""
        for one in found:
            words = [token.normal for token in tokens[one.first : one.last + 1]]
            for place, last in joined_to(text, tokens, _taken(one, tokens)):
                if place != last or len(words) == 1 or tokens[place].normal in words_around_names().ends:
                    continue  # "it is not Fabry disease" is about no "IS"
                own = words[-1 if place > one.last else 0]
                others = [tokens[place].normal if word == own else word for word in words]
                slugs = self.named(" ".join(others))
                if len(slugs) == 1 and slugs != one.mention.slugs:
                    yield _Found(place, place, 0, 2, _mention(text, tokens, place, place, slugs, "reworded"))

    def _short(self, text: str, tokens: list[Token]) -> Iterator[_Found]:
        """Yield the surnames that stand for a condition whose own name goes on: "Duchenne"."""
        for place, token in enumerate(tokens):
            slug = self._by_first_word.get(token.normal)
            if slug is not None and is_telling(text, token):
                yield _Found(place, place, 0, 2, _mention(text, tokens, place, place, (slug,), "reworded"))

    def _by_acronym(self, text: str, tokens: list[Token]) -> Iterator[_Found]:
        for first, last, slugs in self._acronyms.find(text, tokens, is_shouted(text)):
            # Initials of the store itself, and any other name, come before those that are made here.
            yield _Found(first, last, 0, 9, _mention(text, tokens, first, last, slugs, OF_INITIALS))


def _taken(one: _Found, tokens: list[Token]) -> Taken:
    is_turned = one.cost == 0 and one.mention.match == "reworded" and one.strictness >= OTHER_ORDER
    is_mistyped = one.mention.match == "mistyped"
    written = [token.normal for token in tokens[one.first : one.last + 1]]
    is_sure = not is_mistyped or confidence(one.cost, written, one.words) >= TRUSTED
    return Taken(one.first, one.last, one.mention.slugs, one.has_types, is_turned, is_mistyped, is_sure)


def _rank(run: Run) -> tuple[int, int]:
    return run.reading.cost, run.entry.strictness


def _without_everyday_words(mentions: list[Mention]) -> list[Mention]:
    """Return mentions in order, without everyday words that names only hold where a condition is named beside them."""
    mentions = sorted(mentions, key=lambda mention: mention.start)
    if all(mention.is_ambiguous for mention in mentions):
        return mentions
    return [one for one in mentions if one.match != OF_PARTS or not is_everyday(tokens_of(one.text))]


def _with_terms(text: str, tokens: list[Token], names: Names) -> Names:
    """Return the names in a text with what else it asks about: a word whose meaning is asked for is no unknown name."""
    word = word_asked_for(text)
    if word is not None and all(word not in mention.text for mention in names.mentions):
        is_name = " " in word or not word.islower() or any(map(ends_as_an_illness, tokens_of(word)))
        unknown = [one for one in names.unknown if is_name or word not in text[one.start : one.end]]
        return Names(names.mentions, unknown, [word], asks_meaning=True)
    is_nothing_named = not names.mentions and not names.unknown
    return Names(names.mentions, names.unknown, terms_asked_for(text, tokens)) if is_nothing_named else names


def _mention(
    text: str, tokens: list[Token], first: int, last: int, slugs: tuple[str, ...], match: str
) -> Mention:  # fmt: skip
    start, end = tokens[first].start, tokens[last].end
    return Mention(start, end, text[start:end], slugs, match)


def _longest_first(candidates: Iterable[_Found]) -> list[_Found]:
    """Take the longest candidates that do not overlap; every letter that had to be corrected counts against one."""
    taken: list[_Found] = []
    covered: set[int] = set()
    for one in sorted(candidates, key=lambda one: (-one.worth, one.strictness, one.first)):
        places = range(one.first, one.last + 1)
        if covered.isdisjoint(places):
            taken.append(one)
            covered.update(places)
    return taken
