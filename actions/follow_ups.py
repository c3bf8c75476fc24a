"""Read a message as a follow-up: what it points to, what it sets aside, and what it corrects."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from actions.anaphora import (
    distinctive_words,
    means_both,
    means_several,
    of_person,
    of_type,
    pointed_at,
    short_names,
    with_parts_masked,
)
from actions.in_play import in_play, of_those_in_play, shown_beside, without_idle_parts, without_set_aside
from actions.message_form import sentences
from actions.named_parts import NamedParts
from actions.options import chosen, ordinal, type_named
from actions.reading import ASK, GOODBYE, IN_OTHER_WORDS, INFORM, SAME_FOR, UNSURE, Reading
from actions.reply_rules import LONGEST_REPLY, first_sentence, replies, reply_rules, says
from actions.section_turns import NAMED_ONLY, SectionTurns
from actions.state import NOT_THERE, DialogueState
from knowledge.context_rules import COMPARED, TOPIC
from knowledge.masking import PLACEHOLDER
from knowledge.name_words import is_question_word
from knowledge.names import normalise_name
from knowledge.passage_rules import passage_rules
from knowledge.passages import passages_saying
from knowledge.store import KnowledgeStore

OWN_DIAGNOSIS = "ask_own_diagnosis"
"""What asks whether somebody has a condition."""
NOT_HELPFUL = "not_helpful"
"""The intent of a complaint that an answer did not help."""
MOST_WORDS_BESIDE = 2
"""So many telling words beside the wish for one sentence ask for nothing of their own ("please say it")."""


@dataclass(frozen=True)
class FollowUps:
    """Complete readings by the state of the dialogue."""

    sections: SectionTurns

    @property
    def parts(self) -> NamedParts:
        """Return what tells parts of the condition talked of from names of others."""
        return NamedParts(self.sections)

    @property
    def _store(self) -> KnowledgeStore:
        return self.sections.store

    def without_gone_names(self, reading: Reading) -> Reading:
        """Leave out names that the index still had when the message was read, and the store has no more."""
        return replace(
            reading,
            conditions=tuple(slug for slug in reading.conditions if self._store.has(slug)),
            candidates=tuple(slug for slug in reading.candidates if self._store.has(slug)),
            guesses=tuple(slug for slug in reading.guesses if self._store.has(slug)),
        )

    def without_gone_conditions(self, state: DialogueState) -> DialogueState:
        """Forget conditions that an editor has removed since they were talked of."""
        talked_of = (state.condition, *state.earlier_conditions, *state.compared)
        known = {slug for slug in talked_of if slug and self._store.has(slug)}
        offered = tuple(option for option in state.offered_options if self._is_offered_still(option["condition"]))
        return replace(
            state,
            condition=state.condition if state.condition in known else None,
            earlier_conditions=tuple(slug for slug in state.earlier_conditions if slug in known),
            compared=tuple(slug for slug in state.compared if slug in known or slug == NOT_THERE),
            people=tuple(person for person in state.people if self._store.has(person["condition"])),
            more_candidates=tuple(slug for slug in state.more_candidates if self._store.has(slug)),
            offered_options=offered,
        )

    def of_those_in_play(self, reading: Reading, state: DialogueState) -> tuple[Reading, DialogueState]:
        """Read which of the conditions in play are meant by an abbreviation, dropped, or asked for a sign."""
        return of_those_in_play(reading, state, self._names_of)

    def with_talked_of(self, reading: Reading, state: DialogueState) -> Reading:
        """Take a short form for the condition talked of ("angioedema"), and leave out the one denied before it.

        "No beriberi! A medicine for angioedema" is about the angioedema talked of; "no, Fabry" is about Fabry disease.
        """
        is_denial = says("denied", reading.masked)
        before = state.earlier_conditions[:1] if is_denial else ()
        talked_of = [slug for slug in (state.condition, *before) if slug]
        named = (*reading.conditions, *reading.candidates)
        meant = next((slug for slug in talked_of if slug in named or (is_denial and self._says(slug, reading))), None)
        if meant is None or reading.standing in (TOPIC, COMPARED):
            return reading
        if meant == state.condition and self.parts.is_said_as_part(meant, reading):
            return reading
        conditions = reading.conditions
        if meant not in conditions:
            conditions = (*conditions, meant)
            reading = replace(reading, candidates=(), candidates_name=None, candidates_match=None)
        if is_denial and conditions[0] not in talked_of:
            conditions = conditions[1:]
        return (
            reading if conditions == reading.conditions else replace(reading, conditions=conditions, listed=conditions)
        )

    def _says(self, slug: str, reading: Reading) -> bool:
        """Return whether a message says a telling word of a condition beside the names in it, none to set it aside."""
        words = distinctive_words([normalise_name(name).split() for name in self._names_of(slug)])
        said = reply_rules().within["set_aside"].sub(" ", normalise_name(reading.masked))
        return not words.isdisjoint(said.split())

    def without_reproach(self, reading: Reading, state: DialogueState) -> Reading:
        """Take "you forgot the other one" for the same question about the other one, and "wrong" for a complaint.

        Where conditions are offered, "wrong" turns them down.
        """
        is_offer = any(option["condition"] and not option["sections"] for option in state.offered_options)
        if state.condition is not None and not is_offer and replies("wrong", reading.text):
            return replace(reading, intent=NOT_HELPFUL, confidence=1.0)
        said = normalise_name(reading.text)
        rest = reply_rules().within["forgot"].sub(" ", said).strip()
        if state.condition is None or rest == said:
            return reading
        return replace(reading, text=rest, masked=rest, intent=SAME_FOR, confidence=1.0, term=None)

    def as_chat(self, reading: Reading, state: DialogueState) -> Reading:
        """Take no word of thanks, a greeting or a goodbye for a name or a term, unless the page talked of says it."""
        if state.condition is not None and replies("why_that", reading.text):
            return replace(reading, intent=INFORM, acts=())  # "why the heart?" tells no feeling
        term = reading.term or reading.unknown_name
        if reading.term is not None and reading.sections and says("leaving", reading.term):  # "bye bye school?"
            acts = tuple(act for act in reading.acts if act != GOODBYE)
            return replace(reading, intent=f"{ASK}{reading.sections[0]}", acts=acts, term=None)
        if term is None or not reading.is_chat:
            return reading
        if state.condition is not None and passages_saying(self._store, state.condition, term):
            return reading
        return replace(reading.without_names(), confidence=max(reading.confidence, UNSURE))

    def with_meant(self, reading: Reading, state: DialogueState) -> Reading:
        """Take what was meant alone, without what it was mistaken for ("not the hands, I meant breathing")."""
        match = reply_rules().within["not_meant"].search(normalise_name(reading.text[:LONGEST_REPLY]))
        if match is None or state.condition is None or reading.conditions:
            return reading
        if not set(reading.candidates).isdisjoint(in_play(state)):
            return reading
        meant = str(match["behind"] or match["before"])
        if is_question_word(meant):
            return reading
        named = replace(reading.without_names(), conditions=(state.condition,), intent=NAMED_ONLY, confidence=1.0)
        asked = f"{PLACEHOLDER} {meant}"
        return replace(named, text=asked, masked=asked, sections=(), clauses={}, acts=(), parts=(), language=None)

    def without_own_diagnosis(self, reading: Reading) -> Reading:
        """Take no diagnosis to be asked for by who has the condition, asks for its page, or compares it."""
        is_other = reading.standing == COMPARED and says("compares", reading.masked)
        is_other = is_other or any(says("has_page", one) for one in sentences(reading.masked))
        if OWN_DIAGNOSIS not in (reading.intent, *reading.acts) or not (is_other or says("has_it", reading.masked)):
            return reading
        sections = reading.general_sections
        acts = tuple(act for act in reading.acts if act != OWN_DIAGNOSIS)
        intent = f"ask_{sections[0]}" if sections else INFORM
        return replace(reading, intent=intent, sections=sections, own_case_sections=(), acts=acts)

    def without_length(self, reading: Reading, state: DialogueState) -> Reading:
        """Take out the wish for one sentence, which the page's own may meet; alone it is about what was shown last.

        So is a complaint that it was too long.
        """
        pattern = reply_rules().within["in_short"]
        has_remark = not (reading.sections or reading.conditions or reading.is_question)
        first = first_sentence(reading.text) if has_remark else reading.text
        is_first = pattern.search(normalise_name(first)) is not None
        if state.condition is not None and any(replies("too_long", said) for said in (reading.text, first)):
            reading = replace(reading.without_names(), masked="", sections=(), conditions=(), clauses={})
        elif is_first and first != reading.text and state.condition is not None:
            reading = replace(reading.without_names(), masked=first.lower())
        elif not pattern.search(normalise_name(reading.text)):
            return reading
        asked = {section: _without(pattern, clause) for section, clause in reading.clauses.items()}
        parts = tuple(part for part in reading.parts if part[1] or _without(pattern, normalise_name(part[0])))
        reading = replace(reading, masked=_without(pattern, reading.masked), clauses=asked, parts=parts, is_short=True)
        is_asked = bool(reading.sections or reading.named or reading.conditions or reading.candidates)
        if is_asked or state.condition is None or len(passage_rules().telling(reading.masked)) > MOST_WORDS_BESIDE:
            return reading
        slugs = tuple(filter(None, state.compared)) if len(state.compared) > 1 else (state.condition,)
        marked = tuple(dict.fromkeys(one["section"] for one in state.pointed_at if one["condition"] in slugs))
        sections = marked or state.last_sections
        again = replace(reading, conditions=slugs, sections=sections, is_pointing=True, acts=())
        return replace(again, intent=SAME_FOR, confidence=1.0, clauses={}, shares={}, not_covered=0.0)

    def with_person(self, reading: Reading, state: DialogueState) -> Reading:
        """Fill in the condition of a person whom a message points to, of several people who have one each."""
        reading = without_set_aside(reading, state)
        if reading.named in reply_rules().pronouns:  # an illness may be called by a name such as "Hers"
            reading = replace(reading.without_names(), conditions=(), listed=())
        if reading.conditions or reading.candidates or reading.unknown_name is not None:
            return reading
        slugs = of_person(reading.text, state)
        return replace(reading, conditions=slugs, is_pointing=True) if slugs else reading

    def with_pointed_at(self, reading: Reading, state: DialogueState) -> Reading:
        """Fill in the conditions that a message points to without naming one, or beside one ("and X? in both")."""
        return without_idle_parts(self._pointed_at(reading, state), self._names_of)

    def _pointed_at(self, reading: Reading, state: DialogueState) -> Reading:
        reading = self._with_short_names(reading, state)
        if len(reading.conditions) == 1 and state.condition not in (None, *reading.conditions):
            is_both = means_both(normalise_name(reading.text)) and not reading.candidates
            both = tuple(filter(None, (state.condition, *reading.conditions)))
            return replace(reading, conditions=both, is_pointing=True) if is_both else reading
        if reading.conditions or reading.candidates or self._chooses_an_option(reading, state):
            return reading
        if reading.effects and state.condition is None and reading.unknown_name is None:
            standing = COMPARED if state.unknown_name is not None else reading.standing
            return replace(reading, conditions=reading.effects, standing=standing)
        slugs = pointed_at(reading.text, state, self._names_of, reading.unknown_name)
        if slugs == (NOT_THERE,):
            offered = (slot["condition"] for slot in state.offered_options if not slot["sections"])
            guesses = tuple(dict.fromkeys(slug for slug in offered if slug and slug != state.condition))
            return replace(reading, unknown_name=state.unknown_name, guesses=guesses, is_pointing=True)
        if not slugs and reading.unknown_name is None:
            talked_of = [slug for slug in (state.condition, *state.earlier_conditions) if slug]
            slugs = of_type(type_named(reading.text), map(self._name_of, talked_of), self._store.search)
            slugs = () if slugs == (state.condition,) else slugs  # its page is the one of all its types
        is_back = reading.intent == "earlier_condition" and reading.confidence >= UNSURE
        if not slugs and (is_back or any(replies("back_to_it", one) for one in sentences(reading.text))):
            slugs = shown_beside(state)[:1] or state.earlier_conditions[:1]  # beside another it is the one named first
        if not slugs and reading.intent == IN_OTHER_WORDS and reading.sections and reading.unknown_name is None:
            slugs = tuple(filter(None, state.compared)) if len(state.compared) > 1 else ()
        if not slugs and reading.sections and reading.unknown_name is None and replies("of_no_one", reading.text):
            slugs = state.side_by_side
        if not slugs:
            return reading
        parts = distinctive_words([normalise_name(name).split() for slug in slugs for name in self._names_of(slug)])
        is_with_unknown = NOT_THERE in state.compared and means_several(normalise_name(reading.text))
        return replace(
            reading,
            conditions=slugs,
            unknown_name=state.unknown_name if is_with_unknown else None,
            guesses=(),
            is_pointing=True,
            masked=with_parts_masked(reading.masked, parts),
            clauses={section: with_parts_masked(clause, parts) for section, clause in reading.clauses.items()},
        )

    def _with_short_names(self, reading: Reading, state: DialogueState) -> Reading:
        """Take in those talked of before that stand beside the one named by a short name ("Marfan first, then eds")."""
        if len(reading.conditions) != 1 or reading.candidates:
            return reading
        words = normalise_name(reading.masked).split()
        aside = {one["name"] for one in reply_rules().within["set_aside"].finditer(" ".join(words))}
        talked_of = dict.fromkeys(filter(None, (state.condition, *state.earlier_conditions)))
        places = {}
        for slug in talked_of:
            short = short_names([normalise_name(name).split() for name in self._names_of(slug)])
            short = short & (set(words) - aside)
            if short and slug not in reading.conditions:
                places[slug] = min(map(words.index, short))
        if not places:
            return reading
        mask = normalise_name(PLACEHOLDER)
        places[reading.conditions[0]] = words.index(mask) if mask in words else len(words)
        parts = {words[place] for slug, place in places.items() if slug not in reading.conditions}
        return replace(
            reading,
            conditions=tuple(sorted(places, key=lambda slug: places[slug])),
            unknown_name=None,
            is_pointing=True,
            masked=with_parts_masked(reading.masked, parts),
            clauses={section: with_parts_masked(clause, parts) for section, clause in reading.clauses.items()},
        )

    def _chooses_an_option(self, reading: Reading, state: DialogueState) -> bool:
        """Return whether a message chooses a quick reply; "the second one" is one of two conditions compared."""
        place = ordinal(reading.text)
        is_of_two = NOT_THERE in state.compared or (len(state.compared) > 1 and says("place", reading.text))
        is_of_names = is_of_two and place is not None and place < len(state.compared)
        return not is_of_names and chosen(reading.text, state.offered_options) is not None

    def _name_of(self, slug: str) -> str:
        return self._store.condition(slug).name

    def _names_of(self, slug: str) -> list[str]:
        condition = self._store.condition(slug)
        return [condition.name, *condition.synonyms]

    def _is_offered_still(self, slug: str | None) -> bool:
        return slug is None or self._store.has(slug)


def _without(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(" ", text).strip(" ,;:.?!")
