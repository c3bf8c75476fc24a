"""Decide whether a run of words that a name is spelled like is meant as that name."""

from __future__ import annotations

import re

from knowledge.context_rules import (
    FUNCTION_WORD_FREQUENCY,
    context_rules,
    is_meant_as_illness,
    is_persons_name,
    is_something_else,
)
from knowledge.name_keys import KIND_WORDS, SMALL_WORDS, TYPE_WORDS, Token, is_marker, names_what_follows, plain_word
from knowledge.name_table import NameTable
from knowledge.name_words import is_eponym, is_heading, is_question_word, words_around_names
from knowledge.short_forms import short_forms
from knowledge.span_matcher import KNOWN_WORD_FREQUENCY, Run
from knowledge.spelling import as_heard
from knowledge.word_frequency import COMMON_FREQUENCY, RARE_FREQUENCY, SURNAME_FREQUENCY, frequency

SHOUTED_WORDS = 4
"""From this many words on, a message all in capitals says nothing about the capitals of one word."""

ACRONYM_FREQUENCY = 2.5
"""An acronym in small letters that is at least this frequent (Zipf scale) must be meant as an illness."""

SHORT_ACRONYM = 4
LONG_WORD = 9
"""Two letters may be wrong in a word this long, the first among them."""

PHRASE_FREQUENCY = 3.6
"""A shortened name of several words is telling when the rarest of them is less frequent than this."""

ALONE_FREQUENCY = 4.0
"""Up to this frequent it is telling where it is a clause by itself ("Huntington. There, I said it")."""

MEANT_FREQUENCY = 4.8
"""A shortened name up to this frequent is one where it is meant as an illness ("has turner")."""

SUPPORTED_LETTERS = (0, 6, 7, 13, 18)
UNSUPPORTED_LETTERS = (0, 7, 10, 15, 20)
"""A name must have this many letters for none, one, two … of them to be wrong, with another word of it as it stands
or without."""
LETTERS_WITH_KIND = (0, 5, 6, 11, 99)
LETTERS_ALONE = (0, 5, 6, 12, 99)
LETTERS_WITHOUT_FRAME = (0, 5, 10, 14, 99)
"""The same for names of one word, with a word for illness beside it or without."""
_CLAUSE_BEGINS = re.compile(r"(?:^|[.?!:;]\s+|[\"“‘(])\W*$")
_CLAUSE_ENDS = re.compile(r"[\"'”’)]*\s*(?:[.?!;]|$)")
_SENTENCE_END = re.compile(r"[.?!]\s")


def is_meant(text: str, tokens: list[Token], run: Run, table: NameTable) -> bool:
    """Return whether a run of words in a text is meant as the name that it is spelled like."""
    words = tokens[run.first : run.last + 1]
    if _ends_in_the_next_sentence(text, words) or _ends_in_the_next_name(tokens, run) or _ends_in_i(tokens, run):
        return False
    if len(words) == 1 and words[0].text.islower() and words[0].normal in words_around_names().ends:
        return False  # "is hers milder?"
    if run.reading.cost:
        return _is_near_enough(text, tokens, run)
    if any(_is_surname_like_acronyms(token, table) for token in words):
        return False
    start, end = words[0].start, words[-1].end
    if len(words) > 1 and run.entry.strictness == 0:
        return not (len(words) == 2 and is_something_else(text, end, end))
    begins_as_a_sentence = frequency(words[0].normal) >= FUNCTION_WORD_FREQUENCY
    if run.entry.strictness > 2 and (begins_as_a_sentence or _are_two_names(words)):
        return False
    if len(words) == 1 and run.entry.strictness == 0:
        return _is_meant_word(text, words[0], table)
    if run.reading.kinds:
        return not _is_everyday_with_kind(run, words)
    if is_persons_name(text, start, end) or is_something_else(text, start, end):
        return False
    if len(words) > 1:
        return _is_distinctive_phrase(text, run, words)
    return _is_distinctive_word(text, words[0], run)


def _is_surname_like_acronyms(token: Token, table: NameTable) -> bool:
    """Return whether a word is written as a surname that looks like several of an acronym: "Hanes" beside "HANE"."""
    return token.text.istitle() and token.normal not in table.acronyms and plain_word(token.normal) in table.acronyms


def _ends_in_the_next_name(tokens: list[Token], run: Run) -> bool:
    """Return whether the last of several words belongs to the name behind it: "tiene síndrome de Turner"."""
    return run.first < run.last and names_what_follows(tokens, run.last)


def _ends_in_i(tokens: list[Token], run: Run) -> bool:
    """Return whether what stands for type I is who speaks: "my sister has tuberous sclerosis and I need …"."""
    if tokens[run.last].normal != "i" or tokens[run.last - 1].normal in TYPE_WORDS or run.first == run.last:
        return False
    rest = tokens[run.last + 1 : run.last + 2]
    is_told_on = bool(rest) and rest[0].normal not in words_around_names().said_of | SMALL_WORDS | TYPE_WORDS
    return is_told_on or tokens[run.last - 1].normal in words_around_names().joints


def _ends_in_the_next_sentence(text: str, words: list[Token]) -> bool:
    """Return whether what stands for a type begins another sentence: "it is familial hemiplegic migraine. I have …"."""
    if len(words) < 2 or not is_marker(words[-1].normal):
        return False
    return _SENTENCE_END.search(text, words[-2].end, words[-1].start) is not None


def is_joined(text: str, tokens: list[Token], joint: int, place: int) -> bool:
    """Return whether a word that may be a name's is joined to a name by "and" or the like, and says nothing else.

    Args:
        text: the text.
        tokens: its words.
        joint: the place of the word between both.
        place: the place of the word.
    """
    if not 0 <= place < len(tokens) or tokens[joint].normal not in words_around_names().joints:
        return False
    token = tokens[place]
    if len(token.normal) < SHORT_ACRONYM or frequency(token.normal) >= MEANT_FREQUENCY:
        return False
    if place < joint:
        words = words_around_names()
        is_free = not place or tokens[place - 1].normal not in words.possessives | words.articles
    else:
        is_free = context_rules()["ends_there"].match(text, token.end) is not None
    return is_free and not is_persons_name(text, token.start, token.end)


def is_telling(text: str, token: Token) -> bool:
    """Return whether a word by which a condition is called stands for it: rare, or meant as an illness."""
    if is_persons_name(text, token.start, token.end) or is_something_else(text, token.start, token.end):
        return False
    known = frequency(token.normal)
    is_illness = known < MEANT_FREQUENCY and (
        is_heading(text, token) or is_meant_as_illness(text, token.start, token.end)
    )
    return known < RARE_FREQUENCY or is_illness


def is_shouted(text: str) -> bool:
    """Return whether a text is all in capitals, so that the capitals of one word say nothing."""
    return text.upper() == text and len(text.split()) >= SHOUTED_WORDS


def _is_one_of_loud_words(text: str, word: str) -> bool:
    """Return whether a word is an everyday one that stands in capitals beside another one: "WHAT IS OI"."""
    loud = {other.lower() for other in text.split() if other.isupper() and frequency(other.lower()) >= COMMON_FREQUENCY}
    return word in loud and len(loud) > 1


def _is_meant_word(text: str, token: Token, table: NameTable) -> bool:
    """Return whether one word that is a name as it stands is meant as one."""
    word = token.normal
    if len(word) < 2 or word.isdigit() or word in SMALL_WORDS or word in short_forms().no_conditions:
        return False
    if word not in table.acronyms and len(word) > SHORT_ACRONYM:
        known = frequency(word)
        if known < SURNAME_FREQUENCY or (token.text[0].isupper() and token.start):
            return known < COMMON_FREQUENCY
        return known < COMMON_FREQUENCY and is_meant_as_illness(text, token.start, token.end)
    if token.text.isupper() and not is_shouted(text) and not _is_one_of_loud_words(text, word):
        return not is_something_else(text, token.start, token.end)
    if frequency(word) < ACRONYM_FREQUENCY:
        return not is_something_else(text, token.start, token.end)
    if is_something_else(text, token.start, token.end):
        return False
    return frequency(word) < COMMON_FREQUENCY and is_meant_as_illness(text, token.start, token.end)


def _is_everyday_with_kind(run: Run, words: list[Token]) -> bool:
    """Return whether a reworded name is an everyday word beside "disease": "the same disease"."""
    content = run.reading.content
    if len(content) > 1:
        return False
    written = [word.normal for word in words if plain_word(word.normal) == content[0]]
    return any(frequency(word) >= COMMON_FREQUENCY for word in written) or len(content[0]) == 1 or content[0].isdigit()


def _is_distinctive_phrase(text: str, run: Run, words: list[Token]) -> bool:
    """Return whether several words stand for a name that has more: "tay sachs"."""
    if run.entry.strictness < 2:
        return True
    if len(run.reading.content) > 2:
        return True
    rarest = min((frequency(word.normal) for word in words if not is_marker(word.normal)), default=8.0)
    return rarest < PHRASE_FREQUENCY or is_meant_as_illness(text, words[0].start, words[-1].end)


def _is_distinctive_word(text: str, token: Token, run: Run) -> bool:
    """Return whether one word stands for a name that has more, as "marfan" does."""
    word, plain = token.normal, run.reading.content[0]
    if len(word) <= 2 or is_marker(plain):
        return False
    if frequency(word) < RARE_FREQUENCY and frequency(plain) < SURNAME_FREQUENCY:
        return True
    if run.entry.strictness == 1 and frequency(plain) < SURNAME_FREQUENCY:
        return True
    if frequency(word) < ALONE_FREQUENCY and _is_a_clause(text, token):
        return True
    if _is_told_as_somebodys(text, token):
        return frequency(plain) < COMMON_FREQUENCY
    if is_heading(text, token):
        return frequency(plain) < MEANT_FREQUENCY
    if is_question_word(word) or (frequency(plain) >= MEANT_FREQUENCY and _is_thing_of_everyday(token)):
        return False
    return frequency(word) < MEANT_FREQUENCY and is_meant_as_illness(text, token.start, token.end)


def _is_thing_of_everyday(token: Token) -> bool:
    """Return whether a word in small letters is that of a thing, and none that illnesses are called by: "sweets"."""
    known = words_around_names().well_known
    is_called_so = is_eponym([token]) or any(f"{token.normal} {kind}" in known for kind in KIND_WORDS)
    return token.text.islower() and not is_called_so


def _are_two_names(words: list[Token]) -> bool:
    """Return whether a joint parts two names that one name has in another order: "Crouzon and Apert"."""
    joints = [place for place, token in enumerate(words) if token.normal in words_around_names().joints]
    return any(is_eponym(words[:place]) and is_eponym(words[place + 1 :]) for place in joints)


def _is_told_as_somebodys(text: str, token: Token) -> bool:
    """Return whether an illness is told by somebody's name: "the letter says Wilson's" without more."""
    if token.text[-2:].lower() not in ("'s", "’s") or not _CLAUSE_ENDS.match(text, token.end):
        return False
    leads = words_around_names().told_leads
    return any(match.end() == token.start for match in leads.finditer(text[: token.start + 1]))


def _is_a_clause(text: str, token: Token) -> bool:
    return bool(_CLAUSE_BEGINS.search(text[: token.start]) and _CLAUSE_ENDS.match(text, token.end))


def _is_near_enough(text: str, tokens: list[Token], run: Run) -> bool:
    """Return whether a run with mistyped words is near enough to a name."""
    reading = run.reading
    words = tokens[run.first : run.last + 1]
    written = [token for token in words if token.normal not in reading.words]
    joined = "".join(token.normal for token in words)
    if joined == "".join(reading.words):
        return len(joined) > SHORT_ACRONYM or max(frequency(token.normal) for token in words) < FUNCTION_WORD_FREQUENCY
    letters = sum(len(word) for word in reading.words)
    cost = reading.telling_cost
    supporting = [word for word in reading.content if any(word in (token.normal, token.normal[:-1]) for token in words)]
    if supporting:
        return letters >= SUPPORTED_LETTERS[reading.cost]
    if len(reading.content) > 1:
        return letters >= UNSUPPORTED_LETTERS[reading.cost]
    if any(frequency(token.normal) >= KNOWN_WORD_FREQUENCY for token in written):
        return False
    (word,) = reading.content
    start, end = words[0].start, words[-1].end
    if len(word) <= SHORT_ACRONYM:
        return reading.kinds > 0 and _is_swapped(written, word)
    begins_alike = words[0].normal[0] == word[0] or as_heard(words[0].normal)[0] == as_heard(word)[0]
    length = min(len(word), max((len(token.normal) for token in written), default=0))
    if cost > 1 and not begins_alike and length < LONG_WORD:
        return False
    if reading.kinds:
        return length >= LETTERS_WITH_KIND[cost] + (not begins_alike)
    if run.entry.strictness > 1 and is_persons_name(text, start, end):
        return False
    if begins_alike and length >= LETTERS_WITHOUT_FRAME[cost]:
        return True
    return length >= LETTERS_ALONE[cost] and is_meant_as_illness(text, start, end)


def _is_swapped(written: list[Token], word: str) -> bool:
    """Return whether two letters of a word have changed places."""
    return len(written) == 1 and sorted(written[0].normal) == sorted(word)
