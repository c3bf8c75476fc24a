"""Know conditions by the person they are named after, where the store has only the whole name.

"Huntington" stands for Huntington disease by itself, since words like "disease" do not count in a name. "Duchenne" does
so for Duchenne muscular dystrophy, and nobody says the rest: such a name is taken from the whole one, unless another
condition is named after the same person.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from knowledge.name_keys import plain_word
from knowledge.names import normalise_name
from knowledge.store import ConditionName
from knowledge.word_frequency import RARE_FREQUENCY, frequency

KINDS_OF_ILLNESS = frozenset(
    "amaurosis anemia anomaly ataxia atrophy chorea contracture dementia dystrophy encephalopathy epilepsy "
    "lymphoma malformation myopathy nephropathy neuropathy palsy paralysis retinopathy sarcoma sclerosis "
    "thyroiditis tumor".split()
)
"""What a whole name ends in whose first word may be a person's."""

_MEDICAL_ENDING = re.compile(
    r"(?:ic|al|ar|ary|eal|ous|ive|oid|ian|ine|ing|ed|[ae]nt|us|um|ia|is|ism|ase|oma|rubin|globin|genesis|pathy|plegia)$"
)
_PERSON = re.compile(r"[A-Z][^\W\d_A-Z]+(?:['\u2019]s)?")


def eponyms_of(names: Iterable[ConditionName]) -> list[ConditionName]:
    """Return a synonym for each condition that its person's name alone stands for."""
    names = list(names)
    used_by: dict[str, set[str]] = defaultdict(set)
    for name in names:
        for word in normalise_name(name.name).split():
            used_by[plain_word(word)].add(name.slug)
    found: dict[str, ConditionName] = {}
    for name in names:
        person = _person_in(name.name)
        if person is not None and used_by[plain_word(person)] == {name.slug}:
            found.setdefault(person, ConditionName(name.slug, person, is_own=False))
    return list(found.values())


def _person_in(name: str) -> str | None:
    """Return the normalised first word of a name that is a person's, as far as its form and its rarity tell."""
    first, _, rest = name.partition(" ")
    words = rest.split()
    if not _PERSON.fullmatch(first) or not words or plain_word(normalise_name(words[-1])) not in KINDS_OF_ILLNESS:
        return None
    person = plain_word(normalise_name(first))
    is_distinctive = frequency(person) < RARE_FREQUENCY and not _MEDICAL_ENDING.search(person)
    return person if is_distinctive and rest == rest.lower() else None
