"""Compare conditions, and keep the one talked of where another is named only to be compared with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from actions.candidate_turns import CandidateTurns, offered_conditions
from actions.message_form import sentences
from actions.nearest_passages import CAUSES, COMPLICATIONS, DIAGNOSIS, OVERVIEW, SYMPTOMS, names_section
from actions.reading import COMPARE, UNSURE, Reading
from actions.reply_rules import LONGEST_REPLY, reply_rules, says
from actions.section_drafts import Decision
from actions.section_turns import SectionTurns
from actions.state import DialogueState
from knowledge.context_rules import COMPARED
from knowledge.masking import PLACEHOLDER
from knowledge.names import normalise_name
from knowledge.passages import Passage, passages_saying
from knowledge.records import SECTION_TYPES, section_data
from rareguide.texts import Texts
from rareguide.turn import SectionData

PAIR = 2
VAGUE = (SYMPTOMS, CAUSES, COMPLICATIONS)
"""Sections that are asked for in many words."""
IN_GENERAL = (OVERVIEW, *SECTION_TYPES)
TOLD_APART = (DIAGNOSIS, SYMPTOMS, *IN_GENERAL)
"""Which section tells best what is asked of each, the first that all have."""
SHORTEST_NAME = 5
"""A shorter one is an acronym, which a text may say of another thing."""


@dataclass(frozen=True)
class ComparisonTurns:
    """Draft turns that compare conditions."""

    sections: SectionTurns
    candidates: CandidateTurns
    texts: Texts

    def compared(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Compare the conditions named, or with those talked of where fewer than two are.

        Of one that is named beside the one talked of ("is it like lupus?") it is told what there is; what follows is
        asked about the one talked of, or the only one on offer. Returns `None` where nothing is compared.
        """
        decision = self._compared(reading, state)
        taken = self.candidates.only_offered(state) if state.condition is None else None
        if decision is None or taken is None or decision[1].condition != taken:
            return decision
        return self.candidates.taken_for(taken, decision, state)

    def _compared(self, reading: Reading, state: DialogueState) -> Decision | None:
        talked_of = state.condition or self.candidates.only_offered(state)
        is_compare = reading.intent == COMPARE and reading.confidence >= UNSURE
        is_open = talked_of is not None or state.unknown_name is not None or bool(offered_conditions(state))
        is_said_so = reading.standing == COMPARED and reading.conditions != (talked_of,)
        is_of_two = len(reading.conditions) > 1 or bool(reading.also_candidates)
        if not (is_compare or (is_said_so and (is_open or is_of_two))) or reading.is_about_part:
            return None
        if is_said_so or not is_compare:
            reading = self._as_comparison(reading, [slug for slug in (talked_of, *reading.conditions) if slug])
        if reading.also_candidates and not reading.conditions and talked_of not in reading.candidates:
            return self._of_names(reading, state)
        is_on_offer = not set(reading.candidates).isdisjoint(offered_conditions(state))
        is_beside = talked_of is None and reading.standing == COMPARED and not is_on_offer
        if is_beside and (beside := self._beside_an_open_one(reading, state)) is not None:
            return beside
        if talked_of is not None:
            state = state.about(talked_of)
        others = [slug for slug in reading.conditions if slug != talked_of]
        if reading.unknown_name is not None or reading.candidates:
            return None if talked_of is None else self._beside(talked_of, others, reading, state)
        before = [slug for slug in (talked_of, *state.earlier_conditions) if slug]
        if len(others) == 1 and talked_of is not None and len(reading.conditions) == 1:
            draft, after = self._told([talked_of, *others], reading, state)
            return draft, replace(after, compared=())
        if not reading.conditions and says("compared_with", reading.masked):
            return None
        slugs = list(dict.fromkeys([*reading.conditions, *before]))[: max(PAIR, len(reading.conditions))]
        if len(slugs) < PAIR:
            return None
        draft, after = self._told(slugs, reading, state)
        return draft, after.about(talked_of) if talked_of in slugs else after

    def _of_names(self, reading: Reading, state: DialogueState) -> Decision:
        """Say of each of the names compared which conditions it may mean, or that there is no page of it."""
        named = ((reading.candidates_name or "", reading.candidates), *reading.also_candidates)
        asked = [self.candidates.which_of_name(name, slugs) for name, slugs in named]
        slugs = tuple(dict.fromkeys(slug for _, meant in asked for slug in meant))
        return self.candidates.offer("\n".join(text for text, _ in asked), slugs, reading, state.about_none())

    def _beside(self, talked_of: str, others: Sequence[str], reading: Reading, state: DialogueState) -> Decision:
        """Go on about the one talked of, where some that it is compared with is not there or may be any of several."""
        if others:
            told = self._told([talked_of, *others], reading, state)
            return self.candidates.also_unknown(reading, self.candidates.also_which(reading, told))
        asked = self._asked_of([talked_of], reading)
        said = self.sections.saying(talked_of, replace(asked, sections=(), term=reading.name_without_page), state)
        decision = said or self.sections.about(talked_of, asked.sections, asked, state)
        if talked_of in reading.candidates:
            return decision
        return self.candidates.also_unknown(reading, self.candidates.also_which(reading, decision))

    def _beside_an_open_one(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Tell of what is compared with one that is not there, or may be any of several, and keep asking for that."""
        waiting = replace(reading, sections=(), conditions=(), unknown_name=None, guesses=())
        again = self.candidates.offered_again(waiting, state)
        if again is None and state.unknown_name is not None:
            again = self.candidates.which_condition((), waiting, state)
        if again is None:
            return None
        if not reading.conditions and reading.candidates:
            line, _ = self.candidates.which_of_name(reading.candidates_name or "", reading.candidates)
            return replace(again[0], text=f"{line}\n{again[0].text}"), again[1]
        if not reading.conditions:
            return self.candidates.also_unknown(replace(reading, guesses=()), again)
        draft, _ = self.sections.about(reading.conditions[0], reading.sections, reading, state)
        lines = (draft.text, again[0].text) if state.unknown_name is None else (again[0].text, draft.text)
        return replace(draft, text="\n".join(lines), options=again[0].options), again[1]

    def _told(self, slugs: Sequence[str], reading: Reading, state: DialogueState) -> Decision:
        """Show the same section of each, with the sentences that name the other, and say that none compares them."""
        asked = self._asked_of(slugs, reading)
        draft, after = self.sections.about_several(slugs, asked.sections, asked, state)
        if len(slugs) > PAIR or asked.clauses or not draft.sections:
            return draft, after
        data = self._with_named(slugs, draft.sections)
        is_named = data != draft.sections
        said = self.texts.say("utter_compared_named" if is_named else "utter_compared_apart")
        return replace(draft, text=f"{said}\n{draft.text}", sections=data), after

    def _as_comparison(self, reading: Reading, slugs: Sequence[str]) -> Reading:
        """Return the reading with those sections alone that are asked for by name: "is it treated like …".

        What goes wrong in each, or which organs suffer, is shown where all pages tell. Each is asked for in plain
        words: those that compare are on no page.
        """
        named = tuple(
            section
            for section in reading.sections
            if names_section(reading.question(section))
            or (section in VAGUE and all(section in self.sections.store.section_types(slug) for slug in slugs))
        )
        clauses = {one: self.texts.say(f"utter_question_{one}", condition=PLACEHOLDER).lower() for one in named}
        reading = replace(reading, intent=COMPARE, confidence=1.0, sections=named, sections_of={}, clauses=clauses)
        return replace(reading, shares=dict.fromkeys(named, 1.0), not_covered=0.0, term=None)

    def _asked_of(self, slugs: Sequence[str], reading: Reading) -> Reading:
        """Ask for the signs of what conditions are compared by, for what tells them apart, or for what each is."""
        pattern = reply_rules().within["compared_by"]
        asking = [normalise_name(one)[-LONGEST_REPLY:] for one in sentences(reading.masked)]
        feature = next((match["feature"] for one in asking if (match := pattern.search(one))), None)
        if feature is not None:
            asked = replace(reading, sections=(SYMPTOMS,), sections_of={}, not_covered=0.0, masked=feature)
            return replace(asked, clauses={SYMPTOMS: f"does it affect {feature}"}, shares={SYMPTOMS: 1.0})
        if set(reading.sections) <= {DIAGNOSIS} and any(says("told_apart", one) for one in asking):
            return self._of_each(slugs, reading, TOLD_APART)
        return reading if reading.sections else self._of_each(slugs, reading)

    def _of_each(self, slugs: Sequence[str], reading: Reading, ranked: Sequence[str] = IN_GENERAL) -> Reading:
        """Ask for the best section that all have, else for the first that each has."""
        there = [self.sections.store.section_types(slug) for slug in slugs]
        common = next((one for one in ranked if all(one in types for types in there)), None)
        if common is not None:
            return replace(reading, sections=(common,), clauses={})
        first = {slug: tuple(types[:1]) for slug, types in zip(slugs, there, strict=True)}
        wanted = dict.fromkeys(section for types in first.values() for section in types)
        return replace(reading, sections=tuple(wanted), sections_of=first, clauses={})

    def _with_named(self, slugs: Sequence[str], shown: Sequence[SectionData]) -> tuple[SectionData, ...]:
        """Return the sections with a sentence of each page highlighted that names the other, if there is one."""
        data = list(shown)
        for slug, other in zip(slugs, reversed(slugs), strict=True):
            named = self._naming(slug, other)
            if named is None:
                continue
            section = section_data(self.sections.ref(slug), named.stored.section, (named.text,))
            same = [place for place, one in enumerate(data) if _is_same(one, section)]
            data[slice(same[0], same[0] + 1) if same else slice(len(data), None)] = [section]
        return tuple(data)

    def _naming(self, slug: str, other: str) -> Passage | None:
        """Return the first sentence of a page that names the other, by no name that its own condition has in its."""
        called = self.candidates.names([slug, other])
        own = [normalise_name(name) for name in called[slug]]
        names = [name for name in called[other] if len(name) >= SHORTEST_NAME]
        names = [name for name in names if not any(normalise_name(name) in one for one in own)]
        return next((said[0] for name in names if (said := passages_saying(self.sections.store, slug, name))), None)


def _is_same(one: SectionData, other: SectionData) -> bool:
    return (one["condition"], one["section"], one["body"]) == (other["condition"], other["section"], other["body"])
