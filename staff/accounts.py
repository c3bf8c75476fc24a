"""Keep the accounts of the staff site."""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, delete, func, insert, select, update
from sqlalchemy.engine import Connection, Engine

from handoff.tables import handoff_presence
from rareguide.database import writing
from rareguide.settings import Settings
from staff import audit, first_password
from staff.audit import AT_THE_TERMINAL
from staff.passwords import check_new_password, hash_password, new_password
from staff.roles import ADMINISTRATOR, MAY, ROLES
from staff.tables import staff_account, staff_recovery_code, staff_second_factor, staff_session

FIRST_EMAIL = "admin@localhost"
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
DIRECTIONS = frozenset("LRE RLE LRO RLO PDF LRI RLI FSI PDI".split())
"""Classes of Unicode's characters that turn the direction of writing."""


class UnknownAccount(LookupError):
    """There is no account under that address or number."""


class UnfitAccount(ValueError):
    """The account cannot be made or changed so; the message says why."""


@dataclass(frozen=True)
class Account:
    """Hold an account without its password."""

    id: int
    email: str
    name: str
    role: str
    is_active: bool
    must_change_password: bool
    created_at: float
    last_seen_at: float | None

    def may(self, permission: str) -> bool:
        """Return whether the account's role allows something (`staff/roles.py`)."""
        return permission in MAY.get(self.role, frozenset())


def as_account(row: Any) -> Account:
    """Make an account of its row."""
    return Account(**{name: getattr(row, name) for name in Account.__dataclass_fields__})


def plain_email(email: str) -> str:
    """Return an address in the form in which it is kept."""
    return email.strip().lower()


class Accounts:
    """Read and change accounts; every change is audited under the address in `by`."""

    def __init__(
        self, engine: Engine, clock: Callable[[], float] = time.time, settings: Settings | None = None
    ) -> None:
        self.engine = engine
        self.clock = clock
        self.settings = settings

    def all(self) -> list[Account]:
        """Return every account: active ones first, by name."""
        with self.engine.connect() as connection:
            found = [as_account(row) for row in connection.execute(select(staff_account))]
        return sorted(found, key=lambda account: (not account.is_active, account.name.casefold(), account.id))

    def get(self, account_id: int) -> Account:
        """Return an account; raise `UnknownAccount`."""
        with self.engine.connect() as connection:
            return as_account(_row(connection, staff_account.c.id == account_id))

    def by_email(self, email: str) -> Account:
        """Return the account of an address; raise `UnknownAccount`."""
        with self.engine.connect() as connection:
            return as_account(_row(connection, staff_account.c.email == plain_email(email)))

    def add(self, email: str, name: str, role: str, by: str = AT_THE_TERMINAL) -> str:
        """Make an account and return its first password, to be changed at the first log-in.

        Raises `UnfitAccount`.
        """
        _check(email, name, role)
        password = new_password()
        hashed = hash_password(password)
        with writing(self.engine) as connection:
            asked = select(staff_account.c.id).where(staff_account.c.email == plain_email(email))
            if connection.execute(asked).first() is not None:
                raise UnfitAccount("There is an account with this address already.")
            self._insert(connection, email, name, role, hashed)
            self._audit(connection, by, f"add {role} {plain_email(email)}")
        return password

    def add_first(self) -> tuple[str, str] | None:
        """Make an administrator when there is no account at all; return address and password, or `None`."""
        if self.all():
            return None
        password = new_password()
        hashed = hash_password(password)
        with writing(self.engine) as connection:
            if connection.scalar(select(func.count()).select_from(staff_account)):
                return None
            self._insert(connection, FIRST_EMAIL, "Administrator", ADMINISTRATOR, hashed)
            self._audit(connection, AT_THE_TERMINAL, f"add {ADMINISTRATOR} {FIRST_EMAIL}")
        return FIRST_EMAIL, password

    def reset_password(self, account_id: int, by: str = AT_THE_TERMINAL) -> str:
        """Give an account a new password, which must be changed; end its sessions and its lock."""
        password = new_password()
        values = {"password_hash": hash_password(password), "must_change_password": True}
        self._change(account_id, {**values, "failures": 0, "locked_until": 0.0}, by, "reset password")
        return password

    def change_password(self, account: Account, password: str) -> None:
        """Let somebody have a password of their own; all their sessions end. Raise `UnfitPassword`."""
        check_new_password(password, account.email, account.name, self.settings.contact_name if self.settings else "")
        values = {"password_hash": hash_password(password), "must_change_password": False}
        self._change(account.id, values, account.email, "change password")

    def reset_second_factor(self, account_id: int, by: str = AT_THE_TERMINAL) -> None:
        """Take an account's second factor and recovery codes away, for one whose owner has lost both."""
        self._change(account_id, {}, by, "reset second factor", (staff_second_factor, staff_recovery_code))

    def set_role(self, account_id: int, role: str, by: str = AT_THE_TERMINAL) -> None:
        """Give an account another role; raise `UnfitAccount` where no administrator would be left."""
        if role not in ROLES:
            raise UnfitAccount(f"The role must be one of {', '.join(ROLES)}.")
        self._change(account_id, {"role": role}, by, f"make {role}")

    def set_active(self, account_id: int, is_active: bool, by: str = AT_THE_TERMINAL) -> None:
        """Disable or enable an account; raise `UnfitAccount` where no administrator would be left."""
        self._change(account_id, {"is_active": is_active}, by, "enable account" if is_active else "disable account")

    def _change(
        self, account_id: int, values: dict[str, Any], by: str, action: str, emptied: tuple[Table, ...] = ()
    ) -> None:
        """Change an account and end its sessions, which were opened under what it was before."""
        email = self._change_row(account_id, values, by, action, emptied)
        if email == FIRST_EMAIL and "password_hash" in values and self.settings is not None:
            first_password.forget(self.settings)

    def _change_row(
        self, account_id: int, values: dict[str, Any], by: str, action: str, emptied: tuple[Table, ...]
    ) -> str:
        with writing(self.engine) as connection:
            account = _row(connection, staff_account.c.id == account_id)
            if values:
                connection.execute(update(staff_account).where(staff_account.c.id == account_id).values(values))
            for table in (*emptied, staff_session):
                connection.execute(delete(table).where(table.c.account_id == account_id))
            left = select(staff_account.c.id).where(staff_account.c.is_active, staff_account.c.role == ADMINISTRATOR)
            if account.role == ADMINISTRATOR and connection.execute(left).first() is None:
                raise UnfitAccount("This is the last administrator.")
            connection.execute(delete(handoff_presence).where(handoff_presence.c.operator_id == account_id))
            self._audit(connection, by, action if by == account.email else f"{action}: {account.email}")
        return str(account.email)

    def _insert(self, connection: Connection, email: str, name: str, role: str, hashed: str) -> None:
        values = {
            "email": plain_email(email),
            "name": name.strip(),
            "role": role,
            "password_hash": hashed,
            "must_change_password": True,
            "is_active": True,
            "created_at": self.clock(),
            "failures": 0,
            "failed_at": 0.0,
            "locked_until": 0.0,
        }
        connection.execute(insert(staff_account).values(values))

    def _audit(self, connection: Connection, by: str, action: str) -> None:
        who = connection.scalar(select(staff_account.c.id).where(staff_account.c.email == by))
        audit.write_line(connection, self.clock(), who, by, action)


def first_account(engine: Engine) -> tuple[str, str] | None:
    """Make an administrator when there is no account yet; return the address and the password, to be shown once."""
    return Accounts(engine).add_first()


def _row(connection: Connection, where: Any) -> Any:
    row = connection.execute(select(staff_account).where(where)).first()
    if row is None:
        raise UnknownAccount("There is no such account.")
    return row


def _check(email: str, name: str, role: str) -> None:
    if not ADDRESS.fullmatch(email.strip()) or len(email) > 254:
        raise UnfitAccount("This is not an e-mail address.")
    if not name.strip() or len(name.strip()) > 100:
        raise UnfitAccount("The account needs a name of at most 100 characters.")
    # Such characters would let a name look like another one, or turn the words around it.
    if any(_is_unfit_in_names(letter) for letter in name.strip()):
        raise UnfitAccount("The name has a character that cannot be seen; type it again.")
    if role not in ROLES:
        raise UnfitAccount(f"The role must be one of {', '.join(ROLES)}.")


def _is_unfit_in_names(letter: str) -> bool:
    is_control = unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp")
    turns_direction = letter in "\u061c\u200e\u200f" or unicodedata.bidirectional(letter) in DIRECTIONS
    return is_control or turns_direction
