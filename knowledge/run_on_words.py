"""Part words that were written without blanks: "whatisrettsyndrome", "treatmentformarfan"."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from itertools import accumulate, pairwise

from knowledge.name_keys import KIND_WORDS, SMALL_WORDS, Token, plain_word
from knowledge.name_words import words_around_names
from knowledge.word_frequency import frequency

SHORTEST, LONGEST = 9, 80
"""Letters of a word that is looked at for several in it."""
SHORTEST_NAME = 3
KNOWN_WORD = 2.0
"""A word at least this frequent (Zipf scale) is one of its own."""
FEWEST_OF_A_SENTENCE = 3
"""So many pieces are a sentence, though no name is among them ("howdoyoutreat")."""
TELLING = 4.2
"""A word of names that is less frequent than this tells that a name is among the pieces."""

LEAST_AROUND = 4
"""So many letters must be of words around names: "cystinuria" holds an "in" but is one word."""


def pieces_of(word: str, is_piece: Callable[[str], bool]) -> list[str]:
    """Return the fewest pieces that make a word, of which `is_piece` knows each; none where it cannot be parted.

    Of ways with as many pieces that of the more frequent words is taken. The time grows with the square of the word:
    one of more than `LONGEST` letters is not looked at.
    """
    if len(word) > LONGEST:
        return []
    best: dict[int, list[str]] = {len(word): []}
    for start in range(len(word) - 1, -1, -1):
        ways = [
            [word[start:end], *best[end]]
            for end in range(len(word), start, -1)
            if end in best and is_piece(word[start:end])
        ]
        if ways:
            best[start] = min(ways, key=lambda way: (len(way), -sum(map(frequency, way))))
    return best.get(0, [])


def part_run_on_words(tokens: Iterable[Token], names: Container[str]) -> list[Token]:
    """Return the tokens of a text with each that holds a name and words of a question parted into its words.

    `names` has the plain words of names.
    """
    return [part for token in tokens for part in _parted(token, names)]


def _parted(token: Token, names: Container[str]) -> list[Token]:
    word = token.normal
    if not (SHORTEST <= len(word) <= LONGEST and word.isalpha() and len(word) == len(token.text)):
        return [token]
    if plain_word(word) in names or frequency(word) >= KNOWN_WORD:
        return [token]
    pieces = pieces_of(word, lambda piece: _is_around(piece) or _is_of_names(piece, names))
    has_a_name = any(_is_of_names(piece, names) and not _is_around(piece) and _is_telling(piece) for piece in pieces)
    is_sentence = len(pieces) >= FEWEST_OF_A_SENTENCE and all(map(_is_around, pieces))
    around = sum(len(piece) for piece in pieces if _is_around(piece))
    if around < LEAST_AROUND or not (has_a_name or is_sentence):
        return [token]
    edges = accumulate(map(len, pieces), initial=0)
    return [
        Token(token.start + start, token.start + end, token.text[start:end], word[start:end])
        for start, end in pairwise(edges)
    ]


def _is_around(piece: str) -> bool:
    return piece in words_around_names().around or piece in SMALL_WORDS


def _is_of_names(piece: str, names: Container[str]) -> bool:
    return piece in KIND_WORDS or (len(piece) >= SHORTEST_NAME and plain_word(piece) in names)


def _is_telling(piece: str) -> bool:
    return piece not in KIND_WORDS and len(piece) > SHORTEST_NAME and frequency(piece) < TELLING
