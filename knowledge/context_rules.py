"""Tell from the words around it how a word is meant: as an illness, as a person's name, as something else.

Many acronyms and surnames in a store are also ordinary words ("ms", "pots", "turner"), so that what stands beside
them decides; the rules are in `data/names/context.yml`. All functions take a text and the place of the word in it, as
offsets of characters.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial
from pathlib import Path

from knowledge.word_frequency import frequency
from rareguide.rule_files import check_examples, check_form, compiled, filled, fragments_of, read_mapping
from rareguide.settings import ROOT

FUNCTION_WORD_FREQUENCY = 5.5
"""A capital word at least this frequent (Zipf scale) is no given name but a word of a title."""

HEADING_FREQUENCY = 4.8
"""A word this frequent is no name by heading a message ("adults?")."""

MOST_AROUND = 60
"""Characters on either side of a name that are looked at."""

PART, MAYBE_PART, KIND, TOPIC, MAYBE_TOPIC = "part", "maybe_part", "kind", "topic", "maybe_topic"
COMPARED, SET_ASIDE, RULED_OUT = "compared", "set_aside", "ruled_out"
ASIDE = frozenset({SET_ASIDE, RULED_OUT})
"""How an illness is named that is not the one."""
CONTEXT = ROOT / "data" / "names" / "context.yml"
_EXAMPLE = re.compile(r"(?P<before>[^\[]*)\[(?P<name>[^\]]*)\](?P<after>.*)", re.DOTALL)
_CASE_COUNTS = frozenset({"surname_after", "given_name_before"})


@lru_cache(maxsize=1)
def context_rules(path: Path = CONTEXT) -> dict[str, re.Pattern[str]]:
    """Return the patterns of what stands around a name, each tried on its examples; raise `BadRules`."""
    document = dict(read_mapping(path))
    fragments = fragments_of(path, document.pop("fragments", {}))
    found = {}
    for name, entry in document.items():
        check_form(path, entry)
        flags = 0 if name in _CASE_COUNTS else re.IGNORECASE
        found[name] = compiled(path, entry["rule"], filled(path, entry["rule"], fragments), flags)
        check_examples(path, entry, partial(_is_in_example, name, found[name]))
    return found


def _is_in_example(name: str, pattern: re.Pattern[str], text: str) -> bool:
    example = _EXAMPLE.fullmatch(text)
    if example is None:
        return pattern.fullmatch(text) is not None
    is_before = name.endswith("_before") or name.startswith("before_")
    return (pattern.search(example["before"]) if is_before else pattern.match(example["after"])) is not None


def is_meant_as_illness(text: str, start: int, end: int) -> bool:
    """Return whether what stands around a word speaks of an illness ("has …", "… symptoms"), or says nothing else."""
    rules = context_rules()
    before, after = text[max(0, start - MOST_AROUND) : start], text[end : end + MOST_AROUND]
    if rules["nothing_else"].fullmatch(before) and rules["nothing_else"].fullmatch(after):
        return True
    if rules["compared_before"].search(before) and rules["ends_there"].match(after):
        return True
    if rules["compared_after"].match(after) and rules["before_illness"].search(before):
        return True
    is_at_the_start = rules["clause_before"].search(before) is not None
    if is_at_the_start and rules["heading_after"].match(after):
        return frequency(text[start:end].lower()) < HEADING_FREQUENCY
    if rules["after_illness"].match(after):
        return is_at_the_start or rules["before_illness"].search(before) is not None
    return bool(rules["strong_before"].search(before) and rules["ends_there"].match(after))


def is_something_else(text: str, start: int, end: int) -> bool:
    """Return whether an acronym is used for another thing than an illness: "ICD code", "an ICD", "FBN1 mutation"."""
    rules = context_rules()
    after = text[end : end + 40]
    if rules["other_use_after"].match(after) or (
        text[start:end].lower() == "ms" and rules["surname_after"].match(after)
    ):
        return True
    before = text[max(0, start - 20) : start]
    if rules["medicine_before"].search(before):
        return True
    return bool(rules["article_before"].search(before)) and not rules["person_after_article"].match(after)


def is_persons_name(text: str, start: int, end: int) -> bool:
    """Return whether a surname is that of a person in the text: "I'm Marfan", "regards, Noonan", "John Turner"."""
    rules = context_rules()
    before = text[max(0, start - 40) : start]
    if rules["person_before"].search(before) or rules["person_after"].match(text[end : end + 20]):
        return True
    given = rules["given_name_before"].search(before)
    return bool(given and text[start].isupper() and frequency(given[1].lower()) < FUNCTION_WORD_FREQUENCY)


def set_aside(text: str, start: int, end: int) -> str | None:
    """Return which of `ASIDE` an illness is named as that is not the one: "not lupus", "called MS at the time"."""
    rules = context_rules()
    before, after = text[max(0, start - MOST_AROUND) : start], text[end : end + MOST_AROUND]
    for name in (RULED_OUT, SET_ASIDE):
        if rules[f"{name}_before"].search(before) or rules[f"{name}_after"].match(after):
            return name
    return None


def standing(text: str, start: int, end: int) -> str | None:
    """Return how an illness is named beside a condition talked of, or `None` where nothing tells.

    `PART` is said of its signs ("when does glaucoma begin?"), `MAYBE_PART` also of whole illnesses ("is glaucoma
    common?"), `KIND` of what it is ("is it an autoimmune disease?"), `TOPIC` of what is asked about anew ("symptoms of
    glaucoma"), `MAYBE_TOPIC` of what may be either ("what about glaucoma?"), `COMPARED` of what it is only
    compared with ("is it like glaucoma?"), `SET_ASIDE` of what is named to say that it is not the one ("forget
    glaucoma"), `RULED_OUT` of what somebody is said not to have ("he does not have glaucoma").
    """
    rules = context_rules()
    before, after = text[max(0, start - MOST_AROUND) : start], text[end : end + MOST_AROUND]
    if rules["compared_before"].search(before) or rules["compared_after"].match(after):
        return COMPARED
    if (aside := set_aside(text, start, end)) is not None:
        return aside
    if rules["kind_before"].search(before):
        return KIND
    if re.search(r"\b(?:type|form|variant)$", text[start:end], re.IGNORECASE):
        return TOPIC
    is_followed = re.search(r"\w", before) is not None
    if rules["part_before"].search(before) or (is_followed and rules["part_after"].match(after)):
        return PART
    if is_followed and rules["maybe_part_after"].match(after):
        return MAYBE_PART
    if rules["topic_before"].search(before):
        return TOPIC
    if not rules["maybe_topic_before"].search(before):
        return None
    return TOPIC if rules["after_illness"].match(after) else MAYBE_TOPIC


def is_effect(text: str, start: int, end: int) -> bool:
    """Return whether an illness is named for what the condition spoken of has to do with it: "can it turn into …"."""
    rules = context_rules()
    before, after = text[max(0, start - MOST_AROUND) : start], text[end : end + MOST_AROUND]
    return bool(rules["effect_before"].search(before) or rules["effect_after"].match(after))
