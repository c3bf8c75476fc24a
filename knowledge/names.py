"""Bring the names of conditions into one form, so that two spellings of a name can be compared."""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = re.compile(r"['\u2018\u2019\u02bc`\u00b4]")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_SPELLED_OUT = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})


def normalise_name(name: str) -> str:
    """Return a name in lower case without accents, apostrophes and punctuation.

    Words are separated by one blank: `"Ménière's disease"` and `"meniere’s  DISEASE"` both give
    `"menieres disease"`. The result may be empty.
    """
    if name.isascii():
        return _NOT_WORD.sub(" ", name.replace("'", "").replace("`", "").lower()).strip()
    spelled = _APOSTROPHES.sub("", name).casefold().translate(_SPELLED_OUT)
    decomposed = unicodedata.normalize("NFKD", spelled)
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _NOT_WORD.sub(" ", plain).strip()
