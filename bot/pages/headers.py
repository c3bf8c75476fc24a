"""The methods and headers that all pages of ours have in common."""

from __future__ import annotations

READING = ("GET", "HEAD")
"""Proxies, monitors and link checkers ask for the headers alone."""

PAGE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'self'; require-trusted-types-for 'script'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""Nothing from elsewhere is loaded, and no script is run that is not a file of ours."""
