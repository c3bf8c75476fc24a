"""Take up what was shown last where a word or two ask on: "why?", "and?", "which one?", "open the causes"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from actions.candidate_turns import offered_conditions
from actions.conversation_turns import ConversationTurns
from actions.message_form import clauses
from actions.nearest_passages import CAUSES, INHERITANCE
from actions.options import named_section
from actions.reading import ASK, CORRECT_SECTION, Reading
from actions.reply_rules import LONGEST_REPLY, first_sentence, replies, reply_rules
from actions.section_drafts import Decision
from actions.section_turns import SectionTurns
from actions.state import DialogueState
from knowledge.masking import PLACEHOLDER
from knowledge.names import normalise_name
from knowledge.passage_rules import passage_rules
from rareguide.texts import Texts

NOT_FROM_CAUSES = frozenset({"causes", "treatment", "diagnosis", "prevention", "research", "support"})
"""Sections of which the causes of the condition do not tell why they are so."""


@dataclass(frozen=True)
class ShortTurns:
    """Draft turns about what was shown last."""

    sections: SectionTurns
    conversation: ConversationTurns
    texts: Texts

    def taken_up(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Answer a few words that ask on about the condition talked of; `None` for others."""
        if reading.conditions == (state.condition,) and replies("is_it", reading.masked):
            return self.conversation.name_again(reading, state)
        is_named = reading.conditions or reading.candidates or reading.unknown_name
        if state.condition is None or is_named or len(reading.text) > LONGEST_REPLY:
            return None
        steps: dict[str, Callable[[Reading, DialogueState], Decision | None]] = {
            "why": self._why,
            "why_that": self._why_that,
            "go_on": self._go_on,
            "which_one": self._which_one,
            "bare_question": self._bare_question,
        }
        for what, step in steps.items():
            if replies(what, reading.text):
                return step(reading, state)
        return self._opened(reading, state)

    def _why(self, reading: Reading, state: DialogueState) -> Decision:
        """Answer why something is so by the causes, unless they were shown or tell nothing of it."""
        asked = self._asking(CAUSES, reading)
        if set(state.last_sections) & NOT_FROM_CAUSES:
            return self.sections.not_covered(str(state.condition), replace(asked, sections=()), state)
        return self.sections.about(str(state.condition), (CAUSES,), asked, state)

    def _why_that(self, reading: Reading, state: DialogueState) -> Decision:
        """Answer why one thing is so by what causes it, or, of somebody's kin, by how it is inherited."""
        section = INHERITANCE if passage_rules().kin.search(reading.masked) else CAUSES
        asked = replace(self._asking(section, reading), clauses={section: reading.masked}, masked=reading.masked)
        return self.sections.about(str(state.condition), (section,), asked, state)

    def _go_on(self, reading: Reading, state: DialogueState) -> Decision:
        """Offer what has not been shown last."""
        slug, shown = str(state.condition), state.last_sections
        is_left = set(self.sections.store.section_types(slug)) - set(shown)
        text = "utter_what_else" if is_left else "utter_nothing_else"
        return self.sections.offering_sections(slug, text, reading, state, without=shown)

    def _bare_question(self, reading: Reading, state: DialogueState) -> Decision:
        """Ask what is asked about the one talked of."""
        slug = str(state.condition)
        available = self.sections.store.section_types(slug)
        return self.sections.which_section(self.sections.ref(slug), available, reading, state)

    def _which_one(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Say which condition is talked of, where there is but one."""
        if state.side_by_side or offered_conditions(state):
            return None
        return self.conversation.name_again(reading, state)

    def _opened(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Open the section that is asked for by its name, or offer the others where one has been enough."""
        refused = reply_rules().whole["no_more_of"].fullmatch(normalise_name(first_sentence(reading.text)))
        if refused is not None and named_section(refused["section"], self.texts) in state.last_sections:
            return self._go_on(reading, state)
        if reading.sections and reading.intent != CORRECT_SECTION:
            return None
        pattern = reply_rules().within["opens"]
        told = [normalise_name(clause) for clause in clauses(reading.text)]
        named = [named_section(match["section"], self.texts) for one in told if (match := pattern.search(one))]
        section = next(filter(None, named), None)
        if section is None:
            return None
        return self.sections.about(str(state.condition), (section,), self._asking(section, reading), state)

    def _asking(self, section: str, reading: Reading) -> Reading:
        """Return the reading of a plain question for one section."""
        question = self.texts.say(f"utter_question_{section}", condition=PLACEHOLDER).lower()
        asked = replace(reading, intent=f"{ASK}{section}", confidence=1.0, sections=(section,), acts=())
        return replace(asked, masked=question, clauses={section: question}, shares={section: 1.0}, not_covered=0.0)
