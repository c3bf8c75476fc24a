"""Let those in whom a provider of OpenID Connect vouches for, and keep their accounts as it says."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection, Engine

from conversations.upsert import insert_new
from rareguide.database import writing
from staff import audit
from staff.account_fields import as_fit_name, fit_roles, plain_email
from staff.accounts import Account, as_account, end_sessions
from staff.identity_provider import SECONDS_TO_LOG_IN, Attempt, Identity
from staff.tables import staff_account, staff_used_log_in

BY_PROVIDER = "(provider)"
"""Who changes an account as the provider says."""


class NotLetIn(Exception):
    """The provider vouches for somebody who has no way in here; the message says why."""


class ProviderLogIn:
    """Find, make and change the accounts of those who log in through a provider."""

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.time) -> None:
        self.engine = engine
        self.clock = clock

    def log_in(self, identity: Identity, attempt: Attempt) -> Account:
        """Return the account of whom the provider vouches for, made or brought up to date; raise `NotLetIn`.

        It is found by issuer and subject. One that merely has the same address is somebody's own until an
        administrator links it. Each attempt lets in once.
        """
        with writing(self.engine) as connection:
            row = _row(connection, identity)
            refused = self._why_not(connection, identity, attempt, row)
            if refused is None:
                if row is None:
                    self._make(connection, identity)
                else:
                    self._bring_up_to_date(connection, identity, row)
                row = _row(connection, identity)
            action = "log in by provider" if refused is None else f"log-in by provider refused: {refused[0]}"
            known, email = (row.id, row.email) if row is not None else (None, "")
            audit.write_line(connection, self.clock(), known, email, action)
        if refused is not None:
            raise NotLetIn(refused[1])
        return as_account(row)

    def _why_not(
        self, connection: Connection, identity: Identity, attempt: Attempt, row: Any
    ) -> tuple[str, str] | None:
        """Return why somebody is not let in, in the words of the audit and for the person; `None` where they are."""
        if not self._is_first_use(connection, attempt):
            return "used already", "This log-in has been used already. Please begin again."
        if row is not None and not row.is_active:
            return "disabled", "Your account here is disabled. An administrator can enable it."
        if not identity.roles:
            if row is not None:
                end_sessions(connection, row.id)
            return "no role", (
                f"You are logged in there as {identity.email}, but have no role on this site. Whoever gives roles at "
                "your institution can give you one."
            )
        if row is None and _has_address(connection, identity.email):
            return "address of an account that is not linked", (
                f"There is an account for {plain_email(identity.email)} already, with a password. An administrator can "
                f"link it to your log-in, which is known as: {identity.subject}"
            )
        return None

    def _is_first_use(self, connection: Connection, attempt: Attempt) -> bool:
        now = self.clock()
        # After twice the time no attempt is taken any more that was marked here.
        connection.execute(delete(staff_used_log_in).where(staff_used_log_in.c.used_at < now - 2 * SECONDS_TO_LOG_IN))
        digest = hashlib.sha256(attempt.value("state").encode()).hexdigest()
        return insert_new(connection, staff_used_log_in, {"digest": digest, "used_at": now})

    def _make(self, connection: Connection, identity: Identity) -> None:
        email, roles = plain_email(identity.email), fit_roles(identity.roles)
        values = {"email": email, "name": as_fit_name(identity.name) or email.partition("@")[0], "roles": roles}
        known_as = {"issuer": identity.issuer, "subject": identity.subject}
        first = {"must_change_password": False, "is_active": True, "created_at": self.clock()}
        tries = {"password_hash": "", "failures": 0, "failed_at": 0.0, "locked_until": 0.0}
        seen = {"last_seen_at": self.clock()}
        connection.execute(insert(staff_account).values(**values, **known_as, **first, **tries, **seen))
        audit.write_line(connection, self.clock(), None, BY_PROVIDER, f"add {roles} {email}")

    def _bring_up_to_date(self, connection: Connection, identity: Identity, row: Any) -> None:
        """Give an account the roles and the address that the provider says; the name stays what it is called here."""
        email, roles = plain_email(identity.email), fit_roles(identity.roles)
        values: dict[str, Any] = {"last_seen_at": self.clock()}
        if roles != row.roles:
            end_sessions(connection, row.id)
            values["roles"] = roles
            audit.write_line(connection, self.clock(), None, BY_PROVIDER, f"make {roles}: {row.email}")
        if email != row.email and not _has_address(connection, email):
            values["email"] = email
            audit.write_line(connection, self.clock(), None, BY_PROVIDER, f"change address to {email}: {row.email}")
        connection.execute(update(staff_account).where(staff_account.c.id == row.id).values(values))


def _row(connection: Connection, identity: Identity) -> Any:
    known_as = (staff_account.c.issuer == identity.issuer, staff_account.c.subject == identity.subject)
    return connection.execute(select(staff_account).where(*known_as)).first()


def _has_address(connection: Connection, email: str) -> bool:
    asked = select(staff_account.c.id).where(staff_account.c.email == plain_email(email))
    return connection.execute(asked).first() is not None
