"""Make what the outbox keeps of an event."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from handoff.requests.records import Message, Request


def of_request(request: Request, said: Sequence[Message] = ()) -> dict[str, Any]:
    """Return the whole request with what was said since, as those get it who are to answer it."""
    return {
        "request": {
            "question": request.question,
            "name": request.name,
            "email": request.email,
            "phone": request.phone,
            "language": request.language,
            "channel": request.channel,
            "priority": request.priority,
            "consented_at": request.consented_at,
            "context": request.context,
            "said": [_words(message) for message in said],
        }
    }


def of_message(message: Message) -> dict[str, Any]:
    """Return one message."""
    return {"message": {"id": message.sequence, **_words(message)}}


def _words(message: Message) -> dict[str, Any]:
    sent = [str(part.get("question", "")) for part in (message.turn or {}).get("sections", ())]
    text = "\n".join(one for one in (message.text, *sent) if one)
    return {"author": message.author, "text": text, "at": message.at, "mark": message.mark}


def of_receipt(request: Request, next_step: str, token: str) -> dict[str, Any]:
    """Return what is mailed to an address that may be a stranger's: nothing about health, and none of their words."""
    return {"email": request.email, "next_step": next_step, "token": token}


def of_question_of_proof(request: Request, token: str) -> dict[str, Any]:
    """Return what is mailed to an address that is not proven while an answer waits: no word of anybody."""
    return {"email": request.email, "token": token, "words": None}


def of_warning(request: Request, warning: str, token: str, answers: Sequence[str]) -> dict[str, Any]:
    """Return what is mailed, by itself, to somebody whose e-mail raised an alarm."""
    return {"email": request.email, "token": token, "words": warning, "answers": list(answers), "is_automatic": True}


def of_answer(request: Request, message: Message, token: str, answers: Sequence[str]) -> dict[str, Any]:
    """Return a person's words for an e-mail that stands in the thread of those with the ids `answers`."""
    sections = (message.turn or {}).get("sections", ())
    return {
        "email": request.email,
        "token": token,
        "words": message.text,
        "sections": list(sections),
        "answers": list(answers),
    }
