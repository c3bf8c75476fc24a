"""A request goes the ticket way on a real server, with the mail server down for the first three tries."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.support.handover_cast import FORM, ask_for_a_person
from tests.support.live_server import LiveServer, free_port
from tests.support.mail_server import Mailbox, listening

pytestmark = pytest.mark.server

QUESTION, NAME, EMAIL, *_ = FORM
CONTACT = "help@larkfield.example"
SECONDS_FOR_A_TRY = 60


def tries(server: LiveServer) -> list[tuple[str, int, str]]:
    """Kind, number of tries and state of each delivery."""
    with closing(sqlite3.connect(server.data_dir / "conversations.db")) as database:
        return list(database.execute("SELECT kind, attempts, state FROM handoff_outbox ORDER BY kind"))


def wait_until(server: LiveServer, state: str, attempts: int) -> None:
    give_up_at = time.monotonic() + SECONDS_FOR_A_TRY
    while not all(one[1] >= attempts and one[2] == state for one in tries(server)):
        assert time.monotonic() < give_up_at, tries(server)
        time.sleep(0.05)


def end_the_pause(server: LiveServer) -> None:
    """Let the time of the next try come; `test_deliveries.py` tests with a clock how long the pauses are."""
    with closing(sqlite3.connect(server.data_dir / "conversations.db")) as database, database:
        database.execute("UPDATE handoff_outbox SET next_attempt_at = 0 WHERE state = 'waiting'")


def text_of(mail: EmailMessage) -> str:
    return str(mail.get_content())


def test_a_ticket_waits_for_the_mail_server_and_is_sent_once(tmp_path: Path) -> None:
    port = free_port()
    mail = {
        "RAREGUIDE_SMTP_URL": f"smtp://127.0.0.1:{port}",
        "RAREGUIDE_MAIL_FROM": "rareguide@larkfield.example",
        "RAREGUIDE_HANDOFF_MAIL_TO": CONTACT,
    }
    with LiveServer(tmp_path, **mail) as server:
        server.say("what is Marfan syndrome?", "anna")
        turn = ask_for_a_person(server, "anna")
        number = turn["handoff"]["ticket"]
        assert turn["handoff"]["status"] == "queued"
        assert EMAIL in turn["text"]

        for attempts in (1, 2, 3):
            wait_until(server, "waiting", attempts)
            end_the_pause(server)
        with listening(Mailbox(), port) as box:
            wait_until(server, "sent", attempts=4)

        mails = {str(mail["To"]): mail for mail in box.received}

    assert len(box.received) == 2
    ticket, receipt = mails[CONTACT], mails[EMAIL]
    assert number in str(ticket["Subject"])
    assert QUESTION in text_of(ticket)
    assert NAME in text_of(ticket)
    assert "Marfan" in text_of(ticket)
    assert EMAIL in str(ticket["Reply-To"])
    assert number in text_of(receipt)
    assert QUESTION not in text_of(receipt)
