"""Find the condition that a file means by a slug or a name, letter for letter and without any guessing."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from commands.evaluation.tsv import BadFile
from knowledge.names import normalise_name
from knowledge.store import KnowledgeStore


class ConditionNames:
    """Hold the slugs and normalised names of a store."""

    def __init__(self, store: KnowledgeStore) -> None:
        self.names = store.names()
        self.slugs = {entry.slug for entry in self.names}
        self._own: dict[str, set[str]] = defaultdict(set)
        self._all: dict[str, set[str]] = defaultdict(set)
        for entry in self.names:
            normal = normalise_name(entry.name)
            self._all[normal].add(entry.slug)
            if entry.is_own:
                self._own[normal].add(entry.slug)

    def is_a_name(self, normal: str) -> bool:
        """Return whether a normalised text is a name of some condition."""
        return normal in self._all

    def slugs_of(self, name: str) -> set[str]:
        """Return the conditions that a slug or a name means; a condition's own name beats another's synonym."""
        if name in self.slugs:
            return {name}
        normal = normalise_name(name)
        return set(self._own.get(normal) or self._all.get(normal) or ())

    def resolve(self, name: str, path: Path, line: int | None) -> str:
        """Return the one condition that a cell of a file means; raise `BadFile` when there is none, or several."""
        found = self.slugs_of(name)
        if len(found) == 1:
            return next(iter(found))
        if found:
            remedy = f"write one of the slugs {', '.join(sorted(found))}"
            raise BadFile(path, line, f"{name!r} is a name of several conditions", remedy)
        remedy = "import it, or write a slug that `rareguide knowledge search` prints"
        raise BadFile(path, line, f"the store has no condition {name!r}", remedy)
