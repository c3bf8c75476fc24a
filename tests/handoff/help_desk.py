"""A help desk for tests, which keeps to what Chatwoot and Zammad publish, and sees that it is kept to."""

from __future__ import annotations

import json
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import yaml
from jsonschema import Draft7Validator

CONTRACTS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "help_desk_contracts.yml").read_text(encoding="utf-8")
)
NEWEST = 20
"""How many messages Chatwoot gives at a time."""


class HelpDesk(ThreadingHTTPServer):
    """A server that keeps what it is asked; `breaches` are what either side did against the contracts."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.asked: list[tuple[str, str, dict[str, str], Any]] = []
        self.looked_for: list[str] = []
        self.written: list[dict[str, Any]] = []
        self.tickets: list[dict[str, Any]] = []
        self.conversations: list[dict[str, Any]] = []
        self.answers_to_lose = 0
        self.redirect_to = ""
        self.breaches: list[str] = []
        self.used: set[tuple[str, str]] = set()

    def made(self, path: str, body: bytes) -> Any:
        """Answer what is to be made; a contact that is made again is the same one."""
        if path.endswith("/api/v1/tickets"):
            self.tickets.append({"id": 42 + len(self.tickets), "title": json.loads(body)["title"]})
            return self.tickets[-1]
        if path.endswith("/ticket_articles"):
            return {"id": 1, "ticket_id": json.loads(body)["ticket_id"]}
        if path.endswith("/contacts"):
            return {"source_id": json.loads(body)["source_id"]}
        if path.endswith("/conversations"):
            self.conversations.append({"id": 7 + len(self.conversations)})
            return self.conversations[-1]
        return {"id": 1, "content": "…", "message_type": 0}

    def found(self, path: str, query: dict[str, list[str]]) -> Any:
        """Answer what is looked for."""
        if path.startswith("/api/v1/tickets/search"):
            return self.tickets
        if path.endswith("/conversations"):
            return self.conversations
        before = int(query.get("before", ["0"])[0])
        return [message for message in self.written if not before or message["id"] < before][-NEWEST:]

    def held_to_contract(self, method: str, address: str, body: bytes, answer: Any) -> int:
        """Note what is against the contract, and return the status that it says."""
        parts = urlsplit(address)
        contract = contract_of(method, parts.path)
        if contract is None:
            if parts.path.startswith(("/api/", "/public/")):
                self.breaches.append(f"there is no {method} {parts.path}")
            return 200
        self.used.add((method, contract["path"]))
        for name in set(parse_qs(parts.query)) - set(contract.get("query", ())):
            self.breaches.append(f"{method} {contract['path']} takes no {name}")
        sides = [(answer, contract["response"]["body"]), *([(json.loads(body), contract["request"])] if body else [])]
        for told, schema in sides:
            problems = Draft7Validator(schema).iter_errors(told)
            self.breaches += [f"{method} {contract['path']}: {problem.message}" for problem in problems]
        return int(contract["response"]["status"])


def contract_of(method: str, path: str) -> dict[str, Any] | None:
    fits = (one for one in CONTRACTS if one["method"] == method and re.fullmatch(one["path"], path))
    return next(fits, None)


class _Handler(BaseHTTPRequestHandler):
    server: HelpDesk

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.asked.append(("POST", self.path, dict(self.headers), body))
        answer = self.server.made(self.path, body)
        status = self.server.held_to_contract("POST", self.path, body, answer)
        if self.server.answers_to_lose and not self.path.endswith("/contacts"):
            self.server.answers_to_lose -= 1
            self.close_connection = True  # made, but the one who asked never hears of it
            return
        self._send(answer, status)

    def do_GET(self) -> None:
        self.server.looked_for.append(self.path)
        parts = urlsplit(self.path)
        answer = self.server.found(parts.path, parse_qs(parts.query))
        self._send(answer, self.server.held_to_contract("GET", self.path, b"", answer))

    def _send(self, value: Any, status: int) -> None:
        content = json.dumps(value).encode()
        self.send_response(302 if self.server.redirect_to else status)
        if self.server.redirect_to:
            self.send_header("Location", self.server.redirect_to)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet."""
