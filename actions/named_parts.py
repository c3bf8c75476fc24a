"""Take a name in a follow-up for a part of the condition talked of: a sign, a medicine, a word of the everyday."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from actions.message_form import is_question, sentences
from actions.nearest_passages import OVERVIEW
from actions.options import chosen
from actions.reading import Reading
from actions.section_drafts import Decision
from actions.section_turns import SectionTurns
from actions.state import DialogueState
from knowledge.context_rules import COMPARED, KIND, MAYBE_PART, MAYBE_TOPIC, PART, TOPIC
from knowledge.masking import PLACEHOLDER
from knowledge.mentions import OF_GROUP, OF_NAME_ALONE, OF_PARTS
from knowledge.name_keys import KIND_WORDS, TYPE_WORDS, content_of, tokens_of
from knowledge.name_words import is_everyday, is_short_form, names_an_illness
from knowledge.named_passages import passages_naming
from knowledge.names import normalise_name
from knowledge.passage_features import ParticularQuestion
from knowledge.passage_rules import passage_rules
from knowledge.passages import passages_saying
from knowledge.store import KnowledgeStore
from knowledge.word_frequency import frequency

TELLING = 4.0
"""Words less frequent than this (Zipf scale) name a sign by themselves ("migraine", "lipoma")."""
MOST_WORDS_OF_A_HEADING = 2
"""So few words with a name among them are what the next sentence asks about ("No, lupus. Will I get it?")."""
PARTS_OF_NAMES = (OF_PARTS, OF_GROUP, OF_NAME_ALONE)
"""How names match that the store does not have as they stand (`knowledge.name_index.Mention`)."""


@dataclass(frozen=True)
class NamedParts:
    """Tell names of conditions from parts of the one talked of."""

    sections: SectionTurns

    @property
    def _store(self) -> KnowledgeStore:
        return self.sections.store

    def about_part(self, reading: Reading, state: DialogueState) -> Reading:
        """Take a name in a follow-up for a term of the condition talked of, where its texts tell of a part of it.

        A name that the store has as it stands must be said as a part ("is glaucoma common?"); another may not be asked
        about anew ("what about glaucoma?"). "Like glaucoma" in the texts makes no part. What nothing in the store is
        called, a medicine perhaps, is asked about as a part though no text says it, and so is an everyday word ("what
        about kidneys?"). One that is only told of beside a question ("Asthma, that is me. Is there a cure?") asks for
        nothing.
        """
        if reading.conditions:
            reading = self._of_one_named(reading)
        if state.condition is None or state.condition in reading.conditions:
            return reading
        if reading.named is None:
            return self._about_parts(reading, state.condition)
        if chosen(reading.text, state.offered_options) is not None or reading.is_pointing:
            return reading
        is_known = bool(reading.conditions) or reading.candidates_match not in (None, *PARTS_OF_NAMES)
        is_topic = reading.standing == TOPIC
        if reading.unknown_name is not None and (quality := _of_a_type(reading.unknown_name)):
            return reading.about_part(quality)
        is_listed = any(not section for _, section in reading.parts)
        if is_listed and not is_known and reading.standing is None:  # "stroke, cardiomyopathy, pain: any of them?"
            return replace(reading.about_part(reading.named), parts=(*reading.parts, (reading.named.lower(), "")))
        if not is_known and _is_of_the_body(reading.named, is_topic):
            return reading.about_part(reading.named)
        if (rest := _beside_what_is_told(reading)) and self.has_part(state.condition, reading.named, is_known=True):
            return replace(reading.without_names(), conditions=(), listed=(), masked=rest)
        if is_topic or (is_known and reading.standing not in (PART, MAYBE_PART)):
            return reading
        parts = [reading.named] if is_known else list(_beginnings(reading.named))
        is_as_said = is_known or reading.standing == COMPARED
        part = next((part for part in parts if self.has_part(state.condition, part, is_as_said)), None)
        is_kind = reading.standing == KIND and not is_known
        is_none = reading.standing != COMPARED and (self._is_no_name(reading) or is_kind)
        if part is None and is_none:
            part = reading.named
        return reading if part is None else reading.about_part(part)

    def _of_one_named(self, reading: Reading) -> Reading:
        """Take a sign of the one condition named, which others' names hold, for no name: "NF1. What are his spots?"."""
        name, slug = reading.candidates_name, reading.conditions[0]
        is_part = name is not None and reading.candidates_match == OF_PARTS and not reading.also_candidates
        if name is None or not is_part or len(reading.conditions) > 1 or not self.has_part(slug, name, is_known=True):
            return reading
        without = replace(reading.without_names(), candidates_name=None, candidates_match=None, term=name)
        return replace(without, masked=_unmasked(reading, name), clauses={}, sections=())

    def _about_parts(self, reading: Reading, slug: str) -> Reading:
        """Take several names that only others' names hold for signs of the condition talked of that has them all."""
        also = [name for name, _ in reading.also_candidates]
        names = [name for name in (reading.candidates_name, *also) if name]
        is_of_parts = reading.candidates_match == OF_PARTS and bool(also) and not reading.conditions
        if not is_of_parts or not all(self.has_part(slug, name, is_known=True) for name in names):
            return reading
        without = replace(reading.without_names(), also_candidates=(), masked=reading.text.lower(), clauses={})
        return replace(without, sections=(), term=names[0])

    def with_way_back(self, reading: Reading, state: DialogueState, decision: Decision) -> Decision:
        """Offer the condition talked of before, whose texts say the one named, and what else a part may be."""
        draft, after = decision
        if draft.kind not in ("answer", "clarify") or reading.named is None or state.condition is None:
            return decision
        if after.condition == state.condition:
            others = [slug for slug in reading.conditions if slug != state.condition]
        elif passages_saying(self._store, state.condition, reading.named):
            others = [state.condition]
        else:
            return decision
        return self.sections.with_conditions(others[:1], decision)

    def _is_no_name(self, reading: Reading) -> bool:
        """Return whether an unknown name is none at all, so that what may be meant by it is only spelled alike."""
        if reading.unknown_name is None:
            return False
        run = tokens_of(reading.unknown_name)
        if names_an_illness(run, is_asked=True) or any(is_short_form(token) for token in run):
            return False
        said = set(content_of(normalise_name(reading.unknown_name).split()))
        names = (name for slug in reading.guesses for name in self._names_of(slug))
        return said.isdisjoint(word for name in names for word in content_of(normalise_name(name).split()))

    def is_said_as_part(self, slug: str, reading: Reading) -> bool:
        """Return whether a part of a condition's names is asked about as a sign ("what is an angiokeratoma?")."""
        if reading.named is None:
            return False
        words = set(normalise_name(self._store.condition(slug).name).split())
        is_other = words.isdisjoint(normalise_name(reading.named).split())
        is_part = is_other and reading.candidates_match == OF_PARTS and reading.sections == (OVERVIEW,)
        return (is_part or reading.standing == MAYBE_TOPIC) and self.has_part(slug, reading.named, is_known=False)

    def has_part(self, slug: str, part: str, is_known: bool) -> bool:
        """Return whether a condition's texts tell of a part of it by that name, known to the store or not."""
        said = passages_saying(self._store, slug, part)
        if not said and not is_known:
            said = passages_naming(self._store, slug, ParticularQuestion(part.lower(), section="symptoms"))
        return any(not passage_rules().is_other(one.text) for one in said)

    def _names_of(self, slug: str) -> list[str]:
        condition = self._store.condition(slug)
        return [condition.name, *condition.synonyms]


def _unmasked(reading: Reading, name: str) -> str:
    """Return the message in small letters with its conditions masked, but for one name."""
    before, *behind = reading.masked.split(PLACEHOLDER)
    is_first = reading.text.lower().startswith(f"{before}{name.lower()}")
    places = range(len(behind))
    written = 0 if is_first else len(behind) - 1
    return before + "".join(f"{name.lower() if place == written else PLACEHOLDER}{behind[place]}" for place in places)


def _of_a_type(name: str) -> str:
    """Return what a type is told by in words of no name: "hypermobile" of "hypermobile type"; empty for others."""
    words = tokens_of(name)
    if len(words) < 2 or words.pop().normal not in TYPE_WORDS or not name.islower():
        return ""
    return "" if names_an_illness(words, is_asked=True) else " ".join(token.text for token in words)


def _is_of_the_body(name: str, is_topic: bool) -> bool:
    """Return whether a name is but an everyday word; of several words it may be what a message is about anew."""
    tokens = tokens_of(name)
    return is_everyday(tokens) and not (is_topic and len(tokens) > 1)


def _beside_what_is_told(reading: Reading) -> str:
    """Return what asks in a message beside the sentences that name an illness; empty where one of those asks."""
    said = sentences(reading.masked)
    told = [sentence for sentence in said if PLACEHOLDER in sentence]
    if any(len(sentence.split()) <= MOST_WORDS_OF_A_HEADING for sentence in told):
        return ""
    rest = [sentence for sentence in said if sentence not in told]
    is_only_told = reading.standing in (None, MAYBE_TOPIC) and not any(map(is_question, told))
    return " ".join(rest) if is_only_told and any(map(is_question, rest)) else ""


def _beginnings(name: str) -> Iterator[str]:
    """Yield a name, and its beginnings where what follows may be said of them: "lipoma" of "(is) lipoma cancer"."""
    words = name.split()
    yield name
    if KIND_WORDS.isdisjoint(normalise_name(name).split()):
        for count in range(len(words) - 1, 0, -1):
            if frequency(normalise_name(words[count - 1])) < TELLING:
                yield " ".join(words[:count])
