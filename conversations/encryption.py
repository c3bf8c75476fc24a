"""Seal what visitors wrote, so that a copy of the database, or of a backup, does not give it away."""

from __future__ import annotations

import json
import logging
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import JSON, MetaData, Table, Text, select, update
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.types import TypeDecorator

from rareguide.database import writing

logger = logging.getLogger(__name__)

TOKEN_START = "gAAAAA"  # noqa: S105  (what every Fernet token begins with)
PLAIN_START = "plain:"
"""Stands before what is stored in the clear and would otherwise look sealed."""
SEALED = "sealed"
"""The one key of a JSON object that stands for a sealed one."""
SEALED_COLUMNS = {
    "events": ("data",),
    "conversation_state": ("slots",),
    "answered_message": ("message", "turn"),
    "feedback": ("comment", "message", "turn"),
    "handoff_form": ("question", "name", "email", "phone", "alarm"),
    "handoff_request": ("question", "name", "email", "phone", "consent_text", "context"),
    "handoff_message": ("text",),
    "handoff_change": ("reason",),
    "handoff_outbox": ("payload",),
}
"""The columns of each table that are sealed where there is a key; `events` is Rasa's table."""
ROWS_AT_A_TIME = 1_000


class CannotDecrypt(ValueError):
    """None of the keys opens what is sealed; its key is missing in `handoff_key`."""


class FieldCipher:
    """Encrypt with the first of the keys and decrypt with any; without keys, leave everything as it is.

    Raises `ValueError` for a key that is none of Fernet's: 32 bytes in URL-safe base 64.
    """

    def __init__(self, keys: str = "") -> None:
        names = [key.strip() for key in keys.split(",") if key.strip()]
        self._fernet = MultiFernet([Fernet(key) for key in names]) if names else None

    @property
    def is_set(self) -> bool:
        """Return whether there is a key."""
        return self._fernet is not None

    def encrypt(self, text: str | None) -> str | None:
        """Return what is stored for `text`."""
        if text is None:
            return None
        if self._fernet is None:
            return PLAIN_START + text if text.startswith((TOKEN_START, PLAIN_START)) else text
        return self._fernet.encrypt(text.encode()).decode()

    def decrypt(self, stored: str | None) -> str | None:
        """Return the text of what is stored; raise `CannotDecrypt`. What was stored without a key is opened too."""
        if stored is None or not stored.startswith(TOKEN_START):
            return None if stored is None else stored.removeprefix(PLAIN_START)
        if self._fernet is None:
            raise CannotDecrypt("handoff_key is empty, but something is sealed")
        try:
            return self._fernet.decrypt(stored.encode()).decode()
        except InvalidToken as problem:
            raise CannotDecrypt("the key that sealed this is not among handoff_key") from problem

    def encrypt_payload(self, payload: dict[str, Any]) -> dict[str, Any]:
        """Return what is stored for a JSON object."""
        if self._fernet is None or not payload:
            return payload
        return {SEALED: self.encrypt(json.dumps(payload))}

    def decrypt_payload(self, stored: dict[str, Any]) -> dict[str, Any]:
        """Return the JSON object of what is stored; raise `CannotDecrypt`."""
        if set(stored) != {SEALED}:
            return stored
        payload: dict[str, Any] = json.loads(self.decrypt(stored[SEALED]) or "{}")
        return payload

    def decrypt_row(self, table: str, row: dict[str, Any]) -> dict[str, Any]:
        """Return a row of a table with its sealed columns opened; raise `CannotDecrypt`."""
        opened = {name: self._opened(row[name]) for name in SEALED_COLUMNS.get(table, ()) if name in row}
        return {**row, **opened}

    def _opened(self, value: Any) -> Any:
        return self.decrypt_payload(value) if isinstance(value, dict) else self.decrypt(value)

    def _closed(self, value: Any) -> Any:
        return self.encrypt_payload(value) if isinstance(value, dict) else self.encrypt(value)

    def encrypt_again(self, table: str, row: dict[str, Any]) -> dict[str, Any]:
        """Return what is stored for the sealed columns of a row, with the first key; raise `CannotDecrypt`."""
        return {name: self._closed(self._opened(row[name])) for name in SEALED_COLUMNS[table] if name in row}


def make_key() -> str:
    """Return a new key for `handoff_key`."""
    return Fernet.generate_key().decode()


def encrypt_columns(engine: Engine, cipher: FieldCipher) -> None:
    """Let all columns of the types below be sealed and opened, on all connections of an engine."""
    engine.dialect.cipher = cipher


def _cipher_of(dialect: Dialect) -> FieldCipher:
    cipher: FieldCipher | None = getattr(dialect, "cipher", None)
    return cipher or FieldCipher()


class EncryptedText(TypeDecorator):  # type: ignore[misc]
    """A text that is sealed where the engine has a key; what no key opens is read as `None`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Return what is stored."""
        return _cipher_of(dialect).encrypt(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Return what was stored."""
        try:
            return _cipher_of(dialect).decrypt(value)
        except CannotDecrypt as problem:
            logger.error("Something that is kept cannot be read: %s.", problem)
            return None


class EncryptedJSON(TypeDecorator):  # type: ignore[misc]
    """A JSON object that is sealed where the engine has a key; what no key opens is read as `None`."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: dict[str, Any], dialect: Dialect) -> dict[str, Any]:
        """Return what is stored."""
        return _cipher_of(dialect).encrypt_payload(value)

    def process_result_value(self, value: dict[str, Any] | None, dialect: Dialect) -> dict[str, Any] | None:
        """Return what was stored."""
        try:
            return None if value is None else _cipher_of(dialect).decrypt_payload(value)
        except CannotDecrypt as problem:
            logger.error("Something that is kept cannot be read: %s.", problem)
            return None


def rotate_keys(engine: Engine, cipher: FieldCipher) -> int:
    """Seal everything again with the first key, also what was stored in the clear; return how many rows changed.

    Raises `CannotDecrypt`, with nothing changed, when the key of some row is missing.
    """
    there = MetaData()
    there.reflect(engine)
    with writing(engine) as connection:
        return sum(_rotate(connection, cipher, table) for name, table in there.tables.items() if name in SEALED_COLUMNS)


def _rotate(connection: Connection, cipher: FieldCipher, table: Table) -> int:
    (key,) = table.primary_key.columns
    count, last = 0, None
    while True:
        asked = select(table).order_by(key).limit(ROWS_AT_A_TIME)
        rows = connection.execute(asked if last is None else asked.where(key > last)).mappings().all()
        for row in rows:
            values = cipher.encrypt_again(table.name, dict(row))
            if any(value is not None for value in values.values()):
                connection.execute(update(table).where(key == row[key.name]).values(values))
                count += 1
        if len(rows) < ROWS_AT_A_TIME:
            return count
        last = rows[-1][key.name]
