"""Draft the turns that carry sections, and those that say that a section or a condition is not there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from actions.asked_sections import sections_meant
from actions.named_choice import named_passages, passages_on_term, passages_on_words, sure_passages
from actions.nearest_passages import INHERITANCE, OVERVIEW, SUPPORT, asks_for_kind, is_asked_for
from actions.options import condition_choices
from actions.passage_choice import NOT_COVERED_FROM, choose_passages
from actions.passage_choice import Choice as PassageChoice
from actions.reading import NOT_COVERED, UNSURE, Reading
from actions.section_drafts import MOST_OPTIONS, Decision, SectionDrafts, offering
from actions.state import DialogueState
from actions.verdicts import is_verdict, with_sexes
from knowledge.masking import PLACEHOLDER
from knowledge.name_words import topic_beside
from knowledge.named_passages import own_words
from knowledge.passage_rules import passage_rules
from knowledge.passages import MOST_PASSAGES, passages_explaining, passages_saying
from knowledge.records import SECTION_TYPES
from knowledge.shown_sections import StoredSection
from rareguide.turn import SectionData

NAMED_ONLY = "name_condition"
"""The intent of a message that names a condition and asks nothing."""


@dataclass(frozen=True)
class SectionTurns(SectionDrafts):
    """Draft turns about sections of the store."""

    def about(self, slug: str, sections: Sequence[str], reading: Reading, state: DialogueState) -> Decision:
        """Answer sections of one condition; none asked for means its overview, all types mean all that it has.

        The sentences that answer one particular thing are highlighted, whatever section they stand in.
        """
        condition = self.ref(slug)
        available = self.store.section_types(slug)
        is_everything = reading.intent == "ask_everything" or tuple(sections) == SECTION_TYPES
        if is_everything:
            sections = [section for section in available if section in (sections or SECTION_TYPES)]
        else:
            sections = sections_meant(reading, sections, available)
        state = replace(state.about(slug).asking_nothing(), last_sections=tuple(sections) or ("overview",))
        if not sections and "overview" not in available:
            return self.which_section(condition, available, reading, state)
        wanted = tuple(sections) or ("overview",)
        passages = PassageChoice() if is_everything else choose_passages(self.store, slug, sections, reading)
        found = self.store.sections(slug, wanted)
        passages = with_sexes(self.store, slug, found, reading, passages)
        if passages.is_nowhere or (found and not passages.is_covered):
            return self.not_covered(slug, reading, state)
        there = {stored.section.type for stored in found}
        is_elsewhere = bool(passages.sections) and (passages.is_of_no_section or passages.is_near)
        missing = () if is_elsewhere else tuple(section for section in wanted if section not in there)
        guessed = tuple(section for section in missing if is_guessed(section, reading))
        if missing and missing == guessed and not found and not passages.sections:
            return self.not_covered(slug, reading, state)
        missing = tuple(section for section in missing if section not in guessed) if passages.sections else missing
        if is_elsewhere and len(wanted) == 1:  # "Yes, …" on another question would read as the answer
            found = [one for one in found if one.id in passages.highlights or not is_verdict(one)]
        known = {stored.id for stored in found}
        found += [stored for stored in passages.sections if stored.id not in known]
        return self.answered(condition, available, found, missing, passages, reading, state)

    def about_talked_of(self, reading: Reading, state: DialogueState) -> Decision:
        """Answer about the condition talked of; where it has nothing, also about the one before it if that has.

        Of two people who have one each, or of two conditions just compared, it is not said which one is meant.
        """
        slug = str(state.condition)
        decision = self.about(slug, reading.sections, reading, state)
        others = [one for one in (*state.compared, *state.earlier_conditions[:1]) if one and one != slug]
        if others and passage_rules().which_one.search(reading.masked):
            return self._having(tuple(dict.fromkeys((slug, *others))), decision, reading, state)
        is_of_kin = INHERITANCE not in reading.sections and passage_rules().kin.search(reading.masked)
        is_open = bool(state.side_by_side) or is_of_kin  # who asks if "his children" get it tells of no other illness
        if decision[0].kind != "no_answer" or not is_open:
            return decision
        has = [one for one in dict.fromkeys(others) if self.about(one, reading.sections, reading, state)[0].sections]
        return self.about_several((slug, *has[:1]), reading.sections, reading, state) if has else decision

    def _having(self, slugs: Sequence[str], decision: Decision, reading: Reading, state: DialogueState) -> Decision:
        """Answer about those of several conditions whose sentences name what is asked; about none, as decided.

        Of two that were just compared and of which none does, both are answered about.
        """
        has = [
            slug
            for slug in slugs
            if any(section["highlights"] for section in self.about(slug, reading.sections, reading, state)[0].sections)
        ]
        has = has or [slug for slug in state.side_by_side if slug in slugs]
        return self.about_several(has, reading.sections, reading, state) if has else decision

    def taking_up(self, reading: Reading, state: DialogueState) -> Reading:
        """Return the reading with the question that waited for a condition, unless it asks anew."""
        if reading.questions:
            return reading
        reading = replace(reading, term=reading.term or state.pending_term)
        if not (state.pending_sections or state.pending_questions):
            return reading
        return reading.asking_still(state.pending_sections, state.pending_questions)

    def asked(self, slug: str, reading: Reading, state: DialogueState) -> Decision:
        """Answer what a reading asks about one condition."""
        if (said := self.saying(slug, reading, state)) is not None:
            return said
        if reading.not_covered >= NOT_COVERED_FROM and reading.intent == NOT_COVERED and not reading.sections:
            return self.particular(slug, reading, state)
        if not reading.sections and (reading.intent == NAMED_ONLY or reading.confidence < UNSURE):
            find = self.on_words if reading.intent == NAMED_ONLY else self.surely
            if (said := find(slug, reading, state)) is not None:
                return said
            if topic := topic_beside(reading.masked, PLACEHOLDER):
                return self.on_topic(slug, topic, reading, state)
        return self.about(slug, reading.sections, reading, state)

    def saying(self, slug: str, reading: Reading, state: DialogueState) -> Decision | None:
        """Answer what is asked about a term with the sentences of a condition that say it; `None` where none does."""
        find = passages_explaining if reading.asks_meaning else passages_saying
        if reading.term is None or not find(self.store, slug, reading.term):
            return None
        sections = tuple(section for section in reading.sections if section != OVERVIEW)
        if sections:
            return self.about(slug, sections, reading, state)
        return self.particular(slug, replace(reading, sections=()), state)

    def particular(self, slug: str, reading: Reading, state: DialogueState) -> Decision:
        """Answer a question that no section is for with the sentences that do, or say that it is not covered."""
        passages = choose_passages(self.store, slug, (), reading)
        return self._with_passages(slug, passages, reading, state) or self.not_covered(slug, reading, state)

    def surely(self, slug: str, reading: Reading, state: DialogueState) -> Decision | None:
        """Answer a question that was not understood with the sentences that surely answer it, or give `None`."""
        return self._with_passages(slug, sure_passages(self.store, slug, reading), reading, state)

    def naming(self, slug: str, reading: Reading, state: DialogueState) -> Decision | None:
        """Answer with the sentences that name the particular thing that is asked about, or give `None`."""
        return self._with_passages(slug, named_passages(self.store, slug, reading), reading, state)

    def on_words(self, slug: str, reading: Reading, state: DialogueState) -> Decision | None:
        """Answer a name with a word or two beside it by the sentences that have them, or give `None`."""
        return self._with_passages(slug, passages_on_words(self.store, slug, reading), reading, state)

    def _with_passages(
        self, slug: str, passages: PassageChoice, reading: Reading, state: DialogueState
    ) -> Decision | None:
        if not passages.sections:
            return None
        state = state.about(slug).asking_nothing()
        available = self.store.section_types(slug)
        return self.answered(self.ref(slug), available, passages.sections, (), passages, reading, state)

    def with_found(
        self,
        slug: str,
        found: Sequence[StoredSection],
        missing: tuple[str, ...],
        passages: PassageChoice,
        reading: Reading,
        state: DialogueState,
    ) -> Decision:
        """Answer with the sections and sentences that were found for the parts of a message."""
        types = tuple(dict.fromkeys(stored.section.type for stored in found))
        state = replace(state.about(slug).asking_nothing(), last_sections=types)
        return self.answered(self.ref(slug), self.store.section_types(slug), found, missing, passages, reading, state)

    def not_covered(self, slug: str, reading: Reading, state: DialogueState) -> Decision:
        """Say that what was asked stands in no section of a condition, and offer those that there are."""
        return self.offering_sections(slug, "utter_not_covered", reading, state, kind="no_answer")

    def on_topic(self, slug: str, term: str, reading: Reading, state: DialogueState) -> Decision:
        """Answer what is named beside a condition by the sentences that say it, or say that none does."""
        said = passages_on_term(self.store, slug, term)
        if (answer := self._with_passages(slug, said, replace(reading, term=None), state)) is not None:
            return answer
        return self.offering_sections(slug, "utter_nothing_on_term", reading, state, kind="no_answer", term=term)

    def about_several(
        self, slugs: Sequence[str], sections: Sequence[str], reading: Reading, state: DialogueState
    ) -> Decision:
        """Answer about several conditions in one turn; the first becomes the one talked of."""
        first, new_state = self.about(slugs[0], self._of(slugs[0], sections, reading), reading, state)
        data, missing, texts = list(first.sections), list(first.missing), [first.text]
        for slug in slugs[1:]:
            other, _ = self.about(slug, self._of(slug, sections, reading), reading, new_state)
            data.extend(other.sections)
            missing.extend(other.missing)
            texts.append(other.text)
        data = _with_few_highlights(data)
        has_any = bool(data)
        draft = replace(
            first,
            kind="answer" if has_any else first.kind,
            text="\n".join(dict.fromkeys(texts)),
            sections=tuple(data),
            missing=tuple(dict.fromkeys(missing)),
        )
        earlier = dict.fromkeys([*slugs[1:], *new_state.earlier_conditions])
        choices = condition_choices([self.ref(slug) for slug in slugs[:MOST_OPTIONS]], (), self.texts)
        draft = replace(draft, options=tuple(choice.option() for choice in choices))
        new_state = replace(
            new_state,
            earlier_conditions=tuple(earlier),
            compared=tuple(slugs) if len(slugs) > 1 else new_state.compared,
        )
        return draft, offering(new_state, choices)

    def _of(self, slug: str, sections: Sequence[str], reading: Reading) -> Sequence[str]:
        """Return those of the sections that are asked for about one condition."""
        if not reading.sections_of:
            return sections
        return reading.asked_about(slug) or sections


def _with_few_highlights(sections: Sequence[SectionData]) -> list[SectionData]:
    """Return sections of several conditions with no more highlights than a turn may have, as many for each."""
    slugs = dict.fromkeys(section["condition"]["slug"] for section in sections)
    left = dict.fromkeys(slugs, max(1, MOST_PASSAGES // max(1, len(slugs))))
    kept: list[SectionData] = []
    for section in sections:
        slug, room = section["condition"]["slug"], MOST_PASSAGES - sum(len(one["highlights"]) for one in kept)
        highlights = section["highlights"][: min(left[slug], room)]
        left[slug] -= len(highlights)
        kept.append({**section, "highlights": highlights})
    return kept


def is_guessed(section: str, reading: Reading) -> bool:
    """Tell whether a section is but the likeliest one for some particular thing, and was not asked for as such."""
    question = reading.question(section)
    if asks_for_kind(question) and section != SUPPORT:  # "what does the treatment cost?"
        return True
    return section in reading.shares and bool(own_words(question)) and not is_asked_for(question)
