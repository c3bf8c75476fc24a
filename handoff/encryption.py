"""Seal names, addresses and deliveries, so that a copy of the database alone does not give them away."""

from __future__ import annotations

import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import select, update
from sqlalchemy.engine import Engine

from handoff.tables import handoff_form, handoff_outbox, handoff_request
from rareguide.database import writing

TOKEN_START = "gAAAAA"  # noqa: S105  (what every Fernet token begins with)
PLAIN_START = "plain:"
"""Stands before what is stored in the clear and would otherwise look sealed."""
SEALED_COLUMNS = ("name", "email", "phone", "consent_text", "alarm")


class CannotOpen(ValueError):
    """None of the keys opens what is sealed; its key is missing in `handoff_key`."""


class Seal:
    """Encrypt with the first of the keys and decrypt with any; without keys, leave everything as it is.

    Raises `ValueError` for a key that is none of Fernet's: 32 bytes in URL-safe base 64.
    """

    def __init__(self, keys: str = "") -> None:
        names = [key.strip() for key in keys.split(",") if key.strip()]
        self._fernet = MultiFernet([Fernet(key) for key in names]) if names else None

    @property
    def is_set(self) -> bool:
        """Tell whether there is a key."""
        return self._fernet is not None

    def close(self, text: str | None) -> str | None:
        """Return what is stored for `text`."""
        if text is None:
            return None
        if self._fernet is None:
            return PLAIN_START + text if text.startswith((TOKEN_START, PLAIN_START)) else text
        return self._fernet.encrypt(text.encode()).decode()

    def open(self, stored: str | None) -> str | None:
        """Return the text of what is stored; raise `CannotOpen`. What was stored without a key is opened too."""
        if stored is None or not stored.startswith(TOKEN_START):
            return None if stored is None else stored.removeprefix(PLAIN_START)
        if self._fernet is None:
            raise CannotOpen("handoff_key is empty, but something is sealed")
        try:
            return self._fernet.decrypt(stored.encode()).decode()
        except InvalidToken as problem:
            raise CannotOpen("the key that sealed this is not among handoff_key") from problem

    def close_payload(self, payload: dict[str, Any]) -> dict[str, Any]:
        """Return what is stored for a delivery's payload."""
        if self._fernet is None or not payload:
            return payload
        return {"sealed": self.close(json.dumps(payload))}

    def open_payload(self, stored: dict[str, Any]) -> dict[str, Any]:
        """Return a delivery's payload; raise `CannotOpen`."""
        if set(stored) != {"sealed"}:
            return stored
        payload: dict[str, Any] = json.loads(self.open(stored["sealed"]) or "{}")
        return payload


def make_key() -> str:
    """Return a new key for `handoff_key`."""
    return Fernet.generate_key().decode()


def rotate_keys(engine: Engine, seal: Seal) -> int:
    """Seal everything anew with the first key, also what was stored in the clear; return how many rows changed.

    Raises `CannotOpen`, with nothing changed, when the key of some row is missing.
    """
    count = 0
    with writing(engine) as connection:
        for table, known_by in ((handoff_form, handoff_form.c.conversation), (handoff_request, handoff_request.c.id)):
            for row in connection.execute(select(table)).mappings().all():
                values = {column: seal.close(seal.open(row[column])) for column in SEALED_COLUMNS if column in row}
                connection.execute(update(table).where(known_by == row[known_by.name]).values(values))
                count += 1
        for row in connection.execute(select(handoff_outbox.c.id, handoff_outbox.c.payload)).all():
            payload = seal.close_payload(seal.open_payload(row.payload))
            connection.execute(update(handoff_outbox).where(handoff_outbox.c.id == row.id).values(payload=payload))
            count += 1
    return count
