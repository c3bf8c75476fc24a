"""Draft the turns about a term that is no condition's name: a gene, a medicine, a word that was not understood."""

from __future__ import annotations

from dataclasses import dataclass, replace

from actions.conversation_turns import SMALL_TALK, ConversationTurns
from actions.mention_turns import MentionTurns
from actions.named_parts import NamedParts
from actions.nearest_passages import DIAGNOSIS, OVERVIEW
from actions.options import telling_words
from actions.reading import ANNOYED, Reading
from actions.reply_rules import says
from actions.section_drafts import Decision
from actions.section_turns import SectionTurns
from actions.state import DialogueState
from knowledge.context_rules import MAYBE_TOPIC
from knowledge.masking import PLACEHOLDER
from knowledge.name_keys import tokens_of
from knowledge.name_words import is_everyday, is_question_word, is_symbol, topic_beside
from knowledge.names import normalise_name
from knowledge.passage_rules import passage_rules
from knowledge.passages import passages_saying
from knowledge.word_frequency import frequency
from rareguide.turn import Draft

SURE = 0.45
"""From this confidence on small talk is believed rather than the term in it."""
SURER = 0.7
"""From this on a section is believed that one word was read as."""
ASK_WORD = "ask_word"
"""The intent that asks what a word means."""
KNOWN = 2.5
"""A word less frequent than this (Zipf scale) may be a medicine, and tells no language."""


@dataclass(frozen=True)
class TermTurns:
    """Draft turns about terms."""

    sections: SectionTurns
    mentions: MentionTurns
    conversation: ConversationTurns

    def about_gene(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Offer the conditions whose texts say a gene that somebody tells of, before a feeling about it is met."""
        if reading.term is None or not reading.term.isupper() or reading.text.isupper() or reading.feeling is None:
            return None
        return None if reading.conditions or reading.candidates else self.about_term(reading, state)

    def about_word(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Show the sentences that say a word whose meaning is asked for, or say that none explains it.

        Where the one talked of has no page, no other is offered for a word. Returns `None` where none is talked of, or
        several are.
        """
        is_alone = state.condition is None and not (reading.conditions or reading.unknown_name)
        if (reading.asks_meaning or reading.intent == ASK_WORD) and is_alone and state.unknown_name is not None:
            again = self.mentions.candidates.which_condition((), reading, state)
            return self.conversation.with_person(again, text=None)
        slugs = reading.conditions or ((state.condition,) if state.condition else ())
        if not reading.asks_meaning or reading.term is None or reading.unknown_name or len(slugs) != 1:
            return None
        asked = replace(reading, sections=(), clauses={})
        if (said := self.sections.saying(slugs[0], asked, state)) is not None:
            return said
        if reading.sections and not passages_saying(self.sections.store, slugs[0], reading.term):
            return (
                None  # what is named in other words there ("a ring at the edge of the cornea") is no word of the page
            )
        state = state.about(slugs[0])
        return self.conversation.for_a_person("utter_word_not_explained", reading, state, term=reading.term)

    def about_unborn(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Say that a page has nothing on tests before the birth; `None` where it does, or none is asked for."""
        slugs = reading.conditions or ((state.condition,) if state.condition else ())
        is_named = bool(reading.candidates or reading.unknown_name)
        is_asked = not reading.is_telling and (reading.is_question or DIAGNOSIS in reading.sections)
        if is_named or not is_asked or len(slugs) != 1 or not says("before_birth", reading.masked):
            return None
        texts = (stored.section.body for stored in self.sections.store.sections(slugs[0]))
        if any(passage_rules().of_unborn.search(text) for text in texts):
            return None
        state = state.about(slugs[0]).asking_nothing()
        name = self.sections.ref(slugs[0]).name
        return self.conversation.for_a_person("utter_nothing_before_birth", reading, state, condition=name)

    def about_term(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Answer a question about a term where the condition talked of says it; else offer those whose texts do."""
        term = reading.term
        is_talk = reading.intent in SMALL_TALK or (reading.intent in ANNOYED and not reading.is_question)
        if term is None or (is_talk and reading.confidence >= SURE):
            return None
        if state.condition is None:
            return self.mentions.mentioning(term, reading, state)
        is_only_named = self._is_only_named(term, reading)
        asked = replace(reading, sections=(), clauses={}) if is_only_named else reading
        said = self.sections.saying(state.condition, asked, state)
        if is_only_named and said is not None and not self._is_said(state.condition, term, said[0]):
            said = None
        if said is not None or not (is_only_named or _is_gene(term) or self._is_not_there(term, reading, state)):
            return said
        return self._named(state.condition, term, asked, state)

    def about_foreign_word(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Take one rare word for a term of the condition talked of, and for no other language: "miglustat?"."""
        words = normalise_name(reading.text).split()
        if state.condition is None or len(words) != 1 or frequency(words[0]) >= KNOWN:
            return None
        return self._named(state.condition, words[0], replace(reading, language=None, sections=()), state)

    def about_words(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Answer a word or two that were not understood by what the page talked of says of them, or give `None`."""
        topic = topic_beside(f"{PLACEHOLDER} {reading.masked}", PLACEHOLDER)
        if state.condition is None or not topic:
            return None
        if not passages_saying(self.sections.store, state.condition, topic):
            return None
        return self.sections.on_topic(state.condition, topic, reading, state)

    def _is_not_there(self, term: str, reading: Reading, state: DialogueState) -> bool:
        """Return whether a name, and no everyday word, is taken for a part of the one talked of that has no such part.

        "How do they treat biliary atresia?" is not answered by how the one talked of is treated.
        """
        if state.condition is None or not reading.is_about_part or is_everyday(tokens_of(term)):
            return False
        return not NamedParts(self.sections).has_part(state.condition, term, is_known=False)

    def _is_said(self, slug: str, term: str, draft: Draft) -> bool:
        """Return whether the sentences that an answer points at say a term."""
        pointed_at = {sentence for section in draft.sections for sentence in section["highlights"]}
        return bool(pointed_at) and pointed_at <= {one.text for one in passages_saying(self.sections.store, slug, term)}

    def _named(self, slug: str, term: str, asked: Reading, state: DialogueState) -> Decision:
        """Answer a term by the page talked of, else by those that mention it, or say that it is not there."""
        said = self.sections.on_topic(slug, term, asked, state)
        if said[0].kind == "answer" or is_everyday(tokens_of(term)):
            return said
        return self.mentions.elsewhere(term, asked, state) or said

    def _is_only_named(self, term: str, reading: Reading) -> bool:
        """Return whether a message does hardly more than name a term, so that no section is asked for beside."""
        if reading.is_about_part:
            return reading.standing == MAYBE_TOPIC or set(reading.sections) <= {OVERVIEW}
        words = normalise_name(term).split()
        if telling_words(reading.text) != words or any(map(is_question_word, words)):
            return False
        return _is_gene(term) or reading.confidence < SURER


def _is_gene(term: str) -> bool:
    """Return whether a term is written like a gene: "SYNGAP1", "syngap1"."""
    return term.isupper() or is_symbol(term)
