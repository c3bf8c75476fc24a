"""Check that a body, shown as the condition pages show it, holds no script and no address that is run."""

from __future__ import annotations

from html.parser import HTMLParser

from markdown_it import MarkdownIt

from tools.fuzz.harness import Wrong

KNOWN = frozenset("p h1 h2 h3 h4 h5 h6 ul ol li em strong a code pre blockquote hr br img".split())
KNOWN_ATTRIBUTES = frozenset({"href", "src", "alt", "title", "start", "class"})
RUN = ("javascript:", "vbscript:", "data:text", "data:application", "file:")

_markdown = MarkdownIt("commonmark", {"html": False})


class _Reader(HTMLParser):
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in KNOWN:
            raise Wrong(f"the element {tag!r} in a body")
        for name, value in attrs:
            if name not in KNOWN_ATTRIBUTES:
                raise Wrong(f"the attribute {name!r} in a body")
            plain = "".join((value or "").split()).lower()
            if name in ("href", "src") and plain.startswith(RUN):
                raise Wrong(f"the address {plain[:40]!r} in a body")


def check_body(body: str) -> None:
    """Raise `Wrong` when a body becomes HTML that Markdown alone cannot make."""
    reader = _Reader()
    reader.feed(_markdown.render(body))
    reader.close()
