"""Take a part out of the question for the person: a line, a sentence, or those that speak of something."""

from __future__ import annotations

import re
from dataclasses import replace

from handoff.requests.records import Form
from rareguide.word_lists import word_lists

SHORTEST_WORD = 3
_WORD = re.compile(r"[\w'-]+")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*[^\S\n]*|\n")


def without_part(form: Form, which: str | None, about: str) -> tuple[Form, str]:
    """Return the form without a part of its question and the text that says so, or asked for the question again.

    Where no sentence speaks of what is to go, the question stays, and it is asked what to change.

    `which` is the place of one of several lines or sentences; `about` what the sentences speak of that are to go.
    """
    lines = (form.question or "").splitlines(keepends=True)
    told = lines if which and len(lines) > 1 else _SENTENCE.findall(form.question or "")
    out = _at(told, word_lists().ordinals[which]) if which else _about(told, about)
    left = "".join(part for index, part in enumerate(told) if index not in out).strip()
    if about and not which and not out:
        return form, "utter_handoff_what_to_change"
    if not out or not left:
        return replace(form, question=None), "utter_handoff_few_words"
    return replace(form, question=left), "utter_handoff_changed"


def _at(told: list[str], place: int) -> set[int]:
    index = place if place >= 0 else len(told) + place
    return {index} if len(told) > 1 and 0 <= index < len(told) else set()


def _about(told: list[str], about: str) -> set[int]:
    """Return the sentences with one of the words that name something, the last one that any of them has."""
    spoken = [set(_WORD.findall(part.casefold())) for part in told]
    named = (word for word in reversed(_WORD.findall(about)) if len(word) >= SHORTEST_WORD)
    word = next((word for word in named if any(word in part for part in spoken)), "")
    return {index for index, part in enumerate(spoken) if word in part}
