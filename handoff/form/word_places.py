"""Find words in a value of the form and put others in their place, and take parts out of the question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from handoff.form.edit_rules import straight
from handoff.form.sentences import marked_sentences
from handoff.requests.records import Form
from rareguide.word_lists import word_lists

SHORTEST_WORD = 3
_WORD = re.compile(r"[\w'-]+")
_EDGES = " \t\n,;:.!?\"“”'‘’()–-"


def found_in(value: str, old: str) -> tuple[int, int] | None:
    """Return where the first words of `old` stand in a value, more than half of them, apart from a possessive s."""
    words = old.strip(_EDGES).split()
    for count in range(len(words), (len(words) - 1) // 2, -1):  # "Marfan in there", but not "what I wrote"
        said = r"\s+".join(re.escape(re.sub(r"'s$", "", word)) for word in words[:count])
        found = re.search(rf"(?<![^\W_]){said}(?![^\W_])", straight(value), re.IGNORECASE)
        if found is not None:
            return found.span()
    return None


def put_at(value: str, place: tuple[int, int], put: str) -> str:
    """Return a value with new words at a place, without what stands there already: "12 weeks" in the place of 11."""
    return _before(value[: place[0]], put) + put + _after(value[place[1] :], put)


def _before(start: str, put: str) -> str:
    """Return what stands before new words, without those of it that they begin with."""
    words = put.split()
    for count in range(len(words) - 1, 0, -1):
        said = r"\s+".join(map(re.escape, words[:count]))
        if (found := re.search(rf"(?<![^\W_]){said}\s+$", start, re.IGNORECASE)) is not None:
            return start[: found.start()]
    return start


def _after(rest: str, put: str) -> str:
    """Return what follows new words, without those of it that they end with ("12 weeks" in the place of 11)."""
    words = put.split()
    for count in range(len(words) - 1, 0, -1):
        said = r"\s+".join(map(re.escape, words[-count:]))
        if (found := re.match(rf"\s+{said}(?![^\W_])", rest, re.IGNORECASE)) is not None:
            return rest[found.end() :]
    return rest


def without_part(form: Form, which: str | None, about: str, asks: bool = False) -> tuple[Form, str]:
    """Return the form without a part of its question and the text that says so.

    Where no sentence speaks of what is to go, or all of it would, the question stays, and it is asked what to change.

    `which` is the place of one of several lines or sentences, where it `asks` of those that do; `about` is what the
    sentences speak of that are to go.
    """
    lines = (form.question or "").splitlines(keepends=True)
    told = lines if which and len(lines) > 1 else marked_sentences(form.question or "")
    counted = [index for index, part in enumerate(told) if not asks or part.rstrip().endswith("?")]
    out = {counted[at] for at in _at(counted, word_lists().ordinals[which])} if which else _about(told, about)
    left = "".join(part for index, part in enumerate(told) if index not in out).strip()
    if about and not which and not (out and left):
        return form, "utter_handoff_what_to_change"
    if not out or not left:
        return replace(form, question=None), "utter_handoff_few_words"
    return replace(form, question=left), "utter_handoff_changed"


def _at(told: Sequence[object], place: int) -> set[int]:
    index = place if place >= 0 else len(told) + place
    return {index} if len(told) > 1 and 0 <= index < len(told) else set()


def _about(told: list[str], about: str) -> set[int]:
    """Return the sentences with one of the words that name something, the last one that any of them has."""
    spoken = [set(_WORD.findall(part.casefold())) for part in told]
    named = (word for word in reversed(_WORD.findall(about)) if len(word) >= SHORTEST_WORD)
    word = next((word for word in named if any(word in part for part in spoken)), "")
    return {index for index, part in enumerate(spoken) if word in part}
