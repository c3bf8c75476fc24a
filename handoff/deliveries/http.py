"""Ask other servers over HTTP, and only those that are meant."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any
from urllib.parse import urlsplit

import httpx

from handoff.outbox import NotDelivered

SECONDS = 20.0
TRY_AGAIN = frozenset({408, 425, 429})


class ForbiddenAddress(NotDelivered):
    """The address is inside a network that deliveries must not reach."""


def check_address(url: str, is_loopback_allowed: bool) -> None:
    """Raise `ForbiddenAddress` unless every address of the host is a public one, or this machine where allowed.

    A setting with a wrong address must not reach what only this machine's network reaches.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ForbiddenAddress("the address is neither http nor https", is_permanent=True)
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
    except OSError as problem:
        raise NotDelivered("the host has no address") from problem
    for address in {ipaddress.ip_address(entry[4][0]) for entry in found}:
        if address.is_loopback and is_loopback_allowed:
            continue
        if not address.is_global:
            raise ForbiddenAddress("the host is inside a private network", is_permanent=True)


def ask(method: str, url: str, *, headers: dict[str, str], content: bytes) -> Any:
    """Send JSON and return the answer's, or `None`; redirects are not followed. Raise `NotDelivered`."""
    try:
        answer = httpx.request(
            method,
            url,
            headers={"Content-Type": "application/json", **headers},
            content=content,
            timeout=SECONDS,
            follow_redirects=False,
        )
    except httpx.HTTPError as problem:
        raise NotDelivered(f"the server cannot be reached: {type(problem).__name__}") from problem
    if not answer.is_success:
        is_permanent = 300 <= answer.status_code < 500 and answer.status_code not in TRY_AGAIN
        raise NotDelivered(f"the server said {answer.status_code}", is_permanent)
    try:
        return answer.json() if answer.content else None
    except ValueError:
        return None
