"""Answer a list of a few words each: "gene, age of onset, tests?"."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from actions.asked_sections import sections_meant
from actions.named_choice import passages_on_words
from actions.passage_choice import Choice, choose_passages
from actions.reading import Reading
from actions.section_drafts import Decision
from actions.section_turns import SectionTurns
from actions.state import DialogueState
from knowledge.passage_rules import passage_rules
from knowledge.passages import MOST_PASSAGES
from knowledge.shown_sections import StoredSection
from rareguide.texts import Texts


@dataclass
class _Found:
    """Hold what was found for the parts: sections by their id, sentences of them, what is missing or unanswered.

    `elsewhere` are those that speak of what is missing.
    """

    sections: dict[int, StoredSection] = field(default_factory=dict)
    highlights: dict[int, tuple[str, ...]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)
    elsewhere: list[StoredSection] = field(default_factory=list)

    def add(self, choice: Choice, share: int) -> None:
        """Add the sentences that answer a part, so many of them at most."""
        left = share
        for stored in choice.sections:
            known = self.highlights.get(stored.id, ())
            new = [one for one in choice.highlights.get(stored.id, ()) if one not in known][:left]
            left -= len(new)
            if new:
                self.sections[stored.id] = stored
                self.highlights[stored.id] = (*known, *new)


@dataclass(frozen=True)
class PartTurns:
    """Draft the turn for a message that lists what it asks for in a few words each."""

    sections: SectionTurns
    texts: Texts

    def listed(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Answer each part by itself, and name those that nothing answers.

        Returns `None` where each part asks for a section as a whole, or it is not known of which condition.
        """
        slug = next(iter(reading.conditions), state.condition)
        is_of_one = len(reading.conditions) < 2 and not (reading.candidates or reading.unknown_name)
        if slug is None or not is_of_one or not self.sections.store.has(slug):
            return None
        parts = [(part, section, of_part(reading, part, section)) for part, section in reading.parts]
        if not any(not section or own.question(section).is_particular for _, section, own in parts):
            return None
        found = _Found()
        for part, section, own in parts:
            self._answer(slug, part, section, own, max(1, MOST_PASSAGES // len(parts)), found)
        if not found.sections:
            return None
        sections = list(found.sections.values())
        passages = Choice(found.highlights, tuple(found.elsewhere))
        draft, state = self.sections.with_found(slug, sections, tuple(found.missing), passages, reading, state)
        if found.unanswered:
            said = self.texts.say("utter_parts_unanswered", parts=", ".join(f"“{part}”" for part in found.unanswered))
            draft = replace(draft, text=f"{draft.text} {said}")
        return draft, state

    def _answer(self, slug: str, part: str, section: str, own: Reading, share: int, found: _Found) -> None:
        store = self.sections.store
        question = own.question(section)
        there = store.sections(slug, (section,)) if section else []
        if there and not question.is_particular:
            found.sections.update({stored.id: stored for stored in there})
            return
        choice = Choice() if question.is_of_a_kind else passages_on_words(store, slug, of_part(own, part, ""))
        if not choice.sections and section:
            meant = sections_meant(own, (section,), store.section_types(slug))
            plain = next(iter(question.plainly), part)  # "gene" alone is near whatever has the word
            choice = choose_passages(store, slug, meant, of_part(own, plain, section))
        found.add(choice, share)
        is_of_section = bool(section) and (
            question.is_for_section or passage_rules().tells[section].search(part) is not None
        )
        if is_of_section and not there:
            found.missing.append(section)
            found.elsewhere += choice.sections
        elif is_of_section and not choice.sections:
            found.sections.update({stored.id: stored for stored in there})
        elif not choice.sections and len(part.strip()) > 1:  # "M and F" names nothing
            found.unanswered.append(part)  # it names no section, and no sentence speaks of it


def of_part(reading: Reading, part: str, section: str) -> Reading:
    """Return the reading of one part of a list by itself."""
    sections = (section,) if section else ()
    clauses, shares = dict.fromkeys(sections, part), dict.fromkeys(sections, 1.0)
    return replace(reading, sections=sections, masked=part, clauses=clauses, shares=shares, term=None, parts=())
