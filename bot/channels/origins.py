"""Decide which websites may use the widget's channel, and tell their browsers so."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

ALLOWED_METHODS = "POST"
ALLOWED_HEADERS = "Authorization, Content-Type"
SECONDS_TO_REMEMBER = "600"


class Origins:
    """Hold the origins of the settings; the server's own origin is always allowed."""

    def __init__(self, allowed: str) -> None:
        self._allowed = frozenset(_plain(origin) for origin in allowed.replace(",", " ").split())

    def are_allowed(self, origin: str | None, host: str | None) -> bool:
        """Return whether a page may ask; a caller without an origin is no browser's page, and has no token to steal.

        Args:
            origin: the header `Origin` ("https://example.org"), or `None`.
            host: the header `Host` of the same request.
        """
        if origin is None:
            return True
        if _plain(origin) in self._allowed:
            return True
        # Behind a proxy the server does not see which scheme the visitor used, so only the host counts.
        try:
            return bool(host) and urlsplit(origin).netloc.lower() == str(host).lower()
        except ValueError:  # what is no address at all
            return False

    def headers(self, origin: str | None, host: str | None) -> Mapping[str, str]:
        """Return the CORS headers for an answer; none for a page that may not read it."""
        if origin is None or not self.are_allowed(origin, host):
            return {"Vary": "Origin"}
        return {
            "Access-Control-Allow-Origin": origin,
            "Access-Control-Allow-Methods": ALLOWED_METHODS,
            "Access-Control-Allow-Headers": ALLOWED_HEADERS,
            "Access-Control-Expose-Headers": "Retry-After, X-Session-Token",
            "Access-Control-Max-Age": SECONDS_TO_REMEMBER,
            "Vary": "Origin",
        }


def _plain(origin: str) -> str:
    return origin.strip().rstrip("/").lower()
