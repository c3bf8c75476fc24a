"""Mistype the names of a store's conditions as people do, always in the same way."""

from __future__ import annotations

import random
import re
import string
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

from commands.evaluation import DEFAULT_COUNT, SEED
from commands.evaluation.condition_names import ConditionNames
from commands.evaluation.name_file import ORDINARY, NameCase
from knowledge.names import normalise_name
from rareguide.settings import ROOT

SHORTEST_WORD = 5
"""Words with fewer letters are not mistyped: a mistake in one is another word rather than a mistake."""
MOST_TRIES = 20

ORDINARY_FILES = ("small_talk", "about_the_answer", "person", "privacy", "advice", "conversation")
"""Files of `data/nlu/` whose examples without a marked condition name none."""

QUESTIONS: dict[str, tuple[str, ...]] = {
    "overview": ("what is {name}?", "can you tell me about {name}"),
    "causes": ("what causes {name}?", "which gene is behind {name}"),
    "symptoms": ("what are the symptoms of {name}?", "signs of {name}"),
    "treatment": ("how is {name} treated?", "is there a cure for {name}"),
    "diagnosis": ("how do doctors diagnose {name}?", "which tests show {name}"),
    "prognosis": ("what is the life expectancy with {name}?", "what is the outlook for {name}"),
    "inheritance": ("is {name} inherited?", "can i pass {name} on to my children"),
    "frequency": ("how common is {name}?", "how many people have {name}"),
}
"""Plain questions about a condition, by the section that answers them."""

_WORD = re.compile(rf"[A-Za-z]{{{SHORTEST_WORD},}}")


@dataclass(frozen=True)
class MistypedQuestion:
    """Hold a question about a condition whose name may be mistyped, and the section that it asks for."""

    case: NameCase
    section: str


def mistyped_questions(
    names: ConditionNames,
    count: int = DEFAULT_COUNT,
    seed: int = SEED,
    sections: Mapping[str, Collection[str]] | None = None,
) -> list[MistypedQuestion]:
    """Return `count` questions, about as many of each kind of mistake; fewer where the store has too few names.

    Conditions are drawn among those whose own name has a word that can be mistyped and is no other condition's. Where
    `sections` tells which sections a condition has, only those are asked for.
    """
    chance = random.Random(seed)  # noqa: S311
    usable = [
        entry
        for entry in names.names
        if entry.is_own and _WORD.search(entry.name) and names.slugs_of(entry.name) == {entry.slug}
    ]
    asked = {
        entry.slug: [section for section in QUESTIONS if sections is None or section in sections.get(entry.slug, ())]
        for entry in usable
    }
    usable = [entry for entry in usable if asked[entry.slug]]
    kinds = list(MISTAKES)
    questions = []
    for number, entry in enumerate(chance.sample(usable, min(count, len(usable)))):
        first = number % len(kinds)
        kind, written = _mistyped(entry.name, kinds[first:] + kinds[:first], names, chance)
        section = chance.choice(asked[entry.slug])
        message = chance.choice(QUESTIONS[section]).format(name=written)
        questions.append(MistypedQuestion(NameCase(message, entry.slug, kind), section))
    return questions


def ordinary_cases(folder: Path = ROOT / "data" / "nlu") -> list[NameCase]:
    """Return what the project's own examples say without naming a condition."""
    sentences: dict[str, None] = {}
    for name in ORDINARY_FILES:
        path = folder / f"{name}.yml"
        if path.is_file():
            for block in YAML(typ="safe").load(path.read_text(encoding="utf-8"))["nlu"]:
                sentences.update(dict.fromkeys(line[2:].strip() for line in block["examples"].splitlines()))
    return [NameCase(sentence, None, ORDINARY) for sentence in sentences if sentence and "](" not in sentence]


def _mistyped(name: str, kinds: list[str], names: ConditionNames, chance: random.Random) -> tuple[str, str]:
    """Return the first kind of mistake that can be made in a name without making another name, and what it gives."""
    for kind in kinds:
        for _ in range(MOST_TRIES):
            written = MISTAKES[kind](name, chance)
            normal = normalise_name(written)
            if kind == AS_WRITTEN or (normal != normalise_name(name) and not names.is_a_name(normal)):
                return kind, written
    return AS_WRITTEN, name


def _in_a_word(name: str, chance: random.Random, change: Callable[[str, int], str]) -> str:
    """Change one of the longer words of a name at a letter after its first; a name without one stays as it is."""
    words = list(_WORD.finditer(name))
    if not words:
        return name
    word = chance.choice(words)
    place = chance.randrange(1, len(word.group()) - 1)
    return f"{name[: word.start()]}{change(word.group(), place)}{name[word.end() :]}"


def _left_out(name: str, chance: random.Random) -> str:
    return _in_a_word(name, chance, lambda word, place: word[:place] + word[place + 1 :])


def _doubled(name: str, chance: random.Random) -> str:
    return _in_a_word(name, chance, lambda word, place: word[:place] + word[place] + word[place:])


def _swapped(name: str, chance: random.Random) -> str:
    return _in_a_word(
        name, chance, lambda word, place: word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    )


def _wrong(name: str, chance: random.Random) -> str:
    letter = chance.choice(string.ascii_lowercase)
    return _in_a_word(name, chance, lambda word, place: word[:place] + letter + word[place + 1 :])


def _several(mistakes: int) -> Callable[[str, random.Random], str]:
    """Return what makes several different mistakes, anywhere in a name."""

    def make(name: str, chance: random.Random) -> str:
        for mistake in chance.sample([_left_out, _doubled, _swapped, _wrong], mistakes):
            name = mistake(name, chance) if _WORD.search(name) else name
        return name

    return make


def _in_each_word(name: str, chance: random.Random) -> str:
    """Make a mistake in each of the longer words of a name; a name with one such word stays as it is."""
    words = list(_WORD.finditer(name))
    for word in reversed(words if len(words) > 1 else []):
        written = chance.choice([_left_out, _doubled, _swapped, _wrong])(word.group(), chance)
        name = f"{name[: word.start()]}{written}{name[word.end() :]}"
    return name


def _run_together(name: str, chance: random.Random) -> str:
    blanks = [place for place, letter in enumerate(name) if letter == " "]
    if not blanks:
        return name
    place = chance.choice(blanks)
    return name[:place] + name[place + 1 :]


def _by_ear(places: int) -> Callable[[str, random.Random], str]:
    """Return what writes up to so many places of a name as it is heard."""

    def make(name: str, chance: random.Random) -> str:
        fitting = [(written, heard) for written, heard in HEARD if written in name.lower()]
        for written, heard in chance.sample(fitting, min(places, len(fitting))):
            name = re.sub(written, heard, name, count=1, flags=re.IGNORECASE)
        return name

    return make


HEARD = (
    ("ph", "f"),
    ("y", "i"),
    ("ch", "k"),
    ("ae", "e"),
    ("th", "t"),
    ("x", "ks"),
    ("c", "k"),
    ("z", "s"),
    ("ie", "ei"),
    ("rr", "r"),
    ("ll", "l"),
    ("ss", "s"),
    ("eu", "u"),
)
"""Letters, and what people write for them who know a name from hearing it."""

AS_WRITTEN = "as it is"

MISTAKES: dict[str, Callable[[str, random.Random], str]] = {
    AS_WRITTEN: lambda name, _: name,
    "letter left out": _left_out,
    "letter doubled": _doubled,
    "letters swapped": _swapped,
    "wrong letter": _wrong,
    "two mistakes": _several(2),
    "three mistakes": _several(3),
    "in each word": _in_each_word,
    "run together": _run_together,
    "by ear": _by_ear(1),
    "by ear throughout": _by_ear(4),
}
"""Kinds of mistake, and how each is made."""
