"""Make up conversations over a store's names, with what each reply ought to hold."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.store import ConditionName

SECTIONS = ("overview", "symptoms", "treatment")
"""The sections that every made-up condition has."""
TURNS = 5
SCRIPTS: tuple[tuple[tuple[str, str], ...], ...] = (
    (
        ("What is {a}?", "a overview"),
        ("what are the symptoms?", "a symptoms"),
        ("how is it treated?", "a treatment"),
        ("And what are the symptoms of {b}?", "b symptoms"),
        ("thank you", ""),
    ),
    (
        ("Hello", ""),
        ("What are the symptoms of {a}", "a symptoms"),
        ("is there a treatment?", "a treatment"),
        ("what is {b}", "b overview"),
        ("How is it treated?", "b treatment"),
    ),
    (
        ("My son was diagnosed with {a} last week. How is it treated?", "a treatment"),
        ("What is it exactly?", "a overview"),
        ("which symptoms does it have", "a symptoms"),
        ("What is {b}?", "b overview"),
        ("Thanks, that helps", ""),
    ),
    (
        ("I read about {a} on a forum. What are the symptoms?", "a symptoms"),
        ("Is it inherited?", ""),
        ("treatment for {a}", "a treatment"),
        ("symptoms of {b}", "b symptoms"),
        ("goodbye", ""),
    ),
)
"""What is said, and which section of which of two conditions is asked for; nothing where none is, or none is stored."""


@dataclass(frozen=True)
class Message:
    """Hold one message; `expects` stands in a right reply and is empty where none can be told."""

    text: str
    expects: str = ""


def mark_of(slug: str, section: str) -> str:
    """Return the words by which one section of the store is known in a reply."""
    return f"Record {slug}-{section}."


def conversations(names: Sequence[ConditionName], count: int, turns: int = TURNS, seed: int = 7) -> list[list[Message]]:
    """Return conversations of `turns` messages, always the same ones; the scripts follow each other in long ones."""
    chance = random.Random(seed)
    made = []
    for number in range(count):
        messages: list[Message] = []
        while len(messages) < turns:
            script = SCRIPTS[(number + len(messages) // TURNS) % len(SCRIPTS)]
            messages += _spoken(script, chance.sample(names, 2), chance)
        made.append(messages[:turns])
    return made


def _spoken(script: Sequence[tuple[str, str]], pair: Sequence[ConditionName], chance: random.Random) -> list[Message]:
    named = dict(zip("ab", pair, strict=True))
    written = {key: entry.name.lower() if chance.random() < 0.25 else entry.name for key, entry in named.items()}
    messages = []
    for text, asked in script:
        which, _, section = asked.partition(" ")
        messages.append(Message(text.format(**written), mark_of(named[which].slug, section) if asked else ""))
    return messages
