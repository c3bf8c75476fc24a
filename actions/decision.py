"""Decide on the turn: which kind it is, about which condition and which sections."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from actions.anaphora import people_told_of
from actions.asked_sections import with_asked_section
from actions.candidate_turns import CandidateTurns
from actions.comparison_turns import ComparisonTurns
from actions.conversation_turns import ConversationTurns
from actions.family_turns import FamilyTurns
from actions.feeling_turns import FeelingTurns, glad_only
from actions.follow_ups import FollowUps
from actions.group_turns import FOR_GROUP, GroupTurns
from actions.mention_turns import MentionTurns
from actions.offer_replies import OfferReplies
from actions.part_turns import PartTurns
from actions.people_turns import PeopleTurns
from actions.question_turns import QuestionTurns
from actions.reading import COMPARE, SURE, UNSURE, Reading
from actions.remark_turns import RemarkTurns
from actions.reply_rules import says
from actions.section_drafts import Decision
from actions.section_turns import NAMED_ONLY, SectionTurns
from actions.short_turns import ShortTurns
from actions.source_turns import SourceTurns
from actions.state import DialogueState
from actions.term_turns import TermTurns
from actions.type_turns import TypeTurns
from knowledge.context_rules import COMPARED
from knowledge.passage_rules import passage_rules
from knowledge.records import SECTION_TYPES
from knowledge.store import KnowledgeStore
from rareguide.texts import Texts

OTHER_LANGUAGE = "other_language"
ABOUT_ASSISTANT = frozenset({"ask_bot", "ask_bot_feelings", "ask_conditions", "ask_privacy", "ask_service_cost"})
"""Intents of questions about the assistant itself, which need no condition."""
FORGETTING = frozenset({"start_again"})
"""Intents that drop the thread, which must be sure."""


@dataclass(frozen=True)
class Decider:
    """Decide on turns with one store and one set of texts."""

    store: KnowledgeStore
    texts: Texts

    def decide(self, reading: Reading, state: DialogueState, page_condition: str | None = None) -> Decision:
        """Return the draft of the turn and the state after it; exactly one draft, whatever was said.

        `page_condition` is the slug of the condition that the visitor's page or their choice is about: it is the one
        talked of, unless the store does not have it; an empty one says that none is talked of any more.
        """
        with self.store.for_one_turn() as store:
            if page_condition == "":
                state = state.about_none()
            if page_condition and store.has(page_condition):
                state = state.about(page_condition)
            return replace(self, store=store)._decide(reading, state)

    def _decide(self, reading: Reading, state: DialogueState) -> Decision:
        state = self._follow_ups.without_gone_conditions(state)
        told = people_told_of(reading.masked, reading.listed)
        reading = self._follow_ups.without_reproach(self._follow_ups.without_gone_names(glad_only(reading)), state)
        reading = self._follow_ups.with_meant(self._follow_ups.as_chat(reading, state), state)
        reading, state = self._follow_ups.of_those_in_play(reading, state)
        reading = self._follow_ups.with_talked_of(self._follow_ups.without_own_diagnosis(reading), state)
        reading = self._follow_ups.with_person(reading, state)
        reading = self._follow_ups.with_pointed_at(self._follow_ups.without_length(reading, state), state)
        reading = self._types.with_sisters(self._types.with_sister(reading, state))
        if state.condition is not None or reading.conditions or self._family.on_offer(state):
            reading = with_asked_section(reading)
        meant = self._follow_ups.parts.about_part(reading, state)
        decision = self._conversation.referred(meant, self._decided(meant, state))
        decision = self._types.offered(meant, state, self._feelings.led(meant, state, decision))
        decision = self._types.narrower(meant, decision)
        decision = self._follow_ups.parts.with_way_back(reading, state, self._family.kept(state, decision))
        decision = self._conversation.shortened(reading, self._conversation.with_goodbye(reading, decision))
        draft, after = self._conversation.with_person(decision) if reading.wants_a_person_too else decision
        after = after.knowing(told)
        return draft, after if draft.kind in ("smalltalk", "handoff") else after.pointing_at(draft.sections)

    def _decided(self, reading: Reading, state: DialogueState) -> Decision:
        for step in (
            self._offer_replies.option,
            self._short.taken_up,
            self._all_clear,
            self._types.chosen,
            self._other_language,
            self._type_unknown,
            self._terms.about_unborn,
            self._people.left,
            self._conversation.left,
            self._parts.listed,
            self._terms.about_gene,
            self._terms.about_word,
            self._comparisons.compared,
            self._questions.asked_beside,
            self._remarks.ruled_out,
            self._remarks.first,
            self._feelings.met,
            self._feelings.laughed,
            self._sources.asked,
            self._family.not_there,
            self._groups.asked,
            self._questions.not_covered,
            self._questions.about_conditions,
            self._terms.about_term,
            self._about_section,
            self._remarks.told,
            self._talk,
            self._questions.found_in_texts,
            self._remarks.last,
        ):
            decision = step(reading, state)
            if decision is not None:
                return decision
        return self._not_understood(reading, state)

    @property
    def _sections(self) -> SectionTurns:
        return SectionTurns(self.store, self.texts)

    @property
    def _feelings(self) -> FeelingTurns:
        return FeelingTurns(self._sections, self._conversation, self.texts)

    @property
    def _conversation(self) -> ConversationTurns:
        return ConversationTurns(self._sections, self.texts)

    @property
    def _remarks(self) -> RemarkTurns:
        return RemarkTurns(self._conversation, self._sources, self.texts)

    @property
    def _sources(self) -> SourceTurns:
        return SourceTurns(self._conversation)

    @property
    def _follow_ups(self) -> FollowUps:
        return FollowUps(self._sections)

    @property
    def _terms(self) -> TermTurns:
        return TermTurns(self._sections, self._mentions, self._conversation)

    @property
    def _groups(self) -> GroupTurns:
        return GroupTurns(self._sections, self._conversation)

    @property
    def _parts(self) -> PartTurns:
        return PartTurns(self._sections, self.texts)

    @property
    def _candidates(self) -> CandidateTurns:
        return CandidateTurns(self._sections, self.texts)

    @property
    def _offer_replies(self) -> OfferReplies:
        return OfferReplies(self._candidates, self._conversation, self.texts)

    @property
    def _short(self) -> ShortTurns:
        return ShortTurns(self._sections, self._conversation, self.texts)

    @property
    def _comparisons(self) -> ComparisonTurns:
        return ComparisonTurns(self._sections, self._candidates, self.texts)

    @property
    def _mentions(self) -> MentionTurns:
        return MentionTurns(self._sections, self._candidates, self.texts)

    @property
    def _questions(self) -> QuestionTurns:
        return QuestionTurns(self._sections, self._candidates, self._offer_replies, self._mentions, self._terms)

    @property
    def _people(self) -> PeopleTurns:
        return PeopleTurns(self._sections, self._conversation, self.texts, self._in_general)

    @property
    def _types(self) -> TypeTurns:
        return TypeTurns(self._sections, self._candidates, self.texts)

    @property
    def _family(self) -> FamilyTurns:
        return FamilyTurns(self._sections, self._candidates, self.texts)

    def _all_clear(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Go on with what was talked of, or asked, before where a message says that nobody is in danger."""
        is_clear = says("all_clear", reading.text) or says("promise", reading.text)
        if reading.sections or reading.conditions or reading.candidates or reading.asking or not is_clear:
            return None
        if state.condition is None and state.pending_sections:
            asked_again = self._candidates.which_condition(state.pending_sections, reading, state)
            return self._conversation.led_by("utter_all_clear", asked_again)
        return self._conversation.all_clear(reading, state)

    def _other_language(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Say which languages there are, in the visitor's, whatever else the message may have been read as.

        One rare word ("hypocretin?") is of no other language where a condition is talked of.
        """
        if reading.language is None and reading.intent != OTHER_LANGUAGE:
            return None
        if reading.language is None:
            return self._terms.about_foreign_word(reading, state)
        return self._terms.about_foreign_word(reading, state) or self._conversation.other_language(reading, state)

    def _type_unknown(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Go on where a type is not known, unless a person is asked for, or for advice.

        "Which one is only in girls?" asks about the two that were compared.
        """
        is_of_two = reading.intent == COMPARE or passage_rules().which_one.search(reading.masked)
        if reading.feeling is not None and state.condition is not None and not reading.is_question:
            return None
        if state.side_by_side and (is_of_two or reading.standing == COMPARED) and not reading.is_of_one_person:
            return None
        is_for_people = reading.asks_for_a_person or reading.own_case is not None
        return None if is_for_people else self._family.unknown(reading, state)

    def _in_general(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Answer what the store has on what is asked, whoever asks."""
        return self._questions.about_conditions(reading, state) or self._about_section(reading, state)

    def _about_section(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Answer a section of the condition talked of, or ask which condition is meant."""
        if not reading.sections:
            return None
        if state.condition is None:
            if reading.intent in ABOUT_ASSISTANT and reading.confidence >= SURE:
                return self._talk(replace(reading, sections=()), state)  # its words may also be a section's
            offered = self._family.asked(reading, state) or self._candidates.offered_still(reading, state)
            return offered or self._candidates.which_condition(reading.sections, reading, state)
        return self._sections.about_talked_of(reading, state)

    def _not_understood(self, reading: Reading, state: DialogueState) -> Decision:
        """Say so, and keep asking which of the conditions that are offered is meant.

        Where nothing else is understood, a name that has no page is answered as if it were all that was said.
        """
        is_told = reading.is_telling and state.unknown_name is not None
        named = (
            self._questions.about_conditions(replace(reading, intent=NAMED_ONLY), state)
            if state.condition is None
            else None
        )
        if named is not None:
            return named
        again = None if is_told else self._candidates.offered_again(reading, state)
        if again is None and not is_told and state.condition is None and state.unknown_name is not None:
            again = self._candidates.which_condition((), reading, state)
        if again is None:
            return self._conversation.not_understood(reading, state)
        draft, state = self._conversation.with_person(again, text=None)
        if reading.is_telling and not reading.is_question:  # what is offered stays on offer beside a word of thanks
            said = replace(draft, text=self.texts.say("utter_told_beside_offer"))
            draft, state = self._conversation.thanked(reading, (said, state))
        return replace(draft, understood=replace(draft.understood, intent=None)), state

    def _talk(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Answer what is said about the conversation or beside it."""
        intent = reading.intent or ""
        if reading.confidence < (SURE if intent in FORGETTING else UNSURE):
            return None
        special: dict[str, Callable[[Reading, DialogueState], Decision]] = {
            "ask_everything": self._everything,
            FOR_GROUP: self._questions.which,
            "ask_conditions": self._candidates.known_conditions,
            "ask_condition_name": self._name_again,
            **self._conversation.by_intent,
            **self._sources.by_intent,
        }
        if intent in special:
            return special[intent](reading, state)
        return None

    def _name_again(self, reading: Reading, state: DialogueState) -> Decision:
        """Say the name of the condition talked of once more, or ask for one."""
        return self._conversation.name_again(reading, state) or self._questions.which(reading, state)

    def _everything(self, reading: Reading, state: DialogueState) -> Decision:
        """Show all sections of the condition talked of; before any was named, say which there are."""
        if state.condition is None and (several := self._family.on_offer(state)):
            return self._family.told(several, replace(reading, sections=()), state)
        if state.condition is None and not state.earlier_conditions and state.unknown_name is None:
            return self._candidates.known_conditions(replace(reading, sections=SECTION_TYPES), state)
        if state.condition is None:
            return self._candidates.which_condition(SECTION_TYPES, reading, state)
        return self._sections.about(state.condition, SECTION_TYPES, reading, state)
