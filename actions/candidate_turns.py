"""Ask which of several conditions is meant, and go on from what the visitor says to that.

The question that was asked about the condition is kept through all of this, until a condition is chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from actions.condition_names import holds, is_called, is_head_of, only_begins
from actions.conversation_turns import ConversationTurns
from actions.options import Choice, choices_of, condition_choices
from actions.reading import Reading
from actions.reply_rules import says, two_names
from actions.section_drafts import MOST_OPTIONS, Decision, offering
from actions.section_turns import SectionTurns, is_guessed
from actions.state import NOT_THERE, DialogueState
from knowledge.context_rules import MAYBE_TOPIC
from knowledge.mentions import OF_GROUP, OF_LETTER, OF_NAME_ALONE, OF_PARTS, OF_TYPES
from knowledge.name_words import is_symbol
from knowledge.names import normalise_name
from rareguide.texts import Texts
from rareguide.turn import ConditionRef, Draft

COMPARE = "compare"
MOST_BESIDE = 2
"""How many conditions are offered for a name that is not there, beside an answer about another."""


@dataclass(frozen=True)
class CandidateTurns:
    """Draft turns that ask which condition is meant."""

    sections: SectionTurns
    texts: Texts

    def which_of(self, reading: Reading, state: DialogueState) -> Decision:
        """Ask which of the conditions is meant that a name in the message may stand for."""
        name, slugs, match = reading.candidates_name, reading.candidates, reading.candidates_match
        if name and match == OF_PARTS and (again := self._named_again(name, slugs, reading, state)):
            return again
        if name and match == OF_PARTS and is_head_of(name, self._called(slugs)):
            return self.sections.asked(slugs[0], replace(reading, conditions=slugs), state)
        if name and match == OF_PARTS and (mentioning := self._of_gene(name, slugs)):
            text = self.texts.say("utter_mentioned", term=name)
            return self.offer(text, mentioning, reading, state.about_none())
        if state.condition is not None and name and match == OF_PARTS and reading.standing == MAYBE_TOPIC:
            talked_of = self.sections.ref(state.condition).name
            text = self.texts.say("utter_which_of_part_beside", name=name, condition=talked_of)
            return self.offer(text, slugs, reading, state)
        if name and match == OF_PARTS and not self._are_called(name, slugs):
            text = self.texts.say("utter_only_related", name=name)
            return self.offer(text, slugs, reading, replace(state.about_none(), unknown_name=name))
        if name and match in (OF_PARTS, OF_TYPES) and len(slugs) == 1:
            text = self.texts.say("utter_is_it_part", name=name, condition=self.sections.ref(slugs[0]).name)
            if match == OF_PARTS:  # turned down, it is a name without a page
                return self.offer(text, slugs, reading, replace(state.about_none(), unknown_name=name))
        elif match == OF_LETTER and len(slugs) == 1:
            text = self.texts.say("utter_is_it_about", condition=self.sections.ref(slugs[0]).name)
        elif name and match in (OF_PARTS, OF_GROUP, OF_NAME_ALONE, OF_LETTER):
            text = self.texts.say(f"utter_which_of_{match}", name=name)
        else:
            text = self.texts.say("utter_which_of")
        return self.offer(text, slugs, reading, state.about_none())

    def _of_gene(self, name: str, slugs: Sequence[str]) -> list[str]:
        """Return the conditions of a gene that names hold, those that texts name it for too; empty for no gene."""
        mentioning = self.sections.store.mentioning(name) if is_symbol(name) else []
        return list(dict.fromkeys([*slugs, *filter(self.sections.store.has, mentioning)])) if mentioning else []

    def _are_called(self, name: str, slugs: Sequence[str]) -> bool:
        """Return whether one of the conditions is called by its own name what others have in a synonym alone."""
        return any(is_called(own, name) for own in self._called(slugs))

    def _called(self, slugs: Sequence[str]) -> list[str]:
        return [self.sections.ref(slug).name for slug in slugs]

    def members(self, slug: str, reading: Reading, state: DialogueState) -> Decision | None:
        """Ask which member of a group is meant of which the store has the name alone, or give `None` for another."""
        store = self.sections.store
        members = () if store.section_types(slug) else store.members_of(slug)
        if not members:
            return None
        text = self.texts.say("utter_which_of_group", name=self.sections.ref(slug).name)
        return self.offer(text, members, reading, state)

    def did_you_mean(self, reading: Reading, state: DialogueState) -> Decision:
        """Say that the store does not have a condition by that name, and ask whether one is meant that it has."""
        name, slugs = reading.unknown_name or "", reading.guesses
        if (again := self._named_again(name, slugs, reading, state)) is not None:
            return again
        text = self._not_there(name, slugs)
        return self._guessed(text, reading, replace(state, unknown_name=name))

    def _guessed(self, text: str, reading: Reading, state: DialogueState) -> Decision:
        """Offer what may be meant by a name that is not there, and the condition that was talked of before."""
        state = state.about_none()
        earlier = [slug for slug in state.earlier_conditions[:1] if slug not in reading.guesses]
        return self.sections.with_conditions(earlier, self.offer(text, reading.guesses, reading, state))

    def offered_still(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Take up a question asked after an offer: about the only condition offered, or still about any of them.

        A guess at a name that the store does not have must be said to be the one. Returns `None` without an offer.
        """
        if (slug := self.only_offered(state)) is None:
            return self.offered_again(reading, state)
        return self.taken_for(slug, self.sections.asked(slug, reading, state), state)

    def taken_for(self, slug: str, decision: Decision, state: DialogueState) -> Decision:
        """Say above an answer that it is not quite about what was named, where nobody said yes to what was offered."""
        draft, after = decision
        if state.unknown_name is None:
            return decision
        text = self.texts.say("utter_taken_for", name=state.unknown_name, condition=self.sections.ref(slug).name)
        return replace(draft, text=f"{text} {draft.text}"), after

    def only_offered(self, state: DialogueState) -> str | None:
        """Return the only condition on offer, unless it is a guess at a name that the store does not have."""
        slugs = offered_conditions(state)
        if len(slugs) != 1:
            return None
        name, own = state.unknown_name, self.sections.ref(slugs[0]).name
        is_called_so = name is None or (is_called(own, name) and not only_begins(own, name))
        return slugs[0] if is_called_so else None

    def offered_again(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Offer the same conditions again, so that what else was said does not lose them; `None` without an offer."""
        slugs = offered_conditions(state)
        if not slugs or state.condition is not None:
            return None
        if state.unknown_name is None:
            return self.offer(self.texts.say_in_turn("utter_which_of_again", state.times_asked), slugs, reading, state)
        guesses = tuple(slug for slug in slugs if slug not in state.earlier_conditions)
        text = self._without_page(state.unknown_name, reading.sections, reading, state)
        guessed = self._guessed(text, replace(reading, guesses=guesses), state)
        return ConversationTurns(self.sections, self.texts).with_person(guessed, text=None)

    def _without_page(self, name: str, sections: Sequence[str], reading: Reading, state: DialogueState) -> str:
        """Say in short that there is no page of what was said to be unknown before, so nothing on what is asked now.

        A section that is but the likeliest for some particular thing is not named.
        """
        sections = [section for section in sections if not is_guessed(section, reading)]
        listed = self.sections.listed(sections)
        said = "utter_no_page_on" if sections else "utter_no_page"
        text = self.texts.say_in_turn(said, state.times_asked, name=name, sections=listed)
        before = [slug for slug in state.earlier_conditions[:1] if self.sections.store.has(slug)]
        if not state.times_asked or not before:
            return text
        way_back = self.texts.say("utter_way_back", condition=self.sections.ref(before[0]).name)
        return f"{text} {way_back}"

    def _named_again(self, name: str, slugs: Sequence[str], reading: Reading, state: DialogueState) -> Decision | None:
        """Go on in short where a name is said again that has no page, and offer nothing that is or was turned down."""
        offered = set(offered_conditions(state))
        if offered and offered >= set(slugs) and says("turned_down", reading.text):
            return self.unknown(name, reading, state)
        if normalise_name(name) != normalise_name(state.unknown_name or "") or state.condition is not None:
            return None
        if offered.isdisjoint(slugs):
            return self.unknown(name, reading, state)
        return self.offered_again(reading, state)

    def also_unknown(self, reading: Reading, decision: Decision) -> Decision:
        """Add to a turn that the store does not have another condition that was named beside, and what may be meant."""
        if reading.unknown_name is None:
            return decision
        draft, state = decision
        told = {*reading.conditions, state.condition}
        guesses = [slug for slug in reading.guesses if slug not in told][:MOST_BESIDE]
        said = replace(draft, text=f"{draft.text}\n{self._not_there(reading.unknown_name, guesses)}")
        if state.condition is not None:
            listed = reading.listed if state.condition in reading.listed else (state.condition, NOT_THERE)
            state = replace(state, unknown_name=reading.unknown_name, compared=listed)
        return self.sections.with_conditions(guesses, (said, state))

    def also_which(self, reading: Reading, decision: Decision) -> Decision:
        """Add to an answer which conditions may be meant by another name in the message."""
        others = [slug for slug in reading.candidates if slug not in reading.conditions][:MOST_OPTIONS]
        if not others:
            return decision
        draft, state = decision
        text, meant = self.which_of_name(reading.candidates_name or "", others)
        said = replace(draft, text=f"{draft.text}\n{text}")
        return self.sections.with_conditions(meant, (said, state), reading.sections)

    def which_of_name(self, name: str, slugs: Sequence[str]) -> tuple[str, Sequence[str]]:
        """Return the sentence that asks which is meant by a name, with those to offer: none that is not called so."""
        is_held = len(slugs) == 1 or any(holds(own, name) for own in self._called(slugs))
        if is_held and not self._are_called(name, slugs):
            return self.texts.say("utter_no_page_itself", name=name), ()
        if len(slugs) == 1:
            return self.texts.say("utter_is_it_part", name=name, condition=self.sections.ref(slugs[0]).name), slugs
        return self.texts.say("utter_which_of_part", name=name), slugs

    def _not_there(self, name: str, guesses: Sequence[str]) -> str:
        """Return the sentence that the store has no condition by a name, and asks whether another is meant."""
        if not guesses:
            return self.texts.say("utter_unknown_condition", name=name)
        if len(guesses) > 1:
            return self.texts.say("utter_did_you_mean", name=name)
        return self.texts.say("utter_did_you_mean_one", name=name, condition=self.sections.ref(guesses[0]).name)

    def which_condition(self, sections: Sequence[str], reading: Reading, state: DialogueState) -> Decision:
        """Ask which condition is meant, and keep the question until it is named."""
        choices = condition_choices(self._recent(state), tuple(sections), self.texts)
        draft = Draft(
            kind="clarify",
            text=self._asking_for_a_condition(sections, reading, state),
            options=tuple(choice.option() for choice in choices),
            understood=reading.understood(),
        )
        asking = replace(state.asking(sections, reading.questions), times_asked=state.times_asked + 1)
        return draft, offering(asking, choices)

    def unknown(self, name: str, reading: Reading, state: DialogueState) -> Decision:
        """Say that the store does not have a condition, by the name that the visitor used.

        What follows is about that one: it must not be answered about the condition talked of before, which is offered.
        """
        state = replace(state.about_none().asking_nothing(), unknown_name=name)
        text = self.texts.say("utter_unknown_condition", name=name)
        if reading.intent == COMPARE and (both := two_names(name)) is not None:
            text = self.texts.say("utter_unknown_both", name=both[0], other=both[1])
        choices = condition_choices(self._recent(state)[:1], tuple(reading.sections), self.texts)
        draft = Draft(
            kind="no_answer",
            text=text,
            options=tuple(choice.option() for choice in choices),
            understood=reading.understood(),
        )
        return draft, offering(state, choices)

    def _recent(self, state: DialogueState) -> list[ConditionRef]:
        earlier = filter(self.sections.store.has, state.earlier_conditions[:MOST_OPTIONS])
        return [self.sections.ref(slug) for slug in earlier]

    def _asking_for_a_condition(self, sections: Sequence[str], reading: Reading, state: DialogueState) -> str:
        if state.unknown_name is None:
            return self.texts.say_in_turn("utter_which_condition", state.times_asked)
        return self._without_page(state.unknown_name, sections, reading, state)

    def known_conditions(self, reading: Reading, state: DialogueState) -> Decision:
        """Say how many conditions there are and how to find one, with the best known or last talked of as options."""
        listed = self.sections.store.list()
        by_sections = sorted(listed, key=lambda row: (-row[2], len(row[1]), row[1]))
        recent = [slug for slug in (state.condition, *state.earlier_conditions) if slug]
        slugs = list(dict.fromkeys([*recent, *(slug for slug, _, _ in by_sections)]))[: 10 * MOST_OPTIONS]
        text = self.texts.say("utter_known_conditions", number=f"{len(listed):,}")
        return self.offer(text, slugs, reading, state)

    def names(self, slugs: Sequence[str]) -> dict[str, list[str]]:
        """Return all names of conditions by their slugs."""
        found = {slug: self.sections.store.condition(slug) for slug in slugs}
        return {slug: [condition.name, *condition.synonyms] for slug, condition in found.items()}

    def offer(self, text: str, slugs: Sequence[str], reading: Reading, state: DialogueState) -> Decision:
        """Offer the first of the conditions, and keep the others for "more"."""
        asks_anew = bool(reading.questions or reading.term)
        pending = reading.sections if asks_anew else state.pending_sections
        state = (
            state.asking(pending, reading.questions, reading.term)
            if asks_anew
            else state.asking(pending, state.pending_questions, state.pending_term)
        )
        times = state.times_asked + 1 if set(slugs) == set(offered_conditions(state)) else 0
        shown, rest = tuple(slugs[:MOST_OPTIONS]), tuple(slugs[MOST_OPTIONS:])
        choices = condition_choices([self.sections.ref(slug) for slug in shown], pending, self.texts)
        if rest:
            more = self.texts.say("utter_title_more")
            choices = (*choices, Choice(more, more, None))
        draft = Draft(
            kind="clarify",
            text=text,
            options=tuple(choice.option() for choice in choices),
            understood=reading.understood(),
        )
        offered = tuple(choice.as_slot() for choice in choices)
        return draft, replace(state, offered_options=offered, more_candidates=rest, times_asked=times)


def offered_conditions(state: DialogueState) -> tuple[str, ...]:
    """Return the conditions to choose from, those kept for "more" too, unless all of them were talked of before.

    The buttons of one condition's sections offer no choice of conditions.
    """
    named = [choice.condition for choice in choices_of(state.offered_options) if choice.condition]
    slugs = tuple(dict.fromkeys([*named, *state.more_candidates]))
    is_choice = len(set(named)) == len(named) > (state.condition is not None)
    return slugs if is_choice and not set(slugs) <= set(state.earlier_conditions) else ()
