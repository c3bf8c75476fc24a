"""Part a message into what is searched for alarms: its sentences, their clauses, and what is told in a row.

spaCy takes 26 ms for a thousand characters, half of what the search may cost; here ends of sentences and beginnings
of questions are told by their words alone. A part too many does no harm, since whole sentences are searched too.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

LONGEST_SENTENCE = 240
"""A sentence of more characters is split between words, so that no reading is long."""
LONGEST_PAIR = 260
"""Sentences that are told in a row are read together up to so many characters."""
WHOLE = 300
"""A message of up to so many characters is read as a whole, too."""

_END = re.compile(r"(?<=[.?!;…。！？])[\s\"')\]]+|\n+|<!--|-->|\s[–—-]\s")
_ABBREVIATION = re.compile(r"\b(?:dr|mr|mrs|ms|st|vs|approx|e\.g|i\.e|no)\.$", re.IGNORECASE)

FEWEST_WORDS = 2
"""A clause of fewer words is read with its sentence only."""
TAILS = (5, 8)
"""So many words at the end of a question may be no part of it."""
FEWEST_WORDS_ASKED = 4

_SUBJECT = (
    r"(?:i|i['’]?m|i['’]?ve|my|our|he|he['’]?s|she|she['’]?s|we|we['’]?re|they|they['’]?re|there['’]?s|someone|"
    r"somebody|mom|mum|dad|grandma|grandpa|baby|hubby)"
)
MISSPELT_SUBJECT = (
    r"(?:hes|shes|im|ive|theres|bab+y|babby|toddler|child|kid|son|daughter|husband|wife|hubby|grampa|granny)"
)
_JOINER = (
    r"(?:and|but|also|plus|because|so|by the way|btw|oh|now|then|meanwhile|right now|as well|while|since|please|pls|"
    r"anyway)"
)
_QUESTION = (
    r"(?:(?:what|whats|what['’]s|how|why|which|where|who|when) (?:is|are|s|was|were|does|do|did|can|could|"
    r"should|would|will|causes?|kinds?|treatments?|tests?|symptoms|genes?|common|many|long|often|likely|about)|"
    r"(?:can|could|would|will) (?:you|it|this|one|someone|somebody) |(?:is|are|does|do) (?:it|there|this|that|"
    r"people|you|anyone|[A-Z])|tell me|please (?:tell|explain|advise)|i(?:['’]d| would) like to know|what[’']s)"
)
_BEFORE_QUESTION = re.compile(
    rf"(?:, ?| )(?:{_JOINER},? )?(?={_QUESTION}\b)| (?=(?:What|How|Why|Which|Where|Who|When|Can|Could|Is|Are|"
    r"Does|Do|Tell|Please)\s)",
)
_BEFORE_TOLD = re.compile(rf"(?:, ?| ){_JOINER},? (?={_SUBJECT}\b)|, ?(?={_SUBJECT}\b)", re.IGNORECASE)
_BEFORE_JOINED = re.compile(r" and (?=(?:the|a|an|his|her|its|their|one|half)\s+\w+)", re.IGNORECASE)
_BEFORE_CAPITAL = re.compile(
    r"(?<=[^\W_]) (?=(?:By the way|My|Our|He|She|We|They|There|Someone|Somebody|Also|And|But|Help|Now|After|"
    r"I(?: am|['’]m| have|['’]ve| took| drank| swallowed| want| can| don| feel| cut| need| will| just)\b)\b)"
)
_SUBJECT_IN_QUESTION = re.compile(
    rf"(?<![^\W_])(?P<before>[^\W_]+)(?P<gap> )(?=(?:{_SUBJECT}|the|his|her|{MISSPELT_SUBJECT})\s+(?:[^\W_]+))",
    re.IGNORECASE,
)
_LEADS_ON = frozenset(
    """
    a about after am an and any are as at be because been before being but by can cannot cant could did do does doesnt
    don done dont for from get give had has have how i if in into is it know like make may me might my no not of on or
    our should since so take tell than that the their them then these they think this those to until was we were what
    when where whether which while who why will with would you your help say said says see hope wish sure glad afraid
    worried believe think guess feel know across against around behind beside between down during inside near off onto
    out outside over past through toward towards under up upon via within without
    """.split()
)
"""After these words a subject goes on with what was begun."""
_BEGINS_QUESTION = re.compile(rf"(?:{_JOINER},?\s+)?(?:{_QUESTION}|is|are|does|do|can|could)\b", re.IGNORECASE)
_JOINED_ON = re.compile(r"[ ,] ?(?:and|but|or)$", re.IGNORECASE)
_BEGINNINGS = (_BEFORE_QUESTION, _BEFORE_TOLD, _BEFORE_CAPITAL, _BEFORE_JOINED)


@dataclass(frozen=True)
class Sentence:
    """Hold a sentence, the clauses in it that could stand alone, and ends of questions that may be no part of them.

    Where the sentence is one clause, there are none.
    """

    text: str
    clauses: tuple[str, ...] = ()
    tails: tuple[str, ...] = ()

    @property
    def asks(self) -> bool:
        """Return whether it is a question."""
        return _is_question(self.text)

    def told(self) -> list[str]:
        """Return what is told in a row before, between and behind its questions, as far as that is several clauses."""
        rows: list[list[str]] = [[]]
        for clause in self.clauses:
            if _is_question(clause):
                rows.append([])
            else:
                rows[-1].append(clause)
        return [", ".join(row) for row in rows if 1 < len(row) < len(self.clauses)]

    @property
    def has_question(self) -> bool:
        """Return whether one of its clauses is a question."""
        return any(map(_is_question, self.clauses))


def _is_question(text: str) -> bool:
    return text.endswith("?") or _BEGINS_QUESTION.match(text) is not None


def sentences(text: str) -> list[Sentence]:
    """Return the sentences of a text with their clauses, in order."""
    found: list[Sentence] = []
    for line in _ended(text):
        for piece in _of_bounded_length(line):
            clauses = _clauses(piece)
            tails = [tail for clause in clauses or [piece] for tail in _tails(clause)]
            found.append(Sentence(piece, tuple(clauses) if len(clauses) > 1 else (), tuple(tails)))
    return found


def told_in_a_row(parts: list[Sentence]) -> list[str]:
    """Return each sentence together with the next one, where neither asks and both are short."""
    pairs: list[str] = []
    for first, second in itertools.pairwise(parts):
        together = f"{first.text} {second.text}"
        if not first.asks and not second.asks and len(together) <= LONGEST_PAIR:
            pairs.append(together)
    return pairs


def _ended(text: str) -> list[str]:
    found: list[str] = []
    for line in (" ".join(line.split()) for line in _END.split(text)):
        if found and _ABBREVIATION.search(found[-1]):
            found[-1] += f" {line}"
        elif line:
            found.append(line)
    return found


def _of_bounded_length(line: str) -> list[str]:
    pieces: list[str] = []
    while len(line) > LONGEST_SENTENCE:
        cut = line.rfind(" ", LONGEST_SENTENCE // 2, LONGEST_SENTENCE)
        cut = LONGEST_SENTENCE if cut < 0 else cut
        pieces.append(line[:cut])
        line = line[cut:].strip()
    return [*pieces, line] if line else pieces


def _clauses(sentence: str) -> list[str]:
    """Part a sentence where a question begins, or where somebody begins to tell."""
    pieces = _split(sentence, [found.end() for pattern in _BEGINNINGS for found in pattern.finditer(sentence)])
    clauses = [clause for piece in pieces for clause in _told_after_question(piece)]
    return [clause for clause in clauses if len(clause.split()) >= FEWEST_WORDS]


def _split(sentence: str, ends: list[int]) -> list[str]:
    bounds = [0, *sorted(set(ends)), len(sentence)]
    pieces = [_JOINED_ON.sub("", sentence[start:end].strip(" ,\t")) for start, end in itertools.pairwise(bounds)]
    return [piece for piece in pieces if piece]


def _told_after_question(piece: str) -> list[str]:
    """Part a question from what is told behind it without a sign."""
    if not _BEGINS_QUESTION.match(piece):
        return [piece]
    for found in _SUBJECT_IN_QUESTION.finditer(piece):
        if found["before"].lower() not in _LEADS_ON:
            return [piece[: found.end()].strip(), piece[found.end() :]]
    return [piece]


def _tails(clause: str) -> list[str]:
    """Return ends of a question that has no question mark, where what is told behind it may name nobody."""
    words = clause.split()
    if clause.endswith("?") or not _BEGINS_QUESTION.match(clause):
        return []
    return [" ".join(words[-length:]) for length in TAILS if len(words) >= length + FEWEST_WORDS_ASKED]
