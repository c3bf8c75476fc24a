"""Read the words that tell a passage which answers a question (`passages.yml`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

HERE = Path(__file__).parent
SHORTEST_STEM = 3
LONGEST_STEM = 7
"""Words that agree in so many letters are one word here: "incontinent" and "incontinence"."""

_WORD = re.compile(r"[A-Za-z0-9]+(?:['’-][A-Za-z0-9]+)*")
_ENDINGS = ("'s", "’s", "ations", "ation", "sses", "ings", "ing", "edly", "ed", "ness", "ities", "ies", "es", "s", "ly")
_DENYING = ("'t", "’t")
_LAST_LETTERS = "eyi"


@dataclass(frozen=True)
class AnswerKind:
    """Tell a question for one kind of thing (`asks`), and a sentence that has such a thing (`says`).

    `plainly` is the question in plain words, for kinds that are asked for in many; empty for the others.
    """

    asks: re.Pattern[str]
    says: re.Pattern[str]
    plainly: str = ""


@dataclass(frozen=True)
class PassageRules:
    """Hold the words and patterns of `passages.yml`.

    Attributes:
        boilerplate: what a source says about itself.
        short_forms: what a full stop does not end.
        idle: words that tell nothing of what is asked.
        whole_section: stems of words that ask for a whole section, or only say about whom.
        beside: stems of words that only stand beside the thing asked for.
        near_section: stems of words that ask for most of a section, such as "cure", by the type of section.
        names_of_section: stems of words by which a section is asked for as such, by its type.
        plain_questions: questions for a section as a whole, in plain words, by the type of section.
        particular: questions that ask for one particular thing in other words than those.
        asked_as: words that ask for a section whatever else is understood, by the type of section.
        alike: by stem, the numbers of the groups of like words that it stands in.
        places: by word, the numbers of the places in the body that it may mean.
        everywhere: parts of the body that are no place.
        what_it_is: a question whether the condition itself is a thing of some kind.
        sayings: what is said whose words name nothing.
        put_plainly: by a plain question, those in words of every kind that mean it.
        signs_told: what is said of a sign in several words, by the one word that stands for it.
        kinds: the kinds of things asked for, by name.
        tells: what a sentence says that may tell of a section, by the type of section.
        surely_tells: how questions ask for a section that may be missing, and what surely tells of it, best first.
        blamed: a question whether one thing caused the condition.
        of_treatment: the beginning of a sentence that tells how signs are treated.
        carried: words for who carries a change without being ill.
        will_have: a question whether somebody will come to have a sign.
        of_unborn: what a sentence has that tells of tests before the birth.
        contagion: a question whether others can catch it.
        other: what a sentence says of another illness, which the condition is like or not.
        exception: the beginning of a sentence that tells of an exception to one before it.
        as_a_rule: what a sentence says that tells what is so as a rule.
        explains: how a sentence tells what a term means, with the place of the term.
        beside_section: what has words of a section and does not tell of it, by the type of section.
        goes_on: the beginning of a sentence that goes on about what the one before speaks of.
        whether: a question for yes or no.
        why: a question for a reason.
        verdict: the beginning of a sentence that answers one.
        affirmed: the beginning of one that says yes.
        points_back: a question that points to what was said before it.
        of_what_is_told: a question about a sign that was told before it, where one was.
        which_one: a question which of several conditions has something.
        kin: somebody spoken of by kinship.
        offspring: who may come by it from a parent.
        sexes: questions for women and girls, or men and boys, and sentences that speak of them.
        ages: questions for people of some age or for the pregnant, and sentences that speak of them.
        from_father: questions for what goes from a father to a son, and sentences that answer them.
        of_x_linked: what a text has of a condition that does not go that way.
        spoken_of: somebody of either sex who is spoken of, in the order of `sexes`.
        of_one_sex: what a sentence has that tells which sex a condition meets.
        of_sexes: what a sentence has that speaks of women or men.
        frightening: what a sentence says of dangers to life.
        asks_for_danger: a question that such a sentence may answer.
        effects: a question whether the condition does something to somebody.
    """

    boilerplate: re.Pattern[str]
    short_forms: frozenset[str]
    idle: frozenset[str]
    whole_section: frozenset[str]
    beside: frozenset[str]
    near_section: Mapping[str, frozenset[str]]
    names_of_section: Mapping[str, frozenset[str]]
    plain_questions: Mapping[str, Sequence[str]]
    particular: re.Pattern[str]
    asked_as: Mapping[str, re.Pattern[str]]
    alike: Mapping[str, frozenset[int]]
    places: Mapping[str, frozenset[int]]
    everywhere: frozenset[str]
    what_it_is: re.Pattern[str]
    sayings: re.Pattern[str]
    put_plainly: Mapping[str, re.Pattern[str]]
    signs_told: Mapping[str, re.Pattern[str]]
    kinds: Mapping[str, AnswerKind]
    tells: Mapping[str, re.Pattern[str]]
    surely_tells: Mapping[str, Sequence[tuple[re.Pattern[str], Sequence[re.Pattern[str]]]]]
    blamed: re.Pattern[str]
    of_treatment: re.Pattern[str]
    effects: re.Pattern[str]
    exception: re.Pattern[str]
    as_a_rule: re.Pattern[str]
    explains: Sequence[str]
    beside_section: Mapping[str, re.Pattern[str]]
    goes_on: re.Pattern[str]
    carried: re.Pattern[str]
    will_have: re.Pattern[str]
    of_unborn: re.Pattern[str]
    contagion: re.Pattern[str]
    other: re.Pattern[str]
    whether: re.Pattern[str]
    why: re.Pattern[str]
    verdict: re.Pattern[str]
    affirmed: re.Pattern[str]
    points_back: re.Pattern[str]
    of_what_is_told: re.Pattern[str]
    which_one: re.Pattern[str]
    kin: re.Pattern[str]
    offspring: re.Pattern[str]
    sexes: Sequence[AnswerKind]
    ages: Sequence[AnswerKind]
    from_father: AnswerKind
    of_x_linked: re.Pattern[str]
    spoken_of: Sequence[re.Pattern[str]]
    of_one_sex: re.Pattern[str]
    of_sexes: re.Pattern[str]
    frightening: re.Pattern[str]
    asks_for_danger: re.Pattern[str]

    def is_boilerplate(self, text: str) -> bool:
        """Tell whether a source speaks of itself rather than of a condition."""
        return self.boilerplate.search(text) is not None

    def is_other(self, text: str) -> bool:
        """Tell whether a sentence names an illness as another one, which the condition is like or not."""
        return self.other.search(text) is not None

    def is_beside(self, text: str, section: str | None) -> bool:
        """Tell whether a sentence has words of a section and does not tell of it: a yearly test is no diagnosis."""
        pattern = self.beside_section.get(section or "")
        return pattern is not None and pattern.search(text) is not None

    def plainly(self, text: str) -> str:
        """Return a text with the plain question for one in words of every kind, none of which names a sign."""
        for plain, pattern in self.put_plainly.items():
            match = pattern.search(text)
            words = map(stem, self.telling(match[0])) if match else ()
            if match and not any(word in self.alike for word in words if word not in self.whole_section):
                text = f"{text[: match.start()]} {plain}{text[match.end() :]}".strip()
        return text

    def explaining(self, term: str) -> re.Pattern[str]:
        """Return what finds in a text that it says what a term means ("the heart stops (asystole)")."""
        return re.compile("|".join(rule.format(term=re.escape(term)) for rule in self.explains), re.IGNORECASE)

    def in_words_of_signs(self, text: str) -> str:
        """Return a text without sayings, with the one word for each sign that it tells in several ("drops things")."""
        text = self.sayings.sub(" ", text)
        for word, pattern in self.signs_told.items():
            text = pattern.sub(word, text)
        return text

    def places_in(self, text: str) -> frozenset[int]:
        """Return the numbers of the places in the body that a text names."""
        words = (part for word in _WORD.findall(text.lower()) for part in (word, *word.split("-")))
        return frozenset(number for word in words for number in self.places.get(word, ()))

    def is_of_body(self, text: str) -> bool:
        """Tell whether a text speaks of a part of the body, or tells a sign in several words."""
        words = _WORD.findall(text.lower())
        is_told = any(pattern.search(text) for pattern in self.signs_told.values())
        return is_told or bool(self.places_in(text)) or not self.everywhere.isdisjoint(words)

    def telling(self, text: str) -> list[str]:
        """Return the words of a text that tell what it speaks of, each once, as they stand there; none that denies."""
        words = _WORD.findall(text.lower())
        return [word for word in dict.fromkeys(words) if word not in self.idle and not word.endswith(_DENYING)]


@lru_cache(maxsize=1)
def passage_rules() -> PassageRules:
    """Return the rules; read once for the process."""
    data = YAML(typ="safe").load((HERE / "passages.yml").read_text(encoding="utf-8"))
    return PassageRules(
        boilerplate=_any_of(data["boilerplate"]),
        short_forms=frozenset(data["short_forms"].split()),
        idle=frozenset(data["idle"].split()),
        whole_section=frozenset(stem(word) for name in ("whole_section", "persons") for word in data[name].split()),
        beside=frozenset(stem(word) for word in data["beside"].split()),
        near_section=_stems_by_section(data["near_section"]),
        names_of_section=_stems_by_section(data["names_of_section"]),
        plain_questions=data["plain_questions"],
        particular=_any_of(data["particular"]),
        asked_as={section: _any_of(rules) for section, rules in data["asked_as"].items()},
        alike=_numbers_of_groups(map(stem, group.split()) for group in data["alike"]),
        places=_numbers_of_groups(group.split() for group in data["places"]),
        everywhere=frozenset(data["everywhere"].split()),
        what_it_is=_any_of(data["what_it_is"]),
        sayings=_any_of(data["sayings"]),
        put_plainly={plain: _any_of(rules) for plain, rules in data["put_plainly"].items()},
        signs_told={word: re.compile(rule, re.IGNORECASE) for word, rule in data["signs_told"].items()},
        kinds={
            name: AnswerKind(_any_of(kind["asks"]), re.compile(kind["says"]), kind.get("plainly", ""))
            for name, kind in data["kinds"].items()
        },
        tells={section: re.compile(pattern) for section, pattern in data["tells"].items()},
        surely_tells={
            section: [(_any_of(rule["asks"]), [re.compile(says) for says in rule["says"]]) for rule in rules]
            for section, rules in data["surely_tells"].items()
        },
        blamed=_any_of(data["blamed"]),
        of_treatment=_any_of(data["of_treatment"]),
        effects=_any_of(data["effects"]),
        exception=_any_of(data["exception"]),
        as_a_rule=_any_of(data["as_a_rule"]),
        explains=data["explains"],
        beside_section={section: _any_of(rules) for section, rules in data["beside_section"].items()},
        goes_on=_any_of(data["goes_on"]),
        carried=_any_of(data["carried"]),
        will_have=_any_of(data["will_have"]),
        of_unborn=_any_of(data["of_unborn"]),
        contagion=_any_of(data["contagion"]),
        other=_any_of(data["other"]),
        whether=_any_of(data["whether"]),
        why=_any_of(data["why"]),
        verdict=_any_of(data["verdict"]),
        affirmed=_any_of(data["affirmed"]),
        points_back=_any_of(data["points_back"]),
        of_what_is_told=_any_of(data["of_what_is_told"]),
        which_one=_any_of(data["which_one"]),
        kin=_any_of(data["kin"]),
        offspring=_any_of(data["offspring"]),
        sexes=[AnswerKind(_any_of([one["asks"], one["says"]]), _any_of([one["says"]])) for one in data["sexes"]],
        ages=[AnswerKind(_any_of([one["asks"]]), _any_of([one["says"]])) for one in data["ages"]],
        from_father=AnswerKind(_any_of(data["from_father"]["asks"]), _any_of([data["from_father"]["says"]])),
        of_x_linked=_any_of([data["from_father"]["of"]]),
        spoken_of=[_any_of([one["is_meant"]]) for one in data["sexes"]],
        of_one_sex=_any_of(data["of_one_sex"]),
        of_sexes=_any_of(data["of_sexes"]),
        frightening=_any_of(data["frightening"]),
        asks_for_danger=_any_of(data["asks_for_danger"]),
    )


def _numbers_of_groups(groups: Iterable[Iterable[str]]) -> dict[str, frozenset[int]]:
    numbers: dict[str, set[int]] = {}
    for number, group in enumerate(groups):
        for word in group:
            numbers.setdefault(word, set()).add(number)
    return {word: frozenset(found) for word, found in numbers.items()}


def _stems_by_section(words: Mapping[str, str]) -> dict[str, frozenset[str]]:
    return {section: frozenset(map(stem, listed.split())) for section, listed in words.items()}


def _any_of(patterns: str | list[str]) -> re.Pattern[str]:
    patterns = [patterns] if isinstance(patterns, str) else patterns
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Return the beginning of a word that it shares with its other forms."""
    word = word.lower()
    for ending in _ENDINGS:
        is_plural = not (ending in ("s", "es") and word.endswith(("ss", "us", "is")))
        shortest = SHORTEST_STEM + (ending == "ly")  # "early" is no form of "ear"
        if word.endswith(ending) and len(word) - len(ending) >= shortest and is_plural:
            word = word[: -len(ending)]
            break
    while len(word) > SHORTEST_STEM and (word[-1] in _LAST_LETTERS or word[-1] == word[-2]):
        word = word[:-1]
    return word[:LONGEST_STEM]
