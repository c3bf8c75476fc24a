"""Find the name of the condition and its synonyms on a saved page, and tell the site's own lines from its text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ftfy import fix_encoding

from knowledge.importers.page_blocks import Block, fold, last_updated_text
from knowledge.names import normalise_name

_DISCLAIMER = re.compile(r"see disclaimer regarding information on this site\b.*", re.IGNORECASE)
_FURNITURE = re.compile(
    r"your browser does not support javascript.*"
    r"|search for .{1,60} here\b.*"
    r"|print(?:er)?[- ]friendly(?: version)?"
    r"|(?:nih )?genetic and rare diseases information center(?: \(gard\))?|national institutes of health|gard"
    r"|see disclaimer regarding .*"
    r"|this (?:section|information|page) is currently in development\b.*"
    r"|thank you for visiting the gard website.*"
    r"|we have identified the following information that we hope you find helpful.*"
    r"|if you still have questions, please contact us.*"
    r"|back to top|top of page|skip to .{1,40}|jump to .{1,40}|navigate to .{1,40}"
    r"|(?:expand|collapse|show|close) (?:all|section)|listen|search|home|menu|see more|show more|read more"
    r"|share(?: this .{1,40})?|e-?mail this page|follow us.{0,60}|contact us.{0,60}|subscribe.{0,80}"
    r"|have a question\?.*|ask (?:us )?a question.{0,60}|(?:was|is) this (?:page|information|answer) helpful\?.*"
    r"|(?:give|send|leave)(?: us)? feedback.{0,60}|feedback|disclaimer|privacy(?: policy)?|accessibility|about gard",
    re.IGNORECASE,
)
_SYNONYMS = re.compile(
    r"(?:other names?|also known as|synonyms?)(?: (?:for|of) (?:this|the) (?:disease|condition|disorder))?"
    r"(?:\s*:\s*(?P<rest>.*))?",
    re.IGNORECASE,
)
_CLOSED_BY = {"(": ")", "[": "]", "{": "}"}
_MORE = re.compile(r"(?:\.{3}|\u2026)?\s*(?:see |show )?(?:more|less|fewer)(?: names)?|\.{3}|\u2026|", re.IGNORECASE)
_NAME_IN_QUESTION = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r".*\b(?:symptoms|signs|features|causes?|treatments?|therap(?:y|ies)|prognosis|outlook|expectancy|diagnosis|"
        r"complications|prevalence|testing(?: available)?|inheritance) (?:of|for|in|with) (?P<name>.+)\?",
        r"what (?:is|are|causes?|caused)(?: \(are\))? (?P<name>(?!the\b).+)\?",
        r"how (?:is|are|might|can|may|common is|common are|rare is|rare are) (?P<name>.+?)"
        r"(?: (?:be )?(?:inherited|diagnosed|treated|managed|prevented|passed on|caused))?\?",
        r"(?:is|are|can) (?P<name>.+?) (?:be )?(?:inherited|genetic|hereditary|treated|cured|prevented|passed on)\?",
    )
)


def is_furniture(text: str) -> bool:
    """Return whether a line belongs to the site and not to the condition."""
    return _FURNITURE.fullmatch(text) is not None


def synonyms_label(text: str) -> str | None:
    """Return what follows "Other names:" on its line (it may be empty), or None for any other line."""
    found = _SYNONYMS.fullmatch(text)
    return None if found is None else (found["rest"] or "").strip()


def name_above_disclaimer(blocks: Sequence[Block]) -> str | None:
    """Return the line that stands above the site's disclaimer, where the name is."""
    for index, block in enumerate(blocks):
        if _DISCLAIMER.fullmatch(block.text):
            return _last_possible_name(blocks[:index])
    return None


def name_in_questions(questions: Sequence[str]) -> str | None:
    """Return the name that most questions speak of, with a capital letter, or None."""
    spoken: Counter[str] = Counter()
    spelled: dict[str, str] = {}
    for question in questions:
        found = next((match for pattern in _NAME_IN_QUESTION if (match := pattern.fullmatch(fold(question)))), None)
        key = normalise_name(found["name"]) if found else ""
        if found and key:
            spoken[key] += 1
            spelled.setdefault(key, found["name"])
    if not spoken:
        return None
    name = spelled[spoken.most_common(1)[0][0]]
    return name[0].upper() + name[1:]


def read_synonyms(blocks: Sequence[Block], name: str) -> tuple[str, ...]:
    """Return the other names given above the first question, without the name itself and without doubles."""
    names: list[str] = []
    for index, block in enumerate(blocks):
        rest = synonyms_label(block.text)
        if rest is None:
            continue
        following = blocks[index + 1 :]
        items = following[: next((i for i, after in enumerate(following) if after.kind != "item"), len(following))]
        if rest:
            names += _split(rest)
        elif items:
            names += [item.text for item in items]
        elif following and following[0].kind == "paragraph" and not is_furniture(following[0].text):
            names += _split(following[0].text)
    return without_repeats(names, name)


def without_repeats(names: Iterable[str], name: str) -> tuple[str, ...]:
    """Return names each once, without the condition's own and without words that are no names, such as "more"."""
    seen = {normalise_name(name), ""}
    kept: list[str] = []
    for candidate in names:
        key = normalise_name(candidate)
        if key not in seen and not _MORE.fullmatch(candidate):
            seen.add(key)
            kept.append(candidate)
    return tuple(kept)


def repair_encoding(text: str) -> str:
    """Return a text with those letters repaired that were encoded twice, such as `Ã¶` for `ö`."""
    return fix_encoding(text)


def split_names(names: str) -> list[str]:
    """Split names at semicolons outside brackets: `Del(15)(q24;q25)` is one name. A bracket without an end is none."""
    parts, begin, depth = [], 0, 0
    for place, letter in enumerate(names):
        if letter in _CLOSED_BY and names.find(_CLOSED_BY[letter], place) > 0:
            depth += 1
        elif letter in _CLOSED_BY.values():
            depth = max(0, depth - 1)
        elif letter == ";" and depth == 0:
            parts.append(names[begin:place])
            begin = place + 1
    return [name for part in (*parts, names[begin:]) if (name := part.strip())]


def _split(names: str) -> list[str]:
    parts = split_names(names)
    return parts if len(parts) > 1 else [part.strip() for part in names.split(",")]


def _last_possible_name(blocks: Sequence[Block]) -> str | None:
    for block in reversed(blocks):
        text = block.text
        is_name = synonyms_label(text) is None and not is_furniture(text) and last_updated_text(text) is None
        if is_name and block.kind != "item" and not text.endswith("?"):
            return text
    return None
