"""Tell when a message is written in another language than English.

py3langid (Lui and Baldwin 2012, langid.py) proposes languages; which of them it is, or English, is told by how common
the words are in each (wordfreq, Speer 2022), since short messages give its n-grams too little to go by.
"""

from __future__ import annotations

import re
from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier
from wordfreq import zipf_frequency

from knowledge.masking import PLACEHOLDER

ENGLISH = "en"
LANGUAGES = "en es fr de pt it nl pl ru uk ar zh ja ko vi tr hi fa he el ro sv da no fi cs hu id tl bn ur".split()
"""Fewer languages than the 97 that the model knows, so that short messages are not taken for rare ones."""
SURE = 0.5
"""From this probability on a language in another script is named."""
OTHER_SCRIPTS = frozenset("ru uk ar zh ja ko hi fa he el bn ur".split())
"""Languages that are not written in Latin letters."""
PROPOSED = 4
"""So many of the likeliest languages are compared."""
ADVANTAGE = 1.0
"""How much commoner the words must be in a language than in English, in the mean, on the Zipf scale (powers of ten).

With it 146 of 157 messages in other languages among our examples are found, 4 of 9,848 English ones and 25 of 9,825
names of conditions that stand alone are mistaken, and none of the 1,525 questions that people asked GARD.
"""
WORD_LIST = "small"
"""Everyday words, 3 to 10 MB a language; the full lists take 30 to 100 MB each. English has its full one."""
SHORTEST_WORD = 4
EVERYDAY_WORD = 4.0
"""A single word is taken for another language's from this length and, on the Zipf scale, this frequency on."""
MOST_CHARACTERS = 2000
"""So much of a text tells its language."""
NAMED_OTHERWISE = {"no": "nb", "tl": "fil"}
"""Codes of languages that wordfreq names by another one."""
_WORDS = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str | None:
    """Return the language of a text (ISO 639-1), or `None` where it may be English."""
    found = foreign_language(text[:MOST_CHARACTERS])
    return None if found is None else found[0]


def likely_languages(text: str, most: int) -> list[str]:
    """Return the likeliest languages of a text (ISO 639-1), the likeliest first."""
    return [language for language, _ in _identifier().rank(text[:MOST_CHARACTERS])[:most]]


def foreign_language(text: str) -> tuple[str, float] | None:
    """Return the language of a masked text (ISO 639-1) and its probability, or `None` where it may be English."""
    text = text.replace(PLACEHOLDER, " ")
    words = _WORDS.findall(text)
    if not words:
        return None
    ranked = _identifier().rank(text)[:PROPOSED]
    if sum(letter.isascii() for word in words for letter in word) * 2 < sum(map(len, words)):
        language, probability = ranked[0]
        return None if language == ENGLISH or probability < SURE else (language, probability)
    return _by_words(words, [language for language, _ in ranked if language not in {ENGLISH, *OTHER_SCRIPTS}])


def _by_words(words: list[str], proposed: list[str]) -> tuple[str, float] | None:
    """Return in which of the proposed languages the words are commonest, where they are much rarer in English.

    With it comes how probable the mean word is there, if it is of that language or English.
    """
    frequencies = {language: _mean_frequency(words, language) for language in proposed}
    language = max(frequencies, key=frequencies.__getitem__, default=ENGLISH)
    advantage = frequencies.get(language, 0.0) - _mean_frequency(words, ENGLISH)
    if advantage < ADVANTAGE:
        return None
    if len(words) == 1 and (len(words[0]) < SHORTEST_WORD or frequencies[language] < EVERYDAY_WORD):
        return None
    return language, 1 / (1 + 10**-advantage)


def _mean_frequency(words: list[str], language: str) -> float:
    """Return how common the words are in a language, in the mean, on the Zipf scale; words it lacks count as 0."""
    known_as = NAMED_OTHERWISE.get(language, language)
    word_list = "best" if language == ENGLISH else WORD_LIST
    frequencies: list[float] = [zipf_frequency(word, known_as, wordlist=word_list) for word in words]
    return sum(frequencies) / len(frequencies)


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    """Return the identifier with our languages, loaded once (0.1 s)."""
    identifier = LanguageIdentifier.from_pickled_model(MODEL_FILE, norm_probs=True)
    identifier.set_languages(LANGUAGES)
    return identifier
