"""Make what the outbox keeps of an event."""

from __future__ import annotations

from typing import Any

from handoff.records import Message, Request


def of_request(request: Request) -> dict[str, Any]:
    """Return the whole request, as those get it who are to answer it."""
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
        }
    }


def of_message(message: Message) -> dict[str, Any]:
    """Return one message."""
    return {
        "message": {
            "id": message.sequence,
            "author": message.author,
            "text": message.text,
            "at": message.at,
            "mark": message.mark,
        }
    }


def of_receipt(request: Request, next_step: str) -> dict[str, Any]:
    """Return what the visitor gets: nothing about health beyond the visitor's own question."""
    return {"email": request.email, "name": request.name, "question": request.question, "next_step": next_step}
