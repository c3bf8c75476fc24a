"""Draft the turns that say where an answer comes from, how old it is, and what may be done with its texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from actions.conversation_turns import ConversationTurns
from actions.message_form import sentences
from actions.reading import SURE, Reading
from actions.reply_rules import says
from actions.section_drafts import Decision
from actions.section_turns import SectionTurns
from actions.state import DialogueState
from knowledge.shown_sections import StoredSection
from rareguide.texts import Texts
from rareguide.turn import Draft

SOURCES = ("ask_date", "ask_source")
"""Intents that ask of when a text is, or where it comes from."""


@dataclass(frozen=True)
class SourceTurns:
    """Draft turns about the sources of what was shown."""

    conversation: ConversationTurns

    @property
    def by_intent(self) -> Mapping[str, Callable[[Reading, DialogueState], Decision]]:
        """Return what drafts the turn for each intent of this kind."""
        return {"ask_source": self.of_answer, "ask_date": self.of_answer, "ask_reuse": self.reuse}

    def asked(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Say where the text about a condition comes from that is named or was shown, and of when it is."""
        is_asked = reading.intent in SOURCES and reading.confidence >= SURE and not reading.sections
        is_said = any(says("asks_source", sentence) for sentence in sentences(reading.masked))
        if is_said and state.condition and not (reading.conditions or reading.candidates or reading.unknown_name):
            return self.of_answer(reading, state)
        if not (is_asked or is_said) or len(reading.conditions) != 1:
            return None
        return self.of_answer(reading, replace(state.about(reading.conditions[0]), compared=()))

    @property
    def _sections(self) -> SectionTurns:
        return self.conversation.sections

    @property
    def _texts(self) -> Texts:
        return self.conversation.texts

    def reuse(self, reading: Reading, state: DialogueState) -> Decision:
        """Say that the texts are others', under which licence, and which ones were shown last."""
        said = self.conversation.small_talk("utter_ask_reuse", reading, state)
        if not self._last_shown(state):
            return said
        draft, after = self.of_answer(reading, state)
        return replace(draft, text=f"{said[0].text}\n{draft.text}"), after

    def of_answer(self, reading: Reading, state: DialogueState) -> Decision:
        """Say where the last answer came from and how old it is."""
        shown = self._last_shown(state)
        if not shown:
            return self.conversation.small_talk("utter_no_answer_yet", reading, state)
        lines = [self._texts.say("utter_source_intro")]
        for stored in shown:
            section = stored.section
            date = section.last_updated.isoformat() if section.last_updated else self._texts.say("utter_no_date")
            parts = (section.source.name, section.source.url, section.source.license)
            source = ", ".join(part for part in parts if part)
            lines.append(self._texts.say("utter_source_line", question=section.question, source=source, date=date))
            lines += [f"[{reference.number}] {reference.citation}" for reference in section.references]
        lines.append(self._texts.say("utter_source_outro"))
        condition = self._sections.ref(state.condition) if state.condition else None
        draft = Draft(
            kind="smalltalk",
            text="\n".join(lines),
            condition=condition,
            understood=reading.understood(state.condition),
        )
        return draft, state

    def _last_shown(self, state: DialogueState) -> list[StoredSection]:
        slugs = tuple(filter(None, state.compared)) or ((state.condition,) if state.condition else ())
        store = self._sections.store
        known = [slug for slug in slugs if store.has(slug)]
        shown = [stored for slug in known for stored in store.sections(slug, state.last_sections)]
        return shown or [stored for slug in known for stored in store.sections(slug)]
