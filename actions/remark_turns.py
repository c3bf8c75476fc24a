"""Draft the turns that answer what the sentences of a message do, where the message as a whole only tells something."""

from __future__ import annotations

from dataclasses import dataclass, replace

from actions.conversation_turns import ConversationTurns
from actions.feeling_turns import EXHAUSTION, SOME_FEELING
from actions.nearest_passages import OVERVIEW
from actions.reading import ANNOYED, GOODBYE, IN_OTHER_WORDS, INFORM, SURE, UNSURE, Reading
from actions.reply_rules import LONGEST_REPLY, says, told_of_somebody
from actions.section_drafts import Decision
from actions.source_turns import SourceTurns
from actions.state import DialogueState
from knowledge.context_rules import RULED_OUT
from knowledge.passage_rules import passage_rules
from rareguide.texts import Texts
from rareguide.turn import Draft

COMPLAINT = "ask_complaint"
THANKS = "thank"
GOOD_NEWS = "tell_good_news"
BESIDE_ANYTHING = frozenset({"ask_bot", "ask_bot_feelings", "ask_source", "ask_to_write", "chitchat"})
"""Acts that ask what the assistant is and where it has its texts from, or for what it is not there."""
NOT_SURELY_ELSE = BESIDE_ANYTHING | {INFORM, THANKS}
"""Intents of messages that ask for nothing else, however sure."""
OF_SIGNS = frozenset({"symptoms", "overview", "complications"})
"""The sections that name signs."""
NO_SORROW = frozenset({None, EXHAUSTION, SOME_FEELING})
"""The feelings that a small ache is read as, beside none."""


@dataclass(frozen=True)
class RemarkTurns:
    """Answer complaints, wishes and courtesies that stand beside something else that asks for nothing."""

    conversation: ConversationTurns
    sources: SourceTurns
    texts: Texts

    def first(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Answer what goes before a feeling, or is sure by its words: a complaint, the hours, an ache, a wish."""
        if _is_about_a_condition(reading) or reading.is_laughing:
            return None
        if COMPLAINT in reading.acts and not reading.asks_for_a_person:
            return self.conversation.complaint(replace(reading, intent=COMPLAINT), state)
        about = next((act for act in reading.acts if act in BESIDE_ANYTHING), None)
        is_else = reading.confidence >= SURE and reading.intent not in NOT_SURELY_ELSE
        if about is not None and not (reading.asking or reading.feeling or is_else):
            drafts = {**self.conversation.by_intent, **self.sources.by_intent}
            return drafts[about](replace(reading, intent=about), state)
        if reading.feeling is None and says("opening_hours", reading.text):
            said = self.conversation.small_talk("utter_opening_hours", reading, state)
            return self.conversation.with_person(said, text=None)
        if reading.is_question or reading.asking:
            return None
        if reading.feeling in NO_SORROW and says("small_ache", reading.text):
            return self.conversation.small_talk("utter_small_ache", replace(reading, intent=INFORM), state)
        if reading.feeling or not says("wishes_for_luck", reading.text):
            return None
        return self.conversation.small_talk("utter_good_wishes", reading, state)

    def ruled_out(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Take note that somebody does not have the condition that a message names, and talk of it no more."""
        if reading.standing != RULED_OUT or len(reading.conditions) != 1 or set(reading.sections) - {OVERVIEW}:
            return None
        if reading.is_question or reading.feeling or reading.unknown_name is not None or reading.candidates:
            return None
        name = self.conversation.sections.ref(reading.conditions[0]).name
        draft = Draft(
            kind="smalltalk",
            text=self.texts.say("utter_ruled_out", condition=name),
            understood=replace(reading, intent=INFORM, conditions=(), sections=()).understood(),
        )
        return draft, replace(state.without(reading.conditions).asking_nothing(), offered_options=())

    def told(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Answer what is told of the body ("my legs are swollen") by the sentence that names it as a sign."""
        if reading.intent != INFORM or reading.feeling or _is_about_a_condition(reading):
            return None
        if reading.is_question or reading.asking or not passage_rules().is_of_body(reading.masked):
            return None
        return self._sign(reading.masked, reading, state)

    def last(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Answer the most urgent act of the sentences of a message that nothing else has answered."""
        if _is_about_a_condition(reading) or reading.is_question or reading.asking:
            return None
        if GOOD_NEWS in reading.acts and reading.feeling is None:
            return self.conversation.small_talk(f"utter_{GOOD_NEWS}", replace(reading, intent=GOOD_NEWS), state)
        if IN_OTHER_WORDS in reading.acts:
            return self.conversation.for_a_person("utter_ask_simpler", replace(reading, intent=IN_OTHER_WORDS), state)
        annoyed = next((act for act in reading.acts if act in ANNOYED), None)
        if annoyed == "abuse":
            return self.conversation.offended(replace(reading, intent=annoyed), state)
        if annoyed is not None:
            return self.conversation.for_a_person("utter_not_helpful", replace(reading, intent=annoyed), state)
        is_thanking = THANKS in reading.acts or (reading.intent == THANKS and reading.confidence >= UNSURE)
        if told := told_of_somebody(reading.text):
            return self._sign(told, reading, state)
        if GOODBYE in reading.acts:
            text = "utter_thank_goodbye" if is_thanking else "utter_goodbye"
            return self.conversation.small_talk(text, replace(reading, intent=GOODBYE), state)
        if is_thanking and (len(reading.text) <= LONGEST_REPLY or THANKS in reading.acts):
            return self.conversation.small_talk("utter_thank", replace(reading, intent=THANKS), state)
        return None

    def _sign(self, told: str, reading: Reading, state: DialogueState) -> Decision | None:
        """Answer what is told of somebody ("Thanks. She coughs all night.") by the sentences that name it as a sign."""
        if state.condition is None:
            return None
        asked = replace(reading, text=told, masked=told.lower())
        found = self.conversation.sections.naming(state.condition, asked, state)
        is_sign = found is not None and {section["section"] for section in found[0].sections} <= OF_SIGNS
        return found if is_sign else None


def _is_about_a_condition(reading: Reading) -> bool:
    return bool(reading.sections or reading.conditions or reading.candidates or reading.unknown_name)
