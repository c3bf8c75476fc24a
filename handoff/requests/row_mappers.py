"""Read requests, messages and forms from their tables."""

from __future__ import annotations

from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.engine import Connection

from conversations.encryption import CannotDecrypt, FieldCipher
from handoff.requests.records import (
    Change,
    Delivery,
    Form,
    Message,
    Request,
    RequestOutline,
    RequestSummary,
    UnknownRequest,
    Unread,
)
from handoff.requests.states import OPEN, TIMED_OUT, WITH_OPERATOR
from handoff.tables import handoff_message, handoff_outbox, handoff_read, handoff_request

OUTLINE_COLUMNS = tuple(RequestOutline.__dataclass_fields__)
select_outlines = select(*(handoff_request.c[name] for name in OUTLINE_COLUMNS))

PUSHED = ("operator", "notice")
"""Whose messages the visitor has to get; the visitor's own are on the screen, and notes are for operators."""

messages_with_requests = select(
    handoff_message,
    handoff_request.c.number,
    handoff_request.c.conversation,
    handoff_request.c.state,
    handoff_request.c.language,
    # Of another operator than the present one nothing but the words is kept.
    case(
        (handoff_request.c.operator_id == handoff_message.c.operator_id, handoff_request.c.operator_name), else_=None
    ).label("operator_name"),
).join(handoff_request, handoff_request.c.id == handoff_message.c.request_id)

deliveries_with_requests = select(handoff_outbox, handoff_request.c.number).join(
    handoff_request, handoff_request.c.id == handoff_outbox.c.request_id
)


def request_row(connection: Connection, number: str) -> Any:
    """Return the row of a request; raise `UnknownRequest`."""
    row = connection.execute(select(handoff_request).where(handoff_request.c.number == number)).first()
    if row is None:
        raise UnknownRequest(number)
    return row


def find_open_row(connection: Connection, conversation: str) -> Any:
    """Return the row of a conversation's open request, or `None`."""
    return _newest_row(connection, conversation, OPEN)


def open_row(connection: Connection, conversation: str) -> Any:
    """Return the row of a conversation's open request; raise `UnknownRequest`."""
    return _known_row(find_open_row(connection, conversation))


def waiting_row(connection: Connection, conversation: str) -> Any:
    """Return the row of a conversation's request that is open or waits as a ticket; raise `UnknownRequest`."""
    return _known_row(_newest_row(connection, conversation, OPEN | {TIMED_OUT}))


def said_of(connection: Connection, row: Any) -> list[Message]:
    """Return what visitor and operators have said since a request was made; no notes, no notices."""
    asked = messages_with_requests.where(
        handoff_message.c.request_id == row.id, handoff_message.c.author.in_(("visitor", "operator"))
    )
    return [read_message(one) for one in connection.execute(asked.order_by(handoff_message.c.sequence))]


def unread_of(connection: Connection) -> list[Unread]:
    """Return what operators have not seen of the requests that they have."""
    request, read, message = handoff_request.c, handoff_read.c, handoff_message.c
    is_new = (message.author == "visitor") & (message.sequence > func.coalesce(read.sequence, 0))
    asked = (
        select(
            request.number,
            request.operator_id,
            func.sum(case((is_new, 1), else_=0)).label("count"),
            func.max(message.sequence).label("last"),
            read.sequence.label("seen"),
        )
        .join(handoff_message, message.request_id == request.id)
        .outerjoin(handoff_read, (read.request_id == request.id) & (read.operator_id == request.operator_id))
        .where(request.state == WITH_OPERATOR, request.operator_id.is_not(None))
        .group_by(request.number, request.operator_id, read.sequence)
    )
    return [
        Unread(row.number, row.operator_id, max(row.count, 1), row.last)
        for row in connection.execute(asked.order_by(request.number))
        if row.count or row.seen is None
    ]


def _newest_row(connection: Connection, conversation: str, states: frozenset[str]) -> Any:
    asked = select(handoff_request).where(
        handoff_request.c.conversation == conversation, handoff_request.c.state.in_(states)
    )
    urgency = case((handoff_request.c.state.in_(OPEN), 0), else_=1)
    return connection.execute(asked.order_by(urgency, handoff_request.c.id.desc())).first()


def _known_row(row: Any) -> Any:
    if row is None:
        raise UnknownRequest("no request is open")
    return row


def _summary_values(row: Any) -> dict[str, Any]:
    return {**{name: getattr(row, name) for name in OUTLINE_COLUMNS}, **opened_values(row)}


def opened_values(row: Any) -> dict[str, Any]:
    """Return what a summary has beside an outline, of a row with `question` and `context`."""
    return {"question": row.question or "", "condition": (row.context or {}).get("condition")}


def read_summary(row: Any) -> RequestSummary:
    """Make a summary of a request's row."""
    return RequestSummary(**_summary_values(row))


def read_request(row: Any, cipher: FieldCipher) -> Request:
    """Make a request of its row; without its key it is worked on all the same, and says that it is sealed."""
    stored: tuple[str | None, ...] = (row.name, row.email, row.phone, row.consent_text)
    try:
        (name, email, phone, consent_text), is_sealed = [cipher.decrypt(value) for value in stored], False
    except CannotDecrypt:
        (name, email, phone, consent_text), is_sealed = [None] * len(stored), True
    return Request(
        **_summary_values(row),
        name=name or "",
        email=email,
        phone=phone,
        consent_text=consent_text or "",
        consented_at=row.consented_at,
        context=row.context or {},
        step_key=row.step_key,
        is_email_proven=row.email_proven_at is not None,
        is_sealed=is_sealed,
    )


def read_message(row: Any) -> Message:
    """Make a message of its row, read with `messages_with_requests`."""
    return Message(
        sequence=row.sequence,
        request_id=row.request_id,
        number=row.number,
        conversation=row.conversation,
        author=row.author,
        text=row.text or "",
        at=row.at,
        operator_id=row.operator_id,
        operator_name=row.operator_name,
        turn=row.turn,
        mark=row.mark,
        is_mail=row.is_mail,
        status=row.state,
        language=row.language or "",
    )


def read_change(row: Any) -> Change:
    """Make a change of its row."""
    return Change(**{name: row[name] for name in Change.__dataclass_fields__})


def read_delivery(row: Any, cipher: FieldCipher) -> Delivery:
    """Make a delivery of its row, read with `deliveries_with_requests`."""
    try:
        payload, is_sealed = cipher.decrypt_payload(row.payload), False
    except CannotDecrypt:
        payload, is_sealed = {}, True
    return Delivery(
        id=row.id,
        key=row.key,
        kind=row.kind,
        request_id=row.request_id,
        number=row.number,
        payload=payload,
        is_sealed=is_sealed,
        state=row.state,
        attempts=row.attempts,
        created_at=row.created_at,
        next_attempt_at=row.next_attempt_at,
        last_error=row.last_error,
        sent_at=row.sent_at,
    )


def read_form(row: Any, cipher: FieldCipher) -> Form:
    """Make a form of its row; raise `CannotDecrypt`."""
    return Form(
        conversation=row.conversation,
        channel=row.channel,
        question=row.question,
        name=cipher.decrypt(row.name),
        email=cipher.decrypt(row.email),
        phone=cipher.decrypt(row.phone),
        language=row.language,
        wish=cipher.decrypt(row.wish),
        alarm=cipher.decrypt(row.alarm),
        step_key=row.step_key,
        opened_at=row.opened_at,
        updated_at=row.updated_at,
    )
