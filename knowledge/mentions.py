"""Hold the names that were found in a text, with their places in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from knowledge.name_keys import TYPE_WORDS
from knowledge.short_forms import WrittenOut, short_forms

OF_TYPES, OF_PARTS, OF_GROUP, OF_NAME_ALONE, OF_INITIALS, OF_LETTER = (
    "type",
    "part",
    "group",
    "only_name",
    "initials",
    "letter",
)
"""How a name matches that is that of several types, stands in several names, or in one among more, is that of a group,
of a condition of which there is only the name, or an abbreviation, and one that a letter may be about."""


@dataclass(frozen=True)
class Mention:
    """Point to a name in a text; `slugs` are the conditions it may stand for, the likeliest first.

    `match` is `name`, `synonym`, `reworded`, `mistyped`, `initials`, `type` (of several types only what they share was
    named), `part` (their names hold all that was named), `group` (they belong to what was named) or `only_name` (what
    was named is the last, of which the store has the name alone; the names of the others hold it).
    Offsets count characters of the text.
    """

    start: int
    end: int
    text: str
    slugs: tuple[str, ...]
    match: str

    @property
    def is_ambiguous(self) -> bool:
        """Return whether it must be asked which condition is meant, if only whether it is this one."""
        return len(self.slugs) > 1 or self.match in (OF_TYPES, OF_PARTS, OF_GROUP)


@dataclass(frozen=True)
class Offered:
    """Hold the words of a phrase and the conditions that it may mean; `is_known` if their names hold all of it."""

    first: int
    last: int
    slugs: tuple[str, ...]
    is_known: bool


@dataclass(frozen=True)
class UnknownName:
    """Point to a name that the store does not have; `guesses` are conditions that may be meant by it."""

    start: int
    end: int
    guesses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Names:
    """Hold the names in a text: those of the store, and those that it does not have.

    `terms` are what else the text asks about, a gene or a medicine: the store's texts may say it, though no name does.
    `asks_meaning` tells that the first is a word whose meaning is asked for.
    """

    mentions: list[Mention] = field(default_factory=list)
    unknown: list[UnknownName] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    asks_meaning: bool = False


def as_written(names: Names, text: str, out: WrittenOut) -> Names:
    """Return the names that were found in a text with its short forms written out as they stand in the text.

    An acronym of a condition that was not found is one that the store does not have.
    """

    def place(start: int, end: int) -> tuple[int, int, str]:
        first, last = out.as_written(start, end)
        return first, last, text[first:last]

    mentions = [Mention(*place(one.start, one.end), one.slugs, one.match) for one in names.mentions]
    unknown = []
    for one in names.unknown:
        start, end = out.as_written(one.start, one.end)
        is_acronym = text[start:end].lower() in short_forms().conditions
        unknown.append(UnknownName(start, end, () if is_acronym else one.guesses))
    covered = [(one.start, one.end) for one in mentions] + [(one.start, one.end) for one in unknown]
    unknown += [
        UnknownName(start, end)
        for start, end in out.conditions
        if all(end <= first or start >= last for first, last in covered)
    ]
    terms = [place(start := out.text.index(term), start + len(term))[2] for term in names.terms]
    return Names(mentions, unknown, terms, names.asks_meaning)


def without_bare_types(text: str, unknown: list[UnknownName]) -> list[UnknownName]:
    """Leave out what only says a type of something ("the bendy type") where more of a name is said beside."""
    telling = [
        one for one in unknown if one.guesses or TYPE_WORDS.isdisjoint(text[one.start : one.end].lower().split())
    ]
    return telling or unknown
