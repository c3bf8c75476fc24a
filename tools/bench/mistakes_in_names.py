"""Write the names of conditions as people do: mistyped, misheard, reworded, shortened."""

from __future__ import annotations

import random
import re
import string
import unicodedata
from collections.abc import Callable

HEARD = (
    ("ph", "f"), ("y", "i"), ("ch", "k"), ("ae", "e"), ("th", "t"), ("x", "ks"), ("c", "k"), ("z", "s"),
    ("ie", "ei"), ("rr", "r"), ("ll", "l"), ("ss", "s"), ("eu", "u"), ("sch", "sh"), ("gh", "g"), ("rh", "r"),
)  # fmt: skip
KINDS = ("disease", "syndrome", "disorder")
SMALL = frozenset("of the and with due to in a an type disease syndrome disorder".split())


def mistype(name: str, chance: random.Random) -> str:
    """Make one mistake at any letter; digits and one-letter words stay, as another one would be another name."""
    places = [
        index
        for match in re.finditer(r"[^\W\d_]{3,}", name)
        for index in range(match.start(), match.end())
    ]  # fmt: skip
    if not places:
        return name
    place = chance.choice(places)
    letter = chance.choice(string.ascii_lowercase)
    before, here, after = name[:place], name[place], name[place + 1 :]
    kind = chance.choice("dist")
    if kind == "d":
        return before + after
    if kind == "i":
        return before + letter + here + after
    if kind == "s" or not after[:1].isalpha():
        return before + letter + after
    return before + after[0] + here + after[1:]


def twice(name: str, chance: random.Random) -> str:
    """Make two mistakes."""
    return mistype(mistype(name, chance), chance)


def by_ear(name: str, chance: random.Random) -> str:
    """Write up to two places as they are heard."""
    fitting = [pair for pair in HEARD if pair[0] in name.lower()]
    for written, heard in chance.sample(fitting, min(2, len(fitting))):
        name = re.sub(written, heard, name, count=1, flags=re.IGNORECASE)
    return name


def punctuated_otherwise(name: str, chance: random.Random) -> str:
    """Leave out hyphens, accents and commas, or put others."""
    plain = "".join(letter for letter in unicodedata.normalize("NFD", name) if not unicodedata.combining(letter))
    plain = plain.replace("-", chance.choice([" ", " ", "", "–"])).replace("'", chance.choice(["", "’"]))
    return plain.replace(",", "").replace("(", "").replace(")", "")


def other_kind(name: str, chance: random.Random) -> str:
    """Write disease for syndrome and the other way round."""
    for kind in KINDS:
        if re.search(rf"\b{kind}\b", name, re.IGNORECASE):
            other = chance.choice([word for word in KINDS if word != kind])
            return re.sub(rf"\b{kind}\b", other, name, count=1, flags=re.IGNORECASE)
    return name


def without_kind(name: str, _: random.Random) -> str:
    """Leave out a last word that only says that it is a disease."""
    shorter = re.sub(r" (?:disease|syndrome|disorder)$", "", name, flags=re.IGNORECASE)
    return shorter if len(shorter) > 4 else name


def possessive(name: str, _: random.Random) -> str:
    """Write "Marfan's syndrome"."""
    return re.sub(r"^([A-Z][a-z]{3,})(?<!s) (syndrome|disease)$", r"\1's \2", name)


def turned_round(name: str, _: random.Random) -> str:
    """Write "syndrome of Marfan" and "dystrophy, muscular"."""
    if match := re.fullmatch(r"(\S+) (syndrome|disease)", name):
        return f"{match[2]} of {match[1]}"
    if "," in name:
        parts = [part.strip() for part in name.split(",")]
        return " ".join(reversed(parts)) if len(parts) == 2 else name
    words = name.split()
    if len(words) == 3 and not any(map(str.isdigit, name)) and not set(words) & {"of", "and", "with"}:
        return f"{words[1]} {words[2]}, {words[0]} type"
    return name


def with_a_word_less(name: str, chance: random.Random) -> str:
    """Leave out one word that tells, of three or more."""
    words = name.split()
    telling = [word for word in words if len(word) > 3 and word.lower().strip(",") not in SMALL and word.isalpha()]
    if len(telling) < 3:
        return name
    words.remove(chance.choice(telling))
    return " ".join(words)


def run_together(name: str, chance: random.Random) -> str:
    """Leave out a blank or a hyphen between two letters."""
    places = [match.start() for match in re.finditer(r"(?<=[a-z])[ -](?=[A-Za-z]{2})", name)]
    if not places:
        return name
    place = chance.choice(places)
    return name[:place] + name[place + 1 :]


def initials(name: str, _: random.Random) -> str:
    """Write the first letters of the words that tell, and the number."""
    words = re.findall(r"[^\W_]+", name)
    telling = [word for word in words if word.lower() not in {"of", "the", "and", "with", "due", "to", "in", "type"}]
    letters = "".join(word if word.isdigit() else word[0].upper() for word in telling)
    return letters if 3 <= len(letters) <= 5 else name


MISTAKES: dict[str, Callable[[str, random.Random], str]] = {
    "one mistake": mistype,
    "two mistakes": twice,
    "by ear": by_ear,
    "punctuation": punctuated_otherwise,
    "other kind word": other_kind,
    "no kind word": without_kind,
    "possessive": possessive,
    "turned round": turned_round,
    "run together": run_together,
    "a word less": with_a_word_less,
    "initials": initials,
}
"""Ways of writing a name, each with how it is made; what comes back unchanged is not counted."""
