"""Offer the types of a condition that have pages of their own beside the page of the whole family, and choose one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from actions.anaphora import MOST_SISTERS
from actions.candidate_turns import CandidateTurns
from actions.mention_turns import beyond
from actions.message_form import clauses
from actions.nearest_passages import SYMPTOMS
from actions.options import telling_words
from actions.reading import REPEATING, Reading
from actions.reply_rules import ages_named, reply_rules, words_of_ages
from actions.section_drafts import Decision
from actions.section_turns import SectionTurns
from actions.state import NOT_THERE, DialogueState
from knowledge.context_rules import COMPARED
from knowledge.mentions import OF_TYPES
from knowledge.name_keys import KIND_WORDS, TYPE_WORDS, content_of, is_marker, name_without_type, plain_word
from knowledge.name_words import words_around_names
from knowledge.named_passages import passages_naming
from knowledge.names import normalise_name
from knowledge.passage_features import ParticularQuestion
from knowledge.short_forms import written_out
from rareguide.texts import Texts

MOST_WORDS_OF_A_TYPE = 4
"""A name that says more beyond that of the family is another condition's."""
MOST_NARROWER = 2
"""So many types are offered beside an answer about the family."""
MOST_SIDE_BY_SIDE = 2
"""More types are asked about one at a time."""
MOST_BEFORE = 2
"""The same where the name holds no word such as "type": "Alpha-thalassemia"."""
_TYPE_NUMBER = re.compile(r"\d+[a-z]\d?")


@dataclass(frozen=True)
class TypeTurns:
    """Draft turns about the types of the condition talked of."""

    sections: SectionTurns
    candidates: CandidateTurns
    texts: Texts

    def chosen(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Go on with the type that a message names ("the vascular one"), or ask which of those that it names."""
        if state.condition is None or reading.conditions or reading.unknown_name is not None:
            return None
        found = self._named(reading, state.condition) if _may_name_a_type(reading) else []
        if not found:
            return self._compared(reading, state, state.condition)
        asked = self.sections.taking_up(reading, state)
        if not asked.sections and reading.intent in REPEATING:
            asked = replace(asked, sections=state.last_sections)
        if len(found) == 1:
            draft, after = self.sections.asked(found[0], replace(asked, conditions=(found[0],)), state)
            if absent := self._not_there(reading.text, found[0]):
                draft = replace(draft, text=f"{draft.text}\n{self.texts.say('utter_no_page_of_type', type=absent)}")
            return draft, after
        if len(found) <= MOST_SIDE_BY_SIDE and _joins(normalise_name(reading.text).split()):
            return self.sections.about_several(found, asked.sections, replace(asked, conditions=tuple(found)), state)
        return self.candidates.offer(self.texts.say("utter_which_of"), found, replace(reading, sections=()), state)

    def _compared(self, reading: Reading, state: DialogueState, slug: str) -> Decision | None:
        """Go on where a type is told by how it compares ("the milder one"): by the page, else by the pages of all."""
        match = reply_rules().whole["compared_type"].fullmatch(normalise_name(reading.text))
        types = [one for one in self.pages(slug) if one != slug] if match is not None else []
        if match is None or not types:
            return None
        said = self.sections.on_topic(slug, match["quality"], reading, state)
        if said[0].kind == "answer":
            return said
        text = self.texts.say("utter_types_not_compared", condition=self.sections.ref(slug).name)
        asking = replace(reading, sections=(), intent=None, term=None)
        return self.candidates.offer(text, types, asking, state.about(slug).asking_nothing())

    def _not_there(self, text: str, found: str) -> str:
        """Return the types by number that stand beside one that has a page and have none: "2B" of "2A and 2B"."""
        own = {plain_word(word) for word in self._words(found)}
        named = [word for word in normalise_name(text).split() if _TYPE_NUMBER.fullmatch(word)]
        return ", ".join(word.upper() for word in named if word not in own) if own & set(named) else ""

    def with_sister(self, reading: Reading, state: DialogueState) -> Reading:
        """Take what may mean several conditions for the one that is a type beside one named or talked of.

        "Alpha" beside "beta-thalassemia" is alpha-thalassemia, whatever else is called alpha. Of several, all are kept.
        """
        reading = self._with_family(reading)
        beside = next(iter(reading.conditions), state.condition)
        if beside is None or len(reading.candidates) < 2:
            return reading
        words = self._words(beside)
        sisters = self._sisters(beside)
        said = set(content_of(normalise_name(reading.candidates_name or "").split())) - set(content_of(words))
        sisters = [slug for slug in sisters if slug in reading.candidates and said & set(content_of(self._words(slug)))]
        alike = set(content_of(words))
        others = [one for one in reading.candidates if one != beside or reading.standing != COMPARED]
        sisters = sisters or [one for one in others if len(alike & set(content_of(self._words(one)))) > 1]
        if len(sisters) > 1:
            return replace(reading, candidates=tuple(sisters), candidates_match=OF_TYPES)
        if not sisters:
            return reading
        conditions = tuple(dict.fromkeys([*reading.conditions, *sisters]))
        return replace(reading, conditions=conditions, candidates=(), candidates_name=None, candidates_match=None)

    def _with_family(self, reading: Reading) -> Reading:
        """Take a type without a page that is named beside others for its family, whose page tells of it."""
        if not reading.guesses or not (reading.conditions or reading.standing == COMPARED):
            return reading
        slug = reading.guesses[0]
        family = self.sections.store.condition(slug)
        rest = beyond(written_out(reading.unknown_name or "", ()).text, (family.name, *family.synonyms))
        term = " ".join(word for word in rest if word not in TYPE_WORDS)
        is_told = bool(term) and passages_naming(self.sections.store, slug, ParticularQuestion(term, section=SYMPTOMS))
        if not is_told or slug in reading.conditions:
            return reading
        listed = tuple(slug if one == NOT_THERE else one for one in reading.listed)
        return replace(reading, conditions=listed, listed=listed, unknown_name=None, guesses=())

    def with_sisters(self, reading: Reading) -> Reading:
        """Take in the types that stand side by side with one named: "thalassemia, alpha vs beta"."""
        said = normalise_name(reading.text).split()
        if len(reading.conditions) != 1 or not _joins(said):
            return reading
        slug = reading.conditions[0]
        words = self._words(slug)
        sisters = self._sisters(slug)
        own = {one: set(content_of(self._words(one))) - set(content_of(words)) for one in sisters}
        joined = {plain_word(word) for pair in pairwise(said) if _joins(pair) for word in pair}
        beside = [one for one, telling in own.items() if telling and telling <= joined]
        if not beside:
            return reading
        named = sorted([slug, *beside], key=lambda one: self._place(one, said))
        return replace(reading, conditions=tuple(named), listed=tuple(named))

    def _place(self, slug: str, said: Sequence[str]) -> int:
        """Return where a message has the first word of a type's name."""
        first = self._words(slug)[0]
        return said.index(first) if first in said else len(said)

    def offered(self, reading: Reading, state: DialogueState, decision: Decision) -> Decision:
        """Offer the pages of the types with the answer, where it is asked which types there are."""
        draft, after = decision
        asked_about = reading.conditions[0] if len(reading.conditions) == 1 else after.condition or state.condition
        if asked_about is None or draft.kind == "handoff" or not self._asks_for_types(reading):
            return decision
        types = [slug for slug in self.pages(asked_about) if slug != asked_about]
        if not types:
            return decision
        said = self.texts.say("utter_types_of", condition=self.sections.ref(asked_about).name)
        asking = replace(reading, sections=(), intent=None, term=None)
        offer, offering = self.candidates.offer(said, types, asking, state.about(asked_about).asking_nothing())
        if draft.kind != "answer" or draft.condition is None or draft.condition.slug != asked_about:
            return replace(offer, condition=self.sections.ref(asked_about), understood=draft.understood), offering
        return replace(draft, text=f"{draft.text}\n{said}", options=offer.options), offering

    def narrower(self, reading: Reading, decision: Decision) -> Decision:
        """Offer the types whose pages may say what that of the family does not, or that are of the age asked for."""
        draft, _ = decision
        is_of_one = draft.condition is not None and draft.kind in ("answer", "no_answer")
        ages = set(ages_named(reading.masked))
        if draft.condition is None or not is_of_one or not (draft.missing or ages):
            return decision
        family = draft.condition.slug
        types = [slug for slug in self.pages(family) if set(self._words(slug)) > set(content_of(self._words(family)))]
        of_age = [slug for slug in types if ages & set(self._words(slug))]
        telling = [slug for slug in types if set(draft.missing) <= set(self.sections.store.section_types(slug))]
        offered = (of_age or (telling if draft.missing else []))[:MOST_NARROWER]
        if not offered:
            return decision
        said = self.texts.say("utter_narrower", conditions=", ".join(self.sections.ref(slug).name for slug in offered))
        told = (replace(draft, text=f"{draft.text}\n{said}"), decision[1])
        return self.sections.with_conditions(offered, told, draft.missing)

    def pages(self, slug: str) -> list[str]:
        """Return the conditions that are types of one, or of the family that one is a type of, in their order."""
        words = self._words(slug)
        base = name_without_type(words)
        shorter = [base[:-1]] if words[-1] in TYPE_WORDS and len(base) > 1 else []
        return next(filter(None, (self._types_of(one) for one in (base, *shorter))), [])

    def _sisters(self, slug: str) -> list[str]:
        """Return the other types of a family, be it named by all words but the first: "Beta-thalassemia"."""
        return [one for one in self.pages(slug) or self._types_of(self._words(slug)[1:]) if one != slug]

    def _types_of(self, base: Sequence[str]) -> list[str]:
        content = content_of(base)
        if not content:
            return []
        found = self.sections.store.search(" ".join(base), MOST_SISTERS)
        types = {one.slug: words for one in found if is_type(words := normalise_name(one.name).split(), content)}
        apart = {slug for slug, words in types.items() if _is_longer_in_front(words, content)}
        types = {slug: words for slug, words in types.items() if slug not in apart or self._is_told_of(slug, types)}
        return sorted(types, key=lambda slug: (len(types[slug]), _in_order(types[slug])))

    def _is_told_of(self, slug: str, types: Mapping[str, Sequence[str]]) -> bool:
        """Tell whether the text on a type names the family beside its own names, or the family's names the type."""
        own, family = " ".join(types[slug]), " ".join(types[slug][-2:])
        condition = self.sections.store.condition(slug)
        called = sorted(map(normalise_name, (condition.name, *condition.synonyms)), key=len, reverse=True)
        said = self._said(slug)
        for name in called:
            said = said.replace(f" {name} ", " , ")
        families = [one for one, words in types.items() if " ".join(words) == family]
        return f" {family} " in said or any(f" {own} " in self._said(one) for one in families)

    def _said(self, slug: str) -> str:
        bodies = (normalise_name(stored.section.body) for stored in self.sections.store.sections(slug))
        return f" {' , '.join(bodies)} "

    def _words(self, slug: str) -> list[str]:
        return normalise_name(self.sections.ref(slug).name).split()

    def _asks_for_types(self, reading: Reading) -> bool:
        return reply_rules().within["types"].search(normalise_name(reading.masked)) is not None

    def _named(self, reading: Reading, slug: str) -> list[str]:
        """Return the types of a condition that a message names."""
        types = self._sisters(slug) if reading.intent in REPEATING else [one for one in self.pages(slug) if one != slug]
        if not types:
            return []
        mine = set(content_of(self._words(slug)))
        words = {one: set(content_of(self._words(one))) - mine for one in types}
        return next(filter(None, (types_named(clause, words) for clause in clauses(reading.text))), [])


def _joins(said: Sequence[str]) -> bool:
    """Return whether one of some words joins two types."""
    return not words_around_names().type_joints.isdisjoint(said)


def _is_longer_in_front(words: Sequence[str], content: Sequence[str]) -> bool:
    """Tell whether a name has words other than of an age before a family's that is one name and a kind of illness.

    "Parsonage Turner syndrome" is no Turner syndrome, and "Juvenile Bolmer syndrome" is a Bolmer syndrome.
    """
    is_short = len(content) == 1 and words[-1] in KIND_WORDS and list(words[-2:-1]) == list(content)
    return is_short and not set(words[:-2]) <= words_of_ages()


def is_type(name: Sequence[str], family: Sequence[str]) -> bool:
    """Return whether a name is that of a type of a family.

    Args:
        name: the words of the name, normalised.
        family: the plain words of the family's name that set it apart.
    """
    content = content_of(name)
    rest = [word for word in content if word not in family]
    if not rest or not set(family) <= set(content) or not words_around_names().relating.isdisjoint(name):
        return False
    if not TYPE_WORDS.isdisjoint(name) or all(map(is_marker, rest)):
        return len(rest) <= MOST_WORDS_OF_A_TYPE
    return len(rest) <= MOST_BEFORE and tuple(content[len(rest) :]) == tuple(family)


def types_named(clause: str, types: Mapping[str, set[str]]) -> list[str]:
    """Return the types that a clause names: "the vascular one", "alpha or beta", "what the doctors call 1A".

    Args:
        clause: the clause, which names no type where it says more than that.
        types: the plain words that tell each type, by its slug.
    """
    telling = set().union(*types.values())
    words = [plain_word(word) for word in telling_words(clause)]
    frame = words_around_names().type_joints | TYPE_WORDS | KIND_WORDS
    said = {word for word in words if _TYPE_NUMBER.fullmatch(word)}
    if all(word in telling or word in frame for word in words):
        said |= {word for word in words if word in telling and not is_marker(word)}
    said |= {match[1] for match in _before_type().finditer(normalise_name(clause)) if not is_marker(match[1])}
    said &= telling
    whole = [slug for slug, own in types.items() if said and said <= own]
    return whole or [slug for slug, own in types.items() if said & own]


def _may_name_a_type(reading: Reading) -> bool:
    """Return whether a message is short, or has words that may be those of a type, so that it is worth a search."""
    said = normalise_name(reading.text)
    if _before_type().search(said) or _TYPE_NUMBER.search(said):
        return True
    return any(0 < len(telling_words(clause)) <= MOST_WORDS_OF_A_TYPE for clause in clauses(reading.text))


def _before_type() -> re.Pattern[str]:
    return reply_rules().within["before_type"]


def _in_order(words: Sequence[str]) -> list[tuple[int, str]]:
    """Return what orders names with numbers as people count: 2 before 10."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.findall(r"\d+|\D+", " ".join(words))]
