"""Draft what a turn about sections shows: the sections, the line above them, what is missing, and what is offered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from actions.options import Choice, condition_choices, section_choices
from actions.passage_choice import Choice as PassageChoice
from actions.passage_choice import with_first_sentences, with_pointed_at
from actions.reading import Reading
from actions.state import DialogueState
from actions.verdicts import with_verdict
from knowledge.records import section_data
from knowledge.shown_sections import StoredSection
from knowledge.store import KnowledgeStore
from rareguide.texts import Texts
from rareguide.turn import ConditionRef, Draft, TurnKind

MOST_OPTIONS = 4
"""How many candidates are offered; more than four are not read on a phone."""

Decision = tuple[Draft, DialogueState]


@dataclass(frozen=True)
class SectionDrafts:
    """Draft turns that show sections of the store, or say that they are not there."""

    store: KnowledgeStore
    texts: Texts

    def answered(
        self,
        condition: ConditionRef,
        available: Sequence[str],
        found: Sequence[StoredSection],
        missing: tuple[str, ...],
        passages: PassageChoice,
        reading: Reading,
        state: DialogueState,
    ) -> Decision:
        """Show sections of a condition with the sentences that answer, and say what of it is missing."""
        passages = with_verdict(self.store, condition.slug, found, reading, passages)
        if reading.is_short:
            again = state.pointed_at if reading.repeats_to_shorten else ()
            passages = with_first_sentences(found, with_pointed_at(condition.slug, found, passages, again))
        answered = {stored.section.type for stored in found}
        others = [section for section in available if section not in answered]
        members = self._member_choices(condition.slug, state.last_sections)
        choices = (*section_choices(condition, others, self.texts), *members)
        if not found:
            return self.nothing_on(condition, missing, choices, reading, state)
        draft = Draft(
            kind="answer",
            text=self._line_above(condition, found, missing, passages),
            condition=condition,
            sections=tuple(
                section_data(condition, stored.section, passages.highlights.get(stored.id, ())) for stored in found
            ),
            missing=missing,
            options=tuple(choice.option() for choice in choices),
            understood=reading.understood(condition.slug),
        )
        return draft, offering(state, choices)

    def which_section(
        self, condition: ConditionRef, available: Sequence[str], reading: Reading, state: DialogueState
    ) -> Decision:
        """Ask which of the sections that a condition has is meant."""
        if not available:
            return self.nothing_on(condition, ("overview",), (), reading, state)
        choices = section_choices(condition, available, self.texts)
        draft = Draft(
            kind="clarify",
            text=self.texts.say("utter_which_section", condition=condition.name),
            condition=condition,
            options=tuple(choice.option() for choice in choices),
            understood=reading.understood(condition.slug),
        )
        return draft, offering(state, choices)

    def nothing_on(
        self,
        condition: ConditionRef,
        missing: tuple[str, ...],
        choices: tuple[Choice, ...],
        reading: Reading,
        state: DialogueState,
    ) -> Decision:
        """Say that a condition has nothing on the sections asked for, and offer what it has."""
        if self.store.section_types(condition.slug):
            text = self.texts.say("utter_no_section", condition=condition.name, sections=self.listed(missing))
        else:
            text = self.texts.say("utter_only_a_name", condition=condition.name)
        if choices:
            text = f"{text} {self.texts.say('utter_offer_sections')}"
        draft = Draft(
            kind="no_answer",
            text=text,
            condition=condition,
            missing=missing,
            options=tuple(choice.option() for choice in choices),
            understood=reading.understood(condition.slug),
        )
        return draft, offering(state, choices)

    def _member_choices(self, slug: str, sections: Sequence[str]) -> tuple[Choice, ...]:
        """Return the first members of a group as choices, each for the question that was asked."""
        members = [self.ref(member) for member in self.store.members_of(slug)[:MOST_OPTIONS]]
        return condition_choices(members, tuple(sections), self.texts)

    def _line_above(
        self,
        condition: ConditionRef,
        found: Sequence[StoredSection],
        missing: tuple[str, ...],
        passages: PassageChoice,
    ) -> str:
        lines = [self.texts.say("utter_answer", condition=condition.name)]
        if any(is_unreviewed(stored) for stored in found):
            lines.append(self.texts.say("utter_unreviewed"))
        if passages.is_near:
            lines.append(self.texts.say("utter_near"))
        elif missing and passages.unanswered and passages.sections:
            lines.append(self.texts.say("utter_no_passage", sections=self.listed(missing)))
        elif missing:
            text = "utter_no_section_but_passages" if passages.sections else "utter_no_section"
            lines.append(self.texts.say(text, condition=condition.name, sections=self.listed(missing)))
        elif passages.unanswered:
            there = self.listed([stored.section.type for stored in found])
            lines.append(self.texts.say("utter_no_passage", sections=there))
        return " ".join(lines)

    def listed(self, sections: Sequence[str]) -> str:
        """Return the names of sections in a sentence."""
        return ", ".join(self.texts.say(f"utter_name_{section}") for section in dict.fromkeys(sections))

    def with_conditions(self, slugs: Sequence[str], decision: Decision, sections: tuple[str, ...] = ()) -> Decision:
        """Offer conditions beside what a turn offers, each for the sections given."""
        draft, state = decision
        offered = {slot["condition"] for slot in state.offered_options if not slot["sections"]}
        choices = condition_choices([self.ref(slug) for slug in slugs if slug not in offered], sections, self.texts)
        options = (*draft.options, *(choice.option() for choice in choices))
        slots = (*state.offered_options, *(choice.as_slot() for choice in choices))
        return replace(draft, options=options), replace(state, offered_options=slots)

    def offering_sections(
        self,
        slug: str,
        text: str,
        reading: Reading,
        state: DialogueState,
        kind: TurnKind = "smalltalk",
        without: Sequence[str] = (),
        **values: str,
    ) -> Decision:
        """Say one of the domain's texts about a condition, and offer the sections that it has, without some."""
        condition = self.ref(slug)
        offered = [section for section in self.store.section_types(slug) if section not in without]
        choices = section_choices(condition, offered, self.texts)
        draft = Draft(
            kind=kind,
            text=self.texts.say(text, condition=condition.name, **values),
            condition=condition,
            options=tuple(choice.option() for choice in choices),
            understood=reading.understood(slug),
        )
        return draft, offering(state.about(slug).asking_nothing(), choices)

    def ref(self, slug: str) -> ConditionRef:
        """Return slug and name of a condition; raise `UnknownCondition` when it has gone."""
        return ConditionRef(slug, self.store.condition(slug).name)


def is_unreviewed(stored: StoredSection) -> bool:
    """Return whether a section has neither a date nor a reviewer."""
    return stored.section.last_updated is None and stored.section.reviewed_on is None


def offering(state: DialogueState, choices: Sequence[Choice]) -> DialogueState:
    """Return the state in which these options have been offered, and no others."""
    return replace(state, offered_options=tuple(choice.as_slot() for choice in choices), more_candidates=())
