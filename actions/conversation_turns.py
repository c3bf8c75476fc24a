"""Draft the turns that carry no section: small talk, and what is left to people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from actions.options import Choice, person_choice, section_choices
from actions.reading import GOODBYE, SURE, UNSURE, Reading
from actions.reply_rules import first_sentence, replies, says, terms_of_circumstances
from actions.section_drafts import Decision
from actions.section_turns import SectionTurns
from actions.state import DialogueState
from rareguide.texts import Texts
from rareguide.turn import Draft

SMALL_TALK = frozenset(
    "affirm ask_bot ask_bot_feelings ask_privacy ask_service_cost ask_to_write choose_option deny forget_me goodbye"
    " greet make_joke other_language print_answer thank".split()
)
"""Intents that are answered by the text of the same name, `utter_<intent>`."""

HARDSHIP = "tells_hardship"
"""The dialogue act of what may be a sorrow, or may not."""
TOLD = "utter_told"
"""The response for who tells something; those for a condition, or a name without a page, count as the same."""
NO_SORROW = frozenset({TOLD, "utter_make_joke"})
"""Words said that met no sorrow."""

LIGHT = frozenset({"make_joke", "tell_good_news", "thank"})
"""Intents of what is said lightly beside a goodbye."""

MOST_NAMES = 5
"""Of so many other names of a condition a visitor is told."""

DAILY_LIFE = frozenset({"complications", "prevention", "treatment"})
"""Sections that speak of what people may do; where one is missing, whoever knows the person is asked instead."""


@dataclass(frozen=True)
class ConversationTurns:
    """Draft turns that speak about the conversation itself."""

    sections: SectionTurns
    texts: Texts

    @property
    def by_intent(self) -> Mapping[str, Callable[[Reading, DialogueState], Decision]]:
        """Return what drafts the turn for each intent of this kind."""
        said = {intent: partial(self.small_talk, f"utter_{intent}") for intent in SMALL_TALK}
        return {
            **said,
            "affirm": self.affirmed,
            "deny": self.turned_down,
            "abuse": self.offended,
            "chitchat": self.out_of_scope,
            "other_language": self.other_language,
            "start_again": self.start_again,
            "ask_simpler": partial(self.for_a_person, "utter_ask_simpler"),
            "noise": self.not_readable,
            "ask_complaint": self.complaint,
            "tell_circumstance": self.circumstance,
            "tell_good_news": self.good_news,
            "tell_name": self.told_name,
        }

    def small_talk(self, text: str, reading: Reading, state: DialogueState) -> Decision:
        """Say one of the domain's texts, without losing the thread, and offer the questions that wait for an answer."""
        draft = Draft(kind="smalltalk", text=self.texts.say(text), understood=reading.understood())
        if state.condition is None or state.offered_options or not self.sections.store.has(state.condition):
            return draft, state
        choices = section_choices(self.sections.ref(state.condition), state.pending_sections, self.texts)
        options = tuple(choice.option() for choice in choices)
        return replace(draft, options=options), replace(
            state, offered_options=tuple(choice.as_slot() for choice in choices)
        )

    def all_clear(self, reading: Reading, state: DialogueState) -> Decision:
        """Say that the numbers stay valid, and offer what waits for an answer and the other sections talked of.

        Who is sad, or promises not to do anything, is asked for nothing.
        """
        if reading.feeling is not None or says("promise", reading.text):
            return self.with_person(self.small_talk("utter_safe_now", reading, state), text=None)
        said = self._offering("utter_all_clear_about", reading, state)
        return said or self.small_talk("utter_all_clear", reading, state)

    def about_request(self, reading: Reading, state: DialogueState) -> Decision:
        """Say that no request to a person is open here; where one is, the hand-over says how it stands."""
        return self.with_person(self.small_talk("utter_ask_request", reading, state), text=None)

    def not_understood(self, reading: Reading, state: DialogueState) -> Decision:
        """Say so, or that nothing was found for what is a question, and offer what there is, and a person.

        Who tells something is thanked instead: it may be a sorrow that was not recognised, and needs no answer. Who
        tells more is thanked in other words each time, and who may tell a sorrow in words that suit one.
        """
        text = TOLD if reading.is_telling else "utter_not_understood"
        about = "utter_nothing_found" if reading.is_question else f"{text}_about"
        alone = "utter_told_without_page" if reading.is_telling and state.unknown_name is not None else text
        said = self._offering(about, reading, state) or self.small_talk(alone, reading, state)
        draft, state = self.with_person(said, text=None)
        if reading.is_telling:
            draft, state = self.thanked(reading, (draft, state))
        return replace(draft, understood=replace(draft.understood, intent=None)), state

    def not_readable(self, reading: Reading, state: DialogueState) -> Decision:
        """Say that nothing was understood, and offer a person: a person may read what looks like nothing."""
        return self.with_person(self.small_talk("utter_noise", reading, state), text=None)

    def thanked(self, reading: Reading, decision: Decision) -> Decision:
        """Thank who tells something, in other words than before, or than the turn already does."""
        draft, state = decision
        times = state.kind_words.count(TOLD)
        if HARDSHIP in reading.acts:
            draft = replace(draft, text=self.texts.say_in_turn("utter_tells_hardship", times))
        elif times:
            draft = replace(draft, text=self.texts.say_in_turn("utter_told_again", times - 1))
        return draft, state.having_said(TOLD)

    def with_person(self, decision: Decision, text: str | None = "utter_person_beside") -> Decision:
        """Add the option to talk to a person to a turn, and say so in a text of the domain."""
        draft, state = decision
        choice = person_choice(self.texts)
        if draft.kind == "handoff":
            return decision
        said = draft.text if text is None else f"{self.texts.say(text)} {draft.text}"
        if choice.payload in [option.payload for option in draft.options]:
            return replace(draft, text=said), state
        offered = (*state.offered_options, choice.as_slot()) if draft.options else (choice.as_slot(),)
        draft = replace(draft, text=said, options=(*draft.options, choice.option()))
        return draft, replace(state, offered_options=offered)

    def out_of_scope(self, reading: Reading, state: DialogueState) -> Decision:
        """Say that this is not what the assistant is for; it may have been a question that was not understood."""
        return self._offering("utter_chitchat_about", reading, state) or self.small_talk(
            "utter_chitchat", reading, state
        )

    def other_language(self, reading: Reading, state: DialogueState) -> Decision:
        """Say which languages there are, in the visitor's own where the domain has a text in it."""
        own = f"utter_other_language_{reading.language}"
        return self.small_talk(own if self.texts.has(own) else "utter_other_language", reading, state)

    def led_by(self, text: str, decision: Decision) -> Decision:
        """Put one of the domain's texts above a turn."""
        draft, state = decision
        return replace(draft, text=f"{self.texts.say(text)} {draft.text}"), state

    def left(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Say goodbye to who ends a message with a farewell, and asks for nothing that is more than courtesy."""
        is_about = reading.sections or reading.conditions or reading.candidates or reading.feeling
        asks = (reading.asking or reading.is_question) and not says("courtesy", reading.asking)
        is_leaving = says("leaving", reading.text) or (reading.intent == GOODBYE and reading.confidence >= SURE)
        if is_about or asks or reading.is_laughing or not is_leaving:
            return None
        text = "utter_thank_goodbye" if reading.intent == "thank" else "utter_goodbye"
        return self.small_talk(text, replace(reading, intent=GOODBYE), state)

    def with_goodbye(self, reading: Reading, decision: Decision) -> Decision:
        """Return the goodbye that a message says beside a question, a joke or a feeling."""
        draft, state = decision
        is_said = GOODBYE in reading.acts or (reading.intent == GOODBYE and reading.confidence >= UNSURE)
        is_light = reading.is_laughing or draft.understood.intent in LIGHT
        is_moved = draft.kind == "smalltalk" and (is_light or reading.feeling is not None)
        goodbye = self.texts.say("utter_goodbye")
        is_to_say = draft.kind in ("answer", "no_answer") or is_moved
        if not (is_said or says("leaving", reading.text)) or not is_to_say or goodbye in draft.text:
            return decision
        return replace(draft, text=f"{draft.text} {goodbye}"), state

    def shortened(self, reading: Reading, decision: Decision) -> Decision:
        """Say to who found an answer too long that a sentence of it is marked, or that there is nothing shorter."""
        draft, _ = decision
        is_complaint = any(replies("too_long", said) for said in (reading.text, first_sentence(reading.text)))
        if draft.kind != "answer" or not (reading.is_short and is_complaint):
            return decision
        is_marked = any(section.get("highlights") for section in draft.sections)
        return self.with_person(self.led_by("utter_shorter" if is_marked else "utter_not_shorter", decision), text=None)

    def affirmed(self, reading: Reading, state: DialogueState) -> Decision:
        """Ask what else there is to tell of the condition talked of, or for a condition."""
        return self._offering("utter_affirm_about", reading, state) or self.small_talk("utter_affirm", reading, state)

    def turned_down(self, reading: Reading, state: DialogueState) -> Decision:
        """Drop what was offered and the question that waited for a condition."""
        dropped = replace(state.asking_nothing(), offered_options=())
        said = self._offering("utter_deny_about", reading, dropped)
        return said or self.small_talk("utter_deny", reading, dropped)

    def no_answer(self, text: str, reading: Reading, state: DialogueState, **values: str) -> Decision:
        """Say that this is for a person, and offer the sections of the condition talked of."""
        choices: tuple[Choice, ...] = ()
        condition = None
        if state.condition and self.sections.store.has(state.condition):
            condition = self.sections.ref(state.condition)
            available = self.sections.store.section_types(state.condition)
            choices = section_choices(condition, available, self.texts)
        draft = Draft(
            kind="no_answer",
            text=self.texts.say(text, **values),
            condition=condition,
            options=tuple(choice.option() for choice in choices),
            understood=reading.understood(state.condition),
        )
        return draft, replace(state, offered_options=tuple(choice.as_slot() for choice in choices))

    def for_a_person(self, text: str, reading: Reading, state: DialogueState, **values: str) -> Decision:
        """Say that this is for a person, and offer one beside the sections of the condition talked of."""
        return self.with_person(self.no_answer(text, reading, state, **values), text=None)

    def referred(self, reading: Reading, decision: Decision) -> Decision:
        """Refer to those who know the person where nothing was found on what that person may or ought to do."""
        draft, _ = decision
        is_missing = draft.kind == "no_answer" and draft.condition is not None
        if reading.hard_question or not (is_missing and reading.asks_leave and set(draft.missing) <= DAILY_LIFE):
            return decision
        return self.with_person(self.led_by("utter_for_one_person", decision), text=None)

    def offended(self, reading: Reading, state: DialogueState) -> Decision:
        """Answer abuse calmly, and offer a person; one who told of a sorrow hears that this was no person's answer."""
        text = "utter_abuse_in_sorrow" if set(state.kind_words) - NO_SORROW else "utter_abuse"
        return self.with_person(self.small_talk(text, reading, state), text=None)

    def hand_over(self, text: str, reading: Reading, state: DialogueState) -> Decision:
        """Begin to hand the conversation to a person; the gate opens the form (`handoff/visitor.py`)."""
        named = next(filter(self.sections.store.has, reading.conditions), None)
        draft = Draft(
            kind="handoff",
            text=self.texts.say(text),
            understood=reading.understood(state.condition),
            condition=None if named is None else self.sections.ref(named),
            handoff={"ticket": None, "status": "collecting", "asks_for": "question"},
        )
        return draft, replace(state, offered_options=())

    def start_again(self, reading: Reading, _: DialogueState) -> Decision:
        """Forget the thread."""
        draft = Draft(kind="smalltalk", text=self.texts.say("utter_start_again"), understood=reading.understood())
        return draft, DialogueState()

    def name_again(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Say how the condition talked of is called, and by which other names; `None` where none is talked of."""
        if state.condition is None:
            return None
        condition = self.sections.store.condition(state.condition)
        others = [name for name in condition.synonyms if name != condition.name][:MOST_NAMES]
        text = "utter_condition_names" if others else "utter_condition_name"
        return self.sections.offering_sections(condition.slug, text, reading, state, names=", ".join(others))

    def told_name(self, reading: Reading, state: DialogueState) -> Decision:
        """Greet a visitor who says who they are."""
        about = self._offering("utter_tell_name_about", reading, state)
        return about or self.small_talk("utter_tell_name", reading, state)

    def good_news(self, reading: Reading, state: DialogueState) -> Decision:
        """Be glad of what a visitor tells, where it is sure that it is no bad news."""
        if reading.confidence < UNSURE or HARDSHIP in reading.acts:
            return self.not_understood(reading, state)
        return self.small_talk("utter_tell_good_news", reading, state)

    def complaint(self, reading: Reading, state: DialogueState) -> Decision:
        """Say where a complaint can be made."""
        return self.with_person(self.small_talk("utter_ask_complaint", reading, state), text=None)

    def circumstance(self, reading: Reading, state: DialogueState) -> Decision:
        """Leave to people what somebody's pregnancy or medicine means, and show what the page says of such a thing."""
        for term in terms_of_circumstances(reading.text) if state.condition else ():
            said = self.sections.saying(str(state.condition), replace(reading, term=term, sections=()), state)
            if said is not None and said[0].sections:
                draft, after = self.led_by("utter_circumstance_said", said)
                return self.with_person(self.led_by("utter_tell_circumstance", (draft, after)), text=None)
        return self.for_a_person("utter_tell_circumstance", reading, state)

    def _offering(self, text: str, reading: Reading, state: DialogueState) -> Decision | None:
        """Say one of the domain's texts with the sections of the condition talked of, if there are any."""
        available = self.sections.store.section_types(state.condition) if state.condition else ()
        if not state.condition or not available:
            return None
        condition = self.sections.ref(state.condition)
        waiting = [section for section in state.pending_sections if section in available]
        choices = section_choices(condition, dict.fromkeys((*waiting, *available)), self.texts)
        draft = Draft(
            kind="smalltalk",
            text=self.texts.say(text, condition=condition.name),
            condition=condition,
            options=tuple(choice.option() for choice in choices),
            understood=reading.understood(condition.slug),
        )
        return draft, replace(state, offered_options=tuple(choice.as_slot() for choice in choices))
