"""Keep sessions on the server: the cookie holds a random number, the table its SHA-256 alone."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import and_, delete, insert, or_, select, update
from sqlalchemy.engine import Engine
from sqlalchemy.sql.elements import ColumnElement

from staff.accounts import Account, as_account
from staff.tables import staff_account, staff_second_factor, staff_session

IDLE_SECONDS = 30 * 60.0
SECONDS_BETWEEN_SIGNS = 10.0
"""How old the last sign of a person may be before another is noted: who writes makes all other writers wait."""
CODE_SECONDS = 5 * 60.0
"""How long after the password the code of the second factor may come."""


def new_token() -> str:
    """Return 256 random bits for a cookie."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """Return what the table keeps of a cookie."""
    return hashlib.sha256(token.encode()).hexdigest()


def form_token(token: str) -> str:
    """Return what every form must carry that is sent with a cookie."""
    return hmac.new(token.encode(), b"staff form", hashlib.sha256).hexdigest()


def is_form_token(token: str, given: str) -> bool:
    """Return whether a form carries the token of its cookie."""
    return hmac.compare_digest(form_token(token).encode(), given.encode())


@dataclass(frozen=True)
class Session:
    """Hold an open session and whose it is."""

    token: str
    account: Account
    awaits_code: bool = False
    """The password was right, and the code of the second factor is still owed: nothing is shown until it comes."""
    has_second_factor: bool = False
    active_at: float = 0.0
    """When the last sign of the person was noted, in seconds since 1970."""

    @property
    def digest(self) -> str:
        """Return what the table knows the session by."""
        return digest_of(self.token)


class Sessions:
    """Open, find and end sessions."""

    def __init__(self, engine: Engine, hours: float, clock: Callable[[], float] = time.time) -> None:
        self.engine = engine
        self.seconds = hours * 3600
        self.clock = clock

    def open(self, account: Account, awaits_code: bool = False) -> Session:
        """Open a session under a new number; sessions whose time is over go."""
        token, now = new_token(), self.clock()
        with self.engine.begin() as connection:
            connection.execute(delete(staff_session).where(~self._holds()))
            values = {"digest": digest_of(token), "account_id": account.id, "opened_at": now, "active_at": now}
            connection.execute(insert(staff_session).values(**values, awaits_code=awaits_code))
        return Session(token, account, awaits_code, active_at=now)

    def find(self, token: str) -> Session | None:
        """Return the session of a cookie unless its time is over or the account is disabled."""
        asked = (
            select(
                staff_account,
                staff_session.c.awaits_code,
                staff_session.c.active_at,
                staff_second_factor.c.confirmed_at,
            )
            .join(staff_session, staff_session.c.account_id == staff_account.c.id)
            .outerjoin(staff_second_factor, staff_second_factor.c.account_id == staff_account.c.id)
            .where(staff_session.c.digest == digest_of(token), self._holds(), staff_account.c.is_active)
        )
        with self.engine.connect() as connection:
            row = connection.execute(asked).first()
        if row is None:
            return None
        return Session(token, as_account(row), row.awaits_code, row.confirmed_at is not None, row.active_at)

    def open_digests(self) -> frozenset[str]:
        """Return the digests of all sessions that hold."""
        asked = (
            select(staff_session.c.digest)
            .join(staff_account, staff_session.c.account_id == staff_account.c.id)
            .where(self._holds(), staff_account.c.is_active, staff_session.c.awaits_code.is_(False))
        )
        with self.engine.connect() as connection:
            return frozenset(connection.scalars(asked))

    def touch(self, session: Session) -> None:
        """Note a sign of the person, unless one was noted a moment ago; a page that is merely open is none."""
        now = self.clock()
        if session.active_at > now - SECONDS_BETWEEN_SIGNS:
            return
        with self.engine.begin() as connection:
            where = staff_session.c.digest == session.digest
            connection.execute(update(staff_session).where(where).values(active_at=now))
            seen = update(staff_account).where(staff_account.c.id == session.account.id)
            connection.execute(seen.values(last_seen_at=now))

    def end(self, token: str) -> None:
        """End a session."""
        with self.engine.begin() as connection:
            connection.execute(delete(staff_session).where(staff_session.c.digest == digest_of(token)))

    def _holds(self) -> ColumnElement:
        now, opened_at = self.clock(), staff_session.c.opened_at
        in_time = or_(staff_session.c.awaits_code.is_(False), opened_at > now - CODE_SECONDS)
        return and_(staff_session.c.active_at > now - IDLE_SECONDS, opened_at > now - self.seconds, in_time)
