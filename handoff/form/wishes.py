"""Read when and how a visitor would like to be answered, and keep what was said of it last."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from handoff.form.languages import only_language, several_languages
from handoff.form.phrases import (
    LONGEST_PHRASE,
    clearly_asks,
    new_value,
    phrases,
    plain,
    says,
    says_how_to_answer,
    says_no,
    says_wrong_contact,
    says_yes,
)
from handoff.form.sentences import EDGES, clauses, sentences
from handoff.requests.records import Form

LONGEST_WISH = 400
"""Characters of what is kept of when and how a visitor would like to be answered."""

KINDS = ("wish_of_hours", "wish_of_days", "wish_of_way")
"""Rules of `data/handoff/phrases.yml`: of each kind the newest wish is kept."""

BETWEEN = "; "
_QUOTED = re.compile(r"[\"“]([^\"“”]*)[\"”]")


def tells_wish(text: str) -> bool:
    """Return whether a short message tells when or how the visitor would like to be answered, or asks for that."""
    if len(text) > LONGEST_PHRASE or not _has_wish(text):
        return False
    told = [clause for clause in clauses(text) if _has_wish(clause)] or [text]
    return _is_wish(text) or not (clearly_asks(text) or all(map(_is_of_somebody, told)))


def _is_of_somebody(text: str) -> bool:
    """Return whether a message tells what somebody does at an hour ("he is up at 2"), and no way to be reached."""
    rules, words = phrases().anywhere, text.lower().replace("\u2019", "'")
    return rules["of_somebody"].search(words) is not None and rules["wish_of_way"].search(words) is None


def wish_start(text: str) -> int:
    """Return where in a message such a wish begins; its end where it has none."""
    uncalled = phrases().anywhere["called"].sub(lambda name: " " * len(name[0]), text)
    found = phrases().anywhere["wish"].search(uncalled.lower().replace("\u2019", "'"))
    return len(text) if found is None else found.start()


def _is_wish(text: str) -> bool:
    """Return whether a question is one for a call or a letter ("can they ring after four?")."""
    return says_how_to_answer(text) and not says("state", text)


def without_leading(text: str) -> str:
    """Return a text without words such as "actually" and "oh well" before it."""
    return phrases().anywhere["said_before"].sub("", text)


def wish_sentences(parts: Sequence[str]) -> list[str]:
    """Return those sentences of a message's parts that tell when or how to be reached."""
    return [one for part in parts for one in sentences(part) if tells_wish(one)]


def read_wish(parts: Sequence[str], others: Sequence[str] = ()) -> str:
    """Return what a message says of when and how to answer, or nothing.

    `parts` is what stands around the addresses and numbers of the message: beside those only what stands from the wish
    on is taken ("after six. My boss must not hear it"); a message without any is an answer, and is taken as it is.
    `others` are further ways to be reached among them ("and my husband's is 030 …").
    """
    is_wish = partial(_has_wish, others=others)
    told: list[str] = []
    rules = phrases().anywhere
    for place, part in enumerate(parts):
        for sentence in sentences(part):
            if rules["of_the_case"].search(plain(sentence)) and not is_wish(sentence):
                continue
            found = clauses(_quoted_wish(sentence) or sentence)
            first = next((index for index, clause in enumerate(found) if is_wish(clause)), len(found))
            begins = 0 if len(parts) == 1 or place or told else first
            kept = [one.strip(EDGES) for one in found[begins:] if is_wish(one) or not _is_other(one)]
            if kept:
                said = without_leading(", ".join(kept).replace(", but ", " but "))
                told.append(rules["asks_of_team"].sub("", said, count=1))
    return ". ".join(filter(None, told)) if any(map(is_wish, told)) else ""


def with_wish(form: Form, parts: Sequence[str], others: Sequence[str] = ()) -> Form:
    """Return a form with the wish that the parts of a message tell; it takes the place of earlier ones of its kind."""
    return _put(form, " ".join(read_wish(parts, others).split()))


def with_time(form: Form, told: str) -> Form:
    """Return a form with a day or an hour in the place of the one that was told before, if some words are one."""
    return _put(form, told if _kinds(told) - {"wish_of_way"} else "")


def with_other_languages(before: Form, form: Form, message: str) -> Form:
    """Return a form that keeps what a message says of further languages with how to answer, and nothing older of that.

    The first one is the language of the form.
    """
    told = several_languages(message)
    if form.language is None or (form.language == before.language and not told):
        return form
    language = only_language(told) or form.language
    kept = [wish for wish in (form.wish or "").split(BETWEEN) if wish and not several_languages(wish)]
    return replace(form, language=language, wish=BETWEEN.join(filter(None, (*kept, told)))[-LONGEST_WISH:] or None)


def _put(form: Form, told: str) -> Form:
    if not told:
        return form
    earlier = form.wish.split(BETWEEN) if form.wish else []
    if phrases().anywhere["wish_beside"].search(told.lower()) is None:
        earlier = [left for wish in earlier if (left := _without_kinds(wish, _kinds(told)))]
    return replace(form, wish=BETWEEN.join(dict.fromkeys((*earlier, told)))[-LONGEST_WISH:])


def _without_kinds(wish: str, kinds: frozenset[str]) -> str:
    """Return what is left of a wish without what it says of some kinds, or nothing where no other kind is in it."""
    if not kinds & _kinds(wish):
        return wish
    left = wish
    for kind in kinds:
        left = re.sub(phrases().anywhere[kind].pattern, "", left, flags=re.IGNORECASE)
    return " ".join(left.split()).strip(EDGES) if _kinds(left) - {"wish_of_way"} else ""


def _kinds(wish: str) -> frozenset[str]:
    """Return the kinds of a wish; "call me after six" is one for an hour, and for no way."""
    found = frozenset(kind for kind in KINDS if phrases().anywhere[kind].search(wish.lower()))
    return found - {"wish_of_way"} if len(found) > 1 else found


def _quoted_wish(sentence: str) -> str | None:
    quoted = [found[1] for found in _QUOTED.finditer(sentence) if _has_wish(found[1])]
    return quoted[0] if len(quoted) == 1 and not _has_wish(_QUOTED.sub(" ", sentence)) else None


def _has_wish(text: str, others: Sequence[str] = ()) -> bool:
    return wish_start(text) < len(text) or any(other in text for other in others)


def _is_other(text: str) -> bool:
    """Return whether a clause answers another question of the form, or complains of what was read."""
    is_value = only_language(text) is not None or new_value("name", text) or new_value("language", text)
    is_introduction = phrases().anywhere["introduced"].search(text) is not None
    is_polite = any(says(kind, text) for kind in ("thanks", "farewell", "courtesy"))
    return bool(is_value or is_introduction or is_polite or says_yes(text) or says_no(text) or says_wrong_contact(text))
