"""Draft the turns about a term that is no condition's name: a gene, a medicine, a word that was not understood."""

from __future__ import annotations

from dataclasses import dataclass, replace

from actions.candidate_turns import CandidateTurns
from actions.conversation_turns import SMALL_TALK, ConversationTurns
from actions.reading import Reading
from actions.section_turns import Decision, SectionTurns
from actions.state import DialogueState

SURE = 0.5
"""From this confidence on small talk is believed rather than the term in it."""


@dataclass(frozen=True)
class TermTurns:
    """Draft turns about terms."""

    sections: SectionTurns
    candidates: CandidateTurns
    conversation: ConversationTurns

    def about_gene(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Offer the conditions whose texts say a gene that somebody tells of, before a feeling about it is met."""
        if reading.term is None or not reading.term.isupper() or reading.text.isupper() or reading.feeling is None:
            return None
        return None if reading.conditions or reading.candidates else self.about_term(reading, state)

    def about_word(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Show the sentences that say a word whose meaning is asked for, or say that none explains it.

        Returns `None` where no condition is talked of, or several are.
        """
        slugs = reading.conditions or ((state.condition,) if state.condition else ())
        if not reading.asks_meaning or reading.term is None or reading.unknown_name or len(slugs) != 1:
            return None
        asked = replace(reading, sections=(), clauses={})
        if (said := self.sections.saying(slugs[0], asked, state)) is not None:
            return said
        state = state.about(slugs[0])
        return self.conversation.for_a_person("utter_word_not_explained", reading, state, term=reading.term)

    def about_term(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Answer a question about a term where the condition talked of says it; else offer those whose texts do."""
        term = reading.term
        if term is None or (reading.intent in SMALL_TALK and reading.confidence >= SURE):
            return None
        if state.condition is not None:
            said = self.sections.saying(state.condition, reading, state)
            if said is None and reading.is_about_part and not reading.sections:
                return self.sections.particular(state.condition, reading, state)
            if said is not None or not term.isupper():
                return said
        return self.candidates.mentioning(term, reading, state)
