"""Reach what the settings name before anything starts, and say why something cannot be reached."""

from __future__ import annotations

import os
import re
import socket
from pathlib import Path
from urllib.parse import urlsplit

import redis
from redis.exceptions import AuthenticationError, ConnectionError, RedisError, TimeoutError
from sqlalchemy import select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from rareguide.database import Schema, open_database
from rareguide.declaring import variable
from rareguide.masking import masked
from rareguide.settings import Settings

SECONDS = 3.0
"""How long a server may take to answer."""

REASONS = (
    ("authentication failed", "the user or the password is wrong"),
    ("no password supplied", "the server wants a password, and there is none in the address"),
    ('role ".*" does not exist', "there is no such user"),
    ('database ".*" does not exist', "there is no such database"),
    ("translate host name", "there is no host of that name"),
    ("connection to server", "no server answers there"),
    ("invalid connection option", "the address has an option that is not known"),
    ("file is not a database", "the file is no SQLite database"),
    ("unable to open database file", "the file cannot be opened"),
    ("readonly database", "the file cannot be written to"),
)
"""What databases say, and what that means; the first that fits counts."""


class Unreachable(RuntimeError):
    """Something that the settings name cannot be used; the message has the setting and why, and nothing secret."""


def why_unusable(settings: Settings, url: str, problem: Exception) -> str:
    """Return a sentence for a database that cannot be opened: the setting, the address, and why."""
    said = str(problem.orig if isinstance(problem, DBAPIError) else getattr(problem, "strerror", None) or problem)
    said = " ".join(said.split("Is the server running")[0].split())
    reason = next((f"{reason}: " for words, reason in REASONS if re.search(words, said)), "")
    return f"{variable(settings.databases[url])}: the database {masked(url)} cannot be used; {reason}{said}"


def reach_databases(settings: Settings, *schemas: tuple[str, Schema]) -> None:
    """Raise `Unreachable` unless all databases can be opened; nothing is made or changed in them.

    Nor may a database, named by its address, have tables of one of `schemas` that this version does not know.
    """
    for url in settings.databases:
        address = make_url(url)
        if address.get_backend_name() == "sqlite" and not Path(str(address.database)).exists():
            folder = Path(str(address.database)).absolute().parent
            if not can_write_into(folder):
                raise Unreachable(why_unusable(settings, url, OSError(f"nothing can be written into {folder}")))
            continue
        try:
            engine = open_database(url)
            with engine.connect() as connection:
                connection.execute(select(1))
                for schema in (schema for database, schema in schemas if database == url):
                    schema.revisions(connection)
            engine.dispose()
        except (SQLAlchemyError, OSError) as problem:
            raise Unreachable(why_unusable(settings, url, problem)) from problem


def can_write_into(folder: Path) -> bool:
    """Return whether files can be written into a folder, which may have to be made first."""
    nearest = next(one for one in (folder, *folder.parents) if one.exists())
    return nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)


def reach_redis(settings: Settings) -> str:
    """Return a warning where Redis does not answer, which servers can do without until it does; else nothing.

    Raises `Unreachable` where it answers and refuses: that will not pass by itself.
    """
    if not settings.redis_url:
        return ""
    place = f"RAREGUIDE_REDIS_URL: the Redis {masked(settings.redis_url)}"
    client = redis.from_url(settings.redis_url, socket_timeout=SECONDS, socket_connect_timeout=SECONDS)
    try:
        client.ping()
    except AuthenticationError as problem:
        raise Unreachable(f"{place} cannot be used; the user or the password is wrong: {problem}") from problem
    except (ConnectionError, TimeoutError) as problem:
        return (
            f"{place} cannot be reached ({problem}). Until it can, each server works by itself: conversations that "
            "meet two of them are not kept in order, and each counts messages alone."
        )
    except RedisError as problem:
        raise Unreachable(f"{place} cannot be used: {problem}") from problem
    finally:
        client.close()
    return ""


def reach_mail_server(settings: Settings) -> str:
    """Return a warning where the mail server cannot be reached, for which e-mails wait; else nothing."""
    if not settings.smtp_url:
        return ""
    parts = urlsplit(settings.smtp_url)
    port = parts.port or (465 if parts.scheme == "smtps" else 25)
    try:
        socket.create_connection((str(parts.hostname), port), timeout=SECONDS).close()
    except OSError as problem:
        place = f"RAREGUIDE_SMTP_URL: the mail server {masked(settings.smtp_url)}"
        return f"{place} cannot be reached ({problem.strerror or problem}). E-mails wait until it can."
    return ""
