"""Answer by pages that speak of what no condition is called: a gene, a medicine, a type, a word beside a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from actions.candidate_turns import CandidateTurns
from actions.conversation_turns import ConversationTurns
from actions.nearest_passages import OVERVIEW
from actions.reading import Reading
from actions.section_drafts import Decision
from actions.section_turns import SectionTurns
from actions.state import DialogueState
from knowledge.name_keys import KIND_WORDS, SMALL_WORDS, TYPE_WORDS, content_of, plain_word, tokens_of
from knowledge.name_words import is_topic, names_an_illness, words_around_names
from knowledge.names import normalise_name
from knowledge.short_forms import short_forms
from rareguide.texts import Texts


@dataclass(frozen=True)
class MentionTurns:
    """Draft turns about what pages mention."""

    sections: SectionTurns
    candidates: CandidateTurns
    texts: Texts

    def mentioning(self, term: str, reading: Reading, state: DialogueState) -> Decision | None:
        """Offer the conditions whose texts say a term; answer about the one talked of where its texts do.

        Returns `None` where no text says it, for the acronym of a condition, which texts may say of another,
        and for what no condition is called ("MRI findings") where none is talked of.
        """
        forms, words = short_forms(), term.lower().split()
        names_nothing = state.condition is None and not forms.no_conditions.isdisjoint(words)
        if names_nothing or term.lower() in forms.conditions:
            return None
        slugs = [slug for slug in self.sections.store.mentioning(term) if self.sections.store.has(slug)]
        asked = replace(reading, term=term)
        if state.condition in slugs and (said := self.sections.saying(state.condition, asked, state)):
            return said
        if not slugs:
            return None
        state = state.about_none()
        text = self.texts.say("utter_mentioned", term=term)
        if not names_an_illness(tokens_of(term), is_asked=True):
            return self.candidates.offer(text, slugs, asked, state)
        state = replace(state, unknown_name=term)  # what follows is about that one, not the page offered
        offered = self.candidates.offer(text, slugs, asked, state)
        return ConversationTurns(self.sections, self.texts).with_person(offered, text=None)

    def elsewhere(self, term: str, reading: Reading, state: DialogueState) -> Decision | None:
        """Offer the pages that mention a term which the one talked of does not; `None` where none does."""
        if state.condition is None or (found := self.mentioning(term, reading, state)) is None:
            return None
        name = self.sections.ref(state.condition).name
        text = self.texts.say("utter_mentioned_elsewhere", term=term, condition=name)
        draft, after = found
        kept = state.condition, state.earlier_conditions, state.unknown_name
        after = replace(after, condition=kept[0], earlier_conditions=kept[1], unknown_name=kept[2])
        return replace(draft, text=text), after

    def broader(self, reading: Reading, state: DialogueState) -> Decision | None:
        """Answer what is named beside a condition, a topic or a type without a page, by the page of the condition.

        "Prader-Willi school" asks for school in Prader-Willi syndrome. Returns `None` where no guess is that.
        """
        name = reading.unknown_name or ""
        if not words_around_names().relating.isdisjoint(normalise_name(name).split()):
            return None
        for place, slug in enumerate(reading.guesses):
            condition = self.sections.store.condition(slug)
            rest = beyond(name, (condition.name, *(() if place else condition.synonyms)))
            if not rest:
                continue
            term, has_type = " ".join(rest), not TYPE_WORDS.isdisjoint(rest)
            is_asked = not has_type and not is_tied(rest[0], rest[-1], name)
            is_asked = is_asked and (is_topic(term) or is_beside(term, name))
            asked = replace(reading, term=term, unknown_name=None, guesses=())
            is_type = has_type or (len(rest) == 1 and set(reading.sections) <= {OVERVIEW})
            said = self.sections.on_topic(slug, term, asked, state) if is_asked or is_type else None
            if is_asked and said is not None:
                return said
            if said is None or said[0].kind != "answer":
                continue
            text = self.texts.say("utter_broader", name=name, condition=condition.name)
            return replace(said[0], text=f"{text}\n{said[0].text}"), said[1]
        return None


def is_beside(term: str, name: str) -> bool:
    """Return whether one more word behind a name, in small letters, may be asked about: "Tourette coprolalia"."""
    tokens = tokens_of(term)
    if len(tokens) != 1 or not name.endswith(f" {term}") or term.endswith(words_around_names().qualifier_endings):
        return False
    return tokens[0].text.islower()


def is_tied(first: str, last: str, name: str) -> bool:
    """Return whether a hyphen ties words of a name to the rest of it: "robin" of "Robin-Fabry syndrome"."""
    return re.search(rf"\b{re.escape(last)}-\w|\w-{re.escape(first)}\b", name.lower()) is not None


def beyond(name: str, names: Sequence[str]) -> list[str]:
    """Return what a name says beyond that of a known condition: "type 4", "hypermobile"; else nothing."""
    words = [word for word in normalise_name(name).split() if word not in SMALL_WORDS]
    for known in map(set, sorted((content_of(normalise_name(one).split()) for one in names), key=len, reverse=True)):
        rest = [word for word in words if plain_word(word) not in known | KIND_WORDS]
        if known and known <= {plain_word(word) for word in words} and not set(rest) <= TYPE_WORDS:
            return rest
    return []
