"""Offer quick replies, and recognise the one that a visitor chose by clicking, typing or its ordinal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from actions.reply_rules import replies, reply_rules
from knowledge.name_keys import TYPE_WORDS, is_marker, plain_word
from knowledge.name_words import words_around_names
from knowledge.names import normalise_name
from knowledge.records import SECTION_TYPES
from rareguide.texts import Texts
from rareguide.turn import ConditionRef, Option
from rareguide.word_lists import word_lists

MOST_DISTINCTIVE_WORDS = 5
MOST_WORDS_AROUND = 6
"""A longer message may say a word of a name in another sense."""
_TYPES = TYPE_WORDS - {"form"}
"""Words before the number of a type in a sentence; a form is also one that "I fill in"."""


@dataclass(frozen=True)
class Choice:
    """Say what choosing an option means: sections of a condition; no section means the overview."""

    title: str
    payload: str
    condition: str | None
    sections: tuple[str, ...] = ()

    def option(self) -> Option:
        """Return what the visitor sees of it."""
        return Option(self.title, self.payload)

    def as_slot(self) -> dict[str, Any]:
        """Return the choice in plain lists, for a slot."""
        return {**asdict(self), "sections": list(self.sections)}


def section_choices(condition: ConditionRef, sections: Iterable[str], texts: Texts) -> tuple[Choice, ...]:
    """Return an option for each section of a condition."""
    return tuple(
        Choice(
            texts.say(f"utter_title_{section}"),
            texts.say(f"utter_question_{section}", condition=condition.name),
            condition.slug,
            (section,),
        )
        for section in sections
    )


def condition_choices(conditions: Iterable[ConditionRef], pending: tuple[str, ...], texts: Texts) -> tuple[Choice, ...]:
    """Return an option for each condition that may be meant, asking what was asked about it."""
    first = pending[0] if pending else "overview"
    return tuple(
        Choice(
            condition.name,
            texts.say(f"utter_question_{first}", condition=condition.name),
            condition.slug,
            pending,
        )
        for condition in conditions
    )


def person_choice(texts: Texts) -> Choice:
    """Return the option that asks for a person."""
    return Choice(texts.say("utter_handoff_option_person"), texts.say("utter_handoff_option_person_message"), None)


def choices_of(offered: Iterable[dict[str, Any]]) -> tuple[Choice, ...]:
    """Return the choices that a slot holds."""
    return tuple(Choice(**{**slot, "sections": tuple(slot["sections"])}) for slot in offered)


def matching(message: str, choices: Sequence[Choice]) -> list[Choice]:
    """Return the choices whose titles hold all telling words of a short message: "type 2", "the acute one".

    After a word like "type" a number or letter is that of a type, never a place; where no title has just this one,
    those that begin with it count ("1" for "1A").
    """
    words = telling_words(message)
    is_type = any(word in TYPE_WORDS for word in words)
    distinctive = [plain_word(word) for word in words if word not in TYPE_WORDS]
    if (
        not distinctive
        or len(distinctive) > MOST_DISTINCTIVE_WORDS
        or (all(map(is_marker, distinctive)) and not is_type)
        or replies("bare_question", message)
    ):
        return []
    titles = [(choice, {plain_word(word) for word in normalise_name(choice.title).split()}) for choice in choices]
    found = [choice for choice, title in titles if title.issuperset(distinctive)]
    if not found and is_type:
        found = [
            choice for choice, title in titles if all(any(_begins(one, word) for one in title) for word in distinctive)
        ]
    return found


def told_apart(message: str, names: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the slugs whose names have what a short message says of some only: "oculocutaneous, they thought".

    Numbers and words that say little in any name do not count. `names` are all names of each condition by its slug.
    """
    said = _said_of_names(message)
    words = {slug: _plain_words(called) for slug, called in names.items()}
    shared = set.intersection(*words.values()) if words else set()
    telling = {word for word in said & set().union(*words.values()) - shared if not is_marker(word)}
    return [slug for slug, own in words.items() if telling and telling <= own]


def says_no_more(message: str, names: Mapping[str, Sequence[str]]) -> bool:
    """Return whether a short message says only what is in the names of all conditions: "just ataxia"."""
    said = _said_of_names(message)
    return bool(said and names) and all(said <= _plain_words(called) for called in names.values())


def _said_of_names(message: str) -> set[str]:
    if len(normalise_name(message).split()) > MOST_WORDS_AROUND:
        return set()
    silent = reply_rules().generic | TYPE_WORDS
    return {plain_word(word) for word in telling_words(message) if word not in silent}


def _plain_words(names: Iterable[str]) -> set[str]:
    return {plain_word(word) for name in names for word in normalise_name(name).split()}


def type_named(message: str) -> str:
    """Return the type that a message names: "type 2" of "it is the type 2 one, we were told"; empty for none."""
    numbers = {word: str(place + 1) for word, place in word_lists().numbers.items()}
    words = [numbers.get(word, word) for word in normalise_name(message).split()]
    words = [word for word in words if word not in reply_rules().texted]
    behind = [*words[2:], ""]
    common = words_around_names().common  # "type 2 diabetes" names an illness of its own
    named = (
        f"{word} {mark}"
        for (word, mark), following in zip(pairwise(words), behind, strict=False)
        if word in _TYPES and is_marker(plain_word(mark)) and f"{word} {mark} {following}" not in common
    )
    return next(named, "")


def _begins(word: str, start: str) -> bool:
    return word == start or (is_marker(word) and word.rstrip("abcdef") == start)


def chosen(message: str, offered: Iterable[dict[str, Any]]) -> Choice | None:
    """Return the option that a message chooses, or `None`."""
    choices = choices_of(offered)
    said = normalise_name(message)
    for choice in choices:
        if said and said in (normalise_name(choice.title), normalise_name(choice.payload)):
            return choice
    position = ordinal(message)
    if position is not None and -len(choices) <= position < len(choices):
        return choices[position]
    alike = matching(message, choices)
    return alike[0] if len(alike) == 1 else None


def named_section(message: str, texts: Texts) -> str | None:
    """Return the section whose title a message is, apart from words such as "please"."""
    said = telling_words(message)
    titles = {section: normalise_name(texts.say(f"utter_title_{section}")).split() for section in SECTION_TYPES}
    return next((section for section, title in titles.items() if len(title) == 1 and title == said), None)


def ordinal(message: str) -> int | None:
    """Return the position that a message names ("the second one" is 1, "the last" is -1), or `None`."""
    match = _ordinal().fullmatch(normalise_name(message))
    words = word_lists()
    return None if match is None else {**words.ordinals, **words.numbers}[match["word"]]


@lru_cache(maxsize=1)
def _ordinal() -> re.Pattern[str]:
    words = word_lists()
    return re.compile(
        r"(?!no one$)(?:(?:i (?:mean|meant|want)|its|it is|give me|show me|please|option|number|nr|the|answer|"
        rf"fine|good|great|then|so|well|take|lets take|ill take|{words.fragments['yes']}|{words.fragments['no']})\s+)*"
        rf"(?P<word>{words.fragments['ordinals']}|{words.fragments['numbers']})"
        r"(?:\s+(?:one|option|please|answer|thanks|thank you))*"
    )


def telling_words(message: str) -> list[str]:
    """Return the words of a message that are more than a frame around what it names; a letter may be that of a type."""
    agreeing = {word for word in word_lists().yes if len(word) > 1}
    return [
        word for word in normalise_name(message).split() if word not in reply_rules().fillers and word not in agreeing
    ]
