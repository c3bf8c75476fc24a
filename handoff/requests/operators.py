"""Keep which operators are there, and which have said to be away."""

from __future__ import annotations

from sqlalchemy import and_, delete, func, insert, or_, select

from handoff.requests.presence import ABSENT_SECONDS, SECONDS_BETWEEN_SIGNS, is_present, note_operator
from handoff.requests.queue import back_to_queue
from handoff.requests.repository import Repository, Transaction
from handoff.requests.states import WITH_OPERATOR
from handoff.tables import handoff_absence, handoff_message, handoff_presence, handoff_request


class Operators:
    """Note the signs of operators; each method is one transaction."""

    def __init__(self, repository: Repository) -> None:
        self.repository = repository

    def present(self, operator_id: int) -> None:
        """Note that an operator is there, for the next minute, unless that was noted a moment ago."""
        noted = select(handoff_presence.c.seen_at).where(handoff_presence.c.operator_id == operator_id)
        with self.repository.engine.connect() as connection:  # pages that are read must not wait for writers
            seen_at = connection.scalar(noted)
        if seen_at is not None and seen_at > self.repository.clock() - SECONDS_BETWEEN_SIGNS:
            return
        with self.repository.writing() as transaction:
            note_operator(transaction.connection, operator_id, transaction.now)

    def absent(self, operator_id: int) -> None:
        """Note that an operator has gone."""
        with self.repository.writing() as transaction:
            transaction.execute(delete(handoff_presence).where(handoff_presence.c.operator_id == operator_id))

    def set_away(self, operator_id: int, until: float | None) -> None:
        """Note that an operator is away until a time, or back (`None`); their talks go into the queue meanwhile."""
        with self.repository.writing() as transaction:
            transaction.call_hook()
            transaction.execute(delete(handoff_absence).where(handoff_absence.c.operator_id == operator_id))
            if until is None:
                return
            transaction.execute(insert(handoff_absence).values(operator_id=operator_id, until=until))
            theirs = select(handoff_request).where(
                handoff_request.c.operator_id == operator_id,
                handoff_request.c.state == WITH_OPERATOR,
                handoff_request.c.mode == "live",
            )
            for row in transaction.execute(theirs).all():
                back_to_queue(transaction, row, "operator away", operator_id)

    def away_until(self, operator_id: int) -> float | None:
        """Return until when an operator has said to be away, or `None`."""
        asked = select(handoff_absence.c.until).where(
            handoff_absence.c.operator_id == operator_id, handoff_absence.c.until > self.repository.clock()
        )
        with self.repository.engine.connect() as connection:
            until: float | None = connection.scalar(asked)
        return until

    def all_present(self) -> list[int]:
        """Return the operators who are there."""
        asked = select(handoff_presence.c.operator_id).where(is_present(self.repository.clock()))
        with self.repository.engine.connect() as connection:
            return list(connection.scalars(asked))


def return_chats_of_absent_operators(transaction: Transaction) -> None:
    """Put the requests of operators who have given no sign for two minutes back into the queue."""
    table = handoff_request.c
    limit = transaction.now - ABSENT_SECONDS
    seen_at = func.coalesce(handoff_presence.c.seen_at, 0)
    # Who answers in a help desk gives no sign of being there but words.
    written_at = (
        select(func.max(handoff_message.c.at))
        .where(handoff_message.c.request_id == table.id, handoff_message.c.author == "operator")
        .scalar_subquery()
    )
    is_gone = or_(
        and_(table.operator_id.is_not(None), seen_at < limit),
        and_(table.operator_id.is_(None), func.coalesce(written_at, 0) < limit),
    )
    asked = (
        select(handoff_request)
        .outerjoin(handoff_presence, handoff_presence.c.operator_id == table.operator_id)
        .where(table.state == WITH_OPERATOR, table.claimed_at < limit, is_gone)
    )
    for row in transaction.execute(asked).all():
        back_to_queue(transaction, row, "operator absent", None)
