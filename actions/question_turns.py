"""Answer questions about a condition that is named or talked of: by its sections, or by sentences of its texts."""

from __future__ import annotations

from dataclasses import dataclass, replace

from actions.candidate_turns import CandidateTurns
from actions.feeling_turns import GOOD_NEWS, TOLD
from actions.mention_turns import MentionTurns
from actions.message_form import is_letter
from actions.offer_replies import OfferReplies
from actions.reading import ANNOYED, INFORM, NOT_COVERED, REPEATING, UNSURE, Reading
from actions.section_drafts import Decision
from actions.section_turns import NAMED_ONLY, SectionTurns
from actions.state import DialogueState
from actions.term_turns import TermTurns
from knowledge.context_rules import MAYBE_TOPIC
from knowledge.records import SECTION_TYPES

WORDS_OF_A_NAME = 3
"""In more words a name tells of somebody, and no longer only points at one of those shown."""


@dataclass(frozen=True)
class QuestionTurns:
    """Draft the turns that answer questions about conditions."""

    sections: SectionTurns
    candidates: CandidateTurns
    offer_replies: OfferReplies
    mentions: MentionTurns
    terms: TermTurns

    def about_conditions(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Answer about the conditions that the message names."""
        if reading.conditions:
            sections = self._wanted(reading, state)
            asked = self.sections.taking_up(reading, state) if sections == state.pending_sections else reading
            if len(reading.conditions) > 1:
                decision = self.sections.about_several(reading.conditions, sections, asked, state)
            else:
                decision = self.sections.asked(reading.conditions[0], replace(asked, sections=sections), state)
            return self.candidates.also_unknown(reading, self.candidates.also_which(reading, decision))
        if reading.candidates:
            return self.candidates.also_unknown(reading, self.candidates.which_of(reading, state))
        if reading.unknown_name is not None and (reading.sections or reading.asks_about_a_condition):
            if reading.guesses:
                return self.mentions.broader(reading, state) or self.candidates.did_you_mean(reading, state)
            find = self.mentions.elsewhere if reading.standing == MAYBE_TOPIC else self.mentions.mentioning
            mentioning = find(reading.unknown_name, reading, state)
            mentioning = mentioning or self.mentions.mentioning(reading.unknown_name, reading, state)
            return mentioning or self.candidates.unknown(reading.unknown_name, reading, state)
        return None

    def _wanted(self, reading: Reading, state: DialogueState) -> tuple[str, ...]:
        """Return the sections to answer about a condition that was named."""
        if reading.sections:
            return reading.sections
        if reading.intent == "ask_everything" and reading.confidence >= UNSURE:
            return SECTION_TYPES
        if state.pending_sections:
            return state.pending_sections
        if reading.intent == NAMED_ONLY and len(reading.text.split()) <= WORDS_OF_A_NAME:
            return self.offer_replies.asked_of_each(reading.conditions[0], state)
        return state.last_sections if reading.is_pointing or reading.intent in REPEATING else ()

    def asked_beside(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Answer what asks by its form in a message that was read as something told ("she loves it. Is cake ok?")."""
        is_told = (
            reading.intent in (TOLD - ANNOYED) | {GOOD_NEWS}
            or reading.feeling is not None
            or reading.confidence < UNSURE
        )
        asked = reading.asking_alone()
        is_beside = reading.asking.strip(" ?!.") != reading.masked.strip(" ?!.") or reading.feeling is not None
        if not (reading.asking and is_beside) or reading.sections:
            return None
        if not (is_told and asked.question().is_particular):
            return None
        if set(reading.conditions) - {state.condition}:
            return self.sections.surely(reading.conditions[0], asked, state)
        is_of_illness = state.condition is not None or reading.feeling is not None or reading.intent == INFORM
        return self._asked_among(asked, reading, state) if is_of_illness else None

    def _asked_among(self, asked: Reading, reading: Reading, state: DialogueState) -> Decision | None:
        """Answer what asks by its form, else by what the rest of the message names ("is heat bad? He sweats …")."""
        decision = self.not_covered(asked, state)
        if decision is None or decision[0].kind != "no_answer" or is_letter(reading.masked):
            return decision
        whole = self.not_covered(replace(asked, masked=reading.masked), state)
        return whole if whole is not None and whole[0].kind == "answer" else decision

    def not_covered(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Answer what no section is for ("who discovered it?") by sentences that do, or say that it is not covered."""
        if reading.intent != NOT_COVERED or reading.confidence < UNSURE or reading.sections or reading.candidates:
            return None
        if reading.unknown_name is not None:
            return None
        slug = next(iter(reading.conditions), state.condition)
        return self.which(reading, state) if slug is None else self.sections.particular(slug, reading, state)

    def found_in_texts(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Answer a question that was not understood by sentences of the condition talked of, or say that none does."""
        if state.condition is None:
            return None
        asked = reading.asking_alone() if reading.asking else reading
        said = self.sections.surely(state.condition, asked, state) or self.terms.about_words(reading, state)
        if said is not None or not (reading.asking and asked.question().is_particular):
            return said
        return self._asked_among(asked, reading, state)

    def which(self, reading: Reading, state: DialogueState) -> Decision:
        """Ask which condition is meant, of those on offer if there are any."""
        return self.candidates.offered_again(reading, state) or self.candidates.which_condition((), reading, state)
