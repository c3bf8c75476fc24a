"""Read the dates and the numbered references of a saved page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from knowledge.importers.page_blocks import Block
from knowledge.records import Reference
from rareguide.links import web_address

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAME = r"(?P<name>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.?"
_DATE_FORMS = tuple(
    re.compile(form + r"(?!\d)", re.IGNORECASE | re.ASCII)
    for form in (
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
        r"(?P<month>\d{1,2})[/.-](?P<day>\d{1,2})[/.-](?P<year>\d{4}|\d{2})",
        _MONTH_NAME + r" ?(?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})",
        r"(?P<day>\d{1,2})(?:st|nd|rd|th)? " + _MONTH_NAME + r",? (?P<year>\d{4})",
    )
)
_URL = re.compile(r"https?://[^\s<>\"\u201c\u201d]+", re.IGNORECASE)
_ACCESS_WORD = re.compile(r"\b(?:last )?(?:accessed|retrieved|viewed)\b", re.IGNORECASE)
_ACCESSED = re.compile(
    r"(?:last )?(?:accessed|retrieved|viewed)(?: on)?:?\s*(?P<day>[^()\[\]]{4,30}?)[)\].;,\s]{0,5}", re.IGNORECASE
)
_LEADS_TO_ADDRESS = re.compile(r"\bavailable (?:at|from|online)(?: at)?$", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_BACK_LINK = re.compile(r"^[\^\u2191\u21a9]\s*")
_OWN_NUMBER = re.compile(r"\[(?P<number>\d{1,3})\]\s*", re.ASCII)


class BadDate(ValueError):
    """A text that has the look of a date and names no day of the calendar."""


def parse_date(text: str) -> date | None:
    """Read a date at the beginning of a text, as GARD writes it: `6/12/2013` is the 12th of June.

    Returns None when the text does not begin with a full date; raises `BadDate` when the day does not exist.
    """
    for form in _DATE_FORMS:
        found = form.match(text.strip())
        if found is None:
            continue
        parts = found.groupdict()
        year = int(parts["year"])
        month = int(parts["month"]) if parts.get("month") else 1 + _MONTHS.index(parts["name"][:3].casefold())
        try:
            return date(year + 2000 if year < 100 else year, month, int(parts["day"]))
        except ValueError as problem:
            raise BadDate(f"there is no day {found[0]!r}") from problem
    return None


def looks_like_citation(text: str) -> bool:
    """Return whether a list item could be a reference: it has an address, a year or the day of access."""
    return bool(_URL.search(text) or _YEAR.search(text) or re.search(r"\baccessed\b", text, re.IGNORECASE))


def read_reference(block: Block, number: int) -> Reference:
    """Take a citation apart into words, address and day of access; raise `BadDate` for an impossible day.

    A day of access that names only a month or a year stays in the words.
    """
    citation = _OWN_NUMBER.sub("", _BACK_LINK.sub("", block.text), count=1).strip()
    written = _URL.search(citation)
    url = block.urls[0] if block.urls else None
    if written is not None:
        address = _without_closing_marks(written[0])
        url = url or address
        citation = _joined(citation[: written.start()], citation[written.start() + len(address) :])
    accessed = None
    tail = _last_accessed(citation)
    if tail is not None:
        accessed = parse_date(tail["day"])
        if accessed is not None:
            citation = _joined(citation[: tail.start()], "." if citation.endswith(".") else "")
    return Reference(number, citation or url or "", web_address(url), accessed)


def own_number(block: Block) -> int | None:
    """Return the number that a reference carries itself, in its list or as `[2]` before its words."""
    found = _OWN_NUMBER.match(block.text)
    return int(found["number"]) if found else block.ordinal


def first_run_of_items(blocks: Sequence[Block]) -> list[Block]:
    """Return the first unbroken run of list items."""
    run: list[Block] = []
    for block in blocks:
        if block.kind == "item":
            run.append(block)
        elif run:
            break
    return run


def _without_closing_marks(address: str) -> str:
    """Return an address without the punctuation of its sentence; a parenthesis that it opens itself stays."""
    bare = address.rstrip(".,;:)]")
    return f"{bare})" if bare.count("(") > bare.count(")") and address[len(bare) :].startswith(")") else bare


def _last_accessed(citation: str) -> re.Match[str] | None:
    found = None
    for begin in _ACCESS_WORD.finditer(citation):
        found = _ACCESSED.fullmatch(citation, begin.start()) or found
    return found


def _joined(before: str, after: str) -> str:
    """Join what stood around a part that was taken out, without the punctuation that led to it."""
    before = _LEADS_TO_ADDRESS.sub("", before.rstrip(" ,;:([")).rstrip(" ,;:([")
    after = after.lstrip(" ,;:)]")
    if not before or before.endswith((".", "?", "!")):
        after = after.lstrip(". ")
    return f"{before}{'' if after.startswith('.') else ' '}{after}".strip()
