"""Ask for a second factor: a code that changes every 30 seconds (TOTP, RFC 6238), or a recovery code, once.

Five wrong codes close this for 15 minutes, whoever gave the right password meanwhile. A code that was taken is taken
no second time, nor is an older one.
"""

from __future__ import annotations

import hashlib
import logging
import re
import secrets
import time
from collections.abc import Callable
from typing import Any

import pyotp
from pyotp.utils import strings_equal
from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection, Engine

from conversations.encryption import CannotDecrypt, FieldCipher
from rareguide.database import writing
from staff import audit
from staff.accounts import Account
from staff.log_in import count_try, has_second_factor
from staff.passwords import ALPHABET
from staff.tables import staff_account, staff_recovery_code, staff_second_factor, staff_session

logger = logging.getLogger(__name__)

ISSUER = "RareGuide staff"
SECONDS_A_STEP = 30
STEPS_ASIDE = (0, -1, 1)
"""Which codes are taken beside the present one: clocks differ, and typing takes time."""
RECOVERY_CODES = 10
DIGITS = re.compile(r"[0-9]{6}")


class WrongCode(ValueError):
    """The code is not right, has been used, or too many have been wrong."""


class SecondFactors:
    """Set up, check and remove second factors; each change and each check is audited."""

    def __init__(self, engine: Engine, cipher: FieldCipher, clock: Callable[[], float] = time.time) -> None:
        self.engine = engine
        self.cipher = cipher
        self.clock = clock

    def is_set_up(self, account: Account) -> bool:
        """Return whether an account has a second factor that it has confirmed."""
        with self.engine.connect() as connection:
            return has_second_factor(connection, account.id)

    def begin(self, account: Account) -> str:
        """Return a new secret, which counts once it is confirmed; raise `WrongCode` where there is a confirmed one."""
        secret = pyotp.random_base32()
        unconfirmed = {"confirmed_at": None, "last_step": 0, "failures": 0, "failed_at": 0.0, "locked_until": 0.0}
        with writing(self.engine) as connection:
            if has_second_factor(connection, account.id):
                raise WrongCode
            connection.execute(delete(staff_second_factor).where(staff_second_factor.c.account_id == account.id))
            values = {"account_id": account.id, "secret": self.cipher.encrypt(secret), **unconfirmed}
            connection.execute(insert(staff_second_factor).values(values))
        return secret

    def begun(self, account: Account) -> str | None:
        """Return the secret that an account has not confirmed yet; raise `CannotDecrypt`."""
        with self.engine.connect() as connection:
            row = connection.execute(_of(account.id)).first()
        return self.cipher.decrypt(row.secret) if row is not None and row.confirmed_at is None else None

    def confirm(self, account: Account, code: str) -> list[str]:
        """Let a secret count that its owner can make codes of; return new recovery codes. All sessions of theirs end.

        Raises `WrongCode`.
        """
        codes: list[str] = []
        with writing(self.engine) as connection:
            row = connection.execute(_of(account.id)).first()
            if row is not None and row.confirmed_at is None and self._is_right(connection, row, code):
                where = staff_second_factor.c.account_id == account.id
                connection.execute(update(staff_second_factor).where(where).values(confirmed_at=self.clock()))
                codes = self._write_codes(connection, account.id)
                connection.execute(delete(staff_session).where(staff_session.c.account_id == account.id))
            self._audit(connection, account, "set up second factor" if codes else "second factor not confirmed")
        if not codes:
            raise WrongCode
        return codes

    def check(self, account: Account, code: str, action: str) -> None:
        """Take a code, or a recovery code, for an action that is audited; raise `WrongCode`."""
        with writing(self.engine) as connection:
            row = connection.execute(_of(account.id)).first()
            is_right = row is not None and row.confirmed_at is not None and self._is_right(connection, row, code)
            self._audit(connection, account, action if is_right else f"{action}: wrong code")
        if not is_right:
            raise WrongCode

    def new_codes(self, account: Account, code: str) -> list[str]:
        """Return new recovery codes in the place of all old ones; raise `WrongCode`."""
        self.check(account, code, "new recovery codes")
        with writing(self.engine) as connection:
            return self._write_codes(connection, account.id)

    def remove(self, account: Account, code: str) -> None:
        """Remove an account's second factor; raise `WrongCode`."""
        self.check(account, code, "remove second factor")
        with writing(self.engine) as connection:
            for table in (staff_second_factor, staff_recovery_code):
                connection.execute(delete(table).where(table.c.account_id == account.id))

    def _is_right(self, connection: Connection, row: Any, given: str) -> bool:
        where = staff_second_factor.c.account_id == row.account_id
        if not count_try(connection, staff_second_factor, where, row, self.clock()):
            return False
        code = re.sub(r"[\s-]", "", given).lower()
        is_right = self._take_step(connection, row, code) or _take_recovery_code(connection, row.account_id, code)
        if is_right:
            connection.execute(update(staff_second_factor).where(where).values(failures=0, locked_until=0.0))
        return is_right

    def _take_step(self, connection: Connection, row: Any, code: str) -> bool:
        """Return whether a code belongs to a step later than the last one that was taken, and take it."""
        if not DIGITS.fullmatch(code):
            return False
        try:
            made = pyotp.TOTP(self.cipher.decrypt(row.secret) or "")
        except CannotDecrypt:
            logger.error("A second factor was sealed with a key that is not in RAREGUIDE_HANDOFF_KEY.")
            return False
        now = int(self.clock()) // SECONDS_A_STEP
        steps = [now + aside for aside in STEPS_ASIDE if strings_equal(made.generate_otp(now + aside), code)]
        if not steps or steps[0] <= row.last_step:
            return False
        where = staff_second_factor.c.account_id == row.account_id
        connection.execute(update(staff_second_factor).where(where).values(last_step=steps[0]))
        return True

    def _write_codes(self, connection: Connection, account_id: int) -> list[str]:
        """Make recovery codes of about 79 bits each, of which the digests alone are kept."""
        codes = [_new_code() for _ in range(RECOVERY_CODES)]
        connection.execute(delete(staff_recovery_code).where(staff_recovery_code.c.account_id == account_id))
        rows = [{"account_id": account_id, "digest": _digest(account_id, code.replace("-", ""))} for code in codes]
        connection.execute(insert(staff_recovery_code), rows)
        return codes

    def _audit(self, connection: Connection, account: Account, action: str) -> None:
        audit.write_line(connection, self.clock(), account.id, account.email, action)


def encrypt_again(engine: Engine, cipher: FieldCipher) -> int:
    """Seal all secrets with the first key; return how many. Raise `CannotDecrypt`, with nothing changed."""
    with writing(engine) as connection:
        rows = connection.execute(select(staff_second_factor.c.account_id, staff_second_factor.c.secret)).all()
        for row in rows:
            where = staff_second_factor.c.account_id == row.account_id
            values = {"secret": cipher.encrypt(cipher.decrypt(row.secret))}
            connection.execute(update(staff_second_factor).where(where).values(values))
    return len(rows)


def _of(account_id: int) -> Any:
    """Ask for the second factor of an account that is active."""
    return (
        select(staff_second_factor)
        .join(staff_account, staff_account.c.id == staff_second_factor.c.account_id)
        .where(staff_second_factor.c.account_id == account_id, staff_account.c.is_active)
    )


def _new_code() -> str:
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))


def _digest(account_id: int, code: str) -> str:
    return hashlib.sha256(f"{account_id} {code}".encode()).hexdigest()


def _take_recovery_code(connection: Connection, account_id: int, code: str) -> bool:
    where = staff_recovery_code.c.digest == _digest(account_id, code)
    return bool(connection.execute(delete(staff_recovery_code).where(where)).rowcount)
