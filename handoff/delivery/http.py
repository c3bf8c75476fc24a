"""Ask other servers over HTTP, and only those that are meant."""

from __future__ import annotations

import ssl
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import httpx

from handoff.delivery.addresses import Address
from handoff.delivery.outbox import NotDelivered

SECONDS = 20.0
TRY_AGAIN = frozenset({408, 425, 429})


def ask(method: str, url: str, addresses: Sequence[Address], *, headers: dict[str, str], content: bytes) -> Any:
    """Send JSON to one of the checked addresses of the host and return the answer's, or `None`. Raise `NotDelivered`.

    Redirects are not followed, and
    proxies of the environment not used: either would lead elsewhere.
    """
    for address in addresses:
        try:
            answer = _asked_at(address, method, httpx.URL(url), headers, content)
            break
        except httpx.ConnectError as problem:
            if address == addresses[-1]:
                raise _not_reached(problem) from problem
        except httpx.HTTPError as problem:
            raise _not_reached(problem) from problem
    if not answer.is_success:
        is_permanent = 300 <= answer.status_code < 500 and answer.status_code not in TRY_AGAIN
        raise NotDelivered(f"the server said {answer.status_code}", is_permanent)
    try:
        return answer.json() if answer.content else None
    except ValueError:
        return None


def _asked_at(address: Address, method: str, url: httpx.URL, headers: dict[str, str], content: bytes) -> httpx.Response:
    """Ask the server at an address, which has to show a certificate for the name in `url`."""
    # With a transport of its own the client takes no proxy from the environment.
    with httpx.Client(transport=httpx.HTTPTransport(verify=trusted_certificates()), timeout=SECONDS) as client:
        return client.request(
            method,
            url.copy_with(host=str(address)),
            headers={"Content-Type": "application/json", **headers, "Host": url.netloc.decode("ascii")},
            content=content,
            follow_redirects=False,
            extensions={"sni_hostname": url.raw_host.decode("ascii")},
        )


@lru_cache(maxsize=1)
def trusted_certificates() -> ssl.SSLContext:
    """Return what servers' certificates are checked against: certifi's, or the file in SSL_CERT_FILE."""
    return httpx.create_ssl_context()


def _not_reached(problem: httpx.HTTPError) -> NotDelivered:
    return NotDelivered(f"the server cannot be reached: {type(problem).__name__}")
