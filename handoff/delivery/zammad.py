"""Bring requests to Zammad as tickets, and what follows as articles (Zammad's REST API, `/api/v1/tickets`)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from handoff.delivery.addresses import check_address
from handoff.delivery.destinations import ERASURES
from handoff.delivery.http import ask
from handoff.delivery.mail import is_urgent, transcript, words_of
from handoff.delivery.outbox import NotDelivered, OutboxItem


@dataclass(frozen=True)
class Zammad:
    """Hold address, access token and group of a Zammad."""

    url: str
    token: str
    group: str

    def send(self, item: OutboxItem) -> str | None:
        """Make a ticket of a request, or add an article to its ticket; return the ticket's id.

        Zammad knows no keys of its callers: a ticket whose making was not answered is looked for by its title.
        """
        payload = item.payload
        number = str(payload["number"])
        if "request" in payload:
            found = self._find_ticket(number) if item.is_repeated else None
            return found or self._new_ticket(number, payload["request"])
        thread = item.thread
        if thread is None and payload["event"] in ERASURES:
            thread = self._find_ticket(number)
            if thread is None:
                return None  # it never arrived, so that there is nothing to delete
        if thread is None:
            raise NotDelivered("the ticket is not there yet")
        told = payload.get("text") or f"Event: {payload['event']}"
        words = words_of(payload["message"]) if "message" in payload else told
        self._post("ticket_articles", {"ticket_id": int(thread), **_article("RareGuide", str(words))})
        return thread

    def _find_ticket(self, number: str) -> str | None:
        found = self._ask("GET", f"tickets/search?expand=true&limit=10&query={number}")
        tickets = found if isinstance(found, list) else []
        return next((str(ticket["id"]) for ticket in tickets if str(ticket.get("title")).endswith(number)), None)

    def _new_ticket(self, number: str, request: dict[str, Any]) -> str:
        title = f"EMERGENCY: RareGuide {number}" if is_urgent({"request": request}) else f"RareGuide {number}"
        ticket = self._post(
            "tickets",
            {
                "title": title,
                "group": self.group,
                "customer_id": f"guess:{request['email']}" if request.get("email") else None,
                "article": _article(title, "\n".join(transcript(number, request))),
            },
        )
        if not isinstance(ticket, dict) or "id" not in ticket:
            raise NotDelivered("the answer holds no ticket")
        return str(ticket["id"])

    def _post(self, path: str, body: dict[str, Any]) -> Any:
        return self._ask("POST", path, json.dumps({name: value for name, value in body.items() if value is not None}))

    def _ask(self, method: str, path: str, content: str = "") -> Any:
        headers = {"Authorization": f"Token token={self.token}"}
        address = f"{self.url.rstrip('/')}/api/v1/{path}"
        addresses = check_address(address, is_loopback_allowed=True, are_own_networks_allowed=True)
        return ask(method, address, addresses, headers=headers, content=content.encode())


def _article(subject: str, body: str) -> dict[str, Any]:
    return {"subject": subject, "body": body, "type": "note", "internal": False, "content_type": "text/plain"}
