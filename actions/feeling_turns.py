"""Draft the turns that answer how a visitor feels, and put a kind word above what is asked beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from actions import message_form
from actions.conversation_turns import ConversationTurns
from actions.nearest_passages import SYMPTOMS
from actions.options import Choice, person_choice, section_choices
from actions.reading import ANNOYED, ASK_FAULT, ASK_NOTICED, FEELING, INFORM, SURE, UNSURE, Reading
from actions.reply_rules import names_feeling, says
from actions.section_drafts import Decision, offering
from actions.section_turns import SectionTurns
from actions.state import DialogueState
from knowledge.names import normalise_name
from rareguide.texts import Texts
from rareguide.turn import Draft, Understood
from rareguide.word_lists import disputes_a_death, tells_of_loss, word_lists

FEAR = "express_fear"
GRIEF = "express_grief"
GUILT = "express_guilt"
EXHAUSTION = "express_exhaustion"
SOME_FEELING = "express_feeling"
FITTING = ("support", "overview")
"""Sections that are offered after a kind word, where the store has them."""
TOLD = frozenset(
    {"inform", "chitchat", "greet", "thank", "abuse", "not_helpful", "affirm", "deny", "noise", "goodbye", "make_joke"}
)
"""Intents of messages that ask for nothing; a feeling told in one of them is what it is about."""
JOKE = "utter_make_joke"
LIKELY_JOKE = 0.25
"""From this confidence on a remark that asks for nothing is answered as a joke."""
LIGHT = frozenset({INFORM, "chitchat", "make_joke", "noise"})
"""Intents of light remarks."""
BLAME = frozenset({ASK_FAULT, ASK_NOTICED})
"""Hard questions that are met before any feeling but grief."""
NEWS = "utter_hard_news"
GOOD_NEWS = "tell_good_news"
GLAD = "utter_glad_beside"
AGAIN = "_again"
"""Ends the name of what is said where the same was said before in a conversation."""
ANNOYANCE = "utter_annoyed"
MISTAKEN = "mistaken_loss"
"""Ends the response for a visitor who says that nobody has died."""
MOST_SENTENCES = 4
"""In longer messages, which are letters, news is not what they are about."""
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
        if (lament := _lament(reading, state)) is not None:
            feeling, is_told, reading = lament, True, replace(reading, sections=())
        if feeling is None or reading.sections or not is_told:
            return None
        is_news = bool(reading.candidates or reading.unknown_name or set(reading.conditions) - {state.condition})
        is_alive = feeling in {GRIEF, SOME_FEELING} and not tells_of_loss(reading.text)
        if (feeling == FEAR or is_alive) and is_news and not reading.is_pointing:
            return None
        if reading.conditions:
            state = state.about(reading.conditions[0])
        elif state.condition is None and reading.name_without_page and tells_of_loss(reading.text):
            state = replace(state, unknown_name=reading.name_without_page)  # what follows is about that one
        choices = (person_choice(self.texts), *self._fitting(state))
        word = _kind_word(feeling, reading)
        offer = () if word in state.kind_words else (self.texts.say("utter_feeling_offer"),)
        draft = Draft(
            kind="smalltalk",
            text=" ".join((self._said(word, state), *offer)),
            condition=self.sections.ref(state.condition) if state.condition else None,
            options=tuple(choice.option() for choice in choices),
            understood=_felt(reading, state),
        )
        return draft, offering(state.asking_nothing(), choices).having_said(word)

    def laughed(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Answer a light remark that asks for nothing lightly."""
        is_light = reading.intent in LIGHT or reading.confidence < UNSURE
        is_about = reading.sections or reading.conditions or reading.candidates or reading.unknown_name
        is_joke = reading.is_laughing or (reading.intent == "make_joke" and reading.confidence >= LIKELY_JOKE)
        asks = reading.is_question and (reading.intent != "make_joke" or reading.confidence < SURE)
        if not (is_joke and is_light) or is_about or asks:
            return None
        draft = Draft("smalltalk", self._said(JOKE, state), understood=reading.understood(state.condition))
        return draft, state.having_said(JOKE)

    def led(self, reading: Reading, state: DialogueState, decision: Decision) -> Decision:
        """Put a kind word above a turn that answers a feeling or a hard question; `state` is that before the turn."""
        word = self._to_be_met(reading, state)
        draft, after = decision
        is_unanswered = draft.kind == "smalltalk" and draft.understood.intent is None and reading.is_question
        if draft.kind not in LED and not (is_unanswered and reading.feeling is not None):
            return decision
        if word is None and self._is_news(reading, state):
            return self.conversation.with_person(self._below(NEWS, decision), text=None)
        if word is None and GOOD_NEWS in reading.acts:
            return self.conversation.led_by(GLAD, decision)
        if word is None:
            is_beside = reading.is_annoyed and draft.understood.intent not in ANNOYED
            return self.conversation.with_person(decision, text=ANNOYANCE) if is_beside else decision
        is_denied = draft.kind == "no_answer" and draft.condition is not None and set(reading.sections) <= {SYMPTOMS}
        if is_denied and word in BLAME | {GUILT}:  # who blames herself is not told what the page lacks
            draft = replace(draft, text=self.texts.say("utter_feeling_offer"))
        if word != MISTAKEN:
            draft = replace(draft, understood=replace(draft.understood, intent=word))
        return self.conversation.with_person(self._below(_kind_word(word, reading), (draft, after)), text=None)

    def _to_be_met(self, reading: Reading, state: DialogueState) -> str | None:
        """Return the feeling or the hard question that a kind word is for; who asks for blame in fear asks for that."""
        feeling = self._felt_or_mistaken(reading, state)
        hard = next((act for act in reading.acts if act in BLAME), None)
        if hard and feeling not in (GRIEF, MISTAKEN):
            return hard
        is_light = _is_of_a_patient(reading) or says("of_looks", reading.text)
        return feeling or (None if is_light else reading.hard_question)

    def _is_news(self, reading: Reading, state: DialogueState) -> bool:
        """Return whether a message tells of a diagnosis that was given just now, of which nothing was said yet."""
        is_first = NEWS not in state.kind_words or bool(set(reading.conditions) - {state.condition})
        told = message_form.sentences(reading.text)
        is_told = len(told) <= MOST_SENTENCES and any(says("hard_news", sentence) for sentence in told)
        return is_first and is_told and not (reading.is_laughing or _is_of_a_patient(reading))

    def _said(self, word: str, state: DialogueState) -> str:
        """Say a kind word; one that was said before is said in other, shorter words, in turn."""
        again = f"{word}{AGAIN}"
        times = state.kind_words.count(word)
        return self.texts.say_in_turn(again, times - 1) if times and self.texts.has(again) else self.texts.say(word)

    def _below(self, word: str, decision: Decision) -> Decision:
        """Put a kind word above a turn."""
        draft, state = decision
        return replace(draft, text=f"{self._said(word, state)} {draft.text}"), state.having_said(word)

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


def _lament(reading: Reading, state: DialogueState) -> str | None:
    """Return the hard question that a message goes back to, which asks for nothing but what was just shown.

    "So there were signs. And nobody saw them" wants no list of the signs again.
    """
    act = next((act for act in reading.acts if act in BLAME), None)
    is_new = bool(reading.conditions or reading.candidates or reading.unknown_name)
    is_again = set(reading.sections) <= set(state.last_sections) and state.condition is not None
    return act if is_again and not is_new and "?" not in reading.text else None


def glad_only(reading: Reading) -> Reading:
    """Return the reading without the sections that good news touches and does not ask for ("it is nobody's fault")."""
    if GOOD_NEWS not in reading.acts or reading.feeling is not None or "?" in reading.text:
        return reading
    clauses = reading.clauses.values()
    told = [one for one in clauses if message_form.is_telling(one) and not says("wishes_to_know", one)]
    return replace(reading, sections=(), clauses={}) if len(told) == len(clauses) else reading


def _without_disputed(reading: Reading) -> Reading:
    """Return the reading without the sections that nothing but a dispute, or a "what?" before it, seems to ask for."""
    clauses = {section: reading.clauses.get(section, "") for section in reading.sections}
    asked = (
        section
        for section, clause in clauses.items()
        if not (disputes_a_death(clause) or _is_question_word(normalise_name(clause)))
    )
    return replace(reading, sections=tuple(asked))


def _is_of_a_patient(reading: Reading) -> bool:
    """Return whether a message comes from who treats the one that it speaks of ("my patient was told today")."""
    return any(says("of_a_patient", sentence) for sentence in message_form.sentences(reading.text))


def _is_question_word(clause: str) -> bool:
    return re.fullmatch(word_lists().fragments["question_words"], clause) is not None


def _kind_word(feeling: str, reading: Reading) -> str:
    """Return the response for a feeling; it is called by its name only where the visitor does so, or tells of a loss.

    "She used to say mama" may be grief, fear or neither: it gets a word that fits all of them.
    """
    if feeling in (GRIEF, SOME_FEELING) and tells_of_loss(reading.text):
        return f"utter_{GRIEF}"
    is_named = feeling != GRIEF and names_feeling(feeling, reading.text)
    return f"utter_{feeling}" if is_named else f"utter_{SOME_FEELING}"


def _is_feeling(intent: str | None) -> bool:
    return intent is not None and intent.startswith(FEELING)


def _felt(reading: Reading, state: DialogueState) -> Understood:
    understood = reading.understood(state.condition)
    return replace(understood, intent=reading.feeling or understood.intent)
