"""Read what a message agrees to, and what it says beside that: courtesy, a change, words for the person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handoff.form.phrases import (
    LONGEST_PHRASE,
    adds_to_request,
    clearly_asks,
    phrases,
    plain,
    says,
    says_no,
    says_yes,
    tells,
)
from handoff.form.sentences import joined, marked_sentences, small_clauses

_CLAUSE = re.compile(r"[,.;!]\s*|\s[-–]\s|\s+(?=(?:and|but|also|then|so)\b)", re.IGNORECASE)


def agrees(text: str) -> bool:
    """Return whether a message agrees, and takes nothing of it back.

    Who says that it is to be sent, or right as it stands, may say anything else that holds nothing back and asks
    nothing; what that changes or tells is to be shown before it is sent. Beside a bare yes only courtesy may stand.
    What only begins a sentence ("right, must dash") agrees to nothing.
    """
    if says_yes(text) or agrees_politely(text):
        return not (text.rstrip().endswith("?") and says_yes(text))  # "yes?" asks
    told = small_clauses(text)
    rest = [part for part in told if not says_yes(_bare(part))]
    is_held = any(map(_holds_back, rest)) or any(map(_asks, marked_sentences(text)))
    sends = phrases().anywhere["sends"]
    return any(_is_clear(part) and sends.search(plain(part)) for part in told) and not is_held


def agrees_politely(text: str) -> bool:
    """Return whether a message agrees with nothing but words of courtesy ("yes, do send it. Thanks, and goodbye")."""
    # Sending answers "Yes. When do they ring?"; "yes, when?" asks before it agrees.
    told = [part for one in marked_sentences(text) if not says("state", one) for part in small_clauses(one)]
    rest = [part for part in told if not says_yes(_bare(part))]
    is_polite = all(map(_is_courtesy, rest))
    return any(map(_is_clear, told)) and (is_polite or _is_courtesy(beside_yes(text) or ""))


def asks_when(text: str) -> bool:
    """Return whether a message asks when an answer comes, or what happens then."""
    return phrases().anywhere["when_answered"].search(plain(text)) is not None


def _is_clear(part: str) -> bool:
    bare = _bare(part)
    words = (word for word in bare.split() if says_yes(word))
    return says_yes(bare) and (not says("opener", bare) or any(not says("opener", word) for word in words))


def _holds_back(part: str) -> bool:
    is_held = says_no(part) or phrases().anywhere["holds_back"].search(plain(part)) is not None
    return is_held and not asks_when(part)


def _asks(sentence: str) -> bool:
    """Return whether a sentence asks what sending does not answer; "and what happens then?" it does."""
    bare = _bare(sentence)
    is_answered = says("state", bare) or asks_when(sentence)
    if is_answered or says_yes(bare) or "?" in sentence:
        return not (is_answered or says_yes(bare))
    parts = (_bare(part) for part in (sentence, *small_clauses(sentence)))
    exclaims = phrases().anywhere["exclaims"]
    asking = (part for part in parts if clearly_asks(part) and exclaims.search(plain(part)) is None)
    return any(not (says_yes(part) or _is_courtesy(part)) for part in asking)


def _is_courtesy(text: str) -> bool:
    return any(says(kind, _bare(text)) for kind in ("thanks", "farewell", "courtesy"))


def agrees_and_tells(text: str) -> str | None:
    """Return what a message tells the person that also agrees ("yes, and tell them to hurry"), or `None`."""
    for stop in _CLAUSE.finditer(text[:LONGEST_PHRASE]):
        if (told := _for_person(text[stop.end() :])) and agrees(text[: stop.start()]):
            return told
    return None


def beside_yes(text: str) -> str | None:
    """Return what a short message says beside clauses that agree ("call me Al, yes, send it"), or `None`."""
    return _beside(text) if len(text) <= LONGEST_PHRASE else None


def told_beside_yes(text: str) -> str:
    """Return what a message says beside clauses that agree, if any of it may tell something of the case.

    Courtesy, what is said to the assistant and how the visitor feels tell nothing of it.
    """
    rules = phrases().anywhere
    rest = [_bare(part) for part in small_clauses(text) if not (says_yes(_bare(part)) or _is_courtesy(part))]
    if any(map(_holds_back, rest)):
        return ""
    told = (one for one in rest if not (clearly_asks(one) or asks_when(one)))
    is_told = any((tells(one) or any(map(str.isdigit, one))) and not rules["chat"].search(plain(one)) for one in told)
    return (_beside(text) or "") if is_told else ""


def _beside(text: str) -> str | None:
    told = joined(text)
    left = [(stop, part) for stop, part in told if not says_yes(_bare(part))]
    rest = phrases().anywhere["joined_behind"].sub("", _bare("".join(stop + part for stop, part in left)).strip())
    return rest if rest and len(left) < len(told) else None


def clause_ends(text: str) -> Iterator[tuple[str, str]]:
    """Give what stands before each clause of a message after the first, and the message from there on."""
    for stop in _CLAUSE.finditer(text[:LONGEST_PHRASE]):
        yield text[: stop.start()].strip(), _bare(text[stop.end() :]).strip()


def _for_person(text: str) -> str | None:
    told = _bare(text).strip()
    return told if adds_to_request(told) else None


def _bare(text: str) -> str:
    """Return a clause without what joins it to the one before."""
    return phrases().anywhere["joined_before"].sub("", text, count=1)
