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

LEAD = "This is what I have about {condition}."
UNREVIEWED = "Please note that this text has not been reviewed yet."
DISCLAIMER_ES = (
    "Esta información es general y no sustituye el consejo de un médico que le conozca. "
    "No deje nunca de buscar atención por algo que haya leído aquí."
)
STARTERS_ES = ("Diagnóstico reciente", "¿La tendrán mis otros hijos?", "Encontrar ayuda", "Hablar con una persona")
STARTERS = ("Just diagnosed", "Will my other children have it?", "Find help", "Talk to a person")
NAMES = {
    "larkfield-syndrome": ("Larkfield syndrome", "Larkfield-Marsh disease"),
    "larkspur-dystrophy": ("Larkspur dystrophy", None),
    "menieres-disease": ("Ménière’s disease", None),
}

_numbers = itertools.count(1)


def welcome(language: str, slug: str | None) -> dict[str, Any]:
    """Return what the server tells before anything is said."""
    name = NAMES.get(slug or "")
    people = {"en": "Our team is back on Monday at 9:00.", "es": "Nuestro equipo vuelve el lunes a las 9:00."}
    return {
        "disclaimer": {
            "text": DISCLAIMER_ES if language == "es" else DISCLAIMER,
            "url": "https://larkfield.example/disclaimer",
        },
        "contact": CONTACT,
        "starters": [
            {"title": title, "payload": payload}
            for title, payload in zip(STARTERS_ES if language == "es" else STARTERS, STARTERS, strict=True)
        ],
        "people": people[language],
        "longest_message": 2000,
        "condition": {"slug": slug, "name": name[0]} if name else None,
        "plain": {"answer": LEAD, "unreviewed": UNREVIEWED},
    }


def found(typed: str) -> list[dict[str, Any]]:
    """Return the conditions whose names hold what was typed."""
    wanted = typed.casefold()
    return [
        {"slug": slug, "name": name, "also": also if wanted not in name.casefold() else None}
        for slug, (name, also) in NAMES.items()
        if wanted in f"{name} {also}".casefold()
    ]


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
OUTLOOK = section(
    "prognosis",
    "What is the outlook for Larkfield syndrome?",
    "Larkfield syndrome does not shorten life. Most people with it **live as long as anybody else**.[1] How it goes on "
    "differs from one person to the next, and a doctor who knows them can say more.\n\n"
    "The first signs come at any age. They may stay the same for years.\n\n"
    "- Some people have no signs at all\n- Some need help with heavy work\n- A few need help every day",
    last_updated="2013-05-02",
    references=[OVERVIEW["references"][0]],
    highlights=["Most people with it **live as long as anybody else**.[1]"],
)
OTHER = {"slug": "larkspur-dystrophy", "name": "Larkspur dystrophy"}
COMPARED = [
    section("symptoms", "What are the symptoms of Larkfield syndrome?", "- Tired hands\n- Cold feet\n- Restless sleep"),
    section("symptoms", "What are the symptoms of Larkspur dystrophy?", "- Weak arms\n- Warm feet", condition=OTHER),
]
ALL_TITLES = ("Causes", "Symptoms", "Inheritance", "Frequency", "Treatment", "Outlook")
CAUSES = section("causes", "What causes Larkfield syndrome?", "It is caused by the need for an example.[7]")
HOSTILE_SECTION = section("support", "Where is <i>support</i>?", f"{HOSTILE} and [mail](mailto:help@larkfield.example)")

_ONE_OPTION = [{"title": "Causes", "payload": "What causes Larkfield syndrome?"}]


def answer_to(message: str) -> Turn:
    """Return the turn for a message; one that has none here is not understood."""
    if message == "What is Larkfield syndrome?":
        options = [*_ONE_OPTION, {"title": "Everything", "payload": "Tell me all about Larkfield syndrome."}]
        return turn(
            "answer",
            LEAD.replace("{condition}", "Larkfield syndrome"),
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
    if message == "How long do people live?":
        options = [{"title": title, "payload": f"{title} of Larkfield syndrome?"} for title in ALL_TITLES]
        words = f"{LEAD.replace('{condition}', 'Larkfield syndrome')} {UNREVIEWED}"
        return turn("answer", words, condition=CONDITION, sections=[OUTLOOK], options=options)
    if message == "Compare them":
        return turn("answer", "This is what I have on each of them.", condition=CONDITION, sections=COMPARED)
    if message == "I cannot breathe":
        return turn("emergency", "This may be an emergency. Please call 911 now. I cannot help in an emergency.")
    if message == "I cannot breathe, what causes it?":
        warning = "This may be an emergency. Please call 911 now."
        told = {"kind": "emergency", "text": warning}
        return turn("emergency", f"{warning}\n\nHere is what I found in 112 pages.", sections=[CAUSES], alarm=told)
    if message == "Is anybody there?":
        text = "Good morning, I am reading along."
        return turn("handoff", text, author="operator", author_name="Noor", handoff=HANDOFF)
    if message == "Thank you, Noor!":
        return turn("handoff", "Passed on to Noor.", handoff=HANDOFF)
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
    "How long do people live?",
    "Compare them",
    "I cannot breathe",
    "I cannot breathe, what causes it?",
    "Is anybody there?",
    "Be hostile",
    "Something old",
    "Form: contact",
    "Hand-over: queued",
    "anything else",
)
