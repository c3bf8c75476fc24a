"""Say what addresses in settings may be: of hosts, databases, mail servers, web pages and people."""

from __future__ import annotations

import ipaddress
import os
import re
from email.headerregistry import HeaderRegistry
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from email_validator import EmailNotValidError, validate_email

from rareguide.links import is_web_address
from rareguide.masking import masked
from rareguide.setting_kinds import Kind, Unfit

ENCODE = "signs such as @ / : # ? of a password are written as %40 %2F %3A %23 %3F"

LONGEST_FILE_NAME = 255
"""Bytes that file systems take for one name."""

_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST_NAME = re.compile(rf"(?=.{{1,253}}$){_LABEL}(?:\.{_LABEL})*\.?", re.IGNORECASE)


def _host(text: str) -> str:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        if not _HOST_NAME.fullmatch(text) or re.fullmatch(r"[\d.]+", text):
            raise Unfit from None
    return text


def url_parts(text: str, *schemes: str) -> SplitResult:
    """Return the parts of an address; raise `Unfit` for another scheme, a host that cannot be one, a wrong port."""
    parts = urlsplit(text)
    if parts.scheme not in schemes or "://" not in text:
        raise Unfit(f"it does not begin with {' or '.join(f'{scheme}://' for scheme in schemes)}")
    if any(sign.isspace() or not sign.isprintable() for sign in text):
        raise Unfit("it has a space or a line's end in it")
    person, _, _ = parts.netloc.rpartition("@")
    try:
        if "@" in person or "@" in parts.path or parts.port == 0:
            raise ValueError
        if parts.hostname:
            _host(parts.hostname)
    except ValueError:
        raise Unfit(f"what stands for the host or the port cannot be one; {ENCODE}") from None
    return parts


def _web_address(text: str) -> str:
    if not url_parts(text, "https", "http").hostname:
        raise Unfit("it has no host")
    if not is_web_address(text):
        raise Unfit("it has signs that no address has")
    return text


def _site(text: str) -> str:
    _web_address(text)
    parts = urlsplit(text)
    if parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc:
        raise Unfit("it has more than scheme, host and port")
    return text


def _issuer(text: str) -> str:
    _web_address(text)
    parts = urlsplit(text)
    if parts.query or parts.fragment or "@" in parts.netloc:
        raise Unfit("it has a user, a query or a fragment")
    if parts.scheme != "https" and not is_loopback(parts.hostname or ""):
        raise Unfit("only a provider on this machine may do without https")
    return text


def is_loopback(host: str) -> bool:
    """Return whether an address is this machine's own."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _origins(text: str) -> str:
    for origin in text.replace(",", " ").split():
        parts = url_parts(origin, "https", "http")
        if not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment or parts.username:
            raise Unfit(f"{masked(origin)} has more or less than scheme, host and port")
    return text


def _database(text: str) -> str:
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import SQLAlchemyError

    try:
        address = make_url(text)
    except (SQLAlchemyError, ValueError):
        raise Unfit(f"it is no address that can be read; {ENCODE}") from None
    if address.drivername in ("sqlite", "sqlite+pysqlite"):
        if not address.database or address.host or address.query or ":memory:" in address.database:
            raise Unfit("a SQLite file is written as sqlite:////folder/file.db, without options")
        if any(len(os.fsencode(name)) > LONGEST_FILE_NAME for name in Path(address.database).parts):
            raise Unfit("a folder or the file has too long a name")
        return text
    if address.drivername not in ("postgresql", "postgresql+psycopg2"):
        raise Unfit(f"there is no driver for {address.drivername!r}")
    url_parts(text, address.drivername)
    if not address.database:
        raise Unfit("it has no name of a database")
    return text


def _redis(text: str) -> str:
    from redis.connection import Connection, parse_url
    from redis.exceptions import RedisError

    parts = url_parts(text, "redis", "rediss", "unix")
    if (parts.scheme == "unix" and not parts.path.strip("/")) or (parts.scheme != "unix" and not parts.hostname):
        raise Unfit("it has no host")
    if parts.scheme != "unix" and not re.fullmatch(r"/?\d*", parts.path):
        raise Unfit("after the host stands the number of a database, such as /0")
    try:
        options = parse_url(text)
        kind = options.pop("connection_class", Connection)
        kind(**options)  # opens nothing yet
    except (ValueError, TypeError, RedisError):
        raise Unfit("its options cannot be read") from None
    return text


def _mail_server(text: str) -> str:
    parts = url_parts(text, "smtp", "smtps")
    if not parts.hostname or parts.path.strip("/") or parts.fragment:
        raise Unfit("it must have a host, and nothing between that and ?")
    if parts.query not in ("", "starttls=0", "starttls=1"):
        raise Unfit("its only option is starttls=1")
    if parts.scheme == "smtps" and parts.query == "starttls=1":
        raise Unfit("smtps is encrypted from the start; starttls is for smtp")
    return text


def _mailbox_server(text: str) -> str:
    parts = url_parts(text, "imap", "imaps")
    if not parts.hostname or not parts.username or parts.fragment:
        raise Unfit("it must have a user, a password and a host")
    if parts.query not in ("", "starttls=0", "starttls=1"):
        raise Unfit("its only option is starttls=1")
    if parts.scheme == "imaps" and parts.query == "starttls=1":
        raise Unfit("imaps is encrypted from the start; starttls is for imap")
    return text


def _mailboxes(text: str) -> list[str]:
    header: Any = HeaderRegistry()("To", text) if text.isprintable() else None
    if header is None or header.defects or not header.addresses:
        raise Unfit
    return [_email(address.addr_spec) for address in header.addresses]


def _email(text: str) -> str:
    try:
        return str(validate_email(text, check_deliverability=False, test_environment=True).original)
    except EmailNotValidError as problem:
        raise Unfit(str(problem).rstrip(".")) from problem


def _mailbox(text: str) -> str:
    if len(_mailboxes(text)) != 1:
        raise Unfit("it is more than one")
    return text


def _list_of_mailboxes(text: str) -> str:
    _mailboxes(text)
    return text


HOST = Kind("the address or the name of a host, such as 127.0.0.1", _host)
DATABASE = Kind("like postgresql://user:password@host/database or sqlite:////folder/file.db", _database, masked)
REDIS = Kind("like redis://:password@host:6379/0, rediss://… or unix:///path", _redis, masked)
MAIL_SERVER = Kind("like smtp://user:password@host:587?starttls=1 or smtps://host", _mail_server, masked)
MAILBOX_SERVER = Kind("like imaps://user:password@host/INBOX", _mailbox_server, masked)
WEB_ADDRESS = Kind("an address such as https://www.example.org/page", _web_address, masked)
ISSUER = Kind("an address such as https://login.example.org/realms/staff", _issuer, masked)
SITE = Kind("an address such as https://staff.example.org", _site, masked)
ORIGINS = Kind("origins such as https://www.example.org, separated by commas", _origins, masked)
EMAIL = Kind("an e-mail address", _email)
MAILBOX = Kind("an e-mail address, such as desk@example.org or Desk <desk@example.org>", _mailbox)
MAILBOXES = Kind("an e-mail address, or several separated by commas", _list_of_mailboxes)
