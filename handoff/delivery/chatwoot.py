"""Bring requests into an API-channel inbox of Chatwoot, and its agents' words back.

Chatwoot's public API: `POST /public/api/v1/inboxes/{inbox}/contacts`, `…/contacts/{contact}/conversations`, and
`…/conversations/{id}/messages`. Its call-backs come once and are not repeated, so messages are asked for instead.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from handoff.delivery.addresses import check_address
from handoff.delivery.http import ask
from handoff.delivery.mail import transcript, words_of
from handoff.delivery.outbox import NotDelivered, OutboxItem

PAGE = 20
"""How many messages Chatwoot gives at a time."""


@dataclass(frozen=True)
class AgentMessage:
    """Hold what an agent wrote in Chatwoot."""

    external_id: str
    name: str
    text: str


@dataclass(frozen=True)
class Chatwoot:
    """Hold address, inbox and identity secret of a Chatwoot; a thread is `contact/conversation`."""

    url: str
    inbox: str
    secret: str = ""

    def send(self, item: OutboxItem) -> str | None:
        """Bring a request or a message of it to Chatwoot; return the thread."""
        payload = item.payload
        number = str(payload["number"])
        thread = item.thread or self._thread(number, payload.get("request") or {})
        if "request" in payload:
            words = "\n".join(transcript(number, payload["request"]))
        elif "message" in payload:
            if payload["message"]["author"] != "visitor":
                return thread
            words = words_of(payload["message"])
        else:
            words = str(payload.get("text") or f"Event: {payload['event']}")
        contact, conversation = thread.split("/")
        body = {"content": words, "echo_id": item.key}
        self._ask("POST", f"contacts/{contact}/conversations/{conversation}/messages", body)
        return thread

    def written(self, thread: str, known: Collection[str] = ()) -> list[AgentMessage]:
        """Return what agents wrote to the visitor of a thread, the oldest first, but for messages with `known` ids.

        Chatwoot gives the newest messages, at most `PAGE` of them, and private notes never; older ones are asked for
        as long as there are some and none of them is known.
        """
        contact, conversation = thread.split("/")
        path, before = f"contacts/{contact}/conversations/{conversation}/messages", ""
        found: list[AgentMessage] = []
        while True:
            answer = self._ask("GET", f"{path}{before}")
            page = answer if isinstance(answer, list) else []
            ours = [_agent_message(message) for message in page if _is_of_agent(message)]
            found[:0] = [message for message in ours if message.external_id not in known]
            if len(page) < PAGE or any(message.external_id in known for message in ours):
                return found
            before = f"?before={min(int(message['id']) for message in page)}"

    def _thread(self, number: str, request: dict[str, Any]) -> str:
        """Return the thread of a request, which an earlier try may have begun.

        A contact that is made again under its `source_id` is the same one, and has at most this one conversation.
        """
        identity: dict[str, Any] = {
            "source_id": hashlib.sha256(f"{self.inbox}:{self.secret}:{number}".encode()).hexdigest(),
            "identifier": number,
            "name": request.get("name"),
            "email": request.get("email"),
        }
        if self.secret:
            identity["identifier_hash"] = hmac.new(self.secret.encode(), number.encode(), hashlib.sha256).hexdigest()
        contact = self._ask("POST", "contacts", {name: value for name, value in identity.items() if value})
        source = contact.get("source_id") if isinstance(contact, dict) else None
        if not source:
            raise NotDelivered("the answer holds no contact")
        begun = self._ask("GET", f"contacts/{source}/conversations")
        if isinstance(begun, list) and begun:
            return f"{source}/{begun[0]['id']}"
        conversation = self._ask("POST", f"contacts/{source}/conversations", {})
        if not isinstance(conversation, dict) or "id" not in conversation:
            raise NotDelivered("the answer holds no conversation")
        return f"{source}/{conversation['id']}"

    def _ask(self, method: str, path: str, body: Any = None) -> Any:
        address = f"{self.url.rstrip('/')}/public/api/v1/inboxes/{self.inbox}/{path}"
        content = b"" if body is None else json.dumps(body).encode()
        addresses = check_address(address, is_loopback_allowed=True, are_own_networks_allowed=True)
        return ask(method, address, addresses, headers={}, content=content)


def _is_of_agent(message: dict[str, Any]) -> bool:
    is_outgoing = message.get("message_type") in ("outgoing", 1)
    return is_outgoing and not message.get("private") and bool(message.get("content"))


def _agent_message(message: dict[str, Any]) -> AgentMessage:
    name = (message.get("sender") or {}).get("name") or ""
    return AgentMessage(str(message["id"]), str(name), message["content"])
