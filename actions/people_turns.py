"""Leave to people what only people can answer, and give beside it what there is in general."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from actions.conversation_turns import ConversationTurns
from actions.reading import ABOUT_ONESELF, UNSURE, WANTS_A_PERSON, Reading
from actions.reply_rules import says
from actions.section_drafts import Decision
from actions.section_turns import SectionTurns
from actions.state import DialogueState
from rareguide.texts import Texts
from rareguide.word_lists import refuses_person

LEFT_TO_PEOPLE = {
    "ask_advice": "utter_advice",
    "ask_own_diagnosis": "utter_own_diagnosis",
    "ask_person": "utter_person",
    "not_helpful": "utter_not_helpful",
}
INHERITANCE, TREATMENT = "inheritance", "treatment"

UNWANTED = frozenset({WANTS_A_PERSON, "deny"})
"""Intents of a message that may refuse a person."""


@dataclass(frozen=True)
class PeopleTurns:
    """Answer wishes for a person and questions on one person; `in_general` answers what the store has."""

    sections: SectionTurns
    conversation: ConversationTurns
    texts: Texts
    in_general: Callable[[Reading, DialogueState], Decision | None]

    def left(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Leave to a person what only a person can answer; what is asked in general beside is answered.

        The word that meets a hard question refers to people already.
        """
        if reading.intent == "ask_request" and reading.confidence >= UNSURE and not reading.sections:
            return self.conversation.about_request(reading, state)
        if reading.intent in UNWANTED and not reading.sections and refuses_person(reading.text):
            return self.conversation.small_talk("utter_no_person", reading, state)
        if reading.asks_for_a_person:
            if reading.conditions:
                state = state.about(reading.conditions[0])
            return self.conversation.hand_over(LEFT_TO_PEOPLE[WANTS_A_PERSON], reading, state)
        if _is_general(reading):  # in a dose no term is asked about, and no list of things
            return self.in_general(replace(reading, term=None, parts=()), state)
        is_left = reading.intent in LEFT_TO_PEOPLE
        is_sure = is_left and (reading.confidence >= UNSURE or reading.asks_for_one_person)
        intent = reading.intent if is_sure else reading.own_case
        text = LEFT_TO_PEOPLE.get(intent or "")
        is_referred = intent in ABOUT_ONESELF and reading.hard_question is not None and bool(reading.sections)
        if text is None or is_referred:
            return None
        if reading.general_sections:
            is_own = intent in ABOUT_ONESELF
            return self._answered_beside(text, reading.general_sections, reading, state) if is_own else None
        if intent == "ask_advice" and reading.asks_what_to_do and (shown := self._treatment(text, reading, state)):
            return shown
        if intent == "ask_advice" and (shown := self._named(text, reading, state)):
            return shown
        if reading.conditions:
            state = state.about(reading.conditions[0])
        return self.conversation.for_a_person(text, reading, state)

    def _treatment(self, text: str, reading: Reading, state: DialogueState) -> Decision | None:
        """Show what there is on the treatment beside the referral of somebody who asks what to do."""
        slug = next(iter(reading.conditions), state.condition)
        has_treatment = slug is not None and TREATMENT in self.sections.store.section_types(slug)
        if TREATMENT not in reading.sections or not has_treatment:
            return None
        return self._answered_beside(text, (TREATMENT,), reading, state)

    def _named(self, text: str, reading: Reading, state: DialogueState) -> Decision | None:
        """Show what names just the thing that advice is asked on ("should he take steroids?") beside the referral.

        Who may inherit it stands on the page, whoever asks whether to worry.
        """
        if INHERITANCE in reading.sure_sections and reading.sections == (INHERITANCE,):
            return self._answered_beside(text, (INHERITANCE,), reading, state)
        slug = next(iter(reading.conditions), state.condition)
        decision = None if slug is None else self.sections.naming(slug, reading, state)
        return None if decision is None else self._beside(text, reading, decision)

    def _answered_beside(
        self, text: str, sections: Sequence[str], reading: Reading, state: DialogueState
    ) -> Decision | None:
        """Answer these sections, and say of the rest of a message that it is left to people."""
        decision = self.in_general(replace(reading, sections=tuple(sections)), state)
        return None if decision is None else self._beside(text, reading, decision)

    def _beside(self, text: str, reading: Reading, decision: Decision) -> Decision:
        draft, state = decision
        said = f"{self.texts.say(text)}\n{draft.text}"
        return replace(draft, text=said, understood=reading.understood(draft.understood.condition)), state


def _is_general(reading: Reading) -> bool:
    """Tell whether a page can answer what was read as a wish for advice: a chance, a danger, or a dose of nobody's."""
    if reading.intent != "ask_advice" or not reading.sections:
        return False
    if says("dose_of_nobody", reading.masked):
        return not reading.is_of_one_person
    if says("is_dangerous", reading.masked):
        return True
    is_unsure = reading.confidence < UNSURE and reading.own_case is None and not reading.asks_leave
    return is_unsure and reading.sections == (INHERITANCE,) and INHERITANCE in reading.sure_sections
