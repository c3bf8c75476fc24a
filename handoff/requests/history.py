"""Take from the conversation so far what a person needs to go on with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise, takewhile
from typing import Any, NamedTuple

VISITOR = "visitor"
BOT = "bot"
MOST_MESSAGES = 60
NO_HELP_KINDS = ("no_answer", "clarify")
NO_HELP_INTENTS = frozenset({"not_helpful", "noise", "chitchat", "abuse", None})
"""Intents of messages that were not helped by what is said to them; `None` is that of one that was not understood."""
FEELING = "express_"
"""How intents begin by which a visitor tells how they feel."""


class HistoryEntry(NamedTuple):
    """Hold one message of the conversation before the present one.

    Attributes:
        who: "visitor" or "bot".
        kind: the turn's kind; `None` for the visitor's words, as are the next three.
        condition: the condition's name.
        sections: the sections shown, in the turn contract's form.
        intent: what the visitor's message before was taken for.
        at: when it was said, in seconds since 1970; `None` where that is not known.
    """

    who: str
    text: str
    kind: str | None = None
    condition: str | None = None
    sections: Sequence[Mapping[str, Any]] = ()
    intent: str | None = None
    at: float | None = None


History = Callable[[str], Sequence[HistoryEntry]]


def entry_of(turn: Mapping[str, Any]) -> HistoryEntry:
    """Return the entry of a turn."""
    condition = turn.get("condition") or {}
    intent = (turn.get("understood") or {}).get("intent")
    return HistoryEntry(BOT, turn["text"], turn["kind"], condition.get("name"), turn.get("sections", ()), intent)


def shown_in(sections: Sequence[Mapping[str, Any]]) -> set[tuple[str, str]]:
    """Return which sections of which conditions a turn shows."""
    return {(section["condition"]["slug"], section["section"]) for section in sections}


def was_shown(sections: Sequence[Mapping[str, Any]], history: Sequence[HistoryEntry]) -> bool:
    """Return whether some sections are none but those of the turn before, which did not satisfy the visitor."""
    last = next((entry for entry in reversed(history) if entry.who == BOT), None)
    return last is not None and shown_in(sections) <= shown_in(last.sections)


def exchanges(entries: Sequence[HistoryEntry]) -> list[tuple[str, HistoryEntry]]:
    """Return each message of the visitor with the turn that answered it."""
    return [(asked.text, answer) for asked, answer in pairwise(entries) if asked.who == VISITOR and answer.who == BOT]


def is_no_help(kind: str | None, intent: str | None) -> bool:
    """Return whether a turn did not help: nothing was found, or it answers a visitor who says so."""
    return kind == "no_answer" or intent == "not_helpful"


def was_no_help(entries: Sequence[HistoryEntry]) -> bool:
    """Return whether the last turn did not help."""
    turns = [entry for entry in entries if entry.who == BOT]
    return bool(turns) and is_no_help(turns[-1].kind, turns[-1].intent)


def was_offered(entries: Sequence[HistoryEntry]) -> bool:
    """Return whether a person was offered in words, after two turns in a row without help, and none has helped since.

    The history has what the assistant said, and not what the hand-over added to it.
    """
    turns = [entry for entry in entries if entry.who == BOT]
    since = takewhile(lambda entry: entry.kind != "answer", reversed(turns))
    return any(
        is_no_help(later.kind, later.intent) and is_no_help(sooner.kind, sooner.intent)
        for later, sooner in pairwise(since)
    )


def _as_shown(entry: HistoryEntry) -> dict[str, Any]:
    """Return a message as it was shown; of its sections what they are known by, since the store has their words."""
    sections = [
        {
            "slug": part["condition"]["slug"],
            "section": part["section"],
            "question": part["question"],
            "last_updated": part["last_updated"],
            "highlights": list(part.get("highlights") or ()),
        }
        for part in entry.sections
    ]
    shown = {"who": entry.who, "text": entry.text, "at": entry.at, "kind": entry.kind, "sections": sections}
    return {name: value for name, value in shown.items() if value not in (None, [])}


def may_be_no_help(kind: str | None, intent: str | None) -> bool:
    """Return whether a turn brought the visitor no further: it asks back, or says that it did not understand."""
    return kind in NO_HELP_KINDS or (kind == "smalltalk" and intent in NO_HELP_INTENTS) or is_no_help(kind, intent)


def may_have_been_no_help(entries: Sequence[HistoryEntry]) -> bool:
    """Return whether the last turn brought the visitor no further."""
    turns = [entry for entry in entries if entry.who == BOT]
    return bool(turns) and may_be_no_help(turns[-1].kind, turns[-1].intent)


def context_of(entries: Sequence[HistoryEntry]) -> dict[str, Any]:
    """Return what goes with a request: the messages, the condition, the sections shown, what found no answer."""
    conditions = [entry.condition for entry in entries if entry.condition]
    shown = {(part["condition"]["slug"], part["section"]): part for entry in entries for part in entry.sections}
    failed = [text for text, answer in exchanges(entries) if answer.kind == "no_answer"]
    return {
        "messages": [_as_shown(entry) for entry in entries[-MOST_MESSAGES:]],
        "condition": conditions[-1] if conditions else None,
        "sections": [
            {
                "condition": part["condition"]["name"],
                "section": part["section"],
                "question": part["question"],
                "last_updated": part["last_updated"],
                "source": part["source"]["name"],
            }
            for part in shown.values()
        ],
        "failed": failed,
    }
