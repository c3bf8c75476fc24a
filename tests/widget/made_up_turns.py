"""Turns as the server sends them, about a condition that does not exist, by the message that they answer."""

from __future__ import annotations

import itertools
from typing import Any

Turn = dict[str, Any]

DISCLAIMER = (
    "This information is general and does not replace the advice of a doctor who knows you. "
    "Never put off seeking care because of something you read here."
)
CONTACT = {
    "name": "Larkfield Helpline",
    "phone": "555-0100",
    "email": "help@larkfield.example",
    "url": "https://larkfield.example/contact",
    "hours": "weekdays 9 to 5",
}
CONDITION = {"slug": "larkfield-syndrome", "name": "Larkfield syndrome"}
HOSTILE = '<img src=x onerror="document.title=1"> and [x](javascript:alert(1)) and <b>bold</b>'

_numbers = itertools.count(1)


def turn(kind: str, text: str, **fields: Any) -> Turn:
    """Return a turn with an id of its own."""
    turn: Turn = {
        "turn_id": f"t{next(_numbers)}",
        "author": "bot",
        "kind": kind,
        "text": text,
        "condition": None,
        "sections": [],
        "missing": [],
        "options": [],
        "disclaimer": {"text": DISCLAIMER, "url": "https://larkfield.example/disclaimer"},
        "contact": CONTACT,
        "understood": {"intent": None, "confidence": 0.0, "sections": [], "condition": None},
    }
    return {**turn, **fields}


def section(name: str, question: str, body: str, **fields: Any) -> dict[str, Any]:
    """Return a section without date and references."""
    section: dict[str, Any] = {
        "condition": CONDITION,
        "section": name,
        "question": question,
        "body": body,
        "last_updated": None,
        "references": [],
        "source": {"name": "Larkfield Library", "url": "https://larkfield.example/library", "license": "CC BY 4.0"},
    }
    return {**section, **fields}


OVERVIEW = section(
    "overview",
    "What is Larkfield syndrome?",
    "Larkfield syndrome is a **made-up** condition that serves to show how an answer looks. It has never been found in "
    "anyone, and nothing here is medical information.[1][2]\n\n"
    "### How it shows\n\n"
    "- Words stand in *short* lists\n"
    "- Markers lead to the references[2]\n"
    "- Stars that are meant as such \\*stay\\* stars\n\n"
    "More is on [the library's page](https://larkfield.example/library).",
    last_updated="2024-03-09",
    references=[
        {
            "number": 1,
            "citation": "Example A, Sample B. A study of nothing in particular. Journal of Examples. 2019; 4:1-9.",
            "url": "https://larkfield.example/study",
            "accessed": "2024-02-01",
        },
        {"number": 2, "citation": "Sample B. Lists and markers. 2021.", "url": None, "accessed": None},
    ],
)
CAUSES = section("causes", "What causes Larkfield syndrome?", "It is caused by the need for an example.[7]")
HOSTILE_SECTION = section("support", "Where is <i>support</i>?", f"{HOSTILE} and [mail](mailto:help@larkfield.example)")

_ONE_OPTION = [{"title": "Causes", "payload": "What causes Larkfield syndrome?"}]


def answer_to(message: str) -> Turn:
    """Return the turn for a message; one that has none here is not understood."""
    if message == "What is Larkfield syndrome?":
        options = [*_ONE_OPTION, {"title": "Everything", "payload": "Tell me all about Larkfield syndrome."}]
        return turn(
            "answer",
            "This is what I have about Larkfield syndrome.",
            condition=CONDITION,
            sections=[OVERVIEW],
            options=options,
        )
    if message == "What causes Larkfield syndrome?":
        return turn("answer", "This is what I have on its causes.", condition=CONDITION, sections=[CAUSES])
    if message == "Tell me all about Larkfield syndrome.":
        return turn(
            "answer", "This is all I have.", condition=CONDITION, sections=[OVERVIEW, CAUSES], missing=["support"]
        )
    if message == "I cannot breathe":
        return turn("emergency", "This may be an emergency. Please call 911 now. I cannot help in an emergency.")
    if message == "I cannot breathe, what causes it?":
        warning = "This may be an emergency. Please call 911 now."
        told = {"kind": "emergency", "text": warning}
        return turn("emergency", f"{warning}\n\nHere is what I found in 112 pages.", sections=[CAUSES], alarm=told)
    if message == "Is anybody there?":
        return turn("handoff", "Good morning, I am reading along.", author="operator", handoff=HANDOFF)
    if message == "Be hostile":
        return turn("answer", HOSTILE, condition=CONDITION, sections=[HOSTILE_SECTION])
    if message == "Something old":
        return turn("answer", "This is old.", condition=CONDITION, sections=[{**CAUSES, "last_updated": "2012-01-31"}])
    if message.startswith("Form: "):
        asked = {"ticket": None, "status": "collecting", "asks_for": message.removeprefix("Form: ")}
        options = [{"title": "Skip", "payload": "skip"}]
        return turn("handoff", "A person can help you. I ask a few things first.", handoff=asked, options=options)
    if message.startswith("Hand-over: "):
        status = {"ticket": "RG-7F3K92QX", "status": message.removeprefix("Hand-over: "), "asks_for": None}
        return turn("handoff", "You are the first in the queue.", handoff=status)
    return turn("clarify", "Which condition do you mean? Please type its name.", options=_ONE_OPTION)


HANDOFF = {"ticket": "T-1", "status": "with_operator", "asks_for": None}
EVERY_MESSAGE = (
    "What is Larkfield syndrome?",
    "What causes Larkfield syndrome?",
    "Tell me all about Larkfield syndrome.",
    "I cannot breathe",
    "I cannot breathe, what causes it?",
    "Is anybody there?",
    "Be hostile",
    "Something old",
    "Form: contact",
    "Hand-over: queued",
    "anything else",
)
