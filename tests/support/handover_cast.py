"""A visitor and an operator for tests that hand a conversation over on a real server."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

from conversations.database import open_conversations
from handoff.requests.desk import Desk
from rareguide.settings import Settings
from tests.support.live_server import LiveServer

ALWAYS_OPEN = {
    "RAREGUIDE_BUSINESS_HOURS": "Mon-Sun 00:00-24:00",
    "RAREGUIDE_HOLIDAYS": "",
    "RAREGUIDE_TIME_ZONE": "UTC",
}
"""The settings of a server whose people are always there."""
OPERATOR = 7
NAME = "Noor"
FORM = ("Can my daughter fly after her surgery?", "Maria Lopez", "maria@larkfield.example", "English", "yes")
"""What a visitor answers to each field of the form."""


def desk_of(server: LiveServer) -> Desk:
    """The desk that the staff site would work at, on the server's own database."""
    url = f"sqlite:///{server.data_dir / 'conversations.db'}"
    settings = Settings(database_url=url, business_hours="Mon-Sun 00:00-24:00", holidays="", time_zone="UTC")
    return Desk(open_conversations(url), settings)


def ask_for_a_person(server: LiveServer, sender: str) -> dict[str, Any]:
    """Fill in the form over REST, and return the turn with the ticket's number."""
    turn = server.say("I want to talk to a person", sender)
    for answer in FORM:
        assert turn["handoff"]["status"] == "collecting", turn
        turn = server.say(answer, sender)
    return turn


def words_in(server: LiveServer, *tables: str) -> str:
    """All that some tables, or all, hold, as one text."""
    with closing(sqlite3.connect(server.data_dir / "conversations.db")) as database:
        every = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return "\n".join(str(row) for table in tables or every for row in database.execute(f'SELECT * FROM "{table}"'))
