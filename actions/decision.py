"""Decide on the turn: which kind it is, about which condition and which sections."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from actions.conversation_turns import SMALL_TALK, ConversationTurns, Decision
from actions.options import chosen, ordinal_in
from actions.reading import Reading
from actions.section_turns import SectionTurns
from actions.state import DialogueState
from knowledge.store import KnowledgeStore
from rareguide.texts import Texts

UNSURE = 0.3
"""Below this confidence an intent that carries no section is not acted on."""

LEFT_TO_PEOPLE = {"ask_advice": "utter_advice", "ask_person": "utter_person", "not_helpful": "utter_not_helpful"}
REPEATING = frozenset({"same_for", "correct_condition"})


@dataclass(frozen=True)
class Decider:
    """Decide on turns with one store and one set of texts."""

    store: KnowledgeStore
    texts: Texts

    def decide(self, reading: Reading, state: DialogueState) -> Decision:
        """Return the draft of the turn and the state after it; exactly one draft, whatever was said."""
        reading, state = self._without_gone_names(reading), self._without_gone_conditions(state)
        for step in (
            self._option,
            self._left_to_people,
            self._comparison,
            self._about_conditions,
            self._about_section,
            self._talk,
        ):
            decision = step(reading, state)
            if decision is not None:
                return decision
        return self._conversation.small_talk("utter_not_understood", reading, state)

    @property
    def _sections(self) -> SectionTurns:
        return SectionTurns(self.store, self.texts)

    @property
    def _conversation(self) -> ConversationTurns:
        return ConversationTurns(self._sections, self.texts)

    def _without_gone_names(self, reading: Reading) -> Reading:
        """Leave out names that the index still had when the message was read, and the store has no more."""
        return replace(
            reading,
            conditions=tuple(slug for slug in reading.conditions if self.store.has(slug)),
            candidates=tuple(slug for slug in reading.candidates if self.store.has(slug)),
        )

    def _without_gone_conditions(self, state: DialogueState) -> DialogueState:
        """Forget conditions that an editor has removed since they were talked of."""
        known = {slug for slug in (state.condition, *state.earlier_conditions) if slug and self.store.has(slug)}
        offered = tuple(option for option in state.offered_options if self._is_offered_still(option["condition"]))
        return replace(
            state,
            condition=state.condition if state.condition in known else None,
            earlier_conditions=tuple(slug for slug in state.earlier_conditions if slug in known),
            offered_options=offered,
        )

    def _is_offered_still(self, slug: str | None) -> bool:
        return slug is None or self.store.has(slug)

    def _option(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Follow an option that was offered, whether clicked, typed or named by its ordinal."""
        choice = chosen(reading.text, state.offered_options)
        if choice is None or choice.condition is None:
            return None
        sections = choice.sections or state.pending_sections
        picked = replace(reading, sections=sections, conditions=(choice.condition,))
        return self._sections.about(choice.condition, sections, picked, state)

    def _left_to_people(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Leave to a person what only a person can answer."""
        text = LEFT_TO_PEOPLE.get(reading.intent or "")
        if text is None or reading.confidence < UNSURE or (reading.sections and reading.intent != "ask_advice"):
            return None
        if reading.conditions:
            state = state.about(reading.conditions[0])
        return self._conversation.no_answer(text, reading, state)

    def _comparison(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Compare the conditions named, or with those talked of where fewer than two are."""
        if reading.intent != "compare" or reading.confidence < UNSURE or reading.unknown_name is not None:
            return None
        talked_of = [slug for slug in (state.condition, *state.earlier_conditions) if slug]
        compared = list(dict.fromkeys([*reading.conditions, *talked_of]))[: max(2, len(reading.conditions))]
        if len(compared) < 2 or reading.candidates:
            return None
        return self._sections.about_several(compared, reading.sections, reading, state)

    def _about_conditions(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Answer about the conditions that the message names."""
        if reading.conditions:
            sections = self._wanted(reading, state)
            if len(reading.conditions) > 1:
                return self._sections.about_several(reading.conditions, sections, reading, state)
            return self._sections.about(reading.conditions[0], sections, reading, state)
        if reading.candidates:
            return self._sections.which_of(reading.candidates, reading, state)
        if reading.unknown_name is not None and (reading.sections or reading.intent == "name_condition"):
            return self._sections.unknown(reading.unknown_name, reading, state)
        return None

    def _wanted(self, reading: Reading, state: DialogueState) -> tuple[str, ...]:
        """Return the sections to answer about a condition that was named."""
        if reading.sections:
            return reading.sections
        if state.pending_sections:
            return state.pending_sections
        if reading.intent == "ask_everything" and reading.confidence >= UNSURE:
            return tuple(self.store.section_types(reading.conditions[0]))
        return state.last_sections if reading.intent in REPEATING else ()

    def _about_section(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Answer a section of the condition talked of, or ask which condition is meant."""
        if self._goes_back(reading, state):
            return self._earlier(reading, state)
        if not reading.sections:
            return None
        if state.condition is None:
            return self._sections.which_condition(reading.sections, reading, state)
        return self._sections.about(state.condition, reading.sections, reading, state)

    def _goes_back(self, reading: Reading, state: DialogueState) -> bool:
        """Tell whether a message goes back to an earlier condition; an ordinal alone does if nothing is offered."""
        if not state.earlier_conditions or reading.confidence < UNSURE:
            return False
        is_bare_ordinal = reading.intent == "choose_option" and not state.offered_options
        return reading.intent == "earlier_condition" or is_bare_ordinal

    def _earlier(self, reading: Reading, state: DialogueState) -> Decision:
        """Go back to a condition that was talked of before."""
        order = [*reversed(state.earlier_conditions), *([state.condition] if state.condition else [])]
        position = ordinal_in(reading.text)
        slug = order[position] if position is not None and position < len(order) else state.earlier_conditions[0]
        return self._sections.about(slug, reading.sections or state.last_sections, reading, state)

    def _talk(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Answer what is said about the conversation or beside it."""
        intent = reading.intent or ""
        if reading.confidence < UNSURE:
            return None
        special: dict[str, Callable[[Reading, DialogueState], Decision]] = {
            "deny": self._conversation.turned_down,
            "start_again": lambda reading, _: self._conversation.start_again(reading),
            "ask_source": self._conversation.source_of_answer,
            "ask_date": self._conversation.source_of_answer,
            "ask_everything": self._everything,
        }
        if intent in special:
            return special[intent](reading, state)
        if intent in SMALL_TALK:
            return self._conversation.small_talk(f"utter_{intent}", reading, state)
        return None

    def _everything(self, reading: Reading, state: DialogueState) -> Decision:
        """Show all sections of the condition talked of."""
        if state.condition is None:
            return self._sections.which_condition((), reading, state)
        return self._sections.about(state.condition, self.store.section_types(state.condition), reading, state)
