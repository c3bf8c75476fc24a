"""Bring what people type on a phone into plain words, so that the model need not know every slip of a finger."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from wordfreq import zipf_frequency

from knowledge.masking import PLACEHOLDER
from knowledge.run_on_words import pieces_of
from knowledge.short_forms import short_forms
from knowledge.spelling import Spelling, allowed_edits

SHORT_FORMS = dict(
    line.split("=")
    for line in """
abt=about b4=before bc=because bcos=because bcoz=because coz=because cuz=because cud=could dat=that dnt=dont
frm=from gona=going_to gonna=going_to gud=good hav=have hlp=help hw=how infos=information kno=know
lyf=life n=and nd=and plz=please pls=please plss=please r=are shud=should smth=something
somthin=something sumthing=something sumone=someone thru=through u=you ur=your urs=yours
waht=what wat=what wats=whats wht=what whta=what wich=which wot=what wots=whats wud=would yr=your hwo=how teh=the
adn=and taht=that isit=is_it wth=with
""".split()
)
"""What people write in short or with crossed letters, and what it stands for; `_` is a space.

What stands around names, such as "tx", is in `data/names/short_forms.yml`.
"""

SEEN_OFTEN = 3
"""How often a word must stand in the examples for a misspelling to be taken for it."""
KNOWN_WORD = 2.5
"""From this frequency on (Zipf scale) a word is one of its own and no misspelling."""
EVERYDAY_WORD = 5.6
"""Words at least this frequent that were run together are rather that than a word mistyped ("whatis")."""
SINGLE_LETTER = 6.5
"""At least as frequent is a letter that is a word, as "a" is; others are no pieces of words that were run together."""
_WORD = re.compile(r"(?<![\w.])[^\W\d_]+\d?(?!\.\w)\b")


class TextNormalizer:
    """Write short forms out, and correct misspelt words towards those that were seen often.

    `counts` tells how often each of these stands in the examples.
    """

    def __init__(self, counts: Mapping[str, int]) -> None:
        self.counts = counts
        self._spelling = Spelling(counts)

    @classmethod
    def learned(cls, examples: Iterable[str]) -> TextNormalizer:
        """Return what corrects towards the words of examples."""
        counts = Counter(word for text in examples for word in _WORD.findall(text.lower()))
        return cls({word: count for word, count in sorted(counts.items()) if count >= SEEN_OFTEN})

    def of(self, text: str) -> str:
        """Return a text in plain words; what is not a word stays as it is."""
        return _WORD.sub(lambda match: self._plain(match.group()), text)

    def _plain(self, word: str) -> str:
        short = SHORT_FORMS.get(word.lower()) or short_forms().around_names.get(word.lower())
        if short is not None:
            return short.replace("_", " ")
        if word == PLACEHOLDER or zipf_frequency(word, "en") >= KNOWN_WORD:
            return word
        pieces = pieces_of(word.lower(), self.counts.__contains__)
        if pieces and all(len(piece) > 1 and zipf_frequency(piece, "en") >= EVERYDAY_WORD for piece in pieces):
            return " ".join(pieces)
        near = self._spelling.alternatives(word.lower())
        alternatives = [(other, cost) for other, cost in near if cost <= allowed_edits(word)]
        nearest = [other for other, cost in alternatives if cost == alternatives[0][1]]
        if any(len(piece) == 1 and zipf_frequency(piece, "en") < SINGLE_LETTER for piece in pieces):
            pieces = []
        return max(nearest, key=lambda other: self.counts[other], default=" ".join(pieces) or word)
