"""Recognise what is said about the form and the request: to leave, to skip, to correct, to agree, to ask how it stands.

Whole messages are compared, so that a word such as "stop" within a question is left alone.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from handoff.form.sentences import marked_sentences, sentences
from rareguide.rule_files import check_examples, check_form, compiled, filled, fragments_of, read_mapping
from rareguide.settings import ROOT
from rareguide.word_lists import refuses_person, word_lists

PHRASES = ROOT / "data" / "handoff" / "phrases.yml"
LONGEST_PHRASE = 200
"""Longer messages are none of these; it also bounds what the patterns have to try."""
_FILLED_AROUND = r"(?:{filler} )*(?:{rule})(?: {filler})*(?: (?:and )?(?:{filler} )*(?:{rule})(?: {filler})*){0,2}"
"""The same may be said two or three times ("never mind, cancel that")."""
_ONE_OR_MORE = r"(?:{rule})(?: (?:{rule}))*"

Pattern = re.Pattern[str]


def plain(text: str) -> str:
    """Return a message in small letters with straight apostrophes, single spaces and no marks at its ends."""
    lowered = text[:LONGEST_PHRASE].casefold().replace("’", "'").replace("‘", "'").replace("´", "'")
    return re.sub(r"\s+", " ", re.sub(r"[,;:!.…()\"“”\U0001F3FB-\U0001F3FF\ufe0f]+", " ", lowered)).strip(" ?¿¡-–'/")


class Phrases:
    """Hold the patterns of a file, each tried on its examples. Raises `BadRules` where the file is wrong."""

    def __init__(self, path: Path = PHRASES) -> None:
        document = read_mapping(path)
        self._path = path
        self._fragments = fragments_of(path, document["fragments"], word_lists().fragments)
        self.whole = {name: self._whole(entry, _FILLED_AROUND) for name, entry in document["whole_messages"].items()}
        self.whole["person"] = self._whole(document["person"])
        self.yes = self._whole(document["yes"], _ONE_OR_MORE)
        self.no = self._whole(document["no"], _ONE_OR_MORE)
        self.back = self._whole(document["back"])
        self.ordinal = self._whole(document["ordinal"])
        self.begins = {name: self._begins(entry) for name, entry in document["begins"].items()}
        self.added = self._begins(document["added"], re.IGNORECASE)
        self.add_last = self._whole(document["add_last"])
        self.aside = self._begins(document["aside"], re.IGNORECASE)
        wrong = document["said_wrong"]
        self.said_wrong = {
            field: self._whole(entry, filled(path, wrong["rule"], {**self._fragments, "field": entry["rule"]}))
            for field, entry in wrong["fields"].items()
        }
        self.anywhere = {name: self._within(entry) for name, entry in document["anywhere"].items()}
        self.wrong_contact = self._within(document["wrong_contact"])
        self.joining = compiled(path, document["joining"], filled(path, document["joining"], {}), re.IGNORECASE)
        self.particles = re.compile(self._fragments["particles"], re.IGNORECASE)
        self.spoken_digits: dict[str, int] = dict(document["spoken_digits"])
        self.spoken_signs: dict[str, str] = dict(document["spoken_signs"])
        self.repeated_digits: dict[str, int] = dict(document["repeated_digits"])
        languages: dict[str, str] = document["languages"]
        self.languages = {word: name for name, words in languages.items() for word in words.split()}
        self.name_alone = self._as_written("name", document["name_alone"])
        self.new_value = {field: self._as_written(field, entry) for field, entry in document["new_value"].items()}

    def _whole(self, entry: Any, frame: str = "{rule}") -> Pattern:
        """Return the pattern of a whole message."""
        pattern = self._compiled(entry, frame)
        check_examples(self._path, entry, lambda text: pattern.fullmatch(plain(text)) is not None)
        return pattern

    def _begins(self, entry: Any, flags: int = 0) -> Pattern:
        """Return the pattern of the beginning of a message."""
        pattern = self._compiled(entry, "{rule}", flags)
        check_examples(self._path, entry, lambda text: pattern.match(plain(text)) is not None)
        return pattern

    def _within(self, entry: Any) -> Pattern:
        """Return the pattern of what may stand anywhere in a message, in the letters in which the rule has it."""
        pattern = self._compiled(entry, "{rule}")
        check_examples(self._path, entry, lambda text: pattern.search(text) is not None)
        return pattern

    def _as_written(self, field: str, entry: Any) -> Pattern:
        """Return the pattern of a whole message in which a value is told in its own letters."""
        pattern = self._compiled(entry, "{rule}", re.IGNORECASE | (re.DOTALL if field == "question" else 0))
        check_examples(self._path, entry, lambda text: pattern.fullmatch(text) is not None)
        return pattern

    def _compiled(self, entry: Any, frame: str, flags: int = 0) -> Pattern:
        check_form(self._path, entry)
        rule = filled(self._path, entry["rule"], self._fragments)
        whole = filled(self._path, frame, {**self._fragments, "rule": rule})
        return compiled(self._path, entry["rule"], whole, flags)


@lru_cache(maxsize=1)
def phrases() -> Phrases:
    """Return the phrases of `data/handoff/phrases.yml`, read once; raise `BadRules`."""
    return Phrases()


def says(what: str, text: str) -> bool:
    """Return whether a whole message means one of the whole messages, such as `cancel`, `skip` or `withdraw`."""
    return len(text) <= LONGEST_PHRASE and phrases().whole[what].fullmatch(plain(text)) is not None


def says_yes(text: str) -> bool:
    """Return whether a whole message agrees."""
    words = plain(text)
    return (
        len(text) <= LONGEST_PHRASE
        and phrases().yes.fullmatch(words) is not None
        and words != "please"
        and not (says("thanks", text) and not any(map(_is_yes, words.split())))
    )


def _is_yes(word: str) -> bool:
    return word in word_lists().yes and not says("opener", word)


def says_no(text: str) -> bool:
    """Return whether a whole message declines."""
    words = plain(text)
    return (
        len(text) <= LONGEST_PHRASE
        and phrases().no.fullmatch(words) is not None
        and words not in ("thanks", "thank you", "sorry")
    )


def adds_to_request(text: str) -> bool:
    """Return whether a message begins with words that address it to the request, or to who answers it."""
    return phrases().added.match(text.strip()[:LONGEST_PHRASE]) is not None


def asks_whether_needed(text: str) -> bool:
    """Return whether a message asks if what the form asks for must be given."""
    return phrases().begins["whether_needed"].match(plain(text)) is not None


def adds_last(text: str) -> bool:
    """Return whether a whole message asks to put into the request what was written before it."""
    return len(text) <= LONGEST_PHRASE and phrases().add_last.fullmatch(plain(text)) is not None


def complains_of_adding(text: str) -> bool:
    """Return whether a message complains that words go into the request."""
    return phrases().begins["of_adding"].match(plain(text)) is not None


def takes_back(text: str) -> bool:
    """Return whether a message asks to take something back that was added to the request."""
    return phrases().begins["take_back"].match(plain(text)) is not None


def tells_how_to_reach(text: str) -> bool:
    """Return whether a message tells how, when or by whom a request is to be answered."""
    return phrases().begins["how_to_reach"].match(plain(text)) is not None


def goes_on(text: str) -> bool:
    """Return whether a message goes on with what the visitor would like to ask a person."""
    return phrases().begins["goes_on"].match(plain(text)) is not None and not clearly_asks(text)


def goes_back(text: str) -> bool:
    """Return whether a message wants the field before."""
    return phrases().back.fullmatch(plain(text)) is not None


def asks_first(text: str) -> bool:
    """Return whether a message puts a question before the form goes on ("wait, first: what causes it?")."""
    words = plain(text)
    is_question = phrases().begins["interlude"].match(words) is not None and text.rstrip(" .!").endswith("?")
    return is_question or phrases().begins["answer_first"].match(words) is not None


def says_how_to_answer(text: str) -> bool:
    """Return whether a wish for a person says what that person is to do ("please call me tomorrow at 5")."""
    return phrases().begins["how_to_answer"].match(plain(text)) is not None


def is_sentence(text: str) -> bool:
    """Return whether a message has a word that stands in sentences and in no name."""
    return phrases().begins["sentence"].match(plain(text)) is not None


def tells(text: str) -> bool:
    """Return whether a message tells something, and says nowhere that it asks."""
    return phrases().begins["tells"].match(plain(text)) is not None


def speaks_of_dying(text: str) -> bool:
    """Return whether a message has a word of dying or of blame."""
    return phrases().anywhere["dying"].search(plain(text)) is not None


def wants_person(text: str) -> bool:
    """Return whether a message wishes somewhere to talk to a person, however it is spelled, and refuses none."""
    return any(map(_wishes_to_talk, sentences(text))) and not refuses_person(text)


def _wishes_to_talk(sentence: str) -> bool:
    found = phrases().anywhere["wants_person"].search(plain(sentence))
    return found is not None and phrases().anywhere["no_wish"].search(found.string[: found.start()]) is None


def wants_only_person(text: str) -> bool:
    """Return whether a message wishes to talk to a person and says at most what about ("… someone about Fabry?")."""
    is_short = len(text) <= LONGEST_PHRASE and wants_person(text)
    found = phrases().anywhere["wants_person"].search(plain(text)) if is_short else None
    if found is None or len(sentences(text)) > 1:
        return False
    rest = phrases().anywhere["about_it"].search(plain(text)[found.end() :])
    return rest is not None and not clearly_asks(found.string[: found.start()])


def corrects(text: str) -> bool:
    """Return whether a short message says that something told before is to read otherwise."""
    return len(text) <= LONGEST_PHRASE and phrases().anywhere["corrects"].search(plain(text)) is not None


def puts_instead(text: str) -> bool:
    """Return whether a short message puts another way to be reached in the place of one told before."""
    return len(text) <= LONGEST_PHRASE and phrases().anywhere["instead"].search(plain(text)) is not None


def tells_topic(text: str) -> bool:
    """Return whether a wish for a call says what it is about."""
    return phrases().anywhere["topic"].search(text.lower()) is not None


def says_wrong_contact(text: str) -> bool:
    """Return whether a message says that a number was wrong."""
    return len(text) <= LONGEST_PHRASE and phrases().wrong_contact.search(plain(text)) is not None


def clearly_asks(text: str) -> bool:
    """Return whether a message has the form of a question."""
    words = plain(text)
    is_marked = text.rstrip(' .!)"”').endswith("?")
    return (is_marked and len(words) > 2) or (
        len(words.split()) > 2 and phrases().begins["question_start"].match(words) is not None
    )


def asks_something(text: str) -> bool:
    """Return whether a short message, or a sentence of a letter, may ask something."""
    return len(text) <= LONGEST_PHRASE // 2 or any(
        clearly_asks(one) and not phrases().anywhere["wants_person"].search(plain(one))
        for one in marked_sentences(text)
    )


def asks_of_the_case(text: str) -> bool:
    """Return whether a message asks something, and not of the assistant itself."""
    return clearly_asks(text) and phrases().anywhere["asks_assistant"].search(plain(text)) is None


def is_subordinate(text: str) -> bool:
    """Return whether some words hang on what stands before them, and ask for nothing ("when the children sleep")."""
    return not text.rstrip().endswith("?") and phrases().anywhere["subordinate"].match(plain(text)) is not None


def chosen(text: str, count: int) -> int | None:
    """Return which of `count` options an ordinal chooses, counted from 0."""
    found = phrases().ordinal.fullmatch(plain(text))
    if found is None:
        return None
    words = word_lists()
    index = {**words.ordinals, **words.numbers}[found[1]]
    index = count - 1 if index < 0 else index
    return index if 0 <= index < count else None


def field_said_wrong(text: str) -> str | None:
    """Return the field that a message wants to change without giving its new value."""
    if len(text) > LONGEST_PHRASE:
        return None
    if says("other_question", text):
        return "question"
    words = plain(text)
    return next((field for field, pattern in phrases().said_wrong.items() if pattern.fullmatch(words)), None)


def new_value(field: str, text: str) -> str | None:
    """Return the new name, language or question in "change my name to Ana", or `None`."""
    if len(text) > LONGEST_PHRASE and field != "question":
        return None
    found = phrases().new_value[field].fullmatch(text.replace("’", "'").strip())
    told = found["new"].strip(' .!,"“”') if found else ""
    is_question = field != "question" or " " in told or told.endswith("?")  # "make the question nicer" gives none
    return told if found and is_question else None
