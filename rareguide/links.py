"""Say which addresses may become links, wherever they come from: content files, imports, settings, the store."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from markdown_it import MarkdownIt

_REFUSED = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029<>\"\\]")
"""What browsers drop from an address or read in their own way, and what no address holds."""
_MAIL_OR_TELEPHONE = re.compile(r"mailto:[^\s:@/?]+@[^\s@/?]+(?:\?\S*)?|tel:[+\d][\d().;=\-]*", re.IGNORECASE)


def is_web_address(address: str) -> bool:
    """Return whether an address is one of the web: http or https, with a host, in a form that is read one way only."""
    if _REFUSED.search(address):
        return False
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False


def web_address(address: str | None) -> str | None:
    """Return an address of the web, or `None` for anything else: what is shown is checked again."""
    return address if address is not None and is_web_address(address) else None


def may_be_linked(address: str) -> bool:
    """Return whether a text may link to an address: one of the web, a mail address or a telephone number."""
    return is_web_address(address) or bool(_MAIL_OR_TELEPHONE.fullmatch(address))


def safe_markdown() -> MarkdownIt:
    """Return a renderer of bodies: raw HTML stays text, and so do links and pictures to where no link may lead."""
    markdown = MarkdownIt("commonmark", {"html": False})
    setattr(markdown, "validateLink", may_be_linked)  # noqa: B010  (its type has the parameter's name)
    return markdown


def links_of(body: str) -> Iterator[tuple[int, str]]:
    """Yield every address that Markdown would link to or show as a picture, with the index of its block's line."""
    markdown = MarkdownIt("commonmark", {"html": False})
    setattr(markdown, "validateLink", lambda _: True)  # noqa: B010  (as above)
    for block in markdown.parse(body):
        for token in block.children or ():
            if token.type in ("link_open", "image"):
                address = token.attrs["href" if token.type == "link_open" else "src"]
                yield (block.map or [0])[0], str(address)
