"""Tell when a message is written in another language than English.

py3langid (Lui and Baldwin 2012, langid.py) names the language; a short message that it mistakes is English all the
same if more of its words are English ones than words of the language named.
"""

from __future__ import annotations

import re
from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier
from wordfreq import zipf_frequency

from bot.nlu.masking import STAND_IN

ENGLISH = "en"
LANGUAGES = "en es fr de pt it nl pl ru uk ar zh ja ko vi tr hi fa he el ro sv da no fi cs hu id tl bn ur".split()
"""Fewer languages than the 97 that the model knows, so that short messages are not taken for rare ones."""
SURE = 0.8
"""From this probability on, 111 of 153 messages in other languages are found, with 5 of 9,493 English ones."""
OTHER_SCRIPTS = frozenset("ru uk ar zh ja ko hi fa he el bn ur".split())
"""Languages that are not written in Latin letters."""
FEWEST_WORDS = 2
MOST_CHARACTERS = 2000
"""So much of a text tells its language."""
KNOWN_WORD = 3.6
"""From this frequency on (Zipf scale) a word belongs to a language's everyday vocabulary."""
NAMED_OTHERWISE = {"no": "nb", "tl": "fil"}
"""Codes of languages that wordfreq names by another one."""
_WORDS = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str | None:
    """Return the language of a text (ISO 639-1), or `None` where it may be English."""
    found = foreign_language(text[:MOST_CHARACTERS])
    return None if found is None else found[0]


def foreign_language(text: str) -> tuple[str, float] | None:
    """Return the language of a masked text (ISO 639-1) and its probability, or `None` where it may be English."""
    text = text.replace(STAND_IN, " ")
    words = _WORDS.findall(text)
    if not words:
        return None
    language, probability = _identifier().rank(text)[0]
    if language == ENGLISH or probability < SURE:
        return None
    if sum(letter.isascii() for word in words for letter in word) * 2 < sum(map(len, words)):
        return language, probability
    if language in OTHER_SCRIPTS or len(words) < FEWEST_WORDS or _share(words, language) <= _share(words, ENGLISH):
        return None
    return language, probability


def _share(words: list[str], language: str) -> float:
    """Return which share of the words belongs to a language's everyday vocabulary."""
    language = NAMED_OTHERWISE.get(language, language)
    known: list[str] = [word for word in words if zipf_frequency(word, language) >= KNOWN_WORD]
    return len(known) / len(words)


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    """Return the identifier with our languages, loaded once (0.1 s)."""
    identifier = LanguageIdentifier.from_pickled_model(MODEL_FILE, norm_probs=True)
    identifier.set_languages(LANGUAGES)
    return identifier
