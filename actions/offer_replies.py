"""Go on from what a visitor says to what was offered: an option is chosen, narrowed down to, or turned down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from actions.candidate_turns import CandidateTurns, offered_conditions
from actions.conversation_turns import ConversationTurns
from actions.message_form import clauses, sentences
from actions.options import (
    choices_of,
    chosen,
    condition_choices,
    matching,
    named_section,
    person_choice,
    says_no_more,
    told_apart,
    type_named,
)
from actions.reading import Reading
from actions.reply_rules import LONGEST_REPLY, replies, reply_rules, says
from actions.section_drafts import Decision
from actions.section_turns import SectionTurns
from actions.state import DialogueState
from knowledge.names import normalise_name
from rareguide.texts import Texts
from rareguide.turn import Draft


@dataclass(frozen=True)
class OfferReplies:
    """Draft the turns after an offer of conditions."""

    candidates: CandidateTurns
    conversation: ConversationTurns
    texts: Texts

    @property
    def _sections(self) -> SectionTurns:
        return self.candidates.sections

    def option(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Follow an option that was offered, whether clicked, typed or named by its ordinal."""
        if reading.is_pointing:
            return self.denied(reading, state)
        choice = None if self.is_name_of_all(reading, state) else chosen(reading.text, state.offered_options)
        section = None if choice is not None or reading.conditions else named_section(reading.text, self.texts)
        if section is not None and state.condition is not None:
            asked = replace(reading, sections=(section,))
            return self._sections.about(state.condition, (section,), asked, state)
        if choice is not None and choice.payload == person_choice(self.texts).payload:
            return self.conversation.hand_over("utter_person", reading, state)
        if choice is None or choice.condition is None:
            return self.answer_to_offer(reading, state)
        waits = choice.sections == state.pending_sections or not choice.sections
        sections = choice.sections or state.pending_sections
        if not sections and reading.text != choice.payload:
            sections = self.asked_of_each(choice.condition, state)
        picked = reading.asking_still(sections, state.pending_questions if waits else ())
        picked = replace(picked, conditions=(choice.condition,), term=state.pending_term if waits else None)
        if members := self.candidates.members(choice.condition, picked, state):
            return members
        return self._sections.asked(choice.condition, picked, state)

    def asked_of_each(self, slug: str, state: DialogueState) -> tuple[str, ...]:
        """Return what was just asked about conditions side by side where one of them is named alone: "Turner?".

        What only sentences of other sections told is not asked again: without the question they are not found.
        """
        is_one_of_them = len(state.compared) > 1 and slug in state.compared
        has_all = set(state.last_sections) <= set(self._sections.store.section_types(slug))
        return state.last_sections if is_one_of_them and has_all else ()

    def answer_to_offer(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Go on from what was said to an offer of conditions, unless a condition was chosen or something else said."""
        if (denied := self.denied(reading, state)) is not None:
            return denied
        offered = choices_of(state.offered_options)
        conditions = tuple(dict.fromkeys(choice.condition for choice in offered if choice.condition))
        if not conditions or len(conditions) < sum(choice.condition is not None for choice in offered):
            return None
        if replies("more", reading.text) and state.more_candidates:
            return self.candidates.offer(self.texts.say("utter_more_of_them"), state.more_candidates, reading, state)
        is_denied = says("not_that_kind", reading.text) or self._is_denied(reading.text, conditions)
        is_denied = is_denied and len(conditions) == 1 and state.condition is None
        if is_denied or replies("none_of_them", reading.text):
            return self._none_of_them(reading, state)
        takes_it = any(replies("takes_it", said) for said in (reading.text, sentences(reading.text)[0]))
        if len(conditions) == 1 and state.condition is None and takes_it:
            taken = replace(self._sections.taking_up(reading, state), conditions=conditions)
            return self._sections.asked(conditions[0], taken, state)
        return self._narrowed(reading, state, conditions)

    def denied(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Drop the condition talked of where a message says that it is not the one: "I have no limb-girdle thing"."""
        others = (reading.unknown_name, *reading.candidates, *(() if reading.is_pointing else reading.conditions))
        if state.condition is None or any(others):
            return None
        if not self._is_denied(reading.text, [state.condition]) and not replies("ordinary_one", reading.text):
            return None
        return self._none_of_them(reading, state.about_none(without=state.condition))

    def _is_denied(self, text: str, slugs: Sequence[str]) -> bool:
        """Return whether a message turns down at first what it says of conditions' names: "no, not limb-girdle"."""
        first = sentences(text[:LONGEST_REPLY])[0]
        match = reply_rules().whole["not_this_name"].fullmatch(normalise_name(first))
        names = [normalise_name(name) for called in self.candidates.names(slugs).values() for name in called]
        return match is not None and any(set(match["name"].split()) <= set(name.split()) for name in names)

    def _narrowed(self, reading: Reading, state: DialogueState, shown: Sequence[str]) -> Decision | None:
        """Follow a word or a type that one of all candidates has, or ask again among the few that have it."""
        every = condition_choices(
            [self._sections.ref(slug) for slug in dict.fromkeys([*shown, *state.more_candidates])],
            state.pending_sections,
            self.texts,
        )
        called = self.candidates.names([*shown, *state.more_candidates])
        is_same = set(reading.candidates) == set(called)
        if is_same or (len(called) > 1 and says_no_more(reading.text, called)):
            return None
        names_one = bool(reading.conditions or reading.candidates or reading.unknown_name)
        first = clauses(reading.text)[0]  # "the acute one, yes, that was the word. What brings it on?"
        matched = matching(reading.text, every) or (matching(first, every) if replies("this_kind", first) else [])
        if not matched and not names_one:
            matched = matching(type_named(reading.text), every)
        found = [choice.condition for choice in matched if choice.condition]
        if not found and not (names_one or reading.sections or reading.is_question):
            found = told_apart(reading.text, called)
        if len(found) == 1:
            picked = replace(self._sections.taking_up(reading, state), conditions=(found[0],))
            return self._sections.asked(found[0], picked, state)
        if 1 < len(found) < len(every):
            text = self.texts.say_in_turn("utter_which_of_again", state.times_asked)
            return self.candidates.offer(text, found, reading, state)
        return None

    def is_name_of_all(self, reading: Reading, state: DialogueState) -> bool:
        """Return whether a message says only what all of the conditions on offer are called ("just ataxia")."""
        called = self.candidates.names(offered_conditions(state))
        titles = {normalise_name(choice.title) for choice in choices_of(state.offered_options)}
        return len(called) > 1 and normalise_name(reading.text) not in titles and says_no_more(reading.text, called)

    def _none_of_them(self, reading: Reading, state: DialogueState) -> Decision:
        name = state.unknown_name
        text = self.texts.say("utter_none_of_them") if name is None else self.texts.say("utter_none_is", name=name)
        draft = Draft(kind="no_answer", text=text, understood=reading.understood())
        return draft, replace(state, offered_options=(), more_candidates=())
