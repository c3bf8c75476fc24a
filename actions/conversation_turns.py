"""Draft the turns that carry no section: small talk, questions about an answer, and what is left to people."""

from __future__ import annotations

from dataclasses import dataclass, replace

from actions.options import Choice, person_choice, section_choices
from actions.reading import Reading
from actions.section_turns import Decision, SectionTurns
from actions.state import DialogueState
from knowledge.shown_sections import StoredSection
from rareguide.texts import Texts
from rareguide.turn import Draft

SMALL_TALK = frozenset(
    {
        "greet",
        "goodbye",
        "thank",
        "ask_bot",
        "noise",
        "ask_privacy",
        "ask_service_cost",
        "forget_me",
        "print_answer",
        "other_language",
        "affirm",
        "deny",
        "choose_option",
    }
)
"""Intents that are answered by the text of the same name, `utter_<intent>`."""


@dataclass(frozen=True)
class ConversationTurns:
    """Draft turns that speak about the conversation itself."""

    sections: SectionTurns
    texts: Texts

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

    def not_understood(self, reading: Reading, state: DialogueState) -> Decision:
        """Say so, or that nothing was found for what is a question, and offer what there is, and a person."""
        about = "utter_nothing_found" if reading.is_question else "utter_not_understood_about"
        said = self._offering(about, reading, state) or self.small_talk("utter_not_understood", reading, state)
        draft, state = self.with_person(said, text=None)
        return replace(draft, understood=replace(draft.understood, intent=None)), state

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

    def turned_down(self, reading: Reading, state: DialogueState) -> Decision:
        """Drop what was offered and the question that waited for a condition."""
        dropped = replace(state.asking_nothing(), offered_options=(), unknown_name=None)
        return self.small_talk("utter_deny", reading, dropped)

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

    def offended(self, reading: Reading, state: DialogueState) -> Decision:
        """Answer abuse calmly, and offer a person."""
        return self.with_person(self.small_talk("utter_abuse", reading, state), text=None)

    def hand_over(self, text: str, reading: Reading, state: DialogueState) -> Decision:
        """Begin to hand the conversation to a person; the gate opens the form (`handoff/visitor.py`)."""
        draft = Draft(
            kind="handoff",
            text=self.texts.say(text),
            understood=reading.understood(state.condition),
            handoff={"ticket": None, "status": "collecting", "asks_for": "question"},
        )
        return draft, replace(state, offered_options=())

    def start_again(self, reading: Reading) -> Decision:
        """Forget the thread."""
        draft = Draft(kind="smalltalk", text=self.texts.say("utter_start_again"), understood=reading.understood())
        return draft, DialogueState()

    def source_of_answer(self, reading: Reading, state: DialogueState) -> Decision:
        """Say where the last answer came from and how old it is."""
        shown = self._last_shown(state)
        if not shown:
            return self.small_talk("utter_no_answer_yet", reading, state)
        lines = [self.texts.say("utter_source_intro")]
        for stored in shown:
            section = stored.section
            date = section.last_updated.isoformat() if section.last_updated else self.texts.say("utter_no_date")
            parts = (section.source.name, section.source.url, section.source.license)
            source = ", ".join(part for part in parts if part)
            lines.append(self.texts.say("utter_source_line", question=section.question, source=source, date=date))
            lines += [f"[{reference.number}] {reference.citation}" for reference in section.references]
        condition = self.sections.ref(state.condition) if state.condition else None
        draft = Draft(
            kind="smalltalk",
            text="\n".join(lines),
            condition=condition,
            understood=reading.understood(state.condition),
        )
        return draft, state

    def _offering(self, text: str, reading: Reading, state: DialogueState) -> Decision | None:
        """Say one of the domain's texts with the sections of the condition talked of, if there are any."""
        available = self.sections.store.section_types(state.condition) if state.condition else ()
        if not state.condition or not available:
            return None
        condition = self.sections.ref(state.condition)
        choices = section_choices(condition, available, self.texts)
        draft = Draft(
            kind="smalltalk",
            text=self.texts.say(text, condition=condition.name),
            condition=condition,
            options=tuple(choice.option() for choice in choices),
            understood=reading.understood(condition.slug),
        )
        return draft, replace(state, offered_options=tuple(choice.as_slot() for choice in choices))

    def _last_shown(self, state: DialogueState) -> list[StoredSection]:
        slugs = state.compared or ((state.condition,) if state.condition else ())
        store = self.sections.store
        known = [slug for slug in slugs if store.has(slug)]
        shown = [stored for slug in known for stored in store.sections(slug, state.last_sections)]
        return shown or [stored for slug in known for stored in store.sections(slug)]
