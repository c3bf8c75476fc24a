"""Read the mailbox in which visitors' e-mails arrive, over IMAP (RFC 9051), and what an e-mail says.

An e-mail that was taken is marked as seen and gets the keyword `$RareGuideTaken`; one that belongs to no request gets
`$RareGuideLeft` and stays unread, for people to find. Nothing is deleted or moved.
"""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from hashlib import sha256
from html.parser import HTMLParser
from urllib.parse import parse_qs, unquote, urlsplit

SECONDS = 30.0
LONGEST_MAIL = 1_000_000
"""Bytes of an e-mail that are read; its words stand before its attachments."""
LONGEST_TEXT = 20_000
"""Characters of an e-mail's words that are kept."""
MOST_AT_ONCE = 50
TAKEN, LEFT = "$RareGuideTaken", "$RareGuideLeft"

_MESSAGE_ID = re.compile(r"<[^<>\s@]{1,200}@[^<>\s@]{1,200}>", flags=re.ASCII)
_TOKEN = re.compile(r"<RG-[0-9A-Z]{8}\.[^<>\s@]*\.([0-9a-f]{32})@", flags=re.ASCII)
"""What stands in the `Message-ID` of an e-mail that went to a visitor (`handoff/delivery/mail.py`)."""
_ATTRIBUTION = re.compile(r"^.{0,200}(?:<[^<>]+@[^<>]+>|\bwrote).{0,40}:\s*$")


class MailboxAway(Exception):
    """The mailbox cannot be read; the text names neither user nor password."""


@dataclass(frozen=True)
class IncomingMail:
    """Hold what is read of an e-mail.

    Attributes:
        id: what it is known by, so that it is taken once.
        message_id: its `Message-ID` where it is a sound one, for the answer's `In-Reply-To`.
        sender: the address of its author, in small letters.
        tokens: what the e-mails were known by that it answers.
        text: its words without what it quotes at its end.
        is_automatic: no person wrote it: an absence, a bounce, a list.
        is_cut: files came with it, or more text than is read; the mailbox has them.
    """

    id: str
    message_id: str | None
    sender: str
    tokens: tuple[str, ...]
    text: str
    is_automatic: bool
    is_cut: bool


def read_mail(content: bytes) -> IncomingMail:
    """Return what an e-mail says; whatever bytes come, something is returned."""
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)  # noqa: S101  (what the policy makes)
    message_id = _MESSAGE_ID.search(_header(message, "Message-ID"))
    answered = f"{_header(message, 'In-Reply-To')} {_header(message, 'References')}"
    words, has_files = _words_of(message)
    text = without_quotation(words)
    return IncomingMail(
        id=sha256(message_id[0].encode() if message_id else content).hexdigest(),
        message_id=message_id[0] if message_id else None,
        sender=parseaddr(_header(message, "From"))[1].strip().lower(),
        tokens=tuple(dict.fromkeys(_TOKEN.findall(answered))),
        text=text[:LONGEST_TEXT],
        is_automatic=is_automatic(message),
        is_cut=has_files or len(text) > LONGEST_TEXT,
    )


def is_automatic(message: EmailMessage) -> bool:
    """Return whether an e-mail was sent by a program (RFC 3834), as those are that answer each other without end."""
    submitted = _header(message, "Auto-Submitted").strip().lower()
    precedence = _header(message, "Precedence").strip().lower()
    return (
        submitted not in ("", "no")
        or precedence in ("bulk", "junk", "list", "auto_reply")
        or message.get_content_type() in ("multipart/report", "message/delivery-status")
        or _header(message, "Return-Path").strip() == "<>"
        or any(_header(message, name) for name in ("X-Autoreply", "X-Autorespond", "List-Id", "List-Unsubscribe"))
        or parseaddr(_header(message, "From"))[1].partition("@")[0].lower() in ("mailer-daemon", "postmaster")
    )


def without_quotation(text: str) -> str:
    """Return words without the e-mail that is quoted at their end; what is quoted in between stays."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip().split("\n")
    end = len(lines)
    while end and (lines[end - 1].startswith(">") or not lines[end - 1].strip()):
        end -= 1
    if end == len(lines) or not any(line.startswith(">") for line in lines[end:]):
        return "\n".join(lines).strip()
    if end and _ATTRIBUTION.match(lines[end - 1]):
        # "On Monday, RareGuide <desk@example.org> wrote:", which may have been broken into two lines.
        is_broken = lines[end - 1].startswith("<") or lines[end - 1][:1].islower()
        end -= 2 if is_broken else 1
    return "\n".join(lines[: max(end, 0)]).strip()


def _header(message: EmailMessage, name: str) -> str:
    """Return a header as text; what the standard library cannot read of it is left out."""
    try:
        return " ".join(str(value) for value in message.get_all(name, []))
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""


def _words_of(message: EmailMessage) -> tuple[str, bool]:
    """Return the words of an e-mail, and whether there are files with it."""
    plain: list[str] = []
    marked_up: list[str] = []
    has_files = False
    for part in message.walk():
        if part.is_multipart():
            continue
        kind = part.get_content_type()
        if part.get_filename() or kind not in ("text/plain", "text/html"):
            has_files = True
            continue
        content = part.get_payload(decode=True)
        words = _decoded(content if isinstance(content, bytes) else b"", part.get_content_charset() or "utf-8")
        (plain if kind == "text/plain" else marked_up).append(words)
    return "\n".join(plain).strip() or _Words.of("\n".join(marked_up)), has_files


def _decoded(content: bytes, charset: str) -> str:
    try:
        return content.decode(charset, errors="replace").replace("\x00", "")
    except LookupError:
        return content.decode("utf-8", errors="replace").replace("\x00", "")


class _Words(HTMLParser):
    """Collect the words of an e-mail that has no plain text."""

    BREAKS = frozenset("p br div li tr h1 h2 h3 h4 h5 h6 blockquote".split())
    SILENT = frozenset("style script head title".split())

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.silent = 0

    @classmethod
    def of(cls, markup: str) -> str:
        parser = cls()
        parser.feed(markup)
        parser.close()
        lines = (" ".join(line.split()) for line in "".join(parser.words).split("\n"))
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in self.SILENT
        if tag in self.BREAKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.silent = max(self.silent - (tag in self.SILENT), 0)
        if tag in self.BREAKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data.replace("\n", " "))


Take = Callable[[IncomingMail], bool]
"""Keeps an e-mail; returns whether it belongs to a request. What it raises leaves the e-mail for the next time."""


@dataclass(frozen=True)
class Mailbox:
    """Hold where e-mails arrive: `imaps://user:password@host/INBOX` or `imap://…?starttls=1`."""

    url: str

    def take_new(self, take: Take) -> int:
        """Have each new e-mail taken, and mark it; return how many were. Raise `MailboxAway`, or what `take` does."""
        try:
            with self._opened() as server:
                return self._take_new(server, take)
        except (imaplib.IMAP4.error, OSError) as problem:
            raise MailboxAway(type(problem).__name__) from problem

    def _take_new(self, server: imaplib.IMAP4, take: Take) -> int:
        _, found = server.uid("SEARCH", "UNKEYWORD", TAKEN, "UNKEYWORD", LEFT, "UNDELETED")  # type: ignore[arg-type]
        taken = 0
        for uid in (found[0] or b"").split()[:MOST_AT_ONCE]:
            _, parts = server.uid("FETCH", uid.decode(), f"(BODY.PEEK[]<0.{LONGEST_MAIL}>)")
            content = next((part[1] for part in parts if isinstance(part, tuple)), b"")
            is_ours = take(read_mail(content))
            server.uid("STORE", uid.decode(), "+FLAGS", f"({TAKEN} \\Seen)" if is_ours else f"({LEFT})")
            taken += is_ours
        return taken

    def _opened(self) -> imaplib.IMAP4:
        parts = urlsplit(self.url)
        host = parts.hostname or "localhost"
        context = ssl.create_default_context()
        if parts.scheme == "imaps":
            server: imaplib.IMAP4 = imaplib.IMAP4_SSL(host, parts.port or 993, ssl_context=context, timeout=SECONDS)
        else:
            server = imaplib.IMAP4(host, parts.port or 143, timeout=SECONDS)
        if parse_qs(parts.query).get("starttls") == ["1"]:
            server.starttls(context)
        server.login(unquote(parts.username or ""), unquote(parts.password or ""))
        status, _ = server.select(unquote(parts.path.strip("/")) or "INBOX")
        if status != "OK":
            raise imaplib.IMAP4.error("there is no such folder")
        return server
