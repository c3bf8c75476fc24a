"""Let people in, and lock out those who guess.

Five failures lock an account, and likewise a network address, for 15 minutes. A try is counted before its password is
checked, so that many at once are no more than five. Whoever is refused learns nothing, not even from the time it takes.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection, Engine

from rareguide.database import writing
from staff import audit
from staff.account_fields import plain_email
from staff.accounts import Account, as_account
from staff.passwords import is_password
from staff.tables import staff_account, staff_address, staff_second_factor

MOST_FAILURES = 5
LOCKED_SECONDS = 15 * 60.0


class Refused(ValueError):
    """Address and password do not belong together, or too many tries have failed."""


def count_try(connection: Connection, table: Any, where: Any, row: Any, now: float) -> bool:
    """Count a try as a failure until it is known better; tell whether it may be made.

    `row` is of `table`, whose columns say how many failed, when the last one did, and until when none may be made.
    """
    if row.locked_until > now:
        return False
    failures = (row.failures if row.failed_at > now - LOCKED_SECONDS else 0) + 1
    locked_until = now + LOCKED_SECONDS if failures >= MOST_FAILURES else 0.0
    connection.execute(update(table).where(where).values(failures=failures, failed_at=now, locked_until=locked_until))
    return True


class LogIn:
    """Check addresses and passwords."""

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.time, *, takes_passwords: bool = True) -> None:
        self.engine = engine
        self.clock = clock
        self.takes_passwords = takes_passwords

    def log_in(self, email: str, password: str, address: str) -> Account:
        """Return the account of an e-mail address and password; raise `Refused`. `address` is the network's."""
        if not self.takes_passwords:
            raise Refused
        digest = hashlib.sha256(address.encode()).hexdigest()
        with writing(self.engine) as connection:
            row = connection.execute(select(staff_account).where(staff_account.c.email == plain_email(email))).first()
            may_try = self._count_address(connection, digest)
            # A locked address does not lock accounts as well.
            if row is not None and may_try:
                may_try = count_try(connection, staff_account, staff_account.c.id == row.id, row, self.clock())
        is_right = is_password(row.password_hash if row is not None and row.is_active else None, password)
        is_let_in = bool(may_try and is_right)
        with writing(self.engine) as connection:
            # The account may have been disabled, or have got another password, since it was read.
            is_let_in = is_let_in and self._is_as_before(connection, row)
            if is_let_in:
                self._begin_again(connection, row, digest)
            let_in = "log in" if row is None or not has_second_factor(connection, row.id) else "give password"
            action = let_in if is_let_in else ("log-in failed" if may_try else "log-in refused: locked")
            known, name = (row.id, row.email) if row is not None else (None, "")
            audit.write_line(connection, self.clock(), known, name, action)
        if not is_let_in:
            raise Refused
        return as_account(row)

    def _count_address(self, connection: Connection, digest: str) -> bool:
        stale = staff_address.c.failed_at < self.clock() - 2 * LOCKED_SECONDS
        connection.execute(delete(staff_address).where(stale))
        where = staff_address.c.digest == digest
        row = connection.execute(select(staff_address).where(where)).first()
        if row is None:
            connection.execute(insert(staff_address).values(digest=digest, failures=0, failed_at=0.0, locked_until=0.0))
            row = connection.execute(select(staff_address).where(where)).one()
        return count_try(connection, staff_address, where, row, self.clock())

    def _is_as_before(self, connection: Connection, row: Any) -> bool:
        asked = select(staff_account.c.password_hash, staff_account.c.is_active).where(staff_account.c.id == row.id)
        now = connection.execute(asked).one()
        return bool(now.is_active and now.password_hash == row.password_hash)

    def _begin_again(self, connection: Connection, row: Any, digest: str) -> None:
        cleared = {"failures": 0, "locked_until": 0.0}
        connection.execute(
            update(staff_account).where(staff_account.c.id == row.id).values(**cleared, last_seen_at=self.clock())
        )
        connection.execute(update(staff_address).where(staff_address.c.digest == digest).values(cleared))


def has_second_factor(connection: Connection, account_id: int) -> bool:
    """Return whether a password alone lets nobody in."""
    column = staff_second_factor.c
    asked = select(column.account_id).where(column.account_id == account_id, column.confirmed_at.is_not(None))
    return connection.execute(asked).first() is not None
