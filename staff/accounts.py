"""Keep the accounts of the staff site."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, delete, func, insert, select, update
from sqlalchemy.engine import Connection, Engine

from handoff.tables import handoff_absence, handoff_presence, handoff_read
from rareguide.database import writing
from rareguide.settings import Settings
from staff import audit, first_password
from staff.account_fields import UnfitAccount, check_email, fit_name, fit_roles, fit_team, is_subject, plain_email
from staff.audit import AT_THE_TERMINAL
from staff.passwords import check_new_password, hash_password, new_password
from staff.roles import ADMINISTRATOR, MAY
from staff.tables import staff_account, staff_recovery_code, staff_second_factor, staff_session

FIRST_EMAIL = "admin@localhost"


class UnknownAccount(LookupError):
    """There is no account under that address or number."""


@dataclass(frozen=True)
class Account:
    """Hold an account without its password."""

    id: int
    email: str
    name: str
    roles: tuple[str, ...]
    team: str
    is_active: bool
    must_change_password: bool
    created_at: float
    last_seen_at: float | None
    subject: str | None
    """Whom a provider of OpenID Connect knows the person as; `None` where a password lets in."""

    def may(self, permission: str) -> bool:
        """Return whether one of the account's roles allows something (`staff/roles.py`)."""
        return any(permission in MAY.get(role, frozenset()) for role in self.roles)


def as_account(row: Any) -> Account:
    """Make an account of its row."""
    values = {name: getattr(row, name) for name in Account.__dataclass_fields__}
    return Account(**{**values, "roles": tuple(row.roles.split())})


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

    def add(self, email: str, name: str, roles: str | Iterable[str], by: str = AT_THE_TERMINAL, team: str = "") -> str:
        """Make an account with one role or several, and return its first password, to be changed at the first log-in.

        Raises `UnfitAccount`.
        """
        check_email(email)
        values = {
            "email": plain_email(email),
            "name": fit_name(name),
            "roles": fit_roles(roles),
            "team": fit_team(team),
        }
        password = new_password()
        hashed = hash_password(password)
        with writing(self.engine) as connection:
            asked = select(staff_account.c.id).where(staff_account.c.email == plain_email(email))
            if connection.execute(asked).first() is not None:
                raise UnfitAccount("There is an account with this address already.")
            self._insert(connection, password_hash=hashed, **values)
            self._audit(connection, by, f"add {values['roles']} {values['email']}")
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
            values = {"email": FIRST_EMAIL, "name": "Administrator", "roles": ADMINISTRATOR, "team": ""}
            self._insert(connection, password_hash=hashed, **values)
            self._audit(connection, AT_THE_TERMINAL, f"add {ADMINISTRATOR} {FIRST_EMAIL}")
        return FIRST_EMAIL, password

    def reset_password(self, account_id: int, by: str = AT_THE_TERMINAL) -> str:
        """Give an account a new password, which must be changed; end its sessions and its lock.

        Raises `UnfitAccount` for one that a provider lets in, whose own way in a password would go around.
        """
        self._check_own(account_id, "It has no password")
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

    def set_roles(self, account_id: int, roles: str | Iterable[str], by: str = AT_THE_TERMINAL) -> None:
        """Give an account other roles; raise `UnfitAccount` where no administrator would be left.

        So for one that a provider lets in, whose roles are what the provider says at the next log-in.
        """
        fit = fit_roles(roles)
        self._check_own(account_id, "Its roles are given there")
        self._change(account_id, {"roles": fit}, by, f"make {fit}")

    def rename(self, account_id: int, name: str, by: str = AT_THE_TERMINAL) -> None:
        """Give an account another name, which visitors read from the next request on; raise `UnfitAccount`."""
        self._change_row(account_id, {"name": fit_name(name)}, by, "rename account")

    def set_team(self, account_id: int, team: str, by: str = AT_THE_TERMINAL) -> None:
        """Put an account into a team, or into none; raise `UnfitAccount`."""
        self._change_row(account_id, {"team": fit_team(team)}, by, "change team")

    def link(self, account_id: int, issuer: str, subject: str, by: str = AT_THE_TERMINAL) -> None:
        """Let a provider let the owner of an account in, known there as `subject`, instead of the password.

        The second factor goes too: what it takes to log in is the provider's matter then. Raises `UnfitAccount`.
        """
        if not is_subject(subject):
            raise UnfitAccount("What the provider knows the person as is a text of at most 255 characters.")
        with self.engine.connect() as connection:
            same = (staff_account.c.issuer == issuer, staff_account.c.subject == subject)
            taken = connection.scalar(select(staff_account.c.email).where(*same, staff_account.c.id != account_id))
        if taken is not None:
            raise UnfitAccount(f"The provider's log-in belongs to the account of {taken} already.")
        values = {"issuer": issuer, "subject": subject, "password_hash": "", "must_change_password": False}
        self._change(account_id, values, by, "link with provider", (staff_second_factor, staff_recovery_code))

    def unlink(self, account_id: int, by: str = AT_THE_TERMINAL) -> None:
        """Take an account's link with a provider away: nobody can log in to it until it is given a password."""
        self._change(account_id, {"issuer": None, "subject": None}, by, "unlink from provider")

    def remove(self, account_id: int, by: str = AT_THE_TERMINAL) -> None:
        """Remove an account; its requests go back to the queue. Raise `UnfitAccount` for the last administrator.

        What it did stays in the history of requests, without its name, and in the audit.
        """
        left_behind = (staff_second_factor, staff_recovery_code)
        with writing(self.engine) as connection:
            account = _row(connection, staff_account.c.id == account_id)
            end_sessions(connection, account_id, left_behind)
            for table in (handoff_absence, handoff_read):
                connection.execute(delete(table).where(table.c.operator_id == account_id))
            connection.execute(delete(staff_account).where(staff_account.c.id == account_id))
            _check_administrator_is_left(connection, account)
            self._audit(connection, by, f"remove account: {account.email}")
        if account.email == FIRST_EMAIL and self.settings is not None:
            first_password.forget(self.settings)

    def set_active(self, account_id: int, is_active: bool, by: str = AT_THE_TERMINAL) -> None:
        """Disable or enable an account; raise `UnfitAccount` where no administrator would be left."""
        self._change(account_id, {"is_active": is_active}, by, "enable account" if is_active else "disable account")

    def _check_own(self, account_id: int, what: str) -> None:
        if self.get(account_id).subject is not None:
            raise UnfitAccount(f"A provider lets this account in. {what}; take the link with the provider away first.")

    def _change(
        self, account_id: int, values: dict[str, Any], by: str, action: str, emptied: tuple[Table, ...] = ()
    ) -> None:
        """Change an account and end its sessions, which were opened under what it was before."""
        email = self._change_row(account_id, values, by, action, (*emptied, staff_session))
        if email == FIRST_EMAIL and "password_hash" in values and self.settings is not None:
            first_password.forget(self.settings)

    def _change_row(
        self, account_id: int, values: dict[str, Any], by: str, action: str, emptied: tuple[Table, ...] = ()
    ) -> str:
        with writing(self.engine) as connection:
            account = _row(connection, staff_account.c.id == account_id)
            if values:
                connection.execute(update(staff_account).where(staff_account.c.id == account_id).values(values))
            if emptied:
                end_sessions(connection, account_id, emptied)
            _check_administrator_is_left(connection, account)
            self._audit(connection, by, action if by == account.email else f"{action}: {account.email}")
        return str(account.email)

    def _insert(self, connection: Connection, **values: str) -> None:
        first = {
            "must_change_password": True,
            "is_active": True,
            "created_at": self.clock(),
            "failures": 0,
            "failed_at": 0.0,
            "locked_until": 0.0,
        }
        connection.execute(insert(staff_account).values(**values, **first))

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


def end_sessions(connection: Connection, account_id: int, emptied: tuple[Table, ...] = ()) -> None:
    """End an account's sessions, and delete its rows of other tables."""
    for table in {*emptied, staff_session}:
        connection.execute(delete(table).where(table.c.account_id == account_id))
    connection.execute(delete(handoff_presence).where(handoff_presence.c.operator_id == account_id))


def _check_administrator_is_left(connection: Connection, before: Any) -> None:
    if ADMINISTRATOR not in before.roles.split():
        return
    active = connection.scalars(select(staff_account.c.roles).where(staff_account.c.is_active))
    if not any(ADMINISTRATOR in roles.split() for roles in active):
        raise UnfitAccount("This is the last administrator.")
