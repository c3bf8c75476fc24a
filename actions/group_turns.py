"""Answer a follow-up for a group of people ("and in children?") by the sentences that speak of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from actions.conversation_turns import ConversationTurns
from actions.nearest_passages import FREQUENCY, INHERITANCE, OVERVIEW, is_asked_for
from actions.passage_choice import Choice
from actions.reading import ASK, UNSURE, Reading
from actions.reply_rules import replies
from actions.section_drafts import Decision
from actions.section_turns import SectionTurns
from actions.state import DialogueState
from actions.verdicts import sentences_with
from knowledge.passage_rules import passage_rules
from knowledge.passages import MOST_PASSAGES
from knowledge.shown_sections import StoredSection

FOR_GROUP = "ask_for_group"
"""The intent that asks for a group of people what was asked before."""
SENTENCE = 6
"""Fewer words are a name or a heading, and tell nothing of a group."""


@dataclass(frozen=True)
class GroupTurns:
    """Draft the turn for a follow-up that names a group of people."""

    sections: SectionTurns
    conversation: ConversationTurns

    def asked(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Show what is said of a group on what was asked last, else elsewhere; say so where nothing is said of it.

        One thing that is no group ("and for the jumping of hands") is asked about as the last question was. Returns
        `None` where no condition is talked of, or the message names another, or asks for a section of its own ("how is
        it treated in children?").
        """
        slug = state.condition
        is_named = reading.conditions or reading.candidates or reading.unknown_name
        if slug is None or is_named or any(is_asked_for(reading.question(section)) for section in reading.sections):
            return None
        rules = passage_rules()
        ages = [age.says for age in rules.ages if age.asks.search(reading.masked)]
        sexes = [] if ages else [sex.says for sex in rules.sexes if sex.says.search(reading.masked)]
        if not (ages or sexes) and state.last_sections and replies("for_one_thing", reading.text):
            return self._one_thing(slug, reading, state)
        if reading.intent != FOR_GROUP or reading.confidence < UNSURE:
            return None
        last = self.sections.store.sections(slug, state.last_sections)
        others = [one for one in self.sections.store.sections(slug) if one.section.type not in state.last_sections]
        reading = replace(reading, sections=())
        for places, is_elsewhere in ((last, False), (others, True)):
            found = _speaking_of(ages, sexes, places, is_elsewhere)
            if sexes and is_elsewhere and not found.sections:  # whom it meets tells of both
                found = _speaking_of(
                    (), [rules.of_one_sex], self.sections.store.sections(slug, (OVERVIEW, FREQUENCY)), True
                )
            if found.sections:
                said = self.sections.with_found(slug, found.sections, (), found, reading, state)
                draft, after = self.conversation.led_by("utter_group_elsewhere", said) if is_elsewhere else said
                return draft, replace(after, last_sections=state.last_sections)
        name = self.sections.ref(slug).name
        return self.conversation.for_a_person("utter_ask_for_group", reading, state, condition=name)

    def _one_thing(self, slug: str, reading: Reading, state: DialogueState) -> Decision:
        """Ask about one thing what was asked last of the condition; nothing that no sentence names is covered."""
        asked = replace(reading, sections=state.last_sections, intent=f"{ASK}{state.last_sections[0]}")
        asked = replace(asked, clauses=dict.fromkeys(state.last_sections, reading.masked), not_covered=0.0)
        said = self.sections.about(slug, state.last_sections, asked, state)
        is_told = any(section["highlights"] for section in said[0].sections)
        return said if is_told else self.sections.not_covered(slug, reading, state)


def _speaking_of(
    ages: Sequence[re.Pattern[str]],
    sexes: Sequence[re.Pattern[str]],
    places: Sequence[StoredSection],
    is_elsewhere: bool,
) -> Choice:
    """Return the sentences that speak of a group; of ages, none about who inherits it ("each child has a chance").

    Dangers to life are told only where they were asked about.
    """
    of_no_heirs = [stored for stored in places if stored.section.type != INHERITANCE]
    told = [one for age in ages for one in sentences_with(age, of_no_heirs)]
    told += [one for sex in sexes for one in sentences_with(sex, places)]
    too_grave = passage_rules().frightening if is_elsewhere else None
    told = [one for one in told if len(one[1].split()) >= SENTENCE and not (too_grave and too_grave.search(one[1]))]
    told = told[:MOST_PASSAGES]
    return Choice(
        {stored.id: tuple(dict.fromkeys(text for one, text in told if one.id == stored.id)) for stored, _ in told},
        tuple({stored.id: stored for stored, _ in told}.values()),
    )
