"""Sign the widget's sessions, so that nobody can join a conversation that is not theirs, and end them in time."""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from dataclasses import dataclass
from pathlib import Path

from itsdangerous import BadSignature, TimestampSigner

from rareguide.settings import SESSION_KEY, Settings

SECONDS_A_DAY = 24 * 60 * 60
SHARE_OF_LIFE_TO_RENEW = 0.1


RENEWAL_HEADER = "X-Session-Token"
"""The header of an answer with the token to use from now on."""


class InvalidToken(ValueError):
    """A session token that this server has not signed, or not lately."""


def session_tokens(settings: Settings) -> SessionTokens:
    """Return what signs and reads the tokens of the widget's sessions."""
    return SessionTokens(session_secret(settings), settings.session_days * SECONDS_A_DAY)


def session_secret(settings: Settings) -> bytes:
    """Return the signing key from the settings, or the one that is made once in the data folder."""
    if settings.session_secret:
        return settings.session_secret.encode()
    path = settings.data_folder / SESSION_KEY
    if not path.exists():
        _write_once(path, secrets.token_bytes(32))
    return path.read_bytes()


def _write_once(path: Path, key: bytes) -> None:
    """Write a key readable by its owner alone; of two processes that start together, the first one's stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


@dataclass(frozen=True)
class Session:
    """Name the conversation of a token; `renewed` is the token to use from now on, where it is time for another."""

    conversation: str
    renewed: str | None = None


class SessionTokens:
    """Sign tokens that name a conversation, and read them as long as they are young enough.

    A token that is in use is renewed when a tenth of its life is over, so that a conversation lasts for as long as
    somebody comes back within that life, and a token that was copied once ends with it. `life` is in seconds.
    """

    def __init__(self, secret: bytes, life: float) -> None:
        self._signer = TimestampSigner(secret, salt="rareguide.widget.session", digest_method=hashlib.sha256)
        self._life = life

    def new(self) -> str:
        """Return a token for a conversation that has not begun yet."""
        return self._sign(secrets.token_urlsafe(18))

    def read(self, token: str) -> Session:
        """Return the session of a token; raise `InvalidToken` when it is not ours or too old."""
        conversation, age = self._read(token)
        if age > self._life:
            raise InvalidToken
        is_due = age > self._life * SHARE_OF_LIFE_TO_RENEW
        return Session(conversation, self._sign(conversation) if is_due else None)

    def read_of_any_age(self, token: str) -> str:
        """Return the conversation of a token of ours however old it is; raise `InvalidToken` when it is not ours.

        Only for deleting: a visitor who comes back late can still have everything forgotten.
        """
        return self._read(token)[0]

    def _sign(self, conversation: str) -> str:
        return self._signer.sign(conversation).decode("ascii")

    def _read(self, token: str) -> tuple[str, float]:
        # A header that is no UTF-8 comes as halves of surrogate pairs; it is to be refused, not to fail.
        signed = token.encode("utf-8", "surrogatepass")
        try:
            conversation, at = self._signer.unsign(signed, return_timestamp=True)
        except BadSignature as problem:
            raise InvalidToken from problem
        return conversation.decode("utf-8"), time.time() - at.timestamp()
