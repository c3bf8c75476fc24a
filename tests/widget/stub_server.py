"""A small server in the place of the real one: the demo page, the widget, and made-up turns.

Its pages carry the strict policy of the real pages, so that the browser refuses whatever would need a looser one.
"""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.widget.made_up_form import MadeUpForm
from tests.widget.made_up_turns import Turn, answer_to, found, welcome

ROOT = Path(__file__).resolve().parents[2]
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'self'; require-trusted-types-for 'script'"
)
HTML, CSS, SCRIPT, SVG = "text/html; charset=utf-8", "text/css", "text/javascript; charset=utf-8", "image/svg+xml"
TOO_FAST = "Too fast"
"""A message that is refused the first time it comes."""
ASKS_FOR_PERSON = "I would like to talk to a person"
FORGET = "Forget my session"
"""A message after which the server knows no session any more, as after a change of its key."""

PLAIN_PAGE = (
    "<!doctype html><html lang='{lang}'><title>Page</title>{styles}"
    "<script src='/widget.js' defer {attributes}></script><main><h1>{heading}</h1></main></html>"
)
HOSTILE_STYLES = (
    "* { all: unset !important; color: red !important; --accent: red !important; font-size: 3px !important }"
)
CHOSEN_STYLES = "rare-guide { --rareguide-radius: 2px; --rareguide-dark-accent: rgb(255, 200, 0) }"
MODULE_PAGE = (
    "<!doctype html><html lang='en'><title>Page</title><script type='module' src='/page-module.js'></script>"
    "<main><h1>Page</h1></main></html>"
)
PAGE_MODULE = "import { mount } from '/widget.mjs'; window.takeAway = mount({ server: location.origin });"


class StubServer(ThreadingHTTPServer):
    """Serve on a free port of this machine, and keep what was asked."""

    daemon_threads = True

    def __init__(self, script: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.received: list[str] = []
        self.conditions: list[str | None] = []
        """The messages, each id once; `deliveries` counts every arrival."""
        self.sessions = 0
        self.deliveries = 0
        self.opinions: list[dict[str, Any]] = []
        self.forgotten = 0
        self.searches: list[str] = []
        self.refused: set[str] = set()
        self.requests: list[dict[str, str]] = []
        self.pushed: list[Turn] = []
        """What a person writes: fetched where there is no socket."""
        self._forms: dict[str, MadeUpForm] = {}
        self._tokens: set[str] = set()
        self._answered: dict[str, Turn] = {}
        self._lock = threading.Lock()
        plain = {"lang": "en", "styles": "", "attributes": "", "heading": "Page"}
        hostile = {**plain, "styles": "<link rel='stylesheet' href='/hostile.css'>"}
        spanish = {**plain, "lang": "es-MX", "attributes": "data-condition='larkfield-syndrome' data-position='left'"}
        named = {**plain, "attributes": "data-condition='menieres-disease'", "heading": "Ménière’s disease"}
        other = {**plain, "attributes": "data-condition='menieres-disease'"}
        right_to_left = {**plain, "lang": "ar' dir='rtl"}
        dark = {
            **plain,
            "styles": "<link rel='stylesheet' href='/chosen.css'>",
            "attributes": "data-theme='dark'",
        }
        self.files: dict[str, tuple[str, bytes]] = {
            "/": (HTML, (ROOT / "demo" / "index.html").read_bytes()),
            "/demo/style.css": (CSS, (ROOT / "demo" / "style.css").read_bytes()),
            "/demo/icon.svg": (SVG, (ROOT / "demo" / "icon.svg").read_bytes()),
            "/widget.js": (SCRIPT, script.read_bytes()),
            "/widget.mjs": (SCRIPT, (script.parents[1] / "module.mjs").read_bytes().replace(b"dist/", b"")),
            "/page-module.js": (SCRIPT, PAGE_MODULE.encode()),
            "/module": (HTML, MODULE_PAGE.encode()),
            "/right-to-left": (HTML, PLAIN_PAGE.format(**right_to_left).encode()),
            "/dark": (HTML, PLAIN_PAGE.format(**dark).encode()),
            "/chosen.css": (CSS, CHOSEN_STYLES.encode()),
            "/shared-storage": (HTML, PLAIN_PAGE.format(**{**plain, "attributes": "data-storage='local'"}).encode()),
            "/speech": (HTML, PLAIN_PAGE.format(**{**plain, "attributes": "data-speech='on'"}).encode()),
            "/hostile.css": (CSS, HOSTILE_STYLES.encode()),
            "/hostile": (HTML, PLAIN_PAGE.format(**hostile).encode()),
            "/unknown": (HTML, PLAIN_PAGE.format(**{**plain, "attributes": "data-condition='no-such'"}).encode()),
            "/other-condition": (HTML, PLAIN_PAGE.format(**other).encode()),
            "/named": (HTML, PLAIN_PAGE.format(**named).encode()),
            "/spanish": (HTML, PLAIN_PAGE.format(**spanish).encode()),
        }

    def new_session(self) -> str:
        """Return a token that is valid from now on."""
        with self._lock:
            self.sessions += 1
            token = f"token-{self.sessions}"
            self._tokens.add(token)
            return token

    def answer(self, token: str, body: dict[str, Any]) -> Turn | None:
        """Return the turn that answers a message, the same one for the same id; `None` without a session."""
        with self._lock:
            if token not in self._tokens:
                return None
            self.deliveries += 1
            if body["id"] not in self._answered:
                self.received.append(body["message"])
                self.conditions.append(body.get("condition"))
                self._answered[body["id"]] = self._answer(token, body["message"])
            if body["message"] == FORGET:
                self._tokens.clear()
            return self._answered[body["id"]]

    def _answer(self, token: str, message: str) -> Turn:
        form = self._forms.get(token)
        if message == ASKS_FOR_PERSON and form is None:
            self._forms[token] = form = MadeUpForm()
            return form.opened()
        if form is None:
            return answer_to(message)
        answer = form.take(message)
        if answer["handoff"]["status"] != "collecting":
            self.requests.append(form.values)
            del self._forms[token]
        return answer


class _Handler(BaseHTTPRequestHandler):
    server: StubServer

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        query = dict(parse_qsl(address.query))
        if address.path == "/widget/welcome":
            return self._send_json(200, welcome(query.get("lang", "en"), query.get("condition")))
        if address.path == "/widget/conditions":
            self.server.searches.append(query["q"])
            return self._send_json(200, {"conditions": found(query["q"])})
        kind, content = self.server.files.get(self.path, ("text/plain", b""))
        return self._send(200 if content else 404, kind, content)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path == "/widget/session":
            return self._send_json(200, {"token": self.server.new_session()})
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        if self.path == "/widget/feedback":
            self.server.opinions.append(json.loads(body))
            return self._send(204, "application/json", b"")
        if self.path == "/widget/forget":
            self.server.forgotten += 1
            return self._send(204, "application/json", b"")
        if self.path == "/widget/updates":
            after = json.loads(body)["after"]
            return self._send_json(200, {"turns": [one for one in self.server.pushed if one["sequence"] > after]})
        message = json.loads(body)
        if message["message"] == TOO_FAST and message["id"] not in self.server.refused:
            self.server.refused.add(message["id"])
            return self._send_json(429, {"error": "Please wait 1 second.", "retry_after": 1, "turns": []})
        turn = self.server.answer(token, message)
        if turn is None:
            return self._send_json(401, {"error": "The session is not valid; ask for a new one."})
        return self._send_json(200, {"turns": [turn]})

    def _send_json(self, status: int, value: Any) -> None:
        self._send(status, "application/json", json.dumps(value).encode())

    def _send(self, status: int, kind: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet: a failing test says what was received."""
