"""Draft the turns that answer how a visitor feels, and put a kind word above what is asked beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from actions.conversation_turns import ConversationTurns
from actions.options import Choice, person_choice, section_choices
from actions.reading import ANNOYED, FEELING, Reading
from actions.section_turns import Decision, SectionTurns, offering
from actions.state import DialogueState
from rareguide.texts import Texts
from rareguide.turn import Draft, Understood
from rareguide.word_lists import disputes_a_death, tells_of_death

FEAR = "express_fear"
GRIEF = "express_grief"
SOME_FEELING = "express_feeling"
FITTING = ("support", "overview")
"""Sections that are offered after a kind word, where the store has them."""
TOLD = frozenset(
    {"inform", "chitchat", "greet", "thank", "abuse", "not_helpful", "affirm", "deny", "noise", "goodbye", "make_joke"}
)
"""Intents of messages that ask for nothing; a feeling told in one of them is what it is about."""
UNSURE = 0.3
"""Below this confidence an intent says nothing against a feeling."""
ANNOYANCE = "utter_annoyed"
MISTAKEN = "mistaken_loss"
"""Ends the response for a visitor who says that nobody has died."""
LED = ("answer", "clarify", "no_answer")
"""Kinds of turns that a kind word goes above."""


@dataclass(frozen=True)
class FeelingTurns:
    """Draft turns that meet a feeling."""

    sections: SectionTurns
    conversation: ConversationTurns
    texts: Texts

    def met(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Say a kind word and offer a person, where a message tells a feeling and asks for nothing.

        No section is shown unasked; but fear about a condition that was not talked of gets its overview, as its name
        alone would, and so does any sorrow in which nobody has died.
        """
        feeling = self._felt_or_mistaken(reading, state)
        is_told = feeling == MISTAKEN or _is_feeling(reading.intent) or reading.intent in TOLD
        is_told = is_told or reading.confidence < UNSURE
        if feeling == MISTAKEN:
            reading = _without_disputed(reading)
        if feeling is None or reading.sections or not is_told:
            return None
        if reading.is_question and state.condition and (said := self.sections.surely(state.condition, reading, state)):
            return said
        is_news = bool(reading.candidates or reading.unknown_name or set(reading.conditions) - {state.condition})
        is_alive = feeling in {GRIEF, SOME_FEELING} and not tells_of_death(reading.text)
        if (feeling == FEAR or is_alive) and is_news and not reading.is_pointing:
            return None
        if reading.conditions:
            state = state.about(reading.conditions[0])
        choices = (person_choice(self.texts), *self._fitting(state))
        draft = Draft(
            kind="smalltalk",
            text=f"{self.texts.say(_kind_word(feeling, reading))} {self.texts.say('utter_feeling_offer')}",
            condition=self.sections.ref(state.condition) if state.condition else None,
            options=tuple(choice.option() for choice in choices),
            understood=_felt(reading, state),
        )
        return draft, offering(state.asking_nothing(), choices)

    def led(self, reading: Reading, state: DialogueState, decision: Decision) -> Decision:
        """Put a kind word above a turn that answers a feeling or a hard question; `state` is that before the turn."""
        word = self._felt_or_mistaken(reading, state) or reading.hard_question
        draft, state = decision
        if draft.kind not in LED:
            return decision
        if word is None:
            is_beside = reading.is_annoyed and draft.understood.intent not in ANNOYED
            return self.conversation.with_person(decision, text=ANNOYANCE) if is_beside else decision
        if word != MISTAKEN:
            draft = replace(draft, understood=replace(draft.understood, intent=word))
        led = self.conversation.led_by(_kind_word(word, reading), (draft, state))
        return self.conversation.with_person(led, text=None)

    def _felt_or_mistaken(self, reading: Reading, state: DialogueState) -> str | None:
        """Return the feeling told; `MISTAKEN` where a death is disputed after an offer of a person, else no sadness."""
        if not disputes_a_death(reading.text):
            return reading.feeling
        person = person_choice(self.texts).payload
        if any(option["payload"] == person for option in state.offered_options):
            return MISTAKEN
        return None if reading.feeling in {GRIEF, SOME_FEELING} else reading.feeling

    def _fitting(self, state: DialogueState) -> tuple[Choice, ...]:
        if state.condition is None:
            return ()
        available = self.sections.store.section_types(state.condition)
        fitting = [section for section in dict.fromkeys((*state.pending_sections, *FITTING)) if section in available]
        return section_choices(self.sections.ref(state.condition), fitting, self.texts)


def _without_disputed(reading: Reading) -> Reading:
    """Return the reading without the sections that nothing but the words of a dispute seems to ask for."""
    clauses = {section: reading.clauses.get(section, "") for section in reading.sections}
    return replace(reading, sections=tuple(one for one, clause in clauses.items() if not disputes_a_death(clause)))


def _kind_word(feeling: str, reading: Reading) -> str:
    """Return the response for a feeling; a loss is spoken of only where the message has a word of a death."""
    if feeling == GRIEF and not tells_of_death(reading.text):
        return f"utter_{SOME_FEELING}"
    return f"utter_{feeling}"


def _is_feeling(intent: str | None) -> bool:
    return intent is not None and intent.startswith(FEELING)


def _felt(reading: Reading, state: DialogueState) -> Understood:
    understood = reading.understood(state.condition)
    return replace(understood, intent=reading.feeling or understood.intent)
