"""Keep the state of a dialogue in Rasa's slots."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from rareguide.turn import SectionData

NOT_THERE = ""
"""Stands among the conditions named side by side for the one that the store does not have, `unknown_name`."""
EARLIER_CONDITIONS = 5
"""How many earlier conditions can be gone back to."""
MOST_KIND_WORDS = 20
"""So many kind words are remembered, so that none is said twice in a row."""


@dataclass(frozen=True)
class DialogueState:
    """Hold what the conversation has come to; each field is a slot of the same name.

    Attributes:
        condition: slug of the condition talked of.
        earlier_conditions: slugs talked of before, the latest first.
        compared: slugs shown side by side, in the order named, as long as one of them is talked of; `NOT_THERE` for a
            name that the store does not have.
        offered_options: the quick replies last offered, each with `title`, `payload`, and what choosing it
            means: `condition` (slug or `None`) and `sections`.
        pending_sections: sections asked for that wait for a condition.
        pending_questions: what asks for each of them, with conditions masked; without sections, a question that no
            section is for.
        pending_term: the term asked about of which several conditions' texts say something, until one is chosen.
        last_sections: sections last asked for, answered or not.
        more_candidates: slugs of which any may be meant, beside those that were last offered.
        unknown_name: the name of the condition asked about that the store does not have, until another is talked of.
        times_asked: how many times in a row it has been asked again which condition is meant.
        kind_words: the kind words said so far, by their responses, the latest last.
        people: who of the visitor's people has which condition, each as `who` ("son") and `condition` (slug).
        pointed_at: the sentences highlighted in the last answer, each with `condition` (slug), `section`, `sentence`.
    """

    condition: str | None = None
    earlier_conditions: tuple[str, ...] = ()
    compared: tuple[str, ...] = ()
    offered_options: tuple[dict[str, Any], ...] = ()
    pending_sections: tuple[str, ...] = ()
    pending_questions: tuple[str, ...] = ()
    last_sections: tuple[str, ...] = ()
    more_candidates: tuple[str, ...] = ()
    unknown_name: str | None = None
    pending_term: str | None = None
    times_asked: int = 0
    kind_words: tuple[str, ...] = ()
    people: tuple[dict[str, str], ...] = ()
    pointed_at: tuple[dict[str, str], ...] = ()

    @classmethod
    def from_slots(cls, slots: Mapping[str, Any]) -> DialogueState:
        """Return the state that the slots hold; empty slots give an empty state."""
        return cls(
            condition=slots.get("condition"),
            unknown_name=slots.get("unknown_name"),
            pending_term=slots.get("pending_term"),
            times_asked=int(slots.get("times_asked") or 0),
            **{name: tuple(slots.get(name) or ()) for name in _LIST_SLOTS},
        )

    def as_slots(self) -> dict[str, Any]:
        """Return the value of each slot, in plain lists."""
        lists = {name: list(getattr(self, name)) for name in _LIST_SLOTS}
        return {**{name: getattr(self, name) for name in _SINGLE_SLOTS}, **lists}

    @property
    def side_by_side(self) -> tuple[str, ...]:
        """Return the conditions that the last answer showed side by side, which are on offer then; else none."""
        shown = tuple(filter(None, self.compared))
        offered = {option["condition"] for option in self.offered_options if not option["sections"]}
        return shown if len(shown) > 1 and set(shown) <= offered else ()

    def about(self, condition: str) -> DialogueState:
        """Return the state with `condition` as the one talked of."""
        if condition == self.condition:
            return self
        compared = self.compared if condition in self.compared else ()
        state = self.about_none(without=condition)
        return replace(state, condition=condition, compared=compared, unknown_name=None, times_asked=0)

    def asking(self, sections: Sequence[str], questions: Sequence[str], term: str | None = None) -> DialogueState:
        """Return the state with a question, or a term asked about, that waits for a condition."""
        return replace(self, pending_sections=tuple(sections), pending_questions=tuple(questions), pending_term=term)

    def having_said(self, kind_word: str) -> DialogueState:
        """Return the state in which one more kind word has been said."""
        return replace(self, kind_words=(*self.kind_words, kind_word)[-MOST_KIND_WORDS:])

    def pointing_at(self, sections: Sequence[SectionData]) -> DialogueState:
        """Return the state after an answer with these sections, or one that has none."""
        marked = tuple(
            {"condition": one["condition"]["slug"], "section": one["section"], "sentence": sentence}
            for one in sections
            for sentence in one["highlights"]
        )
        return replace(self, pointed_at=marked)

    def knowing(self, people: Mapping[str, str]) -> DialogueState:
        """Return the state in which it is known of more people which condition they have."""
        known = {person["who"]: person["condition"] for person in self.people} | dict(people)
        return replace(self, people=tuple({"who": who, "condition": slug} for who, slug in known.items()))

    def without(self, slugs: Collection[str]) -> DialogueState:
        """Return the state in which none of some conditions is talked of, or gone back to."""
        earlier = tuple(slug for slug in self.earlier_conditions if slug not in slugs)
        compared = tuple(slug for slug in self.compared if slug not in slugs)
        current = self.condition if self.condition not in slugs else None
        return replace(self, condition=current, earlier_conditions=earlier, compared=compared)

    def asking_nothing(self) -> DialogueState:
        """Return the state with no question that waits."""
        return self.asking((), ())

    def about_none(self, without: str | None = None) -> DialogueState:
        """Return the state with no condition talked of; the last one, unless it is `without`, is an earlier one."""
        earlier = [slug for slug in (self.condition, *self.earlier_conditions) if slug and slug != without]
        kept = tuple(dict.fromkeys(earlier))[:EARLIER_CONDITIONS]
        return replace(self, condition=None, earlier_conditions=kept, compared=())


_SINGLE_SLOTS = ("condition", "unknown_name", "pending_term", "times_asked")
_LIST_SLOTS = tuple(field.name for field in fields(DialogueState) if field.name not in _SINGLE_SLOTS)
