"""Say what a system is, and what it answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from knowledge.store import KnowledgeStore


@dataclass(frozen=True)
class Answer:
    """Hold what a system took a message to ask: conditions, the likeliest first, and the section."""

    conditions: tuple[str, ...] = ()
    section: str | None = None
    is_sure: bool = True
    """Whether the first condition is answered about, rather than offered among others."""


class System(Protocol):
    """Answer messages over a store."""

    name: str

    def answer(self, messages: Sequence[str]) -> list[Answer]:
        """Return one answer for each message."""


@dataclass(frozen=True)
class Passage:
    """Hold one section of the store as a search finds it."""

    slug: str
    section: str
    question: str
    names: str
    body: str

    @property
    def text(self) -> str:
        """Return all words of the passage."""
        return f"{self.question} {self.names}. {self.body}"


def passages(store: KnowledgeStore) -> list[Passage]:
    """Return all sections that the store shows."""
    found = []
    for slug, _, _ in store.list():
        condition = store.condition(slug)
        names = "; ".join((condition.name, *condition.synonyms))
        for stored in store.sections(slug):
            section = stored.section
            found.append(Passage(slug, section.type, section.question, names, section.body))
    return found


def ranked(passages_found: Sequence[Passage]) -> Answer:
    """Return the answer of a search: the best passage's section, and the conditions in the order found."""
    conditions = tuple(dict.fromkeys(passage.slug for passage in passages_found))
    return Answer(conditions, passages_found[0].section if passages_found else None)
