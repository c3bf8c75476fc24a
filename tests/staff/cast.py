"""Who takes part: a visitor with a request, and people of every role."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.testclient import TestClient

from handoff.requests.desk import Desk
from handoff.requests.records import Form, Request
from rareguide.settings import Settings
from staff.accounts import Accounts
from staff.app import build_app
from staff.services import Services
from staff.tables import staff_account
from tests.support.database_files import copy_database, empty_conversations
from tests.support.made_up_store import write_made_up_store

ORIGIN = "http://localhost"
PASSWORD = "four quiet green kettles"
CONTEXT: dict[str, Any] = {
    "messages": [
        {"who": "visitor", "text": "What is Velmont syndrome?"},
        {"who": "bot", "text": "This is what I have about Velmont syndrome."},
        {"who": "visitor", "text": "Can she fly after surgery?"},
        {"who": "bot", "text": "I have no answer to that."},
    ],
    "condition": "Velmont syndrome",
    "sections": [
        {
            "condition": "Velmont syndrome",
            "section": "overview",
            "question": "What about the overview of Velmont syndrome?",
            "last_updated": "2024-03-09",
            "source": "Larkfield Library",
        }
    ],
    "failed": ["Can she fly after surgery?"],
}


class Clock:
    """A clock that tests move on."""

    def __init__(self) -> None:
        self.now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Person:
    """Somebody at a browser; forms are sent with the token of the page, as a browser does."""

    client: TestClient
    id: int
    email: str

    def see(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, (path, answer.status_code, answer.text)
        return answer.text

    def token(self, path: str = "/password") -> str:
        found = re.search(r'name="token" value="(\w+)"', self.client.get(path).text)
        assert found is not None
        return found[1]

    def send(self, path: str, **fields: str) -> Any:
        return self.client.post(path, data={"token": self.token(), **fields}, follow_redirects=False)


def _store_and_conversations(path: Path) -> None:
    write_made_up_store(path)
    empty_conversations(path)


class Cast:
    """A site on a database of its own, and those who use it."""

    def __init__(self, folder: Path, clock: Callable[[], float] | None = None, **settings: Any) -> None:
        copy_database(_store_and_conversations, folder / "site.db")
        values = {
            "database_url": f"sqlite:///{folder / 'site.db'}",
            "business_hours": "Mon-Sun 00:00-24:00",
            "holidays": "",
            "time_zone": "UTC",
            **settings,
        }
        self.clock = Clock()
        self.settings = Settings(_env_file=None, **values)
        self.app: Starlette = build_app(self.settings, clock or self.clock)

    @property
    def services(self) -> Services:
        services: Services = self.app.state.services
        return services

    @property
    def desk(self) -> Desk:
        return self.services.desk

    @property
    def accounts(self) -> Accounts:
        return self.services.accounts

    def browser(self, address: str = "192.0.2.1") -> TestClient:
        headers = {"origin": ORIGIN}
        return TestClient(self.app, base_url=ORIGIN, headers=headers, client=(address, 50_000))

    def account(self, email: str, role: str, name: str = "") -> int:
        """Make an account with `PASSWORD`, which need not be changed."""
        self.accounts.add(email, name or email.partition("@")[0].title(), role)
        account = self.accounts.by_email(email)
        self.accounts.change_password(account, PASSWORD)
        return account.id

    def person(self, role: str, email: str = "", name: str = "") -> Person:
        """Make an account and log in."""
        address = email or f"{role}@larkfield.example"
        number = self.account(address, role, name)
        person = Person(self.browser(), number, address)
        assert self.log_in(person.client, address).status_code == 303
        return person

    def log_in(self, client: TestClient, email: str, password: str = PASSWORD, **fields: str) -> Any:
        found = re.search(r'name="token" value="(\w+)"', client.get("/log-in").text)
        assert found is not None
        data = {"token": found[1], "email": email, "password": password, **fields}
        return client.post("/log-in", data=data, follow_redirects=False)

    def request(self, conversation: str = "conversation-1", **values: Any) -> Request:
        """Let a visitor ask for a person."""
        form = Form(
            conversation=conversation,
            channel="widget",
            question=values.pop("question", "Can my daughter fly after her surgery?"),
            name="Maria Lopez",
            email="maria@larkfield.example",
            phone=None,
            language="English",
            context={**CONTEXT, **values},
        )
        return self.desk.requests.submit(form, "You may write to me.")

    def column(self, name: str) -> list[Any]:
        with self.services.engine.connect() as connection:
            return list(connection.scalars(staff_account.select().with_only_columns([staff_account.c[name]])))

    def audited(self) -> list[tuple[str, str | None]]:
        """What the audit has, the oldest first."""
        from staff.audit import lines

        return [(line.action, line.number) for line in reversed(lines(self.services.engine))]
