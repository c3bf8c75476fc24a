"""Find out which conditions talked of before a message points to: "both", "the other one", "the first", half a name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from actions.reply_rules import reply_rules
from actions.state import NOT_THERE, DialogueState
from knowledge.masking import PLACEHOLDER
from knowledge.name_keys import TYPE_WORDS, content_of, name_without_type, tokens_of
from knowledge.names import normalise_name
from knowledge.short_forms import short_forms
from knowledge.store import Condition
from knowledge.word_frequency import frequency
from rareguide.word_lists import word_lists

NamesOf = Callable[[str], Sequence[str]]
"""Gives all names of a condition by its slug."""
Search = Callable[[str, int], Sequence[Condition]]
"""Finds so many conditions at most by words that stand in their names."""
MOST_SISTERS = 100
MOST_OF_THESE = 3
"""So many of those talked of are meant by "these", the latest first, where they are not side by side."""

VISITOR = "i"
"""Stands for the visitor among the people."""
FEWEST_CONDITIONS = 2
"""Where all people have the same condition, it does not matter who is meant."""
COMMON_WORD = 4.1
"""From this frequency on (Zipf scale) a word of a name says nothing by itself ("fever", "muscle", "type")."""
SHORTEST_PART = 5
SHORTEST_INITIALS = 3
"""Initials of fewer words are too many things else, but for those that are known to stand for a condition."""


def pointed_at(
    message: str, state: DialogueState, names_of: NamesOf, unknown_name: str | None = None
) -> tuple[str, ...]:
    """Return the slugs of the conditions talked of that a message points to without naming them, in order.

    `NOT_THERE` stands for one that was named beside them and that the store does not have.

    `unknown_name` is a name in the message that the store does not have: part of a name, or another condition's.
    """
    talked_of = [slug for slug in (state.condition, *state.earlier_conditions) if slug]
    said = normalise_name(message)
    offered = [slot["condition"] for slot in state.offered_options if not slot["sections"]]
    shown = tuple(slug for slug in offered if slug in talked_of)
    listed = next((some for some in (state.compared, shown) if len(some) > 1), tuple(talked_of[::-1]))
    if len(listed) > 1:
        is_three, is_all = (reply_rules().within[name].search(said) is not None for name in ("three", "these"))
        is_which = len(state.compared) > 1 and reply_rules().within["which_is_more"].search(said) is not None
        if is_three or is_all or is_which or means_both(said):
            last = talked_of[: MOST_OF_THESE if is_three or is_all else FEWEST_CONDITIONS]
            fewest = MOST_OF_THESE if is_three and len(last) == MOST_OF_THESE else FEWEST_CONDITIONS
            return tuple(filter(None, state.compared if len(state.compared) >= fewest else last))
        if reply_rules().within["other"].search(said):
            others = (*talked_of[1:2], *(slug for slug in listed if slug and slug not in talked_of))
            return (NOT_THERE,) if NOT_THERE in listed else others[:1]
        position = _position(said)
        if position is not None and position < len(listed):
            return (listed[position],)
    if unknown_name is None:
        return _named_in_part(said, talked_of, names_of)
    words = set(normalise_name(unknown_name).split()) - reply_rules().generic
    whole = [slug for slug in talked_of if _are_of(words, [_words(name) for name in names_of(slug)])]
    return _named_in_part(said, whole, names_of)


def _are_of(words: set[str], names: Sequence[Sequence[str]]) -> bool:
    """Return whether all words are of names, or initials that a name begins with ("eds vascular")."""
    starts = {
        "".join(word[0] for word in name[:count]) for name in names for count in range(SHORTEST_INITIALS, len(name))
    }
    return words <= starts | {word for name in names for word in name}


def people_told_of(masked: str, listed: Sequence[str]) -> dict[str, str]:
    """Return the conditions of the people that a message tells of: "my son has …, my daughter has …".

    Args:
        masked: the message with its conditions masked.
        listed: their slugs, in order; `NOT_THERE` for one that the store does not have.
    """
    said = normalise_name(masked)
    found: dict[str, str] = {}
    if said.split().count(PLACEHOLDER) != len(listed):
        return found
    for match in reply_rules().within["person_has"].finditer(said):
        slug = listed[said[: match.end()].split().count(PLACEHOLDER) - 1]
        if slug:
            found[reply_rules().relatives.get(match["who"] or "", VISITOR)] = slug
    return found


def of_person(message: str, state: DialogueState) -> tuple[str, ...]:
    """Return the slug of the condition of the one person whom a message points to ("and what about her?").

    Where all people known of have the same condition, or what is talked of is none of theirs, nobody is pointed to.
    """
    known = {person["who"]: person["condition"] for person in state.people}
    if len(set(known.values())) < FEWEST_CONDITIONS or state.condition not in known.values():
        return ()
    said = normalise_name(message).split()
    rules = reply_rules()
    named = {rules.relatives[word] for word in said if word in rules.relatives}
    meant = [named] if named else [rules.pronouns[word] for word in said if word in rules.pronouns]
    slugs = {frozenset(slug for who, slug in known.items() if who in some) for some in meant}
    return tuple(next(iter(slugs))) if len(slugs) == 1 and len(next(iter(slugs))) == 1 else ()


def of_type(named: str, talked_of: Iterable[str], search: Search) -> tuple[str, ...]:
    """Return the slug of the condition that is a type of one talked of, or its sister: "the type 1 one".

    Args:
        named: the type, as "type 1"; empty for none.
        talked_of: the names of the conditions talked of, the latest first.
        search: finds conditions by name.
    """
    return next(filter(None, (_of_type(named, name, search) for name in talked_of if named)), ())


def _of_type(named: str, name: str, search: Search) -> tuple[str, ...]:
    words = normalise_name(name).split()
    first = next((place for place, word in enumerate(words) if word in TYPE_WORDS), 0)
    bases = filter(None, (name_without_type(words), words[:first]))
    return next(filter(None, (_called_so(base, named, search) for base in bases)), ())


def _called_so(base: Sequence[str], named: str, search: Search) -> tuple[str, ...]:
    """Return the slug of the type of a family, by its own name or else by a synonym."""
    wanted = sorted(content_of([*base, *named.split()]))
    found = search(" ".join(base), MOST_SISTERS)
    called = [one.slug for one in found if _content(one.name) == wanted]
    return tuple(called or [one.slug for one in found if wanted in map(_content, one.synonyms)])[:1]


def _content(name: str) -> list[str]:
    return sorted(content_of(normalise_name(name).split()))


def means_several(said: str) -> bool:
    """Return whether a message, normalised, speaks of all those side by side at once."""
    rules = reply_rules().within
    return means_both(said) or any(rules[name].search(said) for name in ("three", "these", "which_is_more"))


def means_both(said: str) -> bool:
    """Return whether a message, normalised, speaks of two conditions talked of at once."""
    rules = reply_rules().within
    if rules["both_of_something_else"].search(said):
        return False
    return rules["both"].search(said) is not None or rules["both_at_its_end"].search(said) is not None


def _position(said: str) -> int | None:
    ordinals = [match[1] for match in reply_rules().within["place"].finditer(said)]
    if ordinals:  # "the first has none, and the second?" asks about the last of them
        return word_lists().ordinals[ordinals[-1]]
    former = reply_rules().within["former"].search(said)
    return None if former is None else ("former", "latter").index(former[1])


def _named_in_part(said: str, talked_of: Sequence[str], names_of: NamesOf) -> tuple[str, ...]:
    """Return the condition talked of that shares the most telling words with what is said.

    A number that none of its names has makes it another one ("type 2").
    """
    words = set(said.split())
    numbers = {word for word in words if word.isdigit()}
    shared: dict[str, int] = {}
    for slug in talked_of:
        names = [_words(name) for name in names_of(slug)]
        if numbers <= {word for name in names for word in name}:
            shared[slug] = len(words & distinctive_words(names))
    best = max(shared, key=lambda slug: shared[slug], default=None)
    return (best,) if best is not None and shared[best] else ()


def _words(name: str) -> list[str]:
    return normalise_name(name).split()


def distinctive_words(names: Sequence[Sequence[str]]) -> set[str]:
    """Return the words that tell a condition by themselves: rare ones, and the X of "X syndrome"."""
    rare = {word for name in names for word in name if len(word) >= SHORTEST_PART and frequency(word) < COMMON_WORD}
    return (rare | short_names(names)) - reply_rules().generic


def short_names(names: Sequence[Sequence[str]]) -> set[str]:
    """Return what a condition talked of is called in short: the X of "X syndrome", and initials ("eds")."""
    eponyms = {name[0] for name in names if len(name) == len(("Turner", "syndrome")) and name[1] in reply_rules().kinds}
    initials = {"".join(word[0] for word in name) for name in names}
    known = {word for word in initials if len(word) >= SHORTEST_INITIALS or word in short_forms().conditions}
    return eponyms | {word for word in known if frequency(word) < COMMON_WORD}


def with_parts_masked(text: str, parts: Collection[str]) -> str:
    """Return what is asked with the telling parts of names that point to a condition masked ("turner symptoms")."""
    tokens = [token for token in tokens_of(text) if token.normal in parts]
    for token in reversed(tokens):
        text = f"{text[: token.start]}{PLACEHOLDER}{text[token.end :]}"
    return text
