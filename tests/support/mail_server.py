"""A mail server for tests, which may refuse the first mails."""

from __future__ import annotations

import email
from collections.abc import Iterator
from contextlib import contextmanager
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Mailbox:
    """A mail server that is down for the first tries."""

    def __init__(self, refusals: int = 0) -> None:
        self.refusals = refusals
        self.received: list[Any] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.refusals:
            self.refusals -= 1
            return "451 Try again later"
        self.received.append(email.message_from_bytes(envelope.content or b"", policy=default))
        return "250 OK"


@contextmanager
def listening(box: Mailbox, port: int) -> Iterator[Mailbox]:
    """Let a mail server take mails at a port."""
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()
