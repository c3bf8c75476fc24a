"""Look a run of words up among all names of the store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.everyday import COMMON_FREQUENCY, RARE_FREQUENCY, SURNAME_FREQUENCY, frequency
from knowledge.name_keys import SMALL_WORDS, core_key, plain_key
from knowledge.names import normalise_name
from knowledge.store import ConditionName

LONGEST_NAME = 25
"""The longest run of words that is looked up; MedQuAD's longest name has 24."""

SHORTEST_COMPACT = 8
"""Names shorter than this are not looked up with their words run together."""


@dataclass(frozen=True)
class Entry:
    """Say what a run of words stands for: conditions, and by which form of a name."""

    slugs: tuple[str, ...]
    match: str


_Candidates = dict[str, bool]


class NameTable:
    """Hold all names in the forms under which they are looked up."""

    def __init__(self, names: Iterable[ConditionName]) -> None:
        self._forms: dict[str, dict[str, _Candidates]] = {
            form: defaultdict(dict) for form in ("exact", "plain", "core", "compact")
        }
        self.acronyms: set[str] = set()
        self.vocabulary: set[str] = set()
        self.longest = 1
        for entry in names:
            self._add(entry)

    def _add(self, entry: ConditionName) -> None:
        normal = normalise_name(entry.name)
        words = normal.split()
        if not words:
            return
        self.longest = min(max(self.longest, len(words)), LONGEST_NAME)
        self.vocabulary.update(words)
        if len(words) == 1 and entry.name.isupper():
            self.acronyms.add(normal)
        plain = plain_key(words)
        core = core_key(plain)
        self._put("exact", normal, entry)
        self._put("plain", plain, entry)
        self._put("core", core, entry)
        for compact in (normal.replace(" ", ""), core.replace(" ", "")):
            if len(words) > 1 and len(compact) >= SHORTEST_COMPACT:
                self._put("compact", compact, entry)

    def _put(self, form: str, key: str, entry: ConditionName) -> None:
        if key:
            candidates = self._forms[form][key]
            candidates[entry.slug] = candidates.get(entry.slug, False) or entry.is_own

    def look_up(self, words: list[str]) -> Entry | None:
        """Return what a run of normalised words stands for, by the strictest form that knows it."""
        slugs, is_own = _choose(self._forms["exact"].get(" ".join(words), {}))
        if slugs:
            return Entry(slugs, "name" if is_own else "synonym")
        if words[0] in SMALL_WORDS or words[-1] in SMALL_WORDS:
            return None
        plain = plain_key(words)
        slugs, _ = _choose(self._forms["plain"].get(plain, {}))
        if slugs and frequency(core_key(plain)) >= COMMON_FREQUENCY:
            return None
        if not slugs and _is_telling(words):
            slugs, _ = _choose(self._forms["core"].get(plain, {}) or self._forms["core"].get(core_key(plain), {}))
        if not slugs:
            slugs, _ = _choose(self._forms["compact"].get("".join(words), {}))
        return Entry(slugs, "reworded") if slugs else None


def _is_telling(words: list[str]) -> bool:
    """Tell whether words are rare enough to stand for a name without its "disease" or "syndrome"."""
    return any(
        word.isalpha() and frequency(word) < RARE_FREQUENCY and frequency(word.rstrip("s")) < SURNAME_FREQUENCY
        for word in words
    )


def _choose(candidates: _Candidates) -> tuple[tuple[str, ...], bool]:
    """Return the conditions behind one spelling, and whether it is their own name."""
    own = tuple(slug for slug, is_own in candidates.items() if is_own)
    if own:
        return own, True
    return tuple(candidates), False
