"""Sign the widget's sessions, so that nobody can join a conversation that is not theirs."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
from pathlib import Path

from rareguide.settings import SESSION_KEY, Settings


class InvalidToken(ValueError):
    """A session token that this server has not signed."""


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


def new_token(secret: bytes) -> str:
    """Return a token for a conversation that has not begun yet."""
    conversation = secrets.token_urlsafe(18)
    return f"{conversation}.{_signature(secret, conversation)}"


def conversation_of(token: str, secret: bytes) -> str:
    """Return the conversation of a token; raise `InvalidToken` when its signature is not ours."""
    conversation, _, signature = token.partition(".")
    if not conversation or not hmac.compare_digest(_as_bytes(signature), _signature(secret, conversation).encode()):
        raise InvalidToken
    return conversation


def _as_bytes(part: str) -> bytes:
    # A header that is no UTF-8 comes as halves of surrogate pairs; it is to be refused, not to fail.
    return part.encode("utf-8", "surrogatepass")


def _signature(secret: bytes, conversation: str) -> str:
    digest = hmac.new(secret, _as_bytes(conversation), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
