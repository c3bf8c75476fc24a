"""Keep what a visitor has answered of the form, until consent or for an hour."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection

from conversations.tables import answered_message
from handoff.requests.records import Form
from handoff.requests.repository import Repository, Transaction
from handoff.requests.row_mappers import read_form
from handoff.tables import handoff_form

FORM_SECONDS = 3600.0
"""How long a form is kept after its last answer."""

MOST_ALARMS_OF_A_FORM = 20


class Forms:
    """Keep one form for each conversation."""

    def __init__(self, repository: Repository) -> None:
        self.repository = repository

    def of(self, conversation: str) -> Form | None:
        """Return the conversation's form unless its time is over."""
        with self.repository.engine.connect() as connection:
            row = _form_row(connection, conversation, self.repository.clock())
        return None if row is None else read_form(row, self.repository.cipher)

    def save(self, form: Form) -> Form:
        """Keep a form in the place of the conversation's earlier one, whose alarm stays."""
        cipher = self.repository.cipher
        with self.repository.writing() as transaction:
            now = transaction.now
            kept = replace(
                form, opened_at=form.opened_at or now, updated_at=now, alarm=alarm_of_form(transaction, form)
            )
            delete_form(transaction, form.conversation)
            values = {
                "conversation": kept.conversation,
                "channel": kept.channel,
                "question": kept.question,
                "name": cipher.encrypt(kept.name),
                "email": cipher.encrypt(kept.email),
                "phone": cipher.encrypt(kept.phone),
                "language": kept.language,
                "wish": cipher.encrypt(kept.wish),
                "alarm": cipher.encrypt(kept.alarm),
                "step_key": kept.step_key,
                "opened_at": kept.opened_at,
                "updated_at": kept.updated_at,
            }
            transaction.execute(insert(handoff_form).values(values))
        return kept

    def drop(self, conversation: str) -> None:
        """Delete the conversation's form, if there is one, and the turns that repeat what was entered."""
        with self.repository.writing() as transaction:
            delete_form(transaction, conversation)
            delete_repeating_turns(transaction, conversation)


def alarm_of_form(transaction: Transaction, form: Form) -> str | None:
    """Return the alarm of a form, which may have been raised since the form was read."""
    row = _form_row(transaction.connection, form.conversation, transaction.now)
    return form.alarm if row is None or row.alarm is None else transaction.repository.cipher.decrypt(row.alarm)


def keep_alarm_with_form(transaction: Transaction, conversation: str, text: str) -> bool:
    """Keep words that raised an alarm with the conversation's form; tell whether it has one."""
    row = _form_row(transaction.connection, conversation, transaction.now)
    if row is None:
        return False
    cipher = transaction.repository.cipher
    known = (cipher.decrypt(row.alarm) or "").splitlines()
    lines = list(dict.fromkeys([*known, " ".join(text.split())]))
    alarm = cipher.encrypt("\n".join(lines[-MOST_ALARMS_OF_A_FORM:]))
    transaction.execute(update(handoff_form).where(handoff_form.c.conversation == conversation).values(alarm=alarm))
    return True


def delete_form(transaction: Transaction, conversation: str) -> None:
    """Delete the conversation's form."""
    transaction.execute(delete(handoff_form).where(handoff_form.c.conversation == conversation))


def delete_old_forms(transaction: Transaction) -> None:
    """Delete the forms whose time is over."""
    transaction.execute(delete(handoff_form).where(handoff_form.c.updated_at < transaction.now - FORM_SECONDS))


def delete_repeating_turns(transaction: Transaction, conversation: str) -> None:
    """Delete the answers that repeat what was entered, which are kept for messages that come again."""
    repeats = (answered_message.c.conversation == conversation) & answered_message.c.is_private
    transaction.execute(delete(answered_message).where(repeats))


def _form_row(connection: Connection, conversation: str, now: float) -> Any:
    """Return the row of the conversation's form unless its time is over, else `None`."""
    is_fresh = handoff_form.c.updated_at > now - FORM_SECONDS
    return connection.execute(select(handoff_form).where(handoff_form.c.conversation == conversation, is_fresh)).first()
